"""Rectification plans as townships write them, taken whole: the counts of two plans, in words made up here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from models import store as st
from models.codes.problem import SOURCE
from models.rules.problem import units_named
from models.store import query
from services import importing

Book = Callable[..., Path]
LEAD, FOR_GOOD = "甲办、乙办", "长期坚持"
BY_DAY, AT_ONCE = f"10月20日前取得积极成效，{FOR_GOOD}", f"立行立改，{FOR_GOOD}"
HEAD = ("序号", "问题来源", "年度", "反馈日期", "问题领域", "问题编号", "反馈问题", "我镇存在的问题", "整改措施", "牵头部门", "责任部门", "完成时限")
LEADS = ("甲办、乙办", "甲办、乙办", "丙中心、乙办", "丁办、乙办", "甲办、乙办", "乙办", "乙办", "戊办、乙办", "丙中心、己办、乙办")


def _first_plan(folder: Path) -> Path:
    """8 problems of the nation's assessment and 4 of the region's; the sixth has two measures under merged cells."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(("某镇考核评估反馈问题整改台账",))
    sheet.merge_cells("A1:L1")
    sheet.append(HEAD)
    areas = ("责任落实", "责任落实", "工作落实", "工作落实", "工作落实", "工作落实", "工作落实", "成效巩固", "资金绩效")
    for at, (lead, area) in enumerate(zip(LEADS, areas, strict=True)):
        number = f"国{at + 1 if at < 6 else at}"
        second = at == 6
        problem = (None,) * 7 if second else ("国家考核评估", 2021, "2022-06-17", area, number, f"反馈的第{number}个问题", f"本地的第{number}个问题")
        sheet.append((at + 1, *problem, f"第{at + 1}条措施", lead, "各村", BY_DAY))
    for column in "BCDEFGH":
        sheet.merge_cells(f"{column}8:{column}9")
    for at in range(1, 5):
        sheet.append((9 + at, "自治区考核", 2021, "2022-06-17", None, f"区{at}", f"反馈的第区{at}个问题", None, f"区里第{at}条措施", "乙办",
                      "各村", BY_DAY if at <= 2 else AT_ONCE))  # fmt: skip
    made.save(folder / "第一份.xlsx")
    return folder / "第一份.xlsx"


def _second_plan(book: Book) -> Path:
    """15 items, each with its units and none with a lead; no deadline but that of the whole plan."""
    areas = ("责任落实",) * 2 + ("政策落实",) * 4 + ("工作落实",) * 8 + ("巩固成效",)
    sources = ["省后评估" if at in (4, 5, 6, 14) else "国家考核评估" for at in range(1, 16)]
    rows = [(at, source, 2022, area, str(at), f"第{at}个问题", f"第{at}项措施", "某办、各村" if at % 2 else "各村", "2023年7月18日前")
            for at, (source, area) in enumerate(zip(sources, areas, strict=True), 1)]  # fmt: skip
    return book(("整改方案",), ("序号", "反馈来源", "年度", "领域", "编号", "问题", "整改措施", "责任单位", "整改时限"), *rows, name="第二份.xlsx")


def _import(store: st.Store, ledger: str, path: Path) -> importing.ImportReport:
    return importing.apply(store, importing.preview(store, ledger, path))


@pytest.fixture
def planned(store: st.Store, tmp_path: Path) -> st.Store:
    """A village that took the first plan in."""
    report = _import(store, "measure", _first_plan(tmp_path))
    assert [row.outcome for row in report.rows] == ["added"] * 13
    assert (report.cells, report.batch is not None) == ((), True)
    return store


def _measures(store: st.Store) -> list[dict[str, object]]:
    return [dict(row) for row in query.full(store, "measure", query.find(store, "measure"))]


def test_thirteen_measures_of_twelve_problems_are_counted_by_source(planned: st.Store) -> None:
    assert (query.count(planned, "problem"), query.count(planned, "measure")) == (12, 13)
    assert Counter(row["source"] for row in query.find(planned, "problem")) == {"national": 8, "province": 4}
    problems = query.full(planned, "problem", query.find(planned, "problem"))
    assert Counter(row["measures"] for row in problems) == {1: 11, 2: 1}
    assert next(row["number"] for row in problems if row["measures"] == 2) == "国6"
    assert Counter(row["area"] for row in problems) == {"duty": 2, "work": 4, "result": 1, "money": 1, None: 4}


def test_they_are_counted_by_lead_unit(planned: st.Store) -> None:
    rows = _measures(planned)
    assert Counter(units_named(row["lead"])[0] for row in rows) == {"甲办": 3, "乙办": 6, "丙中心": 2, "丁办": 1, "戊办": 1}  # type: ignore[arg-type]
    assert sum("乙办" in units_named(row["lead"]) for row in rows) == 13  # type: ignore[arg-type]
    assert {row["units"] for row in rows} == {"各村"}


def test_they_are_counted_by_deadline_and_all_are_kept_up(planned: st.Store) -> None:
    rows = _measures(planned)
    assert Counter(row["how_due"] for row in rows) == {"dated": 11, "now": 2}
    assert Counter(str(row["due"]) for row in rows) == {"2022-10-20": 11, "None": 2}
    assert {row["kept_up"] for row in rows} == {True}
    assert {row["deadline"] for row in rows} == {BY_DAY, AT_ONCE}


