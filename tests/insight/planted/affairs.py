"""Planted cases of 群众事: what was asked for and answered, what was handed out, points."""

from collections.abc import Callable
from datetime import date

from tests.insight.planted.village import Village

Plant = Callable[[Village], object]


def appeal(v: Village, **raw: object) -> str:
    """Somebody who came in July."""
    return v.add("appeal", **{"date": "2025-07-10", "text": f"门前路灯不亮{v.name()}"} | raw)


def handout(v: Village, household: str = "", **raw: object) -> str:
    """A leaflet handed out in April."""
    home = household or v.household()
    return v.add("handout", household=home, **{"date": "2025-04-20", "item": "政策明白纸", "kind": "政策明白纸"} | raw)


def _appeal(**raw: object) -> Plant:
    return lambda v: appeal(v, **raw)


def _handout(**raw: object) -> Plant:
    return lambda v: handout(v, **raw)


def _points(**raw: object) -> Plant:
    return lambda v: v.add("points", household=v.household(), **{"date": "2025-07-01", "score": 5} | raw)


def _handed_twice(v: Village) -> None:
    home = v.household()
    handout(v, home)
    handout(v, home)


_OLD_CARD = {"item": "帮扶明白卡", "kind": "帮扶明白卡", "date": "2024-05-01", "on_wall": "是"}

CASES: dict[str, Plant] = {
    "appeal.steps_in_order": lambda v: v.slip("appeal", appeal(v, handed_on="2025-07-11", state="已交办"), handed_on=date(2025, 7, 1)),
    "appeal.state_fits": _appeal(state="已办结"),
    "appeal.settled_in_time": _appeal(date="2025-05-01"),
    "appeal.to_their_content": _appeal(date="2025-07-01", state="已办结", closed_on="2025-07-10", satisfaction="不满意"),
    "appeal.called_back": _appeal(date="2025-05-01", state="已办结", closed_on="2025-05-20"),
    "handout.not_in_the_future": lambda v: v.slip("handout", handout(v), date=date(2025, 8, 1)),
    "handout.signed_for": _handout(signed="是"),
    "handout.card_on_their_own_wall": _handout(item="帮扶明白卡", kind="帮扶明白卡", on_wall="否"),
    "handout.not_twice": _handed_twice,
    "household.card_is_fresh": lambda v: handout(v, v.household(type="脱贫户"), **_OLD_CARD),
    "points.not_in_the_future": lambda v: v.slip("points", str(_points()(v)), date=date(2025, 8, 1)),
    "points.there_to_spend": _points(kind="兑换", score=20),
}
