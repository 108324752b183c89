"""Days, months and periods as ledgers use them. Ages are full years reached on the birthday (民法典第十七条 and usage);
a period is written 2025, 2025Q2, 2025-07 or 2025-07-22.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_PERIOD = re.compile(r"^(?P<year>\d{4})(?:[Qq](?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$")
MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3
_CHINESE_QUARTERS = "一二三四"


@dataclass(frozen=True, order=True)
class Period:
    """A run of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        """Whether a day lies in it."""
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def months(self) -> int:
        """How many months it touches."""
        return month_number(month_of(self.last)) - month_number(month_of(self.first)) + 1

    def words(self) -> str:
        """As a form says it: 2025年, 2025年二季度, 2025年7月, 2025年7月22日, or two days with 至."""
        first, last = self.first, self.last
        if self == months_period(first.year, 1, MONTHS_A_YEAR):
            return f"{first.year}年"
        if self == months_period(first.year, first.month, 1):
            return f"{first.year}年{first.month}月"
        if first.month % MONTHS_A_QUARTER == 1 and self == months_period(first.year, first.month, MONTHS_A_QUARTER):
            return f"{first.year}年{_CHINESE_QUARTERS[quarter_of(first) - 1]}季度"
        return day_words(first) if first == last else f"{day_words(first)}至{day_words(last)}"


def day_words(day: date) -> str:
    """2025年7月1日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_words(month: str) -> str:
    """2025年7月 for 2025-07."""
    return f"{month[:4]}年{int(month[5:])}月"


def age_on(born: date, on: date) -> int:
    """Full years on a day; somebody born on 29 February is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a month that has no such day."""
    years, month0 = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """Full months from one day to a later one; negative when it is earlier."""
    if last < first:
        return -months_between(last, first)
    months = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month
    return months - (add_months(first, months) > last)


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // MONTHS_A_QUARTER + 1


@lru_cache(maxsize=1024)
def months_period(year: int, month: int, count: int) -> Period:
    """The whole months from one on."""
    first = date(year, month, 1)
    return Period(first, add_months(first, count) - timedelta(days=1))


def cycle(on: date, months: int) -> Period:
    """The cycle of some whole months, counted from January, in which a day lies: two months are 1-2, 3-4 and so on.

    A cycle that does not divide the year ends with the year.
    """
    begin = (on.month - 1) // months * months + 1
    return months_period(on.year, begin, min(months, MONTHS_A_YEAR + 1 - begin))


def read_period(text: str) -> Period:
    """`2025`, `2025Q2`, `2025-07` or `2025-07-22`. Raises ValueError with a sentence."""
    found = _PERIOD.match(text.strip())
    try:
        if found is None or not int(found["year"]):
            raise ValueError
        year = int(found["year"])
        if found["day"]:
            day = date(year, int(found["month"]), int(found["day"]))
            return Period(day, day)
        if found["month"]:
            return months_period(year, int(found["month"]), 1)
        if found["quarter"]:
            return months_period(year, int(found["quarter"]) * MONTHS_A_QUARTER - 2, MONTHS_A_QUARTER)
        return months_period(year, 1, MONTHS_A_YEAR)
    except (ValueError, OverflowError):
        raise ValueError(f"“{text}”不是期间，请写成 2025、2025Q2、2025-07 或 2025-07-22。") from None


@lru_cache(maxsize=4096)
def month_number(month: str) -> int:
    """A month like 2025-07 as one number, so that months can be counted and compared."""
    year, number = month.split("-")
    return int(year) * MONTHS_A_YEAR + int(number) - 1


def month_of(day: date) -> str:
    """2025-07."""
    return f"{day.year:04d}-{day.month:02d}"


def each_day(period: Period) -> Iterator[date]:
    """Every day of a period."""
    day = period.first
    while day <= period.last:
        yield day
        day += timedelta(days=1)
