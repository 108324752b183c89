"""改动记录: who changed what, when, field by field, read from the journal."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.kernel import Ledger
from models.ledgers import LEDGERS
from models.store.journal import tables as t
from models.store.journal.heads import GONE
from models.store.journal.rows import chunks, line_of, rids_of
from models.store.query import names_of
from models.store.source import Source

if TYPE_CHECKING:
    from models.store.store import Store


@dataclass(frozen=True)
class Entry:
    """One change of one record. changes: (heading, old, new) as people read them."""

    at: str
    by: str
    device: str
    label: str
    operation: str
    source: str
    ledger: str
    uid: str
    changes: tuple[tuple[str, str, str], ...]


def of(store: Store, uids: Collection[str], limit: int = 500) -> list[Entry]:
    """The changes of these records, newest first."""
    found: list[Any] = []
    with store.reader.connect() as connection:
        for part in chunks(sorted(uids), 500):
            found += connection.execute(
                select(t.change.c.tbl, t.change.c.uid, t.change.c.line, t.journal.c.head, t.journal.c.rid)
                .join(t.journal, t.journal.c.rid == t.change.c.rid)
                .where(t.change.c.uid.in_(part)).order_by(t.journal.c.rid.desc()).limit(limit)
            ).all()
        found.sort(key=lambda row: -row.rid)
        source = Source(connection, LEDGERS)
        heads = [json.loads(row.head) for row in found[:limit]]
        people = names_of(source, "operator", {head["by"] for head in heads})
        return [_entry(connection, source, row, head, people) for row, head in zip(found, heads, strict=False)]


def _entry(connection: Connection, source: Source, row: Any, head: dict[str, Any], people: dict[str, str]) -> Entry:
    line = json.loads(row.line)
    changes = _changes(connection, source, row.tbl, row.uid, line) if row.tbl in LEDGERS else ()
    return Entry(head["ts"], people.get(head["by"], ""), head["d"], head["why"], head["op"], head["src"], row.tbl, row.uid,
                 tuple(changes))


def _changes(connection: Connection, source: Source, tbl: str, uid: str, line: dict[str, Any]) -> list[tuple[str, str, str]]:
    ledger, found = LEDGERS[tbl], []
    parents = line.get("p", {})
    known = rids_of(connection, {h for heads in parents.values() for h in heads})
    for name, value in line.get("v", {}).items():
        old = None
        for h in parents.get(name, ())[:1]:
            old = line_of(connection, known[h], tbl, uid).get("v", {}).get(name) if h in known else None
        if name == GONE:
            found.append(("撤掉", "", str(value[1])) if value else ("恢复", "", "恢复了"))
        elif name in ledger.__fields__ and (parents or value is not None):
            found.append((ledger.__fields__[name].label, _show(source, ledger, name, old), _show(source, ledger, name, value)))
    return found


def _show(source: Source, ledger: type[Ledger], name: str, stored: Any) -> str:
    field = ledger.__fields__[name]
    if field.to and stored:
        return names_of(source, field.to, {stored}).get(stored, "")
    return field.kind.show(field.kind.load(stored))
