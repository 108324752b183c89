"""Where two places remember differently, and what seems to stand twice: who wrote which value, in the command line's shape.

A conflict is a dict as commands.md has it, and beside that what a person reads: `title` of the ledger, `heading` of the
field, `where` (whose row it is), `household`, `base_text`, and `text` of each head. Ids are the same on every replica.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.kernel import Ledger, parent_field
from models.ledgers import LEDGERS
from models.store import duplicates
from models.store.doubles import listed_groups
from models.store.journal import tables as t
from models.store.journal.heads import GONE, INTO, SCOPE
from models.store.links import Links
from models.store.past import Past, Wrote
from models.store.query import names_of
from models.store.source import Source

if TYPE_CHECKING:
    from models.store.store import Store

Conflict = dict[str, Any]
_HEADINGS = {GONE: "撤掉没有", INTO: "和哪一条是同一条", SCOPE: "在哪个村"}
_ERASED = "（已按要求删去）"
_EMPTY = "（空着）"


def listed(store: Store) -> list[Conflict]:
    """Open conflicts in the order of ledger, record and field, then what seems to stand twice."""
    with store.reader.connect() as connection:
        c = t.conflict.c
        rows = connection.execute(select(t.conflict).order_by(c.tbl, c.uid, c.col)).mappings().all()
        return [*_Desk(connection).all(rows), *listed_groups(store, connection, duplicates.search(connection))]


def apart(store: Store) -> int:
    """How many fields and rows stand apart, without reading who wrote what."""
    with store.reader.connect() as connection:
        c = t.conflict.c
        rows = connection.execute(select(c.tbl, c.uid)).all()
        return sum(_still_here(Source(connection, LEDGERS), rows))


def twins(store: Store) -> int:
    """How many groups of rows seem to be one; this looks through all households and people."""
    return len(duplicates.found(store))


def one(store: Store, id: str) -> Conflict | None:
    """The conflict with this id, or None when nothing is apart there (any more)."""
    with store.reader.connect() as connection:
        c = t.conflict.c
        keys = [key for key in connection.execute(select(c.tbl, c.uid, c.col)) if id_of(*key) == id]
        if keys:
            tbl, uid, col = keys[0]
            rows = connection.execute(select(t.conflict).where(c.tbl == tbl, c.uid == uid, c.col == col)).mappings().all()
            return next(iter(_Desk(connection).all(rows)), None)
        groups = [group for group in duplicates.search(connection) if duplicates.id_of(group) == id]
        return next(iter(listed_groups(store, connection, groups)), None)


def id_of(tbl: str, uid: str, col: str) -> str:
    """The name of a conflict."""
    return sha256(f"{tbl} {uid} {col}".encode()).hexdigest()[:16]


def _still_here(source: Source, rows: Iterable[Any]) -> list[bool]:
    """A row that is taken away asks nobody anything; what is apart in it is told again when it comes back."""
    known = [row for row in rows if row.tbl in LEDGERS]
    for tbl in sorted({row.tbl for row in known}):
        source.warm(tbl, [row.uid for row in known if row.tbl == tbl])
    return [source.get(row.tbl, row.uid) is not None for row in known]


class _Desk:
    """Conflicts read together, so that each question is asked once for all of them."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.source = Source(connection, LEDGERS)
        self.links = Links(self.source)

    def all(self, rows: Sequence[Any]) -> list[Conflict]:
        """The conflicts of these rows of sync_conflict whose record is still there."""
        known = [row for row in rows if row["tbl"] in LEDGERS]
        for tbl in sorted({row["tbl"] for row in known}):
            self.source.warm(tbl, [row["uid"] for row in known if row["tbl"] == tbl])
        here = [row for row in known if self.source.get(row["tbl"], row["uid"])]
        past = Past(self.connection, {(row["tbl"], row["uid"]) for row in here})
        self.people = names_of(self.source, "operator", past.people())
        return [self._one(row, past) for row in here]

    def _one(self, row: Any, past: Past) -> Conflict:
        key, col = (row["tbl"], row["uid"]), row["col"]
        found = past.choices(key) if col == GONE else [past.wrote(key, h) for h, _ in json.loads(row["heads"])]
        base = None if col == GONE else past.base(key, col, found)
        home = self._household(*key)
        return {
            "id": id_of(*key, col), "kind": row["kind"], "ledger": row["tbl"], "uid": row["uid"],
            "field": None if col == GONE else col, "base": self._json(row["tbl"], col, base),
            "heads": [self._head(row["tbl"], col, n, one, n == len(found)) for n, one in enumerate(found, 1)],
            "title": LEDGERS[row["tbl"]].__ledger__.title, "heading": heading(LEDGERS[row["tbl"]], col),
            "where": self.links.describe(*key), "household": home, "base_text": self._text(row["tbl"], col, base),
            "household_name": self.links.describe("household", home) if home else "",
        }

    def _head(self, tbl: str, col: str, n: int, one: Wrote, shown: bool) -> dict[str, Any]:
        return {
            "n": n, "value": self._json(tbl, col, one), "by": self.people.get(one.head["by"], ""), "device": one.head["d"],
            "region": one.head["s"], "at": one.head["ts"], "why": one.head["why"], "shown": shown,
            "text": self._text(tbl, col, one), "stored": one.value(col), "removes": one.removal is not None, "authority": one.head["a"],
        }

    def _household(self, tbl: str, uid: str) -> str | None:
        """The household that a row belongs to, by way of its parents."""
        while tbl != "household":
            link = parent_field(LEDGERS[tbl])
            values = self.source.get(tbl, uid)
            if link is None or link.to is None or values is None or not values[link.name]:
                return None
            tbl, uid = link.to, values[link.name]
        return uid

    def _json(self, tbl: str, col: str, one: Wrote | None) -> Any:
        if one is None:
            return None
        if col == GONE:
            return one.removal[1] if one.removal else None
        field = LEDGERS[tbl].__fields__.get(col)
        value = one.value(col)
        return field.kind.json(field.kind.load(value)) if field else value

    def _text(self, tbl: str, col: str, one: Wrote | None) -> str:
        if one is None:
            return ""
        if col == GONE:
            return f"撤掉：{one.removal[1]}" if one.removal else f"留着，{self._changed(tbl, one)}"
        if one.erased:
            return _ERASED
        value, field = one.value(col), LEDGERS[tbl].__fields__.get(col)
        if value is None:
            return "不是同一条" if col == INTO else _EMPTY
        if field is None:
            return self.links.describe(tbl, value) if col == INTO else str(value)
        if field.to:
            return names_of(self.source, field.to, {value}).get(value) or str(value)
        return field.kind.show(field.kind.load(value))

    def _changed(self, tbl: str, one: Wrote) -> str:
        """What the one who keeps a row wrote in it."""
        if one.added:
            return "新登记的"
        names = [field.label for name, field in LEDGERS[tbl].__fields__.items() if name in one.values]
        return f"改了{'、'.join(names[:3])}{'等' if len(names) > 3 else ''}" if names else "恢复过"


def heading(ledger: type[Ledger], col: str) -> str:
    """What people call the field that is apart."""
    field = ledger.__fields__.get(col)
    return field.label if field else _HEADINGS.get(col, col)


def contract(conflict: Mapping[str, Any]) -> Conflict:
    """Only what commands.md names, for programs that read the command line."""
    heads = [{name: head[name] for name in _HEAD if name in head} for head in conflict["heads"]]
    return {name: conflict[name] for name in _CONFLICT} | {"heads": heads}


_CONFLICT = ("id", "kind", "ledger", "uid", "field", "base", "heads")
# `uid`: of a duplicate's rows, which row it is.
_HEAD = ("n", "value", "by", "device", "region", "at", "why", "shown", "uid")
