"""A figure as it was known on a past day, beside what it is now, and which records make the difference: 那天报的是多少，后来改了什么."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.insight.figure import Amount, Record
from models.insight.figures import FIGURES
from models.insight.reader import reading

if TYPE_CHECKING:
    from models.store.store import Store


@dataclass(frozen=True)
class Then:
    """One figure of one day. then: as the records stood that evening; now: of that same day as they stand today."""

    id: str
    then: Amount | None
    now: Amount | None
    before: tuple[Record, ...]
    after: tuple[Record, ...]

    @property
    def changed(self) -> list[tuple[str, str]]:
        """(ledger, uid) of the records that one side counts otherwise than the other."""
        old, new = ({(one.ledger, one.uid): one.value for one in side} for side in (self.before, self.after))
        return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def compare(store: Store, ids: Iterable[str], day: date, *, scope: str = "") -> dict[str, Then]:
    """Figures of a day, then and now."""
    wanted = [FIGURES[id] for id in ids]
    with reading(store, day, scope=scope, as_of=day) as past, reading(store, day, scope=scope) as present:
        found = {}
        for figure in wanted:
            before, after = tuple(figure.records(past)), tuple(figure.records(present))
            found[figure.id] = Then(figure.id, figure.value(past, before), figure.value(present, after), before, after)
        return found
