"""A household moves to another village of the township and takes its rows and their history along (settled 17).

Two lines a row: in the old village's chain that it went, in the new one's all it has. No line of the old village goes to
the new one, so the township writes what happened before into the line itself (`was`), to be read, never to be folded.

What goes along is what a household is: itself and what is edited inside it. What its village did, and only names the
household (an appeal, a disaster, a look at the water), stays with the village: it is in that village's figures and files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.kernel import Ledger, UserMistake, parent_field, stored_fields
from models.ledgers import LEDGERS
from models.store.ids import EVERYWHERE, village_uid
from models.store.journal import tables as t
from models.store.journal.heads import EVERY, PSEUDO, SCOPE, all_heads, every_rid, heads
from models.store.journal.lines import parsed, salt
from models.store.journal.rows import Key, chunks, load_fv, named
from models.store.journal.seal import elsewhere
from models.store.query import names_of
from models.store.source import Source
from models.store.unit import Unit, unit_of_work

if TYPE_CHECKING:
    from models.store.store import Store

FOLLOWED = "随户迁来"
NOTE = "note"  # 备注, wherever a ledger has one
_MOST_ENTRIES = 2000  # of one row; what is older stays readable at the township


def move(store: Store, household: str, to_scope: str, reason: str) -> str:
    """Give a household and all its rows to another village; returns the operation. Only above the villages."""
    if store.role == "village":
        raise UserMistake("一户迁到别的村，由镇里来迁。请告诉镇里是哪一户、迁到哪个村。")
    if not reason.strip():
        raise UserMistake("请写一句为什么迁，比如“婚嫁”“易地搬迁”。")
    with unit_of_work(store, f"迁往别的村：{reason.strip()}") as unit:
        source = Source(unit.connection, LEDGERS)
        row = source.get("household", household)
        if row is None:
            raise UserMistake("农户里没有这一户，可能已经撤掉了，请核对。")
        if source.get("village", village_uid(to_scope)) is None:
            raise UserMistake("要迁去的村还没有在本镇的台账里，请核对代码，或者先收一次那个村的包。")
        if row["scope"] == to_scope:
            raise UserMistake("这一户本来就在这个村，不用迁。")
        keys = list(_tree(source, "household", row))
        fvs = load_fv(unit.connection, keys)
        going = {uid for _, uid in keys}
        for key in keys:
            _move_row(unit, key, fvs[key], row["scope"], to_scope, going)
        return unit.operation


def follow(store: Store, touched: Iterable[Key]) -> int:
    """What the old village wrote under a household before it heard of the move goes after it; returns how many rows.

    The township's move stands for all the household's rows, so nobody is asked again.
    """
    found = list(_left_behind(store, touched)) if store.role != "village" else []
    if not found:
        return 0
    with unit_of_work(store, FOLLOWED, source="sync") as unit:
        fvs = load_fv(unit.connection, [key for key, _, _ in found])
        going = {uid for (_, uid), _, _ in found}
        for key, old, new in found:
            _move_row(unit, key, fvs[key], old, new, going)
    return len(found) + follow(store, _children(store, [key for key, _, _ in found]))


def _left_behind(store: Store, touched: Iterable[Key]) -> Iterator[tuple[Key, str, str]]:
    """Live rows whose parent is in another village: the row, its village and its parent's."""
    by_ledger: dict[str, list[str]] = {}
    for tbl, uid in touched:
        by_ledger.setdefault(tbl, []).append(uid)
    with store.reader.connect() as connection:
        for tbl, uids in sorted(by_ledger.items()):
            link = parent_field(LEDGERS[tbl]) if tbl in LEDGERS else None
            if link is None or link.to in (None, "village"):
                continue
            row: Any = LEDGERS[tbl].__table__
            over: Any = LEDGERS[str(link.to)].__table__
            apart = (row.c.scope != over.c.scope) & row.c.removed_at.is_(None) & over.c.removed_at.is_(None)
            for part in chunks(sorted(uids), 500):
                rows = connection.execute(select(row.c.uid, row.c.scope, over.c.scope)
                                          .join(over, over.c.uid == row.c[link.name]).where(row.c.uid.in_(part), apart))
                yield from (((tbl, uid), old, new) for uid, old, new in rows)


def _children(store: Store, keys: Iterable[Key]) -> list[Key]:
    """What is edited inside these rows."""
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS)
        return [(child.__tablename__, one["uid"]) for tbl, uid in keys for child in LEDGERS.values()
                if (link := parent_field(child)) is not None and link.to == tbl
                for one in source.children(child.__tablename__, link.name, uid)]


