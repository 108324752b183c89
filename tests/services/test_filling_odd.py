"""Shapes of forms that offices draw and a plain register has not: side by side, totals on top, units between, boxes to tick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models import store as st
from services import filling
from services.fill.choice import meant_here
from services.filling import Guess, Wanted

Row = tuple[object, ...]


@pytest.fixture
def village(store: st.Store) -> st.Store:
    """Three households, two of them 脱贫户."""
    for name, kind in (("张甲", "脱贫户"), ("李乙", "脱贫户"), ("王丙", "一般户")):
        st.add(store, "household", {"head_name": name, "group": "一组", "type": kind})
    return store


def _draw(path: Path, rows: tuple[Row, ...], merge: str = "") -> Path:
    book: Any = openpyxl.Workbook()
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            book.active.cell(at, column, value)
    for area in merge.split():
        book.active.merge_cells(area)
    book.save(path)
    return path


def _filled(village: st.Store, form: Guess, out: Path) -> tuple[list[tuple[Any, ...]], filling.Filled]:
    filled = filling.fill(village, form, out, Wanted(meant_here(village, form)))
    return list(openpyxl.load_workbook(out).active.iter_rows(values_only=True)), filled


def _meant(form: Guess) -> dict[str, str]:
    return {place.heading: place.target for part in form.parts for place in part.places}


def test_tables_side_by_side_are_filled_each_for_itself_and_rows_are_put_in_once(village: st.Store, tmp_path: Path) -> None:
    path = _draw(tmp_path / "名单.xlsx", (
        ("帮扶对象名单",), ("脱贫户名单", None, None, None, "一般户名单"), ("序号", "户主姓名", "组别", None, "序号", "户主姓名", "组别"),
        (" ",) * 7, ("审核人：",)), "A1:G1 A2:C2 E2:G2")  # fmt: skip
    rows, filled = _filled(village, filling.guess(village, path), tmp_path / "填好.xlsx")
    assert rows[3:6] == [(1, "张甲", "一组", " ", 1, "王丙", "一组"), (2, "李乙", "一组", None, None, None, None), ("审核人：", *(None,) * 6)]
    assert [note.partition("：")[0] for note in filled.notes] == ["“脱贫户名单”那一块只填了", "“一般户名单”那一块只填了"]


def test_a_list_that_goes_on_in_the_next_columns_says_everybody_once(village: st.Store, tmp_path: Path) -> None:
    path = _draw(tmp_path / "电话.xlsx", (("联系电话表",), ("序号", "户主姓名", "组", "序号", "户主姓名", "组"), (" ",) * 6, (" ",) * 6), "A1:F1")
    rows, _ = _filled(village, filling.guess(village, path), tmp_path / "填好.xlsx")
    assert [row[:2] + row[3:5] for row in rows[2:]] == [(1, "张甲", 3, "王丙"), (2, "李乙", " ", " ")]


def test_totals_that_stand_above_and_a_line_of_hints_are_no_room(village: st.Store, tmp_path: Path) -> None:
    path = _draw(tmp_path / "户情.xlsx", (
        ("附件2",), ("2025年脱贫户情况表",), ("户主姓名", "组别", "家庭人口数"), ("（必填）", "下拉选", "整数"), ("合计", None, "=SUM(C6:C8)"),
        (" ",) * 3, (" ",) * 3, (" ",) * 3), "A2:C2")  # fmt: skip
    form = filling.guess(village, path)
    rows, _ = _filled(village, form, tmp_path / "填好.xlsx")
    assert (form.title, [row[0] for row in rows[3:]]) == ("2025年脱贫户情况表", ["（必填）", "合计", "张甲", "李乙", " "])
    assert rows[4][2] == "=SUM(C6:C8)"


def test_a_column_of_another_time_is_never_given_the_figure_of_its_row(village: st.Store, tmp_path: Path) -> None:
    path = _draw(tmp_path / "统计.xlsx", (
        ("统计表",), ("填报单位（盖章）：",), ("指标名称", "计量单位", "1—6月", "上年同期", "增减（%）", "目标数"),
        ("脱贫户", "户"), ("其中：脱贫不稳定户", "户"),
        ("小额信贷余额", "万元")), "A1:F1")  # fmt: skip
    form = filling.guess(village, path)
    assert _filled(village, form, tmp_path / "填好.xlsx")[0][1][:3] == ("填报单位（盖章）：", "清水村", None)
    assert {heading: target for heading, target in _meant(form).items() if target} == {
        "填报单位（盖章）": "@village",
        "脱贫户1—6月（户）": "=household.lifted", "其中：脱贫不稳定户1—6月（户）": "=household.monitored.unstable",
        "小额信贷余额1—6月（万元）": "=loan.balance"}  # fmt: skip


def test_boxes_beside_a_label_are_ticked_and_lines_with_words_are_left(village: st.Store, tmp_path: Path) -> None:
    path = _draw(tmp_path / "走访.xlsx", (
        ("入户登记表",), ("户主姓名", None, "组别", None), ("户类型", "□脱贫户 □一般户", "家庭人口数", None),
        ("村（嘎查）：     填报单位：某镇政府   填报日期：   年  月  日   联系电话：      ",)), "A1:D1 A4:D4")  # fmt: skip
    form = filling.guess(village, path)
    filling.fill(village, form, tmp_path / "填好.xlsx", Wanted(households=(st.find(village, "household")[0].uid,)))
    rows = list(openpyxl.load_workbook(tmp_path / "填好.xlsx").active.iter_rows(values_only=True))
    assert rows[2][1] == "☑脱贫户 □一般户"
    assert rows[3][0].startswith("村（嘎查）：清水村　填报单位：某镇政府   填报日期：20") and rows[3][0].rstrip().endswith("日   联系电话：")


@pytest.mark.parametrize(("heading", "ledger_words", "target"), [
    ("贷款余额（万元）", ("借款人", "放款金额", "到期日期"), "balance"), ("贷款人身份证号", ("借款人", "放款金额", "到期日期"), "borrower.id_no"),
    ("户属性（脱贫户/一般户/一般农户）", ("户主姓名", "组别"), "type"), ("劳动力（人）", ("户主姓名", "组别"), ""),
    ("务工地点/市", ("姓名", "务工单位", "月工资"), ""),
])  # fmt: skip
def test_a_heading_is_understood_or_left_open_and_never_bent(
    village: st.Store, tmp_path: Path, heading: str, ledger_words: tuple[str, ...], target: str
) -> None:
    group, _, word = heading.rpartition("/") if "（" not in heading else ("", "", heading)
    rows = ((*ledger_words, group, None), (*(None,) * len(ledger_words), word, "县")) if group else ((*ledger_words, word),)
    wide = len(ledger_words)
    merge = f"{'ABCD'[wide]}2:{'BCDE'[wide]}2" if group else ""
    path = _draw(tmp_path / "表.xlsx", (("表名",), *rows, (" ",) * (wide + 1), (" ",) * (wide + 1)), merge)
    assert _meant(filling.guess(village, path))[heading] == target
