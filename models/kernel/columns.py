"""The vocabulary of a ledger file: one call a column.

Factories return a mapped column whose `info` holds the Field; a derived field returns a `Derived`, which is no column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import MappedColumn, mapped_column

from models.kernel.codelist import CodeList
from models.kernel.codes import CodeKind, MultiCodeKind
from models.kernel.dates import DateKind, MonthKind
from models.kernel.field import Field, Private
from models.kernel.identifiers import (
    AttachmentKind,
    CardKind,
    IdKind,
    LinkKind,
    LongTextKind,
    PhoneKind,
    RegionKind,
)
from models.kernel.kind import Kind
from models.kernel.marks import DayMarksKind, Marks
from models.kernel.numbers import DecimalKind, FlagKind, IntegerKind, MoneyKind, YearKind
from models.kernel.titled import TitledKind


class Options(TypedDict, total=False):
    """What every factory takes beside its label; see Field."""

    required: bool | tuple[str, ...]
    common: bool
    private: Private
    default: Any
    aliases: tuple[str, ...]
    width: int
    group: str
    help: str


@dataclass(frozen=True)
class Derived:
    """A field that is looked up or computed, never stored."""

    field: Field


def _column(label: str, kind: Kind, options: Options) -> MappedColumn[Any]:
    return mapped_column(BigInteger if kind.integer else Text, nullable=True, info={"field": Field(label, kind, **options)})


def text(label: str, *, limit: int = 200, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A line of text."""
    return _column(label, Kind(limit), options)


def name(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A person's name: up to 40 characters, `·` in it is ordinary."""
    return _column(label, Kind(40), options)


def titled(label: str, titles: Mapping[str, str], **options: Unpack[Options]) -> MappedColumn[Any]:
    """A key that people know by its title."""
    return _column(label, TitledKind(titles=titles), options)


def long_text(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """Text of several lines."""
    return _column(label, LongTextKind(), options)


def integer(label: str, *, low: int | None = None, high: int | None = None, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A whole number within bounds."""
    return _column(label, IntegerKind(low=low, high=high), options)


def year(label: str = "年度", **options: Unpack[Options]) -> MappedColumn[Any]:
    """A year."""
    return _column(label, YearKind(), options)


def decimal(label: str, *, places: int = 2, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A number with a fixed count of places."""
    return _column(label, DecimalKind(places=places), options)


def money(label: str, *, negative: bool = False, **options: Unpack[Options]) -> MappedColumn[Any]:
    """Yuan and fen."""
    return _column(label, MoneyKind(negative=negative), options)


def date(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A day."""
    return _column(label, DateKind(), options)


def month(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A month."""
    return _column(label, MonthKind(), options)


def day_marks(label: str, marks: Marks, **options: Unpack[Options]) -> MappedColumn[Any]:
    """The days of a month, one mark a day."""
    return _column(label, DayMarksKind(marks=marks), {"width": 70, **options})


def code(label: str, codes: CodeList, **options: Unpack[Options]) -> MappedColumn[Any]:
    """One of a list."""
    return _column(label, CodeKind(codes=codes), options)


def codes(label: str, codes: CodeList, **options: Unpack[Options]) -> MappedColumn[Any]:
    """Several of a list."""
    return _column(label, MultiCodeKind(codes=codes), options)


def flag(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """是, 否 or 不清楚."""
    return _column(label, FlagKind(), options)


def id_number(label: str = "身份证号", **options: Unpack[Options]) -> MappedColumn[Any]:
    """A certificate number."""
    return _column(label, IdKind(), {"private": "identity", "width": 40, **options})


def phone(label: str = "联系电话", **options: Unpack[Options]) -> MappedColumn[Any]:
    """A phone number."""
    return _column(label, PhoneKind(), {"private": "contact", "width": 26, **options})


def card(label: str = "银行卡号", **options: Unpack[Options]) -> MappedColumn[Any]:
    """A bank card or passbook."""
    return _column(label, CardKind(), {"private": "bank", "width": 38, **options})


def region(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A region code."""
    return _column(label, RegionKind(), options)


def attachment(label: str, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A photo or scan."""
    return _column(label, AttachmentKind(), options)


def link(label: str, to: str, *, parent: bool = False, **options: Unpack[Options]) -> MappedColumn[Any]:
    """A record of another ledger; the parent gives scope and the form in which the row is edited (settled 2)."""
    field = Field(label, LinkKind(to=to), parent=parent, **options)
    # Deferred and without cascade: the fold may meet a child before its parent inside one transaction.
    key = ForeignKey(f"{to}.uid", deferrable=True, initially="DEFERRED")
    return mapped_column(Text, key, nullable=True, info={"field": field}, index=True)


def derived(label: str, kind: Kind, by: Callable[[Any], Any], *, fills: bool = False, **options: Unpack[Options]) -> Any:
    """A field computed from Facts whenever it is read."""
    return Derived(Field(label, kind, derived=by, fills=fills, **options))


def opening() -> tuple[MappedColumn[Any], MappedColumn[Any]]:
    """期初 and 建账日期: the row was entered in its present state, without the steps that led there."""
    return flag("期初", group="建账"), date("建账日期", group="建账")
