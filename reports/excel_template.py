"""Empty workbooks to hand out: headings as the import expects them, formats set, drop-down lists for every code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from reports.excel import saved, tab_name
from reports.excel_style import FORMATS, REQUIRED_FILL, Look, column_width, page_setup, safe_text
from reports.sheet import CellKind, Column

LISTS = "_codes"
ROWS_READY = 2000
HEAD_ROW = 3
HINT = "灰底的栏一定要填，其余可以空着。有下拉单的点小箭头选；身份证号、卡号按文本填，不要改格式。"


@dataclass(frozen=True)
class TemplateColumn:
    """One column to fill: its heading, what it holds, and the labels to choose from when it is a code."""

    heading: str
    kind: CellKind = "text"
    labels: tuple[str, ...] = ()
    required: bool = False
    width_mm: float = 25.0


def render_template(title: str, columns: Sequence[TemplateColumn], path: Path | None = None) -> bytes:
    """The template's bytes; also written to `path` when one is given."""
    book = Workbook()
    book.properties.creator = "振兴台账"
    page: Any = book.active
    page.title = tab_name(title)
    page_setup(page, paper="A4横", title_rows=f"{HEAD_ROW}:{HEAD_ROW}", frozen=f"A{HEAD_ROW + 1}", foot="")
    last = get_column_letter(len(columns))
    for row, (text, role) in enumerate(((title, "title"), (HINT, "note")), 1):
        cell = page.cell(row, 1, safe_text(text))
        Look(role=role).apply(cell)
        page.merge_cells(f"A{row}:{last}{row}")
    page.row_dimensions[1].height, page.row_dimensions[2].height = 30, 32
    for at, column in enumerate(columns, 1):
        _heading(page, at, column)
    _add_lists(book, page, columns)
    data = saved(book)
    if path is not None:
        path.write_bytes(data)
    return data


def _heading(page: Any, at: int, column: TemplateColumn) -> None:
    cell = page.cell(HEAD_ROW, at, safe_text(column.heading))
    Look(role="head").apply(cell)
    if column.required:
        cell.fill = REQUIRED_FILL
    dimension = page.column_dimensions[get_column_letter(at)]
    dimension.width = column_width(Column(column.heading, column.width_mm))
    # The format belongs to the whole column, so that an ID pasted into row 1,500 is still text.
    dimension.number_format = FORMATS[column.kind]


def _add_lists(book: Workbook, page: Any, columns: Sequence[TemplateColumn]) -> None:
    """Labels on a hidden worksheet: a list written into the rule itself ends at 255 characters and at a comma."""
    lists: Any = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    known: dict[tuple[str, ...], str] = {}
    for at, column in enumerate(columns, 1):
        if not column.labels:
            continue
        if column.labels not in known:
            letter = get_column_letter(len(known) + 1)
            for row, label in enumerate(column.labels, 1):
                lists[f"{letter}{row}"].value = safe_text(label)
                lists[f"{letter}{row}"].data_type = "s"
            known[column.labels] = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(column.labels)}"
        page.add_data_validation(_choice(known[column.labels], get_column_letter(at)))


def _choice(source: str, letter: str) -> DataValidation:
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showDropDown=False)
    # A warning only: what people write there by other names is matched at import.
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    rule.errorTitle = "下拉单里没有这一项"
    rule.error = "也可以照样填，导入时再核对。"
    rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{HEAD_ROW + ROWS_READY}")
    return rule
