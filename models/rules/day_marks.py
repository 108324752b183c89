"""A month's day marks counted: one character a day from the 1st on (see the attendance sheets of 公岗 and 驻村).

Source: practice of 签到册; which days a month has is the calendar's.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

BLANK = "·"


def days_of(month: str) -> int:
    """How many days a month like 2025-02 has."""
    year, number = month.split("-")
    return monthrange(int(year), int(number))[1]


def count(marks: str | None, mark: str) -> int:
    """How many days carry a mark."""
    return (marks or "").count(mark)


def noted(marks: str | None) -> int:
    """How many days carry any mark."""
    return sum(mark != BLANK for mark in marks or "")


def first_day(month: str) -> date:
    """The 1st of a month."""
    return date.fromisoformat(f"{month}-01")


def beyond_fault(month: str | None, marks: str | None) -> str | None:
    """A mark on a day that the month does not have: 31 February."""
    if not month or len(marks or "") <= days_of(month):
        return None
    return f"{int(month[5:])}月只有{days_of(month)}天，考勤记到了{len(marks or '')}日，请核对。"


def future_fault(month: str | None, marks: str | None, today: date) -> str | None:
    """A mark on a day that has not come."""
    if not month or not marks:
        return None
    past = (today - first_day(month)).days + 1
    last = max((day for day, mark in enumerate(marks, 1) if mark != BLANK), default=0)
    return f"{int(month[5:])}月{last}日还没到，考勤已经记了，请核对。" if last > past else None


def outside_days(month: str, marks: str | None, first: date | None, last: date | None) -> list[int]:
    """Days with a mark before the first or after the last day of an agreement."""
    start = first_day(month)
    days = [day for day, mark in enumerate(marks or "", 1) if mark != BLANK and day <= days_of(month)]
    return [day for day in days if (first and start.replace(day=day) < first) or (last and start.replace(day=day) > last)]


def overlaps(month: str, first: date | None, last: date | None) -> bool:
    """Whether an agreement runs on any day of a month."""
    start = first_day(month)
    return not (first and start.replace(day=days_of(month)) < first) and not (last and start > last)
