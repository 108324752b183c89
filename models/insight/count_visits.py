"""走访: who is due in the cycle and whom a visit reached; at home and by phone stand side by side, never added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from models.insight.count_households import watched
from models.insight.figure import Figure, Record
from models.insight.reader import Reader
from models.rules import visit as r
from models.rules.dates import Period
from models.store.source import Values

VILLAGE, TOWNSHIP = "village", "township"


def home_of(reader: Reader, household: Values) -> r.Home:
    """A household as the rules of visiting see it."""
    kind, cleared = watched(reader, household)
    return r.Home(household["uid"], household["type"], kind, cleared, household["residence"])


def policy_of(reader: Reader, who: str, scope: str) -> r.Policy:
    """Whose cycle it is and for whom. A visit with no unit written is the village's: it is the village that writes."""
    def names(id: str) -> frozenset[str]:
        return frozenset(reader.parameter(id, scope) or ())

    return r.Policy(
        names(f"visit.{who}_units"), reader.parameter(f"visit.{who}_months", scope), names("visit.classes"),
        names("visit.home_residences"), names("visit.phone_residences"), unsigned=who == VILLAGE,
    )  # fmt: skip


def cycle_of(reader: Reader, who: str, scope: str) -> Period:
    """The cycle in which the day lies."""
    return r.period_of(reader.on, policy_of(reader, who, scope))


def coverage(reader: Reader, who: str, households: Collection[Values]) -> r.Coverage:
    """Due and done among these households, village by village, for parameters may differ."""
    found = [_coverage(reader, who, scope, [h for h in households if h["scope"] == scope])
             for scope in sorted({h["scope"] for h in households})]  # fmt: skip
    sets = ("home_due", "home_done", "phone_due", "phone_done")
    return r.Coverage(*(frozenset[str]().union(*(getattr(one, name) for one in found)) for name in sets))


def _coverage(reader: Reader, who: str, scope: str, households: list[Values]) -> r.Coverage:
    policy = policy_of(reader, who, scope)
    period = r.period_of(reader.on, policy)
    visits = (
        r.Visit(v["household"], v["date"], v["method"] or r.HOME, v["result"], tuple(v["units"] or ()))
        for v in _visits(reader, households, period) if v["date"] and v["date"] <= reader.on
    )  # fmt: skip
    return r.coverage((home_of(reader, h) for h in households), visits, period, policy)


def _visits(reader: Reader, households: list[Values], period: Period) -> Iterable[Values]:
    """Those of the cycle at one go; of a single household all that it has."""
    if len(households) > 1:
        return reader.between("visit", "date", period.first, period.last)
    return (v for h in households for v in reader.children("visit", "household", h["uid"]))


def whole(reader: Reader, who: str = VILLAGE) -> r.Coverage:
    """The coverage of all households, worked out once a question."""
    return reader.once(f"coverage {who}", lambda: coverage(reader, who, reader.households))


def covered(reader: Reader, who: str, households: Collection[Values]) -> r.Coverage:
    """The coverage of these households; of all of them it has been worked out already."""
    return whole(reader, who) if households is reader.households else coverage(reader, who, households)


def _of(name: str) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("household", uid) for uid in sorted(getattr(whole(reader), name)))


_SOURCE = "各地走访要求：村每月遍访脱贫户和监测户；参数“走访”可改"
FIGURES: tuple[Figure, ...] = (
    Figure("visit.home_due", "本月应入户", "户", "要走访的户里人在家的（常住、季节性外出、不清楚）。", _SOURCE, _of("home_due")),
    Figure("visit.home_done", "本月已入户", "户", "应入户的户里，本月村里人入户见到人的。", _SOURCE, _of("home_done")),
    Figure("visit.phone_due", "本月应电话", "户", "要走访的户里全家外出的。", _SOURCE, _of("phone_due")),
    Figure("visit.phone_done", "本月已联系", "户", "应电话的户里，本月打过电话、视频或入户的。", _SOURCE, _of("phone_done")),
)
