"""The numbers of the program as a page shows them: family by family with their 口径, and the records behind one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import store as st
from models.insight import figures, targets
from models.insight.count_households import CHOICES
from models.insight.figures import FIGURES
from models.insight.named import named
from models.insight.reader import Reader, reading
from models.insight.walking import by_number
from models.ledgers import LEDGERS
from models.rules.dates import day_words, read_period
from models.store.links import Links

if TYPE_CHECKING:
    from models.store import Store


@dataclass(frozen=True)
class Asked:
    """Of which stretch of time, which village, which group and which class of houses; blank for today and for all."""

    period: str = ""
    scope: str = ""
    group: str = ""
    household_class: str = ""

    @property
    def houses(self) -> dict[str, str]:
        """Of whom, as the figures want to hear it."""
        return {"scope": self.scope, "group": self.group, "household_class": self.household_class}


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
    """One record that a figure counts. what: blank where it is the household itself; like: 脱贫户 · 常住; value: blank for one."""

    ledger: str
    uid: str
    group: str
    who: str
    what: str
    value: str
    like: str = ""


def numbers(store: Store, asked: Asked) -> list[Number]:
    """All of them, those of a ledger together."""
    found = figures.values(store, FIGURES, asked.period or None, **asked.houses)
    # A target is a village's or the town's, never a group's or a class's.
    goals = {} if asked.group or asked.household_class else targets.progresses(store, found, asked.period or None, scope=asked.scope)
    families = list(dict.fromkeys(map(family_of, FIGURES)))
    listed = sorted(FIGURES.values(), key=lambda figure: families.index(family_of(figure.id)))
    words = {id: goal.words(FIGURES[id].unit) for id, goal in goals.items()}
    return [Number(f.id, family_of(f.id), f.title, told(found[f.id], f.unit), f.definition, f.source, words.get(f.id, ""))
            for f in listed]  # fmt: skip


def family_of(id: str) -> str:
    """The ledger whose records a figure is about."""
    return LEDGERS[id.partition(".")[0]].__ledger__.title


def behind(store: Store, id: str, asked: Asked) -> list[Behind]:
    """What stands behind a number, group by group."""
    found = figures.records(store, id, asked.period or None, **asked.houses)
    plain = all(record.value == 1 for record in found)
    with reading(store, figures.day_of(store, asked.period or None)) as reader:
        links = Links(reader.source)
        names = [(named(reader, links, record.ledger, record.uid), _like(reader, links, record.ledger, record.uid)) for record in found]
    rows = [Behind(record.ledger, record.uid, one.group, one.who, "" if record.ledger == "household" else one.what,
                   "" if plain else told(record.value), like) for record, (one, like) in zip(found, names, strict=True)]  # fmt: skip
    return sorted(rows, key=lambda row: (by_number(row.group), row.who, row.what))


def _like(reader: Reader, links: Links, ledger: str, uid: str) -> str:
    """What a record is like: its day, and what people pick its ledger's rows by."""
    declared, row = LEDGERS[ledger], reader.get(ledger, uid)
    said: list[str] = []
    for field in (declared.__fields__[name] for name in filter(None, (declared.__ledger__.on, *declared.__ledger__.filters))):
        value = reader.derived(ledger, row, field.name) if field.derived else row.get(field.name)
        if value is None or field.name == "group":
            continue
        if field.kind.name == "flag":
            said += [field.label] if value is True else []
        else:
            said.append(links.call(field.to, value) if field.to else field.kind.show(value))
    return " · ".join(filter(None, dict.fromkeys(said)))


def told(amount: figures.Amount | None, unit: str = "") -> str:
    """A figure as people read it; 无 where there is none."""
    if amount is None:
        return "无"
    return " ".join(filter(None, (f"{amount:,f}" if not isinstance(amount, int) else f"{amount:,}", unit)))


def when_and_where(store: Store, asked: Asked) -> str:
    """截至2025年7月22日　云杉村　监测户: what the numbers of a page speak of, for its paper."""
    place = next((name for name, scope in villages(store) if scope == asked.scope), "")
    kind = CHOICES[asked.household_class][0] if asked.household_class else ""
    day = f"截至{day_words(figures.day_of(store, asked.period or None))}"
    return "　".join(filter(None, (day, place, asked.group, kind)))


def classes() -> list[tuple[str, str]]:
    """(words, code) of the classes of households by which numbers can be asked for."""
    return [(words, code) for code, (words, _) in CHOICES.items()]


def period_words(period: str) -> str:
    """2024年 for 2024."""
    return read_period(period).words()


def villages(store: Store) -> list[tuple[str, str]]:
    """(name, scope) of the villages that are here."""
    return [(str(row["name"] or ""), row.scope) for row in st.find(store, "village")]


def groups(store: Store, scope: str = "") -> list[str]:
    """The groups of houses that are named."""
    return sorted(set(_groups(store, scope)), key=by_number)


def _groups(store: Store, scope: str) -> Iterable[str]:
    for row in st.find(store, "household", {"scope": scope} if scope else None):
        if row["group"]:
            yield str(row["group"])
