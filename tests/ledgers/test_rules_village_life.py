"""What the ledgers of 人居环境, 干部 and of the office say of a record, and what they compute from it."""

from datetime import date
from typing import Any

import pytest

import models.store as st
from models.codes import environment as codes
from models.codes import office
from models.kernel import UserMistake
from models.store import query
from tests.ledgers.fake_facts import brief, computed, said

FOUND, MENDED, TOMORROW = date(2025, 7, 1), date(2025, 7, 10), date(2025, 7, 23)
SPOT: dict[str, Any] = {"found_on": FOUND, "spot": "东沟边", "kind": "1", "state": "open"}
LACKS = {"mended": [("mended_on", "存疑")], "closed": [("mended_on", "存疑")]}
# June 2025 begins on a Sunday: four whole weeks from the 2nd on.
JUNE = "－" + "√√√√○－－" * 4 + "√"


@pytest.mark.parametrize("state", [code for code, _ in codes.STATE.items])
def test_every_state_of_a_spot_says_what_it_lacks_and_an_opening_one_nothing(state: str) -> None:
    assert brief("environment_issue", SPOT | {"state": state}) == LACKS.get(state, [])
    assert brief("environment_issue", SPOT | {"state": state, "opening": True}) == []
    finished = state in ("mended", "closed")
    assert computed("environment_issue", "open", SPOT | {"state": state}) is not finished
    assert computed("environment_issue", "again", SPOT | {"state": state}) is (state == "reopened")


def test_a_spot_is_mended_after_it_was_found_and_not_tomorrow() -> None:
    assert brief("environment_issue", SPOT | {"mended_on": date(2025, 6, 1), "state": "mended"}) == [("mended_on", "拦下")]
    assert brief("environment_issue", SPOT | {"due_on": date(2025, 6, 1)}) == [("due_on", "拦下")]
    assert brief("environment_issue", SPOT | {"found_on": TOMORROW}) == [("found_on", "拦下")]
    assert brief("environment_issue", SPOT | {"mended_on": MENDED, "state": "closed"}) == [("checked_by", "存疑")]
    assert computed("environment_issue", "days_over", SPOT | {"due_on": MENDED}) == 12


def test_what_came_back_is_younger_than_what_it_was() -> None:
    again = SPOT | {"again_of": "u"}
    assert computed("environment_issue", "again", again) is True
    assert brief("environment_issue", again, parents={"again_of": {"found_on": date(2025, 5, 1)}}) == []
    assert brief("environment_issue", again, parents={"again_of": {"found_on": TOMORROW}}) == [("again_of", "存疑")]


def test_a_clean_up_has_been_made_by_somebody() -> None:
    assert brief("environment_action", {"date": FOUND, "place": "东沟"}) == []
    assert brief("environment_action", {"date": TOMORROW, "people": 0}) == [("date", "拦下"), ("people", "存疑")]
    assert computed("environment_action", "month", {"date": FOUND}) == "2025-07"


def test_a_mark_on_a_day_that_is_not_or_has_not_come_is_refused() -> None:
    assert brief("attendance", {"month": "2025-06", "marks": "√" * 31}) == [("marks", "拦下")]
    assert brief("attendance", {"month": "2025-02", "marks": "√" * 29}) == [("marks", "拦下")]
    assert brief("attendance", {"month": "2025-07", "marks": "√" * 23}) == [("marks", "拦下")]
    assert brief("attendance", {"month": "2025-07", "marks": "√" * 22}) == []


def test_a_month_that_is_over_is_measured_by_the_rule_of_its_day() -> None:
    assert brief("attendance", {"month": "2025-06", "marks": JUNE}) == []
    short = {"month": "2025-06", "marks": "√" * 18 + "×"}
    assert brief("attendance", short) == [("marks", "存疑"), ("absent_why", "存疑")]
    assert brief("attendance", short | {"absent_why": "家里有事"}) == [("marks", "存疑")]


def test_days_nights_and_short_weeks_are_counted() -> None:
    row = {"month": "2025-06", "marks": JUNE}
    assert [computed("attendance", name, row) for name in ("days", "nights", "missing", "weeks_short")] == [21, 17, 0, 0]
    worse = row | {"marks": "－" + "√√×○－－－" + "√√√√○－－" * 3}
    assert [computed("attendance", name, worse) for name in ("missing", "weeks_short")] == [1, 1]
    assert computed("attendance", "weeks_short", {"month": "2025-06"}) is None


def test_a_talent_is_the_person_it_leads_to() -> None:
    row = {"name": "张甲", "kind": "grower", "from_on": FOUND}
    assert brief("talent", row, parents={"person": {"name": "张甲", "household": "h"}}) == []
    assert brief("talent", row, parents={"person": {"name": "李乙"}}) == [("person", "存疑")]
    assert brief("talent", row | {"to_on": date(2025, 6, 1)}) == [("to_on", "拦下")]
    assert computed("talent", "household", row, parents={"person": {"household": "h"}}) == "h"


