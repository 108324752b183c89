"""户厕与环境: toilets that stand and are not used, what the household's own entry says of them, mending that is late.

Sources: inspections of 2021 and 2022 (建而不用, 堆放杂物, 技术模式不科学, households without 卫生厕所), 农村户厕问题摸排整改口径,
GB/T 38836-2020 for tanks; 问题台账限期整改 of 人居环境.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from models.insight.checks.counted import counted
from models.insight.figures import FIGURES
from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, MEND, Mistake
from models.rules import environment as e
from models.rules import toilet as r
from models.rules.dates import MONTHS_A_YEAR, day_words
from models.rules.household import Member, family_size

Values = Mapping[str, Any]
STORAGE, BROKEN, GONE, NORMAL = "storage", "broken", "gone", "normal"
_IDLE = frozenset({"unused", "idle"})
_NO_USE = _IDLE | {STORAGE, BROKEN}
_DONE = {"toilet.new": "toilet.new_accepted", "toilet.new_accepted": "toilet.new_accepted",
         "toilet.mended_due": "toilet.mended", "toilet.mended": "toilet.mended"}  # fmt: skip
_WITH_TANK = "1"  # 三格化粪池式: the standard's volumes are those of its tank


# --- 户厕


def used_as_store_room(f: Watched) -> Iterable[Mistake]:
    """A toilet full of other things."""
    if f.mine("use_now") == STORAGE:
        yield Mistake("厕所用来堆放杂物，请劝他腾出来，用上了记一次管护。", "use", DOUBT)


def built_and_not_used(f: Watched) -> Iterable[Mistake]:
    """建而不用: accepted longer ago than a toilet needs to come into use."""
    days, idle = f.now("toilet.unused_days"), f.mine("use_now") in _IDLE
    accepted = f.new["accepted_on"] if f.mine("state") == r.STAGE_WORDS[r.ACCEPTED] else None
    if idle and days is not None and (doubt := r.unused_doubt(accepted, "unused", f.today, days)):
        yield Mistake(doubt, "use", DOUBT)


def broken_is_on_the_list(f: Watched) -> Iterable[Mistake]:
    """Out of order, and no fault of it on record that waits to be mended."""
    states = ((fault["state"], fault["mended_on"]) for fault in f.children("toilet_fault"))
    if f.mine("use_now") == BROKEN and not any(r.fault_open(state, mended, f.today) for state, mended in states):
        yield Mistake("厕所坏了不能用，问题厕所整改里没有记，请记上去修。", "use", DOUBT)


def mode_suits_the_place(f: Watched) -> Iterable[Mistake]:
    """宜水则水、宜旱则旱, where the place has said what suits it."""
    suits, mode = f.now("toilet.suitable_modes"), f.new["mode"]
    if suits and mode not in (None, "unknown", *suits) and f.mine("use_now") != GONE:
        yield Mistake(f"{f.said('mode')}不在本地适宜的技术模式里，请看看冬天能不能用。", "mode", HINT)


def tank_is_big_enough(f: Watched) -> Iterable[Mistake]:
    """The tank against who lives there."""
    steps, litres = f.now("toilet.tank_people"), f.now("toilet.tank_litres")
    if f.new["mode"] != _WITH_TANK or f.new["volume"] is None or not steps or not litres:
        return
    people = family_size(map(_member, f.beside("household", "person")), f.today)
    if doubt := r.tank_doubt(f.new["volume"], people, steps, litres):
        yield Mistake(doubt, "volume", DOUBT)


def _member(person: Values) -> Member:
    relation, shares, joined, left = (person[name] for name in ("relation", "shares_income", "joined_on", "left_on"))
    return Member(relation, None, shares, joined, left)


def mended_in_time(f: Watched) -> Iterable[Mistake]:
    """限期整改, and the day has passed."""
    due = f.new["due_on"]
    if due and due < f.today and f.mine("open"):
        yield Mistake(f"整改时限是{day_words(due)}，晚了{(f.today - due).days}天还没整改完。", "state", DOUBT)


# --- 农户信息与户厕台账


def toilet_as_registered(f: Watched) -> Iterable[Mistake]:
    """有无卫生厕所 and 能正常使用 against the register: one toilet, one truth."""
    rows = f.under("toilet") if {True, False} & {f.new["has_toilet"], f.new["toilet_works"]} else []
    uses = {row["uid"]: f.derived("toilet", row, "use_now") for row in rows}
    stands = [row for row in rows if uses[row["uid"]] != GONE]
    accepted = [row for row in stands if f.derived("toilet", row, "state") == r.STAGE_WORDS[r.ACCEPTED]]
    now = {uses[row["uid"]] for row in stands}
    if f.new["has_toilet"] is False and accepted:
        yield Mistake("户厕台账里有验收了的户厕，这里写着没有卫生厕所，请核对。", "has_toilet", MEND)
    elif f.new["has_toilet"] is True and rows and not stands:
        yield Mistake("户厕台账里的都拆除了，这里写着有卫生厕所，请核对。", "has_toilet", MEND)
    elif f.new["toilet_works"] is True and now and now <= _NO_USE:
        yield Mistake("户厕台账里写着没在用或者不能用，这里写着能正常使用，请核对。", "toilet_works", MEND)
    elif f.new["toilet_works"] is False and now == {NORMAL}:
        yield Mistake("户厕台账里写着正常使用，这里写着不能正常使用，请核对。", "toilet_works", MEND)


def wish_is_heard(f: Watched) -> Iterable[Mistake]:
    """愿改尽改: willing, without one, and nothing under way."""
    if f.new["toilet_wish"] == "willing" and f.new["has_toilet"] is not True and not f.under("toilet"):
        yield Mistake("愿意改厕，还没有列入改造，请报上去。", "toilet_wish", HINT)


# --- 任务


def no_more_than_the_task(f: Watched) -> Iterable[Mistake]:
    """More toilets done in a year than its task: 贪大求快, or a task that was written down wrong."""
    done, task, year = _DONE.get(f.new["id"] or ""), f.new["value"], f.new["year"]
    if done and task is not None and year:
        number = counted(f, done, min(f.today, date(year, MONTHS_A_YEAR, 31)))
        if number is not None and number > task:
            yield Mistake(f"{FIGURES[done].title}{number}座，比任务{task.normalize():f}座多，请核对任务数，或者说明多在哪里。", "value", DOUBT)


# --- 人居环境


def cleaned_in_time(f: Watched) -> Iterable[Mistake]:
    """An issue past its day."""
    if late := f.mine("days_over"):
        yield Mistake(f"整改时限是{day_words(f.new['due_on'])}，晚了{late}天还没整改完。", "state", DOUBT)


def came_back(f: Watched) -> Iterable[Mistake]:
    """The same spot and kind again after it was cleaned, without a word that it is the same."""
    before = [o for o in f.alike("spot") if o["kind"] == f.new["kind"] and o["state"] in e.FINISHED and o["mended_on"]]
    days = [o["mended_on"] for o in before if f.new["found_on"] and o["mended_on"] <= f.new["found_on"]]
    if days and not f.new["again_of"] and f.mine("open"):
        yield Mistake(f"这里{day_words(max(days))}整改过，又有了，是不是复发？是的话请选上一条。", "again_of", HINT)


CHECKS = {
    "target": (no_more_than_the_task,),
    "household": (toilet_as_registered, wish_is_heard),
    "toilet": (used_as_store_room, built_and_not_used, broken_is_on_the_list, mode_suits_the_place, tank_is_big_enough),
    "toilet_fault": (mended_in_time,),
    "environment_issue": (cleaned_in_time, came_back),
}
