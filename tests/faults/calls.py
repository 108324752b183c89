"""Every change that a process makes to files, as one kind of value, and who may listen to it or spoil it.

Two doors lead to the disk: Python's own calls (`python_files`) and those of the database engine (`engine_files`). Both
tell the one Watch that is on; it may answer with a Fault. Nothing here is the program's: tests and tools only.
"""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# What changes a disk, in the words of both doors; the last two only look.
CHANGES = ("create", "open", "write", "truncate", "sync", "dirsync", "rename", "unlink", "mkdir", "rmdir")
LOOKS = ("read", "look")

_handles = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `handle` names the open file for as long as it is open; `engine` says that the database made it."""

    kind: str
    path: str
    target: str = ""
    handle: int = 0
    at: int = 0
    data: bytes = b""
    size: int = 0
    engine: bool = False


@dataclass(frozen=True)
class Fault:
    """What goes wrong instead: an error number; a write that takes only half first; or a read that gives other bytes."""

    code: int = errno.EIO
    short: bool = False
    flipped: bool = False

    def error(self, path: str) -> OSError:
        """As the system would raise it."""
        return OSError(self.code, os.strerror(self.code), path)


class Watch:
    """Hears each call below `root`: `before` may spoil it, `after` is told when it was done."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._below = self.root + os.sep

    def sees(self, path: object) -> bool:
        """Whether this path is ours to watch."""
        return isinstance(path, str) and (path.startswith(self._below) or path == self.root)

    def before(self, call: Call) -> Fault | None:
        """None lets the call happen."""
        return None

    def after(self, call: Call) -> None:
        """The call was done."""


class Recorder(Watch):
    """Keeps the calls, and among them the moments at which the program told its caller that something is safe."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.log: list[Call | tuple[str, object]] = []

    def after(self, call: Call) -> None:
        """One more line."""
        if call.kind not in LOOKS:
            self.log.append(call)

    def acknowledge(self, what: str, value: object = None) -> None:
        """From here on a power cut must not lose this."""
        self.log.append((what, value))


class Spoiler(Watch):
    """Spoils call number `number` of the wanted kinds, or all from there on; counts them in any case."""

    def __init__(self, root: Path, number: int, fault: Fault, *, kinds: tuple[str, ...] = CHANGES, lasting: bool = False,
                 where: str = "") -> None:
        super().__init__(root)
        self.number, self.fault, self.kinds, self.lasting, self.where = number, fault, kinds, lasting, where
        self.seen, self.hit = 0, ""

    def before(self, call: Call) -> Fault | None:
        """The fault when it is this call's turn."""
        if call.kind not in self.kinds or self.where not in call.path:
            return None
        self.seen += 1
        due = self.seen >= self.number if self.lasting else self.seen == self.number
        if not due:
            return None
        self.hit = self.hit or f"{call.kind} {os.path.basename(call.path)}{' (engine)' if call.engine else ''}"
        return self.fault


_on: list[Watch] = []


def new_handle() -> int:
    """A number that no open file has had."""
    return next(_handles)


def watching(path: object) -> Watch | None:
    """The watch that is on, when this path is below its root."""
    return _on[-1] if _on and _on[-1].sees(path) else None


@contextmanager
def watched_by(watch: Watch) -> Iterator[Watch]:
    """Turn a watch on; both doors are put in place around the block."""
    from tests.faults import engine_files, python_files

    doors: tuple[Callable[[], Callable[[], None]], ...] = (python_files.install, engine_files.install)
    undo = [door() for door in doors]
    _on.append(watch)
    try:
        yield watch
    finally:
        _on.pop()
        for step in reversed(undo):
            step()
