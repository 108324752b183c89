"""走访: who is to be visited at home and who is to be phoned, in whose cycle, and what fulfils that.

Sources: county work plans of 2022 and 2023 (村每月遍访脱贫户和监测户, 镇每两个月一遍); practice: a household that
is all away can only be phoned, 遍访率 and 联系率 stand side by side and are never added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rules.dates import Period, cycle

HOME, PHONE = "home", "phone"
ABSENT = "absent"
LIFTED, MONITORED, CLEARED, ORDINARY = "lifted", "monitored", "cleared", "ordinary"


class Home(NamedTuple):
    """What decides whether a household is due: its class, its monitoring, where its people are."""

    uid: str
    type: str | None = None
    monitoring: str | None = None
    cleared: bool = False
    residence: str | None = None


class Visit(NamedTuple):
    """What decides what a visit fulfils."""

    household: str
    on: date
    method: str = HOME
    result: str | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """The dated parameters of one cycle: whose, how long, for whom.

    `units` are those whose visits count; `unsigned` says whether a visit with no unit written counts too.
    """

    units: frozenset[str]
    months: int
    classes: frozenset[str]
    home_residences: frozenset[str]
    phone_residences: frozenset[str]
    unsigned: bool = False


@dataclass(frozen=True)
class Coverage:
    """Households due and done, by identity; at home and by phone apart."""

    home_due: frozenset[str]
    home_done: frozenset[str]
    phone_due: frozenset[str]
    phone_done: frozenset[str]

    @property
    def home_left(self) -> frozenset[str]:
        """Still to be visited."""
        return self.home_due - self.home_done

    @property
    def phone_left(self) -> frozenset[str]:
        """Still to be phoned."""
        return self.phone_due - self.phone_done


def classes_of(home: Home) -> frozenset[str]:
    """The classes a household belongs to; one that is lifted and monitored belongs to both and is one household."""
    found = {home.type} & {LIFTED, ORDINARY}
    if home.monitoring and home.monitoring != "unknown":
        found.add(CLEARED if home.cleared else MONITORED)
    return frozenset(found)  # type: ignore[arg-type]


def owed(home: Home, policy: Policy) -> str | None:
    """How a household is due: home, phone, or not at all. Where residence is not known, parameters decide."""
    if not classes_of(home) & policy.classes:
        return None
    residence = home.residence or "unknown"
    if residence in policy.phone_residences:
        return PHONE
    return HOME if residence in policy.home_residences else None


def fulfils(visit: Visit, owes: str) -> bool:
    """Whether a visit fulfils what is owed: 入户 both, 电话 and 视频 only the phone call, 不在家 nothing."""
    if visit.result == ABSENT:
        return False
    return visit.method == HOME or owes == PHONE


def counts_for(visit: Visit, policy: Policy) -> bool:
    """Whether it counts in this cycle: by its visitors' units, so a joint visit counts for village and township."""
    return bool(policy.units.intersection(visit.units)) or (policy.unsigned and not visit.units)


def coverage(homes: Iterable[Home], visits: Iterable[Visit], period: Period, policy: Policy) -> Coverage:
    """Who was due in a period and whom a visit reached."""
    due = {home.uid: owes for home in homes if (owes := owed(home, policy))}
    done = {
        visit.household
        for visit in visits
        if visit.on in period
        and counts_for(visit, policy)
        and (owes := due.get(visit.household))
        and fulfils(visit, owes)
    }
    at_home = frozenset(uid for uid, owes in due.items() if owes == HOME)
    by_phone = frozenset(due) - at_home
    return Coverage(at_home, at_home & done, by_phone, by_phone & done)


def period_of(on: date, policy: Policy) -> Period:
    """The cycle in which a day lies; the last day of it is the day by which visits are due."""
    return cycle(on, policy.months)


def repeated_text_doubt(text: str, before: Collection[str], changed: bool, longer_than: int) -> str | None:
    """The same long words as at an earlier visit, although something changed; 无变化 is honest each month."""
    if changed and len(text) > longer_than and text in before:
        return "写了有变化，记录却和以前一字不差，请核对。"
    return None
