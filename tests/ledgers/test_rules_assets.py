"""What the ledgers of 项目资产 say of a record, what they compute, and one project's and one asset's whole life."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import models.store as st
from models.kernel import UserMistake
from services import importing
from tests.ledgers.fake_facts import BOY, brief, computed, said

PROJECT = {"uid": "p", "year": 2025, "budget": Decimal(300000), "relief": True}
STANDING = {"asset": {"uid": "a"}}


def test_a_project_finished_before_it_began_is_refused() -> None:
    row = {"started_on": date(2025, 5, 1), "finished_on": date(2025, 4, 1)}
    assert [(m.text, m.field, m.severity) for m in said("project", row)] == [("完工日期比开工日期还早，请核对。", "finished_on", "拦下")]


def test_a_project_begun_before_its_approval_is_asked_about() -> None:
    row = {"approved_on": date(2025, 5, 2), "started_on": date(2025, 5, 1), "step": "started"}
    told = {"project_notice": [{"stage": "before"}]}
    assert brief("project", row, kids=told) == [("started_on", "存疑")]


def test_what_has_begun_was_put_up_before() -> None:
    row = {"started_on": date(2025, 5, 1), "step": "started"}
    assert [(m.text, m.severity) for m in said("project", row)] == [("项目已经开工，还没记实施前的公示。", "存疑")]
    assert brief("project", row, kids={"project_notice": [{"stage": "after"}]}) == [("step", "存疑")]
    assert brief("project", row, kids={"project_notice": [{"stage": "listing"}]}) == []
    assert brief("project", row | {"opening": True}) == []
    assert brief("project", {"step": "approved", "approved_on": date(2025, 5, 1)}) == []


def test_a_step_without_its_day_is_asked_about_unless_it_stood_before() -> None:
    assert brief("project", {"step": "approved"}) == [("step", "存疑")]
    assert brief("project", {"step": "accepted", "opening": True}) == []
    assert brief("project", {"step": "proposed"}) == []


def test_money_that_lies_is_asked_about() -> None:
    assert brief("project", {"received_on": date(2025, 5, 1)}) == [("passed_on", "存疑")]
    assert brief("project", {"received_on": date(2025, 5, 1), "passed_on": date(2025, 5, 20)}) == []
    assert brief("project", {"received_on": date(2025, 5, 1), "opening": True}) == []


def test_a_project_of_the_negative_list_is_to_be_mended_until_it_is_dropped() -> None:
    assert brief("project", {"negative": True, "step": "stored"}) == [("negative", "要改")]
    assert brief("project", {"negative": True, "step": "stopped"}) == []
    assert brief("project", {"negative": "unknown"}) == []


def test_what_was_paid_is_what_the_last_month_says() -> None:
    lines = [{"month": "2025-06", "paid": Decimal(150000)}, {"month": "2025-05", "paid": Decimal(90000)}, {"month": "2025-07"}]
    kids = {"project_progress": lines, "project_wage": [{"paid": Decimal(30000)}, {"paid": None}]}
    assert computed("project", "paid", PROJECT, kids=kids) == Decimal(150000)
    assert computed("project", "share", PROJECT, kids=kids) == Decimal("50.00")
    assert computed("project", "wage_share", PROJECT, kids=kids) == Decimal("10.00")
    assert computed("project", "wage_share", PROJECT | {"relief": None}, kids=kids) is None
    assert computed("project", "paid", PROJECT | {"opening_paid": Decimal(5)}) == Decimal(5)
    assert computed("project", "noticed", PROJECT) is False
    assert brief("project", {"budget": Decimal(100000)}, kids=kids) == [("budget", "存疑")]


def test_progress_of_a_month_to_come_is_refused() -> None:
    assert brief("project_progress", {"month": "2025-08"}) == [("month", "拦下")]
    assert brief("project_progress", {"month": "2025-07"}) == []


def test_progress_and_money_only_grow() -> None:
    other = [{"uid": "2", "month": "2025-05", "percent": 50, "paid": Decimal(1000)}]
    row = {"month": "2025-06", "percent": 40, "paid": Decimal(900)}
    assert brief("project_progress", row, others=other) == [("percent", "存疑"), ("paid", "存疑")]


def test_a_month_behind_the_node_of_payment_gets_a_hint() -> None:
    row = {"month": "2025-06", "paid": Decimal(120000)}
    (hint,) = said("project_progress", row, parents={"project": PROJECT})
    assert (hint.text, hint.severity) == ("按支付节点这时应支付50%，现在是40.00%。", "提示")
    assert said("project_progress", row | {"paid": Decimal(150000)}, parents={"project": PROJECT}) == []
    assert said("project_progress", row, parents={"project": PROJECT | {"year": 2024}}) == []
    assert computed("project_progress", "share", row, parents={"project": PROJECT}) == Decimal("40.00")


def test_a_notice_hangs_its_days_and_what_was_said_is_answered() -> None:
    row = {"from_on": date(2025, 6, 1), "to_on": date(2025, 6, 5)}
    assert brief("project_notice", row) == [("to_on", "存疑")]
    assert brief("project_notice", row | {"to_on": date(2025, 5, 31)}) == [("to_on", "拦下")]
    assert brief("project_notice", row | {"to_on": date(2025, 6, 10)}) == []
    assert brief("project_notice", row | {"to_on": date(2025, 6, 10), "objection": "open"}) == [("objection", "存疑")]
    assert computed("project_notice", "days", row) == 5
    assert computed("project_notice", "days", {"from_on": date(2025, 6, 1)}) is None


def test_a_beneficiary_is_of_the_household_and_once() -> None:
    row = {"household": "h", "person": "n", "way": "share"}
    assert brief("project_beneficiary", row, parents={"person": {"household": "other"}}) == [("person", "存疑")]
    assert brief("project_beneficiary", row, parents={"person": {"household": "h"}}) == []
    assert brief("project_beneficiary", row, others=[row | {"uid": "2"}]) == [("household", "存疑")]
    assert brief("project_beneficiary", row, others=[row | {"uid": "2", "way": "work"}]) == []
    assert brief("project_beneficiary", {"on_day": date(2025, 7, 23)}) == [("on_day", "存疑")]


def test_wages_for_more_days_than_a_month_has_are_refused() -> None:
    assert brief("project_wage", {"month": "2025-06", "days": Decimal(31)}) == [("days", "拦下")]
    assert brief("project_wage", {"month": "2025-08", "days": Decimal(1)}) == [("month", "拦下")]


def test_wages_go_to_the_own_card_and_are_what_was_worked() -> None:
    row = {"month": "2025-06", "days": Decimal(10), "rate": Decimal(180), "paid": Decimal(1800), "way": "card"}
    assert computed("project_wage", "due", row) == Decimal("1800.00")
    assert brief("project_wage", row) == []
    assert brief("project_wage", row | {"way": "cash"}) == [("way", "存疑")]
    assert brief("project_wage", row | {"way": "unpaid"}) == []
    assert brief("project_wage", row | {"paid": Decimal(1700)}) == [("paid", "存疑")]
    assert brief("project_wage", row | {"paid_on": date(2025, 5, 31)}) == [("paid_on", "存疑")]


def test_a_worker_is_of_age_once_a_month_and_on_a_project_of_relief() -> None:
    row = {"month": "2025-06", "person": "n"}
    assert brief("project_wage", row, parents={"person": {"id_no": BOY}}) == [("person", "要改")]
    assert brief("project_wage", row, others=[row | {"uid": "2"}]) == [("month", "存疑")]
    assert brief("project_wage", row, parents={"project": {"relief": False}}) == [("project", "存疑")]
    assert brief("project_wage", row, parents={"project": PROJECT}) == []


def test_an_asset_costs_what_was_put_in() -> None:
    assert brief("asset", {"value": Decimal(50000), "central": Decimal(30000)}) == [("value", "存疑")]
    assert brief("asset", {"value": Decimal(50000), "central": Decimal(30000), "county": Decimal(20000)}) == []
    assert brief("asset", {"value": Decimal(50000), "net": Decimal(60000)}) == [("net", "存疑")]


def test_an_asset_handed_over_before_it_stood_is_refused() -> None:
    assert brief("asset", {"formed_on": date(2025, 5, 1), "handed_on": date(2025, 4, 1)}) == [("handed_on", "拦下")]


def test_a_title_was_put_up_for_all_to_see() -> None:
    assert brief("asset", {"titled_on": date(2025, 5, 1)}) == [("noticed_on", "存疑")]
    assert brief("asset", {"titled_on": date(2025, 5, 1), "opening": True}) == []
    assert brief("asset", {"book": "household", "owner": "village"}) == [("owner", "存疑")]


def test_what_is_gone_went_with_an_approval() -> None:
    assert [m.text for m in said("asset", {"state": "gone"})] == ["资产处置了，没有写处置日期和批准文件。"]
    assert brief("asset", {"state": "gone", "disposed_on": date(2025, 5, 1), "disposal_by": "批复3号"}) == []
    assert brief("asset", {"state": "gone", "opening": True}) == []


def test_an_asset_is_as_its_last_look_found_it() -> None:
    looks = [{"date": date(2025, 7, 1), "state": "locked"}]
    kids = {"asset_inspection": looks, "asset_revenue": [{"due": Decimal(1800)}, {"due": Decimal(1800), "received": Decimal(300)}]}
    row = {"state": "normal", "formed_on": date(2013, 5, 1)}
    assert computed("asset", "state_now", row, kids=kids) == "locked"
    assert computed("asset", "trouble", row, kids=kids) is True
    assert computed("asset", "check_by", row, kids=kids) == date(2025, 9, 29)
    assert computed("asset", "checked_on", row, kids=kids) == date(2025, 7, 1)
    assert computed("asset", "owed", row, kids=kids) == Decimal(3300)
    assert computed("asset", "check_by", row | {"disposed_on": date(2025, 1, 1)}, kids=kids) is None
    assert computed("asset", "owed", row) is None


def test_a_look_has_been_had() -> None:
    assert brief("asset_inspection", {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("asset_inspection", {"date": date(2025, 7, 1), "mended_on": date(2025, 6, 1), "finding": "漏水"}) == [("mended_on", "拦下")]
    assert brief("asset_inspection", {"date": date(2025, 7, 1), "state": "broken"}) == [("finding", "提示")]
    assert brief("asset_inspection", {"date": date(2025, 7, 1), "mended_on": date(2025, 7, 2)}) == [("finding", "存疑")]
    gone = {"asset": {"disposed_on": date(2025, 6, 1)}}
    assert brief("asset_inspection", {"date": date(2025, 7, 1), "state": "normal"}, parents=gone) == [("date", "存疑")]
    assert computed("asset_inspection", "open", {"finding": "漏水"}) is True


def test_a_contract_that_ends_before_it_begins_is_refused() -> None:
    row = {"from_on": date(2025, 1, 1), "to_on": date(2024, 12, 31), "year": 2025}
    assert brief("asset_revenue", row) == [("to_on", "拦下")]
    assert brief("asset_revenue", row | {"to_on": date(2026, 12, 31)}) == []
    assert brief("asset_revenue", row | {"to_on": date(2026, 12, 31), "year": 2027}) == [("year", "存疑")]


def test_money_that_came_in_has_a_day_and_is_no_more_than_was_due() -> None:
    row = {"year": 2025, "due": Decimal(1000), "received": Decimal(1000), "received_on": date(2025, 7, 1)}
    assert brief("asset_revenue", row) == []
    assert brief("asset_revenue", row | {"received": Decimal(1001)}) == [("received", "存疑")]
    assert brief("asset_revenue", row | {"received_on": None}) == [("received_on", "存疑")]
    assert brief("asset_revenue", row | {"received_on": None, "opening": True}) == []
    assert brief("asset_revenue", row | {"received_on": date(2025, 7, 23)}) == [("received_on", "拦下")]
    again = row | {"uid": "0", "payer": "某合作社", "received_on": date(2025, 7, 2)}
    assert brief("asset_revenue", row | {"payer": "某合作社"}, others=[again]) == [("received", "存疑")]
    for other in ({"payer": "另一家"}, {"year": 2024}, {"received": None}, {"due_on": date(2025, 12, 31)}):
        assert brief("asset_revenue", row | {"payer": "某合作社"}, others=[again | other]) == []


def test_what_is_given_out_is_told_and_a_year_is_cleared_up() -> None:
    row = {"year": 2025, "received": Decimal(100), "received_on": date(2025, 7, 1), "to_households": Decimal(60)}
    assert brief("asset_revenue", row) == [("noticed_on", "存疑")]
    assert brief("asset_revenue", row | {"opening": True}) == []
    assert brief("asset_revenue", row | {"noticed_on": date(2025, 7, 2), "kept": Decimal(50)}) == [("received", "存疑")]
    assert brief("asset_revenue", {"year": 2024}) == [("cleared_on", "提示")]
    assert brief("asset_revenue", {"year": 2024, "opening": True}) == []


def test_rent_that_did_not_come_is_overdue() -> None:
    row = {"due": Decimal(1800), "due_on": date(2025, 6, 30)}
    assert computed("asset_revenue", "where", row) == "到期没收"
    assert computed("asset_revenue", "overdue", row) is True
    assert computed("asset_revenue", "owed", row) == Decimal(1800)
    assert computed("asset_revenue", "overdue", row | {"received": Decimal(1800)}) is False


def test_the_villages_own_income() -> None:
    row = {"year": 2025, "source": "rent", "amount": Decimal(1000), "date": date(2025, 7, 1)}
    assert brief("collective_income", row) == []
    assert brief("collective_income", row | {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("collective_income", row | {"date": date(2024, 7, 1)}) == [("date", "存疑")]
    assert brief("collective_income", row | {"to_public": Decimal(1001)})[0] == ("amount", "存疑")
    assert brief("collective_income", row | {"kept": Decimal(300)}) == [("agreed_on", "存疑"), ("noticed_on", "存疑")]
    assert brief("collective_income", row, parents=STANDING) == [("source", "存疑")]
    assert computed("collective_income", "left", row | {"to_public": Decimal(400), "kept": Decimal(600)}) == Decimal(600)


@pytest.mark.life("project", "project_progress", "project_notice", "project_wage", "asset", "asset_inspection", "asset_revenue")
def test_a_project_lives_from_its_listing_to_the_asset_it_leaves(village: st.Store) -> None:
    """Listed, approved, put up, begun, paid for, accepted, handed over; its asset looked at, let, cleared up, disposed of."""
    project = st.add(village, "project", {"title": "饲草料棚", "kind": "产业", "budget": "30万", "fund": "中央资金", "relief": "是"}).uid
    st.change(village, "project", project, {"step": "已批复", "approved_on": "2025-03-01", "approval": "批复1号"})
    st.add(village, "project_notice", {"project": project, "stage": "事前", "from_on": "2025-03-02", "to_on": "2025-03-11", "objection": "无"})
    st.change(village, "project", project, {"step": "开工", "started_on": "2025-04-01"})
    with pytest.raises(UserMistake, match="完工日期比开工日期还早"):
        st.change(village, "project", project, {"finished_on": "2025-03-01"})
    for month, percent, paid in (("2025-04", "30", "9万"), ("2025-06", "100", "24万")):
        st.add(village, "project_progress", {"project": project, "month": month, "percent": percent, "paid": paid})
    wage = {"project": project, "month": "2025-05", "worker": "外村人", "days": "10", "rate": "180", "paid": "1800", "way": "一卡通"}
    st.add(village, "project_wage", wage)
    with pytest.raises(UserMistake, match="只有30天"):
        st.add(village, "project_wage", wage | {"month": "2025-06", "days": "31"})
    st.change(village, "project", project, {"step": "移交", "finished_on": "2025-06-10", "accepted_on": "2025-06-20", "handed_on": "2025-07-01"})
    (row,) = st.full(village, "project", st.by_uids(village, "project", [project]))
    assert (row["paid"], row["share"], row["wage_share"], row["noticed"]) == (Decimal(240000), Decimal("80.00"), Decimal("0.60"), True)

    asset = st.add(village, "asset", {"title": "饲草料棚", "book": "经营性资产", "project": project, "value": "30万", "handed_on": "2025-07-01"}).uid
    st.add(village, "asset_inspection", {"asset": asset, "date": "2025-07-10", "state": "闲置", "finding": "没人用"})
    rent = st.add(village, "asset_revenue", {"asset": asset, "due": "1.2万", "due_on": "2025-07-15", "way": "出租"}).uid
    (row,) = st.full(village, "asset", st.by_uids(village, "asset", [asset]))
    assert (row["state_now"], row["trouble"], row["owed"]) == ("idle", True, Decimal(12000))
    st.change(village, "asset_revenue", rent, {"received": "12000", "received_on": "2025-07-20"})
    st.change(village, "asset", asset, {"disposed_on": "2025-07-22", "disposal": "变卖", "disposal_by": "批复9号"})
    (row,) = st.full(village, "asset", st.by_uids(village, "asset", [asset]))
    assert (row["state_now"], row["check_by"], row["owed"]) == ("gone", None, None)


def test_a_public_toilet_of_old_is_entered_as_it_stands(village: st.Store) -> None:
    """Nobody can replay 2016: 期初 asks for no title, no notice and no look."""
    raw = {"title": "村口公厕", "book": "公益性", "kind": "公厕", "year": "2016", "state": "锁闭", "titled_on": "2018-01-01",
           "opening": "是", "opened_on": "2025-07-22"}
    uid = st.add(village, "asset", raw).uid
    (row,) = st.full(village, "asset", st.by_uids(village, "asset", [uid]))
    assert (row["state_now"], row["check_by"]) == ("locked", date(2025, 10, 20))


def _sheet(folder: Path, store: st.Store, ledger: str, *rows: tuple[object, ...]) -> tuple[int, int]:
    """Take a sheet in; how many rows are new and how many stood already."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "表.xlsx")
    report = importing.apply(store, importing.preview(store, ledger, folder / "表.xlsx"))
    return report.count("added"), report.count("unchanged")


@pytest.mark.life("project_beneficiary", "collective_income")
def test_a_list_that_comes_in_twice_adds_nothing(village: st.Store, tmp_path: Path) -> None:
    for name in ("张甲", "李乙"):
        st.add(village, "household", {"head_name": name})
    st.add(village, "project", {"title": "饲草料棚"})
    sheets: dict[str, tuple[tuple[object, ...], ...]] = {
        "asset": (("资产名称", "资产类别", "年度", "户主"), ("扶贫羊", "到户类", 2020, "张甲"),
                  ("扶贫羊", "到户类", 2020, "李乙"), ("公厕", "公益性", 2020, None)),
        "project_beneficiary": (("项目", "户主", "受益金额"), ("饲草料棚", "张甲", 500), ("饲草料棚", "李乙", 500)),
        "collective_income": (("年度", "收入来源", "金额"), (2025, "租金", 500), (2025, "租金", 800)),
    }  # fmt: skip
    for ledger, rows in sheets.items():
        assert _sheet(tmp_path, village, ledger, *rows) == (len(rows) - 1, 0), ledger
        assert _sheet(tmp_path, village, ledger, *rows) == (0, len(rows) - 1), ledger
        assert st.count(village, ledger) == len(rows) - 1
