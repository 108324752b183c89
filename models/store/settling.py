"""Deciding what two places remember differently: one value for a field, a row kept or taken away, two rows made one.

Each is a line like others: its author has seen all heads, so it stands above them on every replica, whatever comes late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.kernel import UserMistake, parent_field, stored_fields
from models.ledgers import LEDGERS
from models.store import checking
from models.store.journal import tables as t
from models.store.journal.heads import GONE, INTO, PSEUDO, all_heads, every_rid
from models.store.journal.lines import salt
from models.store.journal.reading import Lines, RowReader
from models.store.journal.rows import Key, load_fv, named
from models.store.journal.seal import elsewhere, parents_of
from models.store.links import Links
from models.store.source import Source
from models.store.unit import Unit, unit_of_work

if TYPE_CHECKING:
    from models.store.store import Store

SOURCE = "resolve"
NO_REASON = "请写一句理由。"


def settle(store: Store, ledger: str, uid: str, field: str | None, *, value: Any, reason: str, stored: bool = False) -> str:
    """Give a field that stands apart one value; returns the operation.

    field None: value True keeps the row, False takes it away. value is raw like a form's and goes through the ledger's
    check; with stored=True it is in storage form and taken as it is, for it is one of the values that were kept.
    """
    reason = _reason(reason)
    told = LEDGERS[ledger].__fields__.get(field or "")
    label = told.label if told else LEDGERS[ledger].__ledger__.title
    with unit_of_work(store, f"定下“{label}”：{reason}", source=SOURCE) as unit:
        settle_in(unit, ledger, uid, field, value=value, reason=reason, stored=stored)
        return unit.operation


def settle_in(unit: Unit, ledger: str, uid: str, field: str | None, *, value: Any, reason: str, stored: bool = False) -> None:
    """`settle` inside an operation that decides more than this."""
    if field is None:
        name, given = GONE, None if value else [unit.store.now().isoformat(timespec="seconds"), reason]
    else:
        name, given = field, value if stored or field in PSEUDO else _checked(unit, ledger, uid, field, value)
    say(unit, (ledger, uid), {name: given})


def _checked(unit: Unit, ledger: str, uid: str, field: str, value: Any) -> Any:
    source = Source(unit.connection, LEDGERS)
    checked = checking.Checker(unit.store, source, Links(source)).check(ledger, {field: value}, source.get(ledger, uid))
    if checked.refused:
        raise UserMistake(checked.refused)
    return LEDGERS[ledger].__fields__[field].kind.dump(checked.values.get(field))


def say(unit: Unit, key: Key, values: Mapping[str, Any]) -> None:
    """Record values of a row, having seen everything that stands in these fields."""
    connection, (tbl, uid) = unit.connection, key
    fv = load_fv(connection, [key]).get(key, {})
    names = named(connection, every_rid(fv))
    scope = scope_of(connection, key)
    change: dict[str, Any] = {"t": tbl, "i": uid, "z": salt(), "v": dict(values), "p": parents_of(fv, values, names)}
    if values.get(GONE):
        change["seen"] = sorted({names[rid][0] for rid in all_heads(fv)})
    hashes = {h for found in change["p"].values() for h in found} | set(change.get("seen", ()))
    unit.record(scope, change | elsewhere(hashes, scope, names))


def scope_of(connection: Connection, key: Key) -> str:
    """The village of a row, removed or not."""
    table: Any = LEDGERS[key[0]].__table__
    scope = connection.execute(select(table.c.scope).where(table.c.uid == key[1])).scalar()
    if scope is None:
        raise UserMistake(f"{LEDGERS[key[0]].__ledger__.title}里没有这一条，请核对是哪一条。")
    return str(scope)


def merge(store: Store, ledger: str, loser: str, winner: str, *, fill: Mapping[str, Any] | None = None, reason: str) -> str:
    """Make two rows one with all their rows; returns the operation.

    What stays has the winner's values, its blanks from the loser, and `fill` (raw) over both. Members of two households
    that have the same certificate become one in the same operation. Raises UserMistake when they cannot be one.
    """
    reason = _reason(reason)
    title = LEDGERS[ledger].__ledger__.title
    with unit_of_work(store, f"合并{title}：{reason}", source=SOURCE) as unit:
        merge_in(unit, ledger, loser, winner, fill=fill)
        return unit.operation


def merge_in(unit: Unit, ledger: str, loser: str, winner: str, *, fill: Mapping[str, Any] | None = None) -> None:
    """`merge` inside an operation that does more than this."""
    source = Source(unit.connection, LEDGERS)
    one, other = source.get(ledger, winner), source.get(ledger, loser)
    if one is None or other is None or winner == loser:
        raise UserMistake("要合并的两条里有一条找不到了，可能已经并过或撤掉了，请刷新再看。")
    if one["scope"] != other["scope"]:
        raise UserMistake("这两条不在同一个村。先把一户迁过去，再合并。")
    for name, value in (fill or {}).items():
        if name not in LEDGERS[ledger].__fields__:
            raise UserMistake(f"没有“{name}”这一栏，请核对。")
        one[name] = LEDGERS[ledger].__fields__[name].kind.load(_checked(unit, ledger, winner, name, value))
    _join(unit, source, ledger, one, other)
    if ledger == "household":
        for kept, left in _same_people(source, winner, loser):
            _join(unit, source, "person", kept, left)


def _join(unit: Unit, source: Source, ledger: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    stays = first_written(unit.connection, ledger, (one["uid"], other["uid"]))
    parent = parent_field(LEDGERS[ledger])
    fields = [f for f in stored_fields(LEDGERS[ledger]) if parent is None or f.name != parent.name]
    wanted = {f.name: one[f.name] if one[f.name] is not None else other[f.name] for f in fields}
    there = one if stays == one["uid"] else other
    changed = {name: LEDGERS[ledger].__fields__[name].kind.dump(value) for name, value in wanted.items() if there[name] != value}
    if changed:
        say(unit, (ledger, stays), changed)
    say(unit, (ledger, other["uid"]), {INTO: one["uid"]})


def _same_people(source: Source, winner: str, loser: str) -> Iterable[tuple[Any, Any]]:
    here = {row["id_no"]: row for row in source.children("person", "household", winner) if row["id_no"]}
    for row in source.children("person", "household", loser):
        if row["id_no"] in here:
            yield here[row["id_no"]], row


def first_written(connection: Connection, ledger: str, uids: Iterable[str]) -> str:
    """Which of several rows stays when they are made one: the same on every replica."""
    fvs = load_fv(connection, [(ledger, uid) for uid in uids])
    lines = Lines(connection, fvs)
    return min(fvs, key=lambda key: RowReader(lines, key).born())[1]


def unmerge(store: Store, ledger: str, uid: str, reason: str) -> str:
    """Part the rows that were made one with this row; returns the operation."""
    reason = _reason(reason)
    with unit_of_work(store, f"重新分开{LEDGERS[ledger].__ledger__.title}：{reason}", source=SOURCE) as unit:
        a = t.alias.c
        arrows = unit.connection.execute(
            select(a.uid).where(a.tbl == ledger, a.into.is_not(None), (a.uid == uid) | (a.into == uid) | (a.canon == uid)))
        found = [row for (row,) in arrows]
        if not found:
            raise UserMistake("这一条没有和别的合并过，不用分开。")
        for one in found:
            say(unit, (ledger, one), {INTO: None})
        return unit.operation


def _reason(reason: str) -> str:
    if not reason.strip():
        raise UserMistake(NO_REASON)
    return reason.strip()

