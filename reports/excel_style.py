"""How cells look and how a worksheet prints; and the reused cell that keeps what people typed from being a formula."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reports.document import LETTER_FOOT, LETTER_LEFT, LETTER_RIGHT, LETTER_TOP
from reports.printable import clean
from reports.sheet import FEW, MM, Cell, CellKind, Column, cell_text

BODY_FONT, HEAD_FONT = "仿宋", "黑体"
LONGEST_TEXT = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMATS = {"text": "@", "id": "@", "money": "#,##0.00", "number": "General", "date": "yyyy-mm-dd"}
BODY_PT = 9.0  # as the columns are laid out on paper: an identity number fits on one line
# Excel's number for each paper size.
PAPER_NUMBERS = {"A4": 9, "A3": 8}

_THIN = Side(style="thin")
_GRID, _BARE, _UNDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN), Border(), Border(bottom=_THIN)
_ROLES: dict[str, tuple[Font, str, Border]] = {
    # role: font, horizontal alignment, rules
    "body": (Font(name=BODY_FONT, size=BODY_PT), "", _GRID),
    "head": (Font(name=HEAD_FONT, size=BODY_PT), "center", _GRID),
    "sum": (Font(name=HEAD_FONT, size=BODY_PT, bold=True), "", _GRID),
    "class": (Font(name=HEAD_FONT, size=10.5), "left", _GRID),
    "title": (Font(name=HEAD_FONT, size=18), "center", _BARE),
    "left": (Font(name=BODY_FONT, size=10.5), "left", _BARE),
    "middle": (Font(name=BODY_FONT, size=10.5), "center", _BARE),
    "right": (Font(name=BODY_FONT, size=10.5), "right", _BARE),
    "note": (Font(name=BODY_FONT, size=10.5), "left", _BARE),
    "sign": (Font(name=BODY_FONT, size=10.5), "left", _BARE),
    "written": (Font(name=BODY_FONT, size=10.5), "left", _UNDER),
}
_ALIGN = {"money": "right", "number": "right", "id": "center", "date": "center", "text": ""}
REQUIRED_FILL = PatternFill("solid", fgColor="D9D9D9")


@dataclass(frozen=True)
class Look:
    """What decides the style of a cell; size and face only where they are not those of its role."""

    role: str = "body"
    kind: CellKind = "text"
    align: str = ""
    size: float = 0.0
    face: str = ""

    @property
    def points(self) -> float:
        """How large its letters are."""
        return self.size or float(_ROLES[self.role][0].size)

    def apply(self, cell: Any) -> None:
        """Sets font, border, alignment and number format."""
        font, align, cell.border = _ROLES[self.role]
        cell.font = Font(name=self.face or font.name, size=self.points, bold=font.bold)
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


def stands_in_the_middle(column: Column) -> bool:
    """Names and words from a list, as on paper; where more stands side by side people write sentences."""
    return column.kind == "text" and column.width_mm * MM < (FEW + 1) * BODY_PT


def lines_needed(text: str, room: float) -> int:
    """How many lines a text takes where so many characters stand side by side, as not every program finds out by itself."""
    wide = (sum(1.0 if char > "ÿ" else 0.55 for char in part) for part in text.split("\n"))
    return sum(max(1, ceil(each / max(room, 1.0))) for each in wide)


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


def letter_setup(page: Any) -> None:
    """The margins of a letter, and its page number between dashes."""
    margins = page.page_margins
    margins.left, margins.right, margins.top, margins.bottom = (
        one / 25.4 for one in (LETTER_LEFT, LETTER_RIGHT, LETTER_TOP, LETTER_FOOT))
    margins.footer = (LETTER_FOOT - 10) / 25.4
    page.oddFooter.center.text, page.oddFooter.center.size = "— &P —", 14
