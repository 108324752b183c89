"""Days that have not come and days before the one they follow, said once for all ledgers."""

from datetime import date

from models.kernel import DOUBT, not_come, too_early
from tests.ledgers.fake_facts import FakeFacts

TODAY = date(2025, 7, 22)


def brief(mistakes: object) -> list[tuple[str, str, str]]:
    return [(m.field, m.text, m.severity) for m in mistakes]  # type: ignore[attr-defined]


def test_a_day_or_month_to_come_is_refused_and_today_is_not() -> None:
    facts = FakeFacts("visit", {"date": date(2025, 7, 23), "paid_on": TODAY, "month": "2025-08", "from_month": "2025-07"})
    assert brief(not_come(facts, date="走访日期", paid_on="发放日期", month="这个月", from_month="开始月份")) == [
        ("date", "走访日期还没到，请核对。", "拦下"), ("month", "这个月还没到，请核对。", "拦下")]


def test_a_day_before_the_one_it_follows_is_said_in_words_and_a_blank_one_never() -> None:
    facts = FakeFacts("visit", {"from_on": TODAY, "to_on": date(2025, 7, 21), "paid_on": None})
    assert brief(too_early(facts, "from_on", "开始日期", DOUBT, to_on="结束日期", paid_on="发放日期")) == [
        ("to_on", "结束日期比开始日期还早，请核对。", "存疑")]
    assert brief(too_early(FakeFacts("visit", {"to_on": TODAY}), "from_on", "开始日期", to_on="结束日期")) == []
