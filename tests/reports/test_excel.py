"""Workbooks out: what people typed stays text, figures stay figures, and the page is ready to print."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from reports.excel import render_excel, render_rows, tab_name
from reports.excel_template import TemplateColumn, render_template
from reports.sheet import Band, Column, Sheet, subtotals
from tests.reports.samples import COLUMNS, row, rows, sheet


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def test_values_come_back_with_their_types() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render_excel(sheet(rows(2)))))
    read = book.get_sheet_by_index(0).to_python()
    assert read[0][0] == "小额信贷台账"
    assert read[2] == [column.heading for column in COLUMNS]
    assert read[3] == [1, "2组", "白小乙", "999999198001010001", "某某信用社", 50000, date(2025, 3, 1), "养羊",
                       "13800000001"]
    assert read[5][0] == "合计"
    assert read[5][5] == 100000
    assert "填报单位（盖章）" in str(read[6][0])


def test_formats_are_text_for_numbers_of_people_and_two_decimals_for_money() -> None:
    page = opened(render_excel(sheet(rows(1)))).worksheets[0]
    formats = [page.cell(4, at).number_format for at in range(1, 10)]
    assert formats[3] == formats[8] == "@"
    assert formats[5] == "#,##0.00"
    assert formats[6] == "yyyy-mm-dd"
    assert page.cell(4, 4).data_type == "s"
    assert page.cell(4, 2).font.name == "仿宋"


def test_the_page_is_ready_to_print() -> None:
    page = opened(render_excel(sheet(rows(1)))).worksheets[0]
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_what_begins_like_a_formula_stays_text() -> None:
    for nasty in ("=1+1", "+86", "-1", "@SUM(A1)", "\t=cmd|'/c calc'!A0", "=HYPERLINK(\"x\")", "#N/A"):
        cell = opened(render_excel(sheet((row(1, name=nasty),)))).worksheets[0].cell(4, 3)
        assert cell.data_type == "s"
        assert cell.value == nasty.replace("\t", " ")
        assert cell.quotePrefix or nasty[0] in "\t#"


def test_the_cell_after_a_quoted_one_is_not_quoted() -> None:
    page = opened(render_excel(sheet((row(1, name="=1"), row(2))))).worksheets[0]
    assert page.cell(4, 3).quotePrefix
    assert not page.cell(5, 3).quotePrefix
    assert not page.cell(4, 5).quotePrefix


def test_an_identity_number_kept_as_a_figure_is_written_as_text() -> None:
    one = Sheet("x", "x", (Column("身份证号", 30, kind="id"),), ((999999198001010011,),))
    assert opened(render_excel(one)).worksheets[0]["A4"].value == "999999198001010011"


def test_the_hidden_sheet_says_what_the_file_is_and_no_person_is_named() -> None:
    book = opened(render_excel(sheet(rows(2))))
    assert book["_meta"].sheet_state == "hidden"
    meta = {key.value: value.value for key, value in book["_meta"].iter_rows()}
    assert (meta["form"], meta["period"], meta["code"], meta["rows"]) == ("2.3", "2025年7月", "ABCD-EFGH", "2")
    assert book.properties.creator == "振兴台账"
    assert not book.properties.lastModifiedBy


def test_bands_and_subtotals_are_written_in_their_place() -> None:
    data = rows(4)
    bands = (Band(0, "甲类"), *subtotals(COLUMNS, data, by=lambda _: "甲"))
    page = opened(render_excel(sheet(data, bands=bands))).worksheets[0]
    assert page["A4"].value == "甲类"
    assert page["A9"].value == "小计（甲 4 条）"
    assert page["F9"].value == 200000
    assert page["A9"].font.bold


def test_grouped_headings_are_merged() -> None:
    columns = (Column("姓名", 20), Column("一季度", 20, over="收入"), Column("二季度", 20, over="收入"))
    page = opened(render_excel(Sheet("2.8", "收入", columns, (("白小甲", 1, 2),)))).worksheets[0]
    assert {str(area) for area in page.merged_cells.ranges} >= {"A3:A4", "B3:C3"}
    assert page["B4"].value == "一季度"
    assert page.freeze_panes == "A5"


def test_control_characters_and_odd_titles_do_not_stop_the_file() -> None:
    book = opened(render_excel(sheet((row(1, name="白\x00小\x0b甲"),), title="表[一]：a/b" + "长" * 40)))
    assert book.worksheets[0]["C4"].value == "白小甲"
    assert tab_name("a/b*[c]") == "abc"


def test_rows_are_exported_with_the_heading_on_top() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render_rows("导出", COLUMNS, rows(3))))
    read = book.get_sheet_by_index(0).to_python()
    assert read[0][2] == "借款人"
    assert len(read) == 4


def test_a_template_has_lists_text_columns_and_marks_what_is_required(tmp_path: Path) -> None:
    labels = tuple(f"类型,{number}" for number in range(80))
    columns = (
        TemplateColumn("户主", required=True), TemplateColumn("身份证号", "id"), TemplateColumn("类型", labels=labels),
    )
    path = tmp_path / "模板.xlsx"
    render_template("户厕登记", columns, path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    assert [page.cell(3, at).value for at in (1, 2, 3)] == ["户主", "身份证号", "类型"]
    assert page.column_dimensions["B"].number_format == "@"
    assert page["A3"].fill.fgColor.rgb == "00D9D9D9"
    (rule,) = page.data_validations.dataValidation
    assert "_codes" in rule.formula1
    assert "$80" in rule.formula1
    assert book["_codes"].sheet_state == "hidden"
    assert book["_codes"]["A80"].value == "类型,79"
