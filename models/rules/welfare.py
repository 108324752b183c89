"""兜底: who is paid what, till when, and the time of grace after which a household is looked at again.

Sources: 国务院令第649号 (特困 excludes 低保; 5_15_018: no able adult on 特困供养); 国发〔2015〕52号 (护理补贴 by level); 民发〔2021〕57号
(单人户, 渐退期); county plan of 2023: after 渐退期 the household's means are looked at, it stays or leaves in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from models.rules.dates import month_number


@dataclass(frozen=True)
class Welfare:
    """The months of one payment, as far as they are known."""

    from_month: str | None = None
    to_month: str | None = None
    taper_from: str | None = None
    taper_to: str | None = None
    rechecked_on: date | None = None
    result: str | None = None


def welfare_state(one: Welfare, on: date) -> str:
    """在享, 渐退期, 渐退期满待复核, 已停 or 还没开始, by the month."""
    month = f"{on:%Y-%m}"
    if one.to_month and one.to_month < month:
        return "ended"
    if one.from_month and one.from_month > month:
        return "coming"
    if one.taper_to and one.taper_to < month:
        return "paid" if _settled(one) else "to_recheck"
    return "tapering" if one.taper_from and one.taper_from <= month else "paid"


def _settled(one: Welfare) -> bool:
    """Looked at again since the time of grace began, with a result that keeps it."""
    return one.result in {"keep", "change"} and (
        not one.rechecked_on or f"{one.rechecked_on:%Y-%m}" >= (one.taper_from or "")
    )


def order_fault(one: Welfare) -> tuple[str, str] | None:
    """Months of one row that contradict each other."""
    if one.from_month and one.to_month and one.to_month < one.from_month:
        return "to_month", "停发月份比开始月份还早，请核对。"
    if one.taper_from and one.taper_to and one.taper_to < one.taper_from:
        return "taper_to", "渐退期止比渐退期起还早，请核对。"
    if one.from_month and one.taper_from and one.taper_from < one.from_month:
        return "taper_from", "渐退期比开始享受还早，请核对。"
    return None


def taper_doubt(one: Welfare, on: date, longest: int | None) -> tuple[str, str] | None:
    """A time of grace that is over without a second look, or longer than allowed."""
    if one.taper_from and one.taper_to and longest is not None:
        months = month_number(one.taper_to) - month_number(one.taper_from) + 1
        if months > longest:
            return "taper_to", f"渐退期有{months}个月，一般不超过{longest}个月，请核对。"
    if welfare_state(one, on) == "to_recheck":
        return "rechecked_on", "渐退期满了，请复核家庭情况：符合的继续保障，不符合的按程序退出。"
    return None


def stop_doubt(one: Welfare, why: str | None) -> tuple[str, str] | None:
    """Stopped has a reason, 退出 has a month."""
    if one.result == "stop" and not one.to_month:
        return "to_month", "复核结果是退出，请写停发月份。"
    return ("stop_why", "停发了，请写停发原因。") if one.to_month and not why else None


def exclusive_doubt(kind: str | None, others: Iterable[str], exclusive: Collection[str]) -> str | None:
    """低保 and 特困 at once."""
    if kind in exclusive and any(other in exclusive for other in others):
        return "低保和特困同一个人只能享一样，这人另有一条还在享，请核对。"
    return None


def single_doubt(
    single: bool | str | None, why: str | None, people: int | None, *, named: bool
) -> tuple[str, str] | None:
    """单人户 is one named person with a ground for it."""
    if single is not True:
        return None
    if not named:
        return "person", "参照单人户纳入，请写是哪一个人。"
    if people not in (None, 1):
        return "people", "参照单人户，保障人数应当是1。"
    return None if why else ("single_why", "参照单人户，请写理由（重残、三级智力精神残疾或重病）。")


def care_doubt(kind: str | None, level: str | None, levels: Collection[int]) -> str | None:
    """护理补贴 is for severe disability."""
    if kind != "disabled_care" or not level or level == "unknown" or level in map(str, levels):
        return None
    return "护理补贴一般给一级、二级残疾，这人的残疾等级对不上，请核对。"
