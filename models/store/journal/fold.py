"""Folding journalled transactions into heads and rows (sync.md G.3 steps 4 to 9). The fold never validates.

`apply` takes transactions that were proved good, in any order; what waits for a predecessor goes to the stash and is
tried again with everything that comes later.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from models.kernel import Ledger
from models.store.journal import shown
from models.store.journal import tables as t
from models.store.journal.chain import Arrivals
from models.store.journal.heads import EVERY, GONE, Fv, agreed, fold_change, is_addition
from models.store.journal.lines import Transaction, stands_for
from models.store.journal.rows import Key, load_fv, places_of, rids_of, save_fv


@dataclass
class Folded:
    """What an apply did: counts of transactions, the rows it touched, and those whose search keys may have changed.

    waiting counts what of this batch lies in the stash. twin: somebody else has written in this device's name.
    """

    new: int = 0
    duplicate: int = 0
    waiting: int = 0
    conflicts: int = 0
    changes: int = 0
    twin: bool = False
    touched: set[Key] = field(default_factory=set)
    named: set[Key] = field(default_factory=set)


@dataclass(frozen=True)
class Origin:
    """Where a batch came from: the package, its sender's device and the moment; and which device we are."""

    package: str | None = None
    peer: str | None = None
    at: str | None = None
    me: str | None = None


@dataclass
class Fold:
    """One run over a batch of transactions inside one database transaction."""

    connection: Connection
    ledgers: Mapping[str, type[Ledger]]
    origin: Origin = Origin()
    done: Folded = field(default_factory=Folded)
    fvs: dict[Key, Fv] = field(default_factory=dict)
    plain: dict[Key, dict[str, Any]] = field(default_factory=dict)
    mixed: set[Key] = field(default_factory=set)

    def apply(self, transactions: Iterable[Transaction]) -> Folded:
        """Journal and fold what can be, stash the rest."""
        stashed = self._stashed()
        incoming = {one.h: one for one in transactions}
        todo = stashed | {h: one for h, one in incoming.items() if h not in stashed}
        known = rids_of(self.connection, todo.keys() | {h for one in todo.values() for h in one.needs | _soft(one)})
        self.done.duplicate = sum(h in known for h in todo)
        todo = self._erased({h: one for h, one in todo.items() if h not in known})
        places = places_of(self.connection, {one.head["prev"] for one in todo.values() if one.head["prev"]})
        self.fvs = load_fv(self.connection, {(change["t"], change["i"]) for one in todo.values() for change in one.viewed})
        arrivals = Arrivals(self.connection, self.origin.package)
        left = list(todo.values())
        while left:
            waits = [one for one in left if not self._take(one, known, places, arrivals)]
            if len(waits) == len(left):
                break
            left = waits
        arrivals.write()
        self._stash(left, stashed, incoming)
        save_fv(self.connection, {key: self.fvs[key] for key in self.done.touched})
        self._write_rows()
        return self.done

    def _take(
        self, one: Transaction, known: dict[str, int], places: dict[str, tuple[str, str, int]], arrivals: Arrivals
    ) -> bool:
        """Fold one transaction if all that it needs is there. A chain comes in order, so one pass mostly does."""
        head = one.head
        # What claims to be the next of its chain and is not stays out, or verify would fail for ever.
        follows = head["prev"] is None or places.get(head["prev"]) == (head["d"], head["s"], head["n"] - 1)
        if not follows or not one.needs <= known.keys():
            return False
        known[one.h] = arrivals.add(one)
        places[one.h] = head["d"], head["s"], head["n"]
        self.done.new += 1
        self.done.twin |= head["d"] == self.origin.me
        for change in one.viewed:
            self._fold(one, known, change)
        return True

    def _fold(self, one: Transaction, known: Mapping[str, int], change: Mapping[str, Any]) -> None:
        key, values = (change["t"], change["i"]), change.get("v") or {}
        fv = self.fvs.setdefault(key, {})
        new, before = EVERY not in fv, agreed(fv)
        self.done.changes += 1
        self.done.touched.add(key)
        self._note_named(key, values, new=new)
        fold_change(fv, known[one.h], one.h, change, known)
        if is_addition(change):
            self._note_plain(key, {"scope": one.head["s"], **dict.fromkeys(("removed_at", "removed_why")), **values},
                             new and before and agreed(fv))
        else:
            self._note_plain(key, values, not new and before and agreed(fv))

    def _note_named(self, key: Key, values: Mapping[str, Any], *, new: bool) -> None:
        ledger = self.ledgers.get(key[0])
        if ledger is not None and (new or GONE in values or not values.keys().isdisjoint(ledger.__ledger__.search)):
            self.done.named.add(key)

    def _note_plain(self, key: Key, values: Mapping[str, Any], plain: bool) -> None:
        """Most changes go on from what stood there: then the line itself says what the row becomes, and no other is read."""
        if plain and key not in self.mixed:
            self.plain.setdefault(key, {}).update(values)
        else:
            self.mixed.add(key)
            self.plain.pop(key, None)

    def _erased(self, todo: dict[str, Transaction]) -> dict[str, Transaction]:
        """What was erased here on a lawful request stays erased when a late copy comes."""
        erased: dict[str, dict[int, str]] = {}
        for h, i, line in self.connection.execute(select(t.redaction.c.h, t.redaction.c.i, t.redaction.c.line)):
            erased.setdefault(h, {})[i] = line
        for h in erased.keys() & todo.keys():
            stones = erased[h]
            lines = tuple(stones[i] if i in stones and stands_for(stones[i], line) else line for i, line in enumerate(todo[h].lines, 1))
            todo[h] = Transaction(todo[h].head_line, lines)
        return todo

    def _stashed(self) -> dict[str, Transaction]:
        rows = self.connection.execute(select(t.stash.c.h, t.stash.c.lines).order_by(t.stash.c.h))
        return {h: Transaction(found[0], tuple(found[1:])) for h, found in ((h, json.loads(lines)) for h, lines in rows)}

    def _stash(self, waiting: Iterable[Transaction], before: Mapping[str, Transaction], came: Collection[str]) -> None:
        """Keep what waits: what lay there and waits still is left as it is, with its date and sender."""
        still = {one.h: one for one in waiting}
        self.done.waiting = len(still.keys() & set(came))
        for h in sorted(before.keys() - still.keys()):
            self.connection.execute(delete(t.stash).where(t.stash.c.h == h))
        rows = [{"h": h, "needs": ",".join(sorted(one.needs)), "pkg": self.origin.package, "peer": self.origin.peer,
                 "at": self.origin.at, "lines": json.dumps([one.head_line, *one.lines], ensure_ascii=False)}
                for h, one in sorted(still.items()) if h not in before]
        if rows:
            self.connection.execute(insert(t.stash), rows)

    def _write_rows(self) -> None:
        done = shown.write(self.connection, self.ledgers, self.mixed, self.fvs, self.plain)
        self.done.conflicts = done.conflicts
        self.done.named |= done.named


def _soft(one: Transaction) -> set[str]:
    """Parents in other places' chains: superseded when they are known, needed never."""
    return {h for change in one.viewed for h in change.get("o", ())}


def tables_of(ledgers: Mapping[str, type[Ledger]]) -> list[Table]:
    """The ledgers' tables in menu order."""
    return [ledger.__table__ for ledger in ledgers.values()]  # type: ignore[misc]
