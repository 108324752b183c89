"""改动记录: who changed what, when, field by field, read from the journal."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from models.kernel import Ledger
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import as_of
from models.store.journal import tables as t
from models.store.journal.heads import GONE, INTO, PSEUDO
from models.store.journal.lines import parsed
from models.store.journal.rows import chunks, line_of, rids_of
from models.store.query import names_of
from models.store.source import Source

if TYPE_CHECKING:
    from models.store.store import Store


ERASED = "已按要求删去"


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


def of(store: Store, uids: Collection[str], limit: int = 500, *, after: date | str | None = None) -> list[Entry]:
    """The changes of these records, newest first.

    after: only what was not yet known here at the end of a day, or when the record of that uid was written here.
    """
    found: list[Any] = []
    with store.reader.connect() as connection:
        known = as_of.known_by(connection, store.device, after) if isinstance(after, date) else {}
        first = _written(connection, after) if isinstance(after, str) else 0
        for part in chunks(sorted(uids), 500):
            found += connection.execute(
                select(t.line.c.n, t.line.c.tbl, t.line.c.uid, t.line.c.line, t.journal.c.head, t.journal.c.rid, t.journal.c.sv)
                .join(t.journal, t.journal.c.rid == t.line.c.rid)
                .where(t.line.c.uid.in_(part), t.journal.c.rid > first).order_by(t.journal.c.rid.desc()).limit(limit)
            ).all()
        found = [row for row in found if row.rid not in known]
        found.sort(key=lambda row: -row.rid)
        source = Source(connection, LEDGERS)
        heads = [json.loads(row.head) for row in found[:limit]]
        people = names_of(source, "operator", {head["by"] for head in heads})
        told = ((row, _entry(connection, source, row, head, people)) for row, head in zip(found, heads, strict=False))
        # A line of an older program may say nothing of its own row any more (models/migrations/upcasts.py).
        entries = [entry for row, entry in told if entry.changes or row.sv >= SCHEMA]
        return entries + [one for row in found[:limit] if not row.n and '"was":[' in row.line for one in _brought(source, row)]


def _written(connection: Connection, uid: str) -> int:
    """The transaction with which a record came here."""
    return connection.scalar(select(func.min(t.line.c.rid)).where(t.line.c.uid == uid)) or 0


def _entry(connection: Connection, source: Source, row: Any, head: dict[str, Any], people: dict[str, str]) -> Entry:
    line = parsed(row.line, row.sv, (row.tbl, row.uid))
    changes = _changes(connection, source, row.tbl, row.uid, line) if row.tbl in LEDGERS else ()
    return Entry(head["ts"], people.get(head["by"], ""), head["d"], head["why"], head["op"], head["src"], row.tbl, row.uid,
                 tuple(changes))


def _brought(source: Source, row: Any) -> list[Entry]:
    """What happened to a household in its former village: the township wrote it down when it moved the household."""
    ledger = LEDGERS.get(row.tbl)
    entries = json.loads(row.line)["was"] if ledger else []
    return [
        Entry(at, by, "", label, "", "entry", row.tbl, row.uid, tuple(
            (ledger.__fields__[name].label, "", _show(source, ledger, name, value))
            for name, value in values.items() if ledger and name in ledger.__fields__))
        for at, by, label, values in reversed(entries)
    ]


def _changes(connection: Connection, source: Source, tbl: str, uid: str, line: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    ledger, found = LEDGERS[tbl], []
    parents = line.get("p", {})
    known = rids_of(connection, {h for heads in parents.values() for h in heads})
    for name, value in line.get("v", {}).items():
        old = None
        for h in parents.get(name, ())[:1]:
            old = line_of(connection, known[h], tbl, uid).get("v", {}).get(name) if h in known else None
        if name in PSEUDO:
            found.append(_of_row(name, value))
        elif line.get("erased") and name in ledger.__fields__:
            found.append((ledger.__fields__[name].label, "", ERASED))
        elif name in ledger.__fields__ and (parents or value is not None):
            found.append((ledger.__fields__[name].label, _show(source, ledger, name, old), _show(source, ledger, name, value)))
    return found


def _of_row(name: str, value: Any) -> tuple[str, str, str]:
    """What was said of the whole row."""
    if name == GONE:
        return ("撤掉", "", str(value[1])) if value else ("恢复", "", "恢复了")
    if name == INTO:
        return ("并户并人", "", "并到另一条") if value else ("并户并人", "", "重新分开")
    return ("迁移", "", "迁往别的村")


def _show(source: Source, ledger: type[Ledger], name: str, stored: Any) -> str:
    field = ledger.__fields__[name]
    if field.to and stored:
        return names_of(source, field.to, {stored}).get(stored, "")
    return field.kind.show(field.kind.load(stored))
