"""饮水安全: reports of water that are posted in time, outages, and whether water is near, enough and reliable.

Sources: T/CHES 18-2018 《农村饮水安全评价准则》 for 基本达标; county plans of 2023: a report is posted each half year, outages
are noted with their beginning and end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules.dates import add_months


@dataclass(frozen=True)
class Look:
    """How a household fetches water, as far as it was asked."""

    minutes: int | None = None
    litres: Decimal | None = None
    guarantee: Decimal | None = None


@dataclass(frozen=True)
class Needs:
    """What is asked for, in the same measures; None asks for nothing."""

    minutes: int | None = None
    litres: int | None = None
    guarantee: int | None = None


def short_of(look: Look, needs: Needs) -> tuple[str, ...]:
    """What does not reach 基本达标, in words."""
    found = []
    if look.minutes is not None and needs.minutes is not None and look.minutes > needs.minutes:
        found.append(f"取水往返{look.minutes}分钟，超过{needs.minutes}分钟")
    if look.litres is not None and needs.litres is not None and look.litres < needs.litres:
        found.append(f"每人每天{_plain(look.litres)}升，不到{needs.litres}升")
    if look.guarantee is not None and needs.guarantee is not None and look.guarantee < needs.guarantee:
        found.append(f"保证率{_plain(look.guarantee)}%，不到{needs.guarantee}%")
    return tuple(found)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def result_doubt(result: str | None, short: Iterable[str], why: str | None) -> str | None:
    """合格 although something is short of the standard, or 不合格 without a word why."""
    if result == "good" and (words := "；".join(short)):
        return f"结果写的合格，但{words}，请核对。"
    return "结果是不合格，请写原因和怎么解决。" if result == "bad" and not why else None


def outage_fault(from_on: date | None, to_on: date | None) -> str | None:
    """Water came back before it went."""
    return "恢复供水日期比停水日期还早，请核对。" if from_on and to_on and to_on < from_on else None


def outage_days(from_on: date | None, to_on: date | None, on: date) -> int | None:
    """Days without water so far, the first counted; None for what has not begun."""
    if from_on is None or from_on > on:
        return None
    return (min(to_on or on, on) - from_on).days + 1


def outage_doubt(days: int | None, to_on: date | None, most: int | None) -> str | None:
    """Still without water after some days."""
    if days is None or to_on or most is None or days <= most:
        return None
    return f"停水{days}天了还没写恢复日期，请问清有没有水、怎么送水。"


def next_report(last: date | None, months: int | None) -> date | None:
    """By when the next report is posted."""
    return add_months(last, months) if last and months else None


def posted_doubt(reported_on: date | None, posted_on: date | None) -> str | None:
    """A report that was posted before it was made."""
    return "公示日期比报告日期还早，请核对。" if reported_on and posted_on and posted_on < reported_on else None
