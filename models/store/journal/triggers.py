"""Dumb triggers that capture every change of a ledger table, whatever SQL made it (sync.md B.3).

An insert notes only that the row is new: the seal reads it whole in the same transaction. An update notes old and new
of the changed columns. Outside a unit of work every write raises; a DELETE always raises, for nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, text

OUTSIDE = "ZX001 outside unit of work"
DELETED = "ZX002 nothing is deleted"
APPEND_ONLY = "ZX003 the journal is append-only"
_MODE = "(SELECT mode FROM sync_ctx WHERE id=1)"


def _changed(table: Table) -> str:
    parts = []
    for column in table.columns:
        if column.name not in ("uid", "scope"):
            c = f'"{column.name}"'
            parts.append(
                f"CASE WHEN OLD.{c} IS NOT NEW.{c} THEN ',\"{column.name}\":['||json_quote(OLD.{c})||','"
                f"||json_quote(NEW.{c})||']' ELSE '' END"
            )
    return "||".join(parts)


def statements(table: Table) -> Iterator[tuple[str, str]]:
    """Name and SQL of every trigger of one ledger table."""
    t = table.name
    guard = f"SELECT CASE WHEN {_MODE} IS NULL THEN RAISE(ABORT, '{OUTSIDE}') END;"
    yield f"zx_{t}_guard_i", f"CREATE TRIGGER zx_{t}_guard_i BEFORE INSERT ON {t} BEGIN {guard} END"
    yield f"zx_{t}_guard_u", f"CREATE TRIGGER zx_{t}_guard_u BEFORE UPDATE ON {t} BEGIN {guard} END"
    yield f"zx_{t}_guard_d", f"CREATE TRIGGER zx_{t}_guard_d BEFORE DELETE ON {t} BEGIN SELECT RAISE(ABORT, '{DELETED}'); END"
    insert = "INSERT INTO sync_raw(tbl,uid,op,ch) VALUES"
    yield f"zx_{t}_i", (
        f"CREATE TRIGGER zx_{t}_i AFTER INSERT ON {t} WHEN {_MODE}='local' BEGIN {insert}('{t}',NEW.uid,'i',NULL); END"
    )
    yield f"zx_{t}_u", (
        f"CREATE TRIGGER zx_{t}_u AFTER UPDATE ON {t} WHEN {_MODE}='local' "
        f"BEGIN {insert}('{t}',NEW.uid,'u','{{'||substr({_changed(table)},2)||'}}'); END"
    )


def _append_only() -> Iterator[tuple[str, str]]:
    for table in ("sync_journal", "sync_change"):
        for what in ("UPDATE", "DELETE"):
            name = f"zx_{table}_{what.lower()}"
            yield name, f"CREATE TRIGGER {name} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"


def expected(tables: Iterable[Table]) -> dict[str, str]:
    """All triggers that the metadata asks for."""
    return dict(_append_only()) | {name: sql for table in tables for name, sql in statements(table)}


def present(connection: Connection) -> dict[str, str]:
    """The triggers that the file has."""
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE 'zx_%'"))
    return {name: sql for name, sql in found}


def drop_all(connection: Connection) -> None:
    """Take all of ours away: a revision must not be captured, and a batch rebuild would lose them anyway."""
    for name in present(connection):
        connection.execute(text(f"DROP TRIGGER {name}"))


def create_all(connection: Connection, tables: Iterable[Table]) -> None:
    """Drop ours and make them anew from the metadata."""
    drop_all(connection)
    for sql in expected(tables).values():
        connection.exec_driver_sql(sql)
