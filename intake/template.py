"""Somebody else's form, opened to be filled: the workbook with all its looks, and its sheets as plain cells."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake.convert import as_xlsx
from intake.disguise import form_of
from intake.limits import check_drawn, check_packed
from intake.sheet import Box, Cell, Sheet, is_blank, plain
from intake.workbook import read_bytes
from models.kernel import UserMistake

_MOST_OPTIONS = 500
_SPARE = 40
_LOST = (
    ("xl/charts/", "图表"),
    ("xl/ctrlProps/", "按钮和选项框"),
    ("xl/slicers/", "切片器"),
)


@dataclass(frozen=True)
class Template:
    """A form as it came. `data` is always .xlsx or .xlsm, whatever the file was; formulas count as blank cells."""

    path: Path
    data: bytes = field(repr=False)
    sheets: tuple[Sheet, ...] = field(repr=False)
    macros: bool = False
    notes: tuple[str, ...] = ()
    lists: tuple[tuple[str, Box, tuple[str, ...]], ...] = field(repr=False, default=())

    def options(self, sheet: str, row: int, column: int) -> tuple[str, ...]:
        """The drop-down list of a cell."""
        return next((words for name, (top, left, bottom, right), words in self.lists
                     if name == sheet and top <= row <= bottom and left <= column <= right), ())

    def book(self, *, macros: bool = False) -> Any:
        """The workbook, afresh, to be written into; with its macros only for a file that may hold them."""
        return _book(self.data, macros=macros and self.macros)


def open_template(path: Path) -> Template:
    """Raises UserMistake or Circumstance with one sentence for what cannot be filled."""
    data = read_bytes(Path(path))
    if form_of(data) == "text":
        raise UserMistake("这个文件没有格子和样式，不是表格模板。请找发表的人要 Excel 原件。")
    if not _is_xlsx(data):
        data = as_xlsx(data, Path(path).suffix.lower())
    check_packed(data)
    check_drawn(data)
    names = _entries(data)
    macros = any(name.endswith("vbaProject.bin") for name in names)
    book = _book(data, macros=False)
    sheets = tuple(_sheet(page) for page in book.worksheets if page.sheet_state == "visible")
    if not any(not is_blank(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise UserMistake("这张表是空的，一个字也没有，不知道要填什么。")
    return Template(Path(path), data, sheets, macros, tuple(_notes(data, names)), tuple(_lists(book)))


def _is_xlsx(data: bytes) -> bool:
    return data.startswith(b"PK") and any(name.startswith("xl/") and name.endswith(".xml") for name in _entries(data))


def _entries(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def _book(data: bytes, *, macros: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot keep is told by _notes, in words
            return openpyxl.load_workbook(io.BytesIO(data), keep_vba=macros, rich_text=True)
    except Exception:  # a library that takes files apart raises whatever it stumbled over
        raise UserMistake("这个表格文件坏了，读不出来。请重新拷贝一份，或用WPS打开另存一份，再选。") from None


def _sheet(page: Any) -> Sheet:
    rows = tuple(tuple(_plain(cell) for cell in row) for row in page.iter_rows(min_row=1, min_col=1))
    wide = _SPARE + max((at for row in rows for at, cell in enumerate(row) if not is_blank(cell)), default=0)
    rows = tuple(row[:wide] for row in rows)  # borders drawn to the last column that Excel has are no room to write in
    boxes: tuple[Box, ...] = tuple(
        (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1) for one in page.merged_cells.ranges)
    return Sheet(page.title, rows, boxes)


def _plain(cell: Any) -> Cell:
    if cell.data_type == "f" or cell.value is None:
        return None
    value = cell.value
    return plain(str(value) if isinstance(value, list) else value)


def _lists(book: Any) -> Iterator[tuple[str, Box, tuple[str, ...]]]:
    for page in book.worksheets:
        for rule in page.data_validations.dataValidation:
            if rule.type == "list" and (words := _options(book, page, str(rule.formula1 or ""))):
                for one in rule.sqref.ranges:
                    yield page.title, (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1), words


def _options(book: Any, page: Any, formula: str) -> tuple[str, ...]:
    """The words of a list: written into the rule, or standing in cells."""
    if formula.startswith('"'):
        return tuple(word.strip() for word in formula.strip('"').split(",") if word.strip())
    named = book.defined_names.get(formula)
    sheet, mark, area = (str(named.attr_text) if named is not None else formula).rpartition("!")
    where = sheet.strip("'") if mark else page.title
    try:
        cells = book[where][area.replace("$", "")]
    except (KeyError, ValueError, TypeError):
        return ()
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    flat = [cell for row in rows for cell in (row if isinstance(row, tuple) else (row,))]
    return tuple(str(cell.value).strip() for cell in flat[:_MOST_OPTIONS] if cell.value is not None)


def _notes(data: bytes, names: list[str]) -> Iterator[str]:
    """What a rewritten workbook loses, said before anybody relies on it."""
    for start, what in _LOST:
        if any(name.startswith(start) for name in names):
            yield f"模板里的{what}带不过去，填好以后请对着原表看一眼。"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawn = any(b":sp>" in archive.read(name) or b":sp " in archive.read(name)
                    for name in names if name.startswith("xl/drawings/drawing"))
        newer = any(b"x14:" in archive.read(name) for name in names if name.startswith("xl/worksheets/sheet"))
    if drawn:
        yield "模板里的文本框和图形带不过去，填好以后请对着原表看一眼。"
    if newer:
        yield "模板里有些下拉或颜色规则是新版的写法，带不过去。"
