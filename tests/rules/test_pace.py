"""A year's pace: as much each day as so far, told only of what grows and is not yet done."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules.pace import by_end_of_year, progress


@pytest.mark.parametrize(("done", "on", "end"), [
    (10, date(2025, 12, 31), 10), (0, date(2025, 7, 1), 0), (1, date(2025, 1, 1), 365), (1, date(2024, 1, 1), 366),
    (45, date(2025, 7, 22), 80), (Decimal("100.50"), date(2025, 12, 30), 100),
])  # fmt: skip
def test_the_rest_of_the_year_goes_on_as_it_began(done: int, on: date, end: int) -> None:
    assert by_end_of_year(done, on) == end


def test_a_sentence_says_the_target_how_far_it_is_and_where_the_pace_leads() -> None:
    assert progress(45, Decimal("94.00"), date(2025, 7, 22), grows=True).words("人") == "任务 94 人，完成 47.87%；照现在的进度，到12月底能到 80 人"


def test_what_is_reached_or_does_not_grow_tells_no_pace() -> None:
    assert progress(96, 94, date(2025, 7, 22), grows=True).words("人") == "任务 94 人，完成 102.13%"
    assert progress(5, 10, date(2025, 7, 22), grows=False).words("座") == "任务 10 座，完成 50.00%"
    assert progress(0, 0, date(2025, 7, 22), grows=False).words("座") == "任务 0 座，不用做"
