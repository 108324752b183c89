"""The records as figures and duties read them: whole ledgers at once, derived fields as of a day, parameters of a place.

One Reader lasts for one question. A single household is read without loading the village (`whole=False`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.insight.belonging import ways
from models.kernel import parent_field
from models.ledgers import LEDGERS
from models.store.as_of import source_on
from models.store.facts import Policy, RecordFacts
from models.store.source import Source, Values, link_between

if TYPE_CHECKING:
    from models.store.store import Store

CLOSED = "closed"  # 已注销: no longer a household, whatever else is written of it


class Reader:
    """Records as they stand, seen on the day `on`; of one village when `scope` is given, of one group of its houses."""

    def __init__(self, source: Source, on: date, place: str, scope: str = "", group: str = "") -> None:
        self.source, self.on, self.place, self.scope, self.group = source, on, place, scope, group
        self._policies: dict[str, Policy] = {}
        self._parameters: dict[tuple[str, str], Any] = {}
        self._members: dict[str, list[Values]] = {}
        self.kept: dict[str, Any] = {}  # what one figure worked out and others ask for again

    def all(self, ledger: str) -> list[Values]:
        """Every live row, of the chosen village and group."""
        return self._chosen(ledger, self.source.all(ledger) if ledger in self.source.ledgers else [])

    def _chosen(self, ledger: str, rows: list[Values]) -> list[Values]:
        if self.scope:
            rows = [row for row in rows if row["scope"] == self.scope]
        return [row for row in rows if self._group_of(ledger, row) == self.group] if self.group else rows

    def _group_of(self, ledger: str, row: Values) -> str | None:
        """What belongs to no house belongs to no group."""
        home = row if ledger == "household" else self.get("household", self.household_of(ledger, row))
        return home.get("group")

    def between(self, ledger: str, field: str, first: Any, last: Any) -> list[Values]:
        """Live rows of a stretch of time, of the chosen village and group."""
        return self._chosen(ledger, self.source.between(ledger, field, first, last) if ledger in self.source.ledgers else [])

    def get(self, ledger: str, uid: str | None) -> Values:
        """One live row; nothing known of it when it is gone."""
        return self.source.get(ledger, uid) or {}

    def children(self, ledger: str, parent: str, uid: str) -> list[Values]:
        """Rows of `ledger` that lead to one row of `parent`."""
        return self.source.children(ledger, link_between(LEDGERS[ledger], parent), uid)

    def under(self, ledger: str, household: str) -> list[Values]:
        """Rows of any ledger that belong to a household, however many links lie between."""
        found: dict[str, Values] = {}
        for way in ways(ledger):
            above = [household] if way.to == "household" else [row["uid"] for row in self.under(str(way.to), household)]
            self.source.warm_children(ledger, way.name, above)
            found |= {row["uid"]: row for uid in above for row in self.source.children(ledger, way.name, uid)}
        return list(found.values())

    def household_of(self, ledger: str, row: Values) -> str | None:
        """The household that a row belongs to."""
        parent = parent_field(LEDGERS[ledger])
        while parent is not None and parent.to != "household":
            row, ledger = self.get(str(parent.to), row.get(parent.name)), str(parent.to)
            parent = parent_field(LEDGERS[ledger])
        return row.get(parent.name) if parent else None

    @cached_property
    def households(self) -> list[Values]:
        """Households that have not been closed."""
        return [row for row in self.all("household") if row["residence"] != CLOSED]

    def members(self, household: str) -> list[Values]:
        """Who shares the household's income on the day (家庭人口数)."""
        if household not in self._members:
            people = self.children("person", "household", household)
            self._members[household] = [person for person in people if self.derived("person", person, "counts")]
        return self._members[household]

    def derived(self, ledger: str, row: Values, field: str) -> Any:
        """A derived field by its own declaration, as of the day."""
        declared = LEDGERS[ledger]
        compute = declared.__fields__[field].derived
        facts = RecordFacts(self.source, declared, row, row, self._policy(row["scope"]), self.on)
        return compute(facts) if compute else None

    def parameter(self, id: str, scope: str) -> Any:
        """A policy value on the day, in a village."""
        if (id, scope) not in self._parameters:
            self._parameters[id, scope] = self._policy(scope).value(id, self.on)
        return self._parameters[id, scope]

    def target(self, figure: str, year: int) -> tuple[Any, list[Values]]:
        """What a figure is to reach in a year: our own target, else those of all villages together; None when unset.

        Where a village with households has none yet, the others' sum would be held against what all of them have done.
        """
        rows = [row for row in self.all("target") if (row["id"], row["year"]) == (figure, year) and row["value"] is not None]
        own = [row for row in rows if row["scope"] == (self.scope or self.place)][-1:]
        if rows and not own and self.source.scopes("household") <= {row["scope"] for row in rows}:
            own = rows
        return (sum(row["value"] for row in own) if own else None), own

    def _policy(self, scope: str) -> Policy:
        if scope not in self._policies:
            self._policies[scope] = Policy(self.source, scope)
        return self._policies[scope]


@contextmanager
def reading(
    store: Store, on: date | None = None, *, scope: str = "", group: str = "", whole: bool = True, as_of: date | None = None
) -> Iterator[Reader]:
    """A Reader over an open folder; everything asked of it is one moment's. as_of: what was known at the end of that day."""
    with store.reader.connect() as connection:
        source = source_on(connection, store.device, as_of) if as_of else Source(connection, LEDGERS, whole=whole)
        yield Reader(source, on or as_of or store.today(), store.scope, scope, group)
