"""Days of a month: counted, never on a day that is not there or has not come."""

from datetime import date

from models.rules import day_marks as rule


def test_a_month_has_its_days() -> None:
    assert [rule.days_of(month) for month in ("2025-01", "2025-02", "2024-02", "2025-06")] == [31, 28, 29, 30]


def test_attendance_on_31_february_is_a_fault() -> None:
    assert rule.beyond_fault("2025-02", "√" * 28) is None
    assert rule.beyond_fault("2025-02", "√" * 31) == "2月只有28天，考勤记到了31日，请核对。"
    assert rule.beyond_fault("2024-02", "√" * 29) is None
    assert rule.beyond_fault(None, "√" * 31) is None
    assert rule.beyond_fault("2025-02", None) is None


def test_a_day_to_come_is_a_fault() -> None:
    assert rule.future_fault("2025-07", "√" * 22, date(2025, 7, 22)) is None
    assert rule.future_fault("2025-07", "√" * 23, date(2025, 7, 22)) == "7月23日还没到，考勤已经记了，请核对。"
    assert rule.future_fault("2025-06", "√" * 30, date(2025, 7, 22)) is None
    assert rule.future_fault("2025-08", "√", date(2025, 7, 22)) == "8月1日还没到，考勤已经记了，请核对。"


def test_marks_are_counted() -> None:
    assert (rule.count("√√·×", "√"), rule.noted("√√·×"), rule.count(None, "√"), rule.noted(None)) == (2, 3, 0, 0)


def test_days_outside_an_agreement_are_named() -> None:
    assert rule.outside_days("2025-03", "√√·√", date(2025, 3, 2), date(2025, 3, 3)) == [1, 4]
    assert rule.outside_days("2025-03", "√√", None, None) == []
