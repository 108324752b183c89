"""Sealed parts that wait until the header is signed: small ones in memory, large ones in a file without a name.

The header stands before the parts and holds their hashes, so all of them must be sealed before the first byte is
written. Only sealed bytes lie here; the system takes the file back when it is closed, or when the power goes.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Self
from zlib import crc32

from models.kernel.errors import Circumstance

_IN_MEMORY = 32 << 20
_BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class Spooled:
    """One sealed part: what the header and the frame must know of it, and where it lies."""

    size: int
    crc: int
    sha256: str
    start: int
    file: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        for at in range(self.start, self.start + self.size, _BLOCK):
            self.file.seek(at)
            yield self.file.read(min(_BLOCK, self.start + self.size - at))


class Spool:
    """The parts of one package while it is being built; a context, at whose end they are gone."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # type: ignore[assignment]  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, sealed: bytes) -> Spooled:
        """Put one part behind the others."""
        try:
            start = self._file.seek(0, 2)
            self._file.write(sealed)
            self._file.flush()
        except OSError as error:
            raise Circumstance(_sentence(error)) from error
        return Spooled(len(sealed), crc32(sealed), sha256(sealed).hexdigest(), start, self._file)


def _sentence(error: OSError) -> str:
    if error.errno in _FULL:
        return "电脑硬盘满了，照片装不下。清理一下硬盘再装。"
    return "电脑硬盘写不进去，磁盘可能出了毛病。"
