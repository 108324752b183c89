"""A small made-up village for the tests of returns: long names with ·, all classes, loans late and in time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from models import store as st
from tests.reports.samples import LONG_NAME

TODAY = date(2025, 7, 22)
NAMES = (
    "白小甲", "巴特尔·苏和", LONG_NAME, "吴小乙", "其其格", "阿卜杜拉·买买提江", "周小丙", "郑小丁", "欧阳小戊", "赵小己",
)
CLASSES = ("unstable", "marginal", "sudden")
PLACES = ("province", "county_out", "county_in", "county_in", "unknown", "abroad")


def id_number(serial: int, born: str = "19800101") -> str:
    """A made-up number of nobody that passes its check."""
    body = f"999999{born}{serial % 1000:03d}"
    rest = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(body)) % 11
    return body + "10X98765432"[rest]


def build(folder: Path) -> st.Store:
    """The village with 30 households and what they have."""
    store, _ = st.create(
        folder, role="village", region="999999104201", name="某某村", operator="张专干", password="made-up-12", today=TODAY
    )
    with st.together(store, "样例", whole=True) as doing:
        posts = [doing.add("post", row).uid for row in POSTS]
        for at in range(30):
            _household(doing, at)
        for at, home in enumerate(doing.source.all("household")):
            _subsidised(doing, at, home, posts)
    return store


POSTS = (
    {"name": "护林员", "kind": "护林", "fund": "衔接资金", "standard": "200", "quota": 3},
    {"name": "保洁员", "kind": "保洁", "fund": "就业补助资金", "standard": "300", "quota": 3},
)
FAULTS = (
    {"found_on": date(2025, 3, 1), "state": "closed", "mended_on": date(2025, 4, 1), "checked_by": "李干部", "year": 2025, "text": "便池漏水"},
    {"found_on": date(2024, 5, 1), "state": "mending", "year": 2024, "text": "冬天上冻用不了", "measure": "加保温层", "keeper": "张专干"},
    {"found_on": date(2023, 5, 1), "state": "closed", "mended_on": date(2023, 6, 1), "checked_by": "李干部", "year": 2023, "text": "已经修好的"},
)
LINES = (
    {"category": "种植业", "breed": "玉米", "applied": "14.37", "verified": "14.37", "paid": "1077.75"},
    {"category": "畜牧业", "animal": "羊", "applied": "12", "verified": "10", "paid": "3000"},
    {"category": "庭院经济", "applied": "1.5"},
    {"category": "种植业", "breed": "小麦", "applied": "3", "state": "returned", "returned_why": "不是本户的地"},
)
AMOUNTS = (
    ("wage", "wage_job", "4500"), ("business", "business_animals", "6000"), ("transfer", "transfer_soil", "820.50"),
    ("cost", "cost_animals", "1500"),
)  # fmt: skip


def _subsidised(doing: st.Doing, at: int, home: Any, posts: list[str]) -> None:
    """Every fifth household has somebody on a post, an application or its income on record."""
    person = doing.source.children("person", "household", home["uid"])[-1]["uid"]
    if at % 5 == 0:
        holder = doing.add("post_holder", {"person": person, "post": posts[at % 2], "from_on": date(2025, 2, 1), "to_on": date(2026, 1, 31),
                                           "card": "6200000000000005"}).uid  # fmt: skip
        for month in ("2025-05", "2025-06"):
            doing.add("post_attendance", {"holder": holder, "month": month, "marks": "√" * 20 + "△×－", "paid_on": date(2025, 7, 10),
                                          "cut": "20" if at == 0 else None})  # fmt: skip
    if at % 5 in (1, 2):
        line = LINES[at // 5 % len(LINES)]
        paid = {"paid_on": date(2025, 6, 27), "state": "paid"} if "paid" in line else {}
        doing.add("industry_subsidy", {"household": home["uid"], "year": 2025, "batch": "第一批", "card": "6200000000000005", **line, **paid})
    if at % 5 == 3:
        doing.add("travel_subsidy", {
            "person": person, "year": 2025, "place": "province", "city": "某省某某市某某区", "employer": "某某建筑劳务公司", "from_month": "2025-02",
            "fare": "545.50", "proofs": "车票、务工证明", "paid": "545.50", "paid_on": date(2025, 6, 30), "state": "paid",
        })  # fmt: skip
    if at % 5 == 4:
        for month in ("2023-10", "2024-10", "2025-01", "2025-04"):
            for part, item, amount in AMOUNTS:
                doing.add("income", {"household": home["uid"], "month": month, "span": "3", "part": part, "item": item, "amount": amount})


def _household(doing: st.Doing, at: int) -> None:
    number = id_number(at * 2 + 1, f"{1950 + at}0315")
    raw = {
        "head_name": NAMES[at % len(NAMES)] if at < len(NAMES) else f"{NAMES[at % 2]}{at}", "head_id": number, "group": f"{at % 3 + 1}组",
        "phone": f"138{at:08d}", "type": "lifted" if at % 3 else "ordinary", "door": f"{at + 1}号",
        "residence": "away" if at % 9 == 8 else "resident",
    } | ({"monitoring_class": CLASSES[at % 3], "identified_month": "2023-05"} if at % 7 == 1 else {})
    home = doing.add("household", raw).uid
    head = next(p["uid"] for p in doing.source.children("person", "household", home))
    child = doing.add("person", {
        "household": home, "name": f"小{NAMES[at % 10][:8]}", "relation": "子", "id_no": id_number(at * 2 + 101, "20050601"),
        "health": "健康", "stage": "大二" if at % 4 == 0 else None, "phone": f"139{at:08d}",
    }).uid  # fmt: skip
    doing.add("helper", {"household": home, "name": "李干部", "unit": "镇政府"})
    _work(doing, at, child)
    if at % 6 == 0:
        _loan(doing, at, head)
    if at % 3 == 0:
        _toilet(doing, at, home)
    if at % 2 == 0:
        _visit(doing, at, home)


def _work(doing: st.Doing, at: int, person: str) -> None:
    doing.add("job", {
        "person": person, "place": PLACES[at % 6], "year": 2025, "city": ("某省某某市某某区", "某某旗", "")[at % 3], "employer": "某某建筑劳务公司",
        "work": "钢筋工", "from_month": "2025-03", "wage": "4500", "channel": "公益岗位" if at % 6 == 3 else None,
    })  # fmt: skip


def _loan(doing: st.Doing, at: int, person: str) -> None:
    granted = date(2025, 3, 1 + at) if at else date(2022, 6, 30)
    loan = doing.add("loan", {
        "borrower": person, "amount": "50000", "granted_on": granted, "due_on": date(2025, 8, 3) if at == 6 else granted.replace(
            year=granted.year + 3), "bank": "某某农村信用合作联社", "purpose": "养羊三十只", "contract": f"XY2025-{at:04d}",
    }).uid  # fmt: skip
    if at == 12:
        doing.add("loan_repayment", {"loan": loan, "date": date(2025, 6, 1), "amount": "10000"})
        doing.add("loan_check", {"loan": loan, "date": date(2025, 5, 1), "result": "正常使用"})


def _toilet(doing: st.Doing, at: int, home: str) -> None:
    toilet = doing.add("toilet", {
        "household": home, "kind": "new", "year": 2025, "mode": "1", "started_on": date(2025, 4, 1), "built_on": date(2025, 5, 20),
        "accepted_on": date(2025, 6, 10), "acceptance": "pass", "use": "normal", "subsidy": "1500", "note": "患病 138 0000 0000",
    }).uid  # fmt: skip
    if at // 3 < len(FAULTS):
        doing.add("toilet_fault", {"toilet": toilet, "kind": "2", **FAULTS[at // 3]})


def _visit(doing: st.Doing, at: int, home: str) -> None:
    visit = doing.add("visit", {
        "household": home, "date": date(2025, 7, 1 + at % 20), "visitors": "张专干、李干部", "units": "村,镇", "result": "changed" if at % 4 == 0
        else "same", "tasks": "遍访、务工核实", "text": "大儿子从外地回来了，腿摔伤在家养着" if at % 4 == 0 else None,
    }).uid  # fmt: skip
    if at % 4 == 0:
        doing.add("finding", {"visit": visit, "text": "院里自来水管冻裂后没修，吃水要去邻居家挑", "measure": "联系水站本周来修",
                              "state": "open", "due_on": date(2025, 8, 10)})
        doing.add("finding", {"visit": visit, "text": "慢病卡没办", "measure": "帮着办", "state": "solved"})
