"""A stick is full, write-protected, lying or gone: the file is whole or absent, and what was there stays."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.kernel.errors import Circumstance
from sync import safe_write


def _failing(code: int, after: int = 0) -> Callable[..., int]:
    """A system call that works `after` times and then fails for good."""
    real, calls = os.write, iter(range(after))

    def call(handle: int, data: bytes) -> int:
        if next(calls, None) is None:
            raise OSError(code, os.strerror(code))
        return real(handle, data)

    return call


def test_bytes_arrive_whole_and_the_hash_is_told(tmp_path: Path) -> None:
    heard: list[int] = []
    done = safe_write.write(tmp_path / "a.gbp", [b"one", b"", b"two"], heard.append)
    assert done.path.read_bytes() == b"onetwo"
    assert (done.sha256, done.size) == (sha256(b"onetwo").hexdigest(), 6)
    assert heard == [3, 3, 6]
    assert os.listdir(tmp_path) == ["a.gbp"]


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    first = safe_write.write(tmp_path / "a.gbp", b"1")
    second = safe_write.write(tmp_path / "a.gbp", b"2")
    third = safe_write.write(tmp_path / "a.gbp", b"3")
    assert [p.path.name for p in (first, second, third)] == ["a.gbp", "a-2.gbp", "a-3.gbp"]
    assert first.path.read_bytes() == b"1"


def test_a_full_stick_says_how_much_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.gbp").write_bytes(b"old")
    monkeypatch.setattr(os, "write", _failing(errno.ENOSPC, after=2))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=3_000_000))
    chunks = (bytes(1_000_000) for _ in range(15))
    with pytest.raises(Circumstance) as told:
        safe_write.write(tmp_path / "a.gbp", chunks)
    assert str(told.value) == "U盘满了，还差 12 MB。原来的文件没动。"
    assert os.listdir(tmp_path) == ["old.gbp"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EROFS, "写保护"),
        (errno.EIO, "拔早了"),
        (errno.ENODEV, "拔早了"),
        (errno.EFBIG, "这么大"),
        (errno.ENOSPC, "满了"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
def test_every_failing_call_has_its_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str
) -> None:
    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(Circumstance, match=words):
        safe_write.write(tmp_path / "a.gbp", b"x" * 5000)
    monkeypatch.undo()
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_is_a_stick_pulled_out(tmp_path: Path) -> None:
    with pytest.raises(Circumstance, match="U盘读不到了"):
        safe_write.write(tmp_path / "gone" / "a.gbp", b"x")


def test_a_stick_that_gives_back_other_bytes_is_called_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(len(data))))
    with pytest.raises(Circumstance, match="可能坏了"):
        safe_write.write(tmp_path / "a.gbp", b"abc")
    assert os.listdir(tmp_path) == []


def test_cancelling_or_a_bug_in_the_source_leaves_nothing(tmp_path: Path) -> None:
    def cancel(_: int) -> None:
        raise KeyboardInterrupt

    def broken() -> Iterator[bytes]:
        yield b"x"
        raise RuntimeError

    with pytest.raises(KeyboardInterrupt):
        safe_write.write(tmp_path / "a.gbp", b"abc", cancel)
    with pytest.raises(RuntimeError):
        safe_write.write(tmp_path / "a.gbp", broken())
    assert os.listdir(tmp_path) == []


def test_another_place_is_named_by_its_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", _failing(errno.ENOSPC))
    with pytest.raises(Circumstance, match=r"^硬盘满了"):
        safe_write.write(tmp_path / "a.db", b"x", place="硬盘")


def test_only_the_last_three_stay(tmp_path: Path) -> None:
    for number in range(6):
        file = tmp_path / f"p-{number}.gbp"
        file.write_bytes(b"x")
        os.utime(file, (number, number))
    (tmp_path / "other.txt").write_bytes(b"x")
    gone = safe_write.keep_last(tmp_path, "*.gbp", 3)
    assert [file.name for file in gone] == ["p-0.gbp", "p-1.gbp", "p-2.gbp"]
    assert sorted(os.listdir(tmp_path)) == ["other.txt", "p-3.gbp", "p-4.gbp", "p-5.gbp"]
    assert safe_write.keep_last(tmp_path, "*.gbp", 3) == ()
