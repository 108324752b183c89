"""How a register is put together: which records, in what order, under which columns, with totals and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from models.insight import figures
from models.insight.figure import Amount
from models.rules.money_words import capital
from reports.document import WRITING_CELL_MM
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, rows, shapes
from reports.returns.declaration import Asked, Content, PeriodKind, Return
from reports.returns.places import several, told, village
from reports.returns.words import unit_name
from reports.sheet import PAPERS, Band, Column, Row, Sheet, sum_rows

ALLOWED = ("序号", "组", "户主")
# What title, head, signatures and margins leave of a page for lines to write on.
_AROUND_LINES_MM = 68.0
_LINE_MM = 4.1
_PERIOD_TO_WRITE = {"year": "　　　　年", "part": "　　　　年", "quarter": "　　　　年　　季度", "month": "　　　　年　　月", "date": DATE_TO_WRITE}


def _no_bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    return ()


def _no_notes(book: Book, asked: Asked) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Register:
    """The makings of a register; `select` gives the records in the order in which they are printed.

    in_words: the heading of the sum that is told in 大写 as well. placed: its bands say of which village the rows are.
    """

    id: str
    title: str
    ledger: str
    period: PeriodKind
    columns: tuple[Col, ...]
    full: tuple[Col, ...]
    select: Callable[[Book, Asked], Iterable[Entry]]
    notes: Callable[[Book, Asked], tuple[str, ...]] = _no_notes
    bands: Callable[[Sequence[Entry], tuple[Column, ...], tuple[Row, ...]], tuple[Band, ...]] = _no_bands
    public: bool = False
    unit: str = "元"
    paper: str = "A4横"
    row_height_mm: float = 0.0
    signature: tuple[str, ...] = ()
    in_words: str = ""
    placed: bool = False

    def make(self, book: Book, asked: Asked) -> Content:
        """The sheet on its day."""
        own = self.full if asked.full else self.columns
        columns = told(own) if several(book, asked) and not self.placed else own
        paper = "A3横" if asked.full else self.paper
        entries = () if asked.blank else tuple(filter(asked.takes, self.select(book, asked)))
        cells = shapes(columns)
        body = lines_to_write(columns, paper) if asked.blank else rows(columns, entries)
        adds = any(column.total for column in cells)
        sheet = Sheet(
            id=self.id, title=self.title, columns=cells, rows=body,
            totals=self._totals(cells, body) if adds and entries else (), bands=self.bands(entries, cells, body) or self._nothing(body),
            unit_name=unit_name(book.store), unit=self.unit if adds else "", period_text=period_words(self.period, asked, book),
            footnotes=() if asked.blank else self.notes(book, asked), paper=paper,
            row_height_mm=WRITING_CELL_MM if asked.blank else self.row_height_mm, signature=self.signature,
        )
        return Content(sheet=sheet, entries=entries)

    def declared(self, *, official: bool = True) -> Return:
        """The entry in the list of returns."""
        return Return(
            self.id, self.title, self.ledger, self.period, self.make, public=self.public,
            allowed=ALLOWED if self.public else (), columns=self.columns, full=self.full, official=official, blanks=True,
        )

    def _nothing(self, body: tuple[Row, ...]) -> tuple[Band, ...]:
        """A register without rows says that there is nothing, so that nobody takes it for one that was forgotten."""
        return () if body else (Band(0, "没有" if self.period == "none" else "这一期没有"),)

    def _totals(self, cells: tuple[Column, ...], body: tuple[Row, ...]) -> Row:
        sums = sum_rows(cells, body)
        told = next((value for cell, value in zip(cells, sums, strict=True) if self.in_words and cell.heading == self.in_words), None)
        return (f"合计（大写）：{capital(told)}", *sums[1:]) if isinstance(told, Decimal) else sums


def lines_to_write(columns: Sequence[Col | Column], paper: str) -> tuple[Row, ...]:
    """A page of rows in which nothing stands but the boxes to tick."""
    row = tuple(col.printed if isinstance(col, Col) else None for col in columns)
    boxes = max(str(cell or "").count("\n") + 1 for cell in row)
    return (row,) * int((PAPERS[paper][1] - _AROUND_LINES_MM) / max(WRITING_CELL_MM, boxes * _LINE_MM + 2))


def period_words(kind: PeriodKind, asked: Asked, book: Book) -> str:
    """The period and, where not all is asked for, of which village and group; to be written in on a blank form."""
    if asked.blank:
        return _PERIOD_TO_WRITE.get(kind, "")
    return "　".join(filter(None, ("" if kind == "none" else asked.period.words(), part_words(asked, book))))


def part_words(asked: Asked, book: Book) -> str:
    """Which village and group of those there are."""
    where = next((place.text("name") for place in book.all("village") if place.scope == asked.scope), "") if asked.scope else ""
    return where + asked.group


def counted(book: Book, asked: Asked, ids: Iterable[str]) -> dict[str, Amount | None]:
    """The figures of what is asked for; none where single households or records were picked out, of whom no figure speaks."""
    ids = tuple(ids)
    book.counted += () if asked.picked else ids
    return {} if asked.picked else figures.values(book.store, ids, asked.period, scope=asked.scope, group=asked.group)


def runs(entries: Iterable[Entry], of: Callable[[Entry], object]) -> Iterator[tuple[int, list[Entry]]]:
    """Neighbours of one class together, with how many rows stand above them."""
    above = 0
    for _, run in groupby(entries, of):
        here = list(run)
        yield above, here
        above += len(here)


def village_bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    """A heading for each village, where a register of several has no room for a column."""
    if not entries or entries[0].book.store.role == "village":
        return ()
    return tuple(Band(above, village(here[0])) for above, here in runs(entries, village))


def by_place(entry: Entry, household: str = "") -> tuple[str, tuple[object, ...], str]:
    """Village, then the order in which it is walked: the order in which registers are kept. Unknown places come last.

    household: the field that leads to the household; without one the record is a household itself.
    """
    home = entry.link(household) if household else entry
    walk = entry.book.walk.get(home.uid) if home else None
    return (entry.scope, (walk is None, *(walk or ())), home.uid if home else "")
