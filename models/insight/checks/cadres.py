"""干部: weeks short of 五天四夜, weekly reports not handed in, and months without 研判 or without a department's list.

Sources: rules of 驻村工作队 as the findings of the assessment of 2022 quote them; 每月一研判 and the monthly comparison with
民政 and 医保 of township reports. A village that never kept such a book is told nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake
from models.rules import station
from models.rules.dates import add_months, month_of, month_words


def weeks_enough(f: Watched) -> Iterable[Mistake]:
    """Whole weeks in which somebody was there too little and not excused."""
    days, nights = f.now("attendance.week_days"), f.now("attendance.week_nights")
    if short := f.mine("weeks_short"):
        yield Mistake(f"有{short}周在村不够{days}天{nights}夜，请核对。", "marks", HINT)


def reports_enough(f: Watched) -> Iterable[Mistake]:
    """Fewer weekly reports than the month has whole weeks."""
    month, handed = f.new["month"], f.new["reports"]
    if handed is not None and month and month < month_of(f.today) and handed < (weeks := station.whole_weeks(month)):
        yield Mistake(f"交了{handed}份周报，这个月有{weeks}个整周，请补上。", "reports", DOUBT)


def _last_month(f: Watched) -> str:
    return month_of(add_months(f.today.replace(day=1), -1))


def studied_each_month(f: Watched) -> Iterable[Mistake]:
    """The last 研判会 of a village that used to hold them, with a whole month behind it. Said at that last one."""
    month = month_of(f.new["date"]) if f.new["date"] and f.new["kind"] == "study" else None
    if month is None or month >= _last_month(f):
        return
    here = [one for one in f.alike("kind") if one["scope"] == f.new["scope"] and one["date"]]
    if all((one["date"], one["uid"]) < (f.new["date"], f.new["uid"]) for one in here):
        yield Mistake(f"研判会只记到{month_words(month)}，上个月没有记。", "date", DOUBT)


def compared_each_month(f: Watched) -> Iterable[Mistake]:
    """A department's last list, with a whole month behind it. Said at that last one."""
    if not f.new["month"] or f.new["month"] >= _last_month(f):
        return
    others = [one for one in f.siblings() if one["department"] == f.new["department"] and one["month"]]
    if all((one["month"], one["uid"]) < (f.new["month"], f.new["uid"]) for one in others):
        yield Mistake(f"和{f.said('department')}比对只记到{month_words(f.new['month'])}，上个月没有记。", "month", DOUBT)


CHECKS = {
    "attendance": (weeks_enough, reports_enough),
    "meeting": (studied_each_month,),
    "comparison": (compared_each_month,),
}
