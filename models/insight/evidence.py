"""Which photos and scans there are of a record or of a household: rows of `attachment`, and columns that hold one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from models.insight.belonging import of_a_household
from models.insight.reader import Reader, reading
from models.kernel import stored_fields
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from models.store.store import Store

ATTACHMENT = "attachment"
ON_THE_ROAD = "照片还在路上，下次装U盘时一起来。"
SPOILT = "这张的文件坏了，打不开。"


@dataclass(frozen=True)
class Picture:
    """One photo or scan of a record. Without a uid it stands in the record's own column `field`, or waits to be saved."""

    file: str
    uid: str = ""
    title: str = ""
    field: str = ""
    taken_on: date | None = None


@dataclass(frozen=True)
class Record:
    """A record with its pictures, and whose it is."""

    ledger: str
    uid: str
    values: Mapping[str, Any]
    household: str | None
    pictures: tuple[Picture, ...]

    @property
    def on(self) -> date | None:
        """The record's own day."""
        found = self.values.get(LEDGERS[self.ledger].__ledger__.on)
        return found if isinstance(found, date) else None


@cache
def columns(ledger: str) -> Mapping[str, str]:
    """The columns of a ledger that hold a picture, with their headings."""
    return {field.name: field.label for field in stored_fields(LEDGERS[ledger]) if field.kind.name == ATTACHMENT}


def called(ledger: str, picture: Picture) -> str:
    """What a picture shows: its caption, else the heading of its column where there are several to tell apart."""
    return picture.title or (columns(ledger).get(picture.field, "") if len(columns(ledger)) > 1 else "")


def of_record(store: Store, ledger: str, uid: str) -> Record | None:
    """One record and its pictures; None when it is gone."""
    with reading(store, whole=False) as reader:
        values = reader.get(ledger, uid)
        return _record(reader, ledger, values) if values else None


def anywhere(store: Store, uid: str) -> Record | None:
    """The same for a record of whatever ledger."""
    return next((found for ledger in LEDGERS if ledger != ATTACHMENT and (found := of_record(store, ledger, uid))), None)


def of_household(store: Store, household: str) -> list[Record]:
    """A household and all its records that have a picture, in menu order and by their days."""
    found = []
    with reading(store, whole=False) as reader:
        for ledger in ("household", *of_a_household()):
            rows = [reader.get(ledger, household)] if ledger == "household" else reader.under(ledger, household)
            reader.source.warm_children(ATTACHMENT, "row", [row["uid"] for row in rows if row])
            records = [_record(reader, ledger, row) for row in rows if row]
            found += sorted((one for one in records if one.pictures), key=lambda one: (one.on or date.min, one.uid))
    return found


def _record(reader: Reader, ledger: str, values: Mapping[str, Any]) -> Record:
    household = values["uid"] if ledger == "household" else reader.household_of(ledger, dict(values))
    return Record(ledger, values["uid"], values, household or values.get("household"), tuple(_pictures(reader, ledger, values)))


def _pictures(reader: Reader, ledger: str, values: Mapping[str, Any]) -> Iterator[Picture]:
    """In the order of the columns, what belongs to none last; within a column by the day."""
    rows = [row for row in reader.source.children_named(ATTACHMENT, values["uid"]) if row["ledger"] == ledger]
    order = (*columns(ledger), "")
    own = {name: Picture(values[name], field=name) for name in columns(ledger) if values.get(name)}
    here = [Picture(row["file"], row["uid"], row["title"] or "", row["field"] or "", row["taken_on"]) for row in rows]
    for name in order:
        yield from [own[name]] if name in own else []
        mine = [one for one in here if (one.field if one.field in order else "") == name]
        yield from sorted(mine, key=lambda one: (one.taken_on or date.max, one.uid))
