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


def test_a_stick_without_room_is_told_before_a_byte_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=8_000_000, free=3_000_000))
    monkeypatch.setattr(os, "open", _failing(errno.EIO))
    with pytest.raises(Circumstance, match=r"^U盘满了，还差 12 MB。原来的文件没动。$"):
        safe_write.write(tmp_path / "a.gbp", (bytes(1) for _ in ()), size=15_000_000)


def test_a_place_that_does_not_tell_its_room_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=0, free=0))
    assert safe_write.write(tmp_path / "a.gbp", b"x").path.read_bytes() == b"x"


def test_what_was_left_half_written_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    names = ["v-000001.gbp", "v-000002.gbp.part", "v-000003-2.gbp.part", "w-000001.gbp.part", "other.part", "v-000004.gbp-2.part"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "v-000005.gbp.part").mkdir()
    gone = safe_write.clear_parts(tmp_path, "v-*.gbp*")
    assert [file.name for file in gone] == ["v-000002.gbp.part", "v-000003-2.gbp.part", "v-000004.gbp-2.part"]
    assert {"v-000001.gbp", "w-000001.gbp.part", "other.part", "v-000005.gbp.part"} == set(os.listdir(tmp_path))
    assert safe_write.clear_parts(tmp_path / "gone", "v-*") == ()


def test_a_file_that_is_written_once_more_does_not_blame_the_stick(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    done = safe_write.write(tmp_path / "b", safe_write.read(tmp_path / "a"), size=3_000_000)
    assert done.path.read_bytes() == b"x" * 3_000_000
    with pytest.raises(Circumstance, match="电脑硬盘读不出来"):
        safe_write.write(tmp_path / "c", safe_write.read(tmp_path / "gone"))
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
