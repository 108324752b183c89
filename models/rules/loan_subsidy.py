"""贴息: interest that public money pays, day by day.

Sources: 银保监发〔2021〕6号 and county rules on 脱贫人口小额信贷贴息 (ratio by date; nothing after the due day while
unpaid; nothing for money put to another use). Interest settles on the 20th of March, June, September and December;
it is rounded there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from models.rules.dates import MONTHS_A_QUARTER, Period, months_period
from models.rules.loan import NOTHING, Loan, balance_on, due_on
from models.rules.rounding import half_up

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ratio:
    """The share of the interest that is paid for, on the days of a period."""

    period: Period
    share: Decimal


@dataclass(frozen=True)
class SubsidyRules:
    """The dated parameters of one product: ratios, the balance they reach up to, bank days a year, settlement day."""

    ratios: tuple[Ratio, ...]
    cap: Decimal
    day_base: int
    settlement_day: int

    def share(self, on: date) -> Decimal:
        """The ratio on a day; nothing where no document set one."""
        return next((ratio.share for ratio in self.ratios if on in ratio.period), NOTHING)


def subsidised_interest(
    loan: Loan, annual_percent: Decimal, rules: SubsidyRules, period: Period, misused_from: date | None = None
) -> Decimal:
    """Interest paid by public money for the days of a period, rounded half up at each settlement."""
    return sum(
        (half_up(_between(loan, annual_percent, rules, part, misused_from)) for part in settlements(period, rules)),
        NOTHING,
    )


def settlements(period: Period, rules: SubsidyRules) -> Iterator[Period]:
    """A period cut after each settlement day: the 20th (a parameter) of the last month of a quarter."""
    first = period.first
    while first <= period.last:
        last = min(_settlement(first, rules.settlement_day), period.last)
        yield Period(first, last)
        first = last + _ONE_DAY


def _settlement(on: date, day: int) -> date:
    month = (on.month + MONTHS_A_QUARTER - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER
    end = date(on.year, month, day)
    if on <= end:
        return end
    following = months_period(on.year, month, 1).last + _ONE_DAY
    return _settlement(following, day)


def _between(loan: Loan, annual_percent: Decimal, rules: SubsidyRules, part: Period, misused: date | None) -> Decimal:
    """Days on which nothing changes are counted together; their sum is exact until it is rounded."""
    owed_days = NOTHING
    edges = _edges(loan, rules, part, misused)
    for begin, end in pairwise(edges):
        if _entitled(loan, begin, misused):
            owed_days += min(balance_on(loan, begin), rules.cap) * rules.share(begin) * (end - begin).days
    return owed_days * annual_percent / 100 / rules.day_base


def _entitled(loan: Loan, on: date, misused: date | None) -> bool:
    due = due_on(loan, on)
    return not (due and on > due) and not (misused and on >= misused)


def _edges(loan: Loan, rules: SubsidyRules, part: Period, misused: date | None) -> Sequence[date]:
    """Every day of the part on which balance, ratio or entitlement may change, and the day after its end."""
    days = {loan.granted_on, misused, loan.renewed_on, loan.compensated_on, loan.written_off_on, loan.opened_on}
    days |= {r.on for r in loan.repayments} | {e.on for e in loan.extensions}
    days |= {ratio.period.first for ratio in rules.ratios}
    days |= {ratio.period.last + _ONE_DAY for ratio in rules.ratios if ratio.period.last < date.max}
    dues = {loan.due_on, due_on(loan, date.min), *(e.due_on for e in loan.extensions)}
    days |= {due + _ONE_DAY for due in dues if due}
    inside = {day for day in days if day and part.first < day <= part.last}
    return sorted(inside | {part.first, part.last + _ONE_DAY})
