"""Which sticks are plugged in: where, how called, how much room, and how large a file each takes.

Linux tells by /proc/mounts and /sys, Windows by five calls of kernel32; both are parameters, so that the tests can play
them. The Windows half has not been run on a real one yet.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FAT_LIMIT = 4 * 1024**3 - 1
_FAT = {"vfat", "msdos", "fat", "fat32", "fat16", "fuseblk.fat"}
_SHOWN = {"vfat": "FAT32", "msdos": "FAT", "exfat": "exFAT", "ntfs": "NTFS", "ntfs3": "NTFS", "fuseblk": "NTFS", "hfsplus": "HFS+"}
_NOT_ON_A_STICK = {"iso9660", "udf", "squashfs"}
_WHERE_STICKS_ARE_MOUNTED = ("/media/", "/run/media/", "/mnt/usb", "/Volumes/")
_OF_THE_SYSTEM = re.compile(r"/|/(boot|home|usr|var|opt|snap|nix)(/.*)?")
_ESCAPED = re.compile(r"\\([0-7]{3})|\\x([0-9a-f]{2})")
_REMOVABLE, _QUIET = 2, 0x0001
_READ_ONLY = 0x00080000


@dataclass(frozen=True)
class Stick:
    """One stick. biggest: the largest file it takes, None when its file system has no such bound."""

    path: Path
    label: str
    free: int
    file_system: str
    writable: bool
    biggest: int | None


def sticks() -> list[Stick]:
    """The sticks of this computer, in the order of their names; none when the system does not tell."""
    try:
        found = list(_windows(_kernel())) if sys.platform == "win32" else list(_linux(Path("/")))
    except (OSError, ValueError, AttributeError):
        return []
    return sorted(found, key=lambda stick: str(stick.path))


def _linux(root: Path) -> Iterator[Stick]:
    """The mounted volumes that lie on a device that can be pulled out; `root` is above /proc, /sys and /dev."""
    labels = _labels(root / "dev/disk/by-label")
    seen: set[str] = set()
    for line in (root / "proc/mounts").read_text("utf-8", "surrogateescape").splitlines():
        device, place, kind, options = (_plain(word) for word in line.split(" ")[:4])
        if not device.startswith("/dev/") or kind in _NOT_ON_A_STICK or device in seen:
            continue
        if _OF_THE_SYSTEM.fullmatch(place):  # a computer that runs from a USB disk
            continue
        if not (_pulled_out(root, device) or place.startswith(_WHERE_STICKS_ARE_MOUNTED)):
            continue
        if (stick := _stick(Path(place), labels.get(device, ""), kind, "rw" in options.split(","))) is not None:
            seen.add(device)  # the same volume mounted twice is one stick
            yield stick


def _stick(path: Path, label: str, kind: str, writable: bool) -> Stick | None:
    """None for one that was pulled out while we looked."""
    try:
        free = shutil.disk_usage(path).free
    except OSError:
        return None
    known = label or ("" if path.name in ("usb", "usb0", "disk") else path.name)
    biggest = _FAT_LIMIT if kind.lower() in _FAT else None
    return Stick(path, known, free, _SHOWN.get(kind, kind), writable and os.access(path, os.W_OK), biggest)


def _pulled_out(root: Path, device: str) -> bool:
    """Whether the device, or the disk it is a part of, is removable or hangs on USB."""
    real = Path(os.path.realpath(root / device.lstrip("/"))).name
    entry = root / "sys/class/block" / real
    if not entry.exists():
        return False
    inside = Path(os.path.realpath(entry))
    if any(part.startswith("usb") for part in inside.parts):
        return True
    flags = (folder / "removable" for folder in (inside, inside.parent))
    return any(flag.read_text().strip() == "1" for flag in flags if flag.is_file())


def _labels(folder: Path) -> dict[str, str]:
    """The names that people gave their sticks, by device."""
    if not folder.is_dir():
        return {}
    return {f"/dev/{Path(os.path.realpath(link)).name}": _plain(link.name) for link in folder.iterdir()}


def _plain(word: str) -> str:
    """Blanks and Chinese signs are written as numbers there: \\040 in one list, \\x20 in the other."""
    raw = _ESCAPED.sub(lambda found: chr(int(found[1], 8) if found[1] else int(found[2], 16)), word)
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return raw


def _windows(kernel: Any) -> Iterator[Stick]:
    """Each drive letter whose drive can be pulled out and has something in it."""
    kernel.SetErrorMode(_QUIET)  # an empty card reader must not open a window that asks for a disk
    letters = kernel.GetLogicalDrives()
    for number in range(26):
        drive = f"{chr(65 + number)}:\\"
        if letters >> number & 1 and kernel.GetDriveTypeW(drive) == _REMOVABLE and (stick := _drive(kernel, drive)):
            yield stick


def _drive(kernel: Any, drive: str) -> Stick | None:
    name, kind = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
    flags, free = ctypes.c_ulong(0), ctypes.c_ulonglong(0)
    if not kernel.GetVolumeInformationW(drive, name, 261, None, None, ctypes.byref(flags), kind, 261):
        return None  # a card reader without a card
    if not kernel.GetDiskFreeSpaceExW(drive, ctypes.byref(free), None, None):
        return None
    biggest = _FAT_LIMIT if kind.value.lower() in _FAT else None
    return Stick(Path(drive), name.value, free.value, kind.value, not flags.value & _READ_ONLY, biggest)


if sys.platform == "win32":

    def _kernel() -> Any:
        return ctypes.windll.kernel32

else:

    def _kernel() -> Any:
        raise OSError("not on this system")
