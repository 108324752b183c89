"""Resident cadres: days, nights, short weeks; 五天四夜 and 20 days a month."""

from datetime import date

import pytest

from models.codes.cadre import STATION_MARKS
from models.rules import station as rule

TODAY = date(2025, 8, 1)
# July 2025 begins on a Tuesday: its whole weeks begin on the 7th, 14th and 21st.
FULL, SHORT = "√√√√○－－", "√√√×○－－"
HEAD = "√√√○－－"


def test_days_and_nights_are_counted_apart() -> None:
    assert (rule.days_there(FULL), rule.nights_there(FULL)) == (5, 4)
    assert (rule.days_there(None), rule.nights_there(None)) == (0, 0)


@pytest.mark.parametrize(
    ("marks", "short"),
    [
        (HEAD + FULL * 3 + "√√√√", ()),
        (HEAD + FULL + SHORT + FULL, (date(2025, 7, 14),)),
        (HEAD + "√√√√－－－" + FULL * 2, (date(2025, 7, 7),)),
        (HEAD + "√√√○○－－" + FULL * 2, (date(2025, 7, 7),)),
        (HEAD + "√√△☆√－－" + FULL * 2, ()),
        (HEAD + FULL + "√", ()),
        ("", ()),
    ],
)
def test_a_week_is_short_by_days_or_by_nights_and_leave_excuses(marks: str, short: tuple[date, ...]) -> None:
    assert rule.weeks_short("2025-07", marks, 5, 4) == short


def test_a_month_is_looked_at_once_it_is_over() -> None:
    assert rule.month_doubt("2025-07", "√" * 19, 20, TODAY) == "这个月在村和请假出差一共19天，不到20天，请核对。"
    assert rule.month_doubt("2025-07", "√" * 18 + "△☆", 20, TODAY) is None
    assert rule.month_doubt("2025-08", "√", 20, TODAY) is None
    assert rule.month_doubt("2025-07", None, 20, TODAY) is rule.month_doubt(None, "√", 20, TODAY) is None


def test_an_absence_has_its_reason() -> None:
    assert rule.absence_doubt("√××", None) == "有2天缺岗，请写缺岗原因。"
    assert rule.absence_doubt("√××", "家里有事") is rule.absence_doubt("√△", None) is None


def test_the_marks_are_those_of_the_sheet() -> None:
    marks = {mark for mark, _ in STATION_MARKS.items}
    assert {rule.STAYED, rule.BY_DAY, rule.LEAVE, rule.TRIP, rule.ABSENT} <= marks
    assert set(STATION_MARKS.aliases.values()) <= marks
