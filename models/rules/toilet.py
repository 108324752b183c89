"""户厕: its stage by its dates, the order of those dates, and whether an accepted toilet is really used.

Sources: national sweep of rural toilets (2021-) for the steps of 整改; GB/T 38836-2020 for acceptance in stages;
建而不用 is the commonest finding of inspections, so 未投入使用 is asked after again and again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

SURVEYED, BUILDING, BUILT, ACCEPTED = "surveyed", "building", "built", "accepted"
STAGE_WORDS = {SURVEYED: "摸底", BUILDING: "在建", BUILT: "待验收", ACCEPTED: "已验收"}
CLOSED_FAULTS = frozenset({"mended", "checked", "accepted", "closed"})


@dataclass(frozen=True)
class Building:
    """The dates of one toilet, as far as they are known."""

    started_on: date | None = None
    built_on: date | None = None
    accepted_on: date | None = None
    acceptance: str | None = None


@dataclass(frozen=True)
class Care:
    """One answer to 厕所在用吗."""

    on: date
    use: str


def stage_on(toilet: Building, on: date) -> str:
    """摸底, 在建, 待验收 or 已验收 on a day; one that failed its acceptance waits for the next."""
    if _passed(toilet.accepted_on, on):
        return BUILT if toilet.acceptance == "fail" else ACCEPTED
    if _passed(toilet.built_on, on):
        return BUILT
    return BUILDING if _passed(toilet.started_on, on) else SURVEYED


def _passed(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def order_fault(toilet: Building) -> str | None:
    """Dates of one row that contradict each other."""
    if toilet.started_on and toilet.built_on and toilet.built_on < toilet.started_on:
        return "竣工日期比开工日期还早，请核对。"
    before = toilet.built_on or toilet.started_on
    if before and toilet.accepted_on and toilet.accepted_on < before:
        return "验收日期比竣工日期还早，请核对。"
    return None


def acceptance_doubt(toilet: Building) -> str | None:
    """A result without a day, or a day without a result."""
    if toilet.acceptance in {"pass", "fail"} and not toilet.accepted_on:
        return "有验收结果，没有验收日期。"
    return "有验收日期，没有验收结果。" if toilet.accepted_on and not toilet.acceptance else None


def use_now(typed: str | None, answers: Iterable[Care]) -> str:
    """The latest word on its use: the last answer, else what was typed; 不清楚 when nobody said."""
    last = max(answers, key=lambda care: care.on, default=None)
    return last.use if last else (typed or "unknown")


def ask_on(
    accepted_on: date, typed: str | None, answers: Collection[Care], unused: Collection[str], first: int, again: int
) -> date | None:
    """By when to ask whether an accepted toilet is in use; None once it is.

    Any answer fulfils the asking; an answer among `unused` asks again after `again` days.
    """
    last = max(answers, key=lambda care: care.on, default=None)
    if use_now(typed, answers) not in unused:
        return None
    return last.on + timedelta(days=again) if last else accepted_on + timedelta(days=first)


def unused_doubt(accepted_on: date | None, use: str | None, on: date, days: int) -> str | None:
    """建而不用: accepted longer ago than a toilet needs to come into use."""
    if use != "unused" or not accepted_on or (on - accepted_on).days <= days:
        return None
    return f"验收了{(on - accepted_on).days}天还没用上，请问清原因。"


def fault_open(state: str | None, mended_on: date | None, on: date) -> bool:
    """Whether a fault still waits to be mended; a fault that came back is open whatever its old date."""
    if state == "reopened":
        return True
    return not (state in CLOSED_FAULTS or _passed(mended_on, on))


def fault_order_fault(found_on: date | None, mended_on: date | None) -> str | None:
    """Mended before it was found."""
    return "整改完成日期比发现日期还早，请核对。" if found_on and mended_on and mended_on < found_on else None


def fault_doubt(state: str | None, mended_on: date | None, checked_by: str | None) -> str | None:
    """A state and dates that do not go together."""
    if state in CLOSED_FAULTS and not mended_on:
        return "状态已经整改完，没有整改完成日期。"
    if state == "closed" and not checked_by:
        return "已经销号，没有验收人。"
    return "有整改完成日期，状态还没改。" if mended_on and state in {"found", "mending"} else None


def tank_doubt(cubic_metres: Decimal | None, people: int, steps: Sequence[int], litres: Sequence[int]) -> str | None:
    """A tank too small for those who live there: up to so many people at least so many litres (GB/T 38836-2020)."""
    least = next((amount for most, amount in zip(steps, litres, strict=False) if people <= most), None)
    if cubic_metres is None or least is None or cubic_metres * 1000 >= least:
        return None
    return f"化粪池{cubic_metres:f}立方米，{people}口人至少要{Decimal(least) / 1000:f}立方米，请核对。"


def built_doubt(use: str | None, on: date, built_on: date | None) -> str | None:
    """In use before it was finished."""
    return "还没竣工，使用情况却是正常使用，请核对。" if use == "normal" and built_on and built_on > on else None
