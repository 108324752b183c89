"""Working days: Monday to Friday, the day itself not counted."""

from datetime import date, timedelta

import pytest

from models.rules.workdays import add_workdays, is_workday, workdays_between

TUESDAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (TUESDAY, 0, TUESDAY),
        (TUESDAY, 1, date(2025, 7, 2)),
        (TUESDAY, 3, date(2025, 7, 4)),
        (TUESDAY, 4, date(2025, 7, 7)),
        (TUESDAY, 10, date(2025, 7, 15)),
        (date(2025, 7, 4), 1, date(2025, 7, 7)),
        (date(2025, 7, 5), 1, date(2025, 7, 7)),
        (date(2025, 7, 5), 5, date(2025, 7, 11)),
        (date(2025, 7, 6), 10, date(2025, 7, 18)),
        (date(2025, 12, 26), 10, date(2026, 1, 9)),
    ],
)
def test_weekends_do_not_count(day: date, count: int, last: date) -> None:
    assert add_workdays(day, count) == last


def test_counting_gives_back_what_was_added() -> None:
    for start in range(14):
        day = TUESDAY + timedelta(days=start)
        for count in range(1, 30):
            last = add_workdays(day, count)
            assert is_workday(last)
            assert workdays_between(day, last) == count
    assert workdays_between(TUESDAY, TUESDAY) == 0
    assert workdays_between(TUESDAY, date(2025, 6, 1)) == 0
