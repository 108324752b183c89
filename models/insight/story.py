"""这户的事: what happened in a household, out of every ledger, in the words that a cadre would use, newest first.

It follows from the declarations alone (models.insight.belonging, LedgerSpec.on and .days), so that a new ledger is told
without a line here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.insight.belonging import of_a_household
from models.insight.reader import Reader, reading
from models.kernel import Field, parent_field
from models.ledgers import LEDGERS
from models.store.journal import tables as t
from models.store.journal.rows import chunks
from models.store.query import names_of, shown_values
from models.store.source import Values

if TYPE_CHECKING:
    from models.store.store import Store

MOST = 5000
_MOST_WORDS, _LONGEST = 4, 60
_DUMB = ("month", "attachment", "marks")  # alone they tell nobody anything
_SECRET = ("id", "phone", "card")  # nobody recognises a day by a number
_BARE = ("text", "long", "code", "codes", "link")
_WHO = ("visitors", "by", "collector", "checker", "inspector")
_DAY_WORDS = ("日期", "年月", "日")


@dataclass(frozen=True)
class Event:
    """One thing that happened in the household. family: the group of ledgers it belongs to."""

    on: date
    tag: str
    text: str
    who: str
    ledger: str
    uid: str

    @property
    def family(self) -> str:
        """By what a person looks for it: 走访, 就业, 三保障, ..."""
        return LEDGERS[self.ledger].__ledger__.group


def events(store: Store, household: str, on: date | None = None, limit: int = MOST) -> list[Event]:
    """Every dated record of the household, newest first."""
    with reading(store, on, whole=False) as reader:
        found = [event for ledger in of_a_household() for event in _events(reader, ledger, household)]
    return sorted(found, key=lambda event: (event.on, event.uid), reverse=True)[:limit]


def _events(reader: Reader, ledger: str, household: str) -> Iterator[Event]:
    told = [(days, row) for row in reader.under(ledger, household) if (days := _days(reader, ledger, row))]
    if not told:
        return
    spec = LEDGERS[ledger].__ledger__
    whose = [f.name for f in LEDGERS[ledger].__fields__.values() if f.derived and f.to == "person"]
    rows = [{**row, **{name: reader.derived(ledger, row, name) for name in whose}} for _, row in told]
    writers = _writers(reader, [row["uid"] for row in rows])
    fields = _fields(ledger)
    for (days, _), row, shown in zip(told, rows, shown_values(reader.source, ledger, rows), strict=True):
        who = next((shown[name] for name in _WHO if shown.get(name)), "") or writers.get(row["uid"], "")
        words = _sentence(fields, shown, who) or f"记了一{spec.unit}"
        for day, name in days:
            yield Event(day, spec.title, _first_words(ledger, name, shown) + words, who, ledger, row["uid"])


def _days(reader: Reader, ledger: str, row: Values) -> list[tuple[date, str]]:
    """The days of a row and their fields; a row without a day of its own happened with what it belongs to."""
    spec = LEDGERS[ledger].__ledger__
    if names := [name for name in (spec.days or (spec.on,)) if name]:
        return [(_day(row[name]), name) for name in names if row.get(name)]
    parent = parent_field(LEDGERS[ledger])
    above = LEDGERS[parent.to].__ledger__.on if parent is not None and parent.to else ""
    day = reader.get(str(parent.to), row[parent.name]).get(above) if parent is not None and above else None
    return [(_day(day), "")] if day else []


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(f"{value}-01")


def _first_words(ledger: str, name: str, shown: dict[str, str]) -> str:
    """增加：, 减少（死亡）：: which of its days it is, where a row has several, and why when that is written."""
    if len(LEDGERS[ledger].__ledger__.days) < 2:
        return ""
    label = LEDGERS[ledger].__fields__[name].label
    word = next((label.removesuffix(end) for end in _DAY_WORDS if label.endswith(end)), label)
    why = shown.get(f"{name.removesuffix('_on')}_why")
    return f"{word}（{why}）：" if why else f"{word}："


def _fields(ledger: str) -> list[Field]:
    """Whose it is first, then what is usually written; other days last, for one day stands before it all."""
    spec = LEDGERS[ledger].__ledger__
    skipped = {spec.on, *spec.days, *_WHO, "units", "year", "tasks"}
    fields = (f for f in LEDGERS[ledger].__fields__.values() if f.name not in skipped and _says(f))
    return sorted(fields, key=lambda f: (f.to is None, f.kind.name == "date"))


def _says(field: Field) -> bool:
    if field.to or field.derived:
        return field.to == "person"  # whose it is, also where that is looked up
    if field.kind.name in ("flag", "integer"):
        return bool(field.required) and field.name != "year"
    return field.tier != "补充" and field.kind.name not in (*_DUMB, *_SECRET)


def _sentence(fields: Sequence[Field], shown: dict[str, str], who: str) -> str:
    """The first few words that a cadre would say of it; nothing twice, and not who stands beside it anyway."""
    words = dict.fromkeys(_word(f, shown[f.name]) for f in fields if shown.get(f.name))
    return " · ".join([word for word in words if word != who][:_MOST_WORDS])


def _word(field: Field, shown: str) -> str:
    """Bare words explain themselves; numbers, days and 是/否 need their heading."""
    words = shown.replace("\n", " ").rstrip("。") if field.kind.name in _BARE else f"{field.label} {shown}"
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def _writers(reader: Reader, uids: Collection[str]) -> dict[str, str]:
    """Who entered each record: the writer of its first change."""
    connection, by = reader.source.connection, {}
    for part in chunks(sorted(uids), 500):
        first = (
            select(t.line.c.uid, func.min(t.line.c.rid).label("rid"))
            .where(t.line.c.uid.in_(part)).group_by(t.line.c.uid).subquery()
        )  # fmt: skip
        rows = connection.execute(select(first.c.uid, t.journal.c.head).join(t.journal, t.journal.c.rid == first.c.rid))
        by.update({uid: str(json.loads(head)["by"]) for uid, head in rows})
    people = names_of(reader.source, "operator", set(by.values()))
    return {uid: people.get(writer, "") for uid, writer in by.items()}
