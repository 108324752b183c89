"""Assets: value, owner, state, looks, what they should have earned, the clearing up of a year."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules import asset as rule
from models.rules.asset import Look

TODAY = date(2025, 7, 22)


def test_sources_add_up_to_the_original_value() -> None:
    assert rule.value_doubt([Decimal(30000), Decimal(20000), None], Decimal(50000)) is None
    said = rule.value_doubt([Decimal(30000)], Decimal(50000))
    assert said == "各来源资金合计30000.00元，和原值50000.00元不一样。"
    assert rule.value_doubt([None, None], Decimal(50000)) is None
    assert rule.net_doubt(Decimal(2), Decimal(1)) is not None
    assert rule.net_doubt(Decimal(1), Decimal(1)) is None


@pytest.mark.parametrize(
    ("book", "owner", "odd"),
    [
        ("household", "household", False), ("household", "village", True), ("public", "village", False),
        ("public", "household", True), ("earning", "household", False), ("household", None, False),
        ("household", "unknown", False), (None, "village", False),
    ],
)  # fmt: skip
def test_a_book_has_its_owners(book: str | None, owner: str | None, odd: bool) -> None:
    assert bool(rule.owner_doubt(book, owner)) is odd


def test_days_in_order() -> None:
    early, late = date(2024, 1, 1), date(2025, 1, 1)
    assert rule.order_fault(late, early, None) == ("handed_on", "移交日期比形成日期还早，请核对。")
    assert rule.order_fault(None, late, early) == ("disposed_on", "处置日期比形成或移交日期还早，请核对。")
    assert rule.order_fault(early, early, late) is None


def test_the_last_look_says_how_it_runs() -> None:
    looks = [Look(date(2025, 7, 1), "broken"), Look(date(2025, 4, 1), "normal")]
    assert rule.state_now("normal", looks, None, TODAY) == "broken"
    assert rule.state_now("normal", [], None, TODAY) == "normal"
    assert rule.state_now(None, [], None, TODAY) == "unknown"
    assert rule.state_now("normal", looks, TODAY, TODAY) == "gone"
    assert rule.check_due(looks, None, None, 90) == date(2025, 9, 29)
    assert rule.check_due([], date(2025, 1, 1), None, 90) == date(2025, 4, 1)
    assert rule.check_due([], date(2013, 1, 1), date(2025, 7, 1), 90) == date(2025, 9, 29)
    assert rule.check_due([], None, None, 90) is None


@pytest.mark.parametrize(
    ("due", "got", "due_on", "where"),
    [
        (None, None, None, "none"),
        (Decimal(100), None, date(2025, 12, 1), "waiting"),
        (Decimal(100), None, None, "waiting"),
        (Decimal(100), None, TODAY, "waiting"),
        (Decimal(100), None, date(2025, 7, 21), "overdue"),
        (Decimal(100), Decimal(40), date(2025, 7, 21), "part"),
        (Decimal(100), Decimal(100), date(2025, 1, 1), "received"),
        (Decimal(0), None, None, "received"),
    ],
)  # fmt: skip
def test_where_the_money_stands(due: Decimal | None, got: Decimal | None, due_on: date | None, where: str) -> None:
    assert rule.due_state(due, got, due_on, TODAY) == where
    assert where in rule.DUE_WORDS


def test_what_is_still_owed() -> None:
    """Two years at 1,800 unpaid are 3,600 (001-8)."""
    assert sum(rule.owed(Decimal(1800), None) or 0 for _ in range(2)) == Decimal(3600)
    assert rule.owed(Decimal(100), Decimal(120)) == 0
    assert rule.owed(None, Decimal(1)) is None


def test_no_more_is_given_out_than_came_in() -> None:
    assert rule.spent_doubt([Decimal(60), Decimal(40)], Decimal(100)) is None
    assert "比收到的100.00元多" in (rule.spent_doubt([Decimal(61), Decimal(40)], Decimal(100)) or "")
    assert rule.spent_doubt([Decimal(1)], None) is None


def test_a_year_is_cleared_up_by_the_end_of_april() -> None:
    assert rule.clearing_day(2024, "04-30") == date(2025, 4, 30)
    assert rule.clearing_day(2024, "4月底") is None
    assert rule.clearing_doubt(2024, date(2025, 4, 30), TODAY, "04-30") is None
    assert "晚了" in (rule.clearing_doubt(2024, date(2025, 5, 1), TODAY, "04-30") or "")
    assert "还没写" in (rule.clearing_doubt(2024, None, TODAY, "04-30") or "")
    assert rule.clearing_doubt(2025, None, TODAY, "04-30") is None
    assert rule.clearing_doubt(None, None, TODAY, "04-30") is None
