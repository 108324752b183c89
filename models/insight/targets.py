"""Year targets against figures: what each is to reach, how far it has come, and where its pace would lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.insight.figure import Amount
from models.insight.figures import FIGURES, day_of
from models.insight.reader import Reader, reading
from models.rules.pace import Progress, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.rules.dates import Period
    from models.store.store import Store


def towards(reader: Reader, id: str, done: Amount | None) -> Progress | None:
    """Progress of one figure; None where its year has no target or it has no value."""
    goal, _ = reader.target(id, reader.on.year)
    return None if goal is None or done is None else progress(done, goal, reader.on, grows=FIGURES[id].grows)


def progresses(
    store: Store, found: Mapping[str, Amount | None], period: str | Period | None = None, *, scope: str = ""
) -> dict[str, Progress]:
    """Progress of all figures that have a target, by id. found: the values, as they were counted already."""
    with reading(store, day_of(store, period), scope=scope) as reader:
        told: Iterable[tuple[str, Progress | None]] = ((id, towards(reader, id, done)) for id, done in found.items())
        return {id: one for id, one in told if one is not None}
