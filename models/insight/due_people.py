"""What is due for one household's people: a monitoring case, cards and welfare, the house, posts, work, courses and wishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, true

from models.codes import monitoring as c
from models.insight import due_jobs
from models.insight.duty import day_words, head_of
from models.insight.reader import Reader
from models.insight.terms import MONTH_END, NOTICE, Term, Told
from models.ledgers.job_intent import DONE
from models.rules import monitoring as r
from models.rules import monitoring_way as w
from models.rules.dates import add_months, month_of
from models.rules.duty import day_after_month, month_end, owed_month
from models.store.source import Values

_NOTICES = {"notice": "township", "removal_notice": "removal_township"}
_CASE_NEEDS = (("monitoring_step", "monitoring"), ("support", "household"), ("helper", "household"), ("person", "household"))


def _course(reader: Reader, case: Values) -> tuple[r.Start, r.Course]:
    start = r.start_of(case)
    rows = [row for row in reader.children("monitoring_step", "monitoring", case["uid"]) if row["date"] and row["date"] <= reader.on]
    return start, r.replay(start, r.steps_of(rows, start), dict(c.STEP.items))


def _who(reader: Reader, case: Values) -> str:
    return f"{head_of(reader, reader.get('household', case['household']))}家"


def _clock(reader: Reader, case: Values, *, decided: bool) -> Told | None:
    start, course = _course(reader, case)
    helped = any(r.begins_before(case, s["date"]) for s in reader.children("support", "household", case["household"]))
    days, measure_days = (reader.parameter(f"monitoring.{name}", case["scope"]) for name in ("process_days", "first_measure_days"))
    found = w.clock(start, course, reader.on, days, measure_days, helped)
    if found is None or decided != (course.identified_on is not None):
        return None
    words = "认定了，还没有帮扶措施" if decided else "的线索还没认定"
    return Told(found.due, f"{_who(reader, case)}{words}", case["contact"])


def case_decide(reader: Reader, case: Values) -> Told | None:
    """From clue to decision."""
    return _clock(reader, case, decided=False)


def case_measure(reader: Reader, case: Values) -> Told | None:
    """From decision to the first measure."""
    return _clock(reader, case, decided=True)


def case_notice(reader: Reader, case: Values) -> Told | None:
    """A notice that comes to its end, until the step after it is made."""
    _, course = _course(reader, case)
    for kind, after in _NOTICES.items():
        if not course.closed and course.done.get(kind, date.min) != date.min and after not in course.done:
            end = course.done[kind]
            return Told(end, f"{_who(reader, case)}公示到 {day_words(end, reader.on)}，接着往下办", case["contact"])
    return None


def case_helper(reader: Reader, case: Values) -> Told | None:
    """Who was identified has a helper the same day."""
    start, course = _course(reader, case)
    if start.opening or course.closed or course.identified_on is None:
        return None
    helpers = reader.children("helper", "household", case["household"])
    if any(not one["to_on"] or one["to_on"] >= reader.on for one in helpers):
        return None
    return Told(course.identified_on, f"{_who(reader, case)}认定了，还没有帮扶责任人")


def card_issue(reader: Reader, card: Values) -> Told | None:
    """Ten working days from 申报 to the hand."""
    if reader.derived("chronic_card", card, "state") not in ("applied", "late"):
        return None
    due = reader.derived("chronic_card", card, "due")
    return Told(due, f"{_name(reader, card)}的慢病卡还没发到手", card["by"]) if due else None


def card_review(reader: Reader, card: Values) -> Told | None:
    """A card that is there, before its review."""
    if not card["review_due"] or reader.derived("chronic_card", card, "state") not in ("issued", "to_review"):
        return None
    return Told(card["review_due"], f"{_name(reader, card)}慢病卡 {day_words(card['review_due'], reader.on)}该复审", card["by"])


def welfare_recheck(reader: Reader, one: Values) -> Told | None:
    """渐退期: looked at again before it is over."""
    if not one["taper_to"] or reader.derived("welfare", one, "state") not in ("tapering", "to_recheck"):
        return None
    due = month_end(date.fromisoformat(f"{one['taper_to']}-01"))
    name = _name(reader, one) if one["person"] else f"{head_of(reader, reader.get('household', one['household']))}家"
    return Told(due, f"{name}的渐退期 {day_words(due, reader.on)}满，该复核了")


def house_mend(reader: Reader, one: Values) -> Told | None:
    """A C or D house that is to be mended within its year; the newest judgement of a house speaks for it."""
    if one["opening"] is True or not reader.derived("housing_check", one, "unsafe"):
        return None
    others = reader.children("housing_check", "household", one["household"])
    due = reader.derived("housing_check", one, "due")
    if due is None or any((o["date"] or date.min, o["uid"]) > (one["date"] or date.min, one["uid"]) for o in others):
        return None
    home = reader.get("household", one["household"])
    return Told(due, f"{head_of(reader, home)}家{one['grade']}级危房 {day_words(due, reader.on)}前要改好")


def post_sheet(reader: Reader, holder: Values) -> Told | None:
    """This month's attendance, or last month's while it is missing."""
    begun = holder["opened_on"] if holder["opening"] is True else holder["from_on"]
    since = month_of(begun) if begun else month_of(reader.on)
    told = {row["month"] for row in reader.children("post_attendance", "post_holder", holder["uid"])}
    month = owed_month(reader.on, since, told)
    if month is None or not reader.derived("post_holder", holder, "active"):
        return None
    brief, who = f"{int(month[5:])}月", _name(reader, holder)
    return Told(month_end(date.fromisoformat(f"{month}-01")), brief, detail=who, text=f"{who}{brief}的公岗考勤还没记")


def post_pay(reader: Reader, sheet: Values) -> Told | None:
    """A month that was worked and is not paid yet."""
    day = reader.parameter("post.pay_day", sheet["scope"])
    if not day or sheet["opening"] is True or sheet["paid_on"] or sheet["month"] >= month_of(reader.on):
        return None
    if not reader.derived("post_attendance", sheet, "pay"):
        return None
    brief, holder = f"{int(sheet['month'][5:])}月", reader.get("post_holder", sheet["holder"])
    who = _name(reader, holder) if holder else "有人"
    return Told(day_after_month(sheet["month"], day), brief, text=f"{who}{brief}的岗位补贴还没发放")


def post_end(reader: Reader, holder: Values) -> Told | None:
    """An agreement that ends without a new one."""
    end = holder["to_on"]
    if not end or not (reader.derived("post_holder", holder, "active") or (end < reader.on and holder["state"] == "on_duty")):
        return None
    others = reader.children("post_holder", "person", holder["person"])
    if any(one["uid"] != holder["uid"] and (one["to_on"] or date.max) > end for one in others):
        return None
    return Told(end, f"{_name(reader, holder)}的公岗协议 {day_words(end, reader.on)}到期")


def job_return(reader: Reader, job: Values) -> Told | None:
    """Who came home from work is visited once within some days; who works again, or long ago stopped, is not."""
    person = reader.get("person", job["person"])
    days, silent = (reader.parameter(f"job.{name}", job["scope"]) for name in ("call_back_days", "silent_months"))
    jobs = reader.children("job", "person", job["person"])
    if not (days and silent and job["to_month"]) or any(due_jobs.runs(reader, one) for one in jobs):
        return None
    end = month_end(date.fromisoformat(f"{job['to_month']}-01"))
    if end >= reader.on or add_months(end, silent) < reader.on or job is not max(jobs, key=lambda one: (one["to_month"] or "", one["uid"])):
        return None
    met = [v["date"] for v in reader.children("visit", "household", person["household"]) if v["result"] != "absent"]
    asked = [a["date"] for one in jobs for a in reader.children("job_check", "job", one["uid"])]
    if any(day and end < day <= reader.on for day in (*met, *asked)):
        return None
    return Told(end + timedelta(days=days), f"{person['name']} {int(job['to_month'][5:])}月不干了，还没回访")


def training_job(reader: Reader, one: Values) -> Told | None:
    """Some months after a course: does somebody work now?"""
    days, end = reader.parameter("job.training_days", one["scope"]), one["to_on"] or one["from_on"]
    if not days or not end or one["came"] is False or one["job_after"] is not None:
        return None
    return Told(end + timedelta(days=days), f"{_name(reader, one)}培训完了，就业没问")


def intent_open(reader: Reader, one: Values) -> Told | None:
    """A wish that nothing came of yet."""
    days = reader.parameter("job.intent_days", one["scope"])
    if not days or not one["date"] or one["result"] in DONE:
        return None
    return Told(one["date"] + timedelta(days=days), f"{_name(reader, one)}的就业意向还没对接")


def _name(reader: Reader, row: Values) -> str:
    return str(reader.get("person", row["person"]).get("name") or "有人")


def _open_case(col: Any, until: str) -> Any:
    return true()


def _terms() -> Iterator[Term]:
    for tell in (case_decide, case_measure, case_helper):
        yield Term(tell.__name__, "monitoring", tell, _open_case, _CASE_NEEDS)
    yield Term("case_notice", "monitoring", case_notice, _open_case, _CASE_NEEDS, NOTICE)
    yield Term("card_issue", "chronic_card", card_issue, lambda col, until: and_(col.applied_on.is_not(None), col.issued_on.is_(None)))
    yield Term("card_review", "chronic_card", card_review, lambda col, until: col.review_due <= until, ahead="health.review_notice_days")
    yield Term("welfare_recheck", "welfare", welfare_recheck, lambda col, until: col.taper_to <= until,
               ahead="welfare.recheck_notice_days")  # fmt: skip
    yield Term("house_mend", "housing_check", house_mend, lambda col, until: col.mended_on.is_(None),
               (("housing_check", "household"),), "house.mend_remind_days")  # fmt: skip
    yield Term("post_sheet", "post_holder", post_sheet, lambda col, until: or_(col.state.is_(None), col.state != "left"),
               (("post_attendance", "post_holder"),), MONTH_END)  # fmt: skip
    yield Term("post_pay", "post_attendance", post_pay, lambda col, until: and_(col.paid_on.is_(None), col.month < until[:7]),
               ahead=MONTH_END)  # fmt: skip
    yield Term("post_end", "post_holder", post_end, lambda col, until: col.to_on <= until, (("post_holder", "person"),))
    yield Term("job_return", "job", job_return, lambda col, until: col.to_month <= until,
               (("job", "person"), ("job_check", "job"), ("visit", "household")), back=("to_month", "job.silent_months"))  # fmt: skip
    yield Term("training_job", "training", training_job, lambda col, until: and_(col.from_on <= until, col.job_after.is_(None)))
    yield Term("intent_open", "job_intent", intent_open, lambda col, until: col.date <= until)


TERMS = tuple(_terms())
