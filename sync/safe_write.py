"""Write a file to a stick so that it is either there whole and read back, or not there at all.

FAT has no journal and sticks lie about writing, hence: a .part file, flush, cache dropped, read back and compared,
then renamed to a name nobody has. An existing file is never replaced. What a power cut or a stick pulled out left
half-written under our own name is cleared at the next writing.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.kernel.errors import Circumstance
from sync import unbuffered

Progress = Callable[[int], None]
_MEGABYTE = 1_000_000
_BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
_PART = ".part"


@dataclass(frozen=True)
class Written:
    """Where the bytes ended up (perhaps under a fresh name) and what they hash to, as read back."""

    path: Path
    sha256: str
    size: int


def write(
    path: Path, data: bytes | Iterable[bytes], progress: Progress | None = None, *, place: str = "U盘", size: int | None = None
) -> Written:
    """Write, flush, read back, rename. `progress` hears bytes done and may raise to cancel; nothing is left then.

    `size`, when it is known, is asked for before the first byte is written.
    """
    chunks = iter((data,) if isinstance(data, bytes) else data)
    known = len(data) if isinstance(data, bytes) else size
    sink = _Sink(progress or (lambda _: None))
    part: Path | None = None
    try:
        _ask_for_room(path.parent, known)
        part = _free_name(path.with_name(path.name + _PART))
        _fill(part, chunks, sink)
        if _hash_of(part) != sink.hash.hexdigest():
            raise Circumstance(f"写进{place}的和原来的不一样，{place}可能坏了。换一个再装一次。")
        final = _publish(part, path)
    except OSError as error:
        _discard(part)
        needed = known if known is not None else sink.done + _rest(chunks)
        raise _in_words(error, path.parent, needed, place) from error
    except BaseException:
        _discard(part)
        raise
    return Written(final, sink.hash.hexdigest(), sink.done)


def clear_parts(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Remove what an earlier writing under such a name left half-done; a folder that cannot be looked through stays."""
    try:
        return tuple(part for part in sorted(folder.glob(pattern + _PART)) if part.is_file() and _discard(part))
    except OSError:
        return ()


def read(path: Path) -> Iterator[bytes]:
    """A file of our own, piece by piece, for writing it once more; a fault here is not the stick's."""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as error:
        raise Circumstance("电脑硬盘读不出来，磁盘可能出了毛病。") from error


def _ask_for_room(folder: Path, size: int | None) -> None:
    """A stick that is too full is told before it is written to; one that does not say is simply tried."""
    if size is None:
        return
    room = shutil.disk_usage(folder)
    if room.total and room.free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _Sink:
    """What has been handed over so far: its hash and its length (also of a chunk that did not fit)."""

    def __init__(self, progress: Progress) -> None:
        self.hash = sha256()
        self.done = 0
        self._progress = progress

    def take(self, chunk: bytes) -> None:
        self.hash.update(chunk)
        self.done += len(chunk)
        self._progress(self.done)


def _fill(part: Path, chunks: Iterator[bytes], sink: _Sink) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(part, flags, 0o600)
    try:
        for chunk in chunks:
            sink.take(chunk)
            _write_all(handle, chunk)
        os.fsync(handle)
        _drop_cache(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(handle, view[:_BLOCK]) :]


def _drop_cache(handle: int) -> None:
    """Make the read-back come from the stick, not from memory; systems without the call read what they have."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _hash_of(path: Path) -> str:
    if unbuffered.needed():
        return unbuffered.hash_of(path)
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _publish(part: Path, path: Path) -> Path:
    final = _free_name(path)
    if unbuffered.needed():
        unbuffered.rename(part, final)  # a folder cannot be flushed there; the rename itself is written through
        return final
    os.rename(part, final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return final


def _free_name(path: Path) -> Path:
    """The path itself, else the first of name-2, name-3 ... that nobody has."""
    number, candidate = 2, path
    while os.path.lexists(candidate):
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate


def _discard(path: Path | None) -> bool:
    try:
        if path is not None:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _rest(chunks: Iterator[bytes]) -> int:
    return sum(len(chunk) for chunk in chunks)


def _in_words(error: OSError, folder: Path, needed: int, place: str) -> Circumstance:
    if error.errno in _FULL:
        return Circumstance(f"{place}满了，还差 {_lacking(folder, needed)} MB。原来的文件没动。")
    if error.errno in _LOCKED:
        return Circumstance(f"{place}写不进去，可能是写保护开着。关掉写保护或者换一个。原来的文件没动。")
    if error.errno == errno.EFBIG:
        return Circumstance(f"{place}放不下这么大的文件。换一个{place}再装。原来的文件没动。")
    return Circumstance(f"{place}读不到了，可能是松了或者拔早了。插好再装一次，这一次没有装上。")


def _lacking(folder: Path, needed: int) -> int:
    """Megabytes missing, rounded up; at least one, for a stick that says it has room when it has none."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = 0
    return max(1, -(-(needed - free) // _MEGABYTE))
