"""What the blocks of a form become: pieces with a height, each drawn from its top edge. document_pages fills pages with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, singledispatch
from typing import Any

from reports import document as form
from reports.document import PARAGRAPH_LEADING
from reports.document_blocks import (
    draw_checks,
    draw_contents_line,
    draw_cut_line,
    draw_photo,
    draw_writing_line,
    label_width,
    on_lines,
    pairs_line,
    ruled_table,
)
from reports.fonts import face
from reports.pdf_head import Head
from reports.pdf_table import Slab, Table
from reports.pdf_text import MIDDLE, Pen, wrap
from reports.sheet import MM

# A household has rarely more members than this: its table stays in one piece.
ROWS_TOGETHER = 12


@dataclass(frozen=True)
class Area:
    """Where a form may draw: left and right edge, the canvas with its pen, how far lines of text stand apart."""

    pen: Pen
    left: float
    right: float
    leading: float = PARAGRAPH_LEADING

    @property
    def width(self) -> float:
        """Between the edges."""
        return self.right - self.left


@dataclass(frozen=True)
class Piece:
    """What stays in one piece on a page: its height and how to draw it from its top edge.

    Rows of a table are drawn by the table; `head` is what one of them needs above it when it begins a page.
    """

    height: float
    draw: Callable[[float], None] = lambda top: None
    glued: bool = False
    table: Table | None = None
    slabs: tuple[Slab, ...] = ()
    head: Piece | None = None
    chapter: str = ""


def pieces_of(document: form.Document, area: Area) -> Iterator[Piece]:
    """The whole form: its title, an empty line under that of a letter, its blocks."""
    style: form.Face = "小标宋" if document.letter else "黑体"
    if document.title:
        yield from _block(form.Paragraph(document.title, False, "center", size=document.title_pt, style=style), area)
        yield Piece(area.leading * form.LETTER_PT if document.letter else 2 * MM)
    headed = False
    for block in document.blocks:
        for at, piece in enumerate(_block(block, area)):
            # A heading never ends a page: what it heads goes with it.
            yield replace(piece, glued=True) if headed and at == 0 else piece
        headed = isinstance(block, form.Chapter) or (isinstance(block, form.Paragraph) and block.heads)


@singledispatch
def _block(block: object, area: Area) -> Iterator[Piece]:
    """The pieces of one block; one small function per kind below."""
    raise TypeError(f"no drawing for {type(block).__name__}")


@_block.register
def _(block: form.Paragraph, area: Area) -> Iterator[Piece]:
    text = ("　　" if block.indent else "") + block.text
    for line, _ in wrap(text, face(block.face), block.size, area.width):
        yield Piece(block.size * area.leading, partial(_draw_line, area, block, line), glued=block.kept)


@_block.register
def _(block: form.Chapter, area: Area) -> Iterator[Piece]:
    line = form.Paragraph(block.title, False, "left", True, block.size)
    yield Piece(block.size * 2.4, lambda top: _draw_line(area, line, block.title, top - 0.7 * block.size), chapter=block.title)


@_block.register
def _(block: form.Pairs, area: Area) -> Iterator[Piece]:
    keys = label_width(block, area.width)
    for number, pairs in enumerate(block.lines):
        layout = pairs_line(area.pen, block, pairs, keys=keys, left=area.left, right=area.right)
        first, last = number == 0, number + 1 == len(block.lines)

        yield Piece(layout.height, partial(layout.draw, first=first, last=last), glued=not first)
    yield Piece(2 * MM, glued=True)


@_block.register
def _(block: form.Ruled, area: Area) -> Iterator[Piece]:
    table, slabs = ruled_table(block, left=area.left, width=area.width)
    drawn = Head(block.columns, table.edges, size=block.size)
    head = Piece(drawn.height, partial(_draw_head, drawn, area.pen))
    yield head
    short = len(slabs) <= ROWS_TOGETHER
    for at, part in enumerate([tuple(slabs)] if short else [(slab,) for slab in slabs]):
        yield Piece(sum(slab.height for slab in part), glued=at == 0 or part[0].glued, table=table, slabs=part, head=head)
    yield Piece(2 * MM, glued=True)


@_block.register
def _(block: form.Contents, area: Area) -> Iterator[Piece]:
    return iter(())  # its lines are known only when all pages are


def contents_pieces(block: form.Contents, area: Area, chapters: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    """One line a chapter with the page on which it begins."""
    for title, page in chapters:
        yield Piece(block.size * 2, partial(draw_contents_line, area.pen, block, (title, str(page)), area.left, area.right))


@_block.register
def _(block: form.WritingLines, area: Area) -> Iterator[Piece]:
    for number in range(block.count):
        label = block.label if number == 0 else ""
        draw = partial(draw_writing_line, area.pen, block, label, area.left, area.right)
        yield Piece(block.height_mm * MM, draw, glued=number > 0)


@_block.register
def _(block: form.Checks, area: Area) -> Iterator[Piece]:
    choices = block.choices if block.across > 1 else [part for one in block.choices for part in on_lines(block, one, area.width)]
    for start in range(0, len(choices), block.across):
        line = choices[start : start + block.across]
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
    yield Piece(block.height_mm * MM)


def _draw_drawing(area: Area, drawing: Any, top: float) -> None:
    from reports import charts

    charts.draw(area.pen.canvas, drawing, area.left, top - drawing.height)


def _draw_head(head: Head, pen: Pen, top: float) -> None:
    head.draw(pen, top)


def _draw_line(area: Area, block: form.Paragraph, line: str, top: float) -> None:
    middle = top - block.size * area.leading / 2
    area.pen.aligned(area.left, area.right, middle, line, align=block.align, face=face(block.face), size=block.size)
