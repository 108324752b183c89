"""What a village's tables hold, as one number a ledger: two offices with the same chains must come to the same.

It goes along with every package. Where the chains are the same and the numbers are not, one of the two programs is wrong
and says so; nobody need find out by a figure in a return (sync.md G.3 step 10, G.4 invariant 23).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import CompoundSelect, Connection, Select, bindparam, exists, literal_column, select, union_all

from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import acks
from models.store.journal import tables as t
from models.store.journal.reading import AWAY

if TYPE_CHECKING:
    from models.store.store import Store


# What was read last: several packages of one stick ask for the same again.
_KNOWN: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}


def forget() -> None:
    """Rows have changed without a new line in the journal."""
    _KNOWN.clear()


def _of(store: Store, connection: Connection, scope: str) -> dict[str, str]:
    newest = select(t.journal.c.h).order_by(t.journal.c.rid.desc()).limit(1)
    key, now = (str(store.folder.path), scope), str(connection.execute(newest).scalar())
    if _KNOWN.get(key, ("", {}))[0] != now:
        _KNOWN[key] = now, _tables(connection, scope)
    return _KNOWN[key][1]


def _tables(connection: Connection, scope: str) -> dict[str, str]:
    found: dict[str, str] = {}
    # Most tables of a place are empty: one question tells which, in place of one a table.
    filled = set(connection.execute(_filled(), {"scope": scope}).scalars())
    for name in (name for name in LEDGERS if name in filled):
        over = hashlib.sha256()
        some = False
        for row in connection.execute(_rows(name), {"scope": scope}):
            over.update(json.dumps(tuple(row), ensure_ascii=False).encode())
            some = True
        if some:
            found[name] = over.hexdigest()[:16]
    return found


@cache
def _filled() -> CompoundSelect[Any]:
    tables: dict[str, Any] = {name: ledger.__table__ for name, ledger in LEDGERS.items()}
    return union_all(*(select(literal_column(f"'{name}'")).where(exists().where(table.c.scope == bindparam("scope")))
                       for name, table in tables.items()))


@cache
def _rows(name: str) -> Select[Any]:
    table: Any = LEDGERS[name].__table__
    # The village that a household left keeps its rows to look at; the township has them with the village they went to.
    here = (table.c.scope == bindparam("scope")) & table.c.removed_why.is_distinct_from(AWAY)
    return select(*(table.c[c] for c in sorted(table.c.keys()))).where(here).order_by(table.c.uid)


def state(store: Store, scopes: Collection[str]) -> dict[str, Any]:
    """By scope: the ends of its chains and the digest of its tables."""
    with store.reader.connect() as connection:
        return {scope: {"chains": _chains(connection, scope), "tables": _of(store, connection, scope), "schema": SCHEMA}
                for scope in sorted(scopes)}


def _chains(connection: Connection, scope: str) -> str:
    return hashlib.sha256(json.dumps(acks.tips(connection, [scope])).encode()).hexdigest()[:16]


def differing(store: Store, said: Mapping[str, Any]) -> list[str]:
    """Titles of the ledgers that read otherwise there, of scopes whose chains both sides have to the same end."""
    found: set[str] = set()
    with store.reader.connect() as connection:
        for scope, one in said.items():
            # A program of another schema keeps the same lines in other tables, so its numbers say nothing.
            if not isinstance(one, dict) or one.get("schema") != SCHEMA or one.get("chains") != _chains(connection, scope):
                continue
            here, there = _of(store, connection, scope), one.get("tables")
            if isinstance(there, dict):
                found |= {name for name in {*here, *there} & LEDGERS.keys() if here.get(name) != there.get(name)}
    return [ledger.__ledger__.title for name, ledger in LEDGERS.items() if name in found]
