"""A sheet as it was read, before anybody knows what its columns mean: plain cells and their Excel addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Cell = str | int | float | bool | Decimal | date | datetime | time | timedelta | None
Box = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, all from 0."""


@dataclass(frozen=True)
class Sheet:
    """Rows from A1 on. `merged` is known for Excel files; a text file has none."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Box, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell, or None beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


def is_blank(cell: Cell) -> bool:
    """Nothing, or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain(cell: Cell) -> Cell:
    """A cell without the traces of its format: a day without a midnight, blank text as nothing, TRUE as 是."""
    if type(cell) is str:  # nearly all of a roster's quarter of a million cells
        return cell if cell and not cell.isspace() else None
    if is_blank(cell):
        return None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return cell


def cell_text(cell: Cell) -> str:
    """A cell as the typist would read it: Excel's 3.0 is 3."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def letters(column: int) -> str:
    """Excel's name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """The column of Excel's letters: A is 0."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """Excel's name of a cell, from a row and column counted from 0: `F12`."""
    return f"{letters(column)}{row + 1}"
