"""Before a workbook is taken in: cells mended in place, headings answered once, differences told; afterwards undone whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from intake.suggest import suggestions
from models import store as st
from models.ledgers import LEDGERS
from models.store import batches
from services import import_compare, importing
from services.import_fixes import Fixes, offered

Book = Callable[..., Path]
HOUSES = ("户编号", "户主姓名", "户主身份证号", "组", "户类型", "入住日期")


@pytest.mark.parametrize(
    ("ledger", "name", "typed", "wanted"),
    [
        ("person", "id_no", "999999700101001", "999999197001010017"), ("person", "id_no", "9999991970 0101 OO17", "999999197001010017"),
        ("household", "resettled_on", "2025-13-02", "2025-02-13"), ("household", "resettled_on", "1/7/2025", "2025-07-01"),
        ("household", "type", "脱贫", "脱贫户"), ("household", "local", "√", "是"), ("household", "phone", "+86 138 0000 0000", "13800000000"),
        ("toilet", "subsidy", "约1,800块", "1800"), ("person", "relation", "儿子", "之子"),
    ],
)  # fmt: skip
def test_a_bad_cell_comes_with_what_it_may_have_meant(ledger: str, name: str, typed: str, wanted: str) -> None:
    assert wanted in suggestions(LEDGERS[ledger].__fields__[name], typed)


def test_a_cell_is_mended_before_it_is_taken_and_the_file_stays_as_it_was(store: st.Store, book: Book) -> None:
    path = book(HOUSES, ("01", "张甲", None, "一组", "脱贫护", "2月30日"))
    before = path.read_bytes()
    seen = importing.preview(store, "household", path)
    bad = {one.heading: one for one in seen.report.cells}
    assert offered("household", bad["户类型"]) == ("脱贫户",) and seen.report.pending == 2
    fixes = Fixes().with_cell(bad["户类型"].sheet, bad["户类型"].cell, "脱贫户").with_cell(bad["入住日期"].sheet, "F2", "2025-02-28")
    report = importing.apply(store, importing.preview(store, "household", path, fixes=fixes))
    [row] = st.find(store, "household")
    assert (row["type"], row["resettled_on"], report.pending) == ("lifted", date(2025, 2, 28), 0)
    assert path.read_bytes() == before


def test_a_heading_that_was_answered_once_is_known_for_every_later_workbook(store: st.Store, book: Book) -> None:
    rows = (("户主姓名", "咋联系", "组"), ("张甲", "13800000001", "一组"))
    first = importing.preview(store, "household", book(*rows), fixes=Fixes().with_head("咋联系", "phone").with_head("组", "-"))
    batch = importing.apply(store, first).batch
    assert [(row["phone"], row["group"]) for row in st.find(store, "household")] == [("13800000001", None)]
    st.undo(store, batch)
    again = importing.preview(store, "household", book(*rows, name="又一张.xlsx"))
    assert [(match.heading, match.field, match.how) for match in again.staged[0].head.matches] == [
        ("户主姓名", "head_name", "label"), ("咋联系", "phone", "learned")]  # fmt: skip


def test_what_differs_is_told_from_both_sides_without_taking_anything(store: st.Store, book: Book, tmp_path: Path) -> None:
    importing.apply(store, importing.preview(store, "household", book(
        HOUSES, ("01", "张甲", None, "一组", "脱贫户"), ("02", "李乙", None, "一组", "一般户"), name="账.xlsx")))  # fmt: skip
    seen = importing.preview(store, "household", book(HOUSES, ("01", "张甲", None, "二组", None), ("03", "王丙", None, "一组", None)))
    found = import_compare.differences(store, seen.report)
    assert [one.cells[:5] for one in found] == [
        ("两边不一样", "张甲 二组", "组", "二组", "一组"), ("只表里有", "王丙 一组", "", "", ""), ("只账里有", "李乙", "", "", "")]  # fmt: skip
    import_compare.write_differences("household", found, tmp_path / "差异.xlsx")
    lines = openpyxl.load_workbook(tmp_path / "差异.xlsx").active.iter_rows(min_row=3, values_only=True)
    assert [line[1] for line in lines] == ["张甲 二组", "王丙 一组", "李乙"]
    assert st.count(store, "household") == 2


def test_an_import_is_offered_for_thirty_days_and_taken_back_but_for_what_was_edited_since(
    store: st.Store, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing.apply(store, importing.preview(store, "household", book(HOUSES, ("01", "张甲", None, "一组"), ("02", "李乙", None, "一组"))))
    [batch] = batches.imports(store)
    st.change(store, "household", st.uids(store, "household", {"code": "01"})[0], {"group": "三组"})
    undone = st.undo(store, batch.operation)
    assert [row["code"] for row in st.find(store, "household")] == ["01"] and undone.kept
    assert batches.imports(store) == []
    st.redo(store)
    assert len(batches.imports(store)) == 1
    monkeypatch.setenv("ZHENXING_NOW", "2025-08-25T09:00:00+08:00")
    assert batches.imports(store) == []


def test_the_report_holds_a_note_on_every_bad_cell(store: st.Store, book: Book, tmp_path: Path) -> None:
    seen = importing.preview(store, "household", book(HOUSES, ("01", "张甲", None, "一组", "脱贫护")))
    importing.write_report(seen.report, tmp_path / "说明.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "说明.xlsx").active["E2"]
    assert "脱贫护" in cell.comment.text and cell.fill.fgColor.rgb.endswith("F8C9C4")


def test_numbers_under_a_heading_that_nobody_knows_are_taken_for_what_they_are(store: st.Store, book: Book) -> None:
    path = book(("户主姓名", "组", "系统代码", "星座"), ("张甲", "一组", "999999197001010017", "白羊"))
    seen = importing.preview(store, "household", path)
    assert [(one.heading, one.field, one.how) for one in seen.staged[0].head.matches][-1] == ("系统代码", "head_id", "content")
    assert seen.staged[0].head.unmatched == ("星座",)


def test_a_heading_that_was_said_to_be_nothing_is_left_alone_whatever_stands_below_it(store: st.Store, book: Book) -> None:
    path = book(("户主姓名", "组", "系统代码（长）"), ("张甲", "一组", "999999197001010017"))
    seen = importing.preview(store, "household", path, fixes=Fixes().with_head("系统代码（长）", "-"))
    assert "head_id" not in seen.staged[0].head.columns
