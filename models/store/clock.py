"""What day it is: one object asked by everybody, so that training, demo and tests can stand on a chosen day."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.kernel.errors import UsageMistake

NOW_VARIABLE = "ZHENXING_NOW"
# How far ahead of all that is known the clock may stand unasked: a laptop rests over a holiday, hardly for two months.
FAR_AHEAD = timedelta(days=60)
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


@dataclass(frozen=True)
class HighWater:
    """What this file knows of the time, each the last word of its source: `own` what was written here, `vouched` what
    the office above says, `others` what each other device wrote last.
    """

    own: datetime | None = None
    vouched: datetime | None = None
    others: tuple[datetime, ...] = ()

    @property
    def agreed(self) -> datetime | None:
        """What at least two other devices have passed: one fast clock elsewhere makes nobody doubt his own."""
        return sorted(map(_aware, self.others))[-2] if len(self.others) > 1 else None

    @property
    def newest(self) -> datetime | None:
        """The latest moment that anybody wrote."""
        return max((_aware(one) for one in (self.own, self.vouched, *self.others) if one is not None), default=None)


def doubt(now: datetime, known: HighWater) -> str | None:
    """The sentence when the computer's date cannot be right, before a record carries it. It warns, it never decides."""
    said = f"电脑日期是 {now.year}年{now.month}月{now.day}日"
    for high, what in ((known.own, "上次存的"), (known.vouched, "镇里记的日子"), (known.agreed, "别的电脑上记的日子")):
        if high is not None and now.date() < _day(high, now):
            return f"{said}，比{what}还早。先改日期再记。"
    newest = known.newest
    if newest is not None and now.date() - _day(newest, now) > FAR_AHEAD:
        return f"{said}，比上次存的晚了{(now.date() - _day(newest, now)).days}天，是不是走快了？请先看一看日期。"
    return None


def sure_day(now: datetime, known: HighWater) -> date:
    """Today, or the latest day that is known for sure when the computer's clock stands before it: due dates live on that."""
    sure = [_day(high, now) for high in (known.own, known.vouched, known.agreed) if high is not None]
    return max(now.date(), *sure) if sure else now.date()


def _day(moment: datetime, now: datetime) -> date:
    """The day of a moment where the computer stands; hours do not matter, days do."""
    return _aware(moment).astimezone(now.tzinfo).date()


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.astimezone()
