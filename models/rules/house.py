"""住房安全: how a house stands after its grade, and what is missing with an unsafe one.

Sources: 《农村住房安全性鉴定技术导则》 (2019) for the grades; county plans of 2023: a C or D house of somebody entitled is
mended within the year, its report is kept by household, village, township and county.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

LAST_MONTH, LAST_DAY = 12, 31


@dataclass(frozen=True)
class House:
    """One judgement of a house and what was done after it."""

    judged_on: date | None = None
    grade: str | None = None
    remedy: str | None = None
    started_on: date | None = None
    mended_on: date | None = None
    accepted_on: date | None = None


def mend_by(judged_on: date | None, years: int | None) -> date | None:
    """The last day of the year by which an unsafe house is mended."""
    return date(judged_on.year + years, LAST_MONTH, LAST_DAY) if judged_on and years is not None else None


def house_state(house: House, on: date, unsafe: Collection[str], years: int | None) -> str:
    """安全, 待改造, 改造中, 改晚了 or 已改好."""
    if house.grade in (None, "none", "unknown"):
        return "unjudged"
    if house.grade not in unsafe or house.remedy == "none_needed":
        return "safe"
    if _passed(house.accepted_on, on) or _passed(house.mended_on, on):
        return "mended"
    if (last := mend_by(house.judged_on, years)) and on > last:
        return "late"
    return "mending" if _passed(house.started_on, on) else "to_mend"


def _passed(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def order_fault(house: House) -> tuple[str, str] | None:
    """Works that end before they begin."""
    if house.started_on and house.mended_on and house.mended_on < house.started_on:
        return "mended_on", "改造竣工日期比开工日期还早，请核对。"
    before = house.mended_on or house.started_on
    if before and house.accepted_on and house.accepted_on < before:
        return "accepted_on", "改造验收日期比竣工日期还早，请核对。"
    return None


def unsafe_doubt(house: House, on: date, unsafe: Collection[str], years: int | None) -> tuple[str, str] | None:
    """An unsafe house without a way to mend it, or later than it should be."""
    if house.grade not in unsafe:
        return None
    if house.remedy in (None, "not_yet", "unknown") and not house.mended_on:
        return "remedy", f"鉴定是{house.grade}级，请写怎么改造。"
    if house_state(house, on, unsafe, years) == "late":
        return "mended_on", f"应在{mend_by(house.judged_on, years):%Y年}年底前改好，还没有竣工日期。"
    return None


def report_doubt(
    grade: str | None, judged: str | None, number: str | None, scan: object, unsafe: Collection[str]
) -> str | None:
    """A grade given by a firm stands in a report."""
    if grade in unsafe and judged != "looked" and not number and not scan:
        return "危房等级要有鉴定报告，请写报告编号或者拍照存上。"
    return None


def held_missing(held: Collection[str], levels: Collection[str]) -> tuple[str, ...]:
    """The levels that do not hold the report; nobody having said where it is kept, none."""
    return tuple(level for level in levels if level not in held) if held and "unknown" not in held else ()
