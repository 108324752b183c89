"""Rectification: what the words of a deadline mean, what is late, what a sign-off needs."""

from dataclasses import replace
from datetime import date

import pytest

from models.codes import problem as codes
from models.rules import problem as rule
from models.rules.problem import Deadline, Standing

TOLD, ON = date(2022, 6, 17), date(2025, 7, 22)
DAY = date(2025, 5, 1)
CLOSED = Standing("closed", DAY, date(2025, 6, 1), "张甲")


@pytest.mark.parametrize(
    ("words", "kind", "due", "kept_up"),
    [
        ("10月20日前取得积极成效，长期坚持", "dated", date(2022, 10, 20), True),
        ("立行立改，长期坚持", "now", None, True),
        ("立查立改", "now", None, False),
        ("2023年7月18日前", "dated", date(2023, 7, 18), False),
        ("2022年12月底前完成", "dated", date(2022, 12, 31), False),
        ("3月底前", "dated", date(2023, 3, 31), False),
        ("5月1日前", "dated", date(2023, 5, 1), False),
        ("长期坚持", "lasting", None, True),
        ("2月30日前", "dated", None, False),
        ("13月底", "dated", None, False),
        ("尽快", "unknown", None, False),
        (None, "unknown", None, False),
    ],
)
def test_a_deadline_is_read_from_its_words(words: str | None, kind: str, due: date | None, kept_up: bool) -> None:
    deadline = Deadline(words, since=TOLD)
    assert (rule.deadline_kind(deadline), rule.due_day(deadline), rule.kept_up(deadline)) == (kind, due, kept_up)


def test_what_is_written_apart_stands_over_the_words() -> None:
    deadline = Deadline("10月20日前，长期坚持", "now", date(2022, 9, 1), False, TOLD)
    assert (rule.deadline_kind(deadline), rule.due_day(deadline), rule.kept_up(deadline)) == ("now", date(2022, 9, 1), False)
    assert rule.deadline_kind(Deadline("立行立改", "unknown")) == "now"
    assert rule.deadline_kind(Deadline(due_on=DAY)) == "dated"
    assert (rule.deadline_kind(Deadline(lasting=True)), rule.kept_up(Deadline(kind="lasting"))) == ("lasting", True)


def test_nobody_guesses_the_year_of_a_day() -> None:
    bare = Deadline("10月20日前")
    assert rule.due_day(bare) is None
    assert "哪年哪天" in (rule.undated_doubt(bare) or "")
    assert rule.undated_doubt(replace(bare, since=TOLD)) is None
    assert rule.undated_doubt(Deadline("立行立改")) is None


def test_nothing_is_late_before_its_day_has_passed_or_once_it_is_done() -> None:
    today = Deadline(due_on=ON)
    assert rule.days_over(today, "working", ON) is None
    assert rule.days_over(Deadline(due_on=date(2025, 7, 20)), "working", ON) == 2
    assert rule.days_over(Deadline(due_on=date(2025, 7, 20)), "done", ON) is None
    assert rule.days_over(Deadline("长期坚持"), "working", ON) is None


def test_done_and_kept_up_are_two_answers() -> None:
    assert [rule.finished(state) for state, _ in codes.STATE.items] == [False, False, True, True, False, False, False]
    assert rule.kept_up(Deadline("长期坚持")) and rule.finished("closed")


def test_units_are_counted_by_name_the_first_leads() -> None:
    assert rule.units_named("甲办、乙办，甲办/丙中心") == ("甲办", "乙办", "丙中心")
    assert rule.units_named(None) == rule.units_named(" 、") == ()


def test_days_that_contradict_are_named() -> None:
    assert rule.order_fault(date(2025, 5, 2), Standing(done_on=DAY), ON) == ("完成日期比反馈日期还早，请核对。", "done_on")
    assert rule.order_fault(None, replace(CLOSED, closed_on=date(2025, 4, 1)), ON) == ("销号日期比完成日期还早，请核对。", "closed_on")
    assert rule.order_fault(DAY, Standing(closed_on=date(2025, 4, 1)), ON) == ("销号日期比反馈日期还早，请核对。", "closed_on")
    assert rule.order_fault(None, Standing(done_on=date(2025, 7, 23)), ON) == ("完成日期还没到，请核对。", "done_on")
    assert rule.order_fault(None, Standing(closed_on=date(2025, 7, 23)), ON) == ("销号日期还没到，请核对。", "closed_on")
    assert rule.order_fault(DAY, CLOSED, ON) is None


def test_a_sign_off_has_a_name_a_day_and_evidence() -> None:
    assert rule.signing_fault(CLOSED) is None
    assert rule.signing_fault(replace(CLOSED, closed_by=None)) == ("已经销号，请写销号审批人的姓名。", "closed_by")
    assert rule.signing_fault(replace(CLOSED, closed_on=None)) == ("已经销号，请写销号日期。", "closed_on")
    assert rule.signing_fault(Standing("done")) is None
    assert rule.evidence_doubt("closed", [None, ""]) == "已经销号，没有佐证材料：写一句，或放一张照片。"
    assert rule.evidence_doubt("closed", ["照片"]) is rule.evidence_doubt("closed", [None, {"file": "扫描件"}]) is None
    assert rule.evidence_doubt("working", []) is None


def test_a_state_and_its_days_go_together() -> None:
    assert rule.state_doubt(Standing("done")) == ("状态已经完成，没有完成日期。", "done_on")
    assert rule.state_doubt(Standing("working", closed_on=DAY)) == ("有销号日期，状态还不是已销号。", "state")
    assert rule.state_doubt(Standing("waiting", DAY)) == ("有完成日期，状态还没改。", "state")
    assert rule.state_doubt(Standing("done", DAY)) is rule.state_doubt(CLOSED) is rule.state_doubt(Standing("returned", DAY)) is None


def test_no_step_is_skipped() -> None:
    assert rule.step_doubt("working", "closed") == "还没到已完成待验收，就改成了已销号，请核对。"
    assert rule.step_doubt("working", "reopened") == "没有完成过，谈不上复发重开，请核对。"
    good = [(None, "closed"), ("done", "closed"), ("closed", "closed"), ("closed", "reopened"), ("done", "returned"),
            ("waiting", "working"), ("reopened", "done")]  # fmt: skip
    assert [rule.step_doubt(*step) for step in good] == [None] * len(good)
    said = list(rule.said_of(Standing("closed", DAY), "waiting"))
    assert [(field, grave) for _, field, grave in said] == [("closed_by", True), ("state", False)]


def test_a_refusal_has_its_reason_and_a_closed_problem_no_open_measure() -> None:
    assert rule.claim_doubt(False, None) == "没有认领，请写不认领的原因。"
    assert rule.claim_doubt(False, "不在本村") is rule.claim_doubt(True, None) is rule.claim_doubt("unknown", None) is None
    assert rule.unfinished_doubt("closed", ["done", "working", None]) == "问题已经销号，还有2条措施没完成。"
    assert rule.unfinished_doubt("closed", ["closed"]) is rule.unfinished_doubt("working", ["working"]) is None


def test_the_words_are_those_of_the_lists() -> None:
    known = {code for code, _ in codes.STATE.items}
    assert rule.FINISHED | {"waiting", "reopened"} <= known
    assert {rule.DATED, rule.NOW, rule.LASTING, rule.UNKNOWN} == {code for code, _ in codes.DEADLINE.items}
    assert codes.DEADLINE.find("立查立改") == codes.DEADLINE.find("立行立改") == "now"
