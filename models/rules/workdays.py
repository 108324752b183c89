"""Working days without a table of holidays: Monday to Friday, counted from the day after.

Source: usage of 工作日 in government notices (the day itself is not counted). A holiday table of next year cannot be known
offline, so only weekends are left out; a township that wants more days sets the parameter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

_WEEK, _WORKDAYS = 7, 5


def is_workday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < _WORKDAYS


def add_workdays(day: date, count: int) -> date:
    """The last of `count` working days after a day; count 0 is the day itself."""
    weeks, rest = divmod(count, _WORKDAYS)
    found = day
    if weeks:
        while not is_workday(found):  # a Saturday counts like the Friday before it
            found -= timedelta(days=1)
        found += timedelta(days=_WEEK * weeks)
    while rest:
        found += timedelta(days=1)
        rest -= is_workday(found)
    return found


def workdays_between(first: date, last: date) -> int:
    """Working days after `first`, up to and with `last`; 0 when it is no later."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, _WEEK)
    odd = (last - timedelta(days=back) for back in range(rest))
    return weeks * _WORKDAYS + sum(map(is_workday, odd))


def is_holiday(day: date, holidays: Iterable[str]) -> bool:
    """Whether a table names the day: 10-01 for every year, 2026-02-16 for one."""
    return any(day.isoformat().endswith(one) for one in holidays if one)


def remind_from(due: date, holidays: Collection[str]) -> date:
    """From when on to think of what is due early in a month: its 1st, or the last working day before a holiday on it.

    The due day itself never moves.
    """
    found = due.replace(day=1)
    while not is_workday(found) or is_holiday(found, holidays):
        found -= timedelta(days=1)
    return found
