"""What a return is: an id, a title, its period and how it is made from the records of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.insight.belonging import ways
from models.rules.dates import Period
from reports.document import Document
from reports.returns.book import Book, Entry
from reports.returns.columns import Col
from reports.sheet import Sheet

# part: a year, or a quarter or month of it.
PeriodKind = Literal["year", "part", "quarter", "month", "date", "none"]
Per = Literal["village", "household", "record"]

# What a register comes in, and what a form made of blocks does, which offices also go on writing in.
REGISTERS, FORMS = ("pdf", "xlsx"), ("pdf", "xlsx", "docx")


@dataclass(frozen=True)
class Asked:
    """What somebody wants: the period, of which households or records, the full version, or only the head and lines to write on.

    scope: one village of several. only: a selection, of the records themselves or of their households.
    """

    period: Period
    household: str | None = None
    record: str | None = None
    full: bool = False
    scope: str = ""
    group: str = ""
    only: frozenset[str] = frozenset()
    blank: bool = False

    @property
    def picked(self) -> str:
        """What was picked out: no figure of the whole village or group speaks of this paper, and its file is named apart."""
        return "一户" if self.household else "一条" if self.record else "挑选" if self.only else ""

    def takes(self, entry: Entry) -> bool:
        """Whether a record is among those asked for, by itself or by its household."""
        if self.scope and entry.scope != self.scope:
            return False
        if not (self.household or self.group or self.only):
            return True
        home = entry.home
        mine = {entry.uid, home.uid if home else ""}
        return (
            (not self.household or self.household in mine)
            and (not self.group or (home is not None and home.values["group"] == self.group))
            and (not self.only or not self.only.isdisjoint(mine))
        )


@dataclass(frozen=True)
class Content:
    """What came of it: a register or forms, and the records whose data are on the paper.

    faces: by record, short marks of the parts of its paper, kept so that one can tell later what no longer holds.
    """

    sheet: Sheet | None = None
    documents: tuple[Document, ...] = ()
    entries: tuple[Entry, ...] = ()
    faces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Return:
    """One printed form of the village. Registers have columns (打印版) and perhaps more of them (全表版).

    any_record: the one record that may be asked for is of any ledger, not of `ledger`. blanks: it can be had to write on.
    posted: it is made for the notice board, so that it never leaves but through the gate. explains: the 口径 of its figures
    stand under it unless somebody does without.
    """

    id: str
    title: str
    ledger: str
    period: PeriodKind
    make: Callable[[Book, Asked], Content]
    per: Per = "village"
    public: bool = False
    allowed: tuple[str, ...] = ()
    columns: tuple[Col, ...] = ()
    full: tuple[Col, ...] = ()
    formats: tuple[str, ...] = REGISTERS
    official: bool = True
    any_record: bool = False
    blanks: bool = False
    posted: bool = False
    explains: bool = False

    @property
    def by_home(self) -> bool:
        """Whether it speaks of households, so that one group of them can be asked for."""
        return self.ledger == "household" or bool(ways(self.ledger))
