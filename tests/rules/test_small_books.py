"""Appeals and their days; points; departments' lists; events."""

from dataclasses import replace
from datetime import date

from models.rules import appeal, small_books
from models.rules.appeal import Appeal
from models.rules.small_books import Compared

CAME = Appeal(on=date(2025, 7, 1))


def test_an_appeal_is_due_by_its_channel() -> None:
    assert appeal.due_on(CAME, None, 30) == date(2025, 7, 31)
    assert appeal.due_on(CAME, 2, 30) == date(2025, 7, 3)
    assert appeal.due_on(replace(CAME, on=date(2025, 7, 4)), 2, None) == date(2025, 7, 8)
    assert appeal.due_on(replace(CAME, due_on=date(2025, 9, 1)), 2, 30) == date(2025, 9, 1)
    assert appeal.due_on(Appeal(), 2, 30) is None
    assert appeal.due_on(CAME, None, None) is None


def test_steps_follow_one_another() -> None:
    assert appeal.order_fault(replace(CAME, handed_on=date(2025, 6, 1))) == (
        "handed_on",
        "交办日期比登记日期还早，请核对。",
    )
    found = appeal.order_fault(replace(CAME, answered_on=date(2025, 7, 9), closed_on=date(2025, 7, 8)))
    assert found == ("closed_on", "办结日期比回复日期还早，请核对。")
    assert appeal.order_fault(replace(CAME, closed_on=date(2025, 7, 1), called_back_on=date(2025, 7, 1))) is None


def test_states_have_their_days() -> None:
    closed = replace(CAME, closed_on=date(2025, 7, 9))
    answered = replace(CAME, answered_on=date(2025, 7, 9))
    assert appeal.state_doubt("closed", CAME) == ("closed_on", "已经办结，没有办结日期。")
    assert appeal.state_doubt("working", closed) == ("state", "有办结日期，办到哪一步还没改。")
    assert appeal.state_doubt("answered", CAME) == ("answered_on", "已经回复，没有回复日期。")
    assert appeal.state_doubt("taken", answered) == ("state", "有回复日期，办到哪一步还没改。")
    assert appeal.state_doubt("closed", closed) is None
    assert appeal.is_open("working", None)
    assert not appeal.is_open("refused", None)
    assert not appeal.is_open("working", date(2025, 7, 9))


def test_late_is_said_in_days() -> None:
    due, on = date(2025, 7, 10), date(2025, 7, 22)
    assert appeal.late_doubt("working", CAME, due, on) == "应在2025年7月10日前办结，晚了12天，请抓紧办。"
    late = appeal.late_doubt("closed", replace(CAME, closed_on=date(2025, 7, 12)), due, on)
    assert late == "应在2025年7月10日前办结，晚了2天，请写明原因。"
    assert appeal.late_doubt("closed", replace(CAME, closed_on=due), due, on) is None
    assert appeal.late_doubt("working", CAME, due, due) is None
    assert appeal.late_doubt("working", CAME, None, on) is None


def test_ill_content_is_not_closed_just_so() -> None:
    assert appeal.content_doubt("3", "closed", None) is not None
    assert appeal.content_doubt("3", "closed", "kept") is None
    assert appeal.content_doubt("1", "closed", None) is None


def test_points_are_won_lost_and_spent() -> None:
    assert small_books.balance([("won", 10), ("lost", 3), ("spent", -2), ("lost", -1), (None, 4), ("won", None)]) == 8
    assert small_books.points_doubt("spent", 20, 10) == "兑换20分，比现有的10分还多，请核对。"
    assert small_books.points_doubt("spent", -10, 10) is None
    assert small_books.points_doubt("won", -5, 10) is not None
    assert small_books.points_doubt("lost", 50, 10) is None


def test_zero_is_an_answer() -> None:
    nothing = Compared(pushed_households=0)
    assert list(small_books.compared_doubts(nothing)) == []
    assert not small_books.comparison_open(nothing, None)
    assert small_books.comparison_open(Compared(pushed_households=3), None)
    assert not small_books.comparison_open(Compared(pushed_households=3), date(2025, 7, 1))
    assert small_books.unverified(Compared(pushed_households=3)) == 3


def test_counts_of_a_list_go_together() -> None:
    fields = [field for field, _ in small_books.compared_doubts(Compared(2, 1, 3, 4, 3, 1))]
    assert fields == ["checked_households", "checked_people", "clues", "pushed_people"]
    assert list(small_books.compared_doubts(Compared(4, 6, 4, 6, 1, 3))) == []


def test_an_event_hits_no_fewer_than_are_listed() -> None:
    assert small_books.event_doubt(2, None, 3) == ("households", "写的受灾2户，逐户记了3户，请核对。")
    assert small_books.event_doubt(3, 2, 3) == ("people", "受灾2人，比受灾3户还少，请核对。")
    assert small_books.event_doubt(30, 80, 3) is None
    assert small_books.event_doubt(None, None, 3) is None
