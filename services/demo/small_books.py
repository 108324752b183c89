"""The small books of the made-up township, from files that read like the books themselves: one table a ledger, rows in it.

A row stands for one village or some (`at`), or for each of them (`"*"`). Rows inside a row are its child records. `@lifted.3` is
the third household of that sort: where a field leads to a household its household, to a person its person, to a toilet
or loan theirs, and where it is text the person's name. `{operator}` and the like are the village's own people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from models.ledgers import LEDGERS
from models.store.records import Doing
from models.store.source import link_between
from services.demo.facts import VillageFacts
from services.demo.people import Home, Someone
from services.demo.plan import FILE

FOLDER = FILE.parent / "books"
EVERY = "*"
_AT, _CAST = "at", "@"
_OLD = 65

Row = Mapping[str, Any]
Part = tuple[Home, Someone]


@cache
def books() -> dict[str, tuple[Row, ...]]:
    """Every row of every file, by ledger, parents before children."""
    found: dict[str, list[Row]] = {id: [] for id in LEDGERS}
    for path in sorted(Path(FOLDER).glob("*.toml")):
        for ledger, rows in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal).items():
            found[ledger] += rows
    return {ledger: tuple(rows) for ledger, rows in found.items() if rows}


def type_small_books(doing: Doing, facts: VillageFacts, houses: Mapping[str, str], people: Mapping[str, str]) -> None:
    """All rows of one village."""
    clerk = _Clerk(doing, facts, houses, people)
    for ledger, rows in books().items():
        for row in rows:
            if row[_AT] == EVERY or facts.plan.name in row[_AT]:
                clerk.enter(ledger, row)


class _Clerk:
    """Types rows of one village."""

    def __init__(
        self, doing: Doing, facts: VillageFacts, houses: Mapping[str, str], people: Mapping[str, str]
    ) -> None:
        self.doing, self.houses, self.people = doing, houses, people
        self.names = {"operator": facts.plan.operator, "stationed": facts.plan.stationed, "village": facts.plan.name}
        self.cast = dict(_cast(facts))

    def enter(self, ledger: str, row: Row, parent: tuple[str, str] | None = None) -> None:
        """One row, then the rows inside it."""
        inside = {name: value for name, value in row.items() if name in LEDGERS and isinstance(value, list)}
        plain = {name: self._value(ledger, name, value) for name, value in row.items() if name != _AT and name not in inside}
        if parent:
            plain[link_between(LEDGERS[ledger], parent[0])] = parent[1]
        saved = self.doing.add(ledger, plain)
        for child, rows in inside.items():
            for one in rows:
                self.enter(child, one, (ledger, saved.uid))

    def _value(self, ledger: str, name: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.startswith(_CAST):
            return self._played_by(LEDGERS[ledger].__fields__[name].to, value)
        return value.format_map(self.names)

    def _played_by(self, to: str | None, role: str) -> str:
        """Who or what a part of the cast is for a field that leads to `to`."""
        sort, _, number = role.removeprefix(_CAST).partition(".")
        home, someone = self.cast[sort][int(number) - 1]
        if to == "household":
            return self.houses[home.code]
        if to == "person":
            return self.people[someone.id_no]
        return self._theirs(to, home, someone) if to else someone.name

    def _theirs(self, to: str, home: Home, someone: Someone) -> str:
        """The person's row of another ledger, else the household's."""
        for above, uid in (("person", self.people[someone.id_no]), ("household", self.houses[home.code])):
            if any(field.to == above for field in LEDGERS[to].__fields__.values() if field.parent):
                return str(self.doing.source.children(to, link_between(LEDGERS[to], above), uid)[0]["uid"])
        raise LookupError(f"nobody's {to}")


def _cast(facts: VillageFacts) -> Iterator[tuple[str, list[Part]]]:
    """Who there is, each sort in the order in which one walks."""
    here = [home for home in facts.homes if home.residence == "常住"]
    busy = {work.person.id_no for work in facts.jobs}
    kin = [(home, one) for home in here if home.assisted for one in home.living]
    yield "lifted", [(home, home.head) for home in here if home.block.name == "lifted"]
    yield "ordinary", [(home, home.head) for home in here if not home.assisted and home.head.age < _OLD]
    yield "pupil", [pair for pair in kin if pair[1].stage and pair[1].age >= 6]
    yield "idle", [pair for pair in kin if pair[1].able and pair[1].id_no not in busy]
    yield "poor", [(home, home.head) for home in here if home.assisted and home.welfare]
    yield "watched", [(home, home.head) for home in here if home.block.cleared is False]
    yield "disabled", [pair for pair in kin if pair[1].disability]
    yield "sick", [(home, home.head) for home in here if not home.assisted and home.head.health == "长期慢性病"]
    yield "away", [(work.home, work.person) for work in facts.jobs if work.slot in ("province", "county_out")]
    yield "toilet", [(one.home, one.home.head) for one in facts.toilets if one.fault]
