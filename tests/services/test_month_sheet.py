"""A month's attendance sheet: who is on it, what it comes to, and that it is filed whole or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models import store as st
from models.kernel import UserMistake
from services import month_sheet as ms
from services.month_sheet import BOOKS

POSTS, STATION = BOOKS["post_attendance"], BOOKS["attendance"]


def hire(store: st.Store, name: str, **values: object) -> str:
    """Somebody on a post since January."""
    if not st.find(store, "post", {"name": "保洁员"}):
        st.add(store, "post", {"name": "保洁员", "standard": 200})
    house = st.add(store, "household", {"head_name": name, "type": "脱贫户"}).uid
    person = st.uids(store, "person", {"household": house})[0]
    raw = {"person": person, "post": "保洁员", "from_on": "2025-01-01", "to_on": "2025-12-31", **values}
    return st.add(store, "post_holder", raw).uid


def test_a_sheet_holds_those_who_are_on_duty_and_what_is_wrong_with_them_in_words(store: st.Store) -> None:
    hire(store, "张甲")
    away = hire(store, "李乙")
    hire(store, "王丙", left_on="2025-05-31", state="退岗")
    person = st.get(store, "post_holder", away)
    assert person is not None
    st.add(store, "job", {"person": person["person"], "year": 2025, "place": "province", "from_month": "2025-03"})
    lines = ms.lines(store, "post_attendance", "2025-06")
    assert [line.name for line in lines] == ["张甲", "李乙"]
    assert "务工台账里同时在省外干活" in lines[1].doubts[0] and not lines[0].doubts
    assert [line.name for line in ms.lines(store, "post_attendance", "2025-05")] == ["张甲", "李乙", "王丙"]


def test_a_month_is_filed_as_one_operation_and_a_wrong_line_leaves_nothing(store: st.Store) -> None:
    one, other = hire(store, "张甲"), hire(store, "李乙")
    lines = ms.lines(store, "post_attendance", "2025-06")
    with pytest.raises(UserMistake, match="李乙：6月只有30天"):
        ms.save(store, POSTS, "2025-06", lines, {one: {"marks": "√√"}, other: {"marks": "√" * 31}})
    assert st.count(store, "post_attendance") == 0
    saved = ms.save(store, POSTS, "2025-06", lines, {one: {"marks": "√√"}, other: {"marks": "√√√×"}})
    assert saved.label == "记6月公岗考勤 2人"
    assert [notice.text for notice in saved.notices] == ["张甲：这个月只出勤2天，少于规定的3天，请核对。"]
    again = {line.owner: line for line in ms.lines(store, "post_attendance", "2025-06")}
    assert again[one].values["marks"] == "√√"
    with pytest.raises(UserMistake, match="张甲这个月的考勤刚才被别人改过"):
        ms.save(store, POSTS, "2025-06", lines, {one: {"marks": "√"}})
    ms.save(store, POSTS, "2025-06", list(again.values()), {one: {"marks": "√√√"}})
    st.undo(store)
    st.undo(store)
    assert st.count(store, "post_attendance") == 0


def test_the_pay_list_pays_months_with_attendance_by_the_parameters_of_that_month(store: st.Store) -> None:
    for value, begun in (("50", "2025-01-01"), ("80", "2025-07-01")):
        st.add(store, "parameter", {"id": "post.absent_cut", "value": value, "from_on": begun})
    names = {hire(store, name): name for name in ("张甲", "李乙", "王丙")}
    lines = ms.lines(store, "post_attendance", "2025-06")
    marks = dict(zip((line.owner for line in lines), ("√√√×", "√√√", "△△"), strict=True))
    listed = ms.pay_list(lines, {owner: {"marks": days} for owner, days in marks.items()})
    assert len(names) == 3 and [(row.name, row.slip.paid) for row in listed.rows] == [("张甲", Decimal(150)), ("李乙", Decimal(200))]
    assert (listed.months, listed.due, listed.cut, listed.paid) == (2, Decimal(400), Decimal(50), Decimal(350))
    assert listed.capital == "叁佰伍拾元整"
    ms.save(store, POSTS, "2025-06", lines, {owner: {"marks": days} for owner, days in marks.items()})
    stored = st.full(store, "post_attendance", st.find(store, "post_attendance"))
    assert sum(row["pay"] for row in stored) == ms.pay_list(ms.lines(store, "post_attendance", "2025-06")).paid == 350
    july = ms.lines(store, "post_attendance", "2025-07")
    assert ms.pay_list(july, {july[0].owner: {"marks": "√√√×"}}).paid == 120


def test_the_whole_row_marks_working_days_until_today_and_keeps_what_was_typed(store: st.Store) -> None:
    hire(store, "张甲", from_on="2025-07-02")
    (line,) = ms.lines(store, "post_attendance", "2025-07")
    filled = ms.worked(POSTS, line, "··△", date(2025, 7, 8))
    assert filled == "·√△√－－√√"


def test_resident_cadres_come_along_from_the_month_before(store: st.Store) -> None:
    st.add(store, "attendance", {"name": "周队长", "month": "2025-06", "unit": "县水利局", "post": "工作队长", "marks": "20√"})
    (line,) = ms.lines(store, "attendance", "2025-07")
    assert (line.name, line.place, line.uid) == ("周队长", "县水利局", "")
    fresh = ms.newcomer(store, "吴队员", "2025-07")
    ms.save(store, STATION, "2025-07", [line, fresh], {"周队长": {"marks": "4√○－－5√"}, "吴队员": {"marks": "√"}})
    rows = {row["name"]: row for row in st.find(store, "attendance", {"month": "2025-07"})}
    assert (rows["周队长"]["unit"], rows["周队长"]["post"]) == ("县水利局", "leader")
    assert rows["周队长"]["marks"] == "√√√√○－－√√√√√" and rows["吴队员"]["marks"] == "√"
