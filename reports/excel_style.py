"""How cells look and how a worksheet prints; and the reused cell that keeps what people typed from being a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reports.printable import clean
from reports.sheet import Cell, Column, cell_text

BODY_FONT, HEAD_FONT = "仿宋", "黑体"
LONGEST_TEXT = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMATS = {"text": "@", "id": "@", "money": "#,##0.00", "number": "General", "date": "yyyy-mm-dd"}
BODY_PT = 9.0  # as the columns are laid out on paper: an identity number fits on one line
# Excel's number for each paper size.
PAPER_NUMBERS = {"A4": 9, "A3": 8}

_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ROLES: dict[str, tuple[Font, str, bool]] = {
    # role: font, horizontal alignment, ruled
    "body": (Font(name=BODY_FONT, size=BODY_PT), "", True),
    "head": (Font(name=HEAD_FONT, size=BODY_PT), "center", True),
    "sum": (Font(name=HEAD_FONT, size=BODY_PT, bold=True), "", True),
    "class": (Font(name=HEAD_FONT, size=10.5), "left", True),
    "title": (Font(name=HEAD_FONT, size=18), "center", False),
    "left": (Font(name=BODY_FONT, size=10.5), "left", False),
    "middle": (Font(name=BODY_FONT, size=10.5), "center", False),
    "right": (Font(name=BODY_FONT, size=10.5), "right", False),
    "note": (Font(name=BODY_FONT, size=10.5), "left", False),
    "sign": (Font(name=BODY_FONT, size=10.5), "left", False),
}
_ALIGN = {"money": "right", "number": "right", "id": "center", "date": "center", "text": ""}
REQUIRED_FILL = PatternFill("solid", fgColor="D9D9D9")


@dataclass(frozen=True)
class Look:
    """What decides the style of a cell."""

    role: str = "body"
    kind: str = "text"
    align: str = ""

    def apply(self, cell: Any) -> None:
        """Sets font, border, alignment and number format."""
        font, align, ruled = _ROLES[self.role]
        cell.font = font
        if ruled:
            cell.border = _GRID
        horizontal = align or self.align or _ALIGN[self.kind] or ("center" if self.role == "sum" else "left")
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        if self.role in ("body", "sum"):
            cell.number_format = FORMATS[self.kind]


class Stencil:
    """One styled cell used again for every row: a worksheet written row by row has done with a cell once appended."""

    def __init__(self, page: Any, look: Look) -> None:
        self._page, self._look = page, look
        self._textual = look.role == "body" and look.kind in ("text", "id")
        self._plain = self._made(quoted=False)
        self._quoted: Any = None

    def fill(self, value: Cell) -> Any:
        """The cell holding the value, text always as text."""
        cell = self._plain
        if not isinstance(value, str):
            if value is None or not self._textual:
                cell.value = value
                return cell
            # An identity number kept as a figure would lose its last digits in Excel.
            value = cell_text(value, "text")
        if not value.isprintable() or len(value) > LONGEST_TEXT:
            value = safe_text(value)
        if value.startswith(FORMULA_STARTS):
            # Shown as typed, and still text when somebody edits the cell. A cell of its own, because openpyxl keeps
            # the style it was given and changing it would change the rows written before.
            self._quoted = cell = self._quoted or self._made(quoted=True)
        cell.value = value
        # openpyxl would take "=1+1" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        return cell

    def _made(self, *, quoted: bool) -> Any:
        cell: Any = WriteOnlyCell(self._page)
        self._look.apply(cell)
        if quoted:
            cell.quotePrefix = True
        return cell


def safe_text(text: str) -> str:
    """Text that a workbook can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", clean(text)))[:LONGEST_TEXT]


def column_width(column: Column) -> float:
    """Millimetres as Excel's count of digits (7 pixels each at 96 dots an inch, and 5 of padding)."""
    return max(4.0, (column.width_mm * 96 / 25.4 - 5) / 7)


def page_setup(page: Any, *, paper: str, title_rows: str, frozen: str, foot: str) -> None:
    """Paper, one page wide, head repeated and frozen, page numbers. Call before the first row."""
    page.page_setup.paperSize = PAPER_NUMBERS[paper[:2]]
    page.page_setup.orientation = "landscape" if paper.endswith("横") else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = title_rows
    page.freeze_panes = frozen
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.55, 0.6
    margins.header = margins.footer = 0.3  # at half an inch, as is usual, the page's number is cut by the last row
    page.oddFooter.center.text = "第&P页 共&N页"
    page.oddFooter.left.text = foot.replace("&", "&&")
    page.oddFooter.left.size = 7
