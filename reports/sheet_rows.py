"""Rows put into a worksheet as Excel puts them: what stands below moves down with its merges, heights, rules and images,
and every formula of the workbook goes on meaning the same cells. openpyxl moves the bare cells alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

_ROW = re.compile(r"(\$?[A-Za-z]{1,3})?(\$?)(\d+)$")


def put_rows(page: Any, after: int, count: int) -> None:
    """`count` rows like row `after` (from 1) below it. A range that ends there grows, as a total over the rows must."""
    _rewrite_formulas(page, after, count)
    boxes = [CellRange(one.coord) for one in page.merged_cells.ranges]
    heights = {row: dimension for row, dimension in page.row_dimensions.items() if row > after}
    page.insert_rows(after + 1, count)
    _move_heights(page, heights, count)
    _like_the_last(page, after, count)
    page.merged_cells = MultiCellRange({_moved(one, after, count) for one in boxes} | _merges_of_rows(boxes, after, count))
    _move_rules(page, after, count)
    _move_looks(page, after, count)


def _moved(box: CellRange, after: int, count: int) -> CellRange:
    grown = copy(box)
    if box.min_row > after:
        grown.shift(row_shift=count)
    elif box.max_row > after or (box.max_row == after and box.min_row < after):
        grown.expand(down=count)
    return grown


def _merges_of_rows(boxes: list[CellRange], after: int, count: int) -> set[CellRange]:
    flat = [one for one in boxes if one.min_row == one.max_row == after]
    return {CellRange(min_col=one.min_col, max_col=one.max_col, min_row=after + at, max_row=after + at)
            for one in flat for at in range(1, count + 1)}


def _move_heights(page: Any, heights: dict[int, Any], count: int) -> None:
    for row in heights:
        del page.row_dimensions[row]
    for row, dimension in heights.items():
        moved = copy(dimension)
        moved.index = row + count
        page.row_dimensions[row + count] = moved


def _like_the_last(page: Any, after: int, count: int) -> None:
    height = page.row_dimensions[after].height if after in page.row_dimensions else None
    pattern = [cell for cell in page[after] if cell.has_style or cell.data_type == "f"]
    for row in range(after + 1, after + count + 1):
        if height is not None:
            page.row_dimensions[row].height = height
        for cell in pattern:
            made = page.cell(row, cell.column)
            made._style = copy(cell._style)  # noqa: SLF001 - the one way openpyxl has to take a style over whole
            if cell.data_type == "f":
                made.value = Translator(cell.value, cell.coordinate).translate_formula(made.coordinate)


def _rewrite_formulas(page: Any, after: int, count: int) -> None:
    for sheet in page.parent.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = _rewritten(cell.value, page.title, after, count, own=sheet is page)
    for name in page.parent.defined_names.values():
        name.attr_text = _reference(name.attr_text, page.title, after, count, own=False) if name.attr_text else None
    for name in page.defined_names.values():
        name.attr_text = _reference(name.attr_text, page.title, after, count, own=True) if name.attr_text else None


def _rewritten(formula: str, title: str, after: int, count: int, *, own: bool) -> str:
    tokens: Any = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _reference(token.value, title, after, count, own=own)
    return str(tokens.render())


def _reference(text: str, title: str, after: int, count: int, *, own: bool) -> str:
    """One reference, moved when it means this sheet."""
    sheet, mark, cells = text.rpartition("!")
    if (mark and sheet.strip("'") != title) or (not mark and not own):
        return text
    first, colon, last = cells.partition(":")
    if not colon:
        return sheet + mark + _row_moved(first, lambda row: row + count if row > after else row)
    over = (found := _ROW.match(first)) is not None and int(found[3]) <= after
    end = _row_moved(last, lambda row: row + count if row > after or (row == after and over) else row)
    return f"{sheet}{mark}{_row_moved(first, lambda row: row + count if row > after else row)}:{end}"


def _row_moved(cell: str, move: Callable[[int], int]) -> str:
    found = _ROW.match(cell)
    return f"{found[1] or ''}{found[2]}{move(int(found[3]))}" if found else cell


def _move_rules(page: Any, after: int, count: int) -> None:
    """Drop-down lists and colours."""
    for rule in page.data_validations.dataValidation:
        rule.sqref = MultiCellRange({_grown(one, after, count) for one in rule.sqref.ranges})
    moved = ConditionalFormattingList()
    for one in page.conditional_formatting:
        area = " ".join(_grown(box, after, count).coord for box in one.sqref.ranges)
        for rule in one.rules:
            moved.add(area, rule)
    page.conditional_formatting = moved


def _grown(box: CellRange, after: int, count: int) -> CellRange:
    """A rule over the last row holds for the new ones too."""
    grown = CellRange(box.coord)
    if box.min_row > after:
        grown.shift(row_shift=count)
    elif box.max_row >= after:
        grown.expand(down=min(count, 1_048_576 - box.max_row))
    return grown


def _move_looks(page: Any, after: int, count: int) -> None:
    """Print area, filter, page breaks, pictures."""
    if page.print_area:
        areas = [_reference(one.rpartition("!")[2], page.title, after, count, own=True) for one in str(page.print_area).split(",")]
        page.print_area = ",".join(area.replace("$", "") for area in areas)
    if page.auto_filter.ref:
        page.auto_filter.ref = _reference(page.auto_filter.ref, page.title, after, count, own=True)
    for stop in page.row_breaks.brk:
        stop.id += count if stop.id > after else 0
    for picture in page._images:  # noqa: SLF001 - openpyxl shows its images nowhere else
        for corner in (getattr(picture.anchor, "_from", None), getattr(picture.anchor, "to", None)):
            if corner is not None and corner.row >= after:
                corner.row += count
    for table in page.tables.values():
        table.ref = _reference(table.ref, page.title, after, count, own=True)


def copy_page(page: Any, title: str) -> Any:
    """A second sheet like the first, with what openpyxl's own copy leaves out."""
    made = page.parent.copy_worksheet(page)
    made.title = title
    made.protection = copy(page.protection)
    made.oddHeader, made.oddFooter = copy(page.oddHeader), copy(page.oddFooter)
    made.sheet_view.view, made.sheet_view.showGridLines = page.sheet_view.view, page.sheet_view.showGridLines
    for rule in page.data_validations.dataValidation:
        made.add_data_validation(copy(rule))
    for one in page.conditional_formatting:
        for rule in one.rules:
            made.conditional_formatting.add(str(one.sqref), copy(rule))
    if page.print_area:
        made.print_area = str(page.print_area).rpartition("!")[2].replace("$", "")
    if page.print_title_rows:
        made.print_title_rows = page.print_title_rows
    return made
