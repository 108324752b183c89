"""Where the data lie, and files that are whole or absent."""

import errno
import os
from pathlib import Path

import pytest

from models.kernel.errors import Circumstance
from models.store import files, folder
from models.store.folder import Folder, default_folder, on_removable

pytestmark = pytest.mark.founding


def test_a_data_folder_holds_these_names_and_no_others() -> None:
    here = Folder(Path("x"))
    names = [here.ledger, here.keys, here.witness, here.drafts, here.blobs, here.outbox, here.inbox, here.backups]
    expected = "ledger.db keys.json witness.json drafts.db blobs outbox inbox backups"
    assert [path.name for path in names] == expected.split()


def test_a_folder_with_half_of_its_files_counts_as_begun(tmp_path: Path) -> None:
    here = Folder(tmp_path / "data")
    assert not here.begun
    here.make()
    assert not here.begun
    here.keys.write_text("")
    assert here.begun


def test_a_marker_beside_the_program_keeps_the_data_there(tmp_path: Path) -> None:
    assert default_folder(tmp_path).name == "zhenxing-ledger"
    (tmp_path / "portable").touch()
    assert default_folder(tmp_path) == tmp_path / "data"


def test_the_program_folder_is_the_one_above_models(root: Path) -> None:
    assert folder.program_folder() == root


@pytest.mark.parametrize(
    ("device", "flag", "stick"),
    [
        ("devices/pci0000/usb1/1-1/host0/block/sdb/sdb1", "0", True),
        ("devices/mmc0/block/mmcblk0/mmcblk0p1", "1", True),
        ("devices/pci0000/nvme/nvme0n1/nvme0n1p1", "0", False),
    ],
)
def test_a_stick_is_known_by_its_bus_or_its_disk(tmp_path: Path, device: str, flag: str, stick: bool) -> None:
    partition = tmp_path / device
    partition.mkdir(parents=True)
    (partition.parent / "removable").write_text(f"{flag}\n")
    assert folder._pulled_out(partition) is stick


def test_a_folder_the_system_tells_nothing_about_is_no_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_BLOCK_DEVICES", tmp_path)
    assert on_removable(tmp_path / "not" / "yet" / "there") is False


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys.json"
    files.write_whole(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Circumstance, match="磁盘满了"):
        files.write_whole(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("keys.json", b"old")]


@pytest.mark.parametrize(
    ("error", "sentence"), [(PermissionError(), "没有权限"), (OSError(errno.EIO, "x"), "磁盘可能")]
)
def test_each_way_of_failing_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(Circumstance, match=sentence):
        files.write_whole(tmp_path / "a", b"")
    assert list(tmp_path.iterdir()) == []