def test_the_same_plan_again_adds_nothing_and_undo_takes_all_of_it_away(store: st.Store, tmp_path: Path) -> None:
    path = _first_plan(tmp_path)
    batch = _import(store, "measure", path).batch
    again = _import(store, "measure", path)
    assert ({row.outcome for row in again.rows}, again.batch) == ({"unchanged"}, None)
    st.undo(store, batch)
    assert (query.count(store, "problem"), query.count(store, "measure")) == (0, 0)


def test_fifteen_items_of_another_plan(planned: st.Store, book: Book) -> None:
    report = _import(planned, "measure", _second_plan(book))
    assert [row.outcome for row in report.rows] == ["added"] * 15
    assert Counter(row["source"] for row in query.find(planned, "problem", {"year": 2022})) == {"national": 11, "province": 4}
    rows = [row for row in _measures(planned) if row["deadline"] == "2023年7月18日前"]
    assert Counter((row["how_due"], str(row["due"]), row["lead"]) for row in rows) == {("dated", "2023-07-18", None): 15}
    assert (query.count(planned, "problem"), query.count(planned, "measure")) == (27, 28)


def test_problems_alone_and_a_months_progress_come_in_by_lists_of_their_own(planned: st.Store, book: Book) -> None:
    report = _import(planned, "problem", book(("反馈来源", "年度", "问题编号", "反馈问题", "是否认领", "不认领原因"),
                                              ("审计", 2025, "1", "账没记全", "是", None),
                                              ("审计", 2025, "2", "合同没签", "否", "不是本村的")))  # fmt: skip
    assert [row.outcome for row in report.rows] == ["added", "added"]
    month = book(("问题编号", "反馈来源", "年度", "整改措施", "月份", "本月进展", "佐证材料"),
                 ("国6", "国家考核评估", 2021, "第6条措施", "2025-06", "改了三处", "照片三张"),
                 ("国6", "国家考核评估", 2021, "第7条措施", "2025-06", "架了一段线", None), name="月报.xlsx")  # fmt: skip
    assert [row.outcome for row in _import(planned, "measure_progress", month).rows] == ["added", "added"]


def test_blank_cells_below_mean_the_problem_above_and_a_refused_row_ends_that(store: st.Store, book: Book) -> None:
    head = ("反馈来源", "问题编号", "反馈问题", "整改措施")
    report = _import(store, "measure", book(
        head, (None, None, None, "没有问题的措施"), ("自查", "1", "路灯不亮", "换灯"), (None, None, None, "装表"),
        ("自查", "2", "还没想好措施", None), (None, None, None, "不知是谁的措施"), ("不知哪来", "3", "来源看不懂", "改"),
        ("自查", "1", "路灯不亮", "定人管")))  # fmt: skip
    assert [row.outcome for row in report.rows] == ["rejected", "added", "added", "rejected", "rejected", "rejected", "added"]
    assert "看不出是哪个问题" in report.rows[0].reason and "没有“整改措施”" in report.rows[3].reason
    assert "反馈来源" in report.rows[5].reason
    assert (query.count(store, "problem"), query.count(store, "measure")) == (1, 3)


def test_a_measure_finds_a_problem_that_stands_by_its_own_column(store: st.Store, book: Book) -> None:
    st.add(store, "problem", {"source": "own", "year": 2024, "number": "自1", "text": "巷道积水"})
    report = _import(store, "measure", book(("哪个问题", "整改措施", "完成时限"), ("自1", "挖沟", "立查立改"), ("自9", "没有的", "长期坚持")))
    assert [row.outcome for row in report.rows] == ["added", "rejected"]
    assert _measures(store)[0]["how_due"] == "now"


def test_a_years_report_of_one_town_adds_up(store: st.Store, book: Book) -> None:
    sources = [("国家考核评估", 25, 22), ("自治区考核", 5, 3), ("市级", 5, 4)]
    told = [(source, at < claimed) for source, count, claimed in sources for at in range(count)]
    rows = [(source, 2022, str(at), f"第{at}个问题", "是" if yes else "否", None if yes else "本镇没有这种情况", "已完成" if yes else None)
            for at, (source, yes) in enumerate(told, 1)]  # fmt: skip
    head = ("反馈来源", "年度", "问题编号", "反馈问题", "是否认领", "不认领原因", "整改情况")
    assert {row.outcome for row in _import(store, "problem", book(head, *rows)).rows} == {"added"}
    problems = query.full(store, "problem", query.find(store, "problem"))
    assert Counter(row["source"] for row in problems) == {"national": 25, "province": 5, "city": 5}
    claimed = [row for row in problems if row["claimed"] is True]
    assert Counter(row["source"] for row in claimed) == {"national": 22, "province": 3, "city": 4}
    assert all(row["finished"] for row in claimed)
    plan = [(row["number"], row["text"], SOURCE.label(row["source"]), 2022, "改", "立查立改" if at < 5 else "长期坚持", "已完成")
            for at, row in enumerate(claimed)]  # fmt: skip
    measures = book(("问题编号", "反馈问题", "反馈来源", "年度", "整改措施", "完成时限", "完成情况"), *plan, name="措施.xlsx")
    assert {row.outcome for row in _import(store, "measure", measures).rows} == {"added"}
    assert query.count(store, "problem") == 35
    assert Counter((row["how_due"], row["kept_up"], row["days_over"]) for row in _measures(store)) == {
        ("now", False, None): 5, ("lasting", True, None): 24}  # fmt: skip
