"""A figure as it was known on a past day, beside what it is now, and which records make the difference: 那天报的是多少，后来改了什么."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from models.insight.belonging import of_a_household
from models.insight.figure import Amount, Record
from models.insight.figures import FIGURES, amount, class_of
from models.insight.named import Named, named
from models.insight.reader import Reader, reading
from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.store import history
from models.store.links import Links

if TYPE_CHECKING:
    from models.store.store import Store

Key = tuple[str, str]
Tell = Callable[[int, int, str], object]
_FEW = 50  # rows whose neighbours are asked for one by one; for more of them whole ledgers are read at once


@dataclass(frozen=True)
class Then:
    """One figure of one day. then: as the records stood that evening; now: as they stand today."""

    id: str
    then: Amount | None
    now: Amount | None
    before: tuple[Record, ...]
    after: tuple[Record, ...]

    @property
    def sides(self) -> tuple[dict[Key, Amount], dict[Key, Amount]]:
        """What each record added then, and what it adds now."""
        old, new = ({(one.ledger, one.uid): one.value for one in side} for side in (self.before, self.after))
        return old, new

    @property
    def changed(self) -> list[Key]:
        """(ledger, uid) of the records that one side counts otherwise than the other."""
        old, new = self.sides
        return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


@dataclass(frozen=True)
class LookBack:
    """All figures then and now, and what the records between them are called, those that are gone as they were called."""

    known: date
    figures: dict[str, Then]
    names: dict[Key, Named]


def compare(store: Store, ids: Iterable[str], day: date, *, scope: str = "") -> dict[str, Then]:
    """Figures of a day, then and now."""
    with reading(store, day, scope=scope, as_of=day) as past, reading(store, day, scope=scope) as present:
        return {id: _then(id, past, present) for id in ids}


def look_back(
    store: Store, known: date, on: date, *, scope: str = "", group: str = "", household_class: str = "", tell: Tell | None = None
) -> LookBack:
    """What every figure was at the end of the day `known`, and what it is on the day `on`; a `on` before `known` is the day of both."""
    keep, found = class_of(household_class), dict[str, Then]()
    with (
        reading(store, min(known, on), scope=scope, group=group, keep=keep, as_of=known) as past,
        reading(store, on, scope=scope, group=group, keep=keep) as present,
    ):
        for done, id in enumerate(FIGURES):
            if tell is not None:
                tell(done, len(FIGURES), "")
            found[id] = _then(id, past, present)
        keys = {key for one in found.values() for key in one.changed}
        return LookBack(known, found, dict(_names(keys, past, present)))


def authors(store: Store, figure: str, keys: Collection[Key], known: date) -> dict[Key, list[history.Entry]]:
    """Who changed these records since a day, the latest first: what stands in the record itself, else what it is counted by."""
    return {key: next(filter(None, tiers), []) for key, tiers in edits(store, figure.partition(".")[0], keys, known).items()}


def edits(store: Store, family: str, keys: Collection[Key], since: date | str) -> dict[Key, list[list[history.Entry]]]:
    """What was written about these records since a day, or since the record of a uid was: nearest first, in each the latest first.

    family: the ledger that one looks at them for.
    """
    with reading(store, whole=len(keys) > _FEW) as reader:
        tiers = {key: list(_tiers(reader, family, key)) for key in keys}
    asked = {uid for tier in tiers.values() for part in tier for _, uid in part}
    written: dict[Key, list[history.Entry]] = {}
    for entry in history.of(store, asked, limit=len(asked) * 20 + 500, after=since):
        written.setdefault((entry.ledger, entry.uid), []).append(entry)
    return {key: [_latest(written, tier) for tier in tiers[key]] for key in keys}


def _then(id: str, past: Reader, present: Reader) -> Then:
    figure = FIGURES[id]
    before, after = tuple(figure.records(past)), tuple(figure.records(present))
    return Then(id, amount(past, figure, before), amount(present, figure, after), before, after)


def _names(keys: Iterable[Key], past: Reader, present: Reader) -> Iterator[tuple[Key, Named]]:
    now, then = Links(present.source), Links(past.source)
    for ledger, uid in keys:
        live = bool(present.get(ledger, uid))
        called = named(present, now, ledger, uid) if live else named(past, then, ledger, uid)
        yield (ledger, uid), replace(called, live=live)


def _tiers(reader: Reader, family: str, key: Key) -> Iterator[list[Key]]:
    """Where to look for an edit, nearest first: the record, the rows that the figure is about, then all of that household."""
    ledger, uid = key
    yield [key]
    if ledger != "household":
        yield [(child, row["uid"]) for child in LEDGERS for field in stored_fields(LEDGERS[child])
               if field.to == ledger for row in reader.source.children(child, field.name, uid)]  # fmt: skip
    home = reader.home(ledger, reader.get(ledger, uid))
    if home:
        about = [family] if family in of_a_household() else []
        yield [(child, row["uid"]) for child in about for row in reader.under(child, home["uid"])]
        yield [("household", home["uid"]),
               *((child, row["uid"]) for child in of_a_household() for row in reader.under(child, home["uid"]))]  # fmt: skip


def _latest(written: dict[Key, list[history.Entry]], tier: Sequence[Key]) -> list[history.Entry]:
    return sorted((entry for key in tier for entry in written.get(key, ())), key=lambda entry: entry.at, reverse=True)
