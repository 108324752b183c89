"""Kinds that hold days and months, taking the many ways in which they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from models.kernel.kind import Kind, Parsed, Stored, as_text
from models.kernel.mistake import Unreadable
from models.kernel.text_forms import compact

_DAY = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:[T ]?\d{1,2}:\d{2}.*)?$")
_DAY8 = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})[-./年](\d{1,2})月?$")
_MONTH6 = re.compile(r"^(\d{4})(\d{2})$")
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_EXCEL_ZERO = date(1899, 12, 30)
# Serials of 1954 to 2119: five digits that cannot be meant otherwise in a column of dates.
_SERIALS = (20_000, 80_000)
_YEARS = (1850, 2200)


def _day(year: str, month: str, day: str, typed: str) -> date:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        if 1 <= int(month) <= 12:
            raise Unreadable(f"“{int(month)}月{int(day)}日”没有这一天，请核对。") from None
        raise Unreadable(f"“{typed}”没有这个月份，请核对。") from None
    return _sane(value)


def _sane(value: date) -> date:
    """A day that can be reckoned with: Excel has cells of the year 9999, and a day later there is no calendar."""
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise Unreadable(f"“{value.isoformat()}”的年份不对，请核对。")
    return value


def _serial(raw: object, text: str) -> date | None:
    if (isinstance(raw, (int, float)) and not isinstance(raw, bool)) or _SERIAL.match(text):
        number = float(text)
        if _SERIALS[0] <= number < _SERIALS[1]:
            return _EXCEL_ZERO + timedelta(days=int(number))
    return None


def read_day(raw: object) -> date | None:
    """A day out of a date, Excel serial or text; None when it is none of them. Raises Unreadable for 2月30日."""
    if isinstance(raw, date):
        return _sane(raw.date() if isinstance(raw, datetime) else raw)
    text = compact(as_text(raw))
    found = _DAY.match(text) or _DAY8.match(text)
    return _day(found[1], found[2], found[3], text) if found else _serial(raw, text)


@dataclass(frozen=True)
class DateKind(Kind):
    """A day, stored 2025-07-01."""

    name: ClassVar[str] = "date"

    def read(self, raw: object) -> Parsed:
        """A date, or Unreadable."""
        value = read_day(raw)
        if value is None:
            raise Unreadable(f"“{as_text(raw)}”不是日期，请写成 2025-07-01 这样。")
        return Parsed(value)

    def dump(self, value: Any) -> Stored:
        """ISO text."""
        return None if value is None else value.isoformat()

    def load(self, stored: Stored) -> Any:
        """The date of ISO text."""
        return None if stored is None else date.fromisoformat(str(stored))

    def holds(self, stored: object) -> bool:
        """ISO text of a day that can be reckoned with."""
        return super().holds(stored) and _YEARS[0] <= self.load(str(stored)).year <= _YEARS[1]


@dataclass(frozen=True)
class MonthKind(Kind):
    """A month as text 2025-07; a day is taken as its month."""

    name: ClassVar[str] = "month"

    def read(self, raw: object) -> Parsed:
        """A month, or Unreadable."""
        text = compact(as_text(raw))
        found = _MONTH.match(text) or _MONTH6.match(text)
        if found:
            return Parsed(f"{_day(found[1], found[2], '1', text):%Y-%m}")
        day = read_day(raw)
        if day is None:
            raise Unreadable(f"“{as_text(raw)}”不是月份，请写成 2025-07 这样。")
        return Parsed(f"{day:%Y-%m}")

    def holds(self, stored: object) -> bool:
        """Text like 2025-07, of a month that there is."""
        return isinstance(stored, str) and DateKind().holds(f"{stored}-01")
