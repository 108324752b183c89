"""防返贫监测: the course of a case, from clue to identification, removal, fallback or end.

Source: 国家乡村振兴局《关于健全防止返贫动态监测和帮扶机制的指导意见》 (2021-05) for the order of steps; comparison may run beside
the village's own. 整户减少 and 期初 are practice: what was done before the books were opened needs no earlier step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.rules.dates import day_words

IDENTIFYING = ("clue", "visit", "comparison", "review", "notice", "township", "county", "identified")
REMOVING = ("removal_visit", "removal_review", "removal_notice", "removal_township", "removal_county", "removed")
_AFTER = ("rejected", "lookback", "fallback", "ended")
_RANK = {kind: place for place, kind in enumerate((*IDENTIFYING, *REMOVING, *_AFTER))}
NEEDS: dict[str, tuple[str, ...]] = {
    "review": ("visit",), "notice": ("review",), "township": ("comparison", "notice"), "county": ("township",),
    "identified": ("county",), "removal_visit": ("identified",), "removal_review": ("removal_visit",),
    "removal_notice": ("removal_review",), "removal_township": ("removal_notice",),
    "removal_county": ("removal_township",), "removed": ("removal_county",), "lookback": ("removed",),
    "fallback": ("removed",),
}  # fmt: skip
HELPED = frozenset({"helping", "removing"})
CLOSED = frozenset({"rejected", "removed", "ended"})
_CHAIN = frozenset((*IDENTIFYING, *REMOVING))
_NOT_THROUGH = frozenset({"fail", "pending"})
_NOTICES = frozenset({"notice", "removal_notice"})


@dataclass(frozen=True)
class Step:
    """One dated step. until: the last day of a notice. free: 期初, or done before the books were opened."""

    uid: str
    kind: str
    on: date
    result: str | None = None
    until: date | None = None
    free: bool = False

    @property
    def done_on(self) -> date:
        """From when on the next step may follow."""
        return max(self.until or self.on, self.on)


@dataclass(frozen=True)
class Start:
    """Where a case begins: with its clue, or in its present state on the day the books were opened."""

    clue_on: date | None = None
    opening: bool = False
    opened_on: date | None = None
    identified_on: date | None = None
    cleared: bool = False


@dataclass
class Course:
    """A case replayed. faults: by uid of a step, the field to look at and a sentence."""

    done: dict[str, date] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    faults: dict[str, tuple[str, str]] = field(default_factory=dict)
    closed: str | None = None
    anywhere: bool = False
    identified_on: date | None = None
    ended_on: date | None = None

    @property
    def state(self) -> str:
        """The state in which the last step left it (codes of CASE_STATE)."""
        if self.closed:
            return self.closed
        if any(kind in self.done for kind in REMOVING):
            return "removing"
        if "identified" in self.done:
            return "helping"
        return "checking" if any(kind in self.done for kind in IDENTIFYING[1:]) else "clue"


def start_of(case: Mapping[str, Any]) -> Start:
    """The beginning of a case, from its row: whatever says more than the clue is 期初, marked or not."""
    month = case.get("identified_month")
    cleared = case.get("cleared") is True or bool(case.get("cleared_month"))
    opening = case.get("opening") is True or bool(month) or cleared
    known = date.fromisoformat(f"{month}-01") if month else None
    return Start(case.get("clue_on"), opening, case.get("opened_on"), known, cleared)


def begins_before(case: Mapping[str, Any], day: date | None) -> bool:
    """Whether a case had begun by a day, as far as its row tells."""
    begun = case.get("clue_on") or start_of(case).identified_on
    return bool(day and (begun is None or begun <= day))


def not_in_line(case: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Cases of a household that neither lead to this one nor follow from it by 上一次监测."""
    line, rest = {case["uid"], case.get("after")}, list(others)
    while near := [one for one in rest if one["uid"] in line or one.get("after") in line - {None}]:
        line |= {name for one in near for name in (one["uid"], one.get("after"))}
        rest = [one for one in rest if one not in near]
    return rest


