"""How a register is put together: which records, in what order, under which columns, with totals and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.returns.book import Book, Entry
from reports.returns.columns import Col, rows, shapes
from reports.returns.declaration import Asked, Content, PeriodKind, Return
from reports.returns.words import unit_name
from reports.sheet import Band, Column, Row, Sheet, sum_rows

ALLOWED = ("序号", "组", "户主")


def _no_bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    return ()


def _no_notes(book: Book, asked: Asked) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Register:
    """The makings of a register; `select` gives the records in the order in which they are printed."""

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

    def make(self, book: Book, asked: Asked) -> Content:
        """The sheet on its day."""
        columns = self.full if asked.full else self.columns
        entries = tuple(self.select(book, asked))
        body = rows(columns, entries)
        cells = shapes(columns)
        adds = any(column.total for column in cells)
        sheet = Sheet(
            id=self.id, title=self.title, columns=cells, rows=body,
            totals=sum_rows(cells, body) if adds else (), bands=self.bands(entries, cells, body),
            unit_name=unit_name(book.store), unit=self.unit if adds else "",
            period_text="" if self.period == "none" else asked.period.words(), footnotes=self.notes(book, asked),
            paper="A3横" if asked.full else self.paper, row_height_mm=self.row_height_mm, signature=self.signature,
        )
        return Content(sheet=sheet, entries=entries)

    def declared(self, *, official: bool = True) -> Return:
        """The entry in the list of returns."""
        return Return(
            self.id, self.title, self.ledger, self.period, self.make, public=self.public,
            allowed=ALLOWED if self.public else (), columns=self.columns, full=self.full, official=official,
        )


def by_place(entry: Entry, household: str) -> tuple[str, tuple[object, ...], str]:
    """Village, then the order in which it is walked: the order in which registers are kept. Unknown places come last."""
    home = entry.link(household) if household else entry
    walk = entry.book.walk.get(home.uid) if home else None
    return (entry.scope, (walk is None, *(walk or ())), home.uid if home else "")
