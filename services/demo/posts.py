"""公益性岗位 of a made-up village, typed: the posts, who was taken on by which steps, and every day's mark of their months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from models.rules.dates import add_months
from models.rules.post import LEAVE, PRESENT, REST
from models.store.records import Doing
from services.demo.claims import EMPLOYMENT, Hired
from services.demo.facts import VillageFacts

_STEPS = ("announced_on", "applied_on", "reviewed_on", "noticed_on", "signed_on", "trained_on")
_BEFORE = (26, 22, 17, 15, 6, 3)  # days before the first one at work
_DUTIES = {"保洁员": "打扫村里的路和广场，收垃圾点。", "护林员": "看护村里的林地，防火防偷牧。", "护路员": "清扫路面和边沟，雨后看一遍。"}
_PAY_DAY = 10
_SUNDAY = 6


def type_posts(doing: Doing, facts: VillageFacts, people: Mapping[str, str]) -> None:
    """Posts first, then each holder with the months that are over."""
    posts: dict[str, str] = {}
    for name in dict.fromkeys(map(_name, facts.posts)):
        posts[name] = _post(doing, facts, name)
    for at, one in enumerate(facts.posts):
        begun = date.fromisoformat(f"{one.months[0]}-01")
        holder = doing.add("post_holder", {
            "person": people[one.work.person.id_no], "post": posts[_name(one)], "from_on": begun,
            "to_on": add_months(begun, 12) - timedelta(days=1), "insured": True,
            **{step: begun - timedelta(days=days) for step, days in zip(_STEPS, _BEFORE, strict=True)},
        })  # fmt: skip
        for month in one.months:
            _month(doing, facts, holder.uid, month, leave=at + int(month[5:]))


def _name(one: Hired) -> str:
    return f"{one.work.work}（就业补助）" if one.fund == EMPLOYMENT else one.work.work


def _post(doing: Doing, facts: VillageFacts, name: str) -> str:
    here = [one for one in facts.posts if _name(one) == name]
    return doing.add("post", {
        "name": name, "kind": here[0].work.work, "fund": here[0].fund, "quota": len(here), "standard": here[0].standard,
        "keeper": f"{facts.plan.name}村民委员会", "duty": _DUTIES[here[0].work.work], "place": facts.plan.name,
        "set_up_on": date(facts.today.year, 1, 3),
    }).uid  # fmt: skip


def _month(doing: Doing, facts: VillageFacts, holder: str, month: str, leave: int) -> None:
    """Sundays off; every seventh sheet has a day of leave. Put up on the 5th, paid on the 10th."""
    first = date.fromisoformat(f"{month}-01")
    days = [first + timedelta(days=at) for at in range(monthrange(first.year, first.month)[1])]
    marks = [REST if day.weekday() == _SUNDAY else PRESENT for day in days]
    if leave % 7 == 0 and marks[leave] == PRESENT:
        marks[leave] = LEAVE
    paid = add_months(first, 1).replace(day=_PAY_DAY)
    doing.add("post_attendance", {"holder": holder, "month": month, "marks": "".join(marks), "grade": "pass",
                                  "listed_on": paid.replace(day=5), "paid_on": paid, "checked_by": facts.plan.operator})
