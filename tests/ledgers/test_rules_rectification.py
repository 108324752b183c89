"""What the ledgers of 整改 say of a record, what they compute, and one problem's whole life."""

from datetime import date
from typing import Any

import pytest

import models.store as st
from models.codes import problem as codes
from models.kernel import UserMistake
from models.store import query
from tests.ledgers.fake_facts import brief, computed, said

TOLD, DONE, SIGNED = date(2025, 3, 1), date(2025, 6, 1), date(2025, 6, 20)
ASKED: dict[str, Any] = {"source": "national", "year": 2025, "text": "路灯不亮", "told_on": TOLD, "state": "working", "claimed": True}
CLOSED: dict[str, Any] = {"state": "closed", "done_on": DONE, "closed_on": SIGNED, "closed_by": "张甲"}
STATES = [code for code, _ in codes.STATE.items]
# What each state lacks when nothing but the state is written.
BARE = {"done": [("done_on", "存疑")], "closed": [("closed_by", "要改")]}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_problem_says_what_it_lacks(state: str) -> None:
    assert brief("problem", ASKED | {"state": state}) == BARE.get(state, [])


@pytest.mark.parametrize("state", STATES)
def test_an_opening_problem_or_measure_may_stand_in_any_state(state: str) -> None:
    opening = {"state": state, "opening": True}
    assert brief("problem", ASKED | opening) == []
    assert brief("measure", {"text": "换灯", "deadline": "尽快"} | opening) == []


def test_days_out_of_order_are_refused_even_for_an_opening_one() -> None:
    early = {"done_on": date(2025, 2, 1), "opening": True}
    assert brief("problem", ASKED | early) == [("done_on", "拦下")]
    assert brief("measure", {"text": "换灯"} | early, parents={"problem": ASKED}) == [("done_on", "拦下")]
    found = said("problem", ASKED | CLOSED | {"closed_on": date(2025, 5, 1)})
    assert [(m.text, m.severity) for m in found] == [("销号日期比完成日期还早，请核对。", "拦下")]
    assert ("closed_on", "拦下") in brief("problem", ASKED | CLOSED | {"closed_on": date(2025, 7, 23)})


def test_a_closed_problem_is_signed_by_name() -> None:
    assert brief("problem", ASKED | CLOSED) == []
    assert brief("problem", ASKED | CLOSED | {"closed_by": None}) == [("closed_by", "要改")]
    assert brief("problem", ASKED | CLOSED | {"closed_on": None}) == [("closed_on", "要改")]


def test_a_problem_with_open_measures_is_not_closed() -> None:
    left = {"measure": [{"state": "working"}, {"state": "done"}]}
    assert [m.text for m in said("problem", ASKED | CLOSED, kids=left)] == ["问题已经销号，还有1条措施没完成。"]
    assert computed("problem", "measures", ASKED, kids=left) == 2


def test_a_problem_not_taken_on_says_why() -> None:
    assert brief("problem", ASKED | {"claimed": False}) == [("unclaimed_why", "存疑")]
    assert brief("problem", ASKED | {"claimed": False, "unclaimed_why": "不在本村"}) == []
    assert brief("problem", ASKED | {"claimed": None}) == []


def test_a_skipped_step_is_asked_about() -> None:
    assert brief("problem", ASKED | CLOSED, old=ASKED) == [("state", "存疑")]
    assert brief("problem", ASKED | CLOSED, old=ASKED | {"state": "done"}) == []
    assert brief("problem", ASKED | {"state": "reopened"}, old=ASKED) == [("state", "存疑")]


def test_done_and_kept_up_are_two_answers_of_a_problem() -> None:
    kept = ASKED | CLOSED | {"lasting": True}
    assert (brief("problem", kept), computed("problem", "finished", kept)) == ([], True)
    assert computed("problem", "finished", ASKED | {"lasting": True}) is False


def test_a_closed_measure_has_evidence_of_its_own_or_of_a_month() -> None:
    closed = {"text": "换灯", "deadline": "立行立改"} | CLOSED
    assert brief("measure", closed) == [("evidence", "存疑")]
    assert brief("measure", closed | {"evidence": "验收单"}) == []
    for proof in ({"evidence": "a scan"}, {"evidence_text": "照片三张"}):
        assert brief("measure", closed, kids={"measure_progress": [proof]}) == []
    for ledger in ("measure", "measure_progress"):
        assert brief("measure", closed, scans=[{"ledger": ledger, "file": "a scan"}]) == []


