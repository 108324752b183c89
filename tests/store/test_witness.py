"""The witness gives away a restored backup and a copied disk, and never stands in the way."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.store import witness as w
from models.store.witness import Witness

SEEN = Witness("0123456789abcdef", {"999999104201": (7, "ab" * 16)}, "m" * 32, datetime(2025, 7, 22, tzinfo=UTC))


def test_a_witness_is_read_back_as_written(tmp_path: Path) -> None:
    w.write(tmp_path / "witness.json", SEEN)
    assert w.read(tmp_path / "witness.json") == SEEN


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "{}",
        '{"device":1,"tips":{},"machine":null,"high_water":null}',
        '{"device":"d","tips":{"s":[1]},"machine":null,"high_water":null}',
    ],
)
def test_a_witness_lost_or_damaged_counts_as_none(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "witness.json"
    if text is not None:
        path.write_text(text)
    assert w.read(path) is None


def test_a_witness_that_cannot_be_read_just_now_is_not_a_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    w.write(tmp_path / "witness.json", SEEN)
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert w.read(tmp_path / "witness.json") is w.SILENT


def test_a_backup_laid_down_is_marked_as_one(tmp_path: Path) -> None:
    w.mark_restored(tmp_path / "witness.json")
    found = w.read(tmp_path / "witness.json")
    assert found is not None and found.restored and not SEEN.restored


def test_only_a_machine_known_to_be_another_is_another() -> None:
    assert SEEN.moved("n" * 32)
    assert not SEEN.moved("m" * 32)
    assert not SEEN.moved(None)
    assert not Witness("d").moved("m" * 32)


def test_the_machine_is_named_by_a_hash_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "machine-id"
    monkeypatch.setattr(w, "_MACHINE_FILES", (tmp_path / "missing", own))
    assert w.machine_id() is None
    own.write_text("5ea1\n")
    named = w.machine_id()
    assert named == w.machine_id() and named is not None and len(named) == 32
    own.write_bytes(b"\xff\xfe")
    assert w.machine_id() is None


def test_the_file_is_plain_enough_to_look_into(tmp_path: Path) -> None:
    w.write(tmp_path / "witness.json", SEEN)
    plain = json.loads((tmp_path / "witness.json").read_text())
    assert plain["tips"] == {"999999104201": [7, "ab" * 16]}
