"""项目资产: whose it is, what it cost, how it runs, what it should have earned, and when it is cleared up.

Sources: 国办函〔2021〕51号 (ownership by book, 确权公示, 收益分配公示); domain brief 1.13 (sources add up to the original value;
rent not collected and ownership without notice were audit findings; yearly clearing by the end of April).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

NOTHING = Decimal(0)
WAITING, OVERDUE, PART, RECEIVED, NO_DUE = "waiting", "overdue", "part", "received", "none"
DUE_WORDS = {WAITING: "没到收的时候", OVERDUE: "到期没收", PART: "没收齐", RECEIVED: "收齐了", NO_DUE: "没写应收"}
OWNERS_OF_BOOK = {
    "household": frozenset({"household", "unknown"}),
    "public": frozenset({"county", "township", "village", "unknown"}),
}


@dataclass(frozen=True)
class Look:
    """One inspection."""

    on: date
    state: str


def value_doubt(sources: Iterable[Decimal | None], value: Decimal | None) -> str | None:
    """The money that was put in against the original value; nothing is said while sources are blank."""
    known = [one for one in sources if one is not None]
    if value is None or not known or (total := sum(known, NOTHING)) == value:
        return None
    return f"各来源资金合计{total:.2f}元，和原值{value:.2f}元不一样。"


def net_doubt(net: Decimal | None, value: Decimal | None) -> str | None:
    """Worth more than it cost."""
    return "净值比原值还大，请核对。" if net is not None and value is not None and net > value else None


def owner_doubt(book: str | None, owner: str | None) -> str | None:
    """A book whose things do not belong to that owner."""
    fits = OWNERS_OF_BOOK.get(book or "")
    if not fits or not owner or owner in fits:
        return None
    return "到户类资产应归农户，权属却不是农户个人。" if book == "household" else "公益性资产归了农户个人，请核对。"


def order_fault(formed: date | None, handed: date | None, ended: date | None) -> tuple[str, str] | None:
    """(field, sentence) of days that contradict each other."""
    if formed and handed and handed < formed:
        return "handed_on", "移交日期比形成日期还早，请核对。"
    begun = handed or formed
    return ("disposed_on", "处置日期比形成或移交日期还早，请核对。") if begun and ended and ended < begun else None


def state_now(typed: str | None, looks: Iterable[Look], disposed: date | None, today: date) -> str:
    """Gone once disposed of, else what the last look found, else what was typed."""
    if typed == "gone" or (disposed and disposed <= today):
        return "gone"
    last = max(looks, key=lambda look: look.on, default=None)
    return last.state if last else (typed or "unknown")


def check_due(looks: Sequence[Look], formed: date | None, opened: date | None, days: int) -> date | None:
    """By when to look at it again; None while nobody knows since when it stands."""
    last = max((look.on for look in looks), default=None) or opened or formed
    return last + timedelta(days=days) if last else None


def due_state(due: Decimal | None, got: Decimal | None, due_on: date | None, today: date) -> str:
    """Where the money of one contract year stands."""
    if due is None:
        return NO_DUE
    if (got or NOTHING) >= due:
        return RECEIVED
    if due_on is None or today <= due_on:
        return PART if got else WAITING
    return PART if got else OVERDUE


def owed(due: Decimal | None, got: Decimal | None) -> Decimal | None:
    """What is still to come in."""
    return None if due is None else max(due - (got or NOTHING), NOTHING)


def spent_doubt(parts: Iterable[Decimal | None], got: Decimal | None) -> str | None:
    """More given out than came in; nothing is said while nobody wrote what came in."""
    total = sum((part for part in parts if part is not None), NOTHING)
    return f"分配合计{total:.2f}元，比收到的{got:.2f}元多，请核对。" if got is not None and total > got else None


def clearing_day(year: int, month_day: str) -> date | None:
    """The last day of clearing up a year, in the year after; `month_day` is 04-30."""
    try:
        return date.fromisoformat(f"{year + 1}-{month_day}")
    except ValueError:
        return None


def clearing_doubt(year: int | None, cleared: date | None, today: date, month_day: str) -> str | None:
    """A year that was not cleared up in time."""
    last = clearing_day(year, month_day) if year else None
    if last is None or (cleared or today) <= last:
        return None
    return (
        f"{year}年度应在{last.year}年{last.month}月{last.day}日前清算核实，{'晚了' if cleared else '还没写清算日期'}。"
    )
