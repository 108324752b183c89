"""Forms, letters and books on their pages: pieces fill a page, half forms share one, a book is numbered through.

A table that goes on draws its head again on the next page; rows that stand on one page are drawn as one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from reports import document as form
from reports.document import LETTER_FOOT, LETTER_LEADING, LETTER_LEFT, LETTER_RIGHT, LETTER_TOP
from reports.document_blocks import draw_cut_line
from reports.document_mark import draw_mark
from reports.document_pdf import Area, Piece, contents_pieces, pieces_of
from reports.fonts import face
from reports.pdf_text import Pen
from reports.sheet import FOOT_MM, MM, PAPERS, SIDE_MM, SMALLEST_PT, TOP_MM, form_number

CODE_PT, PAGE_PT, LETTER_PAGE_PT = 7.0, 9.0, 14.0
_SMALLEST_SHARE = 0.5


@dataclass(frozen=True)
class _Pages:
    """A document as laid out: its frame, and its pieces page by page."""

    document: form.Document
    area: Area
    size: tuple[float, float]
    top: float
    pages: tuple[tuple[Piece, ...], ...]


def draw_documents(canvas: Canvas, documents: Sequence[form.Document]) -> None:
    """Each form on its own pages, half forms two to a page, books numbered through."""
    for book, run in groupby(_numbered(documents), lambda one: one[0]):
        parts = [document for _, document in run]
        if book:
            _draw_book(canvas, parts)
        else:
            _draw_forms(canvas, parts)


def _numbered(documents: Sequence[form.Document]) -> Iterator[tuple[int, form.Document]]:
    """Which book a document is of, 0 for none."""
    book = 0
    for document in documents:
        book += document.cover
        yield book, document


def _draw_forms(canvas: Canvas, documents: Sequence[form.Document]) -> None:
    halves: list[form.Document] = []
    for document in documents:
        if document.half:
            halves.append(document)
        if halves and (len(halves) == 2 or not document.half):
            _draw_halves(canvas, halves)
            halves = []
        if not document.half:
            _draw_pages(canvas, _laid_out(canvas, document))
    if halves:
        _draw_halves(canvas, halves)


def _draw_book(canvas: Canvas, documents: Sequence[form.Document]) -> None:
    """The cover and the contents are not counted; the contents know where each chapter begins."""
    laid = [_laid_out(canvas, document) for document in documents]
    first = next((at for at, one in enumerate(documents) if at and not _lists(one)), len(documents))
    chapters, number = [], 1
    for one in laid[first:]:
        if one.document.chapter:
            chapters.append((one.document.chapter, number))
        for page in one.pages:
            chapters += [(piece.chapter, number) for piece in page if piece.chapter]
            number += 1
    for at, one in enumerate(laid):
        if at < first:
            _draw_pages(canvas, _laid_out(canvas, one.document, chapters) if _lists(one.document) else one, uncounted=True)
    begin = 1
    for one in laid[first:]:
        _draw_pages(canvas, one, begin=begin, count=number - 1)
        begin += len(one.pages)


def _lists(document: form.Document) -> bool:
    return any(isinstance(block, form.Contents) for block in document.blocks)


def _laid_out(canvas: Canvas, document: form.Document, chapters: Sequence[tuple[str, int]] = ()) -> _Pages:
    """On its pages; what must stand on one side in the largest letters that allow it."""
    laid = _at_size(canvas, document, chapters)
    share = 1.0
    while document.one_side and len(laid.pages) > 1 and share > _SMALLEST_SHARE:
        share -= 0.05
        laid = _at_size(canvas, _smaller(document, share), chapters)
    return laid


def _smaller(document: form.Document, share: float) -> form.Document:
    """The same form with letters and rows that much smaller."""
    def part(block: Any) -> Any:
        sizes = {name: value * share for name in ("size", "height_mm") if (value := getattr(block, name, None))}
        if "size" in sizes:
            sizes["size"] = max(sizes["size"], SMALLEST_PT)
        return replace(block, **sizes)

    return replace(document, blocks=tuple(map(part, document.blocks)), title_pt=document.title_pt * share)


def _at_size(canvas: Canvas, document: form.Document, chapters: Sequence[tuple[str, int]]) -> _Pages:
    width, height = (side * MM for side in PAPERS[document.paper])
    left, right, top, foot = (LETTER_LEFT, LETTER_RIGHT, LETTER_TOP, LETTER_FOOT) if document.letter else (
        SIDE_MM, SIDE_MM, TOP_MM, FOOT_MM)
    area = Area(Pen(canvas), left * MM, width - right * MM)
    if document.letter:
        area = replace(area, leading=LETTER_LEADING)
    pieces: list[Piece] = list(pieces_of(document, area))
    for block in document.blocks:
        if isinstance(block, form.Contents):
            pieces += contents_pieces(block, area, chapters)
    return _Pages(document, area, (width, height), height - top * MM, tuple(_paginated(pieces, height - (top + foot) * MM)))


def _paginated(pieces: Sequence[Piece], room: float) -> Iterator[tuple[Piece, ...]]:
    """Pages piece by piece; a row that begins a page brings the head of its table along."""
    start = 0
    while start < len(pieces):
        head = pieces[start].head if start else None
        end = _end_of_page(pieces, start, room - (head.height if head else 0))
        yield (*([head] if head else ()), *pieces[start:end])
        start = end


def _end_of_page(pieces: Sequence[Piece], start: int, room: float) -> int:
    end = start
    while end < len(pieces) and (end == start or pieces[end].height <= room + 0.01):
        room -= pieces[end].height
        end += 1
    back = end
    while start < back < len(pieces) and pieces[back].glued:
        back -= 1
    return back if back > start else end


def _draw_pages(canvas: Canvas, laid: _Pages, *, begin: int = 1, count: int = 0, uncounted: bool = False) -> None:
    total = count or len(laid.pages)
    for number, pieces in enumerate(laid.pages, begin):
        canvas.setPageSize(laid.size)
        _draw_column(laid.area.pen, pieces, laid.top)
        if laid.document.mark and number == begin:
            draw_mark(laid.area.pen, laid.document.mark, laid.area.right, laid.top)
        shown = number if total > 1 and not uncounted else 0
        if laid.document.letter and not count:
            _draw_dashes(laid, shown)
            shown = 0
        _draw_foot(laid.area, laid.document, FOOT_MM * MM - 6 * MM, f"第{shown}页 共{total}页" if shown else "")
        laid.area.pen.lift()
        canvas.showPage()


def _draw_halves(canvas: Canvas, documents: Sequence[form.Document]) -> None:
    """Two forms one above the other; one that is longer than half a page takes a whole page instead."""
    width, height = (side * MM for side in PAPERS["A4竖"])
    area = Area(Pen(canvas), SIDE_MM * MM, width - SIDE_MM * MM)
    columns = [list(pieces_of(document, area)) for document in documents]
    room = height / 2 - TOP_MM * MM - 9 * MM
    if any(sum(piece.height for piece in pieces) > room for pieces in columns):
        for document in documents:
            _draw_pages(canvas, _laid_out(canvas, document))
        return
    canvas.setPageSize((width, height))
    for at, (document, pieces) in enumerate(zip(documents, columns, strict=True)):
        base = height / 2 * (1 - at)
        _draw_column(area.pen, pieces, base + height / 2 - TOP_MM * MM)
        _draw_foot(area, document, base + 6 * MM, "")
    draw_cut_line(area.pen, 0, width, height / 2, form.CutLine().text)
    area.pen.lift()
    canvas.showPage()


def _draw_column(pen: Pen, pieces: Sequence[Piece], top: float) -> None:
    """Rows of one table that follow one another are one drawing: their rules meet."""
    for table, run in groupby(pieces, lambda piece: piece.table):
        together = list(run)
        if table is not None:
            top = table.draw(pen, [slab for piece in together for slab in piece.slabs], top)
            continue
        for piece in together:
            piece.draw(top)
            top -= piece.height


def _draw_foot(area: Area, document: form.Document, y: float, pages: str) -> None:
    number = form_number(document.id)
    code = "　".join(filter(None, (f"表号 {number}" if number else "", document.code)))
    for text, align, size in ((code, "left", CODE_PT), (pages, "center", PAGE_PT)):
        area.pen.aligned(area.left, area.right, y, text, align=align, face=face("仿宋"), size=size)


def _draw_dashes(laid: _Pages, number: int) -> None:
    """— 1 — below the text, one character in from the outer edge: odd pages right, even ones left."""
    if number:
        area = laid.area
        area.pen.aligned(area.left + LETTER_PAGE_PT, area.right - LETTER_PAGE_PT, (LETTER_FOOT - 9) * MM, f"— {number} —",
                         align="right" if number % 2 else "left", face=face("宋体"), size=LETTER_PAGE_PT)
