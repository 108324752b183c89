"""The numbers of the program as a page shows them: family by family with their 口径, and the records behind one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import store as st
from models.insight import figures, targets
from models.insight.figures import FIGURES
from models.insight.reader import Reader, reading
from models.ledgers import LEDGERS
from models.store.links import Links

if TYPE_CHECKING:
    from models.store import Store


@dataclass(frozen=True)
class Asked:
    """Of which stretch of time, which village and which group of houses; blank for today, all and all."""

    period: str = ""
    scope: str = ""
    group: str = ""


@dataclass(frozen=True)
class Number:
    """One figure with its value as people read it; 无 where there is none. target: how far its year's target is reached."""

    id: str
    family: str
    title: str
    value: str
    definition: str
    source: str
    target: str = ""


@dataclass(frozen=True)
class Behind:
    """One record that a figure counts."""

    ledger: str
    uid: str
    group: str
    who: str
    what: str
    value: str


def numbers(store: Store, asked: Asked) -> list[Number]:
    """All of them, those of a ledger together."""
    found = figures.values(store, None, asked.period or None, scope=asked.scope, group=asked.group)
    # A target is a village's or the town's, never a group's.
    goals = {} if asked.group else targets.progresses(store, found, asked.period or None, scope=asked.scope)
    families = list(dict.fromkeys(map(family_of, FIGURES)))
    listed = sorted(FIGURES.values(), key=lambda figure: families.index(family_of(figure.id)))
    words = {id: goal.words(FIGURES[id].unit) for id, goal in goals.items()}
    return [Number(f.id, family_of(f.id), f.title, _told(found[f.id], f.unit), f.definition, f.source, words.get(f.id, ""))
            for f in listed]  # fmt: skip


def family_of(id: str) -> str:
    """The ledger whose records a figure is about."""
    return LEDGERS[id.partition(".")[0]].__ledger__.title


def behind(store: Store, id: str, asked: Asked) -> list[Behind]:
    """What stands behind a number, group by group."""
    found = figures.records(store, id, asked.period or None, scope=asked.scope, group=asked.group)
    plain = all(record.value == 1 for record in found)
    with reading(store, figures.day_of(store, asked.period or None)) as reader:
        links = Links(reader.source)
        rows = [_behind(reader, links, record, "" if plain else _told(record.value, "")) for record in found]
    return sorted(rows, key=lambda row: (row.group, row.who, row.what))


def _behind(reader: Reader, links: Links, record: figures.Record, value: str) -> Behind:
    row = reader.get(record.ledger, record.uid)
    home = record.uid if record.ledger == "household" else reader.household_of(record.ledger, row)
    who = links.call("household", home) if home else ""
    called, title = links.call(record.ledger, record.uid), LEDGERS[record.ledger].__ledger__.title
    what = called if record.ledger == "person" else " ".join(filter(None, (title, "" if called == who else called)))
    return Behind(record.ledger, record.uid, str(reader.get("household", home).get("group") or ""), who, what, value)


def _told(amount: figures.Amount | None, unit: str) -> str:
    if amount is None:
        return "无"
    return " ".join(filter(None, (f"{amount:,f}" if not isinstance(amount, int) else f"{amount:,}", unit)))


def villages(store: Store) -> list[tuple[str, str]]:
    """(name, scope) of the villages that are here."""
    return [(str(row["name"] or ""), row.scope) for row in st.find(store, "village")]


def groups(store: Store, scope: str = "") -> list[str]:
    """The groups of houses that are named."""
    return sorted(set(_groups(store, scope)))


def _groups(store: Store, scope: str) -> Iterable[str]:
    for row in st.find(store, "household", {"scope": scope} if scope else None):
        if row["group"]:
            yield str(row["group"])
