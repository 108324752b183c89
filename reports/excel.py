"""A Sheet as a workbook, and empty templates to fill in: written row by row, so that 20,000 rows need little memory.

Only font names are written, never fonts. Nothing that somebody typed is ever run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from reports.excel_style import (
    BODY_PT,
    Look,
    Stencil,
    column_width,
    lines_needed,
    page_setup,
    safe_text,
    stands_in_the_middle,
)
from reports.sheet import MM, Band, Column, Row, Sheet

META = "_meta"
TITLE_ROWS = 2


def render_excel(sheet: Sheet, *, generated_at: datetime | None = None) -> bytes:
    """The register as one visible worksheet, with a hidden one that says what it is."""
    book = new_book(sheet.title)
    page = book.create_sheet(tab_name(sheet.title))
    writer = _Writer(book, page, sheet.columns)
    grouped = any(column.over for column in sheet.columns)
    head_rows = 2 if grouped else 1
    page_setup(page, paper=sheet.paper, title_rows=f"{TITLE_ROWS + 1}:{TITLE_ROWS + head_rows}",
               frozen=f"A{TITLE_ROWS + head_rows + 1}", foot=f"{sheet.number} {sheet.code}".strip())
    writer.wide(sheet.title, "title", height=30)
    writer.unit_line(sheet.unit_line)
    writer.head(grouped=grouped)
    writer.body(sheet.lines(), min_height=sheet.row_height_mm * MM)
    if sheet.totals:
        writer.sum(sheet.totals)
    for note in sheet.notes:
        writer.wide(note, "note")
    writer.wide("　　　".join(sheet.signature_labels), "sign", height=28)
    _add_meta(book, (
        ("form", sheet.id), ("title", sheet.title), ("period", sheet.period_text), ("code", sheet.code),
        ("public", "1" if sheet.public else "0"),
        ("generated_at", generated_at.isoformat(timespec="seconds") if generated_at else ""),
        ("rows", str(len(sheet.rows))),
    ))
    return saved(book)


def render_rows(title: str, columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Rows as they are, heading on top: the export that can be changed in WPS and imported again."""
    book = new_book(title)
    page = book.create_sheet(tab_name(title))
    writer = _Writer(book, page, tuple(columns))
    page_setup(page, paper="A4横", title_rows="1:1", frozen="A2", foot="")
    writer.head(grouped=False)
    writer.body(rows, min_height=0)
    return saved(book)


def tab_name(title: str) -> str:
    """The title as a worksheet may be named: 31 characters, without what Excel forbids."""
    kept = "".join(char for char in safe_text(title) if char not in "[]:*?/\\'\n")
    return kept[:31] or "表"


def new_book(title: str) -> Workbook:
    """A workbook to be written row by row."""
    book = Workbook(write_only=True)
    # A file that travels must not carry the name of whoever sat at the computer.
    book.properties.creator = "振兴台账"
    book.properties.lastModifiedBy = None
    book.properties.title = safe_text(title)
    return book


def _add_meta(book: Workbook, lines: Iterable[tuple[str, str]]) -> None:
    page = book.create_sheet(META)
    page.sheet_state = "hidden"
    left, right = Stencil(page, Look(kind="id")), Stencil(page, Look(kind="id"))
    for key, value in lines:
        page.append([left.fill(key), right.fill(value)])


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _wrapped(row: Row, rooms: list[float]) -> float:
    """How high a row must be whose text takes several lines, as not every program finds out by itself; 0 when one line does."""
    lines = 1
    for value, room in zip(row, rooms, strict=True):
        if isinstance(value, str) and (len(value) > room or "\n" in value):
            lines = max(lines, lines_needed(value, room))
    return lines * BODY_PT * 1.4 if lines > 1 else 0