def test_a_measure_reads_its_deadline_with_the_day_its_problem_was_told() -> None:
    row = {"text": "换灯", "deadline": "5月20日前取得积极成效，长期坚持", "state": "working"}
    told = {"problem": ASKED}
    values = [computed("measure", name, row, parents=told) for name in ("how_due", "due", "kept_up", "days_over")]
    assert values == ["dated", date(2025, 5, 20), True, 63]
    assert brief("measure", row, parents=told) == []
    assert brief("measure", row) == [("due_on", "存疑")]
    assert computed("measure", "days_over", row | CLOSED, parents=told) is None


def test_progress_is_of_a_month_that_has_come_and_told_anew() -> None:
    row = {"month": "2025-07", "text": "换了三盏", "reported_on": date(2025, 7, 5)}
    assert brief("measure_progress", row) == []
    assert brief("measure_progress", row | {"month": "2025-08"}) == [("month", "拦下"), ("reported_on", "拦下")]
    copied = [{"uid": "2", "month": "2025-06", "text": "换了三盏"}]
    assert brief("measure_progress", row, others=copied) == [("text", "提示")]


def test_an_inspection_has_been_and_its_state_fits_its_findings() -> None:
    row: dict[str, Any] = {"date": date(2025, 6, 1), "target": "户厕", "findings": "两座没用上", "state": "open"}
    assert brief("inspection", row) == []
    assert brief("inspection", row | {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("inspection", row | {"due_on": date(2025, 5, 1)}) == [("due_on", "拦下")]
    assert brief("inspection", row | {"mended_on": date(2025, 5, 1)}) == [("mended_on", "拦下"), ("state", "存疑")]
    assert brief("inspection", row | {"state": "clean"}) == [("state", "存疑")]
    assert brief("inspection", row | {"state": "mended"}) == [("mended_on", "存疑")]
    assert brief("inspection", row | {"state": "mended", "opening": True}) == []
    assert brief("inspection", row | {"mended_on": DONE}) == [("state", "存疑")]


@pytest.mark.life("problem", "measure", "measure_progress")
def test_the_whole_life_of_a_problem(village: st.Store) -> None:
    problem = st.add(village, "problem", {"反馈来源": "国家考核", "反馈问题": "路灯不亮", "反馈日期": "2025-03-01", "认领": "是"}).uid
    row = {"problem": problem, "整改措施": "换灯", "完成时限": "6月底前，长期坚持", "牵头单位": "甲办、乙办"}
    measure = st.add(village, "measure", row).uid
    st.change(village, "problem", problem, {"整改状态": "整改中"})
    for month in ("2025-04", "2025-05"):
        st.add(village, "measure_progress", {"measure": measure, "month": month, "text": f"{month}换了几盏", "evidence_text": "照片"})
    with pytest.raises(UserMistake, match="完成日期比反馈日期还早"):
        st.change(village, "measure", measure, {"state": "已完成", "done_on": "2025-02-01"})
    st.change(village, "measure", measure, {"state": "已完成", "done_on": "2025-06-01"})
    unsigned = st.change(village, "measure", measure, {"state": "已销号"})
    assert [(note.field, note.severity) for note in unsigned.notices] == [("closed_by", "要改")]
    assert st.change(village, "measure", measure, {"closed_on": "2025-06-20", "closed_by": "张甲"}).notices == ()
    st.change(village, "problem", problem, {"state": "done", "done_on": "2025-06-01"})
    signed = {"state": "closed", "closed_on": "2025-06-21", "closed_by": "张甲", "lasting": "是"}
    assert st.change(village, "problem", problem, signed).notices == ()
    (shown,) = query.shown(village, "measure", st.by_uids(village, "measure", [measure]))
    assert [shown[name] for name in ("state", "how_due", "due", "kept_up", "days_over")] == ["已销号", "限期整改", "2025-06-30", "是", ""]
    st.change(village, "problem", problem, {"state": "复发重开", "closed_on": "（清空）", "closed_by": "（清空）", "done_on": "（清空）"})
    (again,) = query.full(village, "problem", query.find(village, "problem"))
    assert (again["finished"], again["measures"], again["lasting"]) == (False, 1, True)
