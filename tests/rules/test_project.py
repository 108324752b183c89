"""Projects: the order of their days, money against progress, notices, wages of 以工代赈."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules import project as rule
from models.rules.project import Progress

TODAY = date(2025, 7, 22)
MONTHS, SHARES = (4, 6, 9), (30, 50, 75)


def test_days_out_of_order_are_named_with_their_step() -> None:
    days = {"started": date(2025, 5, 1), "finished": date(2025, 4, 1)}
    assert rule.order_fault(days) == ("finished", "完工日期比开工日期还早，请核对。")
    assert rule.order_fault({"started": date(2025, 5, 1), "handed": date(2025, 4, 1)}) == (
        "handed",
        "移交日期比开工日期还早，请核对。",
    )
    assert rule.order_fault({"started": date(2025, 5, 1), "accepted": date(2025, 5, 1), "settled": None}) is None


def test_a_start_before_the_approval_is_asked_about() -> None:
    assert rule.early_start_doubt(date(2025, 5, 2), date(2025, 5, 1)) is not None
    assert rule.early_start_doubt(date(2025, 5, 1), date(2025, 5, 1)) is None
    assert rule.early_start_doubt(None, date(2025, 5, 1)) is None


@pytest.mark.parametrize(
    ("step", "days", "about"),
    [
        ("started", {}, "started"),
        ("started", {"started": TODAY}, None),
        ("started", {"started": date(2025, 5, 1), "accepted": TODAY}, "accepted"),
        ("started", {"started": date(2025, 5, 1), "accepted": date(2025, 8, 1)}, None),
        ("proposed", {}, None),
        ("stopped", {"started": TODAY}, None),
        (None, {"started": TODAY}, None),
    ],
)
def test_a_step_goes_with_its_day(step: str | None, days: dict[str, date | None], about: str | None) -> None:
    found = rule.step_doubt(step, days, TODAY)
    assert (found[0] if found else None) == about


def test_money_is_handed_on_within_thirty_days() -> None:
    assert rule.handing_on_doubt(date(2025, 6, 1), date(2025, 7, 1), TODAY, 30) is None
    assert "31天才" in (rule.handing_on_doubt(date(2025, 6, 1), date(2025, 7, 2), TODAY, 30) or "")
    assert "还没" in (rule.handing_on_doubt(date(2025, 6, 1), None, TODAY, 30) or "")
    assert "还早" in (rule.handing_on_doubt(date(2025, 6, 2), date(2025, 6, 1), TODAY, 30) or "")
    assert rule.handing_on_doubt(None, None, TODAY, 30) is None


def test_the_nodes_of_paying_out() -> None:
    """30 % by the end of April, 50 % of June, 75 % of September."""
    assert [rule.share_wanted(f"2025-{m:02d}", MONTHS, SHARES) for m in (3, 4, 5, 6, 8, 9, 12)] == [
        None,
        30,
        30,
        50,
        50,
        75,
        75,
    ]
    assert rule.paid_share(Decimal(100000), Decimal(300000)) == Decimal("33.33")
    assert rule.paid_share(Decimal(1), None) is None
    assert rule.paid_share(None, Decimal(1)) is None


def test_progress_never_falls_back() -> None:
    before = [Progress("2025-05", 40, Decimal(30000)), Progress("2025-08", 90, Decimal(90000))]
    doubts = list(rule.progress_doubts(Progress("2025-06", 30, Decimal(20000)), before, Decimal(50000)))
    assert [field for field, _ in doubts] == ["percent", "paid"]
    assert list(rule.progress_doubts(Progress("2025-06", 40, Decimal(30000)), before, Decimal(50000))) == []
    over = list(rule.progress_doubts(Progress("2025-06", None, Decimal(60000)), before, Decimal(50000)))
    assert over == [("paid", "累计支付60000元，超过了项目资金50000元，请核对。")]


def test_both_days_of_a_notice_count() -> None:
    assert rule.notice_doubt(date(2025, 7, 1), date(2025, 7, 10), 10) is None
    assert rule.notice_doubt(date(2025, 7, 1), date(2025, 7, 9), 10) == "只公示了9天，规定不少于10天。"
    assert rule.notice_doubt(date(2025, 7, 1), None, 10) is None


def test_wages_are_days_times_the_days_wage() -> None:
    assert rule.wage_due(Decimal("12.5"), Decimal(180)) == Decimal("2250.00")
    assert rule.wage_due(None, Decimal(180)) is None
    assert rule.wage_share([Decimal(15000), None, Decimal(15000)], Decimal(100000)) == Decimal("30.00")


def test_a_month_has_its_own_length() -> None:
    assert rule.days_fault(Decimal(31), "2025-06") == "6月只有30天，出工天数写多了。"
    assert rule.days_fault(Decimal("28.5"), "2025-02") is not None
    assert rule.days_fault(Decimal(29), "2024-02") is None
