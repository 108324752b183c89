"""防返贫监测: what may be done next in a case, what each step asks and is proved by, and what removal still lacks.

Sources: 国家乡村振兴局《关于健全防止返贫动态监测和帮扶机制的指导意见》 (2021-05) for the order of steps and the conditions of
removal; provincial 工作细则 of 2021 to 2023 for the paper that each step leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.rules import monitoring as r
from models.rules import monitoring_papers as p
from models.rules.dates import add_months, day_words

_MEETING = ("date", "due", "present", "yes", "no", "abstained", "result", "who", "text")
_NOTICE = ("date", "until", "place", "objection", "text")
_OFFICE = ("date", "result", "document", "text")
ASKED: dict[str, tuple[str, ...]] = {
    "clue": ("date", "who", "text"),
    "visit": ("date", "who", "authorised", "text", "result"),
    "comparison": ("date", "authorised", "result", "text"),
    "review": _MEETING, "notice": _NOTICE, "township": _OFFICE, "county": _OFFICE, "identified": ("date", "document", "text"),
    "rejected": ("date", "text"),
    "removal_visit": (
        "date", "who", "risk_solved", "income_stable", "spending_ok", "basics_ok", "per_head", "result", "text",
    ),
    "removal_review": _MEETING, "removal_notice": _NOTICE, "removal_township": _OFFICE, "removal_county": _OFFICE,
    "removed": ("date", "way", "document", "text"),
    "lookback": ("date", "who", "result", "text"),
    "fallback": ("date", "text", "document"),
    "ended": ("date", "end_why", "text"),
}  # fmt: skip
"""The fields that a step of each kind needs, in the order in which people tell them."""

PAPERS = {
    "visit": "核查表、承诺授权书", "comparison": "比对结果", "review": "评议记录、签到表", "notice": "公示照片", "township": "审核意见",
    "county": "批复", "identified": "公告", "removal_visit": "核查表", "removal_review": "评议记录、签到表",
    "removal_notice": "公示照片", "removal_township": "审核意见", "removal_county": "批复", "removed": "公告", "lookback": "回头看核查表",
    "fallback": "回退申请", "ended": "户籍或死亡证明",
}  # fmt: skip
"""The paper that a step leaves behind."""


def may_follow(course: r.Course) -> tuple[str, ...]:
    """The steps of the chain that may be recorded now, in its order."""
    if course.closed:
        return ("lookback",) if course.closed == "removed" else ()
    chain = r.REMOVING if "identified" in course.done else r.IDENTIFYING[1:]
    return tuple(kind for kind in chain if kind not in course.done and set(r.NEEDS.get(kind, ())) <= course.done.keys())


def next_step(course: r.Course) -> str | None:
    """The one to propose: the first that was not tried yet, else the one that failed or gave no result.

    One look-back is proposed; those of later years are there for who makes them.
    """
    open_now = tuple(kind for kind in may_follow(course) if kind not in course.done)
    return next((kind for kind in open_now if kind not in course.failed), next(iter(open_now), None))


def still_to_come(course: r.Course) -> tuple[str, ...]:
    """Steps of the present half of the chain that are still ahead, the proposed one left out."""
    if course.closed:
        return ()
    chain = r.REMOVING if "identified" in course.done else r.IDENTIFYING[1:]
    return tuple(kind for kind in chain if kind not in course.done and kind != next_step(course))


def side_steps(course: r.Course) -> tuple[str, ...]:
    """Steps beside the chain: other ones that may go ahead meanwhile, rejection, fallback, the household's end."""
    beside = [kind for kind in may_follow(course) if kind != next_step(course)]
    if course.closed == "removed":
        beside.append("fallback")
    elif not course.closed and "identified" not in course.done:
        beside.append("rejected")
    return (*beside, "ended") if course.closed not in {"ended", "rejected"} else tuple(beside)


@dataclass(frozen=True)
class Condition:
    """One condition of removal. met: None when nobody has said yet; why: what is known of it, or what is missing."""

    words: str
    met: bool | None
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """What is known of a case before its removal. told: the last 消除核查; unmet: risks without help, in words."""

    told: Mapping[str, Any]
    identified_on: date | None
    today: date
    months: int | None
    line: Decimal | int | None
    measures: int
    unmet: str
    no_labour: bool


def conditions(standing: Standing) -> list[Condition]:
    """All that removal asks for."""
    told = standing.told
    found = [
        _told("风险已解决", told.get("risk_solved")), *_months(standing),
        Condition("有帮扶措施", standing.measures > 0, f"{standing.measures}条" if standing.measures else "一条也没有登记"),
        Condition("每个风险都有对应的措施", not standing.unmet, f"“{standing.unmet}”还没有" if standing.unmet else ""),
    ]  # fmt: skip
    found += [_told(words, told.get(name)) for name, words in p.CONDITIONS.items()]
    if (had := told.get("per_head")) is not None and standing.line is not None:
        found.append(Condition(f"人均够{standing.line}元的监测线", had >= standing.line, f"{had:.2f}元"))
    if standing.no_labour:
        found.append(Condition("有劳动力", False, "整户无劳动力，落实兜底后暂不标注，镇里批了才能消除"))
    return found


def _told(words: str, answer: Any) -> Condition:
    if answer in {True, False}:
        return Condition(words, bool(answer), "" if answer else "核查说还没有")
    return Condition(words, None, "还不清楚" if answer == "unknown" else "消除核查时问")


def _months(standing: Standing) -> Iterable[Condition]:
    if not standing.months or not standing.identified_on:
        return
    early = p.early_removal(standing.identified_on, standing.today, standing.months)
    first = day_words(add_months(standing.identified_on, standing.months))
    yield Condition(f"帮扶满{standing.months}个月", not early, f"{first}才满" if early else f"{first}已满")


@dataclass(frozen=True)
class Clock:
    """A term that runs: what for, its last day, and the days until then (negative when it has passed)."""

    what: str
    due: date
    left: int


def clock(start: r.Start, course: r.Course, today: date, days: int | None, measure_days: int | None, helped: bool) -> Clock | None:
    """From clue to decision; after that until the first measure."""
    if course.closed or start.opening:
        return None
    if course.identified_on is None:
        begun, term, what = start.clue_on, days, "认定"
    else:
        begun, term, what = (None if helped else course.identified_on), measure_days, "落实第一条帮扶措施"
    if begun is None or not term:
        return None
    due = begun + timedelta(days=term)
    return Clock(what, due, (due - today).days)
