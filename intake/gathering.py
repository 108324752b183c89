"""What a sheet says in many cells and we keep in one value: thirty-one columns of an attendance sheet, the month in its
title. Which Kind is written so the Kind says (`Kind.parts`); no ledger is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from intake.headings import DEEPEST, Head
from intake.sheet import Cell, Sheet, cell_text, is_blank
from models.kernel import Field

_FEWEST = 28  # a sheet of February; with fewer in a row the numbers are something else
_MONTH = re.compile(r"((?:19|20)\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月")
_WEEKDAY = re.compile(r"(周|星期)?[一二三四五六日天]")


def gathered(sheet: Sheet, fields: Iterable[Field]) -> Sheet:
    """The sheet with such columns in one, at the place of the first; every other cell stays where it stands."""
    for field in fields:
        if field.kind.parts:
            sheet = _folded(sheet, field)
    return sheet


def _folded(sheet: Sheet, field: Field) -> Sheet:
    heads = ((row, _columns(sheet, row, field)) for row in range(min(DEEPEST, len(sheet.rows))))
    head, columns = next(((row, found) for row, found in heads if found), (0, []))
    if not columns:
        return sheet
    top = head - 1 if _is_group(sheet, head - 1, columns) else head
    rows = list(sheet.rows[:top])
    for at in range(top, len(sheet.rows)):
        value = field.label if at == top else None if at == head else _value(sheet, at, columns, field)
        rows.append(_with(sheet.rows[at], columns, value))
    return Sheet(sheet.name, tuple(rows), sheet.merged)


def _is_group(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Whether a row is the upper one of the head, with one word over all the days: 出勤情况."""
    words = [not is_blank(sheet.cell(row, column)) for column in columns]
    return row >= 0 and words[0] and not any(words[1:])


def _value(sheet: Sheet, row: int, columns: Sequence[int], field: Field) -> Cell:
    """One record's cells as one; the line of weekdays under the days is no record."""
    texts = [cell_text(sheet.cell(row, column)).strip() for column in columns]
    noted = [text for text in texts if text]
    return None if all(_WEEKDAY.fullmatch(text) for text in noted) else field.kind.gather(texts)


def _columns(sheet: Sheet, row: int, field: Field) -> list[int]:
    """The columns of all parts, in their order; none when the row is no such head."""
    found: list[int] = []
    for column, cell in enumerate(sheet.rows[row]):
        if not is_blank(cell) and len(found) < len(field.kind.parts) and field.kind.part(cell) == len(found):
            found.append(column)
    return found if len(found) >= _FEWEST else []


def _with(cells: Sequence[Cell], columns: Sequence[int], value: Cell) -> tuple[Cell, ...]:
    """A row with one value for all these columns."""
    others = set(columns[1:])
    return tuple(value if at == columns[0] else None if at in others else cell for at, cell in enumerate(cells))


def month_said(sheet: Sheet, head: Head, fields: Mapping[str, Field]) -> dict[str, Cell]:
    """The month in the title or the sheet's name, for a ledger that cannot do without one and has no column for it."""
    wanted = [name for name, field in fields.items()
              if field.kind.name == "month" and field.required is True and "." not in name and name not in head.columns]
    words = [cell_text(cell) for row in sheet.rows[: head.row] for cell in row] + [sheet.name]
    found = next((match for word in words if (match := _MONTH.search(word))), None)
    return dict.fromkeys(wanted, found[0]) if found else {}
