"""The ruled table of a register: measures every row once, cuts rows into pages, draws a page in a few strokes.

Kept apart from the page around it so that forms for one household (document_pdf) draw their tables with it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from reports.fonts import Face, face
from reports.pdf_text import MIDDLE, TIGHT_WORD, TIGHTEST, Line, Pen, wrap, wrap_few
from reports.sheet import FEW, MM, Band, Cell, Column, Row, cell_text

PAD = 1.2 * MM
RULE, BORDER = 0.5, 1.0
LEADING = 1.28
WORDS, SHORT = 12, 3  # characters of a few words; digits of a count of people or months
SHADE = 0.9  # light enough that a copier does not turn it black


@dataclass(frozen=True, slots=True)
class Slab:
    """One row as measured: lines of each cell, its height, how many leading cells are one, what it must stay with."""

    cells: tuple[tuple[Line, ...], ...]
    height: float
    span: int = 1
    strong: bool = False
    glued: bool = False


class Table:
    """Columns at fixed places; makes Slabs from rows and draws them."""

    def __init__(
        self, columns: Sequence[Column], widths: Sequence[float], *, left: float, size: float, min_height: float = 0.0
    ) -> None:
        self.columns = tuple(columns)
        self.size = size
        self.body, self.strong = face("仿宋"), face("黑体")
        self.edges = list(accumulate(widths, initial=left))
        self.inner = [right - start - 2 * PAD for start, right in pairwise(self.edges)]
        self.min_height = max(min_height, size * LEADING + 1.6 * MM)
        self._known: list[dict[Cell, tuple[Line, ...]]] = [{} for _ in columns]
        self._sentences: set[int] = set()
        self._shaded = [at for at, column in enumerate(self.columns) if column.shade]

    # Measuring

    def line(self, line: Row | Band, *, tallest: float = 1e9) -> Iterator[Slab]:
        """A row, or what stands between rows."""
        return iter((self.band(line),)) if isinstance(line, Band) else self.row(line, tallest=tallest)

    def row(self, row: Row, *, tallest: float = 1e9) -> Iterator[Slab]:
        """The slab of a row; several when the row alone is taller than a page."""
        cells = tuple([known.get(value) or self._cell(at, value) for at, (known, value) in
                       enumerate(zip(self._known, row, strict=True))])
        height = max(self.min_height, max(map(len, cells)) * self.size * LEADING + 1.6 * MM)
        if height <= tallest:
            yield Slab(cells, height)
            return
        fit = max(1, int((tallest - 1.6 * MM) / (self.size * LEADING)))
        for start in range(0, max(map(len, cells)), fit):
            part = tuple(lines[start : start + fit] or (("", 0.0),) for lines in cells)
            yield Slab(part, max(map(len, part)) * self.size * LEADING + 1.6 * MM)

    def band(self, band: Band) -> Slab:
        """A class heading keeps its first row with it (see `glue`); a subtotal stays with the row above."""
        if band.values:
            return replace(self.sum(band.values, label=band.text), glued=True)
        lines = wrap(band.text, self.strong, self.size, self.edges[-1] - self.edges[0] - 2 * PAD)
        return Slab((lines,), self._height(lines), span=len(self.columns), strong=True)

    def sum(self, values: Row, *, label: str = "合计") -> Slab:
        """A totals row: its label takes the empty cells that follow it."""
        text = cell_text(values[0], "text") or label
        span = next((at for at, value in enumerate(values) if at and value not in (None, "")), len(values))
        width = self.edges[span] - self.edges[0] - 2 * PAD
        rest = (wrap(cell_text(v, c.kind), self.strong, self.size, 1e9)
                for v, c in zip(values[span:], self.columns[span:], strict=True))
        cells = (wrap(text, self.strong, self.size, width), *rest)
        return Slab(cells, self._height(cells[0]), span=span, strong=True, glued=True)

    def _height(self, lines: Sequence[Line]) -> float:
        return max(self.min_height, len(lines) * self.size * LEADING + 1.6 * MM)

    def _cell(self, at: int, value: Cell) -> tuple[Line, ...]:
        kind = self.columns[at].kind
        text = cell_text(value, kind)
        # A figure, or a word one character too long, is pressed a little before it is broken in two.
        few, slack = self._few(at, text), 1 / (TIGHT_WORD if kind == "text" else TIGHTEST)
        lines = (wrap_few if few else wrap)(text, self.body, self.size, self.inner[at] * slack)
        if len(lines) > 1 and not few:
            lines = wrap(text, self.body, self.size, self.inner[at])
        if kind == "text" and not few:
            self._sentences.add(at)
        self._known[at][value] = lines
        return lines

    def _few(self, at: int, text: str) -> bool:
        """Names and words from a list, in a column made for such: where more stands side by side people write sentences."""
        return (len(text) <= WORDS and not text.endswith("。")) or self.inner[at] < FEW * self.size

    def aligns(self) -> list[str]:
        """Money right, and figures of several digits; dates, IDs, names centred; a column in which a sentence stands left."""
        return [column.align or self._align(at, column) for at, column in enumerate(self.columns)]

    def _align(self, at: int, column: Column) -> str:
        if column.kind == "number":
            return "right" if any(len(text) > SHORT for lines in self._known[at].values() for text, _ in lines) else "center"
        return "right" if column.kind == "money" else "left" if at in self._sentences else "center"

    # Drawing

    def draw(self, pen: Pen, slabs: Iterable[Slab], top: float) -> float:
        """Draws text and rules of consecutive slabs from `top` downwards; gives the height where they end."""
        aligns = self.aligns()
        marks: list[tuple[float, int]] = []
        for slab in slabs:
            marks.append((top, slab.span))
            self._shade(pen, slab, top)
            self._text(pen, slab, top, aligns)
            top -= slab.height
        self._rules(pen, marks, top)
        return top

    def _shade(self, pen: Pen, slab: Slab, top: float) -> None:
        """Grey behind the cells of shaded columns; text is laid on the page after it."""
        for at in self._shaded:
            if at >= slab.span or slab.span == 1:
                pen.canvas.setFillGray(SHADE)
                pen.canvas.rect(self.edges[at], top - slab.height, self.edges[at + 1] - self.edges[at], slab.height, stroke=0, fill=1)
                pen.canvas.setFillGray(0)

    def _text(self, pen: Pen, slab: Slab, top: float, aligns: list[str]) -> None:
        size, edges, span = self.size, self.edges, slab.span
        drawer: Face = self.strong if slab.strong else self.body
        middle = top - slab.height / 2 - MIDDLE * size
        for at, lines in enumerate(slab.cells, -1 + span):
            left, right = edges[at if at >= span else 0], edges[at + 1]
            align = aligns[at] if at >= span or span == 1 else "left" if span == len(self.columns) else "center"
            y = middle + (len(lines) - 1) * size * LEADING / 2
            for text, width in lines:
                if text:
                    room = right - left - 2 * PAD
                    if width > room + 0.01:
                        pen.pressed(left + PAD, y, text, face=drawer, size=size, scale=room / width)
                    else:
                        free = room - width
                        x = left + PAD + (0 if align == "left" else free if align == "right" else free / 2)
                        pen.put(x, y, text, face=drawer, size=size)
                y -= size * LEADING

    def _rules(self, pen: Pen, marks: list[tuple[float, int]], bottom: float) -> None:
        """Inner rules at half a point, one vertical for as many rows as share it; the border at one point."""
        if not marks:
            return
        top, left, right = marks[0][0], self.edges[0], self.edges[-1]
        lines = [(left, y, right, y) for y, _ in marks[1:]]
        for at in range(1, len(self.columns)):
            start: float | None = None
            for y, span in marks:
                if at >= span and start is None:
                    start = y
                elif at < span and start is not None:
                    lines.append((self.edges[at], start, self.edges[at], y))
                    start = None
            if start is not None:
                lines.append((self.edges[at], start, self.edges[at], bottom))
        pen.canvas.setLineWidth(RULE)
        pen.canvas.lines(lines)
        pen.canvas.setLineWidth(BORDER)
        pen.canvas.rect(left, bottom, right - left, top - bottom)


def glue(slabs: Iterable[Slab], columns: int) -> list[Slab]:
    """A class heading must not end a page: what follows it is kept with it."""
    out: list[Slab] = []
    for slab in slabs:
        heading_above = bool(out) and out[-1].strong and out[-1].span == columns and not out[-1].glued
        out.append(replace(slab, glued=True) if heading_above else slab)
    return out


def paginate(heights: Sequence[tuple[float, bool]], *, first: float, later: float, end: float) -> list[int]:
    """Where each page begins, as indexes into (height, stays with the one above).

    `end` is the height of what closes the table (footnotes, signatures): it stands with at least the last row.
    """
    starts, room = [0], first
    closed = [*heights, (end, True)]
    index = 0
    while index < len(closed):
        height, _ = closed[index]
        if height <= room + 0.01 or index == starts[-1]:
            room -= height
            index += 1
            continue
        at = index
        while at > starts[-1] and closed[at][1]:
            at -= 1
        at = index if at == starts[-1] else at
        starts.append(at)
        room, index = later, at
    return starts
