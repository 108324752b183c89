"""By which case a household stands, and what that case says of it on a day."""

from datetime import date
from typing import Any

import pytest

from models.rules.monitoring_standing import Standing, standing

TODAY = date(2025, 7, 22)
OPENING: dict[str, Any] = {"uid": "a", "opening": True, "kind": "sudden", "identified_month": "2021-05"}
CLUE: dict[str, Any] = {"uid": "b", "kind": "marginal", "clue_on": date(2025, 1, 1)}
CHAIN = ("visit", "comparison", "review", "notice", "township", "county", "identified")


def steps(case: str, *kinds: str, day: date = date(2025, 1, 2)) -> list[dict[str, Any]]:
    return [{"uid": f"{case}{kind}", "case": case, "kind": kind, "date": day} for kind in kinds]


def test_an_opening_case_says_what_was_typed() -> None:
    assert standing([OPENING], [], TODAY) == Standing("sudden", "2021-05", None, None)
    assert standing([OPENING | {"cleared": True, "cleared_month": "2023-01"}], [], TODAY) == Standing("sudden", "2021-05", True, "2023-01")
    assert standing([{"uid": "a", "opening": True, "kind": "sudden"}], [], TODAY) == Standing("sudden")


def test_a_clue_is_no_monitored_household_until_it_is_identified() -> None:
    assert standing([CLUE], steps("b", "visit"), TODAY) == Standing()
    assert standing([CLUE], steps("b", *CHAIN), TODAY) == Standing("marginal", "2025-01", False)
    assert standing([CLUE], steps("b", *CHAIN), date(2024, 12, 31)) == Standing()


@pytest.mark.parametrize("order", [1, -1])
def test_the_open_case_counts_before_a_later_one_that_is_closed_and_else_the_latest(order: int) -> None:
    closed = {"uid": "c", "opening": True, "kind": "marginal", "identified_month": "2023-02", "cleared": True}
    assert standing([OPENING, closed][::order], [], TODAY).kind == "sudden"
    assert standing([OPENING | {"cleared": True}, closed][::order], [], TODAY).kind == "marginal"


def test_a_fallback_opens_it_again_and_the_end_of_the_household_ends_it() -> None:
    case = OPENING | {"cleared": True, "cleared_month": "2023-01", "opened_on": date(2025, 1, 1)}
    assert standing([case], steps("a", "fallback"), TODAY) == Standing("sudden", "2021-05", False)
    assert standing([case], steps("a", "ended"), TODAY) == Standing()


def test_on_an_earlier_day_it_stands_as_it_stood_then() -> None:
    case = OPENING | {"cleared": True, "cleared_month": "2023-01"}
    assert standing([case], [], date(2022, 12, 31)) == Standing("sudden", "2021-05", False, None)
    assert standing([case], [], date(2021, 4, 30)) == Standing()
