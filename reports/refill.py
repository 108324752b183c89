"""Values into somebody else's form: every cell keeps its own look, and nothing that stands there already is written over."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from openpyxl.cell.cell import MergedCell

from reports.excel_style import FORMULA_STARTS, safe_text
from reports.sheet_rows import put_rows

_DAY = "yyyy-mm-dd"
Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Mark:
    """A value for a cell. textual: it must stay text, whatever Excel would make of its digits."""

    value: Value
    textual: bool = False


@dataclass(frozen=True)
class Lines:
    """The rows of one table, rows and columns from 0. `rows` says where they stand; rows beyond the room are put in.

    ordinals: columns that count the rows, after `before` others in the columns beside.
    sums: what the row of totals gets where it has neither value nor formula.
    """

    first: int
    last: int
    lines: Sequence[Mapping[int, Mark]]
    rows: Sequence[int] = ()
    ordinals: Sequence[int] = ()
    total: int | None = None
    sums: Mapping[int, Value] = field(default_factory=dict)
    before: int = 0


def fill_page(page: Any, tables: Sequence[Lines], cells: Mapping[tuple[int, int], Mark],
              spans: Mapping[tuple[int, int], Sequence[tuple[tuple[int, int], Value]]]) -> None:  # fmt: skip
    """Fill one worksheet; tables are taken from the foot up, so that rows put in move nothing that is still to come."""
    for (row, column), mark in cells.items():
        _put(page, row, column, mark)
    for (row, column), parts in spans.items():
        _put_inside(page.cell(row + 1, column + 1), parts)
    for _, beside in groupby(sorted(tables, key=lambda one: one.first, reverse=True), key=lambda one: one.first):
        _fill_tables(page, list(beside))


def saved(book: Any) -> bytes:
    """The workbook as a file."""
    held = io.BytesIO()
    try:
        book.save(held)
    finally:
        if book.vba_archive is not None:
            book.vba_archive.close()
    return held.getvalue()


def _fill_tables(page: Any, beside: Sequence[Lines]) -> None:
    """Tables that begin in one row share their rows: what is missing is put in once, for the longest."""
    for table in beside:
        for column, value in table.sums.items() if table.total is not None else ():
            _put(page, table.total or 0, column, Mark(value))
        _part_columns(page, table)
    missing = max((len(one.lines) - (one.last - one.first + 1) for one in beside if not one.rows), default=0)
    if missing > 0:
        put_rows(page, max(min(one.last for one in beside), beside[0].first - 1) + 1, missing)
    for table in beside:
        _fill_rows(page, table)


def _fill_rows(page: Any, table: Lines) -> None:
    rows = table.rows or range(table.first, table.first + len(table.lines))
    for number, (row, line) in enumerate(zip(rows, table.lines, strict=True), table.before + 1):
        for column in table.ordinals:
            _put(page, row, column, Mark(number))
        for column, mark in line.items():
            _put(page, row, column, mark)


def _part_columns(page: Any, table: Lines) -> None:
    """Cells merged down over rows of the room would swallow all values but one."""
    for box in list(page.merged_cells.ranges):
        if box.min_row > table.first and box.max_row <= table.last + 1 and box.max_row > box.min_row and len(table.lines) > 1:
            page.unmerge_cells(box.coord)


def _put(page: Any, row: int, column: int, mark: Mark) -> None:
    cell = page.cell(row + 1, column + 1)
    if mark.value is None or isinstance(cell, MergedCell) or cell.data_type == "f":
        return
    if cell.value is not None and str(cell.value).strip():
        return  # what the office or somebody by hand has written there stands
    text = cell.number_format == "@"
    if mark.textual or isinstance(mark.value, str) or text:
        _put_text(cell, mark.value.isoformat() if isinstance(mark.value, date) else _plain(mark.value), mark.textual)
    else:
        cell.value = mark.value
        if isinstance(mark.value, date) and cell.number_format in ("General", _DAY):
            cell.number_format = _DAY


def _put_text(cell: Any, text: str, textual: bool) -> None:
    text = safe_text(text)
    cell.value = text
    cell.data_type = "s"  # what somebody typed is never run as a formula
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    if textual and cell.number_format == "General":
        cell.number_format = "@"  # or the next person who edits the cell turns it into a rounded number


def _plain(value: Value) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _put_inside(cell: Any, parts: Sequence[tuple[tuple[int, int], Value]]) -> None:
    """Values on the lines inside a text cell, from its end back so that the places keep their numbers."""
    text = str(cell.value)
    for (start, end), value in sorted(parts, key=lambda one: one[0], reverse=True):
        words = f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) and "年" in text[start:end] else str(value)
        gap = "　" if text[end:].strip() and not text[start:end].strip(" _＿　") else ""
        text = f"{text[:start]}{words}{gap}{text[end:]}"
    cell.value = safe_text(text)
