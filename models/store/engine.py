"""The two engines on one encrypted file: `writer` for units of work and merges, `reader` for everything else.

Only here and in journal/triggers.py does the program know which database it talks to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.pool import QueuePool

# WAL with FULL is a correctness rule (sync.md F): NORMAL loses acknowledged commits at a power cut.
_EVERY = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA temp_store=MEMORY",  # SQLite's temp files would hold names in plain text
    "PRAGMA cache_size=-16000",
)
_WRITER = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
_READER = ("PRAGMA query_only=ON",)


def raw_connection(path: Path, key: bytes) -> Any:
    """A bare DB-API connection with the key given; nothing has been read yet."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    # Before the key: else a wrong key makes SQLCipher write to standard error.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def open_engine(path: Path, key: bytes, *, writer: bool) -> Engine:
    """An engine whose connections carry the key and the pragmas above."""

    def connect() -> Any:
        connection = raw_connection(path, key)
        for pragma in (*_EVERY, *(_WRITER if writer else _READER)):
            connection.execute(pragma)
        return connection

    url = URL.create("sqlite", database=str(path))
    engine = create_engine(
        url, module=sqlcipher, creator=connect, poolclass=QueuePool,
        pool_size=1 if writer else 4, max_overflow=0 if writer else 8,
    )
    start = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(start)

    return engine


def upsert(table: Table, key: tuple[str, ...]) -> Insert:
    """An INSERT that overwrites all other columns of the row with the same key."""
    statement = insert(table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in key}
    if not others:
        return statement.on_conflict_do_nothing(index_elements=list(key))
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)
