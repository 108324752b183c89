"""The two engines on one database, an encrypted file or a server: `writer` for units of work and merges, `reader` for
everything else.

Only here and in journal/triggers.py does the program know which database it talks to.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, MetaData, Table, Text, create_engine, event, func, select, text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.dialects.sqlite.dml import OnConflictClause
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from models.kernel.errors import Circumstance
from models.store.trouble import (
    ENCODING,
    FORBIDDEN,
    LOST,
    NO_FILE_OF_OURS,
    READ_ONLY,
    UNREADABLE_FILE,
    Damaged,
    WrongAddress,
    explain,
    why_not,
    without_values,
)

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

_SERVER = "postgresql"
_SCHEMES = ("postgresql://", "postgres://")
_ANY_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # one letter alone is a Windows drive
# A laptop that falls asleep in the middle of a save must not keep the whole county from writing for ever.
_SESSION = ("lock_timeout=15s", "idle_in_transaction_session_timeout=10min", "synchronous_commit=on", "jit=off",
            "tcp_keepalives_idle=60")
_PATIENCE = {"connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
             "tcp_user_timeout": "60000"}
_WRONG_ADDRESS = "数据库地址写得不对。照这样写：postgresql://用户@服务器/数据库。"
_OURS = 0x5A58  # "ZX": advisory locks of other programs in the same database are none of ours

# Both databases take the same ON CONFLICT, word for word; the one's clause only lacks what the other's compiler asks for.
OnConflictClause.constraint_target = None  # type: ignore[attr-defined]


@compiles(Text, _SERVER)
def _plain_order(*_: Any, **__: Any) -> str:
    """Text compares by its bytes on both databases, whatever language the server was set up in (settled 21)."""
    return 'TEXT COLLATE "C"'


class _Statements(LRUCache[Any, Any]):
    """SQL made from statements, kept for all files of this process: what the writer made the reader need not make again.

    SQLAlchemy's keys begin with the dialect, one object an engine; those of our files are all alike.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        """As without the dialect."""
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


_STATEMENTS = _Statements(1500)


def is_server(address: str) -> bool:
    """Whether `--data` names a database on a server; a folder never does, nor a Windows path."""
    if address.lower().startswith(_SCHEMES):
        return True
    if _ANY_SCHEME.match(address):
        raise WrongAddress(_WRONG_ADDRESS)
    return False


def server_name(address: str) -> str:
    """16 hex digits that stand for one database on one server, whoever connects to it; no user or password is in them."""
    parts = _parsed(address)
    given = [parts.get(name) or os.environ.get(variable, "") for name, variable in
             (("host", "PGHOST"), ("port", "PGPORT"), ("dbname", "PGDATABASE"), ("options", "PGOPTIONS"))]
    return hashlib.sha256("\n".join(given).encode()).hexdigest()[:16]


def _parsed(address: str) -> Mapping[str, Any]:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return conninfo_to_dict(address)
    except psycopg.Error:
        pass
    # Outside the handler: what the driver says repeats the address, and a password may stand in it.
    raise WrongAddress(_WRONG_ADDRESS)