def _tree(source: Source, ledger: str, row: Mapping[str, Any]) -> Iterator[Key]:
    """The row, what is edited inside it, and the notes and photos that name one of these; parents first."""
    yield ledger, row["uid"]
    for child in LEDGERS.values():
        parent = parent_field(child)
        if parent is not None and parent.to == ledger:
            for one in source.children(child.__tablename__, parent.name, row["uid"]):
                yield from _tree(source, child.__tablename__, one)
    for name, other in LEDGERS.items():
        if {"ledger", "row"} <= other.__fields__.keys():
            yield from ((name, one["uid"]) for one in source.children(name, "row", row["uid"]))


def _move_row(unit: Unit, key: Key, fv: Mapping[str, Any], old: str, new: str, going: set[str]) -> None:
    connection, (tbl, uid) = unit.connection, key
    names = named(connection, every_rid(fv))
    moves = sorted(names[rid][0] for rid in heads(fv, SCOPE))
    went = {"t": tbl, "i": uid, "z": salt(), "v": {SCOPE: new}, "p": {SCOPE: moves}}
    unit.record(old, went | elsewhere(moves, old, names))
    values = _values(connection, LEDGERS[tbl], uid, new, going)
    # All that the new village still has of it from an earlier stay is passed as well.
    seen = sorted({names[rid][0] for rid in all_heads(fv)} | set(_lines_in(connection, key, new)))
    came: dict[str, Any] = {"t": tbl, "i": uid, "z": salt(), "v": values, "p": {EVERY: seen}}
    if moves:  # it has been here before: what said that it went away is answered
        came["v"] |= {SCOPE: new}
        came["p"] |= {SCOPE: moves}
    came |= elsewhere({*seen, *moves}, new, names)
    unit.record(new, came | {"was": list(_history(connection, key))[-_MOST_ENTRIES:]})


def _lines_in(connection: Connection, key: Key, scope: str) -> list[str]:
    """The transactions of a village that ever wrote this row."""
    rows = connection.execute(
        select(t.journal.c.h).join(t.line, t.line.c.rid == t.journal.c.rid)
        .where(t.line.c.tbl == key[0], t.line.c.uid == key[1], t.journal.c.scope == scope))
    return [h for (h,) in rows]


def _values(connection: Connection, ledger: type[Ledger], uid: str, new: str, going: set[str]) -> dict[str, Any]:
    """All columns; a link to a row that stays behind would wait there for ever: it is let go, and its name noted."""
    table: Any = ledger.__table__
    row = connection.execute(select(table).where(table.c.uid == uid)).mappings().one()
    found = {f.name: row[f.name] for f in stored_fields(ledger)}
    for f in stored_fields(ledger):
        if f.to == "village":
            found[f.name] = village_uid(new)
        elif f.to and found[f.name] and found[f.name] not in going and _home(connection, f.to, found[f.name]) not in (EVERYWHERE, new):
            stayed = names_of(Source(connection, LEDGERS), f.to, [found[f.name]])[found[f.name]]
            found |= {f.name: None} | _noted(ledger, found, f"迁来前{f.label}是{stayed}。" if stayed else "")
    return found


def _noted(ledger: type[Ledger], found: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What the new village cannot see stands in the row's own words, where there is room for it."""
    note = ledger.__fields__.get(NOTE)
    whole = f"{found.get(NOTE) or ''}{text}"
    return {NOTE: whole} if text and note is not None and len(whole) <= note.kind.limit else {}


def _home(connection: Connection, ledger: str, uid: str) -> str | None:
    table: Any = LEDGERS[ledger].__table__
    return connection.execute(select(table.c.scope).where(table.c.uid == uid)).scalar()


def _history(connection: Connection, key: Key) -> Iterable[list[Any]]:
    """[moment, who, label, {field: value}] of every line of the row so far, oldest first; what it brought along before too."""
    rows = connection.execute(
        select(t.line.c.n, t.line.c.line, t.journal.c.head, t.journal.c.sv).join(t.journal, t.journal.c.rid == t.line.c.rid)
        .where(t.line.c.tbl == key[0], t.line.c.uid == key[1]).order_by(t.line.c.rid)).all()
    heads_ = [json.loads(row.head) for row in rows]
    people = names_of(Source(connection, LEDGERS), "operator", {head["by"] for head in heads_})
    for (n, line, _, schema), head in zip(rows, heads_, strict=True):
        if not n and '"was":[' in line:
            yield from json.loads(line)["was"]
            continue
        values = {name: value for name, value in parsed(line, schema, key)["v"].items()
                  if name not in PSEUDO and value is not None}
        if values:
            yield [head["ts"], people.get(head["by"], ""), head["why"], values]
