"""What day it is: one object asked by everybody, so that training, demo and tests can stand on a chosen day."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime

from models.kernel.errors import UsageMistake

NOW_VARIABLE = "ZHENXING_NOW"
_YEARS = (1950, 2150)  # beyond them some due date would fall off the calendar


@dataclass(frozen=True)
class Clock:
    """Asked in this order: the moment given, the environment, the demo day at the real hour, the real clock."""

    fixed: datetime | None = None
    demo: date | None = None

    def now(self) -> datetime:
        """This moment, with its offset."""
        fixed = self.fixed or given_now()
        if fixed is not None:
            return _aware(fixed)
        real = datetime.now().astimezone()
        if self.demo is None:
            return real
        return real.replace(year=self.demo.year, month=self.demo.month, day=self.demo.day)

    def today(self) -> date:
        """The day of `now`."""
        return self.now().date()

    @property
    def real(self) -> bool:
        """Whether today is the computer's own: a banner says so when it is not."""
        return self.fixed is None and self.demo is None and given_now() is None


def given_now() -> datetime | None:
    """The moment set in the environment, with the offset written there."""
    text = os.environ.get(NOW_VARIABLE, "").strip()
    if not text:
        return None
    try:
        moment = _aware(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise UsageMistake(f"{NOW_VARIABLE} 要写成 2025-07-22T09:00:00+08:00 这样。") from None
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise UsageMistake(f"{NOW_VARIABLE} 的年份不对，请写{_YEARS[0]}年到{_YEARS[1]}年之间的日子。")
    return moment


def warn_if_back(now: datetime, high_water: datetime | None) -> str | None:
    """The sentence when the computer's date lies before the last thing stored; hours do not matter, days do."""
    if high_water is None or now.date() >= _aware(high_water).astimezone(now.tzinfo).date():
        return None
    return f"电脑日期是 {now.year}年{now.month}月{now.day}日，比上次存的还早。先改日期再记。"


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.astimezone()