def test_a_meeting_has_been_and_its_notice_hung_long_enough() -> None:
    row: dict[str, Any] = {"date": FOUND, "kind": "appraisal", "notice_about": "monitoring", "notice_from": FOUND}
    assert brief("meeting", row | {"notice_to": date(2025, 7, 5)}) == []
    assert computed("meeting", "notice_days", row | {"notice_to": date(2025, 7, 5)}) == 5
    found = said("meeting", row | {"notice_to": date(2025, 7, 4)})
    assert [(m.text, m.severity) for m in found] == [("只公示了4天，要求5天，请核对。", "存疑")]
    assert brief("meeting", row | {"notice_to": date(2025, 7, 4), "notice_about": "other"}) == []
    assert brief("meeting", row | {"notice_to": date(2025, 6, 4)}) == [("notice_to", "拦下")]
    assert brief("meeting", row | {"notice_from": date(2025, 6, 4)}) == [("notice_from", "拦下")]
    assert brief("meeting", {"date": TOMORROW, "kind": "study"}) == [("date", "拦下")]
    assert brief("meeting", {"date": FOUND, "due": 30, "came": 31, "objections": True}) == [("came", "存疑"), ("objection_text", "存疑")]
    assert computed("meeting", "month", row) == "2025-07"


def test_a_partner_does_not_stop_before_it_began() -> None:
    assert brief("partner_unit", {"from_on": FOUND, "to_on": date(2025, 6, 1), "money": 1}) == [("to_on", "拦下"), ("deeds", "提示")]
    assert brief("partner_unit", {"name": "某局", "year": 2025, "money": 1, "deeds": "修路"}) == []


def test_an_approval_that_refuses_says_why() -> None:
    assert brief("approval", {"decision": "agreed", "by": "张甲", "on": FOUND}) == []
    for decision in ("returned", "refused"):
        assert brief("approval", {"decision": decision, "by": "张甲"}) == [("words", "要改")]
        assert brief("approval", {"decision": decision, "by": "张甲", "words": "缺照片"}) == []
    assert brief("approval", {"decision": "agreed", "on": TOMORROW}) == [("on", "拦下")]


@pytest.mark.parametrize("state", [code for code, _ in office.ASSIGNMENT_STATE.items])
def test_every_state_of_a_task(state: str) -> None:
    row = {"title": "报数", "given_on": FOUND, "state": state, "due_on": MENDED}
    assert brief("assignment", row) == ([("done_on", "存疑")] if state == "done" else [])
    assert brief("assignment", row | {"opening": True}) == []
    assert computed("assignment", "late", row) is (state not in ("done", "called_off"))
    ended = brief("assignment", row | {"done_on": MENDED})
    assert ended == ([("state", "存疑")] if state in ("open", "working") else [])


def test_a_task_ends_after_it_was_given() -> None:
    row = {"title": "报数", "given_on": FOUND, "state": "done"}
    assert brief("assignment", row | {"due_on": date(2025, 6, 1), "done_on": date(2025, 6, 1)}) == [("due_on", "拦下"), ("done_on", "拦下")]
    assert brief("assignment", row | {"done_on": TOMORROW}) == [("done_on", "拦下")]
    assert brief("assignment", row | {"done_on": MENDED, "asked": 3, "made": 4}) == [("made", "存疑")]
    assert computed("assignment", "late", row | {"due_on": None}) is False


def test_a_heading_is_words() -> None:
    assert brief("mapping", {"ledger": "toilet", "heading": "改厕方式", "field": "mode"}) == []
    assert brief("mapping", {"ledger": "toilet", "heading": "12", "field": "mode"}) == [("heading", "拦下")]


@pytest.mark.life("environment_issue")
def test_the_whole_life_of_a_spot(village: st.Store) -> None:
    spot = st.add(village, "environment_issue", {"点位": "东沟边", "问题类别": "垃圾乱堆", "点位类型": "沟边", "整改时限": "2025-07-25"}).uid
    with pytest.raises(UserMistake, match="整改日期还没到"):
        st.change(village, "environment_issue", spot, {"mended_on": "2025-07-23", "state": "已整改"})
    st.change(village, "environment_issue", spot, {"mended_on": "2025-07-22", "state": "已整改"})
    assert st.change(village, "environment_issue", spot, {"state": "已销号", "checked_by": "张甲"}).notices == ()
    again = st.add(village, "environment_issue", {"spot": "东沟边口", "kind": "垃圾", "again_of": spot}).uid
    rows = query.full(village, "environment_issue", query.by_uids(village, "environment_issue", [spot, again]))
    assert {row["uid"]: (row["open"], row["again"]) for row in rows} == {spot: (False, False), again: (True, True)}


@pytest.mark.life("attendance")
def test_the_whole_life_of_a_cadres_month(village: st.Store) -> None:
    uid = st.add(village, "attendance", {"姓名": "张甲", "月份": "2025-07", "考勤": "6√－"}).uid
    with pytest.raises(UserMistake, match="还没到"):
        st.change(village, "attendance", uid, {"marks": "23√"})
    with pytest.raises(UserMistake, match="不是考勤记号"):
        st.change(village, "attendance", uid, {"marks": "√√◎"})
    st.change(village, "attendance", uid, {"marks": "6√－4√○△－4√×2－"})
    (shown,) = query.shown(village, "attendance", st.by_uids(village, "attendance", [uid]))
    assert [shown[name] for name in ("days", "nights", "missing", "weeks_short")] == ["15", "14", "1", "1"]


@pytest.mark.life("assignment")
def test_a_task_is_of_one_village_and_answered_there(village: st.Store) -> None:
    uid = st.add(village, "assignment", {"title": "七月报表", "due_on": "2025-08-05"}).uid
    row = st.get(village, "assignment", uid)
    assert row is not None and (row.scope, row["state"], row["given_on"]) == (village.scope, "open", date(2025, 7, 22))
    assert st.change(village, "assignment", uid, {"state": "完成", "done_on": "2025-07-22", "reply": "报了"}).notices == ()
