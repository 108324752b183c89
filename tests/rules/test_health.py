"""Insurance, illness, and the card's clock of ten working days."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.codes.health import CARD_STATE, FOUR_CHRONIC
from models.rules import health as rule
from models.rules.health import Card

APPLIED = Card(applied_on=date(2025, 7, 1))
ISSUED = replace(APPLIED, issued_on=date(2025, 7, 10), review_due=date(2026, 7, 10))


@pytest.mark.parametrize(
    ("card", "on", "state"),
    [
        (Card(), date(2025, 7, 22), "to_apply"),
        (APPLIED, date(2025, 6, 30), "to_apply"),
        (APPLIED, date(2025, 7, 1), "applied"),
        (APPLIED, date(2025, 7, 15), "applied"),
        (APPLIED, date(2025, 7, 16), "late"),
        (ISSUED, date(2025, 7, 22), "issued"),
        (ISSUED, date(2026, 7, 9), "issued"),
        (ISSUED, date(2026, 7, 10), "to_review"),
        (replace(ISSUED, stopped_on=date(2025, 7, 20)), date(2025, 7, 22), "stopped"),
        (replace(APPLIED, refused_on=date(2025, 7, 8)), date(2025, 8, 22), "refused"),
        (Card(opening=True), date(2025, 7, 22), "issued"),
        (Card(opening=True, review_due=date(2025, 7, 1)), date(2025, 7, 22), "to_review"),
        (Card(opening=True, applied_on=date(2025, 7, 21)), date(2025, 7, 22), "applied"),
    ],
)
def test_a_card_stands_where_its_dates_say(card: Card, on: date, state: str) -> None:
    assert rule.card_state(card, on, 10) == state
    assert state in {code for code, _ in CARD_STATE.items}


def test_a_card_is_in_the_hand_within_ten_working_days() -> None:
    assert rule.issue_due(date(2025, 7, 1), 10) == date(2025, 7, 15)
    assert rule.issue_due(None, 10) is None
    assert rule.issue_due(date(2025, 7, 1), None) is None
    assert rule.card_doubt(ISSUED, date(2025, 7, 22), 10) is None
    late = rule.card_doubt(replace(APPLIED, issued_on=date(2025, 7, 17)), date(2025, 7, 22), 10)
    assert late == ("issued_on", "申报到发放用了12个工作日，规定是10个，请写明原因。")
    waiting = rule.card_doubt(APPLIED, date(2025, 7, 16), 10)
    assert waiting == ("issued_on", "申报的卡应在2025年7月15日前发到手，还没有发放日期，请催一催。")


def test_dates_of_a_card_that_contradict_are_named() -> None:
    assert rule.card_fault(replace(APPLIED, issued_on=date(2025, 6, 1))) == (
        "issued_on",
        "发放日期比申报日期还早，请核对。",
    )
    judged = replace(APPLIED, judged_on=date(2025, 7, 9), issued_on=date(2025, 7, 8))
    assert rule.card_fault(judged) == ("issued_on", "发放日期比鉴定日期还早，请核对。")
    assert rule.card_fault(replace(APPLIED, refused_on=date(2025, 6, 1))) is not None
    assert rule.card_fault(replace(ISSUED, reviewed_on=date(2025, 6, 1))) is not None
    assert rule.card_fault(replace(ISSUED, review_due=date(2025, 7, 10))) is not None
    assert rule.card_fault(replace(ISSUED, stopped_on=date(2025, 6, 1))) is not None
    assert rule.card_fault(ISSUED) is None


def test_a_reviewed_card_gets_its_next_day() -> None:
    found = rule.card_doubt(replace(ISSUED, reviewed_on=date(2026, 7, 12)), date(2026, 7, 20), 10)
    assert found == ("review_due", "已经复审，请把复审到期日改成下一次的。")
    both = rule.card_doubt(replace(ISSUED, refused_on=date(2025, 7, 9)), date(2025, 7, 22), 10)
    assert both == ("refused_on", "又写没通过，又写发放了，请核对是哪一样。")


@pytest.mark.parametrize(
    ("name", "four"),
    [
        ("高血压（二级）", "pressure"), ("2型糖尿病", "sugar"), ("肺结核", "lung"), ("精神分裂症", "mind"),
        ("类风湿关节炎", "none"), ("", "none"), (None, "none"),
    ],
)  # fmt: skip
def test_the_four_chronic_illnesses_are_read_out_of_a_name(name: str | None, four: str) -> None:
    assert rule.four_of(name) == four
    assert four in {code for code, _ in FOUR_CHRONIC.items}


def test_insurance_has_a_kind_or_a_reason() -> None:
    assert rule.insurance_doubt("none", None, None) == "没有参保，请写原因。"
    assert rule.insurance_doubt("none", "army", Decimal(400)) == "写了缴费，险种却是未参保，请核对。"
    assert rule.insurance_doubt("resident", "army", None) == "已经参保，又写了没参保原因，请核对。"
    assert rule.insurance_doubt("worker", None, None) is None
    assert rule.insurance_doubt("unknown", None, None) is None


def test_a_year_is_paid_for_the_autumn_before() -> None:
    assert rule.paid_year_doubt(2025, date(2024, 10, 1)) is None
    assert rule.paid_year_doubt(2025, date(2025, 3, 1)) is None
    assert rule.paid_year_doubt(2025, date(2023, 10, 1)) == "缴费日期不在2024年或2025年，请核对参保年度。"


def test_own_money_and_help_make_up_the_contribution() -> None:
    assert rule.amount_doubt("resident", Decimal(200), Decimal(200), 400) is None
    assert (
        rule.amount_doubt("resident", Decimal(380), Decimal(0), 400)
        == "自己缴的加上资助的是380元，当年标准是400元，请核对。"
    )
    assert rule.amount_doubt("worker", Decimal(1), Decimal(0), 400) is None
    assert rule.amount_doubt("resident", None, Decimal(0), 400) is None
    assert rule.amount_doubt("resident", Decimal(1), Decimal(0), None) is None
    assert rule.subsidy_doubt("none", Decimal(1)) == "资助类别是没有资助，却写了资助金额，请核对。"
    assert rule.subsidy_doubt(None, Decimal(1)) == "写了资助金额，没有写按哪一类资助。"
    assert rule.subsidy_doubt("lifted", Decimal(1)) is None


def test_illness_fits_its_kind_and_the_person() -> None:
    assert rule.illness_doubt("serious", "高血压", None) == ("kind", "四类慢性病一般记成慢病，请核对是不是大病。")
    assert rule.illness_doubt("serious", "糖尿病肾衰竭", None) is None
    assert rule.illness_doubt("serious", "胃癌", "not_yet") == ("treatment", "大病还没有专项救治，请联系医院和家医。")
    assert rule.health_mismatch("serious", ("healthy",)) == "家庭成员里的健康状况没有写患有大病，请核对。"
    assert rule.health_mismatch("chronic", ("chronic", "disabled")) is None
    assert rule.health_mismatch("chronic", ()) is None
    assert rule.health_mismatch("chronic", ("unknown",)) is None
