"""A folder that may not be the one which wrote its chain goes on under a new name, asks nothing, and says one sentence."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

import models.store as st
from models.kernel import CannotOpen
from models.store import backup, incarnation, witness
from models.store.unit import writing

PASSWORD = "试用密码"
Machine = Callable[[str | None], None]


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Sit down at a computer of this name, or at one that does not tell."""
    file = tmp_path / "machine-id"
    monkeypatch.setattr(witness, "_MACHINE_FILES", (file,))

    def sit(name: str | None) -> None:
        file.unlink(missing_ok=True)
        if name:
            file.write_text(name)

    sit("first")
    return sit


@pytest.fixture
def folder(tmp_path: Path, machine: Machine) -> Path:
    """A village with one household, closed."""
    store, _ = st.create(tmp_path / "village", role="village", region="999999104201", name="清水村", operator="村专干",
                         password=PASSWORD, today=date(2025, 7, 22))
    st.add(store, "household", {"户主姓名": "甲一"})
    store.close()
    return tmp_path / "village"


@pytest.fixture
def opened() -> Iterator[Callable[[Path], st.Store]]:
    found: list[st.Store] = []

    def one(path: Path) -> st.Store:
        found.append(st.open_store(path, PASSWORD))
        return found[-1]

    yield one
    for store in found:
        store.close()


def device(folder: Path) -> str:
    store = st.open_store(folder, PASSWORD)
    store.close()
    return store.device


def chains(store: st.Store) -> dict[str, int]:
    with store.reader.connect() as connection:
        return {dev: n for dev, n in connection.execute(text("SELECT dev, max(seq) FROM sync_journal GROUP BY dev"))}


