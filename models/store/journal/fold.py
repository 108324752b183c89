"""Folding journalled transactions into heads and rows (sync.md G.3 steps 4 to 9). The fold never validates.

`apply` takes transactions that were proved good, in any order; what waits for a predecessor goes to the stash and is
tried again with everything that comes later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from models.kernel import Ledger, stored_fields
from models.store.journal import tables as t
from models.store.journal.heads import EVERY, GONE, fold_addition, fold_field
from models.store.journal.lines import Transaction
from models.store.journal.reading import Lines, RowReader
from models.store.journal.rows import Key, chunks, load_fv, places_of, rids_of, save_fv
from models.store.journal.seal import store_transaction


@dataclass
class Folded:
    """What an apply did: counts of transactions, the rows it touched, and those whose search keys may have changed."""

    new: int = 0
    duplicate: int = 0
    waiting: int = 0
    conflicts: int = 0
    changes: int = 0
    touched: set[Key] = field(default_factory=set)
    named: set[Key] = field(default_factory=set)


@dataclass
class Fold:
    """One run over a batch of transactions inside one database transaction."""

    connection: Connection
    ledgers: Mapping[str, type[Ledger]]
    package: str | None
    done: Folded = field(default_factory=Folded)
    places: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    plain: dict[Key, dict[str, Any]] = field(default_factory=dict)
    mixed: set[Key] = field(default_factory=set)

    def apply(self, transactions: Iterable[Transaction]) -> Folded:
        """Journal and fold what can be, stash the rest."""
        todo = {one.h: one for one in (*self._stashed(), *transactions)}
        known = rids_of(self.connection, todo.keys() | {h for one in todo.values() for h in one.needs})
        for h in [h for h in todo if h in known]:
            del todo[h]
            self.done.duplicate += 1
        self.places = places_of(self.connection, {one.head["prev"] for one in todo.values() if one.head["prev"]})
        while ready := [one for one in todo.values() if one.needs <= known.keys() and self._follows(one)]:
            for one in ready:
                known[one.h] = self._journal(one)
                self._fold(one, known)
                del todo[one.h]
        self._stash(todo.values())
        self._write_rows()
        return self.done

    def _follows(self, one: Transaction) -> bool:
        """Whether it is the next of its chain. What claims to be and is not stays out, or verify would fail for ever."""
        head = one.head
        return head["prev"] is None or self.places.get(head["prev"]) == (head["d"], head["s"], head["n"] - 1)

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
        self.places[one.h] = head["d"], head["s"], head["n"]
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
            self._note_named(key, change.get("v", {}), new=not fv)
            values, parents = change.get("v", {}), change.get("p", {})
            agreed = _agreed(fv)
            if not parents and GONE not in values:
                self._note_plain(key, {"scope": one.head["s"], **dict.fromkeys(("removed_at", "removed_why")), **values}, not fv)
                fold_addition(fv, rid, values)
                continue
            for name in values:
                fold_field(fv, name, rid, {known[h] for h in parents.get(name, ()) if h in known})
            self._note_plain(key, values, agreed and EVERY in fv and GONE not in fv and _agreed(fv))
        save_fv(self.connection, fvs)

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

    def _write_rows(self) -> None:
        waiting = {(tbl, uid) for tbl, uid in self.connection.execute(select(t.wait.c.tbl, t.wait.c.uid))}
        wanted = {key for key in self.mixed | waiting if key[0] in self.ledgers}
        fvs = load_fv(self.connection, wanted)
        # A row whose addition nobody sent has no place yet; its changes stand in the journal and wait for it.
        keys = {key for key, fv in fvs.items() if EVERY in fv}
        self.done.named |= keys
        lines = Lines(self.connection, fvs)
        rows = {key: self._known(key, values) for key, values in self.plain.items() if key[0] in self.ledgers and key not in wanted}
        rows |= {key: self._row(key, RowReader(lines, key)) for key in keys}
        self.connection.execute(delete(t.wait))
        left = self._without_target(rows)
        for tbl, ledger in self.ledgers.items():
            self._upsert(ledger.__table__, {uid: row for (name, uid), row in rows.items() if name == tbl and (name, uid) not in left})
        self._note_conflicts([(key, RowReader(lines, key)) for key in sorted(keys - left)])
        if left:
            self.connection.execute(insert(t.wait), [{"tbl": tbl, "uid": uid} for tbl, uid in sorted(left)])

    def _known(self, key: Key, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a plain line says of the columns that this program has; an addition says something of every one."""
        columns = self.ledgers[key[0]].__table__.c.keys()
        blank = dict.fromkeys(columns) if "scope" in values else {}
        return blank | {"uid": key[1]} | {name: value for name, value in values.items() if name in columns}

    def _row(self, key: Key, reading: RowReader) -> dict[str, Any]:
        values = reading.values(f.name for f in stored_fields(self.ledgers[key[0]]))
        at, why = reading.removal()
        return {"uid": key[1], "scope": reading.scope(), "removed_at": at, "removed_why": why} | values

    def _without_target(self, rows: Mapping[Key, Mapping[str, Any]]) -> set[Key]:
        """Rows that lead to a record neither in the file nor among them; and those that lead to such a row, and so on."""
        links = {(key, (f.to, row[f.name])) for key, row in rows.items()
                 for f in stored_fields(self.ledgers[key[0]]) if f.to and row.get(f.name)}
        here = self._present({target for _, target in links if target not in rows}) | rows.keys()
        left: set[Key] = set()
        while missing := {key for key, target in links if key not in left and (target in left or target not in here)}:
            left |= missing
        return left

    def _present(self, wanted: set[Key]) -> set[Key]:
        found: set[Key] = set()
        for tbl in {name for name, _ in wanted}:
            column: Any = self.ledgers[tbl].__table__.c.uid
            for part in chunks(sorted(uid for name, uid in wanted if name == tbl), 500):
                found |= {(tbl, uid) for (uid,) in self.connection.execute(select(column).where(column.in_(part)))}
        return found

    def _upsert(self, table: Any, rows: Mapping[str, Mapping[str, Any]]) -> None:
        if not rows:
            return
        old = {uid for _, uid in self._present({(table.name, uid) for uid in rows})}
        new = [row for uid, row in sorted(rows.items()) if uid not in old]
        if new:
            self.connection.execute(insert(table), new)
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for uid in sorted(old):
            names = tuple(sorted(name for name in rows[uid] if name != "uid"))
            groups.setdefault(names, []).append({f"new_{name}": value for name, value in rows[uid].items()})
        for names, changed in groups.items():
            if names:
                values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
                self.connection.execute(update(table).where(table.c.uid == bindparam("new_uid")).values(values), changed)

    def _note_conflicts(self, rows: Iterable[tuple[Key, RowReader]]) -> None:
        found, settled = [], []
        for (tbl, uid), reading in rows:
            settled.append({"its_tbl": tbl, "its_uid": uid})
            found += [{"tbl": tbl, "uid": uid, "col": name, "heads": json.dumps(heads_, ensure_ascii=False), "kind": kind,
                       "since": reading.latest(), "resolved_by": None} for name, kind, heads_ in reading.conflicts()]
        self.done.conflicts += len(found)
        if settled:
            its = (t.conflict.c.tbl == bindparam("its_tbl")) & (t.conflict.c.uid == bindparam("its_uid"))
            self.connection.execute(delete(t.conflict).where(its), settled)
        if found:
            self.connection.execute(insert(t.conflict), found)


def _agreed(fv: Mapping[str, Any]) -> bool:
    """Whether every field has one head."""
    return not any(isinstance(rids, list) for rids in fv.values())


def tables_of(ledgers: Mapping[str, type[Ledger]]) -> list[Table]:
    """The ledgers' tables in menu order."""
    return [ledger.__table__ for ledger in ledgers.values()]  # type: ignore[misc]
