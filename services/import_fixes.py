"""What a person says of a workbook before it is taken in: bad cells mended in place, and what headings mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from intake.sheet import Sheet, column_number, is_blank
from intake.stage import CellMistake
from intake.suggest import suggestions
from models.ledgers import LEDGERS
from services.import_report import field_of

CellName = tuple[str, str]
"""A sheet and a cell as Excel writes it: F12."""


@dataclass(frozen=True)
class Fixes:
    """Nothing of it is written into the file. heads: a target for a heading, `-` for one that is not used."""

    cells: Mapping[CellName, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)

    def mended(self, sheet: Sheet) -> Sheet:
        """The sheet as if it had been written so; an emptied cell is blank."""
        mine = {_place(cell): text for (name, cell), text in self.cells.items() if name == sheet.name}
        if not mine:
            return sheet
        rows = [list(row) for row in sheet.rows]
        for (row, column), text in mine.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = None if is_blank(text) else text
        return replace(sheet, rows=tuple(map(tuple, rows)))

    def with_cell(self, sheet: str, cell: str, text: str) -> Fixes:
        """One cell more."""
        return replace(self, cells={**self.cells, (sheet, cell): text})

    def with_head(self, heading: str, target: str) -> Fixes:
        """One heading more."""
        return replace(self, heads={**self.heads, heading: target})


def offered(ledger: str, mistake: CellMistake) -> tuple[str, ...]:
    """What the cell may have been meant to say."""
    if not mistake.field or mistake.field.partition(".")[0] not in LEDGERS[ledger].__fields__:
        return ()
    return suggestions(field_of(ledger, mistake.field), mistake.value)


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters):]) - 1, column_number(letters)
