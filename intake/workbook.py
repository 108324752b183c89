"""The one door by which a table of Excel, WPS or plain text comes in: a path becomes Sheets, or a sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from intake.disguise import form_of
from intake.limits import MOST_COLUMNS, MOST_ROWS, check_packed, check_size, too_big
from intake.sheet import Cell, Sheet, plain
from models.kernel import Circumstance, UserMistake

_DAMAGED = "这个表格文件坏了，读不出来。请重新拷贝一份，或用WPS打开另存一份，再选一次。"
_DELIMITERS = ("\t", ",", ";", "，", "|")


def read_workbook(path: Path) -> list[Sheet]:
    """All visible sheets with something in them. Raises UserMistake or Circumstance with a sentence."""
    data = read_bytes(Path(path))
    sheets = _excel(data) if form_of(data) == "excel" else [_text(data, Path(path).stem)]
    filled = [sheet for sheet in sheets if any(cell is not None for row in sheet.rows for cell in row)]
    if not filled:
        raise UserMistake("这个表格是空的，里面一行也没有。")
    return filled


def read_bytes(path: Path) -> bytes:
    try:
        too_big(path.stat().st_size)
        if path.is_dir():
            raise UserMistake(f"“{path.name}”是一个文件夹，请选里面的表格。")
        return path.read_bytes()
    except FileNotFoundError:
        raise Circumstance(f"找不到“{path.name}”，可能改了名，或U盘拔了。") from None
    except PermissionError:
        raise Circumstance(f"“{path.name}”正被别的程序打开着，读不了。请先在Excel或WPS里关掉它，再选一次。") from None
    except (OSError, ValueError):
        raise Circumstance(f"“{path.name}”读不出来。是U盘里的文件，就把U盘重新插一下再试。") from None


def _excel(data: bytes) -> list[Sheet]:
    import python_calamine as calamine

    if data.startswith(b"PK"):
        check_packed(data)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [about.name for about in book.sheets_metadata if about.visible == calamine.SheetVisibleEnum.Visible
                     and about.typ == calamine.SheetTypeEnum.WorkSheet and not about.name.startswith("_")]
            return [_excel_sheet(book.get_sheet_by_name(name)) for name in shown]
    except (UserMistake, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except calamine.PasswordError:
        raise UserMistake("这个表格有打开密码，读不了。请先用Excel或WPS打开，去掉密码另存一份，再选一次。") from None
    except BaseException:  # a panic of the reader, written in Rust, is no Exception
        raise UserMistake(_DAMAGED) from None


def _excel_sheet(sheet: Any) -> Sheet:
    check_size(sheet.total_height, sheet.total_width, sheet.name)
    rows = _tidy(sheet.to_python(skip_empty_area=False))
    boxes = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, boxes)


def _tidy(rows: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(plain(cell) for cell in row) for row in rows)


def _text(data: bytes, name: str) -> Sheet:
    text = _decoded(data)
    head = text[:20_000]
    delimiter = max(_DELIMITERS, key=head.count)
    rows = _lines(text, delimiter, name)
    check_size(len(rows), max(map(len, rows), default=0), name)
    return Sheet(name, _tidy(rows))


def _lines(text: str, delimiter: str, name: str) -> list[list[str]]:
    try:
        return _split(text, delimiter, name)
    except csv.Error:
        # A quote that nobody closed would swallow all lines below it: then quotes are signs like others.
        try:
            return [[cell.strip('"') for cell in row] for row in _split(text, delimiter, name, quoting=csv.QUOTE_NONE)]
        except csv.Error:
            raise UserMistake(_DAMAGED) from None


def _split(text: str, delimiter: str, name: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> list[list[str]]:
    rows = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True):
        rows.append(row)
        if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
            check_size(len(rows), len(row), name)
    return rows


def _decoded(data: bytes) -> str:
    """Text of WPS is UTF-8 with a mark, of older Excel GB18030, of some exports UTF-16."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(coding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if "\x00" not in text:
            return text
    raise UserMistake("这个文件不是表格，里面的字读不出来。请找镇里要 Excel 原件。")
