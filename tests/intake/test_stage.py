"""Rows under the head: what is a record, what its cells mean, and what is said of a bad cell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from intake.sheet import Sheet, plain
from intake.stage import Staged, stage
from intake.workbook import read_workbook
from models.kernel import MEND, REFUSE, Field, Kind
from models.kernel.dates import DateKind, MonthKind
from models.kernel.identifiers import IdKind, PhoneKind
from models.kernel.numbers import FlagKind, IntegerKind, MoneyKind

FIELDS = {
    name: Field(label, kind, name=name)
    for name, label, kind in (
        ("head", "户主姓名", Kind()),
        ("name", "姓名", Kind()),
        ("id_no", "身份证号", IdKind()),
        ("phone", "联系电话", PhoneKind()),
        ("born", "出生日期", DateKind()),
        ("pay", "工资", MoneyKind()),
        ("since", "从几月", MonthKind()),
        ("in", "在家", FlagKind()),
        ("count", "人口", IntegerKind()),
    )
}
HEAD = ("户主姓名", "姓名", "身份证号", "联系电话", "出生日期", "工资", "从几月", "在家", "人口")


def _stage(*rows: tuple[object, ...], carry: tuple[str, ...] = ()) -> Staged:
    sheet = Sheet("名册", (HEAD, *((*row, *[None] * (9 - len(row))) for row in rows)))  # type: ignore[arg-type]
    staged = stage(sheet, FIELDS, carry)
    assert staged is not None
    return staged


def test_a_row_becomes_values_whatever_way_they_are_written() -> None:
    written = ("张甲", "张乙", None, "１３９００００００００", "1990年1月1日", "1.2万", "2025.7", "√", "约4人")
    row = _stage(written).rows[0]
    assert row.values["phone"] == "13900000000"
    assert (row.values["born"], row.values["pay"]) == (date(1990, 1, 1), Decimal("12000.00"))
    assert row.values["since"] == "2025-07"
    assert (row.values["in"], row.values["count"], row.row) == (True, 4, 2)


def test_excel_days_and_serials_are_days() -> None:
    rows = _stage(("甲", None, None, None, datetime(2025, 7, 1, 8)), ("乙", None, None, None, 45839.0)).rows
    assert [row.values["born"] for row in rows] == [date(2025, 7, 1), date(2025, 7, 1)]


def test_a_bad_cell_is_named_with_sheet_cell_heading_and_value_and_the_row_goes_on() -> None:
    row = _stage(("张甲", "张乙", None, None, "2月30日左右")).rows[0]
    (mistake,) = row.mistakes
    assert (mistake.sheet, mistake.cell, mistake.heading, mistake.value) == ("名册", "E2", "出生日期", "2月30日左右")
    assert mistake.severity == REFUSE and "请写成" in mistake.text
    assert row.values == {"head": "张甲", "name": "张乙"}


def test_an_id_that_excel_made_a_number_is_bad_and_a_misprint_is_kept() -> None:
    rounded, misprint = _stage(("甲", "甲", 1.1010119900307e17), ("乙", "乙", "999999199001011230")).rows
    assert "后三位已经丢了" in rounded.unreadable["id_no"].text
    assert misprint.values["id_no"] == "999999199001011230"
    assert [one.severity for one in misprint.mistakes] == [MEND]


def test_october_as_a_number_is_asked_about() -> None:
    row = _stage(("甲", "甲", None, None, None, None, 2025.1)).rows[0]
    assert row.values["since"] == "2025-01" and "10月" in row.mistakes[0].text


def test_the_word_for_emptying_gives_nothing_and_a_blank_cell_says_nothing() -> None:
    row = _stage(("甲", "甲", "（清空）", " ")).rows[0]
    assert "id_no" in row.values and row.values["id_no"] is None
    assert "phone" not in row.values


_NO_RECORDS: list[tuple[object, ...]] = [
    ("合 计", "12"),
    (None, "小计", None, None, None, 3.0),
    ("全村合计（户）", "3"),
    ("注：本表一式三份",),
    ("填表人：张三", None, "审核人："),
    ("本表数据截至二〇二五年六月三十日，由各村逐户核实后填报。",),
    ("甲", "乙", "1", "2", "3"),
    HEAD,
    (" ", None),
]


@pytest.mark.parametrize("row", _NO_RECORDS)
def test_rows_that_are_no_record_are_left_out(row: tuple[object, ...]) -> None:
    rows = _stage(row, ("张甲", "张乙")).rows
    assert [one.values["name"] for one in rows] == ["张乙"]


def test_merged_cells_stand_for_every_row_they_cover(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("名册",), HEAD, ("张甲", "张甲"), (None, "张乙"), (None, "张丙"), ("李丁", "李丁")):
        sheet.append(row)
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A3:A5")
    book.save(tmp_path / "a.xlsx")
    staged = stage(read_workbook(tmp_path / "a.xlsx")[0], FIELDS, ("head",))
    assert staged is not None
    assert [row.values["head"] for row in staged.rows] == ["张甲", "张甲", "张甲", "李丁"]
    assert [bool(row.carried) for row in staged.rows] == [False, True, True, False]


_CELLS = some.one_of(
    some.none(), some.text(max_size=12), some.floats(allow_nan=True), some.booleans(), some.datetimes(),
    some.times(), some.timedeltas(), some.integers(-(10**20), 10**20),
).map(plain)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(some.lists(some.tuples(*[_CELLS] * 9), max_size=4))
def test_no_cell_at_all_stops_a_row_from_being_read(rows: list[tuple[object, ...]]) -> None:
    for row in _stage(*rows).rows:
        assert set(row.values) | set(row.unreadable) <= set(row.raw)
