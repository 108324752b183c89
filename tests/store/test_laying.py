"""A data folder that is being made or replaced: cut off anywhere it is the old one, the new one, or is finished later."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import models.store as st
from models.kernel import CannotOpen, Circumstance
from models.store import backup, files, laying
from models.store.folder import Folder

pytestmark = pytest.mark.founding

PASSWORD = "试用的密码"


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


def begin(folder: Path) -> st.Store:
    return st.create(folder, role="village", region="999999104201", name="清水村", operator="村专干", password=PASSWORD,
                     today=date(2025, 7, 22))[0]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A village of two households, closed, and a backup from when it had one."""
    store = begin(tmp_path / "data")
    st.add(store, "household", {"户主姓名": "甲一"})
    made = backup.backup(store, tmp_path / "stick")
    st.add(store, "household", {"户主姓名": "乙二"})
    store.close()
    return made


def rows(folder: Path) -> int:
    store = st.open_store(folder, PASSWORD)
    try:
        return st.count(store, "household")
    finally:
        store.close()


def test_an_office_begun_half_way_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(st.store.key_slots, "write", cut)
        begin(tmp_path / "data")
    assert (tmp_path / "data" / "ledger.db").exists()
    with pytest.raises(CannotOpen, match="没有台账"):
        st.open_store(tmp_path / "data", PASSWORD)
    begin(tmp_path / "data").close()
    assert rows(tmp_path / "data") == 0
    assert not Folder(tmp_path / "data").unfinished.exists()


def test_a_ledger_whose_keys_are_lost_is_never_taken_for_one_that_was_half_made(tmp_path: Path) -> None:
    begin(tmp_path / "data").close()
    place = Folder(tmp_path / "data")
    place.keys.unlink()
    with pytest.raises(Circumstance, match="已经有一本台账"):
        begin(tmp_path / "data")
    assert place.ledger.exists()


def test_a_mark_that_came_back_beside_good_keys_is_taken_away(tmp_path: Path) -> None:
    begin(tmp_path / "data").close()
    place = Folder(tmp_path / "data")
    place.unfinished.touch()
    assert rows(tmp_path / "data") == 0
    assert not place.unfinished.exists()


def test_a_restored_folder_on_its_way_is_put_in_its_place_at_the_next_start(copy: Path, tmp_path: Path) -> None:
    place = Folder(tmp_path / "data")
    with laying.taking_the_place_of(Folder(tmp_path / "other")) as coming:
        for name in ("ledger.db", "keys.json", "witness.json"):
            (coming.path / name).write_bytes((place.path / name).read_bytes())
    os.rename(place.path, tmp_path / "data-恢复前-1")
    os.rename(tmp_path / "other", place.restored)
    assert place.begun
    assert rows(place.path) == 2
    assert not place.restored.exists()


def test_a_damaged_backup_moves_nothing(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "fault_in", lambda *_: "page 3")
    with pytest.raises(CannotOpen, match="数据坏了"):
        backup.restore(copy, tmp_path / "data", PASSWORD)
    assert rows(tmp_path / "data") == 2
    assert sorted(os.listdir(tmp_path)) == ["data", "stick"]


def test_what_stood_there_is_kept_beside_the_restored_folder(copy: Path, tmp_path: Path) -> None:
    backup.restore(copy, tmp_path / "data", PASSWORD)
    assert (rows(tmp_path / "data"), rows(tmp_path / "data-恢复前-1")) == (1, 2)


def test_a_folder_with_other_things_in_it_keeps_them(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("x")
    backup.restore(copy, tmp_path / "papers", PASSWORD)
    assert rows(tmp_path / "papers") == 1
    assert (tmp_path / "papers" / "letter.txt").read_text() == "x"


def test_a_folder_that_cannot_be_moved_stays_and_says_so(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.rename

    def held(source: Path, target: Path) -> None:
        if Path(source) == tmp_path / "data":
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "rename", held)
    with pytest.raises(Circumstance, match="挪不开"):
        backup.restore(copy, tmp_path / "data", PASSWORD)
    monkeypatch.undo()
    assert rows(tmp_path / "data") == 2


def test_only_what_processes_that_are_gone_left_is_cleared(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in (f"a.json.{gone.pid}-x.part", f"b.json.{os.getppid()}-x.part", "package.gbp.part", "note.txt"):
        (tmp_path / name).touch()
    (tmp_path / f"work-{gone.pid}-x").mkdir()
    with files.work_folder(tmp_path) as mine:
        assert files.clear_unfinished(tmp_path) == 2
        assert sorted(os.listdir(tmp_path)) == sorted(
            [f"b.json.{os.getppid()}-x.part", "package.gbp.part", "note.txt", mine.name])
