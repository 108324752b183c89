"""Sticks are found by what the system says of its devices: a made-up /proc and /sys, and a stand-in for Windows."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, ClassVar

import pytest

from services import sticks

BUS = "devices/pci0000:00/0000:00:14.0"


class Machine:
    """A root folder with the few files that are asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mounts: list[str] = []
        for folder in ("proc", "sys/class/block", "dev/disk/by-label"):
            (root / folder).mkdir(parents=True)
        self.write()

    def write(self) -> None:
        (self.root / "proc/mounts").write_text("".join(line + "\n" for line in self.mounts), "utf-8")

    def disk(self, name: str, bus: str, removable: str = "0", part: str = "") -> None:
        folder = self.root / "sys" / bus / "block" / name
        folder.mkdir(parents=True)
        (folder / "removable").write_text(removable + "\n")
        (self.root / "sys/class/block" / name).symlink_to(folder)
        (self.root / "dev" / name).touch()
        if part:
            (folder / part).mkdir()
            (self.root / "sys/class/block" / part).symlink_to(folder / part)
            (self.root / "dev" / part).touch()

    def mount(self, device: str, name: str, kind: str, options: str = "rw,nosuid", label: str = "") -> Path:
        place = self.root / "mounted" / name
        place.mkdir(parents=True, exist_ok=True)
        escaped = str(place).replace(" ", "\\040")
        self.mounts.append(f"/dev/{device} {escaped} {kind} {options} 0 0")
        if label:
            (self.root / "dev/disk/by-label" / label).symlink_to(self.root / "dev" / device)
        self.write()
        return place

    def found(self) -> list[sticks.Stick]:
        return list(sticks._linux(self.root))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_stick_is_found_with_its_name_room_and_bound(machine: Machine) -> None:
    machine.disk("sda", f"{BUS}/ata1/host0/target0:0:0/0:0:0:0", part="sda1")
    machine.mount("sda1", "system", "ext4")
    machine.disk("sdb", f"{BUS}/usb1/1-2/1-2:1.0/host6/target6:0:0/6:0:0:0", "1", part="sdb1")
    place = machine.mount("sdb1", "清水村 U盘", "vfat", label="KINGSTON\\x20U")
    (stick,) = machine.found()
    assert (stick.path, stick.label, stick.file_system) == (place, "KINGSTON U", "FAT32")
    assert stick.writable and stick.free > 0
    assert stick.biggest == 4 * 1024**3 - 1


def test_a_usb_disk_that_says_it_is_fixed_is_still_one(machine: Machine) -> None:
    machine.disk("sdc", f"{BUS}/usb2/2-1/2-1:1.0/host7/target7:0:0/7:0:0:0", "0", part="sdc1")
    machine.mount("sdc1", "disk of the station", "exfat")
    (stick,) = machine.found()
    assert (stick.label, stick.file_system, stick.biggest) == ("disk of the station", "exFAT", None)


def test_a_card_in_a_reader_says_so_by_its_disk(machine: Machine) -> None:
    machine.disk("mmcblk0", f"{BUS}/mmc_host/mmc0", "1", part="mmcblk0p1")
    machine.mount("mmcblk0p1", "card", "vfat")
    assert len(machine.found()) == 1


def test_a_stick_that_cannot_be_written_is_shown_as_such(machine: Machine) -> None:
    machine.disk("sdb", f"{BUS}/usb1/1-2/host6", "1")
    machine.mount("sdb", "locked", "vfat", "ro,nosuid")
    assert [stick.writable for stick in machine.found()] == [False]


def test_one_mounted_twice_is_one_and_one_pulled_out_is_none(machine: Machine) -> None:
    machine.disk("sdb", f"{BUS}/usb1/1-2/host6", "1")
    machine.mount("sdb", "one", "vfat")
    machine.mount("sdb", "two", "vfat")
    assert len(machine.found()) == 1
    machine.disk("sdc", f"{BUS}/usb1/1-3/host7", "1")
    machine.mount("sdc", "gone", "vfat").rmdir()
    assert len(machine.found()) == 1


def test_disks_discs_networks_and_devices_nobody_knows_are_no_sticks(machine: Machine) -> None:
    machine.disk("sr0", f"{BUS}/usb1/1-4/host8", "1")
    machine.mount("sr0", "disc", "iso9660")
    machine.mount("mapper", "home", "ext4")
    machine.mounts += ["proc /proc proc rw 0 0", "//server/share /share cifs rw 0 0", "broken"]
    machine.mounts.pop()
    machine.disk("sdb", f"{BUS}/usb1/1-2/host6", "1", part="sdb1")
    machine.mounts += ["/dev/sdb1 / ext4 rw 0 0", "/dev/sdb1 /usr/local ext4 rw 0 0"]
    machine.write()
    assert machine.found() == []


def test_a_system_that_does_not_tell_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: Path) -> Any:
        raise PermissionError

    monkeypatch.setattr(sticks, "_linux", silent)
    assert sticks.sticks() == []


def test_this_very_machine_can_be_asked() -> None:
    assert all(stick.free >= 0 for stick in sticks.sticks())


class Kernel:
    """Drives C (fixed), D (an empty card reader), E and F (sticks), G (pulled out while we look)."""

    drives: ClassVar[dict[str, Any]] = {
        "C:\\": (3, "系统", "NTFS", 0, 10), "D:\\": (2, None, "", 0, 0), "E:\\": (2, "白桦村", "FAT32", 0, 5_000_000_000),
        "F:\\": (2, "", "exFAT", 0x00080000, 7), "G:\\": (2, "x", "FAT32", 0, None),
    }  # fmt: skip

    def SetErrorMode(self, mode: int) -> int:
        self.quiet = mode
        return 0

    def GetLogicalDrives(self) -> int:
        return sum(1 << (ord(name[0]) - 65) for name in self.drives)

    def GetDriveTypeW(self, drive: str) -> int:
        return int(self.drives[drive][0])

    def GetVolumeInformationW(self, drive: str, name: Any, size: int, *rest: Any) -> int:
        _, _, flags, kind, _ = rest
        assert size <= ctypes.sizeof(name) // ctypes.sizeof(ctypes.c_wchar)
        _, label, system, bits, _ = self.drives[drive]
        if label is None:
            return 0
        name.value, kind.value, flags._obj.value = label, system, bits
        return 1

    def GetDiskFreeSpaceExW(self, drive: str, free: Any, *_: Any) -> int:
        room = self.drives[drive][4]
        free._obj.value = room or 0
        return int(room is not None)


def test_windows_sticks_are_found_with_name_room_and_bound() -> None:
    kernel = Kernel()
    found = [(str(one.path), one.label, one.free, one.file_system, one.writable, one.biggest) for one in sticks._windows(kernel)]
    assert found == [("E:\\", "白桦村", 5_000_000_000, "FAT32", True, 4 * 1024**3 - 1), ("F:\\", "", 7, "exFAT", False, None)]
    assert kernel.quiet == 1
