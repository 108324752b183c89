"""今日待办 in the cadre's words: duties of one sort made one line, with when it has to be done and the button's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.insight.duty import Duty, when_words
from models.insight.sorts import GROUPS, RANK, SORTS, UNTIL, Sort

OVERDUE, SOON, LOOK = "overdue", "soon", "look"
_KINDS = (OVERDUE, SOON, LOOK)
_MOST_GROUPS, _MOST_SORTS = 3, 4
TOWN_WALK = "visit_township"


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
        alone = (duty.uid or "", duty.brief) if SORTS[duty.duty].alone else ()
        sorts.setdefault((duty.duty, "late" if duty.late_days else "", *alone), []).append(duty)
    found = [_line(group) for group in sorts.values()]
    return sorted(found, key=_urgency)


def of_villages(duties: Sequence[Duty], names: Mapping[str, str]) -> list[Line]:
    """The township's list: its own walk first, then a line a village with how much is open there, the latest first."""
    own = [replace(line, kind=kind_of(line.duties[0], own=True), when_words=when_words(line.duties[0].left))
           for line in lines(duty for duty in duties if duty.duty == TOWN_WALK)]  # fmt: skip
    places: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.duty != TOWN_WALK:
            places.setdefault(duty.scope, []).append(duty)
    return own + sorted((_village(those, names.get(scope, "")) for scope, those in places.items()), key=_lateness)


def _village(duties: list[Duty], name: str) -> Line:
    late = sum(bool(duty.late_days) for duty in duties)
    counted = Counter(duty.duty for duty in duties)
    told = "、".join(f"{SORTS[id].title} {counted[id]}" for id in sorted(counted, key=lambda id: -counted[id])[:_MOST_SORTS])
    more = f"，共 {len(counted)} 样" if len(counted) > _MOST_SORTS else ""
    kind = OVERDUE if late else min((kind_of(duty) for duty in duties), key=_KINDS.index)
    when = f"{late} 件晚了" if late else f"{len(duties)} 件"
    return Line(kind, when, f"{name}：{told}{more}", "", f"doors:{duties[0].scope}", "看看", tuple(duties))


def _lateness(line: Line) -> tuple[int, str]:
    return -sum(bool(duty.late_days) for duty in line.duties), line.duties[0].scope


def _urgency(line: Line) -> tuple[int, bool, int, date, int]:
    first = line.duties[0]
    waits = SORTS[first.duty].waits
    return _KINDS.index(line.kind), waits, RANK[first.duty] if waits else 0, first.due, RANK[first.duty]


def _line(duties: Sequence[Duty]) -> Line:
    first = min(duties, key=lambda d: d.due)
    sort = SORTS[first.duty]
    when = "请看一眼" if sort.waits else when_words(first.left)
    text = first.brief if len(duties) == 1 and not sort.counts else _many(sort, duties)
    return Line(kind_of(first), when, text, _detail(sort, duties), sort.goes, sort.button, tuple(duties))


def kind_of(duty: Duty, *, own: bool = False) -> str:
    """Overdue, soon, or only to be looked at; what waits for another office presses only there (own)."""
    if duty.late_days:
        return OVERDUE
    today = duty.due - timedelta(days=duty.left)
    this_month = (duty.due.year, duty.due.month) == (today.year, today.month)
    pressing = this_month or duty.duty == "loan_due" or (duty.pressing is not None and duty.pressing <= today)
    return SOON if pressing and (own or not SORTS[duty.duty].waits) else LOOK


def _many(sort: Sort, duties: Sequence[Duty]) -> str:
    watched = sum(d.monitored for d in duties)
    return sort.many.format(
        n=len(duties), brief=duties[0].brief, among=duties[0].among, watched=f"，其中监测户 {watched} 户" if watched else "",
        briefs="，有的".join(sorted({d.brief for d in duties}, reverse=True)),
    )  # fmt: skip


def _detail(sort: Sort, duties: Sequence[Duty]) -> str:
    if sort.detail == UNTIL:
        return f"{min(duties, key=lambda d: d.due).day_words}前"
    return _groups(duties) if sort.detail == GROUPS else duties[0].detail


def _groups(duties: Sequence[Duty]) -> str:
    names = list(dict.fromkeys(d.group for d in duties if d.group))
    return "、".join(names[:_MOST_GROUPS]) + ("等" if len(names) > _MOST_GROUPS else "")
