"""Meetings and notices: order, length, who came."""

from datetime import date

from models.rules import meeting as rule

ON, HELD = date(2025, 7, 22), date(2025, 7, 1)


def test_a_notice_counts_both_ends() -> None:
    assert rule.notice_days(HELD, date(2025, 7, 5)) == 5
    assert rule.notice_days(HELD, None) is rule.notice_days(HELD, date(2025, 6, 1)) is None


def test_days_that_contradict_are_named() -> None:
    assert rule.order_fault(date(2025, 7, 23), None, None, ON) == ("会议日期还没到，请核对。", "date")
    assert rule.order_fault(HELD, date(2025, 6, 30), None, ON) == ("公示开始比会议日期还早，请核对。", "notice_from")
    assert rule.order_fault(HELD, date(2025, 7, 5), date(2025, 7, 4), ON) == ("公示结束比开始还早，请核对。", "notice_to")
    assert rule.order_fault(HELD, None, date(2025, 6, 4), ON) == ("公示结束比开始还早，请核对。", "notice_to")
    assert rule.order_fault(HELD, HELD, date(2025, 7, 5), ON) is None


def test_a_short_notice_and_too_many_people_are_asked_about() -> None:
    assert rule.notice_doubt(4, 5) == "只公示了4天，要求5天，请核对。"
    assert rule.notice_doubt(5, 5) is rule.notice_doubt(None, 5) is rule.notice_doubt(3, None) is None
    assert rule.came_doubt(31, 30) == "应到30人，实到31人，请核对。"
    assert rule.came_doubt(30, 30) is rule.came_doubt(3, None) is None
