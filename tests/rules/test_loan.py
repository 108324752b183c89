"""Loans on a day: state, balance, due day, reminders, checks, limits."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.codes.loan import MISUSE_WORDS, STATE
from models.rules import loan as rule
from models.rules.loan import Extension, Loan, Repayment

LENT = Loan(
    amount=Decimal(40000),
    applied_on=date(2022, 5, 1),
    approved_on=date(2022, 5, 20),
    granted_on=date(2022, 6, 30),
    due_on=date(2025, 6, 30),
)
PAID = replace(LENT, repayments=(Repayment(date(2025, 6, 20), Decimal(40000)),))
LONGER = replace(LENT, extensions=(Extension(date(2025, 6, 1), date(2026, 6, 30)),))


@pytest.mark.parametrize(
    ("loan", "on", "state"),
    [
        (LENT, date(2022, 4, 30), "approved"),
        (LENT, date(2022, 5, 1), "applied"),
        (LENT, date(2022, 5, 20), "approved"),
        (LENT, date(2022, 6, 30), "normal"),
        (LENT, date(2025, 6, 29), "normal"),
        (LENT, date(2025, 6, 30), "due_today"),
        (LENT, date(2025, 7, 1), "overdue"),
        (PAID, date(2025, 6, 19), "normal"),
        (PAID, date(2025, 6, 20), "settled"),
        (PAID, date(2025, 7, 1), "settled"),
        (LONGER, date(2025, 5, 31), "normal"),
        (LONGER, date(2025, 7, 1), "extended"),
        (LONGER, date(2026, 6, 30), "due_today"),
        (LONGER, date(2026, 7, 1), "overdue"),
        (replace(LENT, renewed_on=date(2025, 6, 30)), date(2025, 6, 30), "renewed"),
        (replace(LENT, compensated_on=date(2025, 9, 1)), date(2025, 8, 31), "overdue"),
        (replace(LENT, compensated_on=date(2025, 9, 1)), date(2025, 9, 1), "compensated"),
        (replace(LENT, written_off_on=date(2026, 1, 1)), date(2026, 1, 2), "written_off"),
        (Loan(applied_on=date(2025, 1, 1), refused_on=date(2025, 2, 1)), date(2025, 2, 1), "refused"),
        (Loan(amount=Decimal(1)), date(2025, 2, 1), "unknown"),
    ],
)
def test_a_loan_is_in_one_state_on_a_day(loan: Loan, on: date, state: str) -> None:
    assert rule.state_on(loan, on) == state
    assert STATE.label(state) != state


def test_an_opening_loan_needs_no_steps() -> None:
    opened = Loan(
        amount=Decimal(50000),
        due_on=date(2026, 3, 1),
        opened_on=date(2025, 7, 1),
        opening_balance=Decimal(30000),
        repayments=(Repayment(date(2025, 6, 1), Decimal(20000)), Repayment(date(2025, 8, 1), Decimal(10000))),
    )
    assert rule.state_on(opened, date(2025, 7, 22)) == "normal"
    assert rule.balance_on(opened, date(2025, 7, 22)) == Decimal(30000)
    assert rule.balance_on(opened, date(2025, 8, 1)) == Decimal(20000)
    gone = replace(opened, opening_balance=Decimal(0), repayments=())
    assert (rule.state_on(gone, date(2025, 7, 22)), rule.settled_on(gone, date(2025, 7, 22))) == (
        "settled",
        date(2025, 7, 1),
    )


def test_balance_is_what_was_lent_less_principal_and_never_below_nothing() -> None:
    books_interest = replace(LENT, repayments=(Repayment(date(2024, 1, 1), Decimal("40120.55")),))
    assert rule.balance_on(LENT, date(2022, 6, 29)) == 0
    assert rule.balance_on(LENT, date(2022, 6, 30)) == Decimal(40000)
    assert rule.balance_on(books_interest, date(2024, 1, 1)) == 0
    assert rule.overpaid(books_interest, date(2024, 1, 1)) == Decimal("120.55")


def test_days_overdue_begin_the_day_after() -> None:
    assert [rule.days_overdue(LENT, date(2025, 6, 30) + timedelta(days=n)) for n in (0, 1, 22)] == [0, 1, 22]
    assert rule.days_overdue(PAID, date(2025, 7, 22)) == 0
    assert rule.settled_on(PAID, date(2025, 7, 22)) == date(2025, 6, 20)


def test_a_term_gives_the_day_it_is_due() -> None:
    by_term = replace(LENT, due_on=None, term_months=36)
    assert rule.due_on(by_term) == date(2025, 6, 30)
    assert rule.due_date(date(2024, 2, 29), 12) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("left", "step"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (12, 30), (7, 7), (1, 7), (0, 0), (-1, None)]
)
def test_reminders_step_down_to_the_day(left: int, step: int | None) -> None:
    due = date(2025, 8, 3)
    assert rule.reminder(due, due - timedelta(days=left), (90, 60, 30, 7, 0)) == step


def test_the_audited_loan_lay_unused_459_days() -> None:
    assert rule.days_unused(date(2021, 8, 30), None, date(2022, 12, 2)) == 459
    assert rule.days_unused(date(2021, 8, 30), date(2021, 9, 9), date(2022, 12, 2)) == 10


def test_its_use_is_checked_after_a_month_and_then_each_half_year() -> None:
    granted = date(2025, 3, 1)
    assert rule.next_check(granted, (), 30, 183) == date(2025, 3, 31)
    assert rule.next_check(granted, (date(2025, 2, 1), date(2025, 4, 2)), 30, 183) == date(2025, 10, 2)


def test_limits_are_those_that_come_with_the_product() -> None:
    assert rule.ceiling_doubt([Decimal(50000)], 50000) is None
    assert "60000.00" in (rule.ceiling_doubt([Decimal(50000), Decimal(10000)], 50000) or "")
    assert rule.ceiling_doubt([Decimal(60000)], 100000) is None
    assert rule.term_doubt(date(2022, 6, 30), date(2025, 6, 30), 36) is None
    assert rule.term_doubt(date(2022, 6, 30), date(2025, 7, 1), 36) is not None
    assert rule.age_doubt(65, 18, 65) is None
    assert rule.age_doubt(66, 18, 65) is not None


def test_order_extension_and_times() -> None:
    assert rule.order_fault(date(2025, 1, 1), date(2024, 12, 31)) == "到期日比放款日还早，请核对。"
    assert rule.order_fault(date(2025, 1, 1), None) is None
    assert rule.extension_doubt(date(2025, 7, 1), date(2025, 6, 30)) is not None
    assert rule.extension_doubt(date(2025, 6, 30), date(2025, 6, 30)) is None
    assert rule.times_doubt(1, 0, 1, 1, 1) is None
    assert "合计2次" in (rule.times_doubt(1, 1, 1, 1, 1) or "")
    assert "续贷已经2次" in (rule.times_doubt(2, 0, 1, 1, 1) or "")
    assert "展期已经2次" in (rule.times_doubt(0, 2, 1, 1, 1) or "")


@pytest.mark.parametrize(("text", "said"), [
    ("给儿子盖房子", "2"), ("钱借给他弟弟了", "11"), ("没有借给别人", None), ("都用在养牛上", None), ("不用于还债", None), ("", None),
])
def test_what_a_text_says_of_the_money(text: str, said: str | None) -> None:
    assert rule.meant(text, MISUSE_WORDS) == said
