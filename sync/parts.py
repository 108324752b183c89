"""One changes part: a small tar of manifest and lines, compressed. Knows its limits before it unpacks anything.

A transaction is its head line followed by the k change lines the head announces; it is never split over two parts.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import zstandard

from sync.refusal import Refused

Transaction = tuple[bytes, ...]

MOST_LINES = 2000
LARGEST_SEALED = 64 << 20
_LARGEST_OPEN = 256 << 20
_SPLIT_AT = 32 << 20  # bytes of lines; far below what a reader accepts
_STEEPEST = 200  # real lines shrink 5 to 20 times; nothing honest shrinks 200 times
_ALWAYS_ALLOWED = 8 << 20
_LEVEL = 10
_WINDOW = 1 << 27

MANIFEST, CHANGES, RECEIPTS, EXTRA = "manifest.json", "changes.jsonl", "receipts.json", "extra.json"
_NAMES = {MANIFEST, CHANGES, RECEIPTS, EXTRA}


def split(transactions: Iterable[Sequence[bytes]]) -> Iterator[tuple[Transaction, ...]]:
    """Groups of whole transactions of at most MOST_LINES lines; always at least one group, which may be empty."""
    group: list[Transaction] = []
    lines = size = 0
    for transaction in map(_checked, transactions):
        weight = sum(map(len, transaction))
        if group and (lines + len(transaction) > MOST_LINES or size + weight > _SPLIT_AT):
            yield tuple(group)
            group, lines, size = [], 0, 0
        group.append(transaction)
        lines += len(transaction)
        size += weight
    yield tuple(group)


def changes_file(group: Sequence[Transaction]) -> bytes:
    """changes.jsonl: every line as it stands in the journal, byte for byte."""
    return b"".join(line + b"\n" for transaction in group for line in transaction)


def transactions(changes: bytes) -> tuple[Transaction, ...]:
    """The transactions of a changes.jsonl; Refused when a line is missing or left over."""
    if changes and not changes.endswith(b"\n"):
        raise Refused("content")
    lines = changes.split(b"\n")[:-1]
    found, at = [], 0
    while at < len(lines):
        end = at + 1 + _announced(lines[at])
        if end > len(lines):
            raise Refused("content")
        found.append(tuple(lines[at:end]))
        at = end
    return tuple(found)


def compress(files: Mapping[str, bytes]) -> bytes:
    """The same files give the same bytes: names in the order given, no times, no owner."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(archive(files))


def archive(files: Mapping[str, bytes]) -> bytes:
    """A tar that any tool opens, with nothing in it but names and bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o600
            tar.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def expand(packed: bytes) -> dict[str, bytes]:
    """The files of a part, none larger, other or more than a part may hold."""
    try:
        files = files_of(_inflate(packed), _NAMES.__contains__)
    except zstandard.ZstdError as error:
        raise Refused("content") from error
    if not {MANIFEST, CHANGES} <= set(files):
        raise Refused("content")
    return files


def files_of(tarred: bytes, allowed: Callable[[str], object]) -> dict[str, bytes]:
    """The plain files of a tar, each of an allowed name and once; nothing is ever unpacked to the disk."""
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(tarred), mode="r:") as tar:
            for entry in tar:
                # A sparse entry may claim terabytes of zeros: what is not in the archive byte for byte is not taken.
                plain = entry.isreg() and not entry.issparse() and entry.size <= len(tarred)
                content = tar.extractfile(entry) if plain and allowed(entry.name) else None
                if content is None or entry.name in files:
                    raise Refused("content")
                files[entry.name] = content.read()
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Refused("content") from error
    return files


def _inflate(packed: bytes) -> bytes:
    limit = min(_LARGEST_OPEN, max(_ALWAYS_ALLOWED, len(packed) * _STEEPEST))
    inflater = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    with inflater.stream_reader(packed) as stream:
        opened = stream.read(limit + 1)
    if len(opened) > limit:
        raise Refused("too_big")
    return opened


def _checked(lines: Sequence[bytes]) -> Transaction:
    """A journal that hands out broken lines is a bug here, not the township's trouble later."""
    transaction = tuple(lines)
    if any(b"\n" in line for line in transaction) or _announced(transaction[0]) != len(transaction) - 1:
        raise ValueError("a transaction is a head line and the change lines it announces, one line each")
    return transaction


def _announced(head: bytes) -> int:
    try:
        count = json.loads(head)["k"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused("content") from error
    if type(count) is not int or count < 0:
        raise Refused("content")
    return count
