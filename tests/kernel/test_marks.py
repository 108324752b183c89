"""A month's attendance in one line: short to type, pasted from cells, and nothing but its marks."""

from datetime import date

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


def test_a_value_over_its_thirty_one_columns_and_back() -> None:
    for value in ("√√△·－", "·" * 30 + "√", None):
        assert KIND.parse(KIND.gather(KIND.spread(value))).value == value
    assert KIND.gather(("√", "", "休息日")) == "√、、休息日"
    assert [KIND.part(head) for head in ("1", "01", "1日", "31号", 31.0, date(2025, 6, 7), "32", "合计", "1月")] == [
        0, 0, 0, 30, 30, 6, None, None, None]  # fmt: skip
    with pytest.raises(Unreadable, match="2日的“好”不是考勤记号"):
        KIND.parse("√好")
