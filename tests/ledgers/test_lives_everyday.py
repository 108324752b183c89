"""What a village writes all year, from the first line of a record to its last, in a real file."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import models.store as st
from models.kernel import UserMistake


def whole(village: st.Store, ledger: str, uid: str) -> dict[str, Any]:
    """All values of a row, derived ones too."""
    (values,) = st.full(village, ledger, st.by_uids(village, ledger, [uid]))
    return values


@pytest.fixture
def home(village: st.Store) -> str:
    """A household of made-up people."""
    return st.add(village, "household", {"户主姓名": "白小乙", "户主证件号": "999999197003010035", "组": "一组", "type": "lifted"}).uid


@pytest.fixture
def head(village: st.Store, home: str) -> str:
    """Its 户主."""
    return st.uids(village, "person", {"household": home})[0]


@pytest.mark.life("loan", "loan_check", "loan_repayment", "loan_extension")
def test_a_loan_is_granted_looked_at_put_off_and_paid_back(village: st.Store, head: str) -> None:
    loan = st.add(village, "loan", {"借款人": head, "放款金额": "4万", "放款日": "2024-06-01", "到期日": "2025-06-01"}).uid
    st.add(village, "loan_check", {"loan": loan, "date": "2024-07-01", "result": "正常使用"})
    assert whole(village, "loan", loan)["state"] == "overdue"
    st.add(village, "loan_extension", {"loan": loan, "date": "2025-05-20", "applied_on": "2025-05-10", "due_on": "2026-06-01"})
    assert (whole(village, "loan", loan)["state"], whole(village, "loan", loan)["balance"]) == ("extended", Decimal(40000))
    st.add(village, "loan_repayment", {"loan": loan, "date": "2025-07-01", "amount": "15000"})
    assert whole(village, "loan", loan)["balance"] == Decimal(25000)
    with pytest.raises(UserMistake):
        st.change(village, "loan", loan, {"due_on": "2024-05-01"})
    st.add(village, "loan_repayment", {"loan": loan, "date": "2025-07-20", "amount": "25000"})
    assert (whole(village, "loan", loan)["state"], whole(village, "loan", loan)["balance"]) == ("settled", Decimal(0))


@pytest.mark.life("toilet", "toilet_fault", "toilet_care")
def test_a_toilet_is_built_used_found_faulty_and_signed_off(village: st.Store, home: str) -> None:
    toilet = st.add(village, "toilet", {"household": home, "kind": "新建", "year": "2025", "started_on": "2025-03-01"}).uid
    before = whole(village, "toilet", toilet)["state"]
    st.change(village, "toilet", toilet, {"built_on": "2025-04-01", "accepted_on": "2025-04-20", "acceptance": "合格"})
    assert (before, whole(village, "toilet", toilet)["state"]) == ("在建", "已验收")
    st.add(village, "toilet_care", {"toilet": toilet, "date": "2025-05-20", "use": "正常使用"})
    assert whole(village, "toilet", toilet)["use_now"] == "normal"
    fault = st.add(village, "toilet_fault", {"toilet": toilet, "found_on": "2025-06-01", "kind": "管护服务"}).uid
    assert whole(village, "toilet_fault", fault)["open"] is True
    for state in ("整改中", "整改完成", "村自验", "乡验收"):
        st.change(village, "toilet_fault", fault, {"state": state, "mended_on": "2025-06-20", "checked_by": "张甲"})
    with pytest.raises(UserMistake):
        st.change(village, "toilet_fault", fault, {"mended_on": "2025-05-01"})
    assert st.change(village, "toilet_fault", fault, {"state": "销号", "closed_on": "2025-07-01"}).notices == ()
    assert whole(village, "toilet_fault", fault)["open"] is False
    st.change(village, "toilet_fault", fault, {"state": "复发重开", "closed_on": "（清空）"})
    assert whole(village, "toilet_fault", fault)["open"] is True


@pytest.mark.life("visit", "finding", "job_check", "helper")
def test_a_visit_finds_something_and_somebody_calls_back(village: st.Store, home: str, head: str) -> None:
    st.add(village, "helper", {"household": home, "name": "张甲", "from_on": "2025-01-01"})
    visit = st.add(village, "visit", {"household": home, "date": "2025-07-10", "result": "有变化"}).uid
    job = st.add(village, "job", {"person": head, "place": "县内", "from_month": "2025-02"}).uid
    st.add(village, "job_check", {"job": job, "visit": visit, "date": "2025-07-10", "still": "是"})
    finding = st.add(village, "finding", {"visit": visit, "text": "自来水水压小", "due_on": "2025-07-20"}).uid
    assert whole(village, "finding", finding)["route"] == "finding"  # nothing becomes a clue by itself
    early = st.change(village, "finding", finding, {"state": "已解决", "solved_on": "2025-07-01"})
    assert [(note.field, note.severity) for note in early.notices] == [("solved_on", "要改")]
    st.change(village, "finding", finding, {"state": "已解决", "solved_on": "2025-07-18"})
    st.change(village, "finding", finding, {"state": "已回访", "called_back_on": "2025-07-21"})
    assert whole(village, "finding", finding)["state"] == "called_back"
    assert whole(village, "household", home)["helpers"] == "张甲"


@pytest.mark.life("schooling", "person", "insurance", "illness", "welfare", "housing_check", "water_source", "water_check")
def test_school_health_house_and_water_of_a_family(village: st.Store, home: str, head: str) -> None:
    child = st.add(village, "person", {"household": home, "name": "白小丙", "id_no": "999999201506010015", "relation": "之子"}).uid
    school = st.add(village, "schooling", {"person": child, "year": "2025", "stage": "小学", "attendance": "在校"}).uid
    assert (whole(village, "schooling", school)["phase"], whole(village, "person", child)["counts"]) == ("compulsory", True)
    st.change(village, "person", child, {"left_on": "2025-07-01", "left_why": "户籍迁出"})
    assert whole(village, "person", child)["counts"] is False
    paid = st.add(village, "insurance", {"person": head, "year": "2025", "kind": "居民医保", "own": "400"}).uid
    assert whole(village, "insurance", paid)["insured"] is True
    ill = st.add(village, "illness", {"person": head, "kind": "慢病", "disease": "高血压", "found_month": "2023-04"}).uid
    assert whole(village, "illness", ill)["four"] == "pressure"
    help_of = st.add(village, "welfare", {"household": home, "kind": "农村低保", "from_month": "2024-01"}).uid
    st.change(village, "welfare", help_of, {"to_month": "2025-06", "stop_why": "收入增加"})
    assert whole(village, "welfare", help_of)["state"] == "ended"
    house = st.add(village, "housing_check", {"household": home, "date": "2025-03-01", "grade": "D级"}).uid
    assert whole(village, "housing_check", house)["unsafe"] is True
    st.change(village, "housing_check", house, {"remedy": "拆除重建", "started_on": "2025-04-01", "mended_on": "2025-07-01",
                                                "accepted_on": "2025-07-10"})
    assert whole(village, "housing_check", house)["state"] == "mended"
    source = st.add(village, "water_source", {"name": "一组机井"}).uid
    st.add(village, "water_check", {"source": source, "date": "2025-07-01", "kind": "水质报告", "result": "合格"})
    stop = st.add(village, "water_check", {"source": source, "date": "2025-07-20", "kind": "停水", "reason": "管道冻裂"}).uid
    assert whole(village, "water_source", source)["without_water"] is True
    st.change(village, "water_check", stop, {"to_on": "2025-07-22"})
    row = whole(village, "water_source", source)
    assert (row["without_water"], row["last_report"]) == (False, date(2025, 7, 1))


@pytest.mark.life("comparison", "inspection", "meeting", "talent", "partner_unit", "points", "handout", "environment_action", "target")
def test_small_books_of_an_office(village: st.Store, home: str) -> None:
    none = st.add(village, "comparison", {"month": "2025-06", "department": "医保", "pushed_households": "0"})
    assert none.notices == ()  # zero is an answer
    look = st.add(village, "inspection", {"date": "2025-06-01", "target": "户厕", "findings": "两座没用上", "state": "整改中"}).uid
    st.change(village, "inspection", look, {"state": "已整改", "mended_on": "2025-06-20"})
    meeting = st.add(village, "meeting", {"date": "2025-07-01", "kind": "研判", "notice_from": "2025-07-02", "notice_to": "2025-07-08"}).uid
    assert whole(village, "meeting", meeting)["month"] == "2025-07"
    person = st.uids(village, "person", {"household": home})[0]
    expert = st.add(village, "talent", {"name": "白小乙", "person": person, "kind": "种养大户"}).uid
    assert whole(village, "talent", expert)["household"] == home
    with pytest.raises(UserMistake):
        st.add(village, "partner_unit", {"name": "示范县水务局", "year": "2025", "from_on": "2025-05-01", "to_on": "2025-04-01"})
    for kind, score in (("加分", "5"), ("加分", "3"), ("兑换", "6")):
        last = st.add(village, "points", {"household": home, "date": f"2025-07-0{score}", "kind": kind, "score": score}).uid
    assert whole(village, "points", last)["left"] == 2
    st.add(village, "handout", {"household": home, "date": "2025-07-01", "item": "化肥", "signed": "是"})
    assert st.add(village, "handout", {"household": home, "date": "2025-07-01", "item": "化肥"}).notices != ()
    st.add(village, "environment_action", {"date": "2025-07-01", "place": "东沟", "people": "12"})
    target = st.add(village, "target", {"id": "job.lifted", "year": "2025", "value": "20"}).uid
    st.change(village, "target", target, {"value": "24"})
    assert whole(village, "target", target)["value"] == 24
