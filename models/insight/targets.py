"""Year targets against figures: what each is to reach, how far it has come, and where its pace would lead."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from models.insight import figures
from models.insight.figure import Amount
from models.insight.figures import FIGURES, day_of
from models.insight.reader import Reader, reading
from models.rules.pace import Progress, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.rules.dates import Period
    from models.store.store import Store

LEDGER, NOT_YET = "target", "还没有记"


@dataclass(frozen=True)
class Goal:
    """One target as people read it. share: of the target, 1 when it is reached."""

    id: str
    title: str
    goal: str
    done: str
    percent: str
    share: float
    pace: str
    reached: bool

    @property
    def words(self) -> str:
        """What stands beside its bar."""
        told = f"{self.done}，任务 {self.goal}"
        if self.percent and not self.done.endswith("%"):  # 45 % of 100 % needs no third number
            told += f"，完成 {self.percent}"
        return f"{told}，已完成" if self.reached else told


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


def goals(store: Store, year: int, scope: str = "") -> list[Goal]:
    """Every target of a year that a figure of this program answers."""
    with reading(store, scope=scope) as reader:
        wanted = {row["id"] for row in reader.all(LEDGER) if row["year"] == year and row["value"] is not None}
    ids = [id for id in FIGURES if id in wanted]
    found = figures.values(store, ids, str(year), scope=scope)
    with reading(store, day_of(store, str(year)), scope=scope) as reader:
        return list(_goals(reader, year, found))


def _goals(reader: Reader, year: int, found: Mapping[str, Amount | None]) -> Iterator[Goal]:
    for id, done in found.items():
        if told := towards(reader, id, done):
            yield _goal(id, told)
        elif (goal := reader.target(id, year)[0]) is not None:
            yield _silent(id, goal)


def _silent(id: str, goal: Decimal) -> Goal:
    """What is to be reached of something that nobody here has written down yet."""
    return Goal(id, FIGURES[id].title, _told(goal, FIGURES[id].unit), NOT_YET, "", 0.0, "", False)


def _goal(id: str, one: Progress) -> Goal:
    unit = FIGURES[id].unit
    pace = one.pace(unit) or ("已完成" if one.reached else f"还差 {_told(one.goal - one.done, unit)}")
    share = float(one.done) / float(one.goal) if one.goal else 1.0
    return Goal(id, FIGURES[id].title, _told(one.goal, unit), _told(one.done, unit),
                "" if one.share is None else f"{one.share}%", share, pace, one.reached)  # fmt: skip


def _told(amount: int | Decimal, unit: str) -> str:
    whole = amount == int(amount)  # a whole amount says as much without its fen, and fits
    return f"{int(amount):,} {unit}" if whole else f"{amount:,f} {unit}"
