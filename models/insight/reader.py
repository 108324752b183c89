"""The records as figures and duties read them: whole ledgers at once, derived fields as of a day, parameters of a place.

One Reader lasts for one question. A single household is read without loading the village (`whole=False`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from models.insight.belonging import ways
from models.kernel import parent_field
from models.ledgers import LEDGERS
from models.store.as_of import source_on
from models.store.calm import calm
from models.store.facts import Policy, RecordFacts
from models.store.lean import LeanSource
from models.store.source import Source, Values, Within, link_between

if TYPE_CHECKING:
    from models.store.store import Store

Keep = Callable[["Reader", Values], bool]
Found = TypeVar("Found")
CLOSED = "closed"  # 已注销: no longer a household, whatever else is written of it
_STAY = ("scope", "shares_income", "joined_on", "left_on")
_who, _stay = itemgetter("uid", "household"), itemgetter(*_STAY)


class _Only(dict[str, Any]):
    """What alone decides about a row: who asks for more finds a fault at once, and never a blank that is none."""

    def get(self, name: str, default: Any = None) -> Any:
        """As if each field had to be there."""
        return self[name]


class Reader:
    """Records as they stand, seen on the day `on`; of one village when `scope` is given, of one group of its houses.

    keep: of which households alone, where a class of them is asked for; it reads past the choice that it makes.
    """

    def __init__(
        self, source: Source, on: date, place: str, scope: str = "", group: str = "", keep: Keep | None = None
    ) -> None:
        self.source, self.on, self.place, self.scope, self.group, self._keep = source, on, place, scope, group, keep
        self._policies: dict[str, Policy] = {}
        self._parameters: dict[tuple[str, str], Any] = {}
        self._members: dict[str, list[Values]] = {}
        self._counted: dict[date, dict[str, list[str]]] = {}
        self._wanted: dict[str, bool] = {}
        self.kept: dict[Hashable, Any] = {}  # what one figure worked out and others ask for again

    def all(self, ledger: str) -> list[Values]:
        """Every live row, of the chosen village and group."""
        return self._chosen(ledger, self.source.all(ledger) if ledger in self.source.ledgers else [])

    def _chosen(self, ledger: str, rows: list[Values]) -> list[Values]:
        if self.scope:
            rows = [row for row in rows if row["scope"] == self.scope]
        return [row for row in rows if self._is_chosen(self.home(ledger, row))] if self.group or self._keep else rows

    @property
    def whole(self) -> Reader:
        """The same without a group and without a class of houses."""
        if not self.group and not self._keep:
            return self
        return self.once("whole", lambda: Reader(self.source, self.on, self.place, self.scope))

    def _is_chosen(self, home: Values) -> bool:
        """What belongs to no house belongs to no group and to no class of houses."""
        if not home or (self.group and home["group"] != self.group):
            return False
        if self._keep is None:
            return True
        if home["uid"] not in self._wanted:
            self._wanted[home["uid"]] = self._keep(self, home)
        return self._wanted[home["uid"]]

    def some(self, ledger: str, **where: Any) -> list[Values]:
        """Live rows whose fields hold these values or lie `Within` a stretch, of the chosen village and group."""
        return self._chosen(ledger, self.source.some(ledger, **where) if ledger in self.source.ledgers else [])

    def between(self, ledger: str, field: str, first: Any, last: Any) -> list[Values]:
        """Live rows of a stretch of time, of the chosen village and group."""
        return self.some(ledger, **{field: Within(first, last)})

    def this_year(self, ledger: str, field: str) -> list[Values]:
        """Those of 1 January up to the day."""
        return self.between(ledger, field, self.on.replace(month=1, day=1), self.on)

    def once(self, name: Hashable, work: Callable[[], Found]) -> Found:
        """What one figure works out and others ask for again."""
        if name not in self.kept:
            self.kept[name] = work()
        return cast("Found", self.kept[name])

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

    def home(self, ledger: str, row: Values) -> Values:
        """The household that a record belongs to by any of its links; nothing where it is the village's."""
        if ledger == "household":
            return row
        for way in ways(ledger):
            above = self.get(str(way.to), row.get(way.name))
            if above and (found := self.home(str(way.to), above)):
                return found
        return {}

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

    def who_counts(self, household: str, on: date | None = None) -> Sequence[str]:
        """The same by id, on any day; for figures, which go over all households, everybody is asked at one go."""
        on = on or self.on
        if isinstance(self.source, LeanSource):
            if on not in self._counted:
                self._counted[on] = self._counting(on)
            return self._counted[on].get(household, ())
        if on != self.on:
            return self.once(("as of", on), lambda: Reader(self.source, on, self.place)).who_counts(household)
        return [person["uid"] for person in self.members(household)]

    def _counting(self, on: date) -> dict[str, list[str]]:
        said = {said for _, _, said in self._stays}  # of tens of thousands a few hundred differ in this
        counts = {one for one in said if self.derived("person", _Only(zip(_STAY, one, strict=True)), "counts", on)}
        found: dict[str, list[str]] = {}
        for uid, household, one in self._stays:
            if one in counts:
                found.setdefault(household, []).append(uid)
        return found

    @cached_property
    def _stays(self) -> list[tuple[str, str, tuple[Any, ...]]]:
        """Everybody who was ever of a household, with what decides on which days."""
        return [(*_who(person), _stay(person)) for person in self.source.all("person")]

    def derived(self, ledger: str, row: Values, field: str, on: date | None = None) -> Any:
        """A derived field by its own declaration, as of the day or of another one."""
        declared = LEDGERS[ledger]
        compute = declared.__fields__[field].derived
        facts = RecordFacts(self.source, declared, row, row, self._policy(row["scope"]), on or self.on)
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
    store: Store, on: date | None = None, *, scope: str = "", group: str = "", keep: Keep | None = None, whole: bool = True,
    enough: Mapping[str, tuple[str, ...]] | None = None, as_of: date | None = None,
) -> Iterator[Reader]:
    """A Reader over an open folder; everything asked of it is one moment's.

    enough: of which ledgers a few columns are usually enough. as_of: what was known at the end of that day.
    """
    with calm() if whole else nullcontext(), store.reader.connect() as connection:
        if as_of:
            source = source_on(connection, store.device, as_of)
        else:
            source = LeanSource(connection, LEDGERS, enough) if enough else Source(connection, LEDGERS, whole=whole)
        yield Reader(source, on or as_of or store.today(), store.scope, scope, group, keep)
