"""What the columns of a workbook may mean for a ledger: its own fields, and what points to the records it links to.

A target is a field name, or a path through a link: `household.head_id` in a list of toilets finds the household.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.kernel import Field, Kind, Ledger, UsageMistake, stored_fields
from models.ledgers import LEDGERS

UID = "uid"
_UID_FIELD = Field("记录号", Kind(32), name=UID, aliases=("记录编号",))
_ATTACHMENT = "attachment"


@dataclass(frozen=True)
class Targets:
    """The vocabulary of one import."""

    fields: dict[str, Field]
    carry: tuple[str, ...]
    ignored: tuple[str, ...]


def targets_of(id: str) -> Targets:
    """Everything a column of this ledger's workbooks may be. Own fields stand first and win a heading."""
    if id not in LEDGERS:
        raise UsageMistake(f"没有“{id}”这本台账。")
    ledger = LEDGERS[id]
    fields = {UID: _UID_FIELD, **_own(ledger)}
    for path, field in _through_links(ledger):
        fields.setdefault(path, field)
    carry = tuple(name for name in fields if "." in name or fields[name].to)
    computed = (field for field in ledger.__fields__.values() if field.derived and not field.fills)
    return Targets(fields, carry, tuple(field.label for field in computed))


def _own(ledger: type[Ledger]) -> dict[str, Field]:
    """Own fields that a cell can fill. A village is not asked for: a file holds one, and lists name it in many ways."""
    return {
        name: field for name, field in ledger.__fields__.items()
        if (field.derived is None or field.fills) and field.to != "village" and field.kind.name != _ATTACHMENT
    }


def _through_links(ledger: type[Ledger]) -> Iterator[tuple[str, Field]]:
    for link in stored_fields(ledger):
        if not link.to or link.to == "village" or link.to not in LEDGERS:
            continue
        for name, field in _pointing_from(ledger, link.to).items():
            yield f"{link.name}.{name}", field
        if link.to == "person":
            yield from ((f"{link.name}.household.{name}", field) for name, field in pointing("household").items())


def _pointing_from(ledger: type[Ledger], to: str) -> dict[str, Field]:
    """A roster also fills the household; any other list of households means the 户主 by a plain 姓名 and 身份证号."""
    fields = pointing(to)
    if to != "household":
        return fields
    if ledger.__tablename__ == "person":
        return fields | _own(LEDGERS["household"])
    person = LEDGERS["person"].__fields__
    return fields | {
        head: replace(fields[head], aliases=(*fields[head].aliases, person[own].label, *person[own].aliases))
        for head, own in (("head_name", "name"), ("head_id", "id_no"))
    }


def pointing(id: str) -> dict[str, Field]:
    """The fields by which a record of a ledger is pointed at: those of its keys, links left out."""
    ledger = LEDGERS[id]
    names = dict.fromkeys(name for alternative in ledger.__ledger__.key for name in alternative)
    return {name: ledger.__fields__[name] for name in names if not ledger.__fields__[name].to}
