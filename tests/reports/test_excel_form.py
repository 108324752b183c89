"""A form of one household as a workbook, read back by another program: every text of the paper, amounts as figures."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from models import store as st
from reports.returns import OFFICIAL
from reports.sheet import Column
from services import returning


def test_a_form_keeps_its_tables_and_its_figures_can_be_counted_with(village: st.Store) -> None:
    home = str(st.find(village, "income")[0]["household"])
    (file,) = returning.draw(village, "2.8", household=home, formats=("xlsx",)).files
    rows = CalamineWorkbook.from_filelike(BytesIO(file.data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    told = [[cell for cell in row if cell != ""] for row in rows]
    assert told[0] == ["家庭收入测算（确认）表"]
    assert ["一、工资性收入", 4500.0, 4500.0, 4500.0, 13500.0, 4500.0] in told
    assert [row[0] for row in told if row][-1].startswith("户主（签字按印）")
    page = load_workbook(BytesIO(file.data)).worksheets[0]
    phone = next(cell for row in page.iter_rows() for cell in row if cell.value == "13800000004")
    assert phone.number_format == "@"
    pixels = sum(page.column_dimensions[get_column_letter(at)].width * 7 + 5 for at in range(1, page.max_column + 1))
    assert pixels / 96 * 25.4 == pytest.approx(180, abs=3)  # as wide as the paper


def test_every_form_has_a_workbook_but_a_book_and_a_report_in_words() -> None:
    assert [one.id for one in OFFICIAL if "xlsx" not in one.formats] == ["2.15", "2.17b"]


def test_a_notice_has_the_margins_of_a_letter_and_a_visit_sheet_the_letters_that_find_it(village: st.Store) -> None:
    (notice,) = returning.draw(village, "2.9b", blank=True, formats=("xlsx",)).files
    page = load_workbook(BytesIO(notice.data)).worksheets[0]
    sides = (page.page_margins.left, page.page_margins.right, page.page_margins.top, page.page_margins.bottom)
    assert [round(one * 25.4) for one in sides] == [28, 26, 37, 35]
    assert page["A1"].font.size == 22
    assert page.oddFooter.center.text == "— &P —"
    visit = returning.draw(village, "2.1b", household=st.uids(village, "household")[0], formats=("xlsx",))
    told = CalamineWorkbook.from_filelike(BytesIO(visit.files[0].data)).get_sheet_by_index(0).to_python()
    assert f"编号 {visit.documents[0].mark}" in told[1]


@pytest.mark.parametrize("id", ["2.2c", "2.7b"])
def test_each_form_of_a_batch_has_a_worksheet_without_a_name(village: st.Store, id: str) -> None:
    made = returning.draw(village, id, formats=("xlsx",))
    book = load_workbook(BytesIO(made.files[0].data))
    assert len(book.sheetnames) == made.rows > 1
    assert not any(name in "".join(book.sheetnames) for name in ("白小甲", "吴小乙"))
    values = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None}
    words = {column.heading for document in made.documents for block in document.blocks for column in getattr(block, "columns", ())
             if isinstance(column, Column)}  # fmt: skip
    assert words <= values
    assert Decimal(len(values)) > 10
