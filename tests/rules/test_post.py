"""公岗: months that count, what they pay, who may hold a post. Figures of the domain: 184 person-months, 36,800 yuan."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules import post as rule
from models.rules.post import Holding, Month, Tariff

ON = date(2025, 7, 22)
PLAIN, STRICT = Tariff(), Tariff(100, 50, 80)
STEPS = (("announced_on", "公告日期"), ("applied_on", "申请日期"), ("noticed_on", "公示日期"))


def stretch(*days: date | None) -> list[tuple[str, str, date | None]]:
    return [(field, label, day) for (field, label), day in zip(STEPS, days, strict=True)]


def test_39_people_at_200_yuan_make_36800_in_184_months() -> None:
    month = Month(marks="√√√√√", standard=Decimal(200))
    people = [[month] * 5] * 28 + [[month] * 4] * 11
    totals = [rule.total(months, PLAIN) for months in people]
    assert (len(people), sum(n for n, _ in totals), sum(money for _, money in totals)) == (39, 184, Decimal(36800))


@pytest.mark.parametrize(
    ("month", "tariff", "pays"),
    [
        (Month("√√√", standard=Decimal(300)), STRICT, Decimal(300)),
        (Month("√√√×", standard=Decimal(300)), STRICT, Decimal(200)),
        (Month("√××××", standard=Decimal(300)), STRICT, Decimal(0)),
        (Month("√√√×", standard=Decimal(300), cut=Decimal(30)), STRICT, Decimal(270)),
        (Month("√√√", standard=Decimal(300), reward=Decimal(20)), STRICT, Decimal(320)),
        (Month("√√√", standard=Decimal(300), grade="excellent"), STRICT, Decimal(350)),
        (Month("√√√", standard=Decimal(300), grade="fail"), STRICT, Decimal(220)),
        (Month("√√√×", standard=Decimal(300), grade="fail"), PLAIN, Decimal(300)),
        (Month(typed_days=3, standard=Decimal(200)), PLAIN, Decimal(200)),
        (Month("△△△", standard=Decimal(200)), PLAIN, Decimal(0)),
        (Month(None, standard=Decimal(200)), PLAIN, Decimal(0)),
        (Month(typed_days=0, standard=Decimal(200)), PLAIN, Decimal(0)),
        (Month(opening=True, standard=Decimal(200)), PLAIN, Decimal(200)),
        (Month("√"), PLAIN, None),
    ],
)
def test_a_month_pays_the_standard_less_cuts_and_with_rewards(month: Month, tariff: Tariff, pays: Decimal | None) -> None:
    assert rule.pay(month, tariff) == pays


@pytest.mark.parametrize("month", [
    Month("√√√×", standard=Decimal(300)), Month("√××××", standard=Decimal(300)), Month("×××", standard=Decimal(300)),
    Month("√××××", standard=Decimal(300), grade="excellent"), Month("√", standard=Decimal(200), reward=Decimal(20)),
])  # fmt: skip
def test_the_columns_of_a_pay_list_always_add_up(month: Month) -> None:
    line = rule.slip(month, STRICT)
    assert line.due is not None and line.due - line.cut + line.reward == line.paid == rule.pay(month, STRICT)
    assert line.months == (0 if month.marks == "×××" else 1)


@pytest.mark.parametrize(("held", "there"), [
    (Holding(date(2025, 6, 16), None, None, "on_duty"), True), (Holding(date(2025, 7, 1), None, None, "on_duty"), False),
    (Holding(date(2025, 1, 1), None, date(2025, 6, 3), "left"), True), (Holding(date(2025, 1, 1), None, date(2025, 5, 31), "left"), False),
    (Holding(date(2025, 1, 1), None, None, "suspended"), True), (Holding(date(2025, 1, 1), None, None, "waiting"), False),
])  # fmt: skip
def test_who_was_there_in_a_month_before_does_not_hang_on_how_they_stand_today(held: Holding, there: bool) -> None:
    assert rule.there_in(held, date(2025, 6, 1), date(2025, 6, 30), ON) is there
    assert not rule.there_in(Holding(date(2025, 1, 1), None, None, "suspended"), date(2025, 7, 1), date(2025, 7, 31), ON)


def test_a_month_without_attendance_is_not_counted() -> None:
    months = [Month(marks, standard=Decimal(200)) for marks in ("√", None, "－－")]
    assert rule.total(months, PLAIN) == (1, Decimal(200))
    assert rule.total([], PLAIN) == (0, Decimal(0))


def test_what_a_sheet_contradicts_is_said() -> None:
    assert rule.days_fault(Month("√√", 3)) == "考勤表上出勤2天，出勤天数写的是3天，请核对。"
    assert rule.days_fault(Month("√√", 2)) is None
    assert rule.days_fault(Month(None, 3)) is None
    assert rule.few_days_doubt(Month("√√"), 3) == "这个月只出勤2天，少于规定的3天，请核对。"
    assert rule.few_days_doubt(Month("√√√"), 3) is None
    assert rule.few_days_doubt(Month(opening=True), 3) is None
    assert rule.unpaid_doubt(Month(), ON) is not None
    assert rule.unpaid_doubt(Month("√"), ON) is None
    assert rule.cut_doubt(Month("√", standard=Decimal(200), cut=Decimal(201)), PLAIN) is not None
    assert rule.cut_doubt(Month("√", standard=Decimal(200), cut=Decimal(200)), PLAIN) is None
    assert rule.outside_doubt([1, 2, 3, 4], "2025-03") == "3月1日、2日、3日等不在协议期内，请核对协议起止。"


@pytest.mark.parametrize(
    ("held", "there"),
    [
        (Holding(date(2025, 1, 1), date(2025, 12, 31), None, "on_duty"), True),
        (Holding(date(2025, 8, 1), None, None, "on_duty"), False),
        (Holding(date(2025, 1, 1), date(2025, 6, 30), None, "on_duty"), False),
        (Holding(date(2025, 1, 1), None, date(2025, 7, 22), "left"), True),
        (Holding(date(2025, 1, 1), None, date(2025, 7, 21), "left"), False),
        (Holding(None, None, None, "left"), False),
        (Holding(None, None, None, "on_leave"), True),
        (Holding(None, None, None, "waiting"), False),
        (Holding(None, None, None, "suspended"), False),
        (Holding(), True),
    ],
)
def test_who_is_on_duty(held: Holding, there: bool) -> None:
    assert rule.on_duty(held, ON) is there


def test_dates_and_state_of_a_stay_go_together() -> None:
    assert (rule.period_fault(Holding(ON, date(2025, 7, 1))) or "")[0] == "to_on"
    assert (rule.period_fault(Holding(ON, None, date(2025, 7, 1))) or "")[0] == "left_on"
    assert rule.period_fault(Holding(ON, ON, ON)) is None
    assert (rule.state_doubt(Holding(state="left"), ON) or "")[0] == "left_on"
    assert (rule.state_doubt(Holding(left_on=ON, state="on_duty"), ON) or "")[0] == "state"
    assert (rule.state_doubt(Holding(to_on=date(2025, 7, 1), state="on_duty"), ON) or "")[0] == "to_on"
    assert rule.state_doubt(Holding(to_on=ON, state="on_duty"), ON) is None
    assert rule.length_doubt(Holding(date(2025, 1, 1), date(2026, 1, 1)), 12) is None
    assert rule.length_doubt(Holding(date(2025, 1, 1), date(2026, 1, 2)), 12) is not None


def test_steps_come_in_order_and_none_between_two_is_left_out() -> None:
    first, second = date(2025, 3, 1), date(2025, 3, 9)
    assert rule.steps_fault(stretch(second, first, None)) == ("applied_on", "申请日期比公告日期还早，请核对。")
    assert rule.steps_fault(stretch(second, None, first)) == ("noticed_on", "公示日期比公告日期还早，请核对。")
    assert rule.steps_fault(stretch(first, first, second)) is None
    assert (rule.skipped_doubt(stretch(first, None, second)) or "")[0] == "applied_on"
    assert rule.skipped_doubt(stretch(None, None, second)) is None
    assert rule.skipped_doubt(stretch(None, None, None)) is None


@pytest.mark.parametrize(
    ("age", "hired", "said"), [(15, True, "不到16"), (16, True, ""), (60, True, ""), (61, True, "新聘"), (61, False, ""), (70, False, "70"),
                               (69, False, ""), (None, True, "")])  # fmt: skip
def test_age_at_hiring_and_later(age: int | None, hired: bool, said: str) -> None:
    found = rule.age_doubt(age, hired, 16, 60, 70)
    assert (found is None) is (said == "")
    assert said in (found or "")


def test_who_the_posts_are_for() -> None:
    assert rule.household_doubt("ordinary", monitored=False) is not None
    assert rule.household_doubt("ordinary", monitored=True) is None
    assert rule.household_doubt("lifted", monitored=False) is None
    assert rule.household_doubt(None, monitored=False) is None
    assert [rule.labour_doubt(x) is None for x in ("none", "lost", "weak", None)] == [False, False, True, True]


def test_two_stays_overlap_when_they_share_a_day() -> None:
    one = Holding(date(2025, 1, 1), date(2025, 6, 30))
    assert rule.overlap(one, Holding(date(2025, 6, 30)))
    assert not rule.overlap(one, Holding(date(2025, 7, 1)))
    assert not rule.overlap(one, Holding())


@pytest.mark.parametrize(
    ("place", "begun", "ended", "odd"),
    [
        ("province", "2025-03", None, True),
        ("province", "2024-03", "2024-12", False),
        ("province", "2024-03", "2025-02", True),
        ("county_out", "2025-08", None, False),
        ("county_in", "2025-03", None, False),
        ("province", None, None, False),
    ],
)
def test_nobody_is_at_the_post_and_far_away(place: str, begun: str | None, ended: str | None, odd: bool) -> None:
    held = Holding(date(2025, 1, 15), None, None, "on_duty")
    assert (rule.away_doubt(held, place, begun, ended, ON) is not None) is odd


def test_a_quota_may_be_filled_and_not_more() -> None:
    assert rule.quota_doubt(3, 3) is None
    assert rule.quota_doubt(4, 3) == "这个岗位3个名额，在岗4人，请核对。"
