"""Side by side: our register as PDF and workbook against the bare library drawing the very same strings and formats."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from reportlab.pdfgen.canvas import Canvas

from reports import excel, pdf, pdf_text
from reports.excel_style import Look
from reports.sheet import Column, Row, Sheet
from tests.bench.measure import Line, times

COLUMNS = (
    Column("序号", 9, kind="number", align="center"), Column("组", 11), Column("借款人", 22),
    Column("身份证号", 33, kind="id"), Column("户类型", 20), Column("银行", 24),
    Column("金额", 20, kind="money", total=True), Column("放款日", 19, kind="date"), Column("到期日", 19, kind="date"),
    Column("用途", 24), Column("余额", 20, kind="money", total=True), Column("用途检查", 18),
    Column("还款", 18), Column("电话", 24, kind="id"),
)


def row(number: int) -> Row:
    """A made-up loan; every ninth name and every fifth purpose needs several lines."""
    name = "阿卜杜热合曼·买买提吐尔逊江" if number % 9 == 0 else f"白小{'甲乙丙丁'[number % 4]}"
    purpose = "购买基础母羊40只，修建羊舍一处，购买饲草料" if number % 5 == 0 else f"养羊{number % 300}只"
    return (number, f"{number % 7 + 1}组", name, f"99999919800101{number % 10000:04d}", "脱贫户", "某某信用社",
            Decimal("50000.00"), date(2025, 3, number % 28 + 1), date(2027, 3, 1), purpose, Decimal(50000 - number),
            "用在生产上", "正常", f"1380000{number % 10000:04d}")


String = tuple[float, float, str, str, float]
Rule = tuple[float, float, float, float]


@dataclass
class Page:
    """What stands on one page of ours."""

    strings: list[String] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


PAGES: list[Page] = [Page()]


class RecordingPen(pdf_text.Pen):
    """Keeps every string of a page, to draw it again with nothing but a canvas."""

    def put(self, x: float, y: float, text: str, *, face: pdf_text.Face, size: float) -> None:
        """Keeps and draws."""
        PAGES[-1].strings.append((x, y, text, face.name, size))
        super().put(x, y, text, face=face, size=size)


class RecordingCanvas(Canvas):
    """Keeps every rule of a page."""

    def lines(self, linelist: list[Rule]) -> None:
        """Keeps and draws."""
        PAGES[-1].rules.extend(linelist)
        super().lines(linelist)

    def showPage(self) -> None:
        """Ends a kept page."""
        PAGES.append(Page())
        super().showPage()


def seconds(job: Callable[[], object]) -> float:
    """The best of three runs."""
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        job()
        best = min(best, time.perf_counter() - start)
    return best


def bare_canvas(pages: list[Page]) -> bytes:
    """The same strings and rules at the same places; the font set only when it changes."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for page in pages:
        canvas.setPageSize((842, 595))
        font: tuple[str, float] | None = None
        for x, y, text, name, size in page.strings:
            if font != (name, size):
                font = (name, size)
                canvas.setFont(name, size)
            canvas.drawString(x, y, text)
        canvas.setLineWidth(0.5)
        canvas.lines(page.rules)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_ratio(rows: int = 5000) -> Line:
    """Ours over the bare canvas."""
    sheet = Sheet("2.3", "小额信贷台账", COLUMNS, tuple(map(row, range(rows))), unit_name="某某村", code="ABCD-EFGH")
    pen, canvas = pdf.Pen, pdf.Canvas
    pdf.Pen, pdf.Canvas = RecordingPen, RecordingCanvas  # type: ignore[misc]
    pdf.render_pdf(sheet)
    pdf.Pen, pdf.Canvas = pen, canvas  # type: ignore[misc]
    ours = seconds(lambda: pdf.render_pdf(sheet))
    bare = seconds(lambda: bare_canvas(PAGES[:-1]))
    return times(f"PDF register {rows:,} rows : the same strings and lines on a bare canvas", ours, bare, "1.5x or less")


def bare_workbook(columns: tuple[Column, ...], rows: list[Row]) -> None:
    """openpyxl write-only with the same values, formats and borders."""
    book = Workbook(write_only=True)
    page = book.create_sheet("x")
    looks = [WriteOnlyCell(page) for _ in columns]
    for cell, column in zip(looks, columns, strict=True):
        Look(kind=column.kind).apply(cell)
    for values in rows:
        cells = []
        for like, value in zip(looks, values, strict=True):
            cell = WriteOnlyCell(page, value)
            cell._style = like._style
            cells.append(cell)
        page.append(cells)
    book.save(BytesIO())


def excel_ratio(rows: int = 20_000) -> Line:
    """Ours over openpyxl write-only, 20 columns."""
    columns = COLUMNS + COLUMNS[:6]
    data = [(*one, *one[:6]) for one in map(row, range(rows))]
    sheet = Sheet("2.3", "小额信贷台账", columns, tuple(data))
    ours = seconds(lambda: excel.render_excel(sheet))
    bare = seconds(lambda: bare_workbook(columns, data))
    return times(f"Excel return {rows:,} x {len(columns)} : openpyxl write-only, same formats and borders", ours, bare, "1.3x or less")


def measure(_: Path) -> Iterator[Line]:
    """Both measurements, one line each; nothing is written."""
    yield pdf_ratio()
    yield excel_ratio()
