"""What an import did or would do, row by row: as JSON for the command line, as a coloured workbook for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from intake.sheet import Cell, cell_text
from intake.stage import CellMistake, Staged
from models.kernel import DOUBT, HINT, MEND, REFUSE, Field
from models.ledgers import LEDGERS
from models.store.files import write_whole

Outcome = Literal["added", "updated", "unchanged", "rejected"]
OUTCOMES: dict[Outcome, str] = {"added": "新增", "updated": "更新", "unchanged": "没有变化", "rejected": "没收"}
_COLOURS = {REFUSE: "F8C9C4", MEND: "FBDDB8", DOUBT: "FFF3B0", HINT: "DCEBF7"}
_REFUSED_ROW = "F3E3E1"
_NOTE_SIZE = (90, 260)


@dataclass(frozen=True)
class RowResult:
    """What became of one row. `changed` maps a field to its old and new value; `reason` says why it was not taken."""

    sheet: str
    row: int
    outcome: Outcome
    uid: str = ""
    name: str = ""
    reason: str = ""
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportReport:
    """The whole import: rows in the order of the file, and every cell about which something is said."""

    ledger: str
    path: Path
    rows: tuple[RowResult, ...]
    cells: tuple[CellMistake, ...]
    pending: int
    staged: tuple[Staged, ...] = field(repr=False, default=())
    batch: str | None = None
    waiting_written: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many rows had this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def text(self) -> str:
        """The import in one line, as the page and the command say it."""
        taken = len(self.rows) - self.count("rejected")
        counts = (f"{word}{self.count(outcome)}" for outcome, word in OUTCOMES.items() if outcome != "rejected")
        parts = [f"收下{taken}行（{'、'.join(counts)}）"]
        if self.pending:
            parts.append(f"{self.pending}个格子待核")
        if refused := self.count("rejected"):
            parts.append(f"{refused}行没收")
        return "，".join(parts) + "。"


def field_of(ledger: str, target: str) -> Field:
    """The field that a target names, through links too."""
    name, _, rest = target.partition(".")
    found = LEDGERS[ledger].__fields__[name]
    return field_of(found.to, rest) if rest and found.to else found


def to_json(report: ImportReport) -> dict[str, Any]:
    """The report in the shape of the command line's contract."""
    rejected = report.count("rejected")
    return {
        "ok": rejected == 0,
        "read": len(report.rows),
        "added": report.count("added"),
        "updated": report.count("updated"),
        "unchanged": report.count("unchanged"),
        "rejected": rejected,
        "pending": report.pending,
        "batch": report.batch,
        "sheets": [_sheet_json(one) for one in report.staged],
        "cells": [
            {"sheet": one.sheet, "cell": one.cell, "heading": one.heading, "value": one.value,
             "severity": one.severity, "text": one.text}
            for one in report.cells
        ],
        "updates": [
            {"uid": row.uid, "row": row.row, "changed": {name: _pair(report.ledger, name, pair)
                                                         for name, pair in row.changed.items()}}
            for row in report.rows if row.outcome == "updated"
        ],
        "refused": [{"sheet": row.sheet, "row": row.row, "text": row.reason}
                    for row in report.rows if row.outcome == "rejected"],
    }


def _sheet_json(staged: Staged) -> dict[str, Any]:
    matched = {match.heading: match.field for match in staged.head.matches}
    return {"sheet": staged.sheet.name, "head_row": staged.head.row + 1, "matched": matched,
            "unmatched": list(staged.head.unmatched)}


def _pair(ledger: str, target: str, pair: tuple[Any, Any]) -> list[Any]:
    kind = field_of(ledger, target).kind
    return [kind.json(value) for value in pair]


def write_report(report: ImportReport, path: Path, more: Callable[[Any], None] | None = None) -> None:
    """The sheets as they came, bad cells coloured, with a last column saying what became of each row and why.

    more: what writes a sheet of its own behind them.
    """
    import openpyxl

    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for one in report.staged:
        _write_sheet(book.create_sheet(one.sheet.name[:31]), one, report)
    if more is not None:
        more(book)
    write_book(book, path)


def _write_sheet(page: Any, staged: Staged, report: ImportReport) -> None:
    from openpyxl.styles import Alignment, Font

    said: dict[int, list[CellMistake]] = {}
    for mistake in report.cells:
        if mistake.sheet == staged.sheet.name:
            said.setdefault(mistake.row, []).append(mistake)
    results = {row.row: row for row in report.rows if row.sheet == staged.sheet.name}
    width = max(map(len, staged.sheet.rows))
    for at, cells in enumerate(staged.sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            put_cell(page.cell(at, column), cell)
        if at in results:
            _explain(page, at, width + 1, results[at], said.get(at, []))
    heading = page.cell(staged.head.last_row + 1, width + 1)
    put_cell(heading, "导入说明")
    heading.font = Font(bold=True)
    page.column_dimensions[heading.column_letter].width = 60
    for row in page.iter_rows(min_col=width + 1, max_col=width + 1):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = page.cell(staged.head.last_row + 2, 1)


def _explain(page: Any, at: int, last: int, result: RowResult, said: list[CellMistake]) -> None:
    words = [OUTCOMES[result.outcome] + (f"：{result.reason}" if result.reason else "")]
    if result.outcome == "rejected":
        for column in range(1, last):
            _colour(page.cell(at, column), _REFUSED_ROW)
    for one in said:
        _colour(page[one.cell], _COLOURS[one.severity])
        _comment(page[one.cell], f"{one.severity}：{one.text}")
        words.append(f"{one.cell} {one.heading}：{one.text}（{one.severity}）")
    put_cell(page.cell(at, last), "\n".join(words))


def _comment(target: Any, text: str) -> None:
    """A note that opens over the cell, for whoever mends the workbook where it lies."""
    from openpyxl.comments import Comment

    earlier = f"{target.comment.text}\n" if target.comment else ""
    target.comment = Comment(earlier + text, "振兴台账", height=_NOTE_SIZE[0], width=_NOTE_SIZE[1])


def write_book(book: Any, path: Path) -> None:
    """The workbook as a file, whole or not there."""
    from reports.refill import saved

    write_whole(Path(path), saved(book))


def put_cell(target: Any, cell: Cell) -> None:
    """What somebody wrote into a cell of ours, as it was."""
    from reports.excel_style import safe_text

    if isinstance(cell, str):
        target.value = safe_text(cell)
        target.data_type = "s"  # what somebody typed is never run as a formula
    elif isinstance(cell, float) and abs(cell) >= 1e15:
        target.value = cell_text(cell)
    else:
        target.value = cell


def _colour(target: Any, colour: str) -> None:
    from openpyxl.styles import PatternFill

    target.fill = PatternFill("solid", fgColor=colour)
