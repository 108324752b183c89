"""Dumb triggers that capture every change of a ledger table, whatever SQL made it (sync.md B.3).

An insert notes only that the row is new: the seal reads it whole in the same transaction. An update notes old and new
of the changed columns. Outside a unit of work every write raises; a DELETE always raises, for nothing is deleted.
Both databases note the same; a server keeps what a trigger does in functions of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from sqlalchemy import Connection, Table, text

from models.store import bulk

OUTSIDE = "ZX001 outside unit of work"
DELETED = "ZX002 nothing is deleted"
APPEND_ONLY = "ZX003 the journal is append-only"
ERASE = "erase"
_MODE = "(SELECT mode FROM sync_ctx WHERE id=1)"
_NOTE = "INSERT INTO sync_raw(tbl,uid,op,ch) VALUES"
_SERVER = "postgresql"
_GUARD = f"IF {_MODE} IS NULL THEN RAISE EXCEPTION '{OUTSIDE}'; END IF;"
_JOURNAL = ("sync_journal", "sync_change")


# What an update notes of one column that differs; both come to the same text. Every connection reads all of it when it
# opens a file, so there it is the shortest that SQLite knows.
_IN_FILE = "iif({old} IS NOT {new},',\"{name}\":'||json_array({old},{new}),'')"
_ON_SERVER = ("CASE WHEN {old} IS DISTINCT FROM {new} THEN ',\"{name}\":['||coalesce(to_json({old})::text,'null')||','"
              "||coalesce(to_json({new})::text,'null')||']' ELSE '' END")


def _changed(table: Table, one: str, between: str) -> str:
    """The inside of {"column":[old,new],...} as SQL: text, whole numbers and null come out alike on both databases."""
    return between.join(one.format(name=column.name, old=f'OLD."{column.name}"', new=f'NEW."{column.name}"')
                        for column in table.columns if column.name not in ("uid", "scope"))


def statements(table: Table) -> Iterator[tuple[str, str]]:
    """Name and SQL of every trigger of one ledger table in a file."""
    t = table.name
    guard = f"SELECT CASE WHEN {_MODE} IS NULL THEN RAISE(ABORT, '{OUTSIDE}') END;"
    ours = f"WHEN {_MODE} IS NOT 'apply' BEGIN {guard}"
    yield f"zx_{t}_guard_d", f"CREATE TRIGGER zx_{t}_guard_d BEFORE DELETE ON {t} BEGIN SELECT RAISE(ABORT, '{DELETED}'); END"
    yield f"zx_{t}_i", (
        f"CREATE TRIGGER zx_{t}_i AFTER INSERT ON {t} {ours} {_NOTE}('{t}',NEW.uid,'i',NULL); END"
    )
    changed = f"concat({_changed(table, _IN_FILE, ',')})"
    yield f"zx_{t}_u", (
        f"CREATE TRIGGER zx_{t}_u AFTER UPDATE ON {t} {ours} "
        f"{_NOTE}('{t}',NEW.uid,'u','{{'||substr({changed},2)||'}}'); END"
    )


def _append_only() -> Iterator[tuple[str, str]]:
    for table in _JOURNAL:
        for what in ("UPDATE", "DELETE"):
            name = f"zx_{table}_{what.lower()}"
            # A line may give way to the tombstone that carries its hash, and to nothing else (models/store/erasing.py).
            when = f" WHEN {_MODE} IS NOT '{ERASE}'" if (table, what) == ("sync_change", "UPDATE") else ""
            yield name, f"CREATE TRIGGER {name} BEFORE {what} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $zx$ BEGIN {body} RETURN NULL; END $zx$"


def _shared_functions() -> Iterator[str]:
    """What the triggers of all tables of a server call."""
    yield _function("zx_kept", f"RAISE EXCEPTION '{DELETED}';")
    may_erase = f"TG_TABLE_NAME='sync_change' AND TG_OP='UPDATE' AND {_MODE}='{ERASE}'"
    yield _function("zx_only_grows", f"IF ({may_erase}) IS NOT TRUE THEN RAISE EXCEPTION '{APPEND_ONLY}'; END IF;")
    yield _function("zx_added", f"{_GUARD} IF {_MODE}='local' THEN {_NOTE}(TG_TABLE_NAME,NEW.uid,'i',NULL); END IF;")


def _server_statements(table: Table) -> Iterator[tuple[str, str]]:
    """Name and SQL of every trigger of one ledger table on a server."""
    t = table.name
    yield f"zx_{t}_guard_d", (
        f"CREATE TRIGGER zx_{t}_guard_d BEFORE DELETE OR TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION zx_kept()")
    yield f"zx_{t}_i", f"CREATE TRIGGER zx_{t}_i AFTER INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION zx_added()"
    changed = _changed(table, _ON_SERVER, "||")
    note = f"{_GUARD} IF {_MODE}='local' THEN {_NOTE}('{t}',NEW.uid,'u','{{'||substr({changed},2)||'}}'); END IF;"
    yield f"zx_{t}_u", (
        f"{_function(f'zx_{t}_u', note)};"
        f"CREATE TRIGGER zx_{t}_u AFTER UPDATE ON {t} FOR EACH ROW EXECUTE FUNCTION zx_{t}_u()"
    )


def _server_append_only() -> Iterator[tuple[str, str]]:
    for table in _JOURNAL:
        for what, events in (("update", "UPDATE"), ("delete", "DELETE OR TRUNCATE")):
            name = f"zx_{table}_{what}"
            yield name, (
                f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION zx_only_grows()")


def expected(tables: Iterable[Table], *, server: bool = False) -> dict[str, str]:
    """All triggers that the metadata asks for; their names are the same in a file and on a server."""
    of_table, of_journal = (_server_statements, _server_append_only) if server else (statements, _append_only)
    return dict(of_journal()) | {name: sql for table in tables for name, sql in _once(of_table, table)}


@cache
def _once(of_table: Callable[[Table], Iterable[tuple[str, str]]], table: Table) -> tuple[tuple[str, str], ...]:
    return tuple(of_table(table))


def present(connection: Connection) -> dict[str, str]:
    """The triggers that the database has; one that somebody switched off on a server does not count."""
    if connection.dialect.name == _SERVER:
        found = connection.execute(text(
            "SELECT tgname, pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class c ON c.oid = tgrelid"
            " WHERE relnamespace = current_schema()::regnamespace AND starts_with(tgname, 'zx_') AND tgenabled IN ('O', 'A')"))
    else:
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE 'zx_%'"))
    return {name: sql for name, sql in found}


def drop_all(connection: Connection) -> None:
    """Take all of ours away: a revision must not be captured, and a batch rebuild would lose them anyway."""
    if connection.dialect.name == _SERVER:
        names = connection.execute(text(
            "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, 'zx_')"))
        for (name,) in names.all():
            connection.execute(text(f"DROP FUNCTION {name}() CASCADE"))
        return
    for name in present(connection):
        connection.execute(text(f"DROP TRIGGER {name}"))


def create_all(connection: Connection, tables: Iterable[Table]) -> None:
    """Drop ours and make them anew from the metadata."""
    drop_all(connection)
    if connection.dialect.name == _SERVER:
        # In one go: a hundred questions to a server far away would be felt.
        connection.exec_driver_sql(";".join((*_shared_functions(), *expected(tables, server=True).values())))
        return
    bulk.run(connection, expected(tables).values())
