"""驻村考勤: days in the village, nights stayed, and weeks short of 五天四夜.

Sources: 驻村工作队 rules as the findings of the 2022 assessment quote them (每周五天四夜, 每月不少于20天); leave and
official trips are excused. Numbers are parameters. Marks are those of codes.cadre.STATION_MARKS.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.rules.day_marks import BLANK, count, days_of, first_day

STAYED, BY_DAY, LEAVE, TRIP, ABSENT = "√", "○", "△", "☆", "×"
_WEEK = 7


def days_there(marks: str | None) -> int:
    """Days in the village, with or without the night."""
    return count(marks, STAYED) + count(marks, BY_DAY)


def days_counted(marks: str | None) -> int:
    """Days that count towards the month: leave and trips as well."""
    return days_there(marks) + _excused(marks or "")


def nights_there(marks: str | None) -> int:
    """Nights stayed."""
    return count(marks, STAYED)


def weeks_short(month: str, marks: str | None, days: int, nights: int) -> tuple[date, ...]:
    """Mondays of whole weeks within the month, all marked, in which somebody was there too little and not excused."""
    return tuple(
        monday for monday, week in _weeks(month, marks or "")
        if days_there(week) + _excused(week) < days or nights_there(week) + _excused(week) < nights
    )  # fmt: skip


def mondays(month: str) -> list[date]:
    """The weeks from Monday to Sunday that lie within a month."""
    return [monday for monday, _ in _weeks(month, BLANK * days_of(month))]


def whole_weeks(month: str) -> int:
    """How many they are."""
    return len(mondays(month))


def _weeks(month: str, marks: str) -> Iterator[tuple[date, str]]:
    first = first_day(month)
    monday = first + timedelta(days=-first.weekday() % _WEEK)
    while (end := (monday - first).days + _WEEK) <= min(days_of(month), len(marks)):
        yield monday, marks[end - _WEEK : end]
        monday += timedelta(days=_WEEK)


def _excused(marks: str) -> int:
    return count(marks, LEAVE) + count(marks, TRIP)


def month_doubt(month: str | None, marks: str | None, least: int, today: date) -> str | None:
    """A month that is over with fewer days than asked for; leave and trips count as there."""
    if not month or not marks or f"{today:%Y-%m}" <= month:
        return None
    there = days_counted(marks)
    return f"这个月在村和请假出差一共{there}天，不到{least}天，请核对。" if there < least else None


def absence_doubt(marks: str | None, why: str | None) -> str | None:
    """缺岗 has its reason."""
    missing = count(marks, ABSENT)
    return f"有{missing}天缺岗，请写缺岗原因。" if missing and not why else None
