"""A month's attendance in one line: short to type, pasted from cells, and nothing but its marks."""

import pytest

from models.kernel import Unreadable
from models.kernel.marks import DayMarksKind, Marks

KIND = DayMarksKind(marks=Marks((("√", "出勤"), ("△", "请假"), ("－", "休")), {"v": "√", "-": "－"}))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("√√△", "√√△"),
        ("5√2-5√", "√√√√√－－√√√√√"),
        ("V v √", "√√√"),
        ("√,,休", "√·－"),
        ("√\t\t出勤\t\t", "√·√"),
        ("··√··", "··√"),
        ("31√", "√" * 31),
        ("···", None),
        ("  ", None),
    ],
)
def test_days_are_read(typed: str, days: str | None) -> None:
    value = KIND.parse(typed).value
    assert value == days
    assert KIND.load(KIND.dump(value)) == value
    assert KIND.parse(KIND.show(value)).value == value
    assert value is None or KIND.holds(value)


@pytest.mark.parametrize("typed", ["√好", "32√", "22", "√5", "√" * 32])
def test_anything_else_is_said(typed: str) -> None:
    with pytest.raises(Unreadable):
        KIND.parse(typed)


@pytest.mark.parametrize("stored", ["", "√·", "√x", "√" * 32, 3, None])
def test_what_could_not_have_been_made_is_not_believed(stored: object) -> None:
    assert not KIND.holds(stored)
