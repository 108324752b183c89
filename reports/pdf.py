"""From a Sheet or Documents to the bytes of a PDF: the page around a register, its title, its close and its foot.

Layout is done before the first stroke, so 第X页 共Y页 needs no second rendering. The same data gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from reports.document import Document
from reports.document_pages import draw_documents
from reports.fonts import GETA, face, missing
from reports.pdf_head import Head
from reports.pdf_table import Slab, Table, glue, paginate
from reports.pdf_text import Line, Pen, wrap
from reports.sheet import FOOT_MM, MM, PAPERS, SIDE_MM, TOP_MM, Sheet

# Streams as bytes instead of text: a quarter smaller, which a USB stick and a slow laptop both feel.
rl_config.useA85 = 0

Printable = Sheet | Document
TITLE_PT = {"A4竖": 18.0, "A4横": 18.0, "A3横": 22.0, "A3竖": 22.0}
LINE_PT, NOTE_PT, PAGE_PT, CODE_PT = 10.5, 9.0, 9.0, 7.0
UNIT_LINE = 7 * MM
SIGNATURE_GAP = 9 * MM


def render_pdf(what: Printable | Sequence[Printable]) -> bytes:
    """One PDF; several sheets and documents follow one another, each beginning a page of its own."""
    items = [what] if isinstance(what, Sheet | Document) else list(what)
    if not items:
        raise ValueError("nothing to print")
    out = BytesIO()
    # Without a font of ours reportlab names its own on every page, one that no file carries.
    canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=face("仿宋").name)  # type: ignore[arg-type]
    canvas.setTitle(items[0].title)
    canvas.setAuthor("")
    canvas.setCreator("振兴台账")
    documents: list[Document] = []
    for item in items:
        if isinstance(item, Document):
            documents.append(item)
            continue
        draw_documents(canvas, documents)
        documents = []
        _SheetPages(canvas, item).draw()
    draw_documents(canvas, documents)
    canvas.save()
    return out.getvalue()


def undrawable(sheet: Printable) -> set[str]:
    """Characters that no font here can draw; they are printed as 〓, and a footnote of a register says so."""
    if isinstance(sheet, Document):
        return missing(repr((sheet.title, sheet.blocks)))  # every text of every block, at a stroke
    texts = {value for row in sheet.rows for value in row if isinstance(value, str)}
    texts.update((sheet.title, sheet.unit_name, sheet.period_text, *sheet.footnotes))
    return missing("".join(set().union(*texts)))


class _SheetPages:
    """One register on its pages."""

    def __init__(self, canvas: Canvas, sheet: Sheet) -> None:
        self.canvas, self.sheet = canvas, sheet
        self.pen = Pen(canvas)
        self.width, self.height = (side * MM for side in PAPERS[sheet.paper])
        self.left, self.right = SIDE_MM * MM, self.width - SIDE_MM * MM
        self.title: tuple[Line, ...] = wrap(
            sheet.title, face("黑体"), TITLE_PT[sheet.paper], self.right - self.left
        )
        widths = [width * MM for width in sheet.printed_widths_mm()]
        self.table = Table(
            sheet.columns, widths, left=self.left, size=sheet.body_pt, min_height=sheet.row_height_mm * MM
        )
        self.head = Head(sheet.columns, self.table.edges, size=sheet.body_pt + 0.5)
        self.notes = self._notes()

    def draw(self) -> None:
        """Measures everything, decides the pages, then draws them."""
        top, bottom = self.height - TOP_MM * MM, FOOT_MM * MM
        later = top - bottom - self.head.height
        first, end = later - self._title_height(), self._end_height()
        # A row that alone would fill a page is cut so that totals and signatures can still stand under its last piece.
        slabs = self._slabs(max(first - end - 3 * self.table.min_height, first / 2))
        starts = paginate([(slab.height, slab.glued) for slab in slabs], first=first, later=later, end=end)
        for number, start in enumerate(starts):
            last = number + 1 == len(starts)
            y = top if number else self._draw_title(top)
            self.canvas.setPageSize((self.width, self.height))
            y = self.head.draw(self.pen, y)
            y = self.table.draw(self.pen, slabs[start : None if last else starts[number + 1]], y)
            if last:
                self._draw_end(y)
            self._draw_foot(number + 1, len(starts))
            self.pen.lift()
            self.canvas.showPage()

    def _slabs(self, tallest: float) -> list[Slab]:
        slabs = [slab for line in self.sheet.lines() for slab in self.table.line(line, tallest=tallest)]
        rows = [at for at, slab in enumerate(slabs) if not slab.strong]
        if len(rows) > 1:  # the last row never stands alone above the signatures, nor with nothing but its heading
            slabs[rows[-2] + 1 :] = [replace(slab, glued=True) for slab in slabs[rows[-2] + 1 :]]
        if self.sheet.totals:
            slabs.append(self.table.sum(self.sheet.totals))
        return glue(slabs, len(self.sheet.columns)) if self.sheet.bands else slabs

    def _notes(self) -> list[Line]:
        gone = undrawable(self.sheet)
        geta = (f"有 {len(gone)} 个字这台电脑的字库里没有，印成“{GETA}”，请手写补上。",) if gone else ()
        return [line for note in (*self.sheet.notes, *geta)
                for line in wrap(note, face("仿宋"), NOTE_PT, self.right - self.left)]

    def _title_height(self) -> float:
        return len(self.title) * TITLE_PT[self.sheet.paper] * 1.45 + UNIT_LINE

    def _end_height(self) -> float:
        return len(self.notes) * NOTE_PT * 1.5 + (4.0 if self.notes else 0.0) + SIGNATURE_GAP

    def _draw_title(self, y: float) -> float:
        size = TITLE_PT[self.sheet.paper]
        for text, _ in self.title:
            self.pen.aligned(self.left, self.right, y - size * 0.72, text, align="center", face=face("黑体"), size=size)
            y -= size * 1.45
        for text, align in zip(self.sheet.unit_line, ("left", "center", "right"), strict=True):
            self.pen.aligned(self.left, self.right, y - UNIT_LINE / 2, text, align=align,
                             face=face("仿宋"), size=LINE_PT)
        return y - UNIT_LINE

    def _draw_end(self, y: float) -> None:
        y -= 4.0 if self.notes else 0.0
        for text, _ in self.notes:
            y -= NOTE_PT * 1.5
            self.pen.put(self.left, y + NOTE_PT * 0.4, text, face=face("仿宋"), size=NOTE_PT)
        self.pen.signatures(self.sheet.signature_labels, left=self.left, right=self.right,
                            y=y - SIGNATURE_GAP * 0.62, size=LINE_PT)

    def _draw_foot(self, number: int, count: int) -> None:
        y = FOOT_MM * MM - 6 * MM
        code = "　".join(filter(None, (f"表号 {self.sheet.number}" if self.sheet.number else "", self.sheet.code)))
        running = "　".join(filter(None, (self.sheet.title, self.sheet.period_text))) if number > 1 else ""
        pages = f"第{number}页 共{count}页"
        for text, align, size in ((code, "left", CODE_PT), (pages, "center", PAGE_PT), (running, "right", CODE_PT)):
            self.pen.aligned(self.left, self.right, y, text, align=align, face=face("仿宋"), size=size)