class _Writer:
    """Appends the lines of one worksheet with one ready-made cell per column and role."""

    def __init__(self, book: Workbook, page: Any, columns: tuple[Column, ...]) -> None:
        self.book, self.page, self.columns = book, page, columns
        self.at = 0
        for index, column in enumerate(columns, 1):
            page.column_dimensions[get_column_letter(index)].width = column_width(column)
        self.last = get_column_letter(len(columns))
        self.rooms = [max(1.0, c.width_mm * MM / BODY_PT - 0.6) for c in columns]  # characters side by side in one line

    def wide(self, text: str, role: str, *, height: float | None = None) -> None:
        """One text over the whole width."""
        self._append([Stencil(self.page, Look(role=role)).fill(text)], height)
        self.page.merged_cells.add(f"A{self.at}:{self.last}{self.at}")

    def unit_line(self, texts: tuple[str, str, str]) -> None:
        """Unit left, period in the middle, 单位 right; on a narrow table they share one cell."""
        if len(self.columns) < len(texts):
            self.wide("　".join(filter(None, texts)), "note")
            return
        cut = (0, len(self.columns) // 3 or 1, max(len(self.columns) * 2 // 3, 2), len(self.columns))
        cells: list[Any] = [None] * len(self.columns)
        for text, role, start in zip(texts, ("left", "middle", "right"), cut, strict=False):
            cells[start] = Stencil(self.page, Look(role=role)).fill(text)
        self._append(cells, 18)
        for start, after in pairwise(cut):
            if after - start > 1:
                area = f"{get_column_letter(start + 1)}{self.at}:{get_column_letter(after)}{self.at}"
                self.page.merged_cells.add(area)

    def head(self, *, grouped: bool) -> None:
        """One row of headings, or two with the shared ones above."""
        if grouped:
            self._append([Stencil(self.page, Look(role="head")).fill(c.over or c.heading) for c in self.columns], None)
            self._merge_groups()
        below = tuple("" if grouped and not c.over else c.heading for c in self.columns)
        self._append([Stencil(self.page, Look(role="head")).fill(text) for text in below], _wrapped(below, self.rooms) or None)

    def _merge_groups(self) -> None:
        start = 0
        for at in range(1, len(self.columns) + 1):
            over = self.columns[start].over
            if at == len(self.columns) or not over or self.columns[at].over != over:
                down = 0 if over else 1
                first, last = get_column_letter(start + 1), get_column_letter(at)
                if down or first != last:
                    self.page.merged_cells.add(f"{first}{self.at}:{last}{self.at + down}")
                start = at

    def body(self, lines: Iterable[Row | Band], *, min_height: float) -> None:
        """Rows with one reused cell per column; bands in between."""
        stencils = [Stencil(self.page, Look(kind=c.kind, align=c.align or ("center" if stands_in_the_middle(c) else ""))) for c in self.columns]
        for line in lines:
            if isinstance(line, Band):
                self.band(line)
            else:
                self._append([s.fill(value) for s, value in zip(stencils, line, strict=True)], max(min_height, _wrapped(line, self.rooms)) or None)

    def band(self, band: Band) -> None:
        """A class heading over the whole width, or a subtotal."""
        if band.values:
            self.sum((band.text, *band.values[1:]))
        else:
            first = Stencil(self.page, Look(role="class")).fill(band.text)
            rest = [Stencil(self.page, Look(role="class")).fill(None) for _ in self.columns[1:]]
            self._append([first, *rest], None)
            self.page.merged_cells.add(f"A{self.at}:{self.last}{self.at}")

    def sum(self, values: Row) -> None:
        """Totals in bold; the label spreads over the empty cells after it."""
        values = (values[0] or "合计", *values[1:])
        kinds = ["text", *(c.kind for c in self.columns[1:])]
        self._append([Stencil(self.page, Look(role="sum", kind=kind)).fill(value)
                      for kind, value in zip(kinds, values, strict=True)], None)
        span = next((at for at, value in enumerate(values) if at and value not in (None, "")), len(values))
        if span > 1:
            self.page.merged_cells.add(f"A{self.at}:{get_column_letter(span)}{self.at}")

    def _append(self, cells: list[Any], height: float | None) -> None:
        self.at += 1
        if height:
            self.page.row_dimensions[self.at].height = height
        self.page.append(cells)
