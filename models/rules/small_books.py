"""The small books: points won and spent, departments' lists compared, sudden events and whom they hit.

Sources: village 积分制 rules (points are won, lost and spent; nobody spends what they do not have); county guides of
防返贫监测: each department's list of the month is verified household by household, and zero is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WON, LOST, SPENT = "won", "lost", "spent"


def signed(kind: str | None, score: int | None) -> int:
    """Points as they count: what is lost or spent counts down however it was written."""
    number = abs(score or 0)
    return -number if kind in (LOST, SPENT) else (score or 0)


def balance(entries: Iterable[tuple[str | None, int | None]]) -> int:
    """Points of a household, all together."""
    return sum(signed(kind, score) for kind, score in entries)


def points_doubt(kind: str | None, score: int | None, before: int) -> str | None:
    """More spent than there is; a negative gain."""
    if score is not None and kind == WON and score < 0:
        return "加分写成了负数，请核对是不是减分。"
    if kind == SPENT and abs(score or 0) > before:
        return f"兑换{abs(score or 0)}分，比现有的{before}分还多，请核对。"
    return None


@dataclass(frozen=True)
class Compared:
    """Counts of one department's list in one month; None is not said, 0 is an answer."""

    pushed_households: int | None = None
    pushed_people: int | None = None
    checked_households: int | None = None
    checked_people: int | None = None
    clues: int | None = None
    excluded: int | None = None


def compared_doubts(c: Compared) -> Iterable[tuple[str, str]]:
    """Counts that cannot go together: the field, and the sentence."""
    for what, pushed, checked, field in (
        ("户", c.pushed_households, c.checked_households, "checked_households"),
        ("人", c.pushed_people, c.checked_people, "checked_people"),
    ):
        if pushed is not None and checked is not None and checked > pushed:
            yield field, f"核实的{checked}{what}比推送的{pushed}{what}还多，请核对。"
    if c.checked_households is not None and c.clues is not None and c.clues + (c.excluded or 0) > c.checked_households:
        yield "clues", f"列为线索和排除的加起来比核实的{c.checked_households}户还多，请核对。"
    if c.pushed_households and c.pushed_people is not None and c.pushed_people < c.pushed_households:
        yield "pushed_people", "推送的人数比户数还少，请核对。"


def unverified(c: Compared) -> int:
    """Households on the list that nobody has verified yet."""
    return max((c.pushed_households or 0) - (c.checked_households or 0), 0)


def comparison_open(c: Compared, fed_back_on: date | None) -> bool:
    """Whether an answer still has to go back; a list of nobody is done when it is written down."""
    return not fed_back_on and bool(c.pushed_households or c.pushed_people)


def event_doubt(households: int | None, people: int | None, listed: int) -> tuple[str, str] | None:
    """Counts against the households that are listed one by one."""
    if households is not None and listed > households:
        return "households", f"写的受灾{households}户，逐户记了{listed}户，请核对。"
    if households and people is not None and people < households:
        return "people", f"受灾{people}人，比受灾{households}户还少，请核对。"
    return None
