"""Interest paid by public money: by day, by ratio, rounded only where it settles."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.dates import Period, each_day
from models.rules.loan import Extension, Loan, Repayment, balance_on, due_on
from models.rules.loan_subsidy import Ratio, SubsidyRules, settlements, subsidised_interest
from models.rules.rounding import half_up

RULES = SubsidyRules(
    ratios=(
        Ratio(Period(date(2021, 1, 1), date(2023, 12, 31)), Decimal("1.00")),
        Ratio(Period(date(2024, 1, 1), date(2025, 12, 31)), Decimal("0.70")),
    ),
    cap=Decimal(50000),
    day_base=360,
    settlement_day=20,
)
LENT = Loan(amount=Decimal(50000), granted_on=date(2023, 9, 21), due_on=date(2024, 9, 20))
RATE = Decimal("3.6")  # five yuan a day for 50,000


def paid(loan: Loan, first: date, last: date, misused: date | None = None) -> Decimal:
    return subsidised_interest(loan, RATE, RULES, Period(first, last), misused)


def test_the_ratio_changes_after_the_last_day_of_2023() -> None:
    assert paid(LENT, date(2023, 12, 31), date(2023, 12, 31)) == Decimal("5.00")
    assert paid(LENT, date(2024, 1, 1), date(2024, 1, 1)) == Decimal("3.50")
    # 21 December to 20 March: 11 days at 100 %, 80 days (a leap year) at 70 %
    assert paid(LENT, date(2023, 12, 21), date(2024, 3, 20)) == Decimal(11 * 5) + Decimal(80) * Decimal("3.5")


def test_interest_settles_on_the_20th_of_the_last_month_of_a_quarter() -> None:
    parts = list(settlements(Period(date(2023, 9, 21), date(2024, 3, 31)), RULES))
    assert [part.last for part in parts] == [date(2023, 12, 20), date(2024, 3, 20), date(2024, 3, 31)]


def test_halves_are_rounded_up_once_a_settlement() -> None:
    # 25 yuan x 3.6 % / 360 = 0.0025 a day: 2 days are 0.005
    small = Loan(amount=Decimal(25), granted_on=date(2023, 1, 1), due_on=date(2023, 12, 31))
    assert paid(small, date(2023, 3, 1), date(2023, 3, 2)) == Decimal("0.01")
    assert paid(small, date(2023, 3, 19), date(2023, 3, 22)) == Decimal("0.02")
    assert paid(small, date(2023, 3, 1), date(2023, 3, 4)) == Decimal("0.01")


def test_nothing_after_the_due_day_while_unpaid() -> None:
    assert paid(LENT, date(2024, 9, 20), date(2024, 9, 20)) == Decimal("3.50")
    assert paid(LENT, date(2024, 9, 21), date(2025, 3, 20)) == 0
    longer = replace(LENT, extensions=(Extension(date(2024, 9, 1), date(2025, 9, 20)),))
    assert paid(longer, date(2024, 9, 21), date(2024, 9, 21)) == Decimal("3.50")


def test_nothing_once_it_is_put_to_another_use() -> None:
    assert paid(LENT, date(2023, 10, 1), date(2023, 10, 10), misused=date(2023, 10, 4)) == Decimal("15.00")


def test_the_part_above_the_cap_is_not_paid_for() -> None:
    more = replace(LENT, amount=Decimal(100000))
    assert paid(more, date(2023, 10, 1), date(2023, 10, 1)) == Decimal("5.00")


def test_a_day_without_a_document_is_paid_nothing() -> None:
    assert paid(replace(LENT, due_on=date(2027, 1, 1)), date(2026, 1, 1), date(2026, 12, 31)) == 0


DAYS = st.dates(date(2023, 6, 1), date(2025, 3, 1))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(DAYS, st.integers(1, 30000)), max_size=4),
    st.none() | DAYS,
    st.none() | st.tuples(DAYS, DAYS),
    DAYS,
    st.integers(0, 400),
)
def test_counting_in_runs_gives_what_counting_each_day_gives(
    payments: list[tuple[date, int]],
    misused: date | None,
    extension: tuple[date, date] | None,
    first: date,
    length: int,
) -> None:
    loan = replace(
        LENT,
        repayments=tuple(Repayment(on, Decimal(amount)) for on, amount in payments),
        extensions=(Extension(*extension),) if extension else (),
    )
    period = Period(first, first + timedelta(days=length))

    def naive(day: date) -> Decimal:
        due = due_on(loan, day)
        if (due and day > due) or (misused and day >= misused):
            return Decimal(0)
        return min(balance_on(loan, day), RULES.cap) * RULES.share(day) * RATE / 100 / 360

    expected = sum(
        (half_up(sum(map(naive, each_day(part)), Decimal(0))) for part in settlements(period, RULES)), Decimal(0)
    )
    assert abs(paid(loan, period.first, period.last, misused) - expected) <= Decimal("0.01")
