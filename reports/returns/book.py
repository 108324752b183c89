"""What a return reads: the records of an open store with their links, each ledger fetched once for the whole return.

A Book stands on one day, so that a return for a past month shows states and balances as they were at its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from models import store as st
from models.insight.belonging import ways
from models.insight.reader import reading
from models.insight.walking import Order, order
from models.kernel import Field
from models.ledgers import LEDGERS

LINK = "."
# Derived fields ask for the children of all rows read together: some hundred at a time keep that linear.
TOGETHER = 250


@dataclass(frozen=True, eq=False)
class Entry:
    """One record. A path like `borrower.household.group` follows links to where a value stands."""

    book: Book
    ledger: str
    uid: str
    scope: str
    values: Mapping[str, Any]

    def at(self, path: str) -> tuple[Entry | None, str]:
        """The record and the field that a path leads to; no record where a link is blank."""
        *links, name = path.split(LINK)
        entry: Entry | None = self
        for link in links:
            entry = entry.link(link) if entry else None
        return entry, name

    def value(self, path: str) -> Any:
        """The value at a path; None where there is nothing."""
        entry, name = self.at(path)
        return entry.values.get(name) if entry else None

    def text(self, path: str) -> str:
        """The value at a path as people read it; a link by the name of what it leads to."""
        entry, name = self.at(path)
        if entry is None:
            return ""
        field = LEDGERS[entry.ledger].__fields__[name]
        if field.to:
            return self.book.name(field.to, entry.values.get(name))
        return field.kind.show(entry.values.get(name))

    def link(self, field: str) -> Entry | None:
        """The record that a link leads to."""
        to = LEDGERS[self.ledger].__fields__[field].to
        return self.book.entry(to, self.values.get(field)) if to else None

    @property
    def home(self) -> Entry | None:
        """The household that the record belongs to; None where no link of it is filled."""
        if self.ledger == "household":
            return self
        linked = (self.link(way.name) for way in ways(self.ledger))
        return next((home for one in linked if one and (home := one.home)), None)

    def children(self, ledger: str) -> list[Entry]:
        """Records of a ledger that lead here, oldest first."""
        return self.book.children(ledger, self.ledger, self.uid)


class Book:
    """The records of a store on one day."""

    def __init__(self, store: st.Store, on: date | None = None) -> None:
        self.store, self.on = store, on or store.today()
        same_day = self.on == store.today()
        self._reader = store if same_day else st.on_day(store, datetime.combine(self.on, time(23), store.now().tzinfo))
        self._entries: dict[str, dict[str, Entry]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._children: dict[tuple[str, str], dict[str, list[Entry]]] = {}
        self.kept: dict[str, Any] = {}  # what one part of a return worked out and another asks for again
        self.counted: list[str] = []  # the figures that were asked for

    @cached_property
    def walk(self) -> dict[str, Order]:
        """Where each household stands in the order in which a village is walked."""
        with reading(self.store, self.on) as reader:
            return order(reader)

    def all(self, ledger: str) -> list[Entry]:
        """Every live record in the ledger's own order."""
        return list(self._ledger(ledger).values())

    def entry(self, ledger: str, uid: str | None) -> Entry | None:
        """One live record."""
        return self._ledger(ledger).get(uid) if uid else None

    def children(self, ledger: str, to: str, uid: str) -> list[Entry]:
        """Records of a ledger whose link to `to` is `uid`."""
        if (ledger, to) not in self._children:
            link = _link_between(ledger, to)
            grouped: dict[str, list[Entry]] = defaultdict(list)
            for entry in self.all(ledger):
                grouped[entry.values.get(link) or ""].append(entry)
            self._children[ledger, to] = grouped
        return self._children[ledger, to].get(uid, [])

    def name(self, ledger: str, uid: str | None) -> str:
        """What a record is called: a household by its 户主, a loan by borrower and amount."""
        if not uid:
            return ""
        if ledger not in self._names:
            self._names[ledger] = {}
        names = self._names[ledger]
        if uid not in names:
            entry = self.entry(ledger, uid)
            parts = (entry.text(name) for name in LEDGERS[ledger].__ledger__.name) if entry else ()
            names[uid] = " ".join(filter(None, parts))
        return names[uid]

    def _ledger(self, ledger: str) -> dict[str, Entry]:
        if ledger not in self._entries:
            rows = st.find(self._reader, ledger, order=_stored(ledger))
            parts = (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))
            self._entries[ledger] = {
                row.uid: Entry(self, ledger, row.uid, row.scope, values)
                for part in parts for row, values in zip(part, st.full(self._reader, ledger, part), strict=True)
            }
        return self._entries[ledger]


def field_at(ledger: str, path: str) -> Field:
    """The declaration of what a path leads to."""
    *links, name = path.split(LINK)
    for link in links:
        ledger = LEDGERS[ledger].__fields__[link].to or ledger
    return LEDGERS[ledger].__fields__[name]


def _link_between(child: str, parent: str) -> str:
    links = [f for f in LEDGERS[child].__fields__.values() if f.to == parent and not f.derived]
    return next((f.name for f in links if f.parent), links[0].name)


def _stored(ledger: str) -> list[str]:
    fields = LEDGERS[ledger].__fields__
    return [name for name in LEDGERS[ledger].__ledger__.sort if fields[name].derived is None]
