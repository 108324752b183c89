"""Adding transactions to the journal: our own at the end of their chain, others' as they were written.

Numbers are given here, under the write lock: without gaps, and the same on every database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from models.migrations.upcasts import newest
from models.store import bulk
from models.store.journal import tables as t
from models.store.journal.lines import FURTHEST, Transaction, encode, hash_of, others
from models.store.journal.rows import Key


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


# Every save runs these; a statement that is built once is also compiled once.
_NUMBERS = select(select(func.max(t.journal.c.rid)).scalar_subquery(), select(func.max(t.journal.c.lam)).scalar_subquery())
_CHAIN = (t.tip.c.dev == bindparam("its_dev")) & (t.tip.c.scope == bindparam("its_scope"))
_END = select(t.tip.c.h, t.tip.c.seq).where(_CHAIN).order_by(t.tip.c.seq.desc(), t.tip.c.h)
_PASSED = delete(t.tip).where(_CHAIN, t.tip.c.h == bindparam("its_h"))


def next_numbers(connection: Connection) -> tuple[int, int]:
    """The next local number and the next Lamport counter, which stays at its end: a line beyond it is taken by nobody, and
    one forged line there would silence every office that has read it.
    """
    rid, lam = connection.execute(_NUMBERS).one()
    return (rid or 0) + 1, min((lam or 0) + 1, FURTHEST)


def append(connection: Connection, stamp: Stamp, scope: str, lines: Sequence[str], keys: Sequence[Key]) -> tuple[int, str]:
    """Write one transaction of our own to its chain; returns its number and hash."""
    mine = {"its_dev": stamp.device, "its_scope": scope}
    last = connection.execute(_END, mine).first()
    rid, lam = next_numbers(connection)
    n = (last.seq if last else 0) + 1
    head = {
        "d": stamp.device, "s": scope, "n": n, "prev": last.h if last else None, "lam": lam, "ts": stamp.at,
        "by": stamp.by, "a": stamp.authority, "sv": stamp.schema, "op": stamp.op, "src": stamp.source,
        "un": stamp.undoes, "why": stamp.label, "k": len(lines),
    }
    text = encode(head)
    h = hash_of(text, lines)
    bulk.insert(connection, t.journal, [journal_row(rid, h, head, text, None)])
    bulk.insert(connection, t.change, change_rows(rid, keys, lines))
    if last:
        connection.execute(_PASSED, mine | {"its_h": last.h})
    bulk.insert(connection, t.tip, [{"dev": stamp.device, "scope": scope, "h": h, "seq": n}])
    return rid, h


def journal_row(rid: int, h: str, head: Mapping[str, Any], text: str, package: str | None) -> dict[str, Any]:
    """One row of sync_journal."""
    return {"rid": rid, "h": h, "dev": head["d"], "scope": head["s"], "seq": head["n"], "prev": head["prev"],
            "lam": head["lam"], "sv": head["sv"], "op": head["op"], "recv_pkg": package, "head": text}


def change_rows(rid: int, keys: Sequence[Key], lines: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of sync_change of one transaction."""
    return [{"rid": rid, "i": i, "tbl": tbl, "uid": uid, "line": line}
            for i, ((tbl, uid), line) in enumerate(zip(keys, lines, strict=True), 1)]


def also_rows(rid: int, one: Transaction) -> list[dict[str, Any]]:
    """The rows of sync_also of one transaction: what its lines speak of besides their own row, as they are read today."""
    return [{"rid": rid, "i": i, "tbl": tbl, "uid": uid}
            for i, change in enumerate(one.changes, 1) for tbl, uid in others(change, one.head["sv"])]


class Arrivals:
    """Transactions on their way into the journal, written in one go at the end of a batch."""

    def __init__(self, connection: Connection, package: str | None) -> None:
        self._connection, self._package = connection, package
        self._next, _ = next_numbers(connection)
        self._journal: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._also: list[dict[str, Any]] = []
        self._tips: dict[str, dict[str, Any]] = {}
        self._passed: set[str] = set()

    def add(self, one: Transaction) -> int:
        """Number a transaction; its chain now ends in it."""
        rid, head = self._next, one.head
        self._next += 1
        self._journal.append(journal_row(rid, one.h, head, one.head_line, self._package))
        self._changes += change_rows(rid, [(change["t"], change["i"]) for change in one.changes], one.lines)
        if head["sv"] <= newest():
            self._also += also_rows(rid, one)
        self._tips[one.h] = {"dev": head["d"], "scope": head["s"], "h": one.h, "seq": head["n"]}
        if head["prev"]:
            self._passed.add(head["prev"])
        return rid

    def write(self) -> None:
        """Put them into the journal."""
        if not self._journal:
            return
        bulk.insert(self._connection, t.journal, self._journal)
        bulk.insert(self._connection, t.change, self._changes)
        bulk.insert(self._connection, t.also, self._also)
        for h in sorted(self._passed - self._tips.keys()):
            self._connection.execute(delete(t.tip).where(t.tip.c.h == h))
        ends = [tip for h, tip in self._tips.items() if h not in self._passed]
        bulk.insert(self._connection, t.tip, ends)
