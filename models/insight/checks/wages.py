"""工资与台账: what is written as wages against the work, the posts and the people who are on record.

Source: audit of 2022: a household of five whose 20000 yuan of wages were a daughter's 赡养费, while the 1300 that a son had
really earned stood nowhere; 公岗收入 is the sum of the attendance sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from models.insight.watched import Watched
from models.kernel import DOUBT, Mistake, earlier
from models.rules import income as i
from models.rules.dates import month_number, month_of, month_words, months_period
from models.rules.day_marks import first_day
from models.rules.income_row import family_gave, nobody_able
from models.rules.income_source import end_of_spell, months_in

Values = Mapping[str, Any]
_JOB, _OTHER = "wage_job", "wage_other"
_SAME = ("item", "person", "month", "span")


def wage_as_worked(f: Watched) -> Iterable[Mistake]:
    """务工收入 against months on record times what a month pays: support from a child was written as wages."""
    entry, gap = i.entry_of(f.new), f.now("job.income_gap")
    if entry is None or entry.item != _JOB or f.new["source_row"] or not f.new["person"]:
        return
    same = [o for o in f.siblings() if all(o[name] == f.new[name] for name in _SAME)]
    if any(earlier(f, same)):
        return  # said by the first of them
    total = sum((o["amount"] or i.ZERO for o in (f.new, *same)), i.ZERO)
    months, worked = _worked(f, entry)
    if gap and months and worked is not None and abs(total - worked) > gap:
        yield Mistake(f"务工收入登记{total:.2f}元，务工台账这段时间干了{months}个月、合计{worked:.2f}元，请核对是不是把赡养费记成了工资。",
                      "amount", DOUBT)  # fmt: skip


def other_wage_as_worked(f: Watched) -> Iterable[Mistake]:
    """其他工资性收入 of which nobody said who pays it, far above what is left of the work on record.

    Who is on a post may be paid by it, so nothing is said of him.
    """
    entry, gap = i.entry_of(f.new), f.now("job.income_gap")
    if entry is None or not gap or not _unexplained(f.new) or not f.new["person"] or f.beside("person", "post_holder"):
        return
    months, worked = _worked(f, entry)
    if worked is None:
        return
    told = (i.entry_of(o) for o in f.siblings() if o["item"] == _JOB and o["person"] == f.new["person"])
    taken = sum((one.share(len(_shared(entry, one))) for one in told if one), i.ZERO)
    if entry.amount - max(worked - taken, i.ZERO) > gap:
        work = f"干了{months}个月、合计{worked:.2f}元" if months else "他没有干活"
        yield Mistake(f"其他工资性收入{entry.amount:.2f}元，没写谁给的，务工台账这段时间{work}，请核对是不是把赡养费记成了工资。",
                      "amount", DOUBT)  # fmt: skip


def _unexplained(row: Values) -> bool:
    return row["item"] == _OTHER and not row["source_row"] and not row["payer"] and not family_gave(row["note"] or "")


def _shared(entry: i.Entry, other: i.Entry) -> range:
    first = first_day(entry.month)
    return other.inside(months_period(first.year, first.month, entry.months))


def _worked(f: Watched, entry: i.Entry) -> tuple[int, Decimal | None]:
    """Months at work within those of an entry and what they pay; None when a wage among them is not known."""
    first = first_day(entry.month)
    window = months_period(first.year, first.month, entry.months)
    months, worked = 0, i.ZERO
    for job in f.beside("person", "job"):
        begun, ended = job["from_month"], job["to_month"]
        if job["channel"] == "post" or not begun or (job["still"] is False and not ended):
            continue
        here = months_in(begun, end_of_spell(begun, ended, job["year"], job["still"]), window)
        if here and job["wage"] is None:
            return months, None
        months, worked = months + here, worked + here * (job["wage"] or i.ZERO)
    return months, worked


def wage_without_work(f: Watched) -> Iterable[Mistake]:
    """Wages of months in which nobody of whom they could be worked: support from a child was written as wages.

    其他工资性收入 counts as such where nobody said whose it is or who pays it, and it is more than a day's work here and there.
    """
    gap = f.now("job.income_gap") or i.ZERO
    rows = [row for row in f.under("income") if not row["source_row"] and (row["item"] == _JOB or _nobodys(row, gap))]
    if rows and nobody_able(f.children("person"), f.today):
        rows = [row for row in rows if row["person"]]  # its own rule asks already whose wage it can be
    jobs = [*f.under("job"), *f.under("post_holder")] if rows else []
    entries = [(row, entry) for row in rows if (entry := i.entry_of(row))]
    odd = [(row, entry) for row, entry in entries if not any(_busy(job, row["person"], entry) for job in jobs)]
    if odd:
        total, first = sum((entry.amount for _, entry in odd), i.ZERO), month_words(min(entry.month for _, entry in odd))
        what = "务工收入" if all(row["item"] == _JOB for row, _ in odd) else "工资性收入"
        yield Mistake(f"{first}起记了{what}{total:.2f}元，务工台账里那几个月没有人务工，请核对是不是把孩子给的赡养费记成了工资。", "", DOUBT)


def _nobodys(row: Values, gap: Decimal | int) -> bool:
    return _unexplained(row) and not row["person"] and (row["amount"] or i.ZERO) > gap


def _busy(job: Values, person: str | None, entry: i.Entry) -> bool:
    """Whether a job, or a post, ran in a month of an entry."""
    if "from_month" in job:
        begun, ended = job["from_month"], job["to_month"]
    else:
        begun, ended = (month_of(day) if day else None for day in (job["from_on"], job["left_on"]))
    first, last = month_number(entry.month), month_number(entry.month) + entry.months - 1
    there = not begun or month_number(begun) <= last
    return person in (None, job["person"]) and there and (not ended or month_number(ended) >= first)


def post_pay_as_attended(f: Watched) -> Iterable[Mistake]:
    """公岗 income typed by hand against what the sheets of these months pay."""
    gap, rows = f.now("job.income_gap"), [row for row in f.under("income") if (row["item"] or "").startswith("wage_post")]
    for row in rows if gap else ():
        entry = i.entry_of(row)
        paid = _attended(f, row, entry) if entry and row["person"] and not row["source_row"] else None
        if entry and paid is not None and abs(entry.amount - paid) > gap:
            said = f"{month_words(entry.month)}起{entry.months}个月的公岗收入登记{entry.amount:.2f}元"
            yield Mistake(f"{said}，考勤表这段时间合计{paid:.2f}元，请核对。", "", DOUBT)


def _attended(f: Watched, row: Values, entry: i.Entry) -> Decimal | None:
    """What a person's sheets of some months pay; None when there is none."""
    first = month_number(entry.month)
    holders = {holder["uid"] for holder in f.under("post_holder") if holder["person"] == row["person"]}
    sheets = [sheet for sheet in f.under("post_attendance") if sheet["holder"] in holders and sheet["month"]
              and first <= month_number(sheet["month"]) < first + entry.months]  # fmt: skip
    pays = [f.derived("post_attendance", sheet, "pay") for sheet in sheets]
    return sum((pay or i.ZERO for pay in pays), i.ZERO) if pays else None


CHECKS = {
    "household": (wage_without_work, post_pay_as_attended),
    "income": (wage_as_worked, other_wage_as_worked),
}
