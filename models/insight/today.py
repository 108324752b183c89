"""今日待办 in the cadre's words: duties of one sort made one line, with when it has to be done and the button's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.insight.duty import ACTIONS, TITLES, Duty, day_words, when_words

OVERDUE, SOON, LOOK = "overdue", "soon", "look"
_KINDS = (OVERDUE, SOON, LOOK)
_ALONE = ("loan_due", "loan_overdue")  # each borrower gets a sheet of paper of their own
_ALWAYS_LOOK = ("visit_township", "to_pack")  # it is not the village's to do, or goes on without a day
_MOST_GROUPS = 3


@dataclass(frozen=True)
class Line:
    """One line: kind is overdue, soon or look; detail is what stands small beside the text."""

    kind: str
    when_words: str
    text: str
    detail: str
    action_id: str
    action_words: str
    duties: tuple[Duty, ...]


def lines(duties: Iterable[Duty]) -> list[Line]:
    """What stands under 今天要办的事, most urgent first."""
    sorts: dict[tuple[str, ...], list[Duty]] = {}
    for duty in duties:
        alone = (duty.uid or "",) if duty.duty in _ALONE else ()
        sorts.setdefault((duty.duty, "late" if duty.late_days else "", *alone), []).append(duty)
    found = [_line(group) for group in sorts.values()]
    return sorted(found, key=_urgency)


def _urgency(line: Line) -> tuple[int, int, date, int]:
    first = line.duties[0]
    waits = _ALWAYS_LOOK.index(first.duty) + 1 if first.duty in _ALWAYS_LOOK else 0
    return _KINDS.index(line.kind), waits, first.due, list(TITLES).index(first.duty)


def _line(duties: Sequence[Duty]) -> Line:
    first = min(duties, key=lambda d: d.due)
    action, words = ACTIONS[first.duty]
    kind = _kind(first)
    text, detail = _WORDS[first.duty](duties)
    when = "请看一眼" if first.duty in _ALWAYS_LOOK else when_words(first.left)
    return Line(kind, when, text, detail, action, words, tuple(duties))


def _kind(duty: Duty) -> str:
    if duty.late_days:
        return OVERDUE
    today = duty.due - timedelta(days=duty.left)
    this_month = (duty.due.year, duty.due.month) == (today.year, today.month)
    return SOON if duty.duty not in _ALWAYS_LOOK and (this_month or duty.duty == "loan_due") else LOOK


def _until(duties: Sequence[Duty]) -> str:
    return f"{day_words(min(d.due for d in duties))}前"


def _groups(duties: Sequence[Duty]) -> str:
    names = list(dict.fromkeys(d.group for d in duties if d.group))
    return "、".join(names[:_MOST_GROUPS]) + ("等" if len(names) > _MOST_GROUPS else "")


def _home(duties: Sequence[Duty]) -> tuple[str, str]:
    watched = sum(d.monitored for d in duties)
    of_them = f"，其中监测户 {watched} 户" if watched else ""
    return f"{duties[0].brief}还有 {len(duties)} 户没走到{of_them}", _until(duties)


def _phone(duties: Sequence[Duty]) -> tuple[str, str]:
    return f"{duties[0].among} 户全家在外，还有 {len(duties)} 户没打电话", _until(duties)


def _township(duties: Sequence[Duty]) -> tuple[str, str]:
    return f"镇里{duties[0].brief}还有 {len(duties)} 户没走到", _until(duties)


def _alone(duties: Sequence[Duty]) -> tuple[str, str]:
    return duties[0].brief, duties[0].detail


def _loan_check(duties: Sequence[Duty]) -> tuple[str, str]:
    return (duties[0].brief if len(duties) == 1 else f"{len(duties)} 笔贷款该看看用途了"), _until(duties)


def _quarter(duties: Sequence[Duty]) -> tuple[str, str]:
    return f"{duties[0].brief}务工还有 {len(duties)} 人没问", _until(duties)


def _place(duties: Sequence[Duty]) -> tuple[str, str]:
    return f"{len(duties)} 人在干活，地点没核实", _groups(duties)


def _toilet(duties: Sequence[Duty]) -> tuple[str, str]:
    said = "，有的".join(sorted({d.brief for d in duties}, reverse=True))
    return f"{len(duties)} 座厕所验收了{said}", _groups(duties)


_WORDS = {
    "visit_home": _home, "visit_phone": _phone, "visit_township": _township, "loan_due": _alone, "loan_overdue": _alone,
    "loan_check": _loan_check, "job_quarter": _quarter, "job_place": _place, "toilet_use": _toilet, "to_pack": _alone,
}  # fmt: skip
