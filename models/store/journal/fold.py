"""Folding journalled transactions into heads and rows (sync.md G.3 steps 4 to 9). The fold never validates.

`apply` takes transactions that were proved good, in any order; what waits for a predecessor goes to the stash and is
tried again with everything that comes later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from models.kernel import Ledger, stored_fields
from models.store.journal import tables as t
from models.store.journal.heads import GONE, Fv, Rank, all_heads, fold_addition, fold_field, heads, is_gone, winner
from models.store.journal.lines import Transaction
from models.store.journal.rows import Key, hashes_of, head_of, line_of, load_fv, rids_of, save_fv
from models.store.journal.seal import store_transaction


@dataclass
class Folded:
    """What an apply did: counts of transactions, and the rows it touched."""

    new: int = 0
    duplicate: int = 0
    waiting: int = 0
    conflicts: int = 0
    changes: int = 0
    touched: set[Key] = field(default_factory=set)


@dataclass
class Fold:
    """One run over a batch of transactions inside one database transaction."""

    connection: Connection
    ledgers: Mapping[str, type[Ledger]]
    package: str | None
    done: Folded = field(default_factory=Folded)

    def apply(self, transactions: Iterable[Transaction]) -> Folded:
        """Journal and fold what can be, stash the rest."""
        todo = {one.h: one for one in (*self._stashed(), *transactions)}
        known = rids_of(self.connection, todo.keys() | {h for one in todo.values() for h in one.needs})
        for h in [h for h in todo if h in known]:
            del todo[h]
            self.done.duplicate += 1
        while ready := [one for one in todo.values() if one.needs <= known.keys()]:
            for one in ready:
                known[one.h] = self._journal(one)
                self._fold(one, known)
                del todo[one.h]
        self._stash(todo.values())
        self._write_rows()
        return self.done

    def _stashed(self) -> list[Transaction]:
        lines = [json.loads(lines) for (lines,) in self.connection.execute(select(t.stash.c.lines))]
        return [Transaction(found[0], tuple(found[1:])) for found in lines]

    def _stash(self, waiting: Iterable[Transaction]) -> None:
        self.connection.execute(delete(t.stash))
        for one in waiting:
            self.done.waiting += 1
            text = json.dumps([one.head_line, *one.lines], ensure_ascii=False)
            self.connection.execute(insert(t.stash).values(h=one.h, needs=",".join(sorted(one.needs)), pkg=self.package, lines=text))

    def _journal(self, one: Transaction) -> int:
        keys = [(change["t"], change["i"]) for change in one.changes]
        rid = store_transaction(self.connection, one.h, one.head_line, one.lines, keys, received=self.package)
        head = one.head
        chain = (t.tip.c.dev == head["d"]) & (t.tip.c.scope == head["s"])
        self.connection.execute(delete(t.tip).where(chain, t.tip.c.h == (head["prev"] or "")))
        self.connection.execute(insert(t.tip).values(dev=head["d"], scope=head["s"], h=one.h, seq=head["n"]))
        self.done.new += 1
        return rid

    def _fold(self, one: Transaction, known: Mapping[str, int]) -> None:
        fvs = load_fv(self.connection, [(change["t"], change["i"]) for change in one.changes])
        rid = known[one.h]
        for change in one.changes:
            key = (change["t"], change["i"])
            fv = fvs.setdefault(key, {})
            self.done.changes += 1
            self.done.touched.add(key)
            values, parents = change.get("v", {}), change.get("p", {})
            if not parents and GONE not in values:
                fold_addition(fv, rid, values)
                continue
            for name in values:
                fold_field(fv, name, rid, {known[h] for h in parents.get(name, ()) if h in known})
        save_fv(self.connection, fvs)

    def _write_rows(self) -> None:
        waiting = {(tbl, uid) for tbl, uid in self.connection.execute(select(t.wait.c.tbl, t.wait.c.uid))}
        keys = {key for key in self.done.touched | waiting if key[0] in self.ledgers}
        fvs = load_fv(self.connection, keys)
        order = {name: i for i, name in enumerate(self.ledgers)}
        pending = sorted(keys, key=lambda key: (order[key[0]], key[1]))
        self.connection.execute(delete(t.wait))
        while pending:
            left = [key for key in pending if not self._write_row(key, fvs[key])]
            if len(left) == len(pending):
                break
            pending = left
        if pending:
            self.connection.execute(insert(t.wait), [{"tbl": tbl, "uid": uid} for tbl, uid in pending])

    def _write_row(self, key: Key, fv: Fv) -> bool:
        """Make the table's row what its heads say; False when a record that it leads to is not there yet."""
        tbl, uid = key
        ledger, table = self.ledgers[tbl], self.ledgers[tbl].__table__
        reading = RowReader(self.connection, tbl, uid, fv)
        values = {f.name: reading.value(f.name) for f in stored_fields(ledger)}
        for f in stored_fields(ledger):
            if f.to and values[f.name] and not self._exists(f.to, values[f.name], key):
                return False
        values["removed_at"], values["removed_why"] = reading.removal()
        values["scope"] = reading.scope()
        self._upsert(table, uid, values)
        self._note_conflicts(key, reading)
        return True

    def _exists(self, ledger: str, uid: str, self_key: Key) -> bool:
        table = self.ledgers[ledger].__table__
        return (ledger, uid) == self_key or self.connection.execute(
            select(table.c.uid).where(table.c.uid == uid)).first() is not None

    def _upsert(self, table: Any, uid: str, values: Mapping[str, Any]) -> None:
        if not self.connection.execute(update(table).where(table.c.uid == uid).values(**values)).rowcount:
            self.connection.execute(insert(table).values(uid=uid, **values))

    def _note_conflicts(self, key: Key, reading: RowReader) -> None:
        tbl, uid = key
        self.connection.execute(delete(t.conflict).where(t.conflict.c.tbl == tbl, t.conflict.c.uid == uid))
        for name, kind, found in reading.conflicts():
            self.done.conflicts += 1
            self.connection.execute(insert(t.conflict).values(
                tbl=tbl, uid=uid, col=name, heads=json.dumps(found, ensure_ascii=False), kind=kind, since=reading.latest()
            ))


