"""The week's plan: what cannot wait longer, the week's share of the walk, and all there is to do at a door that is visited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.insight.duty import Duty
from models.insight.sorts import SORTS
from models.insight.today import SOON, TOWN_WALK, Line, kind_of, lines

WEEK = 7
_WALKS = ("visit_home", "visit_phone", TOWN_WALK)


def told(duties: Iterable[Duty]) -> Iterator[str]:
    """What there is to do at one door, where everybody knows whose door it is."""
    return (duty.title if SORTS[duty.duty].counts else duty.brief for duty in duties)


@dataclass(frozen=True)
class Door:
    """One household of the plan and everything open there."""

    household: str
    duties: tuple[Duty, ...]

    @property
    def due(self) -> date:
        """The first of the days."""
        return min(duty.due for duty in self.duties)

    def words(self) -> str:
        """入户走访；问务工；白小甲慢病卡 8月22日该复审."""
        return "；".join(dict.fromkeys(told(self.duties)))


@dataclass(frozen=True)
class Plan:
    """The village's own lines, then the doors in the order in which the duties came (as one walks)."""

    first: date
    last: date
    village: tuple[Line, ...]
    doors: tuple[Door, ...]


def plan(duties: Sequence[Duty], today: date, walk: Sequence[str]) -> Plan:
    """The week that begins today, of duties of one office. walk: households in walking order."""
    last = today + timedelta(days=WEEK - 1)
    of_doors = [duty for duty in duties if _at_a_door(duty)]
    wanted = {duty.household for duty in of_doors if duty.due <= last and duty.duty not in _WALKS}
    place = {uid: at for at, uid in enumerate(walk)}
    for id in _WALKS:
        wanted |= set(_share([duty for duty in of_doors if duty.duty == id], today, place))
    doors = (Door(uid, tuple(duty for duty in of_doors if duty.household == uid)) for uid in walk if uid in wanted)
    rest = (duty for duty in duties if not _at_a_door(duty) and (duty.due <= last or kind_of(duty) == SOON))
    return Plan(today, last, tuple(lines(rest)), tuple(doors))


def _at_a_door(duty: Duty) -> bool:
    return bool(duty.household) and not SORTS[duty.duty].goes.startswith("page:")


def _share(duties: Iterable[Duty], today: date, place: dict[str, int]) -> list[str]:
    """So many of a cycle's households that the rest of the cycle's weeks bring the same, 监测户 first, then as one walks."""
    left = sorted(duties, key=lambda duty: (not duty.monitored, place.get(duty.household or "", 0)))
    if not left:
        return []
    days = max((left[0].due - today).days + 1, 1)
    share = len(left) if days <= WEEK else -(-len(left) * WEEK // days)
    return [str(duty.household) for duty in left[:share]]
