"""Houses after their grade; water: near, enough, reliable, reported, out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.codes.safety import HOUSE_STATE
from models.rules import house, water
from models.rules.house import House
from models.rules.water import Look, Needs

UNSAFE = ("C", "D")
BAD = House(judged_on=date(2025, 3, 1), grade="C")
NEEDS = Needs(20, 20, 90)


@pytest.mark.parametrize(
    ("one", "on", "state"),
    [
        (House(grade="A"), date(2025, 7, 22), "safe"),
        (House(grade="none"), date(2025, 7, 22), "unjudged"),
        (House(), date(2025, 7, 22), "unjudged"),
        (BAD, date(2025, 12, 31), "to_mend"),
        (BAD, date(2026, 1, 1), "late"),
        (replace(BAD, started_on=date(2025, 6, 1)), date(2025, 7, 22), "mending"),
        (replace(BAD, mended_on=date(2025, 6, 1)), date(2025, 7, 22), "mended"),
        (replace(BAD, mended_on=date(2026, 6, 1)), date(2026, 2, 1), "late"),
        (replace(BAD, accepted_on=date(2025, 6, 1)), date(2027, 7, 22), "mended"),
        (replace(BAD, remedy="none_needed"), date(2027, 7, 22), "safe"),
    ],
)
def test_a_house_stands_where_grade_and_dates_say(one: House, on: date, state: str) -> None:
    assert house.house_state(one, on, UNSAFE, 0) == state
    assert state in {code for code, _ in HOUSE_STATE.items}


def test_an_unsafe_house_is_mended_within_the_year() -> None:
    assert house.mend_by(date(2025, 3, 1), 0) == date(2025, 12, 31)
    assert house.mend_by(date(2025, 3, 1), 1) == date(2026, 12, 31)
    assert house.unsafe_doubt(BAD, date(2025, 7, 22), UNSAFE, 0) == ("remedy", "鉴定是C级，请写怎么改造。")
    planned = replace(BAD, remedy="repair")
    assert house.unsafe_doubt(planned, date(2025, 7, 22), UNSAFE, 0) is None
    late = house.unsafe_doubt(planned, date(2026, 1, 2), UNSAFE, 0)
    assert late == ("mended_on", "应在2025年年底前改好，还没有竣工日期。")
    assert house.unsafe_doubt(House(grade="B"), date(2025, 7, 22), UNSAFE, 0) is None


def test_works_and_reports() -> None:
    assert house.order_fault(replace(BAD, started_on=date(2025, 5, 1), mended_on=date(2025, 4, 1))) is not None
    assert house.order_fault(replace(BAD, mended_on=date(2025, 5, 1), accepted_on=date(2025, 4, 1))) is not None
    assert house.order_fault(BAD) is None
    assert house.report_doubt("C", "firm", None, None, UNSAFE) is not None
    assert house.report_doubt("C", "firm", "鉴字1号", None, UNSAFE) is None
    assert house.report_doubt("C", "looked", None, None, UNSAFE) is None
    assert house.report_doubt("A", "firm", None, None, UNSAFE) is None
    assert house.held_missing(("village",), ("household", "village", "township")) == ("household", "township")
    assert house.held_missing((), ("village",)) == ()
    assert house.held_missing(("unknown",), ("village",)) == ()


def test_water_is_near_enough_and_reliable() -> None:
    assert water.short_of(Look(20, Decimal(20), Decimal(90)), NEEDS) == ()
    found = water.short_of(Look(25, Decimal("18.50"), Decimal("89.50")), NEEDS)
    assert found == ("取水往返25分钟，超过20分钟", "每人每天18.5升，不到20升", "保证率89.5%，不到90%")
    assert water.short_of(Look(), NEEDS) == ()
    assert water.short_of(Look(99), Needs()) == ()
    assert water.result_doubt("good", ("取水往返25分钟，超过20分钟",), None) is not None
    assert water.result_doubt("good", (), None) is None
    assert water.result_doubt("bad", (), None) == "结果是不合格，请写原因和怎么解决。"
    assert water.result_doubt("bad", (), "水里有铁锈") is None


def test_an_outage_has_days() -> None:
    begun, on = date(2025, 7, 18), date(2025, 7, 22)
    assert water.outage_days(begun, None, on) == 5
    assert water.outage_days(begun, date(2025, 7, 19), on) == 2
    assert water.outage_days(begun, date(2025, 8, 1), on) == 5
    assert water.outage_days(date(2025, 7, 23), None, on) is None
    assert water.outage_doubt(5, None, 3) == "停水5天了还没写恢复日期，请问清有没有水、怎么送水。"
    assert water.outage_doubt(3, None, 3) is None
    assert water.outage_doubt(5, date(2025, 7, 22), 3) is None
    assert water.outage_fault(begun, date(2025, 7, 1)) == "恢复供水日期比停水日期还早，请核对。"


def test_a_report_is_posted_each_half_year() -> None:
    assert water.next_report(date(2025, 1, 31), 6) == date(2025, 7, 31)
    assert water.next_report(None, 6) is None
    assert water.posted_doubt(date(2025, 7, 1), date(2025, 6, 1)) is not None
    assert water.posted_doubt(date(2025, 7, 1), date(2025, 7, 1)) is None
