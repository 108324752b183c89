"""What a ledger is: a declared table, its LedgerSpec, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.kernel.columns import Derived
from models.kernel.facts import Facts
from models.kernel.field import Field
from models.kernel.mistake import Mistake

SYSTEM_COLUMNS = ("uid", "scope", "removed_at", "removed_why")
NAMING = {"ix": "ix_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}

Rule = Callable[[Facts], Iterable[Mistake]]


@dataclass(frozen=True)
class LedgerSpec:
    """What a ledger says of itself beside its columns.

    key: alternatives, tried in order, by which people know a row (settled 4). name: fields whose values name a row
    on screen. on: the field with the record's own date. totals: money or number fields summed under a table.
    filters: fields offered above the table. system: not in the menu. search: how a row is found by Ctrl+K.
    state: fields that say where a row stands; two places that differ there count it differently, so it is asked first.
    days: fields whose days are told in 这户的事, where `on` is not the whole of it (a person comes and goes).
    alike: fields by which checks look for rows that say the same; each has an index.
    twice: alternatives, the surest first: two rows that say the same in one, nowhere blank, seem to be one (pairs.seem_one).
    """

    title: str
    group: str
    key: tuple[tuple[str, ...], ...] = ()
    name: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    on: str = ""
    totals: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    system: bool = False
    unit: str = "条"
    order: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    twice: tuple[tuple[str, ...], ...] = ()


class Ledger(DeclarativeBase):
    """Base of every ledger: four system columns and the declaration in `__ledger__`."""

    metadata = MetaData(naming_convention=NAMING)
    __ledger__: ClassVar[LedgerSpec]
    __fields__: ClassVar[Mapping[str, Field]]

    uid: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-4)
    scope: Mapped[str] = mapped_column(Text, nullable=False, sort_order=-3)
    removed_at: Mapped[str | None] = mapped_column(Text, nullable=True, sort_order=-2)
    removed_why: Mapped[str | None] = mapped_column(Text, nullable=True, sort_order=-1)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        declared = [(key, value) for key, value in vars(cls).items() if not key.startswith("_")]
        found = {}
        for key, value in declared:
            if isinstance(value, Derived):
                found[key] = replace(value.field, name=key)
                delattr(cls, key)
            elif hasattr(value, "column") and "field" in value.column.info:
                found[key] = value.column.info["field"] = replace(value.column.info["field"], name=key)
        cls.__fields__ = found
        super().__init_subclass__(**kwargs)
        Index(f"ix_{cls.__tablename__}_scope", cls.__table__.c.scope, cls.__table__.c.uid)
        for name in cls.__ledger__.alike:
            Index(f"ix_{cls.__tablename__}_{name}", cls.__table__.c[name])


def ledger_id(ledger: type[Ledger]) -> str:
    """The id by which commands, packages and tests know a ledger."""
    return str(ledger.__tablename__)


def stored_fields(ledger: type[Ledger]) -> list[Field]:
    """The fields that have a column, in declared order."""
    return [field for field in ledger.__fields__.values() if field.derived is None]


@cache
def parent_field(ledger: type[Ledger]) -> Field | None:
    """The link that gives scope and the form in which the row is edited."""
    return next((field for field in ledger.__fields__.values() if field.parent), None)


def row_name(ledger: type[Ledger], values: Mapping[str, Any]) -> str:
    """How a row is called in a sentence, from its own values (links are named by the store)."""
    shown = (ledger.__fields__[field].kind.show(values.get(field)) for field in ledger.__ledger__.name)
    return " ".join(part for part in shown if part)
