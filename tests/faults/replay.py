"""A disk that keeps what was flushed and gambles with the rest: recorded calls in, folders after a power cut out.

The model is harsher than a good disk and milder than a broken one. A flushed file holds exactly what it held at the
flush. What was written since may be there, be missing, or be torn at 512 bytes, each write by itself; a cut in length
likewise. A name (made, renamed, removed) is kept for certain only after its folder was flushed; before that each folder
keeps some first part of its changes, without regard to other folders or to flushed contents. What is not modelled: a
disk that lies about flushing, one that damages bytes it was not writing, and the order of sectors inside FAT itself.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.calls import Call

SECTOR = 512
STYLES = ("nothing", "everything", "torn", "first part")
Image = dict[str, bytes | None]  # path below the root: content, or None for a folder


@dataclass
class _Content:
    """One file: what is on the platter, and what was written since, oldest first ((at, bytes) or a new length)."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes] | int] = field(default_factory=list)

    def flushed(self) -> None:
        for step in self.since:
            _put(self.kept, step)
        self.since.clear()


@dataclass(frozen=True)
class _Naming:
    """A change of names not yet flushed: (folder, name, what it then means or None) pairs that happen together."""

    steps: tuple[tuple[int, str, int | None], ...]

    def folders(self) -> set[int]:
        return {folder for folder, _, _ in self.steps}


def _put(content: bytearray, step: tuple[int, bytes] | int) -> None:
    if isinstance(step, int):
        del content[step:]
        content.extend(bytes(max(0, step - len(content))))
        return
    at, data = step
    if at > len(content):
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


class Disk:
    """Plays calls one by one; `cut` may be asked at any moment and leaves no trace."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._files: dict[int, _Content] = {}
        self._seen: dict[int, dict[str, int]] = {0: {}}  # folders as programs see them
        self._kept: dict[int, dict[str, int]] = {0: {}}  # folders on the platter
        self._loose: list[_Naming] = []
        self._open: dict[int, int] = {}
        self._next = 1
        self._load(root, 0)

    def _load(self, folder: Path, number: int) -> None:
        """What stands there already counts as flushed long ago."""
        for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
            if entry.name.endswith("-shm"):
                continue
            made = self._new(is_folder=entry.is_dir())
            self._seen[number][entry.name] = self._kept[number][entry.name] = made
            if entry.is_dir():
                self._load(entry, made)
            else:
                self._files[made].kept[:] = entry.read_bytes()

    def _new(self, *, is_folder: bool) -> int:
        number, self._next = self._next, self._next + 1
        if is_folder:
            self._seen[number], self._kept[number] = {}, {}
        else:
            self._files[number] = _Content()
        return number

    def _at(self, path: str) -> int | None:
        number: int | None = 0
        for part in os.path.relpath(path, self.root).split(os.sep):
            if part != ".":
                number = self._seen.get(number, {}).get(part) if number is not None else None
        return number

    def _place(self, path: str) -> tuple[int, str]:
        folder = self._at(os.path.dirname(path))
        if folder is None:
            raise LookupError(f"a call in a folder that was never made: {path}")
        return folder, os.path.basename(path)

    def play(self, call: Call) -> None:
        """One more call has happened."""
        step: Callable[[Call], None] = getattr(self, f"_did_{call.kind}")
        step(call)

    def _rename_to(self, *steps: tuple[int, str, int | None]) -> None:
        for folder, name, number in steps:
            if number is None:
                self._seen[folder].pop(name, None)
            else:
                self._seen[folder][name] = number
        self._loose.append(_Naming(steps))

    def _did_create(self, call: Call) -> None:
        number = self._new(is_folder=False)
        self._open[call.handle] = number
        self._rename_to((*self._place(call.path), number))

    def _did_open(self, call: Call) -> None:
        number = self._at(call.path)
        if number is not None:
            self._open[call.handle] = number

    def _did_write(self, call: Call) -> None:
        self._files[self._open[call.handle]].since.append((call.at, call.data))

    def _did_truncate(self, call: Call) -> None:
        self._files[self._open[call.handle]].since.append(call.size)

    def _did_sync(self, call: Call) -> None:
        self._files[self._open[call.handle]].flushed()

    def _did_dirsync(self, call: Call) -> None:
        folder = self._at(call.path)
        left = []
        for naming in self._loose:
            if folder in naming.folders():
                _rename(self._kept, naming)
            else:
                left.append(naming)
        self._loose = left

    def _did_rename(self, call: Call) -> None:
        number = self._at(call.path)
        if number is not None:
            self._rename_to((*self._place(call.path), None), (*self._place(call.target), number))

    def _did_unlink(self, call: Call) -> None:
        if self._at(call.path) is not None:
            self._rename_to((*self._place(call.path), None))

    _did_rmdir = _did_unlink

    def _did_mkdir(self, call: Call) -> None:
        self._rename_to((*self._place(call.path), self._new(is_folder=True)))

    def cut(self, rng: random.Random, contents: str, names: str) -> Image:
        """What is found after the power went: `contents` and `names` say how the unflushed fares."""
        kept = {number: dict(entries) for number, entries in self._kept.items()}
        lost: set[int] = set()  # once a folder lost a change of names, its later ones are lost too
        for naming in self._loose:
            stays = names == "everything" or (names != "nothing" and rng.random() < 0.7)
            if lost & naming.folders() or not stays:
                lost |= naming.folders()
            else:
                _rename(kept, naming)
        image: Image = {}
        self._walk(kept, 0, "", image, lambda number: _survivor(self._files[number], rng, contents))
        return image

    def _walk(self, kept: dict[int, dict[str, int]], folder: int, path: str, image: Image,
              content: Callable[[int], bytes]) -> None:
        for name, number in kept[folder].items():
            below = f"{path}/{name}" if path else name
            if number in self._files:
                image[below] = content(number)
            else:
                image[below] = None
                self._walk(kept, number, below, image, content)


def _rename(folders: dict[int, dict[str, int]], naming: _Naming) -> None:
    for folder, name, number in naming.steps:
        if number is None:
            folders[folder].pop(name, None)
        else:
            folders[folder][name] = number


def _survivor(content: _Content, rng: random.Random, style: str) -> bytes:
    found = bytearray(content.kept)
    steps = content.since
    if style == "nothing" or not steps:
        return bytes(found)
    if style == "first part":
        steps = steps[: rng.randint(0, len(steps))]
    for step in steps:
        if style != "torn":
            _put(found, step)
        elif isinstance(step, int):
            if rng.random() < 0.5:
                _put(found, step)
        else:
            _tear(found, step, rng)
    return bytes(found)


def _tear(found: bytearray, step: tuple[int, bytes], rng: random.Random) -> None:
    """Whole, gone, or some of its sectors; of what is beyond the old end a missing one may hold rubbish."""
    at, data = step
    fate = rng.random()
    if fate < 0.4:
        _put(found, step)
    elif fate > 0.7:
        end = len(found)
        start = at
        while start < at + len(data):
            stop = min(at + len(data), start - start % SECTOR + SECTOR)
            if rng.random() < 0.5:
                _put(found, (start, data[start - at : stop - at]))
            elif start >= end and rng.random() < 0.3:
                _put(found, (start, rng.randbytes(stop - start)))
            start = stop


def lay_down(image: Image, folder: Path) -> None:
    """Make the folder that was found."""
    for path, content in image.items():
        target = folder / path
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
