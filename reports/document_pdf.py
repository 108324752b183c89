"""Draws one-page forms: every block becomes pieces with a height, pieces fill the page, two half forms share one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, singledispatch
from itertools import pairwise
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from reports import document as form
from reports.document_blocks import (
    draw_checks,
    draw_cut_line,
    draw_photo,
    draw_writing_line,
    label_width,
    pairs_line,
    ruled_table,
)
from reports.fonts import face
from reports.pdf_head import Head
from reports.pdf_table import Slab, Table, paginate
from reports.pdf_text import MIDDLE, Pen, wrap
from reports.sheet import FOOT_MM, MM, PAPERS, SIDE_MM, TOP_MM

CODE_PT, PAGE_PT = 7.0, 9.0
PARAGRAPH_LEADING = 1.65
# A household has rarely more members than this: its table stays in one piece.
ROWS_TOGETHER = 12


@dataclass(frozen=True)
class Area:
    """Where a form may draw: left and right edge, and the canvas with its pen."""

    pen: Pen
    left: float
    right: float

    @property
    def width(self) -> float:
        """Between the edges."""
        return self.right - self.left


@dataclass(frozen=True)
class Piece:
    """What stays in one piece on a page: its height and how to draw it from its top edge."""

    height: float
    draw: Callable[[float], None]
    glued: bool = False


def draw_documents(canvas: Canvas, documents: Sequence[form.Document]) -> None:
    """Each form on its own pages; half forms two to a page."""
    halves: list[form.Document] = []
    for document in documents:
        if document.half:
            halves.append(document)
        if halves and (len(halves) == 2 or not document.half):
            _draw_halves(canvas, halves)
            halves = []
        if not document.half:
            _draw_pages(canvas, document)
    if halves:
        _draw_halves(canvas, halves)


def _draw_pages(canvas: Canvas, document: form.Document) -> None:
    width, height = (side * MM for side in PAPERS[document.paper])
    area = Area(Pen(canvas), SIDE_MM * MM, width - SIDE_MM * MM)
    pieces = list(_pieces(document, area))
    room = height - TOP_MM * MM - FOOT_MM * MM
    starts = paginate([(piece.height, piece.glued) for piece in pieces], first=room, later=room, end=0)
    for number, (start, end) in enumerate(pairwise([*starts, len(pieces)]), 1):
        canvas.setPageSize((width, height))
        _draw_column(pieces[start:end], height - TOP_MM * MM)
        pages = f"第{number}页 共{len(starts)}页" if len(starts) > 1 else ""
        _draw_foot(area, document, FOOT_MM * MM - 6 * MM, pages)
        area.pen.lift()
        canvas.showPage()


def _draw_halves(canvas: Canvas, documents: Sequence[form.Document]) -> None:
    """Two forms one above the other; one that is longer than half a page takes a whole page instead."""
    width, height = (side * MM for side in PAPERS["A4竖"])
    area = Area(Pen(canvas), SIDE_MM * MM, width - SIDE_MM * MM)
    columns = [list(_pieces(document, area)) for document in documents]
    room = height / 2 - TOP_MM * MM - 9 * MM
    if any(sum(piece.height for piece in pieces) > room for pieces in columns):
        for document in documents:
            _draw_pages(canvas, document)
        return
    canvas.setPageSize((width, height))
    for at, (document, pieces) in enumerate(zip(documents, columns, strict=True)):
        base = height / 2 * (1 - at)
        _draw_column(pieces, base + height / 2 - TOP_MM * MM)
        _draw_foot(area, document, base + 6 * MM, "")
    draw_cut_line(area.pen, 0, width, height / 2, form.CutLine().text)
    area.pen.lift()
    canvas.showPage()


def _draw_column(pieces: Sequence[Piece], top: float) -> None:
    for piece in pieces:
        piece.draw(top)
        top -= piece.height


def _draw_foot(area: Area, document: form.Document, y: float, pages: str) -> None:
    code = "　".join(filter(None, (f"表号 {document.id}" if document.id else "", document.code)))
    for text, align, size in ((code, "left", CODE_PT), (pages, "center", PAGE_PT)):
        area.pen.aligned(area.left, area.right, y, text, align=align, face=face("仿宋"), size=size)


def _pieces(document: form.Document, area: Area) -> Iterator[Piece]:
    title = form.Paragraph(document.title, indent=False, align="center", strong=True, size=document.title_pt)
    yield from _block(title, area)
    yield Piece(2 * MM, lambda top: None)
    for block in document.blocks:
        yield from _block(block, area)


@singledispatch
def _block(block: object, area: Area) -> Iterator[Piece]:
    """The pieces of one block; one small function per kind below."""
    raise TypeError(f"no drawing for {type(block).__name__}")


@_block.register
def _(block: form.Paragraph, area: Area) -> Iterator[Piece]:
    drawer = face("黑体" if block.strong else "仿宋")
    text = ("　　" if block.indent else "") + block.text
    for line, _ in wrap(text, drawer, block.size, area.width):
        yield Piece(block.size * PARAGRAPH_LEADING, partial(_draw_line, area, block, line))


@_block.register
def _(block: form.Pairs, area: Area) -> Iterator[Piece]:
    keys = label_width(block, area.width)
    for number, pairs in enumerate(block.lines):
        layout = pairs_line(area.pen, block, pairs, keys=keys, left=area.left, right=area.right)
        first, last = number == 0, number + 1 == len(block.lines)

        yield Piece(layout.height, partial(layout.draw, first=first, last=last), glued=not first)
    yield Piece(2 * MM, lambda top: None, glued=True)


@_block.register
def _(block: form.Ruled, area: Area) -> Iterator[Piece]:
    table, slabs = ruled_table(block, left=area.left, width=area.width)
    head = Head(block.columns, table.edges, size=block.size)
    yield Piece(head.height, partial(_draw_head, head, area.pen))
    for start in range(0, len(slabs), ROWS_TOGETHER):
        part = slabs[start : start + ROWS_TOGETHER]
        height = sum(slab.height for slab in part)
        yield Piece(height, partial(_draw_slabs, table, area.pen, part), glued=start == 0)
    yield Piece(2 * MM, lambda top: None, glued=True)


@_block.register
def _(block: form.WritingLines, area: Area) -> Iterator[Piece]:
    for number in range(block.count):
        label = block.label if number == 0 else ""
        draw = partial(draw_writing_line, area.pen, block, label, area.left, area.right)
        yield Piece(block.height_mm * MM, draw, glued=number > 0)


@_block.register
def _(block: form.Checks, area: Area) -> Iterator[Piece]:
    for start in range(0, len(block.choices), block.across):
        line = block.choices[start : start + block.across]
        yield Piece(block.height_mm * MM, partial(draw_checks, area.pen, block, line, area.left, area.right))


@_block.register
def _(block: form.Signatures, area: Area) -> Iterator[Piece]:
    height = block.height_mm * MM
    yield Piece(height, lambda top: area.pen.signatures(
        block.labels, left=area.left, right=area.right, y=top - height * 0.6 - MIDDLE * block.size, size=block.size
    ), glued=True)


@_block.register
def _(block: form.CutLine, area: Area) -> Iterator[Piece]:
    yield Piece(8 * MM, lambda top: draw_cut_line(area.pen, area.left, area.right, top - 4 * MM, block.text))


@_block.register
def _(block: form.Photo, area: Area) -> Iterator[Piece]:
    yield Piece(block.height_mm * MM, lambda top: draw_photo(area.pen, block, area.left, area.right, top))


@_block.register
def _(block: form.Bars, area: Area) -> Iterator[Piece]:
    from reports import charts  # few forms have any

    for bar in block.bars:
        drawing = charts.bars((bar,), area.width, block.size)
        yield Piece(drawing.height, partial(_draw_drawing, area, drawing))


@_block.register
def _(block: form.Space, area: Area) -> Iterator[Piece]:
    yield Piece(block.height_mm * MM, lambda top: None)


def _draw_drawing(area: Area, drawing: Any, top: float) -> None:
    from reports import charts

    charts.draw(area.pen.canvas, drawing, area.left, top - drawing.height)


def _draw_head(head: Head, pen: Pen, top: float) -> None:
    head.draw(pen, top)


def _draw_slabs(table: Table, pen: Pen, slabs: Sequence[Slab], top: float) -> None:
    table.draw(pen, slabs, top)


def _draw_line(area: Area, block: form.Paragraph, line: str, top: float) -> None:
    drawer = face("黑体" if block.strong else "仿宋")
    middle = top - block.size * PARAGRAPH_LEADING / 2
    area.pen.aligned(area.left, area.right, middle, line, align=block.align, face=drawer, size=block.size)
