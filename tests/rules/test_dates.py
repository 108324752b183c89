"""Ages, months, cycles and how a period is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.dates import Period, add_months, age_on, cycle, months_between, quarter_of, read_period


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1980, 7, 22), date(2025, 7, 21), 44),
        (date(1980, 7, 22), date(2025, 7, 22), 45),
        (date(2025, 7, 22), date(2025, 7, 22), 0),
    ],
)
def test_age_turns_on_the_birthday(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


def test_months_end_with_the_month() -> None:
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert add_months(date(2021, 8, 30), 36) == date(2024, 8, 30)
    assert add_months(date(2025, 1, 31), -2) == date(2024, 11, 30)


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 600))
def test_months_added_are_months_between(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025年"),
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30), "2025年二季度"),
        ("2025-07", date(2025, 7, 1), date(2025, 7, 31), "2025年7月"),
        ("2025-07-22", date(2025, 7, 22), date(2025, 7, 22), "2025年7月22日"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
    ],
)
def test_a_period_reads_and_speaks(text: str, first: date, last: date, words: str) -> None:
    period = read_period(text)
    assert (period, period.words()) == (Period(first, last), words)


@pytest.mark.parametrize("text", ["", "2025Q5", "2025-13", "2025-02-30", "25-07", "0000", "9999", "今年"])
def test_what_is_no_period_says_what_would_be(text: str) -> None:
    with pytest.raises(ValueError, match="请写成"):
        read_period(text)


def test_two_monthly_cycles_are_january_february_and_on() -> None:
    cycles = {cycle(date(2025, month, 15), 2) for month in range(1, 13)}
    assert len(cycles) == 6
    assert cycle(date(2025, 7, 22), 2) == Period(date(2025, 7, 1), date(2025, 8, 31))
    assert cycle(date(2025, 12, 31), 5) == Period(date(2025, 11, 1), date(2025, 12, 31))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_every_day_lies_in_its_cycle(day: date, months: int) -> None:
    assert day in cycle(day, months)


def test_quarters() -> None:
    assert [quarter_of(date(2025, month, 1)) for month in (1, 3, 4, 12)] == [1, 1, 2, 4]
    assert Period(date(2025, 7, 3), date(2025, 7, 9)).words() == "2025年7月3日至2025年7月9日"
