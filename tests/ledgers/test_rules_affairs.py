"""What the ledgers of 群众事, 部门比对 and 灾情 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import models.store as st
from models.kernel import UserMistake
from tests.ledgers.fake_facts import brief, computed, said

CAME: dict[str, Any] = {"date": date(2025, 7, 15), "text": "家门口的路灯不亮", "channel": "came", "state": "taken"}


def test_an_appeal_that_has_just_come_has_nothing_said_of_it() -> None:
    assert brief("appeal", CAME) == []
    assert computed("appeal", "due", CAME) == date(2025, 8, 14)
    assert computed("appeal", "open", CAME) is True


def test_a_channel_has_its_own_days() -> None:
    assert computed("appeal", "due", CAME | {"channel": "letters"}) == date(2025, 9, 13)
    assert computed("appeal", "due", CAME | {"channel": "12317"}) == date(2025, 7, 17)
    assert computed("appeal", "due", CAME | {"due_on": date(2025, 7, 20)}) == date(2025, 7, 20)
    found = said("appeal", CAME | {"channel": "12317"})
    assert [(m.field, m.severity, m.text) for m in found] == [
        ("closed_on", "存疑", "应在2025年7月17日前办结，晚了5天，请抓紧办。")
    ]


def test_steps_of_an_appeal_are_in_order() -> None:
    assert brief("appeal", CAME | {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("appeal", CAME | {"answered_on": date(2025, 7, 14), "state": "answered"}) == [("answered_on", "拦下")]
    assert brief("appeal", CAME | {"state": "closed"}) == [("closed_on", "存疑")]
    assert brief("appeal", CAME | {"state": "closed", "opening": True}) == []
    assert brief("appeal", CAME | {"closed_on": date(2025, 7, 16)}) == [("state", "存疑")]


def test_somebody_ill_content_is_not_done_with() -> None:
    row = CAME | {"state": "closed", "closed_on": date(2025, 7, 18), "satisfaction": "3"}
    assert brief("appeal", row) == [("satisfaction", "存疑")]
    assert brief("appeal", row | {"review": "kept"}) == []
    assert computed("appeal", "open", row) is False


def test_a_leaflet_is_handed_over_once() -> None:
    row = {"date": date(2025, 4, 20), "item": "帮扶政策明白纸", "receiver": "白某某", "signed": True}
    assert brief("handout", row) == []
    assert brief("handout", row, others=[row | {"uid": "2"}]) == [("item", "存疑")]
    assert brief("handout", row | {"receiver": None}) == [("receiver", "提示")]
    assert brief("handout", row | {"date": date(2025, 7, 23)}) == [("date", "拦下")]


def test_a_card_at_the_neighbours_is_looked_at() -> None:
    assert brief("handout", {"date": date(2025, 4, 20), "item": "明白卡", "on_wall": False}) == [("on_wall", "存疑")]
    assert brief("handout", {"date": date(2025, 4, 20), "item": "明白卡", "on_wall": "unknown"}) == []


def test_points_are_counted_up_to_their_day() -> None:
    before = [
        {"uid": "2", "date": date(2025, 6, 1), "kind": "won", "score": 30},
        {"uid": "3", "date": date(2025, 6, 2), "kind": "lost", "score": 5},
        {"uid": "4", "date": date(2025, 7, 20), "kind": "won", "score": 50},
    ]
    row = {"date": date(2025, 7, 1), "kind": "spent", "score": 20}
    assert brief("points", row, others=before) == []
    assert computed("points", "left", row, others=before) == 5
    assert computed("points", "counts", row) == -20
    assert brief("points", row | {"score": 30}, others=before) == [("score", "存疑")]
    assert brief("points", {"date": date(2025, 7, 23), "kind": "won", "score": 1}) == [("date", "拦下")]
    assert brief("points", {"date": date(2025, 7, 1), "kind": "won", "score": -1}) == [("score", "存疑")]


def test_nobody_on_the_list_is_an_answer() -> None:
    row = {"month": "2025-06", "department": "insurance", "pushed_households": 0}
    assert brief("comparison", row) == []
    assert computed("comparison", "open", row) is False
    assert computed("comparison", "unverified", row) == 0


def test_a_list_is_verified_before_the_answer_goes_back() -> None:
    row = {"month": "2025-06", "department": "civil", "pushed_households": 3}
    assert computed("comparison", "open", row) is True
    found = said("comparison", row | {"fed_back_on": date(2025, 7, 2)})
    assert [(m.field, m.severity, m.text) for m in found] == [
        ("checked_households", "存疑", "已经反馈，还有3户没核实，请核对。")
    ]
    done = row | {"checked_households": 3, "clues": 1, "excluded": 2, "fed_back_on": date(2025, 7, 2)}
    assert brief("comparison", done) == [("excluded_why", "存疑")]
    assert brief("comparison", done | {"excluded_why": "费用已报销"}) == []
    assert brief("comparison", done | {"excluded_why": "费用已报销", "clues": 2}) == [("clues", "存疑")]


def test_a_list_of_next_month_is_refused() -> None:
    row = {"department": "civil", "pushed_households": 0}
    assert brief("comparison", row | {"month": "2025-08"}) == [("month", "拦下")]
    days = {"month": "2025-07", "got_on": date(2025, 7, 5), "fed_back_on": date(2025, 7, 4)}
    assert brief("comparison", row | days) == [("fed_back_on", "拦下")]


def test_an_event_counts_the_households_listed() -> None:
    hail = {"date": date(2025, 7, 10), "kind": "hail", "households": 1, "people": 3}
    hit = {"event_household": [{"uid": "2", "loss": Decimal(800)}, {"uid": "3", "loss": None}]}
    assert brief("event", hail, kids=hit) == [("households", "存疑")]
    assert computed("event", "listed", hail, kids=hit) == 2
    assert computed("event", "listed_loss", hail, kids=hit) == Decimal(800)
    assert brief("event", hail | {"state": "done"}) == [("ended_on", "存疑")]
    assert brief("event", hail | {"state": "done", "opening": True}) == []
    assert brief("event", hail | {"state": "taken", "ended_on": date(2025, 7, 20)}) == [("state", "存疑")]
    assert brief("event", hail | {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("event", hail | {"reported_on": date(2025, 7, 9)}) == [("reported_on", "拦下")]


def test_a_household_is_hit_by_an_event_once() -> None:
    row = {"household": "h", "relief_money": Decimal(500)}
    hail = {"event": {"date": date(2025, 7, 10)}}
    assert brief("event_household", row, parents=hail, others=[{"uid": "2", "household": "h"}]) == [
        ("household", "存疑"), ("helped_on", "存疑"),
    ]  # fmt: skip
    assert brief("event_household", row | {"helped_on": date(2025, 7, 9)}, parents=hail) == [("helped_on", "要改")]
    assert brief("event_household", row | {"helped_on": date(2025, 7, 12)}, parents=hail) == []
    assert computed("event_household", "date", row, parents=hail) == date(2025, 7, 10)


@pytest.mark.life("appeal")
def test_an_appeal_from_the_first_word_to_the_call_back(village: st.Store) -> None:
    home = st.add(village, "household", {"head_name": "白某某"}).uid
    asked = {"反映什么": "孩子的补助没到账", "户主": "白某某", "从哪来": "12317热线", "登记日期": "2025-07-17"}
    uid = st.add(village, "appeal", asked).uid

    def now() -> dict[str, Any]:
        (row,) = st.full(village, "appeal", st.find(village, "appeal", {"uid": uid}))
        return dict(row)

    assert (now()["household"], now()["open"], now()["due"]) == (home, True, date(2025, 7, 21))
    assert now()["scope"] == village.scope
    st.change(village, "appeal", uid, {"handed_on": "2025-07-17", "keeper": "王某某", "state": "办理中"})
    with pytest.raises(UserMistake, match="回复日期比交办日期还早"):
        st.change(village, "appeal", uid, {"answered_on": "2025-07-16"})
    st.change(village, "appeal", uid, {"answered_on": "2025-07-18", "answer": "已经补发", "state": "已回复"})
    st.change(village, "appeal", uid, {"closed_on": "2025-07-21", "state": "已办结"})
    assert now()["open"] is False
    saved = st.change(village, "appeal", uid, {"called_back_on": "2025-07-22", "satisfaction": "不满意"})
    assert [(notice.field, notice.severity) for notice in saved.notices] == [("satisfaction", "存疑")]
    saved = st.change(village, "appeal", uid, {"review_on": "2025-07-22", "review": "维持"})
    assert saved.notices == ()


@pytest.mark.life("event", "event_household")
def test_one_hailstorm_and_thirty_households(village: st.Store) -> None:
    hail = st.add(village, "event", {"kind": "冰雹", "date": "2025-07-10", "households": 30}).uid
    names = [f"试某{number}" for number in range(1, 4)]
    for name in names:
        st.add(village, "household", {"head_name": name})
        st.add(village, "event_household", {"event": hail, "household": name, "loss": 500, "losses": "庄稼、牲畜"})
    (row,) = st.full(village, "event", st.find(village, "event", {"uid": hail}))
    assert (row["listed"], row["listed_loss"]) == (3, Decimal(1500))
    first = st.find(village, "event_household")[0]
    assert first["route"] == "note"
    st.change(village, "event_household", first.uid, {"route": "列为监测线索"})
    again = st.add(village, "event_household", {"event": hail, "household": names[0]})
    assert [notice.field for notice in again.notices] == ["household"]
