"""Forms of one household or record as a workbook, a worksheet each, laid out as on paper: for those who go on counting in it.

Every table of a form has edges of its own; the worksheet gets a column for each edge that any of them has, and merges what lies between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import accumulate, pairwise

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from reports import document as form
from reports.document import LETTER_LEADING, LETTER_LEFT, LETTER_RIGHT, PARAGRAPH_LEADING
from reports.excel import new_book, saved, tab_name
from reports.excel_style import Look, Stencil, letter_setup, lines_needed, page_setup
from reports.sheet import MM, PAPERS, SIDE_MM, Band, Cell, cell_text, fill_width

# An edge nearer to another than the narrowest column that Excel draws is the same edge.
_NARROWEST_MM, _PAD_MM, _PAIR_KEY, _MARK_PT = 2.4, 2.4, 0.36, 9.0
_TALLEST_MM = 144.0  # Excel knows no taller row
_ROLES = {"left": "left", "center": "middle", "right": "right"}


@dataclass(frozen=True)
class Frame:
    """Where a form may stand: its width in millimetres, and how far lines of text stand apart."""

    width: float
    leading: float = PARAGRAPH_LEADING


@dataclass(frozen=True)
class Part:
    """A cell from one edge of the paper to another, in millimetres."""

    start: float
    end: float
    value: Cell
    look: Look

    def height_mm(self, leading: float) -> float:
        """What its text takes, broken as Excel breaks it."""
        room = (self.end - self.start - _PAD_MM) * MM / self.look.points
        return lines_needed(cell_text(self.value, self.look.kind), room) * self.look.points * leading / MM


@dataclass(frozen=True)
class Line:
    """One row of the worksheet, at least so high."""

    parts: tuple[Part, ...]
    least_mm: float = 0.0
    leading: float = 1.35

    @property
    def height_mm(self) -> float:
        """As high as its text needs."""
        return min(_TALLEST_MM, max(self.least_mm, *(part.height_mm(self.leading) for part in self.parts)))


def render_forms(documents: Sequence[form.Document]) -> bytes:
    """The workbook. Names of people stand in cells, never in the names of worksheets, which other programs show around."""
    book = new_book(documents[0].title)
    # A stencil is one cell used again and again, through the whole book: as many of a look as stand side by side in a row.
    stencils: dict[Look, list[Stencil]] = {}
    for number, document in enumerate(documents, 1):
        _write(book, document, tab_name(document.title)[:24] + (f" {number}" if len(documents) > 1 else ""), stencils)
    return saved(book)


def _write(book: Workbook, document: form.Document, name: str, stencils: dict[Look, list[Stencil]]) -> None:
    page = book.create_sheet(name)
    frame = _frame(document)
    lines = [*_head(document, frame), *(line for block in document.blocks for line in _lines(block, frame))]
    at, edges = _columns([edge for line in lines for part in line.parts for edge in (part.start, part.end)], frame.width)
    page_setup(page, paper=document.paper, title_rows="1:1", frozen="A2", foot=f"{document.id} {document.code}".strip())
    if document.letter:
        letter_setup(page)
    if document.one_side:
        page.page_setup.fitToHeight = 1
    for number, (left, right) in enumerate(pairwise(edges), 1):
        page.column_dimensions[get_column_letter(number)].width = _characters(right - left)
    for row, line in enumerate(lines, 1):
        cells: list[object] = [None] * (len(edges) - 1)
        used: Counter[Look] = Counter()
        for part in line.parts:
            first, last = at[round(part.start, 1)], at[round(part.end, 1)] - 1
            for column in range(first, last + 1):  # every cell below a merge has its rule, or the table's edge is open
                own = stencils.setdefault(part.look, [])
                if used[part.look] == len(own):
                    own.append(Stencil(page, part.look))
                cells[column - 1] = own[used[part.look]].fill(part.value if column == first else None)
                used[part.look] += 1
            if last > first:
                page.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
        page.row_dimensions[row].height = line.height_mm * MM
        page.append(cells)


def _frame(document: form.Document) -> Frame:
    width = PAPERS[document.paper][0]
    return Frame(width - LETTER_LEFT - LETTER_RIGHT, LETTER_LEADING) if document.letter else Frame(width - 2 * SIDE_MM)


def _columns(edges: Iterable[float], width: float) -> tuple[dict[float, int], list[float]]:
    """The column that begins at each edge, and where the columns begin; those too near to be two are one."""
    kept: list[float] = []
    at: dict[float, int] = {}
    end = round(width, 1)
    for edge in sorted({round(edge, 1) for edge in edges} | {0.0, end}):
        if not kept or (edge - kept[-1] >= _NARROWEST_MM and (end - edge >= _NARROWEST_MM or edge == end)):
            kept.append(edge)
        at[edge] = len(kept)
    if kept[-1] != end:
        kept.append(end)
    return at | {end: len(kept)}, kept


def _head(document: form.Document, frame: Frame) -> Iterator[Line]:
    """The title; of a letter an empty line below it, of a paper that comes back the letters by which it is found."""
    face = form.FONT_NAMES["小标宋" if document.letter else "黑体"]
    yield _wide(document.title, Look(role="title", size=document.title_pt, face=face), frame)
    if document.letter:
        yield _wide("", Look(role="left", size=form.LETTER_PT), frame)
    if document.mark:
        yield _wide(f"编号 {document.mark}", Look(role="right", size=_MARK_PT), frame)


@singledispatch
def _lines(block: object, frame: Frame) -> Iterator[Line]:
    """The rows of one block; what is only drawn (photos, bars) stands on the paper alone."""
    yield from ()


@_lines.register
def _(block: form.Paragraph, frame: Frame) -> Iterator[Line]:
    look = Look(role=_ROLES[block.align], size=block.size, face=form.FONT_NAMES[block.face])
    yield _wide(("　　" if block.indent else "") + block.text, look, frame)


@_lines.register
def _(block: form.Chapter, frame: Frame) -> Iterator[Line]:
    yield _wide(block.title, Look(role="left", size=block.size, face=form.FONT_NAMES["黑体"]), frame)


@_lines.register
def _(block: form.Pairs, frame: Frame) -> Iterator[Line]:
    for pairs in block.lines:
        share = frame.width / len(pairs)
        keys = min(share * 0.45, max(len(key) for line in block.lines for key, _ in line) * block.size * _PAIR_KEY + 4)
        yield Line(tuple(
            part for number, (key, value) in enumerate(pairs)
            for part in (Part(number * share, number * share + keys, key, Look(role="head", size=block.size)),
                         Part(number * share + keys, (number + 1) * share, value, Look(kind="id", align="left", size=block.size)))
        ), block.height_mm)  # fmt: skip


@_lines.register
def _(block: form.Ruled, frame: Frame) -> Iterator[Line]:
    edges = list(accumulate(fill_width(block.columns, frame.width), initial=0.0))
    heads = [Look(role="head", size=block.size)] * len(block.columns)
    yield _row(edges, [column.heading for column in block.columns], heads, block.size * 2 / MM)
    looks = [Look(kind=column.kind, align=column.align, size=block.size) for column in block.columns]
    for line in block.lines:
        if isinstance(line, Band):
            yield _wide(line.text, Look(role="class", size=block.size), frame, block.height_mm)
        else:
            yield _row(edges, line, looks, block.height_mm)


@_lines.register
def _(block: form.WritingLines, frame: Frame) -> Iterator[Line]:
    for number in range(block.count):
        yield _wide(block.label if number == 0 else "", Look(role="written", size=block.size), frame, block.height_mm)


@_lines.register
def _(block: form.Checks, frame: Frame) -> Iterator[Line]:
    share = frame.width / block.across
    for start in range(0, len(block.choices), block.across):
        yield Line(tuple(
            Part(at * share, (at + 1) * share, _to_tick(choice), Look(role="left", size=block.size))
            for at, choice in enumerate(block.choices[start : start + block.across])
        ), block.height_mm)  # fmt: skip


def _to_tick(choice: form.Choice) -> str:
    ticks = (f"{'√' if one in choice.chosen else '□'}{one}" for one in choice.options)
    return "　".join((choice.label, *ticks)) + ("＿" * 6 if choice.blank else "")


@_lines.register
def _(block: form.Signatures, frame: Frame) -> Iterator[Line]:
    """Each label with as much room after it as the others have."""
    wide = [len(label) * block.size / MM + _PAD_MM for label in block.labels]
    gap = max(0.0, frame.width - sum(wide)) / len(wide)
    edges = list(accumulate((one + gap for one in wide), initial=0.0))
    edges = [edge * frame.width / edges[-1] for edge in edges]
    yield _row(edges, block.labels, [Look(role="sign", size=block.size)] * len(wide), block.height_mm)


@_lines.register
def _(block: form.CutLine, frame: Frame) -> Iterator[Line]:
    yield _wide(f"- - - - - - {block.text} - - - - - -", Look(role="middle"), frame)


@_lines.register
def _(block: form.Space, frame: Frame) -> Iterator[Line]:
    yield _wide("", Look(role="left"), frame, block.height_mm)


def _characters(mm: float) -> float:
    """A width as Excel counts it."""
    return max(0.5, (mm * 96 / 25.4 - 5) / 7)


def _wide(text: str, look: Look, frame: Frame, least: float = 0.0) -> Line:
    return Line((Part(0.0, frame.width, text, look),), least, frame.leading)


def _row(edges: Sequence[float], values: Iterable[Cell], looks: Sequence[Look], height: float) -> Line:
    parts = (Part(left, right, value, look) for (left, right), value, look in zip(pairwise(edges), values, looks, strict=True))
    return Line(tuple(parts), height)
