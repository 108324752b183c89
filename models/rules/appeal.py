"""群众诉求: by when an appeal is settled, and states that do not go with their days.

Sources: 《信访工作条例》 (2022): settled within 60 days of being taken up; 12317 clues are looked at in the village within
two working days; a finding of the provincial review: people were ill content with how 12317 matters had been settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.dates import day_words
from models.rules.workdays import add_workdays

DONE = frozenset({"closed", "refused"})
ILL_CONTENT = "3"


@dataclass(frozen=True)
class Appeal:
    """The days of one appeal, as far as they are known."""

    on: date | None = None
    handed_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    called_back_on: date | None = None
    due_on: date | None = None


def due_on(appeal: Appeal, workdays: int | None, days: int | None) -> date | None:
    """The day that was typed, else so many working days or days after it came."""
    if appeal.due_on or not appeal.on:
        return appeal.due_on
    if workdays is not None:
        return add_workdays(appeal.on, workdays)
    return appeal.on + timedelta(days=days) if days is not None else None


def is_open(state: str | None, closed_on: date | None) -> bool:
    """Whether somebody still waits."""
    return state not in DONE and not closed_on


def order_fault(appeal: Appeal) -> tuple[str, str] | None:
    """Steps that stand before the one they follow."""
    before, named = appeal.on, "登记日期"
    for field, label in (
        ("handed_on", "交办日期"),
        ("answered_on", "回复日期"),
        ("closed_on", "办结日期"),
        ("called_back_on", "回访日期"),
    ):
        day = getattr(appeal, field)
        if day and before and day < before:
            return field, f"{label}比{named}还早，请核对。"
        before, named = (day, label) if day else (before, named)
    return None


def state_doubt(state: str | None, appeal: Appeal) -> tuple[str, str] | None:
    """办结 has its day, a day has its state."""
    if state == "closed" and not appeal.closed_on:
        return "closed_on", "已经办结，没有办结日期。"
    if appeal.closed_on and state in {"taken", "handed", "working"}:
        return "state", "有办结日期，办到哪一步还没改。"
    if state in {"answered", "reviewing"} and not appeal.answered_on:
        return "answered_on", "已经回复，没有回复日期。"
    if appeal.answered_on and state in {"taken", "handed"}:
        return "state", "有回复日期，办到哪一步还没改。"
    return None


def late_doubt(state: str | None, appeal: Appeal, due: date | None, on: date) -> str | None:
    """Still open after its day, or closed after it."""
    if due is None:
        return None
    if appeal.closed_on and appeal.closed_on > due:
        return f"应在{day_words(due)}前办结，晚了{(appeal.closed_on - due).days}天，请写明原因。"
    if is_open(state, appeal.closed_on) and on > due:
        return f"应在{day_words(due)}前办结，晚了{(on - due).days}天，请抓紧办。"
    return None


def content_doubt(satisfaction: str | None, state: str | None, review: str | None) -> str | None:
    """不满意 and closed all the same."""
    if satisfaction == ILL_CONTENT and state == "closed" and not review:
        return "本人不满意就办结了，请再上门说清楚，或者走复查复核。"
    return None
