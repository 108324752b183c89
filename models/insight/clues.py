"""列为监测线索: what people sent that way, on a doorstep or after a disaster, and for which no case has been begun yet.

A person decided it; beginning the case, with which the days start to count, is a person's act again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from models.codes import warning
from models.insight.duty import head_of
from models.insight.reader import Reader, reading
from models.rules.monitoring import CLOSED

if TYPE_CHECKING:
    from models.store.store import Store

CLUE = "clue"


@dataclass(frozen=True)
class Clue:
    """One household that waits for its case: since when, who it is, where it came from, and what was said of it."""

    household: str
    on: date
    head: str
    group: str
    source: str
    text: str


def waiting(store: Store) -> list[Clue]:
    """Households without a case since then, the longest waiting first."""
    found: dict[str, Clue] = {}
    with reading(store) as reader:
        for clue in sorted((*_from_visits(reader), *_from_events(reader)), key=lambda one: (one.on, one.household, one.text)):
            if _answered(reader, clue):
                continue
            before = found.get(clue.household)
            text = "；".join(dict.fromkeys(filter(None, (before.text, clue.text)))) if before else clue.text
            found[clue.household] = replace(before or clue, text=text)
    return list(found.values())


def _from_visits(reader: Reader) -> Iterator[Clue]:
    for finding in reader.all("finding"):
        visit = reader.get("visit", finding["visit"]) if finding["route"] == CLUE else {}
        if visit and visit["date"]:
            yield from _clue(reader, visit["household"], visit["date"], "入户走访", finding["text"])


def _from_events(reader: Reader) -> Iterator[Clue]:
    for hit in reader.all("event_household"):
        event = reader.get("event", hit["event"]) if hit["route"] == CLUE else {}
        if event and event["date"]:
            told = "，".join(filter(None, (warning.EVENT_KIND.label(event["kind"]), hit["text"])))
            yield from _clue(reader, hit["household"], event["date"], "灾情突发", told)


def _clue(reader: Reader, household: str, on: date, source: str, text: str) -> Iterator[Clue]:
    if home := reader.get("household", household):
        yield Clue(household, on, head_of(reader, home), home["group"] or "", source, text or "")


def _answered(reader: Reader, clue: Clue) -> bool:
    """A case that still runs takes it in; one begun since then was begun because of it."""
    return any(
        (case["clue_on"] and case["clue_on"] >= clue.on) or reader.derived("monitoring", case, "state") not in CLOSED
        for case in reader.children("monitoring", "household", clue.household)
    )
