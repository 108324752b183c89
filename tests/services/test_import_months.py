"""Attendance as villages keep it: thirty-one narrow columns, the month in the title; in one value here, and out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models import store as st
from services import exporting, importing
from services.importing import ImportReport

Book = Callable[..., Path]
DAYS = tuple(range(1, 32))
MAN = "99999919700101001X"


def _import(store: st.Store, ledger: str, path: Path) -> ImportReport:
    return importing.apply(store, importing.preview(store, ledger, path))


@pytest.fixture
def village(store: st.Store) -> st.Store:
    """Two people on a post."""
    post = st.add(store, "post", {"name": "保洁员", "standard": 200}).uid
    for name in ("张甲", "李乙"):
        house = st.add(store, "household", {"head_name": name, "type": "脱贫户"}).uid
        person = st.uids(store, "person", {"household": house})[0]
        st.add(store, "post_holder", {"person": person, "post": post, "from_on": "2025-01-01", "to_on": "2025-12-31"})
    return store


def _marks(store: st.Store) -> dict[str, str]:
    rows = st.find(store, "post_attendance", {"month": "2025-06"})
    names = st.names(store, "post_holder", [row["holder"] for row in rows])
    return {names[row["holder"]].split(" ")[0]: row["marks"] for row in rows}


def _sheet(*rows: tuple[object, ...]) -> tuple[tuple[object, ...], ...]:
    return (
        ("清水村公益性岗位考勤表（2025年6月）",), ("序号", "姓名", "岗位", "出勤情况", *[None] * 30, "备注"),
        (None, None, None, *DAYS, None), (None, None, None, *("日一二三四五六" * 5)[:31]), *rows,
    )  # fmt: skip


MERGED = ("A1:AI1", "D2:AH2", "A2:A4", "B2:B4", "C2:C4")


def test_thirty_one_columns_are_one_value_and_the_title_tells_the_month(village: st.Store, book: Book) -> None:
    path = book(*_sheet((1, "张甲", "保洁员", *["√"] * 5, "休", "休", None, "事假"), (2, "李乙", "保洁员", *["√"] * 30)), merge=MERGED)
    report = _import(village, "post_attendance", path)
    assert (report.count("added"), report.count("rejected")) == (2, 0), [row.reason for row in report.rows]
    assert _marks(village) == {"张甲": "√√√√√－－·△", "李乙": "√" * 30}
    assert _import(village, "post_attendance", path).count("unchanged") == 2


def test_a_day_that_is_no_mark_waits_with_all_that_stood_there(village: st.Store, book: Book) -> None:
    report = _import(village, "post_attendance", book(*_sheet((1, "张甲", "保洁员", "√", "√", "早退")), merge=MERGED))
    assert (report.count("added"), report.pending) == (1, 1)
    assert "3日的“早退”不是考勤记号" in report.cells[0].text and report.cells[0].cell == "D5"
    assert "早退" in st.find(village, "pending")[0]["raw"]


def test_the_thirty_first_of_june_and_a_person_twice_are_told(village: st.Store, book: Book) -> None:
    row = (1, "张甲", "保洁员", *["√"] * 31)
    report = _import(village, "post_attendance", book(*_sheet(row, (2, "李乙", "保洁员", "√"), (3, "李乙", "保洁员", "△")), merge=MERGED))
    assert any("6月只有30天" in cell.text for cell in report.cells)
    assert [one.outcome for one in report.rows] == ["added", "added", "rejected"]
    assert "和第6行是同一条" in report.rows[2].reason
    assert _marks(village) == {"张甲": None, "李乙": "√"}


@pytest.mark.parametrize("ledger", ["post_attendance", "attendance"])
def test_an_export_has_a_column_a_day_and_comes_back_unchanged(village: st.Store, tmp_path: Path, ledger: str) -> None:
    for holder in st.uids(village, "post_holder"):
        own = {"holder": holder} if ledger == "post_attendance" else {"name": holder[:4], "unit": "镇政府"}
        st.add(village, ledger, {**own, "month": "2025-02", "marks": "27√－"})
    exporting.export(village, ledger, tmp_path / "出.xlsx")
    head, first, *_ = CalamineWorkbook.from_path(str(tmp_path / "出.xlsx")).get_sheet_by_index(0).to_python()
    at = head.index("1日")
    assert head[at : at + 31] == [f"{day}日" for day in DAYS]
    assert first[at : at + 31] == ["√"] * 27 + ["－", "", "", ""]
    report = _import(village, ledger, tmp_path / "出.xlsx")
    assert (report.count("unchanged"), report.batch) == (2, None), report.rows


def test_the_template_offers_the_marks_for_each_day(tmp_path: Path) -> None:
    exporting.template("attendance", tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
    lists = [cell.value for column in book["_codes"].columns for cell in column]
    assert "√" in lists and "☆" in lists


def test_a_workbook_whose_days_are_dates_is_read_as_well(village: st.Store, book: Book) -> None:
    from datetime import date

    days = tuple(date(2025, 6, day) for day in range(1, 31))
    report = _import(village, "post_attendance", book(("姓名", "岗位", "月份", *days), ("张甲", "保洁员", "2025年6月", "√", "×")))
    assert report.count("added") == 1, report.rows
    assert _marks(village) == {"张甲": "√×"}
