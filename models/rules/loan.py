"""小额信贷 on a day: its state, balance, when it is due, and when it has to be looked at.

Sources: 银保监发〔2021〕6号 for 续贷 and 展期; how banks and villages keep them apart (practice): 展期 is the same
contract with a later day, 续贷 is a new contract that settles the old one, 即将到期 is something to do and not a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.rules.dates import add_months

NOTHING = Decimal(0)
_NOT, _NEAR = ("没", "未", "不", "无", "非"), 3  # a no so many letters before a word
RUNNING = frozenset({"normal", "due_today", "overdue", "extended"})
"""States in which money is still owed."""


@dataclass(frozen=True)
class Extension:
    """展期: from `on` the loan is due on another day."""

    on: date
    due_on: date


@dataclass(frozen=True)
class Repayment:
    """Principal paid back on a day; interest is the bank's account."""

    on: date
    principal: Decimal


@dataclass(frozen=True)
class Loan:
    """What is known of one contract. Whatever is blank is simply not known."""

    amount: Decimal | None = None
    granted_on: date | None = None
    due_on: date | None = None
    term_months: int | None = None
    applied_on: date | None = None
    approved_on: date | None = None
    refused_on: date | None = None
    renewed_on: date | None = None
    compensated_on: date | None = None
    written_off_on: date | None = None
    opened_on: date | None = None
    opening_balance: Decimal | None = None
    repayments: tuple[Repayment, ...] = ()
    extensions: tuple[Extension, ...] = ()


def due_date(granted_on: date, months: int) -> date:
    """The day a loan of some months falls due: the same day of the month, or that month's last day."""
    return add_months(granted_on, months)


def due_on(loan: Loan, on: date | None = None) -> date | None:
    """The day it is due as seen on `on` (all extensions when None); counted from the term when no day was written."""
    agreed = [e for e in loan.extensions if on is None or e.on <= on]
    if agreed:
        return max(agreed, key=lambda e: (e.on, e.due_on)).due_on
    if loan.due_on or not (loan.granted_on and loan.term_months):
        return loan.due_on
    return due_date(loan.granted_on, loan.term_months)


def balance_on(loan: Loan, on: date) -> Decimal:
    """Principal owed at the end of a day, never below nothing. The opening balance is that of the end of its day."""
    closed = (loan.renewed_on, loan.compensated_on, loan.written_off_on)
    if (loan.granted_on and on < loan.granted_on) or any(_by(day, on) for day in closed):
        return NOTHING
    opened = loan.opened_on if loan.opening_balance is not None else None
    if opened and on >= opened:
        start, since = loan.opening_balance or NOTHING, opened
    else:
        start, since = loan.amount or NOTHING, date.min
    return max(NOTHING, start - sum((r.principal for r in loan.repayments if since < r.on <= on), NOTHING))


def overpaid(loan: Loan, on: date) -> Decimal:
    """By how much principal paid back is more than was lent; banks book interest into it, so this is only odd."""
    paid = sum((r.principal for r in loan.repayments if r.on <= on), NOTHING)
    return max(NOTHING, paid - loan.amount) if loan.amount is not None else NOTHING


def state_on(loan: Loan, on: date) -> str:
    """The state as a code of codes.loan.STATE; `unknown` when the dates do not tell."""
    ends = (
        ("written_off", loan.written_off_on),
        ("compensated", loan.compensated_on),
        ("renewed", loan.renewed_on),
    )
    for state, day in ends:
        if _by(day, on):
            return state
    if not (_by(loan.granted_on, on) or (loan.opening_balance is not None and _by(loan.opened_on, on))):
        return _before_money(loan, on)
    return _running(loan, on) if balance_on(loan, on) else "settled"


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _before_money(loan: Loan, on: date) -> str:
    steps = (("refused", loan.refused_on), ("approved", loan.approved_on), ("applied", loan.applied_on))
    known = next((state for state, day in steps if _by(day, on)), None)
    # A grant day still to come has been agreed on, whatever else was left blank.
    return known or ("approved" if loan.granted_on else "unknown")