def test_an_ordinary_start_changes_nothing(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    first = device(folder)
    store = opened(folder)
    assert (store.device, incarnation.notices(store), incarnation.earlier(store.identity)) == (first, [], [])


def test_a_folder_copied_to_another_computer_gets_a_name_of_its_own(
    folder: Path, tmp_path: Path, machine: Machine, opened: Callable[[Path], st.Store]
) -> None:
    first = device(folder)
    shutil.copytree(folder, tmp_path / "copy")
    machine("second")
    copy = opened(tmp_path / "copy")
    assert copy.device != first
    assert incarnation.earlier(copy.identity) == [first]
    (sentence,) = incarnation.notices(copy)
    assert "换到了这台电脑上" in sentence
    st.add(copy, "household", {"户主姓名": "乙二"})
    assert chains(copy) == {first: 2, copy.device: 1}
    copy.close()
    assert device(tmp_path / "copy") == copy.device
    machine("first")
    assert device(folder) == first


def test_a_disk_moved_there_and_back_keeps_all_its_chains(folder: Path, machine: Machine) -> None:
    names = [device(folder)]
    for place in ("second", "first"):
        machine(place)
        names.append(device(folder))
    assert len(set(names)) == 3
    store = st.open_store(folder, PASSWORD)
    assert incarnation.earlier(store.identity) == names[:2]
    assert backup.verify(store, rebuild=True).good
    store.close()


def test_a_computer_that_will_not_tell_its_name_is_no_other_computer(folder: Path, machine: Machine) -> None:
    first = device(folder)
    machine(None)
    assert device(folder) == first
    machine("first")
    assert device(folder) == first
    machine(None)
    device(folder)
    machine("second")  # it told its name once, and this is not it
    assert device(folder) != first


def test_an_older_copy_put_in_place_is_noticed_by_the_witness(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    first = device(folder)
    shutil.copy(folder / "ledger.db", folder.parent / "old.db")
    store = st.open_store(folder, PASSWORD)
    st.add(store, "household", {"户主姓名": "乙二"})
    store.close()
    for file in folder.glob("ledger.db*"):
        file.unlink()
    shutil.copy(folder.parent / "old.db", folder / "ledger.db")
    again = opened(folder)
    assert again.device != first
    assert ["以前的一份" in one for one in incarnation.notices(again)] == [True]


def test_an_older_copy_from_before_a_new_name_is_noticed_too(folder: Path, machine: Machine) -> None:
    shutil.copy(folder / "ledger.db", folder.parent / "old.db")
    machine("second")
    second = device(folder)
    for file in folder.glob("ledger.db*"):
        file.unlink()
    shutil.copy(folder.parent / "old.db", folder / "ledger.db")
    third = device(folder)
    assert third != second
    assert device(folder) == third


def test_a_branch_of_the_same_length_is_noticed(folder: Path, tmp_path: Path) -> None:
    """Two copies on one computer, each with one more line: the numbers agree, the lines do not."""
    first = device(folder)
    shutil.copytree(folder, tmp_path / "copy")
    for place in (folder, tmp_path / "copy"):
        store = st.open_store(place, PASSWORD)
        st.add(store, "household", {"户主姓名": "乙二"})
        store.close()
    shutil.copy(tmp_path / "copy" / "ledger.db", folder / "ledger.db")
    assert device(folder) != first


def test_a_witness_that_was_deleted_is_not_missed_in_silence(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    first = device(folder)
    (folder / "witness.json").unlink()
    store = opened(folder)
    assert store.device != first
    assert len(incarnation.notices(store)) == 1
    assert (folder / "witness.json").exists()
    store.close()
    assert device(folder) == store.device


def test_a_restored_backup_always_goes_on_under_a_new_name(folder: Path, tmp_path: Path) -> None:
    store = st.open_store(folder, PASSWORD)
    copy = backup.backup(store, tmp_path / "copies")
    first = store.device
    store.close()
    backup.restore(copy, folder, PASSWORD)
    again = st.open_store(folder, PASSWORD)
    assert again.device != first
    assert ["备份恢复" in one for one in incarnation.notices(again)] == [True]
    again.close()
    backup.restore(copy, tmp_path / "elsewhere", PASSWORD)
    assert device(tmp_path / "elsewhere") not in (first, again.device)


def test_a_name_is_changed_while_the_folder_is_open(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    store = opened(folder)
    first = store.device
    tomorrow = st.on_day(store, store.now())
    new = incarnation.mint(store, incarnation.TWIN)
    assert (store.device, tomorrow.device) == (new, new)
    st.add(store, "household", {"户主姓名": "乙二"})
    assert chains(store) == {first: 2, new: 1}
    assert ["另一台电脑" in one for one in incarnation.notices(store)] == [True]
    assert backup.verify(store, rebuild=True).good


def test_a_new_name_inside_a_transaction_goes_with_it(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    store = opened(folder)
    first = store.device
    with pytest.raises(RuntimeError), writing(store) as connection:
        incarnation.mint(store, incarnation.TWIN, connection)
        raise RuntimeError
    incarnation.reread(store)
    assert store.device == first
    with writing(store) as connection:
        new = incarnation.mint(store, incarnation.TWIN, connection)
    assert store.device == new
    store.close()
    assert device(folder) == new


def test_a_transaction_that_fails_leaves_the_name(folder: Path, opened: Callable[[Path], st.Store], monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(folder)
    first, seed = store.device, store.identity["sign_seed"]
    monkeypatch.setattr(incarnation, "notice", _fails)
    with pytest.raises(RuntimeError):
        incarnation.mint(store, incarnation.TWIN)
    monkeypatch.setattr(incarnation, "keep", _fails)
    with pytest.raises(RuntimeError):
        incarnation.succeed(store, "f" * 16, {"sign_seed": "00"})
    assert (store.device, store.identity["sign_seed"]) == (first, seed)


def _fails(*_: object) -> None:
    raise RuntimeError


def test_two_windows_that_open_at_once_agree_on_the_new_name(folder: Path) -> None:
    (folder / "witness.json").unlink()
    found: list[st.Store] = []
    starts = [threading.Thread(target=lambda: found.append(st.open_store(folder, PASSWORD))) for _ in range(4)]
    for one in starts:
        one.start()
    for one in starts:
        one.join()
    assert len({store.device for store in found}) == 1
    assert len(incarnation.earlier(found[0].identity)) == 1
    for store in found:
        store.close()


def test_a_window_that_was_open_under_the_old_name_does_no_harm(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    early = opened(folder)
    (folder / "witness.json").unlink()
    late = opened(folder)
    first = early.device
    for store in (early, late, early, late):
        st.add(store, "household", {"户主姓名": "乙二"})
    assert chains(late) == {first: 4, late.device: 2}
    early.write_witness()
    assert early.device == late.device
    assert backup.verify(late, rebuild=True).good
    late.close()
    early.close()
    assert device(folder) == late.device


def test_a_folder_that_cannot_be_written_is_not_opened_under_a_doubtful_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "witness.json").unlink()
    monkeypatch.setattr(incarnation, "mint", _full)
    with pytest.raises(CannotOpen, match="硬盘满了"):
        st.open_store(folder, PASSWORD)


def _full(*_: object) -> None:
    from models.kernel import Circumstance

    raise Circumstance("电脑硬盘满了，这次没有存上。")


def test_notices_wait_until_they_are_read_and_never_pile_up(folder: Path, opened: Callable[[Path], st.Store]) -> None:
    store = opened(folder)
    for _ in range(3):
        incarnation.tell(store, "甲。")
    incarnation.tell(store, "乙。")
    assert incarnation.notices(store) == ["甲。", "乙。"]
    incarnation.notices_read(store)
    assert incarnation.notices(store) == []
