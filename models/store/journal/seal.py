"""Turning what the triggers caught into chained transactions, in the same database transaction, just before COMMIT.

One change a row and unit of work, in order of first touch. What no table can say (taken for another row, moved to
another village, a disagreement decided) is handed over as finished changes by `record`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, select

from models.kernel import Ledger, stored_fields
from models.store.journal import tables as t
from models.store.journal.chain import Stamp, append
from models.store.journal.heads import GONE, Fv, agreed, all_heads, every_rid, fold_change, heads
from models.store.journal.lines import MAX_CHANGES, encode, salt
from models.store.journal.rows import Key, chunks, load_fv, named, rids_of, save_fv

__all__ = ["Stamp", "Touched", "parents_of", "record", "seal"]
_REMOVAL = ("removed_at", "removed_why")
_CAUGHT, _EMPTY = select(t.raw).order_by(t.raw.c.id), delete(t.raw)


@dataclass
class Touched:
    """One row of a unit of work: whether it is new, and the net old and new of its changed columns."""

    tbl: str
    uid: str
    added: bool = False
    net: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Table and uid."""
        return self.tbl, self.uid


def collect(connection: Connection) -> list[Touched]:
    """sync_raw as one entry a row, in order of first touch, emptied."""
    found: dict[Key, Touched] = {}
    for _, tbl, uid, op, ch in connection.execute(_CAUGHT):
        touched = found.setdefault((tbl, uid), Touched(tbl, uid))
        if op == "i":
            touched.added = True
        elif not touched.added:
            for name, (old, new) in json.loads(ch).items():
                touched.net.setdefault(name, [old, new])[1] = new
    if found:
        connection.execute(_EMPTY)
    for touched in found.values():
        touched.net = {name: pair for name, pair in touched.net.items() if pair[0] != pair[1]}
    return [touched for touched in found.values() if touched.added or touched.net]


def seal(connection: Connection, ledgers: Mapping[str, type[Ledger]], stamp: Stamp) -> tuple[list[Touched], set[Key]]:
    """Write the journal of this unit of work; returns the rows that it touched, and those that must be read anew."""
    touched = collect(connection)
    rows = _current(connection, ledgers, touched)
    fvs = load_fv(connection, [one.key for one in touched if not one.added])
    apart = {key for key, fv in fvs.items() if not agreed(fv)}
    by_scope: dict[str, list[Touched]] = {}
    for one in touched:
        by_scope.setdefault(rows[one.key]["scope"], []).append(one)
    names = named(connection, {rid for fv in fvs.values() for rid in every_rid(fv)})
    for scope, group in by_scope.items():
        changes = [_change(ledgers[one.tbl], one, rows[one.key], fvs.get(one.key, {}), scope, names) for one in group]
        _write(connection, stamp, scope, changes, fvs, {h: rid for rid, (h, _) in names.items()})
    save_fv(connection, fvs)
    return touched, apart


def record(connection: Connection, stamp: Stamp, scope: str, changes: Sequence[Mapping[str, Any]]) -> None:
    """Journal finished changes of our own; the rows are brought up to them by `shown.write`."""
    fvs = load_fv(connection, [(change["t"], change["i"]) for change in changes])
    seen = {h for change in changes for hashes in change["p"].values() for h in hashes}
    _write(connection, stamp, scope, changes, fvs, rids_of(connection, seen))
    save_fv(connection, fvs)


def _current(
    connection: Connection, ledgers: Mapping[str, type[Ledger]], touched: Iterable[Touched]
) -> dict[Key, Mapping[str, Any]]:
    by_table: dict[str, list[str]] = {}
    for one in touched:
        by_table.setdefault(one.tbl, []).append(one.uid)
    found: dict[Key, Mapping[str, Any]] = {}
    for tbl, uids in by_table.items():
        table = ledgers[tbl].__table__
        for part in chunks(uids, 500):
            for values in connection.execute(select(table).where(table.c.uid.in_(part))).mappings():
                found[tbl, values["uid"]] = dict(values)
    return found


def _write(
    connection: Connection, stamp: Stamp, scope: str, changes: Sequence[Mapping[str, Any]], fvs: dict[Key, Fv],
    known: Mapping[str, int],
) -> None:
    """Append the changes to the chain, at most MAX_CHANGES a transaction, and take them into the heads."""
    for part in chunks(changes, MAX_CHANGES):
        keys = [(change["t"], change["i"]) for change in part]
        rid, h = append(connection, stamp, scope, [encode(change) for change in part], keys)
        for key, change in zip(keys, part, strict=True):
            fold_change(fvs.setdefault(key, {}), rid, h, change, known)


def parents_of(fv: Fv, fields: Iterable[str], names: Mapping[int, tuple[str, str]]) -> dict[str, list[str]]:
    """What the author of a change sees in each of these fields: the hashes of its heads."""
    return {name: sorted(names[rid][0] for rid in heads(fv, name)) for name in fields}


def elsewhere(hashes: Iterable[str], scope: str, names: Mapping[int, tuple[str, str]]) -> dict[str, list[str]]:
    """`o` of a change: those of its parents that stand in another place's chains and may come later or never."""
    homes = dict(names.values())
    found = sorted({h for h in hashes if homes.get(h, scope) != scope})
    return {"o": found} if found else {}


def _change(
    ledger: type[Ledger], one: Touched, row: Mapping[str, Any], fv: Fv, scope: str, names: Mapping[int, tuple[str, str]]
) -> dict[str, Any]:
    change: dict[str, Any] = {"t": one.tbl, "i": one.uid, "z": salt()}
    if one.added:
        return change | {"v": {f.name: row[f.name] for f in stored_fields(ledger)}, "p": {}}
    values = {name: pair[1] for name, pair in one.net.items() if name not in _REMOVAL}
    if not one.net.keys().isdisjoint(_REMOVAL):
        values[GONE] = [row["removed_at"], row["removed_why"]] if row["removed_at"] else None
    parents = parents_of(fv, values, names)
    if values.get(GONE):
        change["seen"] = sorted({names[rid][0] for rid in all_heads(fv)})
    hashes = {h for found in parents.values() for h in found} | set(change.get("seen", ()))
    return change | {"v": values, "p": parents} | elsewhere(hashes, scope, names)
