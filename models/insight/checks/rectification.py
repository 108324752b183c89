"""整改: measures past their day, months without progress, problems without measures, findings and tasks that wait.

Sources: township plans after the assessments of 2021 and 2022 (整改进展 by the 5th with its evidence; 逐项对账、对账销号).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.insight.watched import Watched
from models.kernel import DOUBT, Mistake
from models.rules.dates import add_months, day_words, month_of, month_words
from models.rules.problem import finished


def done_in_time(f: Watched) -> Iterable[Mistake]:
    """A measure whose last day has passed, and it is not done."""
    if f.mine("days_over"):
        yield Mistake(f"最后一天是{day_words(f.mine('due'))}，还没有完成，请抓紧。", "state", DOUBT)


def month_to_tell(on: date, day: int | None) -> str | None:
    """The month before, once the day has passed by which it is to be told; None till then."""
    return month_of(add_months(on.replace(day=1), -1)) if day and on.day > day else None


def told_each_month(f: Watched) -> Iterable[Mistake]:
    """A measure under way, of which last month's progress was not written by the 5th. Where nobody knows since when it is
    under way, nothing is said."""
    day, lines = f.now("return.due_day"), [one["month"] for one in f.children("measure_progress") if one["month"]]
    month = month_to_tell(f.today, day)
    if month is None or finished(f.new["state"]):
        return
    told = f.new["opened_on"] or (f.parent("problem") or {}).get("told_on")
    since = min([*lines, *([month_of(told)] if told else [])], default=None)
    if since and since <= month and max(lines, default="") < month:
        yield Mistake(f"{month_words(month)}的进展还没写，应在下个月{day}日前报。", "state", DOUBT)


def has_measures(f: Watched) -> Iterable[Mistake]:
    """A problem taken on, and nothing decided against it."""
    if f.new["claimed"] is True and f.new["opening"] is not True and not finished(f.new["state"]) and not f.mine("measures"):
        yield Mistake("问题认领了，还没有写整改措施。", "claimed", DOUBT)


def mended_in_time(f: Watched) -> Iterable[Mistake]:
    """What somebody from outside found, past the day by which it was to be put right."""
    due = f.new["due_on"]
    if due and due < f.today and not f.new["mended_on"] and f.new["state"] not in ("mended", "clean"):
        yield Mistake(f"整改时限是{day_words(due)}，还没有整改，请跟进。", "state", DOUBT)


def task_done_in_time(f: Watched) -> Iterable[Mistake]:
    """A task of the township past its day."""
    if f.mine("late"):
        yield Mistake(f"办理期限是{day_words(f.new['due_on'])}，还没有办结，请抓紧。", "state", DOUBT)


CHECKS = {
    "problem": (has_measures,),
    "measure": (done_in_time, told_each_month),
    "inspection": (mended_in_time,),
    "assignment": (task_done_in_time,),
}
