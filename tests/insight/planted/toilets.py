"""Planted cases of 户厕与环境: toilets and their faults, the household's own entry, spots and clean-ups."""

from collections.abc import Callable
from datetime import date

from tests.insight.planted.village import Village

USED = {"kind": "新建", "year": 2025, "mode": "三格化粪池式", "use": "正常使用"}
DONE = {"built_on": "2025-05-20", "accepted_on": "2025-06-10", "acceptance": "合格"}


def toilet(v: Village, household: str = "", **raw: object) -> str:
    """A new toilet, accepted in June and in use."""
    return v.add("toilet", household=household or v.household(), **USED | DONE | raw)


def fault(v: Village, **raw: object) -> str:
    """A fault found in May."""
    return v.add("toilet_fault", toilet=toilet(v), **{"found_on": "2025-05-01", "kind": "管护服务"} | raw)


def issue(v: Village, **raw: object) -> str:
    """A heap of rubbish seen in July."""
    usual = {"found_on": "2025-07-01", "spot": f"示范点{v.name()}", "kind": "垃圾乱堆", "due_on": "2025-08-01"}
    return v.add("environment_issue", **usual | raw)


def _used(use: str, **raw: object) -> Callable[[Village], object]:
    return lambda v: toilet(v, use=use, **raw)


def _unsuitable(v: Village) -> None:
    """The place has said that pits of two do not suit it; no other case has one."""
    v.add("parameter", id="toilet.suitable_modes", value="1、2、3、4、6、7、8、9、10、99")
    toilet(v, mode="双坑交替式")


def _five_people(v: Village) -> None:
    home = v.household()
    for _ in range(4):
        v.person(home)
    toilet(v, home, volume="1.5")


def _fault_backwards(v: Village) -> None:
    v.slip("toilet_fault", fault(v), mended_on=date(2025, 4, 1), state="mended")


def _cared_tomorrow(v: Village) -> None:
    row = v.add("toilet_care", toilet=toilet(v), date="2025-07-01", use="正常使用")
    v.slip("toilet_care", row, date=date(2025, 8, 1))


def _dirty_again(v: Village) -> None:
    issue(v, spot="示范南桥头", found_on="2025-05-01", due_on="2025-06-01", state="已销号", mended_on="2025-05-20", checked_by="白小丙")
    issue(v, spot="示范南桥头")


CASES = {
    "toilet.sound": lambda v: toilet(v, acceptance=""),
    "toilet.used_as_store_room": _used("堆放杂物"),
    "toilet.built_and_not_used": _used("未投入使用"),
    "toilet.broken_is_on_the_list": _used("损坏不能用"),
    "toilet.mode_suits_the_place": _unsuitable,
    "toilet.tank_is_big_enough": _five_people,
    "toilet_fault.mended_after_found": _fault_backwards,
    "toilet_fault.state_fits": lambda v: fault(v, mended_on="2025-06-01"),
    "toilet_fault.mended_in_time": lambda v: fault(v, due_on="2025-06-20"),
    "toilet_care.not_in_the_future": _cared_tomorrow,
    "household.toilet_as_registered": lambda v: toilet(v, v.household(has_toilet="否")),
    "household.wish_is_heard": lambda v: v.household(toilet_wish="愿改", has_toilet="否"),
    "target.no_more_than_the_task": lambda v: (toilet(v), toilet(v), v.add("target", id="toilet.new_accepted", year=2025, value=1)),
    "environment_issue.sound": lambda v: issue(v, mended_on="2025-07-10"),
    "environment_issue.cleaned_in_time": lambda v: issue(v, due_on="2025-07-10"),
    "environment_issue.came_back": _dirty_again,
    "environment_action.has_been": lambda v: v.add("environment_action", date="2025-07-05", place="示范广场", people=0),
}
