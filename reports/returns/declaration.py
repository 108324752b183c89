"""What a return is: an id, a title, its period and how it is made from the records of a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from models.rules.dates import Period
from reports.document import Document
from reports.returns.book import Book, Entry
from reports.returns.columns import Col
from reports.sheet import Sheet

PeriodKind = Literal["year", "quarter", "month", "date", "none"]
Per = Literal["village", "household", "record"]


@dataclass(frozen=True)
class Asked:
    """What somebody wants: the period, one household or one record, the full version."""

    period: Period
    household: str | None = None
    record: str | None = None
    full: bool = False


@dataclass(frozen=True)
class Content:
    """What came of it: a register or forms, and the records whose data are on the paper."""

    sheet: Sheet | None = None
    documents: tuple[Document, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Return:
    """One printed form of the village. Registers have columns (打印版) and perhaps more of them (全表版).

    any_record: the one record that may be asked for is of any ledger, not of `ledger`.
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
    formats: tuple[str, ...] = field(default=("pdf", "xlsx"))
    official: bool = True
    any_record: bool = False
