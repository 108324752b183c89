"""Forms, letters and books as plain data: the visit record, the loan reminder and whatever else is handed over and signed.

A Document is a title and blocks from top to bottom; document_pdf draws them. Blank places are as wide as a pen needs.
A letter keeps to GB/T 9704: its margins, 三号仿宋, 28 characters a line and 22 lines a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reports.sheet import MM, SMALLEST_PT, Band, Column, Row, between

# 9 mm is the narrowest line a farmer can sign on; 10 mm the lowest cell to write a change into.
WRITING_LINE_MM = 9.0
WRITING_CELL_MM = 10.0
FORM_PT = 14.0
# 三号 as 28 characters fill the 156 mm of a letter, and 二号 for its title.
LETTER_PT, LETTER_TITLE_PT = 15.75, 22.0
# GB/T 9704: 版心 156 x 225 mm, 天头 37, 订口 28; 22 lines fill it. How far lines stand apart, in units of their size.
LETTER_LEFT, LETTER_RIGHT, LETTER_TOP, LETTER_FOOT = 28.0, 26.0, 37.0, 35.0
LETTER_LEADING, PARAGRAPH_LEADING = 225 * MM / 22 / LETTER_PT, 1.65
Face = Literal["仿宋", "楷体", "黑体", "宋体", "小标宋"]
# As Word and Excel know them.
FONT_NAMES: dict[str, str] = {"仿宋": "仿宋", "楷体": "楷体", "黑体": "黑体", "宋体": "宋体", "小标宋": "方正小标宋简体"}


@dataclass(frozen=True)
class Paragraph:
    """Running text; `indent` leaves two characters free as letters do. kept: never parted from what stands above it."""

    text: str
    indent: bool = True
    align: Literal["left", "center", "right"] = "left"
    strong: bool = False
    size: float = FORM_PT
    style: Face = "仿宋"
    kept: bool = False

    @property
    def face(self) -> Face:
        """The typeface."""
        return "黑体" if self.strong else self.style

    @property
    def heads(self) -> bool:
        """Whether it is the heading of what follows, which then stands on the same page."""
        return self.strong or self.style == "楷体"


@dataclass(frozen=True)
class Pairs:
    """A ruled grid of headings and values: each line holds some (heading, value) pairs."""

    lines: tuple[tuple[tuple[str, str], ...], ...]
    size: float = 12.0
    height_mm: float = WRITING_CELL_MM


@dataclass(frozen=True)
class Ruled:
    """A small ruled table with cells to write in; `blank_rows` empty rows follow the filled ones."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    blank_rows: int = 0
    size: float = 12.0
    height_mm: float = WRITING_CELL_MM
    bands: tuple[Band, ...] = ()

    @property
    def lines(self) -> tuple[Row | Band, ...]:
        """The filled ones with the headings between them, and those to write in."""
        return (*between(self.rows, self.bands), *((None,) * len(self.columns),) * self.blank_rows)


@dataclass(frozen=True)
class WritingLines:
    """Lines to write on, the label in front of the first."""

    count: int
    label: str = ""
    height_mm: float = WRITING_LINE_MM
    size: float = 12.0


@dataclass(frozen=True)
class Choice:
    """A question with boxes to tick; `chosen` ones are ticked already. With `blank` a line to write on follows."""

    label: str
    options: tuple[str, ...]
    chosen: frozenset[str] = frozenset()
    blank: bool = False


@dataclass(frozen=True)
class Checks:
    """Questions with tick boxes, `across` of them on a line."""

    choices: tuple[Choice, ...]
    across: int = 1
    size: float = 12.0
    height_mm: float = WRITING_LINE_MM


@dataclass(frozen=True)
class Signatures:
    """Labels along one line with room to sign after each."""

    labels: tuple[str, ...]
    size: float = 12.0
    height_mm: float = 12.0


@dataclass(frozen=True)
class CutLine:
    """A dashed line to cut along, with what is written on it."""

    text: str = "沿此线裁开"


@dataclass(frozen=True)
class Photo:
    """A picture in the middle of its place, with lines below it. `name` stands for the content wherever that is compared.

    Without content `instead` says why the place is empty.
    """

    name: str
    lines: tuple[str, ...]
    height_mm: float
    data: bytes = field(default=b"", repr=False, compare=False)
    instead: str = ""
    size: float = 11.0


@dataclass(frozen=True)
class Bar:
    """How far something has come: share 1 is all of it; the words say what the bar shows."""

    title: str
    words: str
    share: float


@dataclass(frozen=True)
class Bars:
    """Bars below one another."""

    bars: tuple[Bar, ...]
    size: float = 11.0


@dataclass(frozen=True)
class Space:
    """Empty room."""

    height_mm: float = 4.0


@dataclass(frozen=True)
class Contents:
    """目录: whoever lays out the pages fills in the chapters of the book and where they begin."""

    size: float = FORM_PT


@dataclass(frozen=True)
class Chapter:
    """The heading of a chapter that begins wherever the one before it ends; it stands in the contents with its page."""

    title: str
    size: float = FORM_PT


Block = Paragraph | Pairs | Ruled | WritingLines | Checks | Signatures | CutLine | Photo | Bars | Space | Contents | Chapter


@dataclass(frozen=True)
class Document:
    """A form of one household or record. `half` ones are put two on an A4 page with a cut line between them.

    A cover begins a book: the documents up to the next cover are its parts, with pages numbered through all of them;
    those with a `chapter` stand in its contents. one_side: its letters
    and rows are made smaller until all of it stands on one page, but never smaller than can be read. mark: the letters by
    which a paper that comes back is found; what it says does not depend on them.
    """

    title: str
    blocks: tuple[Block, ...]
    paper: str = "A4竖"
    code: str = ""
    id: str = ""
    half: bool = False
    title_pt: float = 18.0
    letter: bool = False
    cover: bool = False
    chapter: str = ""
    one_side: bool = False
    mark: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if any(getattr(block, "size", FORM_PT) < SMALLEST_PT for block in self.blocks):
            raise ValueError("body text under 9 pt cannot be read by those who sign it")
