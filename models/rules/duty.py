"""When something that is asked every month or every year is due, and which month of it is owed.

Sources: domain brief 1.20 and practice.md 19: returns are due by the 5th of the month after; 支付节点 by month's end.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.rules.dates import add_months, month_of, months_period

_CHINESE_QUARTERS = "一二三四"


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return months_period(day.year, day.month, 1).last


def day_after_month(month: str, day: int) -> date:
    """The nth day of the month after one, or its last day."""
    first = add_months(date.fromisoformat(f"{month}-01"), 1)
    return min(first + timedelta(days=day - 1), month_end(first))


def owed_month(on: date, since: str | None, told: Collection[str | None]) -> str | None:
    """Of last month and this one the first that nobody has written, not before `since`; None when both are written."""
    months = (month_of(add_months(on.replace(day=1), back)) for back in (-1, 0))
    return next((month for month in months if month >= (since or "") and month not in told), None)


def year_day(year: int, month_day: str | None) -> date | None:
    """A day like 04-30 in a year; None for what is no day."""
    try:
        return date.fromisoformat(f"{year}-{month_day}")
    except ValueError:
        return None


@dataclass(frozen=True)
class Node:
    """By when which percent of a project's money is to be paid."""

    due: date
    share: int


def pay_node(on: date, months: Sequence[int], shares: Sequence[int]) -> Node | None:
    """The node of this month, else the last one of the year that has passed."""
    past = [pair for pair in zip(months, shares, strict=False) if pair[0] <= on.month]
    month, share = max(past, default=(0, 0))
    return Node(month_end(date(on.year, month, 1)), share) if past else None


def behind(share: Decimal | None, node: Node) -> bool:
    """Less paid than the node asks; nothing written is nothing paid."""
    return (share or Decimal(0)) < node.share


def quarter_words(quarter: int) -> str:
    """三季度."""
    return f"{_CHINESE_QUARTERS[quarter - 1]}季度"
