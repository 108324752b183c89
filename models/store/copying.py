"""Carrying a whole database over, row by row: a server's into an encrypted file, and back.

A copy is always such a file, so that a backup of either opens anywhere, and with the same key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.engine.mock import MockConnection

from models.kernel import Circumstance
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import bulk
from models.store.engine import fault_of, open_engine, raw_connection
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import tables_of
from models.store.trouble import Damaged, plainly

_AT_ONCE = 1000
_NOT_WHOLE = "抄出来的和原来的条数不一样，备份没有成功。原来的数据没动，请再备份一次。"
TAKEN = "这个数据库里已经有一本台账了。请管数据库的人另建一个空的，或者直接打开它。"


def make_tables(connection: Connection) -> None:
    """All tables of this program in a database that has none, and no triggers yet."""
    bulk.run(connection, _statements(connection))


_MADE: dict[str, list[str]] = {}


def _statements(connection: Connection) -> list[str]:
    """What makes the tables of this kind of database: put into words once, for a training book makes five offices."""
    dialect = connection.dialect
    if dialect.name not in _MADE:
        found: list[str] = []
        words = MockConnection(dialect, lambda sql, *_, **__: found.append(str(sql.compile(dialect=dialect))))
        for metadata in (t.LOCAL, tables_of(LEDGERS)[0].metadata):
            metadata.create_all(words, checkfirst=False)
        _MADE[dialect.name] = found
    return _MADE[dialect.name]


def stamp(connection: Connection) -> None:
    """Mark tables that were just made as those of the newest revision."""
    connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": f"{SCHEMA:04d}"})


def taken(connection: Connection) -> bool:
    """Whether somebody keeps ledgers in this database already."""
    return inspect(connection).has_table(t.setting.name)


def copy_out(place: Folder, data_key: bytes, target: Path, schema: int = SCHEMA) -> None:
    """The whole database, as of one moment, as an encrypted file at `target`; `schema` is the one it has now."""
    if not place.server:
        _copy_file(place.ledger, target, data_key)
        return
    with _open(place.server, data_key, writer=False) as source, _open(target, data_key, writer=True) as copy:
        _make(copy, schema)
        _carry(source, copy)
        if schema == SCHEMA:
            triggers.create_all(copy, tables_of(LEDGERS))


def copy_in(source: Path, data_key: bytes, place: Folder) -> None:
    """An encrypted file of this program's schema into an empty database; in one transaction, or not at all."""
    with _open(source, data_key, writer=False) as held, _open(place.database, data_key, writer=True) as live:
        if taken(live):
            raise Circumstance(TAKEN)
        _make(live, SCHEMA)
        _carry(held, live)
        triggers.create_all(live, tables_of(LEDGERS))


def holds_ledgers(where: Path | str, data_key: bytes) -> bool:
    """Whether there is a ledger in a database that nobody has open."""
    with _open(where, data_key, writer=False) as connection:
        return taken(connection)


def schema_of(where: Path | str, data_key: bytes) -> int:
    """The revision of a database that nobody has open."""
    with _open(where, data_key, writer=False) as connection:
        found = connection.execute(select(t.setting.c.value).where(t.setting.c.name == "schema")).scalar()
        return int(found or 0)


def fault_in(where: Path | str, data_key: bytes) -> str | None:
    """What is wrong with a database that nobody has open; an error of the driver by its name alone."""
    try:
        with _open(where, data_key, writer=False) as connection:
            return fault_of(connection)
    except Damaged as error:
        return type(error).__name__
    except Circumstance:
        raise
    except Exception as error:  # the driver has errors of its own for a file that is no database
        return type(error).__name__


@contextmanager
def _open(where: Path | str, data_key: bytes, *, writer: bool) -> Iterator[Connection]:
    engine = open_engine(where, data_key, writer=writer)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_file(path: Path, target: Path, data_key: bytes) -> None:
    with plainly():
        source, copy = raw_connection(path, data_key), raw_connection(target, data_key)
        try:
            source.backup(copy)
        finally:
            source.close()
            copy.close()


def _make(connection: Connection, schema: int) -> None:
    if schema == SCHEMA:
        make_tables(connection)
        stamp(connection)
    else:
        from alembic import command

        from models.store.upgrade import configuration

        command.upgrade(configuration(connection), f"{schema:04d}")


def _carry(source: Connection, target: Connection) -> None:
    for table in _ours(target):
        rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings()
        for part in rows.partitions():
            target.execute(insert(table), [dict(row) for row in part])
        if _count(source, table) != _count(target, table):
            raise Circumstance(_NOT_WHOLE)


def _ours(connection: Connection) -> list[Table]:
    """What stands in the one that was just made: an older one has other columns than this program declares."""
    found = MetaData()
    found.reflect(connection, resolve_fks=False)
    return [table for name, table in found.tables.items() if name != "alembic_version"]


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
