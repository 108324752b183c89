"""Taking back an operation, and taking that back: always a new operation, never an erasure (sync.md, difference 14).

What a later operation has touched is kept and named; the rest goes back. Undo is per device and operator.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.kernel import UserMistake, parent_field
from models.ledgers import LEDGERS
from models.store.journal import tables as t
from models.store.journal.heads import AHEAD, GONE, INTO, PSEUDO, SCOPE, Rank, heads, winner
from models.store.journal.lines import parsed, salt
from models.store.journal.rows import Key, head_of, line_of, load_fv, named, rids_of
from models.store.unit import Unit, unit_of_work

if TYPE_CHECKING:
    from models.store.store import Store

_BACK = {"entry", "import", "resolve"}
# Printing leaves a row, but nothing that a cadre typed: 撤回 after it means what was typed before.
_NOT_TYPED = ("kept_return",)
_UNDO = "undo"
WHY = "撤回"
_FOUNDING = "建账"


@dataclass(frozen=True)
class Step:
    """An operation that can be taken back, with the words for the menu."""

    operation: str
    label: str


@dataclass(frozen=True)
class Undone:
    """What was taken back, by which operation, and the rows that were kept because somebody has worked on them."""

    undone: Step
    operation: str | None
    kept: tuple[tuple[str, str, str], ...]


def _own_heads(connection: Connection, store: Store) -> Iterable[dict[str, Any]]:
    rows = connection.execute(
        select(t.journal.c.head).where(t.journal.c.dev == store.device).order_by(t.journal.c.rid.desc()))
    for (head,) in rows:
        parsed: dict[str, Any] = json.loads(head)
        if parsed["by"] == store.operator:
            yield parsed


def undoable(store: Store) -> Step | None:
    """The last operation of ours that still stands: neither taken back nor itself a taking back."""
    return _last(store, redo=False)


def redoable(store: Store) -> Step | None:
    """The last undo, when nothing was done since."""
    return _last(store, redo=True)


def _last(store: Store, *, redo: bool) -> Step | None:
    taken: set[str] = set()
    with store.reader.connect() as connection:
        for head in _own_heads(connection, store):
            if head["un"]:
                if head["op"] not in taken and redo and not _took_back_an_undo(connection, head):
                    return Step(head["op"], head["why"])
                if head["op"] not in taken:
                    taken.add(head["un"])
                continue
            if not _typed(connection, head["op"]):
                continue
            if redo:
                return None
            if head["op"] not in taken and head["src"] in _BACK and head["why"] != _FOUNDING:
                return Step(head["op"], head["why"])
    return None


def _took_back_an_undo(connection: Connection, head: Mapping[str, Any]) -> bool:
    """Redo is the undo of an undo (sync.md, difference 14): what it took back had itself taken something back."""
    taken = connection.execute(select(t.journal.c.head).where(t.journal.c.op == head["un"])).scalar()
    return taken is not None and json.loads(taken)["un"] is not None


def _typed(connection: Connection, operation: str) -> bool:
    found = select(t.change.c.rid).join(t.journal, t.journal.c.rid == t.change.c.rid)
    return connection.execute(
        found.where(t.journal.c.op == operation, t.change.c.tbl.not_in(_NOT_TYPED)).limit(1)).first() is not None


def undo(store: Store, operation: str | None = None) -> Undone:
    """Take an operation back; the last one when none is named. Raises UserMistake when there is nothing to take."""
    step = _named(store, operation) if operation else undoable(store)
    if step is None:
        raise UserMistake("没有可以撤回的了。")
    return _reverse(store, step, f"{WHY}“{step.label}”")


def redo(store: Store) -> Undone:
    """Take the last undo back."""
    step = redoable(store)
    if step is None:
        raise UserMistake("没有可以恢复的了。")
    return _reverse(store, step, step.label.removeprefix(f"{WHY}“").removesuffix("”"))


def _named(store: Store, operation: str) -> Step:
    with store.reader.connect() as connection:
        found = connection.execute(select(t.journal.c.head).where(t.journal.c.op == operation)).scalar()
    if found is None:
        raise UserMistake("没有这一次操作，请核对编号。")
    head = json.loads(found)
    if (head["d"], head["by"]) != (store.device, store.operator):
        raise UserMistake("这一次不是您在这台电脑上记的，不能整批撤回。请记的人来撤，或者逐条改。")
    if head["why"] == _FOUNDING:
        raise UserMistake("建账这一次不能撤回。")
    return Step(operation, head["why"])


def _reverse(store: Store, step: Step, label: str) -> Undone:
    kept: list[tuple[str, str, str]] = []
    with unit_of_work(store, label, source=_UNDO, undoes=step.operation) as unit:
        rows = unit.connection.execute(
            select(t.line.c.rid, t.line.c.n, t.line.c.tbl, t.line.c.uid, t.line.c.line, t.journal.c.sv, t.journal.c.scope)
            .join(t.journal, t.journal.c.rid == t.line.c.rid).where(t.journal.c.op == step.operation)
            .order_by(t.line.c.rid.desc(), t.line.c.i.desc(), t.line.c.n.desc())
        ).all()
        rids = {row.rid for row in rows}
        fvs = load_fv(unit.connection, [(row.tbl, row.uid) for row in rows])
        for row in rows:
            line = parsed(row.line, row.sv, (row.tbl, row.uid))
            if SCOPE in line["v"]:
                kept.append((row.tbl, row.uid, "已经迁到别的村，要回来请镇里再迁一次"))
            elif _touched_later(unit.connection, (row.tbl, row.uid), fvs[row.tbl, row.uid], line, rids):
                kept.append((row.tbl, row.uid, "后来又改过，留着没动"))
            elif _erased_before(unit.connection, row, line):
                kept.append((row.tbl, row.uid, "原来的内容已经按要求删去，留着没动"))
            elif row.n and line.get("p") and line["v"].keys() - PSEUDO:
                kept.append((row.tbl, row.uid, "升级以前写在农户里，请到这本台账里改"))
            elif not line.get("p") and _has_children(unit.connection, row.tbl, row.uid):
                kept.append((row.tbl, row.uid, "下面后来又记了别的，留着没动"))
            else:
                _take_back(unit, row, line, fvs[row.tbl, row.uid])
    return Undone(step, unit.operation if unit.wrote else None, tuple(kept))


def _touched_later(
    connection: Connection, key: Key, fv: Mapping[str, Any], line: Mapping[str, Any], rids: set[int]
) -> bool:
    """Whether a field of this line holds another value by now. A later undo that put this value back does not count."""
    names = {name for name in fv if name != AHEAD} if not line.get("p") else set(line["v"])
    later = ((name, rid) for name in names for rid in heads(fv, name) - rids)
    return any(not _put_back(connection, key, name, rid, line["v"].get(name)) for name, rid in later)


def _erased_before(connection: Connection, row: Any, line: Mapping[str, Any]) -> bool:
    """Whether what stood there before is a tombstone by now: it says nothing, and nothing is not what stood there."""
    before = {h for name, hashes in (line.get("p") or {}).items() if name not in PSEUDO for h in hashes}
    return any(line_of(connection, rid, row.tbl, row.uid).get("erased") for rid in rids_of(connection, before).values())


def _put_back(connection: Connection, key: Key, name: str, rid: int, value: Any) -> bool:
    return bool(head_of(connection, rid)["src"] == _UNDO and line_of(connection, rid, *key)["v"].get(name) == value)


def _has_children(connection: Connection, tbl: str, uid: str) -> bool:
    """Rows of the same operation were taken back before: an operation is undone from its end."""
    for child in LEDGERS.values():
        parent = parent_field(child)
        if parent is not None and parent.to == tbl:
            table: Any = child.__table__
            here = (table.c[parent.name] == uid) & table.c.removed_at.is_(None)
            if connection.execute(select(table.c.uid).where(here).limit(1)).first():
                return True
    return False


def _take_back(unit: Unit, row: Any, line: Mapping[str, Any], fv: Mapping[str, Any]) -> None:
    tbl, uid, values, parents = row.tbl, row.uid, line["v"], line.get("p", {})
    if INTO in values:
        before = next(iter(_values_before(unit, row, INTO, parents)), None)
        seen = sorted(h for h, _ in named(unit.connection, heads(fv, INTO)).values())
        unit.record(row.scope, {"t": tbl, "i": uid, "z": salt(), "v": {INTO: before}, "p": {INTO: seen}})
    if not parents:
        unit.remove(tbl, uid, WHY)
        return
    if GONE in values:
        if values[GONE]:
            unit.restore(tbl, uid)
        else:
            unit.remove(tbl, uid, WHY)
    fields = LEDGERS[tbl].__fields__
    known = rids_of(unit.connection, {h for found in parents.values() for h in found})
    old = {name: _old(unit, row, name, parents.get(name, ()), known) for name in values if name not in PSEUDO}
    if old:
        unit.update(tbl, uid, {name: fields[name].kind.load(value) for name, value in old.items()})


def _values_before(unit: Unit, row: Any, name: str, parents: Mapping[str, Any]) -> Iterable[Any]:
    for rid in rids_of(unit.connection, parents.get(name, ())).values():
        yield line_of(unit.connection, rid, row.tbl, row.uid)["v"].get(name)


def _old(unit: Unit, row: Any, name: str, parents: Iterable[str], known: Mapping[str, int]) -> Any:
    """What was shown before: of several values that a decision has replaced, the one of the highest rank."""
    held = {known[h]: (head_of(unit.connection, known[h]), h) for h in parents}
    if not held:
        return None

    def rank(rid: int) -> Rank:
        head, h = held[rid]
        return head["s"] == row.scope, head["a"], head["lam"], head["d"], h

    return line_of(unit.connection, winner(held, rank), row.tbl, row.uid)["v"].get(name)
