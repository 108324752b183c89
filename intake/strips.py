"""Tables side by side on one sheet: each strip of columns is read as a sheet of its own, with its cells where they stand."""

from __future__ import annotations

from intake.headings import is_ordinal
from intake.sheet import Sheet, cell_text, is_blank

Strip = tuple[int, int]
"""The first and the last column, from 0."""


def strips(sheet: Sheet, row: int, last_row: int) -> list[Strip]:
    """The strips of the head in these rows; one for a table alone.

    A new one begins where the rows are counted anew, or where a heading comes again right of a column left empty.
    """
    width = len(sheet.rows[last_row])
    words = [_heading(sheet, row, last_row, column) for column in range(width)]
    starts = [0]
    for column in range(1, width):
        word, before = words[column], words[starts[-1] : column]
        counted_anew = bool(word) and is_ordinal(word) and any(map(is_ordinal, filter(None, before)))
        parted = bool(word) and word in before and not words[column - 1] and _empty(sheet, row, column - 1)
        if counted_anew or parted:
            starts.append(column)
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], width], strict=True)]


def within(sheet: Sheet, strip: Strip | None) -> Sheet:
    """The sheet with nothing but a strip of it."""
    if strip is None:
        return sheet
    first, last = strip
    rows = tuple(tuple(cell if first <= at <= last else None for at, cell in enumerate(cells)) for cells in sheet.rows)
    return Sheet(sheet.name, rows, tuple(box for box in sheet.merged if first <= box[1] and box[3] <= last))


def caption(sheet: Sheet, row: int) -> str:
    """The text that stands alone right above a head: 二、监测户名单."""
    said = [cell_text(cell).strip() for cell in sheet.rows[row - 1] if not is_blank(cell)] if row else []
    return said[0] if len(said) == 1 else ""


def _heading(sheet: Sheet, row: int, last_row: int, column: int) -> str:
    """The lowest word of a column's head."""
    cells = (sheet.cell(at, column) for at in range(last_row, row - 1, -1))
    return next(("".join(cell_text(cell).split()) for cell in cells if not is_blank(cell)), "")


def _empty(sheet: Sheet, row: int, column: int) -> bool:
    return all(is_blank(sheet.cell(at, column)) for at in range(row, len(sheet.rows)))
