"""Forms, letters and registers as Word files, for papers that people go on editing: the same data that the PDF draws.

Only font names are written. A letter keeps to GB/T 9704: its margins, 三号仿宋, 22 lines a page, — 1 — at the foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from reports import document as form
from reports.document import LETTER_LEADING
from reports.printable import clean
from reports.sheet import MM, Band, Column, Row, Sheet, cell_text, fill_width
from reports.word_parts import flag_row, lay_row, narrow, set_attributes, set_foot, set_page, set_text

_NUMBERS = ("money", "number")
_LETTER_PT = 16.0  # 三号, as Word knows it
_BLANK = "　" * 6


def render_word(what: form.Document | Sheet | Sequence[form.Document | Sheet]) -> bytes:
    """One Word file; several papers follow one another, each on a page of its own."""
    items = [what] if isinstance(what, form.Document | Sheet) else list(what)
    if not items:
        raise ValueError("nothing to write")
    file = docx.Document()
    # A file that travels must not carry the name of whoever sat at the computer, nor of the library.
    file.core_properties.author, file.core_properties.comments = "振兴台账", ""
    file.core_properties.title = clean(items[0].title)
    for at, item in enumerate(items):
        section = file.sections[0] if at == 0 else file.add_section()
        letter = isinstance(item, form.Document) and item.letter
        set_page(section, item.paper, letter=letter)
        set_foot(section, item.code, letter=letter, first=at == 0)
        _Writer(file, section, letter=letter).paper(item)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


class _Writer:
    """Puts one paper into the file, block by block."""

    def __init__(self, file: Any, section: Any, *, letter: bool) -> None:
        self.file, self.letter = file, letter
        self.width_mm = (section.page_width - section.left_margin - section.right_margin) / Mm(1)

    def paper(self, item: form.Document | Sheet) -> None:
        """A form with its blocks, or a register with its table."""
        size = item.title_pt if isinstance(item, form.Document) else 18.0
        self.line(item.title, size=size, style="小标宋" if self.letter else "黑体", align="center")
        if isinstance(item, form.Document):
            if self.letter:
                self.line("", size=_LETTER_PT)
            for block in item.blocks:
                _write(block, self)
            return
        self.line("　　".join(filter(None, item.unit_line)), size=10.5)
        self.table(item.columns, item.lines(), item.totals, size=10.5)
        for note in item.notes:
            self.line(note, size=9.0)
        self.line("　　　".join(item.signature_labels), size=10.5, before=8)

    def line(
        self, text: str, *, size: float, style: str = "仿宋", align: str = "left", indent: bool = False, before: float = 0,
    ) -> Any:
        """One paragraph."""
        paragraph = self.file.add_paragraph()
        set_text(paragraph, text, size=size, style=style, align=align)
        layout = paragraph.paragraph_format
        layout.space_before = Pt(before)
        if self.letter:
            layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LETTER_LEADING * form.LETTER_PT * max(1, size / _LETTER_PT))
        if indent:
            set_attributes(layout.element.get_or_add_pPr().get_or_add_ind(), firstLineChars="200", firstLine=str(round(size * 40)))
        return paragraph

    def table(
        self, columns: Sequence[Column], lines: Iterable[Row | Band], totals: Row = (), *, size: float, height_mm: float = 0,
    ) -> None:
        """A ruled table; its head stands on every page, no row is torn in two."""
        widths = fill_width(tuple(columns), self.width_mm)
        table = self.grid(1, widths)
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            set_text(cell.paragraphs[0], column.heading, size=size, style="黑体", align="center")
        flag_row(table.rows[0], "w:tblHeader")
        closing = [Band(0, cell_text(totals[0], "text") or "合计", totals)] if totals else []
        for line in (*lines, *closing):
            cells = self.row(table, widths, height_mm)
            if isinstance(line, Band):
                self._band(cells, columns, line, size)
                continue
            for cell, value, column in zip(cells, line, columns, strict=True):
                align = column.align or ("right" if column.kind in _NUMBERS else "left")
                set_text(cell.paragraphs[0], cell_text(value, column.kind), size=size, align=align)
        self.line("", size=4)

    def _band(self, cells: Sequence[Any], columns: Sequence[Column], band: Band, size: float) -> None:
        values = band.values or (None,) * len(columns)
        first = next((at for at, value in enumerate(values) if at and value not in (None, "")), len(values))
        merged = cells[0].merge(cells[first - 1])
        set_text(merged.paragraphs[0], band.text, size=size, style="黑体")
        for cell, value, column in zip(cells[first:], values[first:], columns[first:], strict=True):
            set_text(cell.paragraphs[0], cell_text(value, column.kind), size=size, style="黑体",
                     align="right" if column.kind in _NUMBERS else "center")

    def grid(self, rows: int, widths: Sequence[float]) -> Any:
        """An empty ruled table with fixed widths."""
        table = self.file.add_table(rows, len(widths), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            lay_row(row, widths, 0)
        narrow(table)
        return table

    def row(self, table: Any, widths: Sequence[float], height_mm: float) -> Sequence[Any]:
        """One more row."""
        row = table.add_row()
        lay_row(row, widths, height_mm)
        cells: Sequence[Any] = row.cells
        return cells


@singledispatch
def _write(block: object, to: _Writer) -> None:
    """One block of a form; one small function per kind below."""
    raise TypeError(f"no Word for {type(block).__name__}")


@_write.register
def _(block: form.Paragraph, to: _Writer) -> None:
    size = _LETTER_PT if block.size == form.LETTER_PT else block.size
    text = block.text.rstrip("　")
    made = to.line(text, size=size, style=block.face, align=block.align, indent=block.indent)
    made.paragraph_format.keep_with_next = block.heads
    if block.align == "right":  # the office and its date stand in from the edge
        made.paragraph_format.right_indent = Pt(size * (len(block.text) - len(text)))


@_write.register
def _(block: form.Pairs, to: _Writer) -> None:
    for pairs in block.lines:
        share = to.width_mm / len(pairs)
        key = min(share * 0.45, max(len(key) for key, _ in pairs) * block.size * 0.36 + 5)
        row = to.grid(1, [width for _ in pairs for width in (key, share - key)]).rows[0]
        row.height = Mm(block.height_mm)
        for at, (label, value) in enumerate(pairs):
            set_text(row.cells[2 * at].paragraphs[0], label, size=block.size, style="黑体", align="center")
            set_text(row.cells[2 * at + 1].paragraphs[0], value, size=block.size)
    to.line("", size=4)


@_write.register
def _(block: form.Ruled, to: _Writer) -> None:
    to.table(block.columns, block.lines, size=block.size, height_mm=block.height_mm)


@_write.register
def _(block: form.WritingLines, to: _Writer) -> None:
    for at in range(block.count):
        made = to.line(block.label if at == 0 else "", size=block.size, before=6)
        made.add_run("\t")
        made.paragraph_format.tab_stops.add_tab_stop(Mm(to.width_mm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


@_write.register
def _(block: form.Checks, to: _Writer) -> None:
    for start in range(0, len(block.choices), block.across):
        words = (
            "　".join((choice.label, *(f"{'☑' if one in choice.chosen else '□'}{one}" for one in choice.options)))
            + ("_" * 20 if choice.blank else "") for choice in block.choices[start : start + block.across]
        )  # fmt: skip
        to.line("　　".join(words), size=block.size, before=3)


@_write.register
def _(block: form.Signatures, to: _Writer) -> None:
    to.line(_BLANK.join(block.labels), size=block.size, before=10)


@_write.register
def _(block: form.CutLine, to: _Writer) -> None:
    to.line(f"- - - - - - - - - - {block.text} - - - - - - - - - -", size=9, align="center")


@_write.register
def _(block: form.Photo, to: _Writer) -> None:
    if block.data:
        to.file.add_picture(BytesIO(block.data), width=Mm(min(to.width_mm, block.height_mm)))
    for line in filter(None, (block.instead, *block.lines)):
        to.line(line, size=block.size, align="center")


@_write.register
def _(block: form.Bars, to: _Writer) -> None:
    for bar in block.bars:
        to.line(f"{bar.title}：{bar.words}", size=block.size)


@_write.register
def _(block: form.Space, to: _Writer) -> None:
    to.line("", size=max(1.0, block.height_mm * MM / 1.3))


@_write.register
def _(block: form.Chapter, to: _Writer) -> None:
    to.line(block.title, size=block.size, style="黑体", before=10).paragraph_format.keep_with_next = True


@_write.register
def _(block: form.Contents, to: _Writer) -> None:
    to.line("（页码见打印的那一份）", size=block.size)  # Word lays out its own pages
