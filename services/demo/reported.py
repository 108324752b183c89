"""A second township: the rows of a report that contradict one another, typed as they were handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.demo.facts import VillageFacts
from services.demo.plan import Plan
from services.demo.work import Work

_UNKNOWN = "unknown"
_MONTHS = range(1, 8)


def as_reported(plan: Plan, villages: Sequence[VillageFacts]) -> None:
    """People whose place nobody wrote have no row at all; other 监测对象 have more spells than there are people."""
    for facts in villages:
        facts.jobs = [work for work in facts.jobs if work.slot != _UNKNOWN]
        facts.last_year = [work for work in facts.last_year if work.person.id_no in {w.person.id_no for w in facts.jobs}]
    hands = [(facts, work) for facts in villages for work in facts.jobs
             if work.home.block.monitoring in ("marginal", "sudden")]
    slots = [slot for slot, count in plan.reported["spells"].items() for _ in range(count)]
    for at, slot in enumerate(slots):
        facts, work = hands[at % len(hands)]
        facts.jobs.append(_short(work, slot, at // len(hands)))


def _short(work: Work, slot: str, at: int) -> Work:
    """A month's work somewhere else, in a month in which the first one did not begin."""
    months = [f"{work.year}-{month:02d}" for month in _MONTHS if f"{work.year}-{month:02d}" != work.from_month]
    return replace(work, slot=slot, from_month=months[at], to_month=months[at], channel="灵活就业", employer="零活")