def steps_of(rows: Iterable[Mapping[str, Any]], start: Start) -> list[Step]:
    """Steps from their rows, as far as they have a kind and a day."""
    return [
        Step(
            row["uid"], row["kind"], row["date"], row.get("result"),
            row.get("until") if row["kind"] in _NOTICES else None,
            row.get("opening") is True or bool(start.opening and start.opened_on and row["date"] <= start.opened_on),
        )
        for row in rows
        if row.get("kind") in _RANK and row.get("date")
    ]  # fmt: skip


def replay(start: Start, steps: Sequence[Step], words: Mapping[str, str]) -> Course:
    """Walk a case through its steps in order of days; a step that may not stand where it does gets its fault."""
    course = Course(anywhere=start.opening)
    if start.identified_on or start.cleared:
        course.anywhere = False
        course.done = dict.fromkeys(IDENTIFYING, date.min)
        course.identified_on = start.identified_on
    if start.cleared:
        course.done |= dict.fromkeys(REMOVING, date.min)
        course.closed = "removed"
    for step in sorted(steps, key=lambda one: (one.on, _RANK[one.kind], one.uid)):
        if step.free or course.anywhere:
            _jump(course, step)
        elif fault := _fault(course, step, start, steps, words):
            course.faults[step.uid] = fault
        _take(course, step)
    return course


def _jump(course: Course, step: Step) -> None:
    """Whatever leads to a step of the opening counts as done."""
    course.anywhere = False
    if step.kind in {"lookback", "fallback"}:
        course.closed = "removed"
    for kind in _before(step.kind):
        course.done.setdefault(kind, date.min)


def _before(kind: str) -> Sequence[str]:
    if kind in IDENTIFYING:
        return IDENTIFYING[: IDENTIFYING.index(kind)]
    if kind in REMOVING:
        return (*IDENTIFYING, *REMOVING[: REMOVING.index(kind)])
    return (*IDENTIFYING, *REMOVING) if kind in {"lookback", "fallback"} else ()


def _take(course: Course, step: Step) -> None:
    if step.kind == "fallback" or (step.kind in REMOVING and step.result == "fail"):
        course.done = {kind: day for kind, day in course.done.items() if kind not in REMOVING}
    if step.kind in _CHAIN and step.result in _NOT_THROUGH:
        course.done.pop(step.kind, None)
        course.failed.add(step.kind)
        return
    course.failed.discard(step.kind)
    if step.kind == "fallback":
        course.failed -= set(REMOVING)
        course.closed = course.ended_on = None
        return
    course.done[step.kind] = step.done_on
    if step.kind == "identified":
        course.identified_on = step.on
    if step.kind in CLOSED:
        course.closed, course.ended_on = step.kind, step.on


def _fault(
    course: Course, step: Step, start: Start, steps: Sequence[Step], words: Mapping[str, str]
) -> tuple[str, str] | None:
    if start.clue_on and step.on < start.clue_on:
        return "date", f"日期比线索日期{day_words(start.clue_on)}还早，请核对。"
    if fault := _closed_fault(course, step):
        return "kind", fault
    for need in NEEDS.get(step.kind, ()):
        name = words.get(need, need)
        if need not in course.done:
            if any(other.kind == need and other.on > step.on for other in steps):
                return "date", f"日期比“{name}”还早，请核对。"
            if need in course.failed:
                return "kind", f"“{name}”还没有通过，不能往下走，请先把它办完。"
            return "kind", f"还没有“{name}”这一步，请先补上，再记这一步。"
        if step.on < course.done[need]:
            return "date", f"“{name}”到{day_words(course.done[need])}才结束，这一步不能比它还早。"
    return None


def _closed_fault(course: Course, step: Step) -> str | None:
    if course.closed == "ended":
        return "这户已经整户减少，不能再往下记。"
    if course.closed == "rejected":
        return "这条线索已经不符合，有新情况请新建一次监测。"
    if course.closed == "removed" and step.kind not in {"lookback", "fallback", "ended"}:
        return "风险已经消除。消除有错的，先记“风险回退”；有了新风险的，请新建一次监测。"
    if "identified" in course.done and step.kind in {*IDENTIFYING, "rejected"}:
        return "已经认定了，认定以前的步骤不能记在认定以后。"
    return None


def broken_by(before: Course, after: Course, uid: str) -> str | None:
    """A step other than this one that a change puts out of its place; its uid."""
    return next((other for other in after.faults if other != uid and other not in before.faults), None)
