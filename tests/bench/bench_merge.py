"""Many villages' packages at the township: the fold with triggers, keys and conflicts, against the same rows with no logic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from models import store as st
from models.ledgers import LEDGERS
from models.store import engine, exchange
from models.store.ids import uuid7_hex
from models.store.journal import tables as t
from models.store.journal.fold import tables_of
from models.store.journal.lines import Transaction, encode, hash_of, salt
from tests.bench.measure import REGION, Line, name, number, seconds, spoken, times, village
from tests.bench.places import Bare, Place, places

PACKAGES, FULL, CHANGES, A_TRANSACTION = 100, 500, 2000, 50
A_BATCH, A_PART = 10, 50  # packages read in one go; packages at the beginning and the end that are compared
TOWNSHIP = "999999104000"


def measure(work: Path, *, full: bool) -> Iterator[Line]:
    """100 packages of 2,000 changes (500 with --full): a third new rows, the rest changes, 1 % of them conflicts."""
    packages = list(Village().packages(FULL if full else PACKAGES))
    for place in places(work):
        yield from _at(place, packages)


def _at(place: Place, packages: list[list[Transaction]]) -> Iterator[Line]:
    ours, against = [], []
    with village(place.fresh(), role="township", region=TOWNSHIP) as store, place.bare() as bare:
        for at, one in enumerate(packages):  # turn by turn, so that a busy machine slows both
            if at % A_BATCH == 0:
                engine.analyze(store.writer, t.LOCAL, tables_of(LEDGERS)[0].metadata)
            ours.append(seconds(lambda at=at, one=one: _take(store, at, one)))  # type: ignore[misc]
            against.append(seconds(lambda at=at, one=one: _take_bare(bare, at, one)))  # type: ignore[misc]
        again = seconds(lambda: _take(store, len(packages), packages[-1]))
        conflicts = len(exchange.conflicts(store))
    rate = len(packages) * CHANGES / sum(ours)
    yield times(f"{place.label}: merge {len(packages)} packages of {CHANGES:,} changes ({rate:,.0f} a second, {conflicts} conflicts) : "
                "the same lines and rows with no logic", sum(ours), sum(against), "3.5x or less")
    for reached in (n for n in (10, 100, 500) if n <= len(packages)):
        part = min(A_PART, reached // 2)
        yield Line(f"{place.label}: of {reached} packages the last {part} : the first {part}", spoken(sum(ours[reached - part:reached])),
                   spoken(sum(ours[:part])), sum(ours[reached - part:reached]) / sum(ours[:part]), "1.5x or less")
    yield times(f"{place.label}: the same lines in another package : their first time", again, ours[-1], "0.12x or less")


def _take(store: st.Store, at: int, transactions: Sequence[Transaction]) -> None:
    fresh = [Transaction(one.head_line, one.lines) for one in transactions]
    exchange.take_in(store, exchange.Arrival(f"package-{at}", f"{at:064x}", f"{at:016x}", "up"), fresh)


class Village:
    """Writes the journal of one village without a database: households, people, and changes to them."""

    def __init__(self) -> None:
        self.dice = Random(7)
        self.device, self.n, self.prev = "00000000000000aa", 0, None
        self.homes: list[str] = []
        self.people: list[tuple[str, dict[str, str]]] = []  # uid, and the hash that holds each field changed since
        self.added: dict[str, str] = {}

    def packages(self, count: int) -> Iterator[list[Transaction]]:
        """One after another, each of 2,000 changes."""
        for _ in range(count):
            yield [self._transaction() for _ in range(CHANGES // A_TRANSACTION)]

    def _transaction(self) -> Transaction:
        touched: set[str] = set()
        notes: list[Any] = []
        lines = [encode(self._change(touched, notes)) for _ in range(A_TRANSACTION)]
        self.n += 1
        head = encode({
            "d": self.device, "s": REGION, "n": self.n, "prev": self.prev, "lam": self.n, "ts": "2025-07-22T10:00:00+08:00",
            "by": "0" * 32, "a": 1, "sv": 1, "op": uuid7_hex(), "src": "entry", "un": None, "why": "登记", "k": len(lines),
        })
        self.prev = hash_of(head, lines)
        for note in notes:
            note(self.prev)
        return Transaction(head, tuple(lines))

    def _change(self, touched: set[str], notes: list[Any]) -> dict[str, Any]:
        if len(self.people) < 200 or self.dice.random() < 1 / 3:
            return self._addition(notes)
        uid, since = self.dice.choice(self.people)
        while uid in touched:
            uid, since = self.dice.choice(self.people)
        touched.add(uid)
        column = self.dice.choice(("phone", "note", "school", "health"))
        parents = [since.get(column, self.added[uid])]
        # One in a hundred has not seen the change before its own.
        seen = [self.added[uid]] if self.dice.random() < 0.01 else parents
        notes.append(lambda h: since.__setitem__(column, h))
        return {"t": "person", "i": uid, "z": salt(), "v": {column: f"新的{self.dice.randrange(9999)}"}, "p": {column: seen}}

    def _addition(self, notes: list[Any]) -> dict[str, Any]:
        uid = uuid7_hex()
        tbl = "household" if len(self.homes) < 20 or self.dice.random() < 0.2 else "person"
        values: dict[str, Any] = dict.fromkeys(f.name for f in LEDGERS[tbl].__fields__.values() if f.derived is None)
        if tbl == "household":
            notes.append(lambda h: self.homes.append(uid))
            values |= {"code": f"{len(self.homes):06d}", "group": "一组", "type": "ordinary"}
        else:
            at = len(self.added)
            values |= {"household": self.dice.choice(self.homes or [uid]), "name": name(at), "id_no": number(at), "relation": "99"}
            values["household"] = values["household"] if self.homes else None
            notes.append(lambda h: (self.people.append((uid, {})), self.added.__setitem__(uid, h)))
        return {"t": tbl, "i": uid, "z": salt(), "v": values, "p": {}}


JOURNAL = ("rid", "h", "dev", "scope", "seq", "prev", "lam", "sv", "op", "recv_pkg", "head")


def _take_bare(bare: Bare, at: int, transactions: Sequence[Transaction]) -> None:
    """The same lines and rows with prepared statements, one durable commit a package."""
    rid = at * len(transactions)
    heads = [(rid + n, one.h, "aa", REGION, rid + n, "", rid + n, 1, "", "", one.head_line) for n, one in enumerate(transactions, 1)]
    lines = [(rid + n, i, change["t"], change["i"], line) for n, one in enumerate(transactions, 1)
             for i, (change, line) in enumerate(zip(one.changes, one.lines, strict=True), 1)]
    rows: dict[str, list[list[Any]]] = {}
    for one in transactions:
        for change in one.changes:
            names, values = tuple(change["v"]), list(change["v"].values())
            if change["p"]:
                rows.setdefault(bare.update(change["t"], names), []).append([*values, change["i"]])
            else:
                rows.setdefault(bare.insert(change["t"], ("uid", "scope", *names)), []).append([change["i"], REGION, *values])
    bare.begin()
    bare.many(bare.insert("sync_journal", JOURNAL), heads)
    bare.many(bare.insert("sync_change", ("rid", "i", "tbl", "uid", "line")), lines)
    for sql, found in sorted(rows.items()):  # additions before what changes them
        bare.many(sql, found)
    bare.raw.execute("COMMIT")
