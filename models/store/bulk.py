"""Writing many rows at once. The statements are plain SQL for every database, made once from the table, because handing
each value through the statement compiler costs as much as the database itself. All our columns are text and whole
numbers, so nothing is lost by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

Rows = Sequence[Mapping[str, Any]]


def insert(connection: Connection, table: Any, rows: Rows) -> None:
    """New rows, all with the same columns."""
    if rows:
        names = tuple(rows[0])
        _run(connection, _insert(table.name, names, _mark(connection)), names, rows)


def upsert(connection: Connection, table: Any, key: tuple[str, ...], rows: Rows) -> None:
    """New rows, or other values for those that are there by this key."""
    if rows:
        names = tuple(rows[0])
        _run(connection, _upsert(table.name, names, key, _mark(connection)), names, rows)


def update(connection: Connection, table: Any, key: str, rows: Rows) -> None:
    """Other values for rows that are there, all with the same columns."""
    if rows:
        names = (*(name for name in rows[0] if name != key), key)
        if len(names) > 1:
            _run(connection, _update(table.name, names, _mark(connection)), names, rows)


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Many statements without values, straight to the driver, inside the transaction that is open."""
    cursor = connection.connection.cursor()
    try:
        for sql in statements:
            cursor.execute(sql)
    finally:
        cursor.close()


def _run(connection: Connection, sql: str, names: tuple[str, ...], rows: Rows) -> None:
    connection.exec_driver_sql(sql, [tuple(map(row.__getitem__, names)) for row in rows])


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def _quoted(name: str) -> str:
    return f'"{name}"'


@lru_cache
def _insert(table: str, names: tuple[str, ...], mark: str) -> str:
    return f"INSERT INTO {_quoted(table)} ({','.join(map(_quoted, names))}) VALUES ({','.join([mark] * len(names))})"


@lru_cache
def _upsert(table: str, names: tuple[str, ...], key: tuple[str, ...], mark: str) -> str:
    others = ",".join(f"{_quoted(name)}=excluded.{_quoted(name)}" for name in names if name not in key)
    return f"{_insert(table, names, mark)} ON CONFLICT ({','.join(map(_quoted, key))}) DO UPDATE SET {others}"


@lru_cache
def _update(table: str, names: tuple[str, ...], mark: str) -> str:
    *changed, key = names
    return f"UPDATE {_quoted(table)} SET {','.join(f'{_quoted(name)}={mark}' for name in changed)} WHERE {_quoted(key)}={mark}"
