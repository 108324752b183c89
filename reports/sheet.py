"""What goes on paper, as plain data: a Sheet is one register, and every renderer (PDF, Excel) draws the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Cell = str | int | Decimal | date | None
Row = tuple[Cell, ...]
CellKind = Literal["text", "id", "money", "number", "date"]
Align = Literal["", "left", "center", "right"]

# Points in a millimetre.
MM = 72 / 25.4
# Width and height in mm, and the margins that a village printer can still reach.
PAPERS: dict[str, tuple[float, float]] = {
    "A4竖": (210.0, 297.0), "A4横": (297.0, 210.0), "A3横": (420.0, 297.0), "A3竖": (297.0, 420.0),
}
SIDE_MM, TOP_MM, FOOT_MM = 15.0, 14.0, 15.0

SMALLEST_PT = 9.0
NARROWEST_TEXT_MM = 18.0
# So many characters side by side are room for a name or a word from a list, not for a sentence.
FEW = 7
INTERNAL_SIGNATURE = ("填报单位（盖章）", "制表人", "审核人", "负责人（签字）", "填报日期")
PUBLIC_SIGNATURE = ("填报单位（盖章）", "监督电话", "审核人", "负责人（签字）", "填报日期")


@dataclass(frozen=True)
class Column:
    """One column of a register; `over` is the heading of a group that neighbouring columns share; `shade` lays grey behind it."""

    heading: str
    width_mm: float
    align: Align = ""
    kind: CellKind = "text"
    field: str = ""
    private: str = "none"
    total: bool = False
    over: str = ""
    shade: bool = False


@dataclass(frozen=True)
class Band:
    """A line between rows: a class heading when it has no values, a subtotal when it has. It stands before row `at`."""

    at: int
    text: str
    values: Row = ()


def between(rows: tuple[Row, ...], bands: tuple[Band, ...]) -> Iterator[Row | Band]:
    """Rows with the lines that stand between them."""
    waiting = sorted(bands, key=lambda band: band.at)
    following = 0
    for index, row in enumerate(rows):
        while following < len(waiting) and waiting[following].at <= index:
            yield waiting[following]
            following += 1
        yield row
    yield from waiting[following:]


def form_number(id: str) -> str:
    """The number of an official form; whatever else is printed goes by a word and has none."""
    return id if id[:1].isdigit() else ""


@dataclass(frozen=True)
class Sheet:
    """One register with its title lines, totals and signature line. Only reports.public makes one that is public."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    totals: Row = ()
    bands: tuple[Band, ...] = ()
    unit_name: str = ""
    unit: str = "元"
    period_text: str = ""
    footnotes: tuple[str, ...] = ()
    unverified: int = 0
    code: str = ""
    paper: str = "A4横"
    public: bool = False
    hotline: str = ""
    signature: tuple[str, ...] = ()
    body_pt: float = SMALLEST_PT
    row_height_mm: float = 0.0

    @property
    def number(self) -> str:
        """The number of the form it is."""
        return form_number(self.id)

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise ValueError(f"unknown paper {self.paper}")
        if self.body_pt < SMALLEST_PT:
            raise ValueError("body text under 9 pt cannot be read by those who sign it")
        wanted = len(self.columns)
        if any(len(row) != wanted for row in self.rows) or len(self.totals) not in (0, wanted):
            raise ValueError(f"return {self.id}: a row does not have {wanted} cells")
        if any(len(band.values) not in (0, wanted) for band in self.bands):
            raise ValueError(f"return {self.id}: a subtotal does not have {wanted} cells")

    @property
    def signature_labels(self) -> tuple[str, ...]:
        """The labels under the table; the telephone for complaints is printed with its number."""
        labels = self.signature or (PUBLIC_SIGNATURE if self.public else INTERNAL_SIGNATURE)
        return tuple(f"{label}：{self.hotline if label == '监督电话' else ''}" for label in labels)

    @property
    def notes(self) -> tuple[str, ...]:
        """Footnotes as printed, the count of unverified data among them."""
        doubt = (f"含未核实数据 {self.unverified} 处",) if self.unverified else ()
        return self.footnotes + doubt

    @property
    def unit_line(self) -> tuple[str, str, str]:
        """Left, middle and right of the line between title and table."""
        left = f"填报单位：{self.unit_name}" if self.unit_name else ""
        return left, self.period_text, f"单位：{self.unit}" if self.unit else ""

    def lines(self) -> Iterator[Row | Band]:
        """Rows and bands in the order in which they are printed."""
        return between(self.rows, self.bands)

    def printed_widths_mm(self) -> tuple[float, ...]:
        """Column widths stretched or pressed so that the table fills the paper between its margins."""
        return fill_width(self.columns, PAPERS[self.paper][0] - 2 * SIDE_MM)


def fill_width(columns: tuple[Column, ...], width_mm: float) -> tuple[float, ...]:
    """Stretching goes to the columns in proportion. What is too much is taken from running text as long as it stays readable,
    never from figures that cannot be broken; then from all in proportion, which `layout_faults` reports.
    """
    widths = [column.width_mm for column in columns]
    spare = [max(0.0, column.width_mm - NARROWEST_TEXT_MM) if column.kind == "text" else 0.0 for column in columns]
    cut = min(1.0, max(0.0, sum(widths) - width_mm) / max(sum(spare), 1e-9))
    widths = [width - cut * more for width, more in zip(widths, spare, strict=True)]
    scale = width_mm / sum(widths)
    return tuple(width * scale for width in widths)


def layout_faults(sheet: Sheet) -> list[str]:
    """What cannot be read once printed, for the conformance test of every return (full versions are for A3 or Excel).

    A narrow text column is a fault only when the paper presses it: 序号 and 组 are declared narrow on purpose.
    """
    return [
        f"{column.heading}：印出来只有 {width:.0f} 毫米"
        for column, width in zip(sheet.columns, sheet.printed_widths_mm(), strict=True)
        if width < min(column.width_mm, NARROWEST_TEXT_MM) - 0.5
    ]


def sum_rows(columns: tuple[Column, ...], rows: tuple[Row, ...], *, label: str = "合计") -> Row:
    """A totals row of the columns marked `total`; the label stands in the first column. Of nothing known there is no sum.

    Official figures come from models.insight.figures; this is for registers and subtotals that sum what they print.
    """
    sums: list[Cell] = [label if index == 0 else None for index in range(len(columns))]
    for index, column in enumerate(columns):
        if column.total and (parts := [value for row in rows if isinstance(value := row[index], int | Decimal)]):
            sums[index] = sum(parts, Decimal(0)) if column.kind == "money" else sum(parts)
    return tuple(sums)


def subtotals(columns: tuple[Column, ...], rows: tuple[Row, ...], by: Callable[[Row], str]) -> tuple[Band, ...]:
    """A subtotal after each run of rows of one class; rows must already be sorted by class."""
    bands: list[Band] = []
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or by(rows[index]) != by(rows[start]):
            label = f"小计（{by(rows[start])} {index - start} 条）"
            bands.append(Band(index, label, sum_rows(columns, rows[start:index], label=label)))
            start = index
    return tuple(bands)


def cell_text(value: Cell, kind: CellKind) -> str:
    """A value as it stands on paper: dates as 2025-07-01, money with two decimals and no separator (Excel adds it)."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:.2f}" if kind == "money" else format(value, "f")
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d") if value.year > 999 else value.isoformat()
    return f"{value}.00" if kind == "money" else str(value)
