"""Which columns a table shows, from the declaration alone, and how a private number is shown in part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from models.kernel import Field, Ledger, parent_field
from models.kernel.field import MORE

STATE = "带到镇上"
_NUMBERS = ("id", "card")
_PEOPLE = ("household", "person")
_SEEN = ("none", "welfare")  # a balance or a state is what one opens the list for; of illness only what was typed is shown
_SHOWN_ENDS = 4
# The longest ordinary value of a Kind: a date cut off by … says nothing.
_SAMPLES = {
    "date": "2025-12-30", "month": "2025-12", "id": "8" * 18, "card": "8" * 19, "phone": "8" * 11, "money": "88,888.00",
}  # fmt: skip


@dataclass(frozen=True)
class TableColumn:
    """One column. via: the link through which the field is looked up; empty for the ledger's own.

    spare: whether it may go where there is no room: 1 first (long texts), then 2 (what follows from the rest), 0 never.
    """

    name: str
    label: str
    width: int
    right: bool = False
    masked: bool = False
    via: str = ""
    sortable: bool = True
    sample: str = ""
    spare: int = 0


def columns_of(ledger: type[Ledger], fields_of_household: dict[str, Field] | None = None) -> list[TableColumn]:
    """The columns of a ledger's table: whose it is, what names a row, 必填 and 常用, what is derived, the household's group."""
    columns = [_column(ledger, field) for field in sorted(filter(partial(_in_table, ledger), ledger.__fields__.values()), key=_order(ledger))]
    at = next((n for n, column in enumerate(columns) if column.name == "household"), None)
    if at is not None and fields_of_household and "group" in fields_of_household:
        group = fields_of_household["group"]
        columns.insert(at + 1, TableColumn("group", group.label, 16, via="household"))
    return columns


def _order(ledger: type[Ledger]) -> Callable[[Field], int]:
    """Dated records begin with whose they are, the others with their name; then the state that follows from the rest."""
    spec = ledger.__ledger__
    whose = [field.name for field in ledger.__fields__.values() if field.to in _PEOPLE and (field.parent or field.derived)]
    first = [*whose, *spec.name] if spec.on else [*spec.name, *whose]
    first += [field.name for field in ledger.__fields__.values() if field.derived and field.name == "state"]
    return lambda field: first.index(field.name) if field.name in first else len(first)


def mask(number: str) -> str:
    """1526**********001X: enough to recognise, too little to copy."""
    if len(number) <= 2 * _SHOWN_ENDS:
        return number[:1] + "*" * (len(number) - 1)
    return number[:_SHOWN_ENDS] + "*" * (len(number) - 2 * _SHOWN_ENDS) + number[-_SHOWN_ENDS:]


def _in_table(ledger: type[Ledger], field: Field) -> bool:
    spec = ledger.__ledger__
    if field.default == "only":
        return False
    if field.derived is not None and not field.fills:  # what can be typed shows like what is stored
        open_ = field.private in _SEEN or field.kind.name in _NUMBERS
        return open_ and field.kind.name != "flag"
    named = field.name in (*spec.name, *spec.totals, *spec.filters)
    parent = parent_field(ledger)
    return field.tier != MORE or named or (parent is not None and field.name == parent.name)


def _column(ledger: type[Ledger], field: Field) -> TableColumn:
    masked = field.kind.name in _NUMBERS
    sample = _SAMPLES.get(field.kind.name, "")
    return TableColumn(field.name, field.label, field.width, field.kind.numeric, masked, sample=sample, spare=_spare(ledger, field))


def _spare(ledger: type[Ledger], field: Field) -> int:
    if field.required or field.to or field.name in (*ledger.__ledger__.name, "state"):
        return 0
    return 1 if field.kind.name == "long" else 2 if field.derived and field.kind.name != "money" else 0
