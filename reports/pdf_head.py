"""The head of a register, drawn again on every page: one row of headings, or two where columns share a group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reports.fonts import face
from reports.pdf_table import BORDER, LEADING, PAD, RULE
from reports.pdf_text import MIDDLE, Line, Pen, wrap_few
from reports.sheet import Column

AIR = 5.0


class Head:
    """Headings wrapped to their columns, measured once for all pages."""

    def __init__(self, columns: Sequence[Column], edges: Sequence[float], *, size: float) -> None:
        self.columns = tuple(columns)
        self.edges = edges
        self.size = size
        self.drawer = face("黑体")
        self.groups = self._groups()
        self.upper = size * LEADING + AIR if any(text for text, _, _ in self.groups) else 0.0
        self.cells = [self._wrap(c.heading, at, at + 1) for at, c in enumerate(self.columns)]
        tallest = max(len(lines) for lines in self.cells)
        self.height = self.upper + tallest * size * LEADING + AIR

    def _groups(self) -> list[tuple[str, int, int]]:
        """(shared heading, first column, column after the last), in order; columns without one stand alone."""
        found: list[tuple[str, int, int]] = []
        for text, members in groupby(range(len(self.columns)), lambda at: self.columns[at].over):
            ats = list(members)
            found.extend([(text, ats[0], ats[-1] + 1)] if text else [("", at, at + 1) for at in ats])
        return found

    def _wrap(self, text: str, first: int, after: int) -> tuple[Line, ...]:
        return wrap_few(text, self.drawer, self.size, self.edges[after] - self.edges[first] - 0.8 * PAD)

    def draw(self, pen: Pen, top: float) -> float:
        """Draws the head downwards from `top`; gives the height where it ends."""
        bottom, left, right = top - self.height, self.edges[0], self.edges[-1]
        lines: list[tuple[float, float, float, float]] = []
        for text, first, after in self.groups:
            under = top - self.upper if text else top
            if text:
                self._text(pen, self._wrap(text, first, after), first, after, (top + under) / 2)
                lines.append((self.edges[first], under, self.edges[after], under))
            for at in range(first, after):
                self._text(pen, self.cells[at], at, at + 1, (under + bottom) / 2)
                if at:
                    lines.append((self.edges[at], top if at == first else under, self.edges[at], bottom))
        pen.canvas.setLineWidth(RULE)
        pen.canvas.lines(lines)
        pen.canvas.setLineWidth(BORDER)
        pen.canvas.rect(left, bottom, right - left, self.height)
        return bottom

    def _text(self, pen: Pen, lines: Sequence[Line], first: int, after: int, middle: float) -> None:
        centre = (self.edges[first] + self.edges[after]) / 2
        y = middle + (len(lines) - 1) * self.size * LEADING / 2 - MIDDLE * self.size
        for text, width in lines:
            pen.put(centre - width / 2, y, text, face=self.drawer, size=self.size)
            y -= self.size * LEADING