def raw_connection(path: Path, key: bytes) -> Any:
    """A bare DB-API connection to a file with the key given; nothing has been read yet."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    # Before the key: else a wrong key makes SQLCipher write to standard error.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def open_engine(where: Path | str, key: bytes, *, writer: bool) -> Engine:
    """An engine on a file, whose connections carry the key, or on the server at an address."""
    if isinstance(where, str):
        return _on_server(where, writer=writer)
    return _on_file(where, key, writer=writer)


def _on_file(path: Path, key: bytes, *, writer: bool) -> Engine:
    def connect() -> Any:
        connection = raw_connection(path, key)
        for pragma in (*_EVERY, *(_WRITER if writer else _READER)):
            connection.execute(pragma)
        return connection

    engine = _made(URL.create("sqlite", database=str(path)), connect, writer=writer, module=sqlcipher,
                   execution_options={"compiled_cache": _STATEMENTS})
    start = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(start)

    return engine


def _on_server(address: str, *, writer: bool) -> Engine:
    # The address is known to `connect` alone: an engine prints its URL, and a user's name would stand in it.
    engine = _made(URL.create(f"{_SERVER}+psycopg"), lambda: _connect(address, writer=writer), writer=writer,
                   pool_pre_ping=True, use_native_hstore=False)

    @event.listens_for(engine, "handle_error")
    def _failed(context: Any) -> None:
        if context.is_disconnect and not context.is_pre_ping:
            raise Circumstance(LOST) from None
        without_values(context.original_exception, context.sqlalchemy_exception)

    if writer:
        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            # Committed reads: what the writer before us stored is seen as soon as the lock is ours.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_OURS}, hashtext(current_schema()))")

    return engine


def _made(url: URL, connect: Callable[[], Any], *, writer: bool, **options: Any) -> Engine:
    # Values of people must not stand in an error's text.
    engine = create_engine(url, creator=connect, poolclass=QueuePool, hide_parameters=True,
                           pool_size=1 if writer else 4, max_overflow=0 if writer else 8, **options)

    @event.listens_for(engine, "handle_error")
    def _told(context: Any) -> None:
        # Here, for readers too: a page that only looks must also say one sentence when the disk gives way. That a reader
        # may not write is no such thing: there it is a bug.
        found = context.sqlalchemy_exception
        sentence = explain(found) if isinstance(found, DatabaseError) else None
        if any(word in str(context.original_exception) for word in NO_FILE_OF_OURS):
            raise Damaged(UNREADABLE_FILE) from found
        if sentence and (writer or sentence not in (READ_ONLY, FORBIDDEN)):
            raise Circumstance(sentence) from found

    return engine


def _connect(address: str, *, writer: bool) -> Any:
    import psycopg

    given = _parsed(address)
    ours = {"options": " ".join((given.get("options") or os.environ.get("PGOPTIONS", ""), *(f"-c {one}" for one in _SESSION))),
            "client_encoding": "UTF8", "application_name": "zhenxing-ledger"}
    try:
        connection = psycopg.connect("", **{**_PATIENCE, **given, **ours})
    except psycopg.Error as error:
        why = why_not(error)
    else:
        if connection.info.parameter_status("server_encoding") != "UTF8":
            connection.close()
            raise Circumstance(ENCODING)
        if not writer:
            # One picture of the data for as long as a reader reads, as the file gives it.
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
        return connection
    raise Circumstance(why)


def upsert(table: Table, key: tuple[str, ...]) -> Insert:
    """An INSERT that overwrites all other columns of the row with the same key."""
    statement = insert(table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in key}
    if not others:
        return statement.on_conflict_do_nothing(index_elements=list(key))
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)


def analyze(engine: Engine, *tables: MetaData) -> None:
    """Before a batch of packages: a server plans by what it last counted, which may be an empty table."""
    if engine.dialect.name != _SERVER:
        return
    with engine.begin() as connection:
        for metadata in tables:
            for name in metadata.tables:
                connection.exec_driver_sql(f'ANALYZE "{name}"')


def let_go_of_links(connection: Connection) -> None:
    """Before a revision of a file: outside a transaction, or it is ignored and a batch rebuild deletes every child row."""
    if connection.dialect.name != _SERVER:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]


def fault_of(connection: Connection) -> str | None:
    """What is wrong with the database itself; None when every page of it can be read and every link leads somewhere."""
    if connection.dialect.name == _SERVER:
        return _unreadable(connection)
    broken = len(connection.execute(text("PRAGMA foreign_key_check")).all())
    found = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
    sealed = [row[0] for row in connection.execute(text("PRAGMA cipher_integrity_check"))]
    if broken or found != ["ok"] or sealed:
        return "; ".join([f"{broken} broken links", *found, *sealed])[:200]
    return None


def _unreadable(connection: Connection) -> str | None:
    """The server checks its pages as it reads them; links it holds by itself, unless somebody switched that off."""
    off = connection.exec_driver_sql("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
                                     " AND connamespace = current_schema()::regnamespace").scalar_one()
    found = MetaData()
    found.reflect(connection, resolve_fks=False)
    for table in found.sorted_tables:
        connection.execute(select(func.sum(func.hashtext(text(f'"{table.name}"::text')))).select_from(table)).scalar()
    return f"{off} links not held" if off else None
