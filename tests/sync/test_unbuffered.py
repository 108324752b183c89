"""The Windows branch of a safe writing, played by a stand-in for kernel32: the order of its calls and their bounds.

This shows that the logic is right, not that Windows or a stick keeps its promise.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from models.kernel.errors import Circumstance
from sync import safe_write, unbuffered

WRITE_THROUGH, NO_BUFFERING, REPLACE = 8, 0x20000000, 1
SECTOR = 4096


class Kernel:
    """The calls that are made, on real files; refuses what a reading past the cache refuses."""

    def __init__(self) -> None:
        self.open: dict[int, Any] = {}
        self.memory: dict[int, Any] = {}
        self.calls: list[str] = []
        self.fails = ""

    def CreateFileW(self, name: str, *rest: Any) -> int | None:
        self.calls.append("open")
        assert rest[4] & NO_BUFFERING
        if self.fails == "open":
            return ctypes.c_void_p(-1).value
        self.open[77] = open(name, "rb")  # noqa: SIM115
        return 77

    def VirtualAlloc(self, _: Any, size: Any, *rest: Any) -> int:
        block = ctypes.create_string_buffer(size.value)
        self.memory[ctypes.addressof(block)] = block
        return ctypes.addressof(block)

    def VirtualFree(self, address: Any, *_: Any) -> int:
        del self.memory[address.value]
        return 1

    def ReadFile(self, handle: Any, buffer: Any, size: int, got: Any, _: Any) -> int:
        file = self.open[handle.value]
        assert size % SECTOR == 0 and file.tell() % SECTOR == 0, "a reading past the cache begins at a sector"
        if self.fails == "read":
            return 0
        data = file.read(size)
        ctypes.memmove(buffer, data, len(data))
        got._obj.value = len(data)
        return 1

    def CloseHandle(self, handle: Any) -> int:
        self.open.pop(handle.value).close()
        return 1

    def MoveFileExW(self, old: str, new: str, flags: int) -> int:
        self.calls.append("rename")
        assert flags & WRITE_THROUGH and not flags & REPLACE
        if self.fails == "rename" or os.path.lexists(new):
            return 0
        os.rename(old, new)
        return 1


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    played = Kernel()
    monkeypatch.setattr(unbuffered, "needed", lambda: True)
    monkeypatch.setattr(unbuffered, "_system", lambda: (played, lambda: OSError(errno.EIO, "played")))
    yield played
    assert played.open == {} and played.memory == {}


@pytest.mark.parametrize("size", [0, 1, SECTOR, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_what_lies_on_the_disk_is_hashed_to_its_last_byte(kernel: Kernel, tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    assert unbuffered.hash_of(tmp_path / "a") == sha256(data).hexdigest()


def test_a_writing_reads_back_past_the_cache_and_renames_through_it(kernel: Kernel, tmp_path: Path) -> None:
    first = safe_write.write(tmp_path / "a.gbp", b"1" * 5000)
    second = safe_write.write(tmp_path / "a.gbp", b"2")
    assert kernel.calls == ["open", "rename", "open", "rename"]
    assert (first.path.name, second.path.name) == ("a.gbp", "a-2.gbp")
    assert first.path.read_bytes() == b"1" * 5000


@pytest.mark.parametrize("call", ["open", "read", "rename"])
def test_each_failing_call_is_told_and_leaves_nothing(kernel: Kernel, tmp_path: Path, call: str) -> None:
    kernel.fails = call
    with pytest.raises(Circumstance, match="拔早了"):
        safe_write.write(tmp_path / "a.gbp", b"1" * 5000)
    assert os.listdir(tmp_path) == []


def test_elsewhere_the_calls_are_neither_needed_nor_there(tmp_path: Path) -> None:
    if os.name != "nt":
        assert not unbuffered.needed()
        with pytest.raises(OSError, match="not on this system"):
            unbuffered.rename(tmp_path / "a", tmp_path / "b")
