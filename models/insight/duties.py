"""今日待办: everything due on a day, most urgent first; its totals, its lines, and what to ask at one door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from models.insight import (
    due_affairs,
    due_cadres,
    due_cycles,
    due_jobs,
    due_loans,
    due_packing,
    due_people,
    due_toilets,
    due_village,
    due_visits,
    terms,
)
from models.insight.books import begun_on
from models.insight.busy import reading_busy
from models.insight.duty import Ask, Duty
from models.insight.reader import Reader, reading
from models.insight.sorts import RANK, SORTS, TITLES
from models.insight.today import Line, lines
from models.insight.walking import order
from models.store.source import Values

if TYPE_CHECKING:
    from models.store.store import Store

__all__ = ["TITLES", "Ask", "Duty", "Line", "due", "everything", "for_household", "lines", "of_household", "to_json", "totals"]

_PARTS = (due_visits, due_loans, due_jobs, due_toilets, due_cycles)
_AT_THE_DOOR = (due_loans, due_jobs, due_toilets)  # what a question at the door can settle
_TERMS = (*due_people.TERMS, *due_affairs.TERMS)


def due(store: Store, on: date | None = None) -> list[Duty]:
    """What is open on a day (today when none is given), most urgent first, then as one walks."""
    with reading_busy(store, on or store.sure_day()) as reader:
        return everything(store, reader)


def everything(store: Store, reader: Reader) -> list[Duty]:
    """The same of a place that somebody reads already (busy.reading_busy)."""
    keys = order(reader)
    of_rows, of_village = terms.everywhere(reader, _TERMS), (*due_village.due(reader), *due_cadres.due(reader))
    found = _owed(reader, [*_all(reader, reader.households), *of_rows, *of_village, *due_packing.due(store, reader)])
    return sorted(found, key=lambda d: (d.due, RANK[d.duty], not d.monitored, keys.get(d.household or "", ()), d.uid or ""))


def _all(reader: Reader, households: Collection[Values]) -> Iterator[Duty]:
    for part in _PARTS:
        yield from part.due(reader, households)


def _owed(reader: Reader, duties: Iterable[Duty]) -> Iterator[Duty]:
    """With the village that each belongs to; what a cycle wanted before the books were opened is owed by nobody."""
    for duty in duties:
        scope = duty.scope or reader.get("household", duty.household).get("scope") or reader.place
        if not SORTS[duty.duty].cyclic or duty.due >= begun_on(reader, scope):
            yield duty if duty.scope else replace(duty, scope=scope)


def totals(duties: Iterable[Duty]) -> dict[str, int]:
    """How many of each are open: {"visit_home": 22}; to_pack is one, its count of records stands in its text."""
    counted = Counter(duty.duty for duty in duties)
    return {id: counted[id] for id in TITLES if counted[id]}


def to_json(store: Store, on: date | None = None) -> dict[str, Any]:
    """The command line's answer (commands.md)."""
    found = due(store, on)
    return {
        "on": (on or store.today()).isoformat(), "count": len(found),
        "duties": [
            {"duty": d.duty, "title": d.title, "due": d.due.isoformat(), "late_days": d.late_days, "household": d.household,
             "ledger": d.ledger or None, "uid": d.uid, "text": d.text} for d in found
        ],
        "totals": totals(found),
    }  # fmt: skip


def of_household(store: Store, household: str, on: date | None = None) -> list[Duty]:
    """What is due for one household."""
    with reading(store, on or store.sure_day(), whole=False) as reader:
        return _one(reader, household)


def for_household(store: Store, household: str, on: date | None = None) -> list[Ask]:
    """The 顺便核实 lines of its visit: one for each thing that can be asked at the door."""
    with reading(store, on or store.sure_day(), whole=False) as reader:
        return _at_the_door(reader, [household])[household]


def for_households(store: Store, households: Collection[str], on: date) -> dict[str, list[Ask]]:
    """The same for many at once."""
    with reading(store, on) as reader:
        return _at_the_door(reader, households)


def _at_the_door(reader: Reader, households: Collection[str]) -> dict[str, list[Ask]]:
    rows = [row for uid in households if (row := reader.get("household", uid))]
    open_now: dict[str | None, list[Duty]] = {}
    for part in _AT_THE_DOOR:
        for duty in part.due(reader, rows):
            open_now.setdefault(duty.household, []).append(duty)
    return {uid: list(_asks(reader, sorted(open_now.get(uid, ()), key=_as_asked))) for uid in households}


def _one(reader: Reader, household: str) -> list[Duty]:
    row = reader.get("household", household)
    found = [*_all(reader, [row]), *terms.of_household(reader, household, _TERMS)] if row else []
    return sorted(_owed(reader, found), key=_as_asked)


def _as_asked(duty: Duty) -> tuple[int, date, str]:
    return RANK[duty.duty], duty.due, duty.uid or ""


def _asks(reader: Reader, duties: list[Duty]) -> Iterator[Ask]:
    open_of: dict[str, list[Duty]] = {}
    for duty in duties:
        open_of.setdefault(duty.duty, []).append(duty)
    places = {d.uid for d in open_of.get("job_place", ())}
    quarter = open_of.get("job_quarter", [])
    for duty in quarter:
        yield due_jobs.ask(reader, duty, ("job_quarter", "job_place") if duty.uid in places else ("job_quarter",))
    for duty in open_of.get("job_place", ()):
        if duty.uid not in {d.uid for d in quarter}:
            yield due_jobs.ask(reader, duty, ("job_place",))
    toilets, checks = [*open_of.get("toilet_use", ()), *open_of.get("toilet_check", ())], open_of.get("loan_check", [])
    yield from (due_toilets.ask(reader, duty, len(toilets) > 1) for duty in toilets)
    yield from (due_loans.ask(reader, duty, len(checks) > 1) for duty in checks)
