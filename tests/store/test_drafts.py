"""A form begun is there again after a crash, and readable to nobody without the key."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from models.kernel.errors import Circumstance
from models.store.drafts import Drafts

KEY = bytes(range(32))
FORM = {"name": "王小测", "phone": "13800000000", "checks": ["a", "b"], "on": date(2025, 7, 22)}


def test_a_draft_survives_reopening(tmp_path: Path) -> None:
    Drafts(tmp_path / "drafts.db", KEY).save("visit/new", FORM)
    assert Drafts(tmp_path / "drafts.db", KEY).all() == {"visit/new": {**FORM, "on": "2025-07-22"}}


def test_the_draft_saved_last_comes_first_and_a_dropped_one_is_gone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts.db", KEY)
    for key in ("a", "b", "a"):
        drafts.save(key, {"n": key})
    assert list(drafts.all()) == ["a", "b"]
    drafts.drop("a")
    drafts.drop("never there")
    assert drafts.all() == {"b": {"n": "b"}}


def test_asking_for_drafts_makes_no_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts.db", KEY)
    drafts.drop("x")
    assert drafts.all() == {}
    assert list(tmp_path.iterdir()) == []


def test_no_file_shows_what_was_typed(tmp_path: Path) -> None:
    Drafts(tmp_path / "drafts.db", KEY).save("visit/new", FORM)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "王小测".encode() not in held and b"13800000000" not in held and b"visit" not in held


def test_several_threads_save_at_once(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts.db", KEY)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: drafts.save(str(n), {"n": n}), range(40)))
    assert len(drafts.all()) == 40


def test_a_damaged_file_or_another_key_is_told_without_harm(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drafts.db"
    Drafts(path, KEY).save("a", {})
    with pytest.raises(Circumstance, match="台账不受影响"):
        Drafts(path, bytes(32)).all()
    path.write_bytes(b"x" * 8192)
    with pytest.raises(Circumstance, match="坏了"):
        Drafts(path, KEY).save("b", {})
    assert capfd.readouterr().err == ""


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Circumstance, match="草稿没存上"):
        Drafts(tmp_path / "missing" / "drafts.db", KEY).save("a", {})