def _running(loan: Loan, on: date) -> str:
    due = due_on(loan, on)
    if due is None or on < due:
        return "extended" if any(e.on <= on for e in loan.extensions) else "normal"
    return "due_today" if on == due else "overdue"


def days_overdue(loan: Loan, on: date) -> int:
    """Days since it was due while money is owed; 0 on the day itself."""
    due = due_on(loan, on)
    return (on - due).days if due and state_on(loan, on) == "overdue" else 0


def settled_on(loan: Loan, on: date) -> date | None:
    """The day on which nothing was owed any more, as known on `on`."""
    if state_on(loan, on) not in {"settled", "renewed"}:
        return None
    if loan.renewed_on and loan.renewed_on <= on:
        return loan.renewed_on
    days = sorted(r.on for r in loan.repayments if r.on <= on)
    return next((day for day in days if not balance_on(loan, day)), loan.opened_on)


def reminder(due: date, on: date, steps: Sequence[int]) -> int | None:
    """The reminder step a loan stands in: of 90, 60, 30, 7, 0 the nearest not yet passed. None before and after all."""
    left = (due - on).days
    return min((step for step in steps if 0 <= left <= step), default=None)


def next_check(granted_on: date, checks: Iterable[date], first_days: int, later_days: int) -> date:
    """When its use has to be looked at next: some days after the money came, then some days after the last check."""
    last = max((day for day in checks if day >= granted_on), default=None)
    return last + timedelta(days=later_days) if last else granted_on + timedelta(days=first_days)


def days_unused(granted_on: date, first_used_on: date | None, on: date) -> int:
    """How long the money has lain (or lay) unused."""
    return max(0, (min(first_used_on or on, on) - granted_on).days)


def ceiling_doubt(open_amounts: Iterable[Decimal], ceiling: Decimal | int) -> str | None:
    """A household's loans of one product, open at once, against what one household may have."""
    total = sum(open_amounts, NOTHING)
    if total <= ceiling:
        return None
    return f"这户没还清的贷款合计{total:.2f}元，超过每户上限{Decimal(ceiling):.2f}元，请核对。"


def meant(text: str | None, words: Mapping[str, Iterable[str]]) -> str | None:
    """Which of some meanings a text has, by words in it; 没有借给别人 does not say that it was lent."""
    for code, some in words.items():
        for word in some:
            before, found, _ = (text or "").partition(word)
            if found and not any(no in before[-_NEAR:] for no in _NOT):
                return code
    return None


def term_doubt(granted_on: date, due: date, months: int) -> str | None:
    """A term above the product's longest."""
    if due <= add_months(granted_on, months):
        return None
    return f"期限超过{months}个月，请核对到期日。"


def order_fault(granted_on: date | None, due: date | None) -> str | None:
    """Due before it was granted: the row contradicts itself."""
    return "到期日比放款日还早，请核对。" if granted_on and due and due <= granted_on else None


def age_doubt(age: int, low: int, high: int) -> str | None:
    """A borrower outside the age the product is meant for."""
    return None if low <= age <= high else f"放款时{age}周岁，一般应在{low}到{high}周岁之间，请核对。"


def extension_doubt(applied_on: date | None, due: date | None) -> str | None:
    """展期 is asked for before the loan is due."""
    return "展期应在到期日以前申请，请核对。" if applied_on and due and applied_on > due else None


def times_doubt(renewals: int, extensions: int, max_renewals: int, max_extensions: int, max_total: int) -> str | None:
    """More 续贷 and 展期 than the product allows, each alone or together."""
    if renewals > max_renewals:
        return f"续贷已经{renewals}次，一般最多{max_renewals}次，请核对。"
    if extensions > max_extensions:
        return f"展期已经{extensions}次，一般最多{max_extensions}次，请核对。"
    if renewals + extensions > max_total:
        return f"续贷和展期合计{renewals + extensions}次，一般最多{max_total}次，请核对。"
    return None
