"""到户补助: what an application is worth, and what about it is odd. 一次性交通补助 and 流转费 stand beside it.

Sources: one town's rule 应补 = 核定数量 x 标准, rounded to the fen, under a ceiling a household (domain figures of 产业到户:
49,573.50; 120,040; 64,500); 一次性交通补助 notices 2023 to 2025: at actual fares, capped, or flat, once a person a year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from models.rules.dates import MONTHS_A_YEAR
from models.rules.rounding import half_up

NOTHING = Decimal(0)
UNITS = {"crop": "亩", "yard": "亩", "cattle": "头", "horse": "匹", "sheep": "只", "chicken": "只", "pig": "头", "donkey": "头"}
_STEP_STATES = ("applied", "village", "noticed", "township", "county", "paid")


def rate_key(category: str | None, animal: str | None) -> str | None:
    """Which standard holds: an animal's own, else the category's; None when nobody said what it is."""
    key = animal if category == "livestock" else category
    return None if key in (None, "unknown", "other") else key


def unit_of(category: str | None, animal: str | None) -> str | None:
    """亩, 头, 匹 or 只."""
    return UNITS.get(rate_key(category, animal) or "")


def due(quantity: Decimal | None, rate: Decimal | int | None, cap: Decimal | int | None = None) -> Decimal | None:
    """应补: quantity times rate to the fen, not above a ceiling when there is one (0 is none)."""
    if quantity is None or rate is None:
        return None
    amount = half_up(quantity * rate)
    return min(amount, Decimal(cap)) if cap else amount


def verified_fault(applied: Decimal | None, verified: Decimal | None) -> str | None:
    """More found than was asked for."""
    if applied is None or verified is None or verified <= applied:
        return None
    return f"核定数量{verified}比申报数量{applied}还多，请核对。"


def paid_doubt(paid: Decimal | None, owed: Decimal | None) -> str | None:
    """More paid than is due."""
    if paid is None or owed is None or paid <= owed:
        return None
    return f"实补{paid:.2f}元，比应补{owed:.2f}元还多，请核对。"


def whole_fault(unit: str | None, quantity: Decimal | None) -> str | None:
    """Half an animal."""
    if quantity is None or unit in (None, "亩") or quantity == quantity.to_integral_value():
        return None
    return f"数量写的是{quantity}{unit}，应是整数，请核对。"


def over_doubt(claimed: Decimal, there_is: Decimal | int | None, what: str, unit: str) -> str | None:
    """Claims of a year added up against what the household has."""
    if there_is is None or claimed <= there_is:
        return None
    return f"今年申报合计{claimed:.2f}{unit}，{what}只有{Decimal(there_is):.2f}{unit}，请核对。"


def land_of(
    own: Iterable[Decimal | None], leases: Iterable[tuple[str | None, Decimal | None]] = ()
) -> Decimal | None:
    """Land a household can farm: its own, more what it rents, less what it lets; None when its own is not known."""
    known = [area for area in own if area is not None]
    if not known:
        return None
    signs = {"in": 1, "out": -1}
    left = sum(known, NOTHING) + sum((signs.get(way or "", 0) * (area or NOTHING) for way, area in leases), NOTHING)
    return max(left, NOTHING)  # more let than there is has its own sentence; nobody is told of -14 mu


@lru_cache(maxsize=4096)
def tags(text: str | None) -> frozenset[str]:
    """Ear tags of one line, whatever stands between them."""
    line = text or ""
    for sign in "，,；;/ \n":
        line = line.replace(sign, "、")
    return frozenset(tag for tag in line.split("、") if tag)


def shared_tags_doubt(mine: str | None, others: Iterable[str | None]) -> str | None:
    """The same animals in another application."""
    twice = sorted(tags(mine) & frozenset().union(*(tags(other) for other in others)))
    if not twice:
        return None
    return f"耳标号{'、'.join(twice[:3])}{'等' if len(twice) > 3 else ''}已经申报过，请核对是不是同一头。"


def claim_doubt(state: str | None, paid_on: date | None, why: str | None) -> tuple[str, str] | None:
    """A state without what belongs to it, with the field."""
    if state == "paid" and not paid_on:
        return "paid_on", "状态是已发放，没有发放日期。"
    if paid_on and state in _STEP_STATES[:-1]:
        return "state", "写了发放日期，状态还没改成已发放。"
    return ("returned_why", "退回了，请写退回原因。") if state == "returned" and not why else None


def stage_of(state: str | None, paid_on: date | None) -> str:
    """How far an application has come: paid once there is a day of it, whatever was last written."""
    return "paid" if paid_on and state != "returned" else state or "applied"


# --- 一次性交通补助


@dataclass(frozen=True)
class Fare:
    """How a place pays: 据实 actual, 据实封顶 capped, 固定 flat; `amount` is the cap or the flat sum."""

    method: str
    amount: Decimal | int = 0


def travel_due(fare: Decimal | None, rule: Fare) -> Decimal | None:
    """What one journey's subsidy is; None when the fare has to be known and is not."""
    if rule.method == "flat":
        return half_up(Decimal(rule.amount)) if rule.amount else None
    if fare is None:
        return None
    return min(half_up(fare), Decimal(rule.amount)) if rule.method == "capped" and rule.amount else half_up(fare)


def place_fault(place: str | None, paid_for: Collection[str]) -> str | None:
    """A place for which nothing is paid."""
    if not place or place == "unknown" or place in paid_for:
        return None
    return "在县内务工不能申请交通补助，请核对务工地。" if place == "county_in" else "这个务工区域不在补助范围里，请核对。"


def few_months_doubt(months: int | None, least: int) -> str | None:
    """Not long enough away."""
    return f"务工{months}个月，不满{least}个月，请核对。" if months is not None and months < least else None


def again_doubt(before: int, times: int) -> str | None:
    """One more application in the year than there may be; returned ones do not count."""
    return f"这人今年已经申请过{before}次，每人每年{times}次，请核对。" if before >= times else None


def proof_doubt(proofs: Collection[str], pledged: bool | None, verified: bool, paid: bool) -> tuple[str, str] | None:
    """Said to have no paper and no pledge, or a pledge alone that nobody looked into before paying; blank is not said."""
    if not proofs and pledged is False:
        return "proofs", "没有凭证，也没有个人承诺书，请补一样。"
    only = pledged is True and not set(proofs) - {"pledge"}
    return ("verifier", "只有个人承诺书，发放前要有人核实，请写核实人。") if only and paid and not verified else None


# --- 土地流转


@dataclass(frozen=True)
class Rent:
    """One year's rent of one lease."""

    year: int | None = None
    rent: Decimal | None = None
    paid: Decimal | None = None
    due_on: date | None = None


def owed(rent: Rent, on: date) -> Decimal:
    """What is overdue of a year's rent; due by the end of its year when no day is written."""
    day = rent.due_on or (date(rent.year, MONTHS_A_YEAR, 31) if rent.year else None)
    if rent.rent is None or day is None or day >= on:
        return NOTHING
    return max(NOTHING, rent.rent - (rent.paid or NOTHING))


def years_owed(rents: Iterable[Rent], on: date) -> int:
    """How many years are overdue."""
    return len({rent.year for rent in rents if owed(rent, on)})
