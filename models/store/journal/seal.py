"""Turning what the triggers caught into chained transactions, in the same database transaction, just before COMMIT.

One change a row and unit of work, in order of first touch. What the triggers saw as the old value is compared with the
value that was folded last: a difference means that a write went past capture, and is an alarm (sync.md B.3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from models.kernel import Ledger, stored_fields
from models.store.journal import tables as t
from models.store.journal.heads import EVERY, GONE, Fv, all_heads, heads
from models.store.journal.lines import MAX_CHANGES, encode, hash_of, salt
from models.store.journal.rows import chunks, hashes_of, load_fv, save_fv


@dataclass(frozen=True)
class Stamp:
    """Who, when, on which device and why: what goes into every head line of one operation."""

    device: str
    authority: int
    at: str
    by: str
    schema: int
    op: str
    source: str
    undoes: str | None
    label: str


@dataclass
class Touched:
    """One row of a unit of work: whether it is new, and the net old and new of its changed columns."""

    tbl: str
    uid: str
    added: bool = False
    net: dict[str, list[Any]] = field(default_factory=dict)


def collect(connection: Connection) -> list[Touched]:
    """sync_raw as one entry a row, in order of first touch, emptied."""
    found: dict[tuple[str, str], Touched] = {}
    for _, tbl, uid, op, ch in connection.execute(select(t.raw).order_by(t.raw.c.id)):
        touched = found.setdefault((tbl, uid), Touched(tbl, uid))
        if op == "i":
            touched.added = True
        elif not touched.added:
            for name, (old, new) in json.loads(ch).items():
                touched.net.setdefault(name, [old, new])[1] = new
    if found:
        connection.execute(delete(t.raw))
    for touched in found.values():
        touched.net = {name: pair for name, pair in touched.net.items() if pair[0] != pair[1]}
    return [touched for touched in found.values() if touched.added or touched.net]


def seal(connection: Connection, ledgers: Mapping[str, type[Ledger]], stamp: Stamp) -> list[Touched]:
    """Write the journal of this unit of work; returns the rows that it touched."""
    touched = collect(connection)
    rows = _current(connection, ledgers, touched)
    by_scope: dict[str, list[Touched]] = {}
    for one in touched:
        by_scope.setdefault(rows[one.tbl, one.uid]["scope"], []).append(one)
    for scope, group in by_scope.items():
        for part in chunks(group, MAX_CHANGES):
            _write(connection, ledgers, stamp, scope, part, rows)
    return touched


def _current(
    connection: Connection, ledgers: Mapping[str, type[Ledger]], touched: Iterable[Touched]
) -> dict[tuple[str, str], Mapping[str, Any]]:
    by_table: dict[str, list[str]] = {}
    for one in touched:
        by_table.setdefault(one.tbl, []).append(one.uid)
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for tbl, uids in by_table.items():
        table = ledgers[tbl].__table__
        for part in chunks(uids, 500):
            for values in connection.execute(select(table).where(table.c.uid.in_(part))).mappings():
                found[tbl, values["uid"]] = dict(values)
    return found


def _write(
    connection: Connection, ledgers: Mapping[str, type[Ledger]], stamp: Stamp, scope: str,
    touched: Sequence[Touched], rows: Mapping[tuple[str, str], Mapping[str, Any]],
) -> None:
    fvs = load_fv(connection, [(one.tbl, one.uid) for one in touched])
    names = hashes_of(connection, {rid for fv in fvs.values() for rid in _rids(fv)})
    lines = [encode(_change(ledgers[one.tbl], one, rows[one.tbl, one.uid], fvs.get((one.tbl, one.uid), {}), names))
             for one in touched]
    rid = append(connection, stamp, scope, lines, [(one.tbl, one.uid) for one in touched])
    for one in touched:
        fv = fvs.setdefault((one.tbl, one.uid), {})
        if one.added:
            fv[EVERY] = rid
        for name in one.net:
            fv[GONE if name in ("removed_at", "removed_why") else name] = rid
    save_fv(connection, fvs)


def _rids(fv: Fv) -> set[int]:
    return {rid for name in fv for rid in heads(fv, name)}


def _change(
    ledger: type[Ledger], one: Touched, row: Mapping[str, Any], fv: Fv, names: Mapping[int, str]
) -> dict[str, Any]:
    change: dict[str, Any] = {"t": one.tbl, "i": one.uid, "z": salt()}
    if one.added:
        return change | {"v": {f.name: row[f.name] for f in stored_fields(ledger)}, "p": {}}
    values = {name: pair[1] for name, pair in one.net.items() if name not in ("removed_at", "removed_why")}
    parents = {name: sorted(names[rid] for rid in heads(fv, name)) for name in values}
    if "removed_at" in one.net or "removed_why" in one.net:
        values[GONE] = [row["removed_at"], row["removed_why"]] if row["removed_at"] else None
        parents[GONE] = sorted(names[rid] for rid in heads(fv, GONE))
        if row["removed_at"]:
            change["seen"] = sorted({names[rid] for rid in all_heads(fv)})
    return change | {"v": values, "p": parents}


def append(
    connection: Connection, stamp: Stamp, scope: str, lines: Sequence[str], rows: Sequence[tuple[str, str]]
) -> int:
    """Write one transaction of our own to its chain; returns its rid."""
    last = connection.execute(
        select(t.tip.c.h, t.tip.c.seq).where(t.tip.c.dev == stamp.device, t.tip.c.scope == scope)
        .order_by(t.tip.c.seq.desc())
    ).first()
    lam = (connection.execute(select(t.journal.c.lam).order_by(t.journal.c.lam.desc()).limit(1)).scalar() or 0) + 1
    head = encode({
        "d": stamp.device, "s": scope, "n": (last.seq if last else 0) + 1, "prev": last.h if last else None, "lam": lam,
        "ts": stamp.at, "by": stamp.by, "a": stamp.authority, "sv": stamp.schema, "op": stamp.op, "src": stamp.source,
        "un": stamp.undoes, "why": stamp.label, "k": len(lines),
    })
    h = hash_of(head, lines)
    rid = store_transaction(connection, h, head, lines, rows, received=None)
    if last:
        connection.execute(delete(t.tip).where(t.tip.c.dev == stamp.device, t.tip.c.scope == scope, t.tip.c.h == last.h))
    connection.execute(insert(t.tip).values(dev=stamp.device, scope=scope, h=h, seq=(last.seq if last else 0) + 1))
    return rid


def store_transaction(
    connection: Connection, h: str, head_line: str, lines: Sequence[str], rows: Sequence[tuple[str, str]],
    *, received: str | None,
) -> int:
    """Put one transaction, ours or another's, into the journal as it was written; returns its local number."""
    head = json.loads(head_line)
    result = connection.execute(insert(t.journal).values(
        h=h, dev=head["d"], scope=head["s"], seq=head["n"], prev=head["prev"], lam=head["lam"], sv=head["sv"],
        op=head["op"], recv_pkg=received, head=head_line,
    ))
    rid = int(result.inserted_primary_key[0])  # type: ignore[index]
    if lines:
        connection.execute(insert(t.change), [
            {"rid": rid, "i": i, "tbl": tbl, "uid": uid, "line": line}
            for i, ((tbl, uid), line) in enumerate(zip(rows, lines, strict=True), 1)
        ])
    return rid
