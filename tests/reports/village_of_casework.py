"""The small made-up village with what the forms from 2.10 on speak of: cases, findings, spots, assets, helpers, a course."""

from __future__ import annotations

from datetime import date

from models import store as st

STEPS = (
    ("visit", date(2025, 6, 3), {"who": "张专干、李干部", "result": "pass", "authorised": True}),
    ("comparison", date(2025, 6, 5), {"result": "pass", "authorised": True}),
    ("review", date(2025, 6, 6), {"who": "王支书", "result": "pass", "due": 30, "present": 27, "yes": 26, "no": 1, "abstained": 0}),
    ("notice", date(2025, 6, 7), {"until": date(2025, 6, 11), "place": "村务公开栏", "result": "pass"}),
    ("township", date(2025, 6, 12), {"result": "pass"}),
    ("county", date(2025, 6, 13), {"result": "pass", "document": "某乡振〔2025〕8号"}),
    ("identified", date(2025, 6, 14), {}),
)


def add_casework(store: st.Store) -> dict[str, str]:
    """Adds it; gives the uids that tests ask for by a word."""
    homes = [row.uid for row in sorted(st.find(store, "household"), key=lambda row: int(row["door"].rstrip("号")))]
    home = homes[0]
    with st.together(store, "样例") as doing:
        case = doing.add("monitoring", {
            "household": home, "clue_on": date(2025, 6, 1), "channel": "农户自主申报", "kind": "边缘易致贫户", "risks": "因病、缺劳动力、因学、其他",
            "clue": "户主住院花了三万元，身份证999999198001010011。", "has_labour": True, "contact": "李干部", "contact_phone": "13900000009",
        }).uid  # fmt: skip
        for kind, day, values in STEPS:
            doing.add("monitoring_step", {"case": case, "kind": kind, "date": day, **values})
        waiting = doing.add("monitoring", {"household": homes[5], "clue_on": date(2025, 7, 20), "kind": "突发严重困难户", "risks": "因自然灾害"}).uid
        doing.add("support", {"household": home, "kind": "健康帮扶", "date": date(2025, 6, 20),
                               "content": "办慢病卡，证号999999195001010029", "amount": "1200",
                              "case": case})
        _findings(doing)
        doing.add("environment_issue", {"found_on": date(2025, 7, 3), "spot": "二组渠边", "kind": "垃圾乱堆", "place": "沟边", "state": "working"})
        asset = doing.add("asset", {"title": "养殖棚圈", "book": "经营性", "year": 2023, "value": "620000", "central": "620000", "quantity": "2",
                                    "unit": "栋", "keeper": "张专干", "phone": "13900000001"}).uid
        doing.add("asset_revenue", {"asset": asset, "year": 2025, "due": "31000", "from_on": date(2024, 1, 1), "to_on": date(2026, 12, 31)})
        doing.add("asset", {"title": "公共厕所", "book": "公益性", "year": 2021, "value": "86000"})
        [member] = [p["uid"] for p in doing.source.children("person", "household", home) if p["relation"] != "02"][:1]
        doing.add("training", {"person": member, "topic": "电商销售", "from_on": date(2025, 7, 1), "place": "文化站"})
        doing.change("person", next(p["uid"] for p in doing.source.children("person", "household", homes[7]) if p["relation"] != "02"),
                     {"left_on": date(2025, 7, 2), "left_why": "死亡"})
        doing.add("handout", {"household": home, "date": date(2025, 4, 20), "item": "申报政策明白纸", "kind": "政策明白纸", "receiver": "白小甲"})
    return {"home": home, "case": case, "waiting": waiting}


def _findings(doing: st.Doing) -> None:
    first = doing.add("problem", {"source": "国家考核评估", "year": 2025, "text": "基础设施有短板。", "local": "两条巷道没有硬化。", "claimed": True,
                                  "told_on": date(2025, 3, 1), "state": "整改中", "area": "工作落实"}).uid
    for number, words in enumerate(("修巷道。", "通自来水。")):
        measure = doing.add("measure", {"problem": first, "text": words, "lead": "乡村振兴办", "units": "村委会", "keeper": "张专干",
                                        "deadline": "10月20日前", "state": "整改中"}).uid
        if not number:
            doing.add("measure_progress", {"measure": measure, "month": "2025-07", "text": "铺了三百米。", "evidence_text": "施工照片"})
    closed = doing.add("problem", {"source": "旗县反馈", "year": 2025, "text": "明白卡内容旧。", "claimed": True, "told_on": date(2025, 3, 1),
                                   "state": "已销号", "done_on": date(2025, 4, 20), "closed_on": date(2025, 4, 25), "closed_by": "王镇长",
                                   "lasting": True}).uid
    doing.add("measure", {"problem": closed, "text": "换卡。", "deadline": "立行立改，长期坚持", "state": "已销号", "done_on": date(2025, 4, 20),
                          "closed_on": date(2025, 4, 25), "closed_by": "王镇长", "evidence": "新旧卡照片"})
