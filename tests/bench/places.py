"""Where a store can stand: a file without a key, an encrypted file, a server; and beside each a bare database for the raw limit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3.dbapi2 as sqlcipher

from models.ledgers import LEDGERS
from models.store import engine
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.journal.fold import tables_of
from models.store.keys import new_data_key
from tests import postgres

# A server as a county would run it: unlike the tests' own, this one waits for the disk.
_DURABLE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on", "listen_addresses=", "autovacuum=on", "shared_buffers=128MB",
            "max_connections=20", "log_min_messages=fatal")


@dataclass
class Place:
    """One kind of database. server: None for a file."""

    label: str
    work: Path
    server: postgres.Server | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    def fresh(self) -> Path | Folder:
        """A new place for a store."""
        path = self.work / f"store{next(self._numbers)}"
        return Folder(path, server=self.server.fresh()) if self.server else path

    @contextmanager
    def bare(self) -> Iterator[Bare]:
        """A new database with the program's tables and indexes, without its triggers."""
        path = self.work / f"bare{next(self._numbers)}.db"
        where, key = (self.server.fresh() if self.server else path), new_data_key()
        maker = engine.open_engine(where, key, writer=True)
        with maker.begin() as connection:
            for metadata in (t.LOCAL, tables_of(LEDGERS)[0].metadata):
                metadata.create_all(connection)
        maker.dispose()
        if isinstance(where, str):
            raw: Any = psycopg.connect(where, autocommit=True)
        else:
            raw = engine.raw_connection(where, key)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
                raw.execute(f"PRAGMA {pragma}")
        try:
            yield Bare(raw, "%s" if self.server else "?")
        finally:
            raw.close()


@dataclass
class Bare:
    """A driver's own connection, and how it marks a value."""

    raw: Any
    mark: str

    def insert(self, table: str, names: tuple[str, ...]) -> str:
        """An INSERT of these columns."""
        columns = ",".join(f'"{name}"' for name in names)
        return f"INSERT INTO {table} ({columns}) VALUES ({','.join([self.mark] * len(names))})"

    def update(self, table: str, names: tuple[str, ...]) -> str:
        """An UPDATE of these columns of one row."""
        return f"UPDATE {table} SET {','.join(f'{_quoted(name)}={self.mark}' for name in names)} WHERE uid={self.mark}"

    def many(self, sql: str, rows: list[Any]) -> None:
        """One prepared statement for all rows."""
        if rows:
            self.raw.cursor().executemany(sql, rows)

    def begin(self) -> None:
        """A transaction."""
        self.raw.execute("BEGIN" if self.mark == "%s" else "BEGIN IMMEDIATE")


def _quoted(name: str) -> str:
    return f'"{name}"'


@contextmanager
def _without_key() -> Iterator[None]:
    """The program's own engine on a file that nobody has locked."""
    locked = engine.raw_connection
    engine.raw_connection = lambda path, key: sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        yield
    finally:
        engine.raw_connection = locked


def places(work: Path) -> Iterator[Place]:
    """One after the other; the server only where there is one. What one leaves is cleared before the next."""
    for label in ("file without key", "encrypted file", "server"):
        room = work / label.replace(" ", "-")
        room.mkdir()
        if label == "server":
            if not postgres.MISSING:
                postgres._SETTINGS = _DURABLE
                with postgres.running() as server:
                    yield Place(label, room, server)
        elif label == "encrypted file":
            yield Place(label, room)
        else:
            with _without_key():
                yield Place(label, room)
        shutil.rmtree(room, ignore_errors=True)
