"""The outer zip of a package: stored members, nothing else, the same bytes everywhere.

Written here rather than by a zip library because every byte must be accounted for: one layout is legal, so a reader
that renders the frame again notices any altered bit, duplicate, hidden gap or trailing data, and no zip trick exists.
Every standard tool opens it. The directory stands at the end, so a copy cut short never opens with them; what lies
before the cut can still be found here, by `front` and `following`, for a reader that proves each member by itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol
from zlib import crc32

from sync.refusal import Refused

LARGEST_PACKAGE = 512 << 20
_MOST_MEMBERS = 1200
_LONGEST_NAME = 100
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION, _UNIX = 20, 3 << 8
_TIME, _DATE = 0, 0x21  # 1980-01-01 00:00, so that equal content gives equal bytes
_MODE = (0o100644 << 16) & 0xFFFFFFFF


class Content(Protocol):
    """Bytes that need not lie in memory, such as a part of photos that waits on the disk, sealed."""

    @property
    def size(self) -> int:
        """How many bytes."""

    @property
    def crc(self) -> int:
        """Their CRC-32."""

    def chunks(self) -> Iterator[bytes]:
        """The bytes, piece by piece."""


@dataclass(frozen=True)
class _Plain:
    """Content that is small enough to be at hand."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def crc(self) -> int:
        return crc32(self.data)

    def chunks(self) -> Iterator[bytes]:
        yield self.data


@dataclass(frozen=True)
class Member:
    """One file in the frame: where its bytes lie and what the zip says of them (which proves nothing yet)."""

    name: str
    size: int
    crc: int | None  # None: nobody said
    start: int  # of its local header

    @property
    def data_start(self) -> int:
        """Where the content itself begins."""
        return self.start + _LOCAL.size + len(self.name)


def frame(files: Sequence[tuple[str, bytes | Content]]) -> Iterator[bytes]:
    """The bytes of the package, piece by piece, for a writer that streams."""
    members, at = [], 0
    for name, data in files:
        content = _Plain(data) if isinstance(data, bytes) else data
        member = Member(name, content.size, content.crc, at)
        members.append(member)
        yield _local(member)
        yield from content.chunks()
        at = member.data_start + member.size
    yield _directory(members, at)


_OFFICE = b"[Content_Types].xml"  # every workbook and document has this, and is a zip too: whole, only no package


def members(file: BinaryIO) -> tuple[Member, ...]:
    """The members of a package file whose frame is exactly as `frame` would have made it; otherwise Refused."""
    size = file.seek(0, 2)
    if size > LARGEST_PACKAGE:
        raise Refused("too_big")
    if _at(file, 0, 4) != _LOCAL_MARK:
        raise Refused("not_package")
    end = _at(file, max(0, size - _END.size), _END.size)
    if len(end) < _END.size or end[:4] != _END_MARK:
        raise Refused("truncated")
    *_, length, start, _ = _END.unpack(end)
    if start + length + _END.size != size:
        raise Refused("truncated")
    directory = _at(file, start, length)
    if _OFFICE in directory:
        raise Refused("not_package")
    found = tuple(_entries(directory))
    _compare(file, found, start)
    return found


def front(file: BinaryIO, count: int) -> tuple[Member, ...]:
    """The first members of a file that is cut short or harmed further on, as their own headers tell them."""
    found: list[Member] = []
    at = 0
    for _ in range(count):
        head = _at(file, at, _LOCAL.size)
        if len(head) < _LOCAL.size:
            raise Refused("truncated")
        *_, crc, _, size, length, _ = _LOCAL.unpack(head)
        name = _at(file, at + _LOCAL.size, min(length, _LONGEST_NAME))
        member = Member(name.decode("ascii", "replace"), size, crc, at)
        if not name.isascii() or head + name != _local(member):
            raise Refused("damaged")
        found.append(member)
        at = member.data_start + size
    return tuple(found)


def following(last: Member, files: Iterable[tuple[str, int]]) -> Iterator[Member]:
    """Where these files lie when they come straight after `last`; no more than a place to look at."""
    for name, size in files:
        last = Member(name, size, None, last.data_start + last.size)
        yield last


def read(file: BinaryIO, member: Member) -> bytes:
    """The content of one member; the caller has checked its size."""
    return _at(file, member.data_start, member.size)


def _entries(directory: bytes) -> Iterator[Member]:
    at = count = 0
    while at < len(directory):
        count += 1
        if count > _MOST_MEMBERS or len(directory) - at < _CENTRAL.size:
            raise Refused("damaged")
        (_, _, _, _, _, _, _, crc, _, size, length, *_, start) = _CENTRAL.unpack_from(directory, at)
        name = directory[at + _CENTRAL.size : at + _CENTRAL.size + length]
        if not (name.isascii() and len(name) == length):
            raise Refused("damaged")
        yield Member(name.decode("ascii"), size, crc, start)
        at += _CENTRAL.size + length


def _compare(file: BinaryIO, found: Sequence[Member], end: int) -> None:
    """Render the frame from what its directory says and refuse any difference, gap or overlap."""
    at = 0
    for member in found:
        if member.start != at or _at(file, at, _LOCAL.size + len(member.name)) != _local(member):
            raise Refused("damaged")
        at = member.data_start + member.size
    expected = _directory(found, at)
    if at != end or _at(file, at, len(expected) + 1) != expected:
        raise Refused("damaged")


def _local(m: Member) -> bytes:
    name = m.name.encode("ascii")
    return _LOCAL.pack(_LOCAL_MARK, _VERSION, 0, 0, _TIME, _DATE, m.crc, m.size, m.size, len(name), 0) + name


def _central(m: Member) -> bytes:
    name = m.name.encode("ascii")
    head = (_CENTRAL_MARK, _UNIX | _VERSION, _VERSION, 0, 0, _TIME, _DATE, m.crc, m.size, m.size, len(name))
    return _CENTRAL.pack(*head, 0, 0, 0, 0, _MODE, m.start) + name


def _directory(found: Sequence[Member], at: int) -> bytes:
    entries = b"".join(map(_central, found))
    return entries + _END.pack(_END_MARK, 0, 0, len(found), len(found), len(entries), at, 0)


def _at(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
