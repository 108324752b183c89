"""The same seed makes the same history: ids, salts and moments come from one generator while a history runs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models.store import ids, store
from models.store.engine import open_engine
from models.store.journal import lines

CHINA = timezone(timedelta(hours=8))
START = datetime(2025, 7, 22, 9, tzinfo=CHINA)


class Dice:
    """Stands in for `secrets` in the modules that name rows, devices and lines."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def token_hex(self, size: int) -> str:
        """Random hex digits, two a byte."""
        return self._random.randbytes(size).hex()

    def randbits(self, bits: int) -> int:
        """A random number."""
        return self._random.getrandbits(bits)


class Ticks:
    """Stands in for `time`: a millisecond more each time somebody asks."""

    def __init__(self, start: datetime) -> None:
        self._ms = int(start.timestamp() * 1000)

    def time_ns(self) -> int:
        """The next moment."""
        self._ms += 1
        return self._ms * 1_000_000


_engines: dict[tuple[Path, bytes, bool], Engine] = {}


def kept_engine(path: Path, key: bytes, *, writer: bool) -> Engine:
    """The engine of a path, kept when it was let go: half of a short history is spent on making statements anew.

    `dispose` closes its connections, so what opens next at this path is the file that lies there then.
    """
    if (path, key, writer) not in _engines:
        made = open_engine(path, key, writer=writer)
        first: Any = next((one for one in _engines.values() if one.dialect.name == made.dialect.name), made)
        # One dialect and one cache: a statement is made once a process, not once an office.
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        _engines[path, key, writer] = made
    return _engines[path, key, writer]


@contextmanager
def repeatable(seed: int, start: datetime = START) -> Iterator[None]:
    """Inside, whatever is made by chance is made by this seed; ids say that they were made from `start` on."""
    dice: Any = Dice(seed)
    ticks: Any = Ticks(start)
    kept = ids.secrets, ids.time, lines.secrets, ids._uuid7
    store.open_engine = kept_engine  # type: ignore[assignment]
    ids.secrets, ids.time, lines.secrets, ids._uuid7 = dice, ticks, dice, ids._Uuid7()  # type: ignore[misc,attr-defined]
    try:
        yield
    finally:
        store.open_engine = open_engine
        ids.secrets, ids.time, lines.secrets, ids._uuid7 = kept  # type: ignore[misc,attr-defined]