class RowReader:
    """The present value of every field of one row, read from the lines that its heads name."""

    def __init__(self, connection: Connection, tbl: str, uid: str, fv: Fv) -> None:
        self.connection, self.tbl, self.uid, self.fv = connection, tbl, uid, fv
        self._lines: dict[int, dict[str, Any]] = {}
        self._heads: dict[int, dict[str, Any]] = {}

    def _line(self, rid: int) -> dict[str, Any]:
        if rid not in self._lines:
            self._lines[rid] = line_of(self.connection, rid, self.tbl, self.uid)
        return self._lines[rid]

    def _head(self, rid: int) -> dict[str, Any]:
        if rid not in self._heads:
            self._heads[rid] = head_of(self.connection, rid) | {"h": hashes_of(self.connection, [rid])[rid]}
        return self._heads[rid]

    def rank(self, rid: int) -> Rank:
        """Authority, Lamport counter, device, hash of a head."""
        head = self._head(rid)
        return head["a"], head["lam"], head["d"], head["h"]

    def value(self, name: str) -> Any:
        """The shown value in storage form; None for a column that the author's program did not have."""
        found = heads(self.fv, name)
        return self._line(winner(found, self.rank)).get("v", {}).get(name) if found else None

    def _removals(self) -> list[tuple[Any, list[str]]]:
        lines = [self._line(rid) for rid in sorted(heads(self.fv, GONE), key=self.rank)]
        return [(line["v"][GONE], line.get("seen", [])) for line in lines]

    def _gone(self) -> bool:
        names = hashes_of(self.connection, all_heads(self.fv)) if GONE in self.fv else {}
        return is_gone([(value is not None, seen) for value, seen in self._removals()], list(names.values()))

    def removal(self) -> tuple[str | None, str | None]:
        """removed_at and its reason, or two Nones."""
        if GONE not in self.fv or not self._gone():
            return None, None
        at, why = self._removals()[-1][0]
        return at, why

    def scope(self) -> str:
        """The scope of the chain in which the row was added."""
        return str(self._head(min(heads(self.fv, "*")))["s"])

    def latest(self) -> str:
        """When the newest head was written."""
        return max(str(self._head(rid)["ts"]) for name in self.fv for rid in heads(self.fv, name))

    def conflicts(self) -> list[tuple[str, str, list[list[Any]]]]:
        """(field, kind, [[hash, value] ...]) where heads disagree."""
        found = []
        for name in self.fv:
            rids = heads(self.fv, name)
            if name in ("*", GONE) or len(rids) < 2:
                continue
            values = [[self._head(rid)["h"], self._line(rid).get("v", {}).get(name)] for rid in sorted(rids, key=self.rank)]
            if len({json.dumps(value) for _, value in values}) > 1:
                found.append((name, "value", values))
        removes = [value for value, _ in self._removals() if value is not None] if GONE in self.fv else []
        if removes and not self._gone():
            found.append((GONE, "delete", [[self._head(rid)["h"], self._line(rid)["v"][GONE]] for rid in sorted(heads(self.fv, GONE))]))
        return found


def tables_of(ledgers: Mapping[str, type[Ledger]]) -> list[Table]:
    """The ledgers' tables in menu order."""
    return [ledger.__table__ for ledger in ledgers.values()]  # type: ignore[misc]
