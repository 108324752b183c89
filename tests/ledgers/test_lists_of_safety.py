"""Lists as offices send them, headed in their own words, go into the ledgers of 三保障 and 群众事, and nothing comes twice."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import models.store as st
from services import importing
from services.importing import ImportReport

MAN, WOMAN, PUPIL = "999999198001010011", "999999198203040026", "999999200905060036"
CASES: dict[str, tuple[tuple[object, ...], ...]] = {
    "schooling": (
        ("学生姓名", "年度", "学期", "年级", "在校情况", "就读学校", "享受资助", "资助总额"),
        ("白小某", 2025, "春季学期", "高一", "在读", "示范中学", "助学金、免学费", 1000),
        ("白小某", 2024, "秋", "九年级", "在校", "示范中学", "无", None),
    ),
    "insurance": (
        ("姓名", "身份证号", "参保年度", "参保险种", "个人缴费", "资助参保金额", "资助参保类别", "缴费时间", "防贫保"),
        ("白某某", MAN, 2025, "城乡居民医保", 180, 220, "低保", "2024-10-08", "是"),
        ("乌某某", WOMAN, 2025, "未参保", None, None, None, None, "否"),
        ("白某某", MAN, 2024, "居民医保", 160, 220, "低保", "2023-10-08", "不清楚"),
    ),
    "illness": (
        ("患者姓名", "疾病类别", "疾病名称", "确诊时间", "病情", "是否签约家庭医生", "年自付费用"),
        ("白某某", "慢性病", "高血压", "2019年3月", "稳定", "是", "约800"),
        ("白某某", "大病", "胃癌", "2024-05", "治疗中", "是", "1.2万"),
    ),
    "chronic_card": (
        ("姓名", "慢病病种", "申请时间", "发卡日期", "有效期至"),
        ("白某某", "高血压", "2025.7.1", "2025.7.9", "2027.7.9"),
        ("乌某某", "糖尿病", "2025.7.14", None, None),
    ),
    "housing_check": (
        ("户主姓名", "鉴定时间", "危房等级", "鉴定机构", "危改方式", "竣工日期", "报告存放"),
        ("白某某", "2025-03-01", "C级危房", "示范鉴定公司", "加固", "2025-06-20", "户、村、乡镇、县"),
    ),
    "water_source": (
        ("供水点名称", "工程类型", "覆盖范围", "覆盖户数", "覆盖人数", "管护员", "联系电话"),
        ("清水水厂", "自来水厂", "一组、二组", 80, 215, "王某某", "13900000001"),
    ),
    "water_check": (
        ("供水点", "户主姓名", "检测日期", "类型", "检测结果", "停水结束日期", "取水时间"),
        ("清水水厂", None, "2025-01-10", "水质检测", "合格", None, None),
        ("清水水厂", None, "2025-06-02", "停水", None, "2025-06-04", None),
        (None, "白某某", "2025-07-02", "查看", "达标", None, 5),
    ),
    "welfare": (
        ("户主姓名", "享受人姓名", "保障类型", "低保类别", "享受人数", "月保障金额", "享受开始年月"),
        ("白某某", None, "农村低保", "B类", 3, 950, "2023-01"),
        ("白某某", "白某某", "护理补贴", None, 1, 100, None),
        ("白某某", "乌某某", "护理补贴", None, 1, 100, None),
    ),
    "appeal": (
        ("工单号", "反映日期", "反映人", "反映内容", "来源", "问题类别", "办理情况", "办结时间"),
        ("热线0001", "2025-07-17", "白某某", "补助没到账", "12317", "帮扶政策", "办结", "2025-07-21"),
        (None, "2025-07-18", "乌某某", "路灯不亮", "来访", "道路用电", "登记", None),
    ),
    "handout": (
        ("户主姓名", "发放时间", "物品名称", "类别", "发放数量", "计量单位", "领取人", "是否签收"),
        ("白某某", "2025-04-20", "帮扶政策明白纸", "明白纸", 1, "份", "乌某某", "是"),
        ("白某某", "2025-04-20", "鸡苗", "鸡苗", 30, "只", "白某某", "是"),
    ),
    "points": (
        ("户主姓名", "积分日期", "得分", "加减", "项目", "事由"),
        ("白某某", "2025-07-01", 10, "奖励", "卫生", "七月评比第一"),
        ("白某某", "2025-07-02", 5, "兑换", None, "换了一袋洗衣粉"),
    ),
    "comparison": (
        (
            "比对月份",
            "比对部门",
            "推送户",
            "推送人",
            "已核实户数",
            "线索户数",
            "不符合户数",
            "排除原因",
            "反馈时间",
            "比对内容",
        ),
        ("2025年6月", "医保局", 0, 0, None, None, None, None, None, None),
        ("2025年6月", "民政局", 3, 7, 3, 1, 2, "费用已报销", "2025-07-02", "低保新增"),
        ("2025年6月", "民政局", 1, 1, 1, 0, 1, "已纳入", "2025-07-02", "残疾人补贴"),
    ),
    "event": (
        ("受灾日期", "灾害类型", "涉及组", "涉及户数", "直接经济损失", "处置情况"),
        ("2025-07-10", "冰雹", "一组、二组", 30, "2.5万", "核灾"),
    ),
    "event_household": (
        ("发生日期", "什么事", "户主姓名", "受灾类型", "损失金额", "救助资金", "救助时间"),
        ("2025-07-10", "冰雹", "白某某", "农作物、牲畜", 800, 300, "2025-07-15"),
    ),
}


def _import(store: st.Store, folder: Path, ledger: str) -> ImportReport:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in CASES[ledger]:
        sheet.append(row)
    made.save(folder / f"{ledger}.xlsx")
    return importing.apply(store, importing.preview(store, ledger, folder / f"{ledger}.xlsx"))


@pytest.fixture
def home(village: st.Store, tmp_path: Path) -> st.Store:
    """A household of three, a source of water and a hailstorm."""
    uid = st.add(village, "household", {"head_name": "白某某", "head_id": MAN}).uid
    for name, number in (("乌某某", WOMAN), ("白小某", PUPIL)):
        st.add(village, "person", {"household": uid, "name": name, "id_no": number})
    return village


NEEDS = {"water_check": "water_source", "event_household": "event"}


@pytest.mark.parametrize("ledger", CASES)
def test_a_list_in_the_words_of_offices_goes_in_and_comes_once(ledger: str, home: st.Store, tmp_path: Path) -> None:
    if ledger in NEEDS:
        _import(home, tmp_path, NEEDS[ledger])
    told = importing.to_json(_import(home, tmp_path, ledger))
    rows = len(CASES[ledger]) - 1
    assert (told["added"], told["rejected"], told["pending"]) == (rows, 0, 0), told
    assert st.count(home, ledger) == rows
    again = importing.to_json(_import(home, tmp_path, ledger))
    assert (again["unchanged"], again["added"], again["updated"], again["rejected"]) == (rows, 0, 0, 0), again


def test_what_lists_said_stands_in_the_ledgers(home: st.Store, tmp_path: Path) -> None:
    for ledger in ("insurance", "comparison", "welfare"):
        _import(home, tmp_path, ledger)
    paid = st.find(home, "insurance", {"year": 2025, "kind": "resident"})[0]
    assert (paid["own"], paid["subsidy_kind"], paid["paid_on"]) == (Decimal(180), "low_income", date(2024, 10, 8))
    assert st.find(home, "comparison", {"department": "insurance"})[0]["pushed_households"] == 0
    assert st.total(home, "welfare", "monthly") == Decimal(1150)


def test_a_family_on_low_income_from_the_first_month_to_the_last(home: st.Store) -> None:
    added = st.add(home, "welfare", {"household": "白某某", "kind": "低保", "people": 3, "from_month": "2023-01"})
    assert added.notices == ()

    def now() -> str:
        (row,) = st.full(home, "welfare", st.find(home, "welfare", {"uid": added.uid}))
        return str(row["state"])

    assert now() == "paid"
    saved = st.change(home, "welfare", added.uid, {"taper_from": "2024-08", "taper_to": "2025-06"})
    assert [(n.field, n.severity) for n in saved.notices] == [("rechecked_on", "存疑")]
    assert now() == "to_recheck"
    saved = st.change(home, "welfare", added.uid, {"rechecked_on": "2025-07-03", "result": "退出"})
    assert [n.field for n in saved.notices] == ["rechecked_on"]
    saved = st.change(home, "welfare", added.uid, {"to_month": "2025-06", "stop_why": "收入超过标准"})
    assert (saved.notices, now()) == ((), "ended")
    destitute = st.add(
        home, "welfare", {"household": "白某某", "person": "白小某", "kind": "分散特困", "from_month": "2025-07"}
    )
    assert destitute.notices == ()
    low = st.add(home, "welfare", {"household": "白某某", "person": "白小某", "kind": "低保", "from_month": "2025-07"})
    assert [n.field for n in low.notices] == ["kind"]
