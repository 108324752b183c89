"""问题整改: what the words of a deadline mean, what is overdue, what a sign-off needs, and what may follow on what.

Sources: township plans for the findings of the national assessments of 2021 and 2022. A deadline is written
`10月20日前取得积极成效，长期坚持` or `立行立改，长期坚持`: a day or at once, and besides it for good. So 完成 and 长期坚持
are two answers. 销号 needs evidence and somebody who signs (逐项对账、对账销号). practice.md 19f: 立查立改 is 立行立改.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

DATED, NOW, LASTING, UNKNOWN = "dated", "now", "lasting", "unknown"
CLOSED = "closed"
FINISHED = frozenset({"done", CLOSED})
_AT_ONCE = ("立行立改", "立查立改", "立即整改", "边查边改", "即知即改")
_FOR_GOOD = ("长期坚持", "长期", "持续")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_MONTH_END = re.compile(r"(?:(\d{4})年)?(\d{1,2})月底")
_LISTED = re.compile(r"[、,，;；/\n]+")


@dataclass(frozen=True)
class Deadline:
    """What the paper says, and what somebody wrote apart."""

    words: str | None = None
    kind: str | None = None
    due_on: date | None = None
    lasting: bool | str | None = None
    since: date | None = None


@dataclass(frozen=True)
class Standing:
    """How far a problem or measure is."""

    state: str | None = None
    done_on: date | None = None
    closed_on: date | None = None
    closed_by: str | None = None


def due_day(deadline: Deadline) -> date | None:
    """The last day: as written apart, else read from the words. A day without a year is the next one after the finding
    was told; where that day is not known, nobody guesses."""
    words = deadline.words or ""
    found = _DAY.search(words) or _MONTH_END.search(words)
    if deadline.due_on or not found or not (found[1] or deadline.since):
        return deadline.due_on
    year = int(found[1]) if found[1] else deadline.since.year if deadline.since else 0
    due = _day(year, found)
    return _day(year + 1, found) if due and not found[1] and deadline.since and due < deadline.since else due


def _day(year: int, found: re.Match[str]) -> date | None:
    month = int(found[2])
    try:
        return date(year, month, int(found[3]) if found.re is _DAY else monthrange(year, month)[1])
    except ValueError:
        return None


def deadline_kind(deadline: Deadline) -> str:
    """By a day, at once, or only for good; 不清楚 when nothing says so."""
    words = deadline.words or ""
    if deadline.kind and deadline.kind != UNKNOWN:
        return deadline.kind
    if any(word in words for word in _AT_ONCE):
        return NOW
    if deadline.due_on or _DAY.search(words) or _MONTH_END.search(words):
        return DATED
    return LASTING if deadline.lasting is True or any(word in words for word in _FOR_GOOD) else UNKNOWN


def kept_up(deadline: Deadline) -> bool:
    """Whether it goes on for good, done or not."""
    if isinstance(deadline.lasting, bool):
        return deadline.lasting
    return deadline.kind == LASTING or any(word in (deadline.words or "") for word in _FOR_GOOD)


def finished(state: str | None) -> bool:
    """Whether nothing is left to be done: 已完成 or 已销号, however long it is kept up."""
    return state in FINISHED


def undated_doubt(deadline: Deadline) -> str | None:
    """限期 without a day to be read."""
    if deadline_kind(deadline) != DATED or due_day(deadline):
        return None
    return "限期整改看不出到哪年哪天，请填截止日期，或填问题的反馈日期。"


def days_over(deadline: Deadline, state: str | None, on: date) -> int | None:
    """Days since the last day of something unfinished; nothing is late before that day has passed."""
    due = due_day(deadline)
    return (on - due).days if due and on > due and not finished(state) else None


def units_named(text: str | None) -> tuple[str, ...]:
    """The units of `党建办、乡村振兴办`, each once, the leading one first."""
    return tuple(dict.fromkeys(part for part in (one.strip() for one in _LISTED.split(text or "")) if part))


def order_fault(told_on: date | None, standing: Standing, on: date) -> tuple[str, str] | None:
    """A sentence and its field, for days that contradict each other or have not come."""
    done, closed = standing.done_on, standing.closed_on
    if done and told_on and done < told_on:
        return "完成日期比反馈日期还早，请核对。", "done_on"
    if closed and (done or told_on) and closed < (done or told_on or closed):
        return f"销号日期比{'完成' if done else '反馈'}日期还早，请核对。", "closed_on"
    for day, label, field in ((done, "完成", "done_on"), (closed, "销号", "closed_on")):
        if day and day > on:
            return f"{label}日期还没到，请核对。", field
    return None


def signing_fault(standing: Standing) -> tuple[str, str] | None:
    """销号 without the name of who signed it, or without its day."""
    if standing.state != CLOSED:
        return None
    if not standing.closed_by:
        return "已经销号，请写销号审批人的姓名。", "closed_by"
    return None if standing.closed_on else ("已经销号，请写销号日期。", "closed_on")


def state_doubt(standing: Standing) -> tuple[str, str] | None:
    """A state and days that do not go together."""
    if standing.state == "done" and not standing.done_on:
        return "状态已经完成，没有完成日期。", "done_on"
    if standing.closed_on and standing.state != CLOSED:
        return "有销号日期，状态还不是已销号。", "state"
    if standing.done_on and standing.state == "waiting":
        return "有完成日期，状态还没改。", "state"
    return None


def said_of(standing: Standing, before: str | None) -> Iterator[tuple[str, str, bool]]:
    """Everything that is not in order with a state: the sentence, its field, and whether it must be mended."""
    if unsigned := signing_fault(standing):
        yield *unsigned, True
    elif unfit := state_doubt(standing):
        yield *unfit, False
    if doubt := step_doubt(before, standing.state):
        yield doubt, "state", False


def step_doubt(before: str | None, after: str | None) -> str | None:
    """销号 straight from work that nobody said was done; 复发 of what never was done."""
    if before is None or before == after:
        return None
    if after == CLOSED and before not in FINISHED:
        return "还没到已完成待验收，就改成了已销号，请核对。"
    return "没有完成过，谈不上复发重开，请核对。" if after == "reopened" and before not in FINISHED else None


def evidence_doubt(state: str | None, evidence: Iterable[object]) -> str | None:
    """销号 without a word or scan of evidence, its own or of a month's progress."""
    return "已经销号，没有佐证材料：写一句，或放一张照片。" if state == CLOSED and not any(evidence) else None


def claim_doubt(claimed: bool | str | None, why: str | None) -> str | None:
    """A problem that is not taken on has its reason."""
    return "没有认领，请写不认领的原因。" if claimed is False and not why else None


def unfinished_doubt(state: str | None, measures: Iterable[str | None]) -> str | None:
    """销号 of a problem while a measure of it is still open."""
    left = sum(not finished(one) for one in measures)
    return f"问题已经销号，还有{left}条措施没完成。" if state == CLOSED and left else None
