"""What a household's monitoring cases come to on a day: the class it is counted in, since when, and whether the risk is gone.

Source: 《关于健全防止返贫动态监测和帮扶机制的指导意见》 (2021): whoever was identified stays 监测对象 after removal, 整户减少 ends
it. The case that counts is the one still open, else the latest. 期初 says what it was typed with until a step says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.dates import month_of
from models.rules.monitoring import HELPED, Course, Start, replay, start_of, steps_of

_COUNTED = HELPED | {"removed", "ended"}


@dataclass(frozen=True)
class Standing:
    """One household on one day; nothing of all this for one that is not 监测对象. Months are 2025-07."""

    kind: str | None = None
    identified: str | None = None
    cleared: Any = None
    cleared_month: str | None = None


@dataclass(frozen=True)
class _Case:
    """One case walked to the day: its row, where it began, where its steps led, and whether there were any."""

    row: Mapping[str, Any]
    start: Start
    course: Course
    stepped: bool

    @property
    def state(self) -> str:
        """Its state; 期初 with a class and no step yet is being helped, even if nobody remembers since when."""
        opened = self.start.opening and self.row.get("kind") and not self.stepped
        return "helping" if opened and not self.course.closed else self.course.state

    @property
    def begun(self) -> tuple[date, str]:
        """In which order cases of a household follow each other."""
        return self.start.clue_on or self.start.identified_on or date.min, str(self.row["uid"])

    @property
    def standing(self) -> Standing:
        """What the household is by this case."""
        since, until = self.course.identified_on, self.course.ended_on
        found = Standing(self.row.get("kind"), month_of(since) if since else None, False)
        if self.course.closed and until:
            return Standing(found.kind, found.identified, True, month_of(until))
        if self.start.opening and self.start.cleared == bool(self.course.closed):
            return Standing(found.kind, found.identified, self.row.get("cleared"), self.row.get("cleared_month"))
        return found


def standing(cases: Iterable[Mapping[str, Any]], steps: Iterable[Mapping[str, Any]], today: date) -> Standing:
    """How a household stands by its cases and their steps, as of a day."""
    by_case: dict[Any, list[Mapping[str, Any]]] = {}
    for step in steps:
        by_case.setdefault(step.get("case"), []).append(step)
    counted = [one for row in cases if (one := _walked(row, by_case.get(row["uid"], ()), today)).state in _COUNTED]
    last = max([one for one in counted if one.state in HELPED] or counted, key=lambda one: one.begun, default=None)
    return Standing() if last is None or last.state == "ended" else last.standing


def _walked(row: Mapping[str, Any], steps: Iterable[Mapping[str, Any]], today: date) -> _Case:
    now = month_of(today)
    later = {name: None for name in ("identified_month", "cleared_month") if (row.get(name) or "") > now}
    known = {**row, **later, **({"cleared": False} if "cleared_month" in later else {})}
    start = start_of(known)
    taken = [step for step in steps_of(steps, start) if step.on <= today]
    if "identified_month" in later and not taken:
        return _Case(known, start, Course(), stepped=True)
    return _Case(known, start, replay(start, taken, {}), bool(taken))
