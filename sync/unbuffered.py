"""What only Windows needs for a safe writing: reading back past its cache, and a rename that reaches the disk.

Everything here goes through four calls of kernel32. The tests play them on another system with a stand-in; on a real
Windows and a real stick nobody has run them yet.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

_READ, _SHARE_READ, _EXISTING = 0x80000000, 1, 3
_NO_BUFFERING, _SEQUENTIAL = 0x20000000, 0x08000000
_COMMIT_AND_RESERVE, _READ_WRITE, _RELEASE = 0x3000, 4, 0x8000
_WRITE_THROUGH = 8  # without the flag that would let it replace a file
_BLOCK = 1 << 20  # of whole pages, hence of whole sectors, as a reading past the cache must be


def needed() -> bool:
    """Whether this is a system whose cache and folders need these calls."""
    return os.name == "nt"


def hash_of(path: Path) -> str:
    """The SHA-256 of what lies on the disk."""
    system, failed = _system()
    digest = sha256()
    with _opened(system, failed, path) as handle, _page(system, failed) as buffer:
        while True:
            got = ctypes.c_ulong(0)
            if not system.ReadFile(handle, ctypes.c_void_p(buffer), _BLOCK, ctypes.byref(got), None):
                raise failed()
            digest.update(ctypes.string_at(buffer, got.value))
            if got.value < _BLOCK:  # the end: behind it the place is no longer that of a whole sector
                return digest.hexdigest()


def rename(old: Path, new: Path) -> None:
    """Give a file its name, on the disk when this returns; never over another file."""
    system, failed = _system()
    if not system.MoveFileExW(str(old), str(new), _WRITE_THROUGH):
        raise failed()


@contextmanager
def _opened(system: Any, failed: Callable[[], OSError], path: Path) -> Iterator[Any]:
    flags = _NO_BUFFERING | _SEQUENTIAL
    raw = system.CreateFileW(str(path), _READ, _SHARE_READ, None, _EXISTING, flags, None)
    if raw in (None, ctypes.c_void_p(-1).value):
        raise failed()
    handle = ctypes.c_void_p(raw)
    try:
        yield handle
    finally:
        system.CloseHandle(handle)


@contextmanager
def _page(system: Any, failed: Callable[[], OSError]) -> Iterator[int]:
    """Memory that begins at a page, as a reading past the cache demands."""
    start = system.VirtualAlloc(None, ctypes.c_size_t(_BLOCK), _COMMIT_AND_RESERVE, _READ_WRITE)
    if not start:
        raise failed()
    try:
        yield start
    finally:
        system.VirtualFree(ctypes.c_void_p(start), ctypes.c_size_t(0), _RELEASE)


if sys.platform == "win32":

    def _system() -> tuple[Any, Callable[[], OSError]]:
        """kernel32 and how to learn what went wrong there."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        kernel.VirtualAlloc.restype = ctypes.c_void_p
        return kernel, lambda: ctypes.WinError(ctypes.get_last_error())

else:

    def _system() -> tuple[Any, Callable[[], OSError]]:
        """There is nothing of the kind here; a test puts its stand-in in this place."""
        raise OSError("not on this system")
