"""What a case may do next, what it still lacks for removal, and how long it may take."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.codes.monitoring import STEP
from models.rules import monitoring as r
from models.rules import monitoring_way as w

START = r.Start(clue_on=date(2025, 1, 2))
TODAY = date(2025, 7, 22)


def course(*steps: str, start: r.Start = START) -> r.Course:
    """A case with steps a day apart; `kind:result` says how one ended."""
    made = []
    for at, word in enumerate(steps):
        kind, _, result = word.partition(":")
        made.append(r.Step(str(at), kind, date(2025, 1, 3 + at), result or None))
    return r.replay(start, made, dict(STEP.items))


@pytest.mark.parametrize(
    ("steps", "following", "beside"),
    [
        ("", "visit", ("comparison", "rejected", "ended")),
        ("visit", "comparison", ("review", "rejected", "ended")),
        ("visit comparison:pending", "review", ("comparison", "rejected", "ended")),
        ("visit comparison review:fail", "review", ("rejected", "ended")),
        ("visit review notice comparison", "township", ("rejected", "ended")),
        (" ".join(r.IDENTIFYING[1:]), "removal_visit", ("ended",)),
        (" ".join((*r.IDENTIFYING[1:], "removal_visit", "removal_review:fail")), "removal_visit", ("ended",)),
        (" ".join((*r.IDENTIFYING[1:], *r.REMOVING)), "lookback", ("fallback", "ended")),
        (" ".join((*r.IDENTIFYING[1:], *r.REMOVING, "lookback")), None, ("lookback", "fallback", "ended")),
        (" ".join((*r.IDENTIFYING[1:], *r.REMOVING, "fallback")), "removal_visit", ("ended",)),
        ("visit rejected", None, ()),
        ("ended", None, ()),
    ],
)
def test_one_step_is_proposed_and_the_others_stand_beside(steps: str, following: str | None, beside: tuple[str, ...]) -> None:
    now = course(*steps.split())
    assert (w.next_step(now), w.side_steps(now)) == (following, beside)
    assert following not in w.still_to_come(now)


def test_every_step_knows_what_it_asks() -> None:
    assert w.ASKED.keys() == {code for code, _ in STEP.items} - {"unknown"}
    assert set(w.PAPERS) == set(w.ASKED) - {"clue", "rejected"}


def standing(**more: Any) -> w.Standing:
    """A case that lacks nothing."""
    told = {"risk_solved": True, "income_stable": True, "spending_ok": True, "basics_ok": True, "per_head": Decimal(9000)}
    return w.Standing(**{"told": told, "identified_on": date(2025, 1, 9), "today": TODAY, "months": 6, "line": 8000,
                         "measures": 1, "unmet": "", "no_labour": False} | more)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "lacking"),
    [
        ({}, []),
        ({"today": date(2025, 7, 8)}, ["帮扶满6个月"]),
        ({"months": 0}, []),
        ({"measures": 0, "unmet": "因病"}, ["有帮扶措施", "每个风险都有对应的措施"]),
        ({"no_labour": True}, ["有劳动力"]),
        ({"told": {"risk_solved": False, "income_stable": "unknown", "per_head": Decimal(7999)}},
         ["风险已解决", "收入稳定", "大额支出已解决", "三保障和饮水没问题", "人均够8000元的监测线"]),
    ],
)  # fmt: skip
def test_what_removal_lacks_is_told_before_anybody_tries(more: dict[str, Any], lacking: list[str]) -> None:
    assert [one.words for one in w.conditions(standing(**more)) if not one.met] == lacking


def test_the_clock_runs_to_the_decision_and_then_to_the_first_measure() -> None:
    def left(now: r.Course, today: date, *, helped: bool = False, start: r.Start = START) -> tuple[str, int] | None:
        found = w.clock(start, now, today, 15, 10, helped)
        return (found.what, found.left) if found else None

    assert left(course("visit"), date(2025, 1, 7)) == ("认定", 10)
    assert left(course("visit"), date(2025, 1, 20)) == ("认定", -3)
    identified = course(*r.IDENTIFYING[1:])
    assert left(identified, date(2025, 1, 10)) == ("落实第一条帮扶措施", 9)
    assert left(identified, date(2025, 1, 10), helped=True) is None
    assert left(course("visit", "rejected"), date(2025, 1, 7)) is None
    opening = r.Start(opening=True, identified_on=date(2021, 5, 1))
    assert left(course(start=opening), date(2025, 1, 7), start=opening) is None
