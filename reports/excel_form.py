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
from reports.excel import new_book, saved, tab_name
from reports.excel_style import Look, Stencil, page_setup
from reports.sheet import MM, PAPERS, SIDE_MM, Cell, fill_width

_TITLE_MM, _LINE_MM, _PAIR_KEY, _CHARACTERS = 12.0, 7.0, 0.36, 46
_ROLES = {"left": "left", "center": "middle", "right": "right"}


@dataclass(frozen=True)
class Part:
    """A cell from one edge of the paper to another, in millimetres."""

    start: float
    end: float
    value: Cell
    look: Look


@dataclass(frozen=True)
class Line:
    """One row of the worksheet."""

    parts: tuple[Part, ...]
    height_mm: float


def render_forms(documents: Sequence[form.Document]) -> bytes:
    """The workbook. Names of people stand in cells, never in the names of worksheets, which other programs show around."""
    book = new_book(documents[0].title)
    for number, document in enumerate(documents, 1):
        _write(book, document, tab_name(document.title)[:24] + (f" {number}" if len(documents) > 1 else ""))
    return saved(book)


def _write(book: Workbook, document: form.Document, name: str) -> None:
    page = book.create_sheet(name)
    width = PAPERS[document.paper][0] - 2 * SIDE_MM
    lines = [_wide(document.title, "title", width, _TITLE_MM), *(line for block in document.blocks for line in _lines(block, width))]
    edges = sorted({round(edge, 1) for line in lines for part in line.parts for edge in (part.start, part.end)} | {0.0, round(width, 1)})
    at = {edge: number for number, edge in enumerate(edges, 1)}
    page_setup(page, paper=document.paper, title_rows="1:1", frozen="A2", foot=f"{document.id} {document.code}".strip())
    for number, (left, right) in enumerate(pairwise(edges), 1):
        page.column_dimensions[get_column_letter(number)].width = _characters(right - left)
    # A stencil is one cell used again and again: as many of a look as stand side by side in a row.
    stencils: dict[Look, list[Stencil]] = {}
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


@singledispatch
def _lines(block: object, width: float) -> Iterator[Line]:
    """The rows of one block; what is only drawn (photos, bars) stands on the paper alone."""
    yield from ()


@_lines.register
def _(block: form.Paragraph, width: float) -> Iterator[Line]:
    lines = -(-len(block.text) // _CHARACTERS) or 1
    yield _wide(block.text, _ROLES[block.align], width, _LINE_MM * lines)


@_lines.register
def _(block: form.Pairs, width: float) -> Iterator[Line]:
    for pairs in block.lines:
        share = width / len(pairs)
        keys = min(share * 0.45, max(len(key) for line in block.lines for key, _ in line) * block.size * _PAIR_KEY + 4)
        yield Line(tuple(
            part for number, (key, value) in enumerate(pairs)
            for part in (Part(number * share, number * share + keys, key, Look(role="head")),
                         Part(number * share + keys, (number + 1) * share, value, Look(kind="id", align="left")))
        ), block.height_mm)  # fmt: skip


@_lines.register
def _(block: form.Ruled, width: float) -> Iterator[Line]:
    edges = list(accumulate(fill_width(block.columns, width), initial=0.0))
    heads = [Look(role="head")] * len(block.columns)
    tall = max(column.heading.count("\n") + 1 for column in block.columns)
    yield _row(edges, [column.heading for column in block.columns], heads, _LINE_MM * tall)
    looks = [Look(kind=column.kind, align=column.align) for column in block.columns]
    for row in block.every_row:
        yield _row(edges, row, looks, block.height_mm)


@_lines.register
def _(block: form.WritingLines, width: float) -> Iterator[Line]:
    for number in range(block.count):
        yield _wide(block.label if number == 0 else "", "left", width, block.height_mm)


@_lines.register
def _(block: form.Checks, width: float) -> Iterator[Line]:
    for choice in block.choices:
        ticks = (f"{'√' if one in choice.chosen else '□'}{one}" for one in choice.options)
        yield _wide("　".join((choice.label, *ticks)), "left", width, block.height_mm)


@_lines.register
def _(block: form.Signatures, width: float) -> Iterator[Line]:
    yield _wide("　　　　　".join(block.labels), "sign", width, block.height_mm)


@_lines.register
def _(block: form.CutLine, width: float) -> Iterator[Line]:
    yield _wide(f"- - - - - - {block.text} - - - - - -", "middle", width, _LINE_MM)


@_lines.register
def _(block: form.Space, width: float) -> Iterator[Line]:
    yield _wide("", "left", width, block.height_mm)


def _characters(mm: float) -> float:
    """A width as Excel counts it; slices between two tables' edges may be narrower than any register's column."""
    return max(0.5, (mm * 96 / 25.4 - 5) / 7)


def _wide(text: str, role: str, width: float, height: float) -> Line:
    return Line((Part(0.0, width, text, Look(role=role)),), height)


def _row(edges: Sequence[float], values: Iterable[Cell], looks: Sequence[Look], height: float) -> Line:
    parts = (Part(left, right, value, look) for (left, right), value, look in zip(pairwise(edges), values, looks, strict=True))
    return Line(tuple(parts), height)
