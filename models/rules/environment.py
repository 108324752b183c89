"""人居环境: the order of an issue's days, what goes with its state, and whether it is late.

Source: 村庄清洁行动 ledgers (发现、整改、验收、销号, before and after photo), national action plan 2021-2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FINISHED = frozenset({"mended", "closed"})


@dataclass(frozen=True)
class Issue:
    """What decides how far an issue is."""

    found_on: date | None = None
    due_on: date | None = None
    mended_on: date | None = None
    state: str | None = None
    checked_by: str | None = None


def is_open(issue: Issue, on: date) -> bool:
    """Whether it still waits; one that came back is open whatever its old day."""
    if issue.state == "reopened":
        return True
    return not (issue.state in FINISHED or (issue.mended_on is not None and issue.mended_on <= on))


def days_over(issue: Issue, on: date) -> int | None:
    """Days since the last day of an open one."""
    return (on - issue.due_on).days if issue.due_on and on > issue.due_on and is_open(issue, on) else None


def order_fault(issue: Issue, on: date) -> tuple[str, str] | None:
    """A sentence and its field, for days that contradict each other or have not come."""
    if issue.found_on and issue.found_on > on:
        return "发现日期还没到，请核对。", "found_on"
    if issue.mended_on and issue.mended_on > on:
        return "整改日期还没到，请核对。", "mended_on"
    for day, label, field in ((issue.due_on, "整改时限", "due_on"), (issue.mended_on, "整改日期", "mended_on")):
        if issue.found_on and day and day < issue.found_on:
            return f"{label}比发现日期还早，请核对。", field
    return None


def state_doubt(issue: Issue) -> tuple[str, str] | None:
    """A state without what belongs to it."""
    if issue.state in FINISHED and not issue.mended_on:
        return "已经整改，没有整改日期。", "mended_on"
    if issue.state == "closed" and not issue.checked_by:
        return "已经销号，没有验收人。", "checked_by"
    if issue.mended_on and issue.state in {"open", "working"}:
        return "有整改日期，整改状态还没改。", "state"
    return None
