"""就业: jobs, posts, 交通补助 and training held against each other, against the family and against its income.

Sources: checks 4_01_006, 5_12_001, 5_20_028 and 1111_16 of the national system; what audits of 2022 found in 务工台账,
公益性岗位 (人岗分离, 虚报冒领), 交通补助 and training that led to no job.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from models.insight.checks.about import age, assisted
from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake
from models.ledgers import LEDGERS
from models.rules import job as r
from models.rules import post as p
from models.rules.dates import add_months, day_words, month_number, month_of, month_words, months_between, months_period
from models.rules.day_marks import first_day
from models.rules.person import ABLE, in_school
from models.rules.post import ON_DUTY

Values = Mapping[str, Any]
_AT_HOME = (None, "home", "unknown")
_TAUGHT = frozenset({"college", "bachelor"})


def _spell(job: Values) -> r.Spell:
    return r.Spell(job.get("from_month"), job.get("to_month"))


def _runs(job: Values, on: date) -> bool:
    return r.running(_spell(job), job.get("still"), job.get("year"), on)


def _held(holder: Values) -> p.Holding:
    return p.Holding(*(holder.get(name) for name in ("from_on", "to_on", "left_on", "state")))


# --- 务工


def not_asked_for_long(f: Watched) -> Iterable[Mistake]:
    """A running job that was asked after once and then forgotten. Who was never asked is a duty of the quarter."""
    if not _runs(f.new, f.today):
        return
    most = f.now("job.silent_months")
    last = max((one["date"] for one in f.children("job_check") if one["date"] and one["date"] <= f.today), default=None)
    later = any(_runs(o, f.today) and (o["from_month"] or "") > (f.new["from_month"] or "") for o in f.siblings())
    if most and last and not later and (months := months_between(last, f.today)) >= most:
        yield Mistake(f"最近一次核实是{day_words(last)}，{months}个月没问还在不在干，请核实。", "still", DOUBT)


def spell_after_spell(f: Watched) -> Iterable[Mistake]:
    """A spell begun before the last one ended. A post is part of the day, so it stands beside other work."""
    rows = [o for o in f.siblings() if o["channel"] != "post" and (o["to_month"] or o["still"] is not False)]
    doubts = (r.spells_doubt(_spell(f.new), _spell(o)) for o in rows if f.new["channel"] != "post")
    if doubt := next(filter(None, doubts), None):
        yield Mistake(doubt, "from_month", DOUBT)


def stopped_before_its_end(f: Watched) -> Iterable[Mistake]:
    """不在干 beside a last month that has not come (1111_16)."""
    if f.new["still"] is False and (f.new["to_month"] or "") > month_of(f.today):
        yield Mistake(f"写着不在干了，结束月份却是{month_words(f.new['to_month'])}，请核对。", "still", DOUBT)


def pupil_at_work(f: Watched) -> Iterable[Mistake]:
    """At school and at work at once (4_01_006)."""
    stage = (f.parent("person") or {}).get("stage")
    if _runs(f.new, f.today) and in_school(stage):
        words = LEDGERS["person"].__fields__["stage"].kind.show(stage)
        yield Mistake(f"这个人在读{words}，又写着在务工，请核对。", "person", DOUBT)


def still_working_old(f: Watched) -> Iterable[Mistake]:
    """Workers of sixty and more: a line for whoever looks after them."""
    if not any(_runs(job, f.today) for job in f.children("job")):
        return
    low, years = f.now("job.older_from"), age(f.new, f.today)
    if low and years is not None and years >= low:
        yield Mistake(f"{years}周岁还在务工，请问问身体吃不吃得消。", "labour", HINT)


def able_without_job(f: Watched) -> Iterable[Mistake]:
    """Skilled or taught, of an assisted household, and no work on record (5_20_028 to 031)."""
    if f.new["labour"] != "skilled" and not (f.new["labour"] in ABLE and f.new["education"] in _TAUGHT):
        return
    low, high, years = f.now("person.labour_age"), f.now("person.retire_age"), age(f.new, f.today)
    if years is None or not low <= years < high or in_school(f.new["stage"]) or f.mine("gone"):
        return
    busy = any(_runs(job, f.today) for job in f.children("job")) or any(p.on_duty(_held(h), f.today) for h in f.children("post_holder"))
    if not busy and not f.children("job_intent") and assisted(f.parent("household")):
        yield Mistake("有技能或者大专以上学历，没有务工记录，请问问想不想找活，登记就业意向。", "labour", HINT)


def may_claim_travel(f: Watched) -> Iterable[Mistake]:
    """Away long enough for 交通补助 and never asked for it: few who may have it got it."""
    jobs = f.children("job")
    if not jobs:
        return
    year, places, least = f.today.year, f.now("travel.places") or (), f.now("travel.min_months")
    away = [job for job in jobs if job["place"] in places and job["from_month"]]
    months = r.months_worked(map(_spell, away), year, f.today)
    asked = any(one["year"] == year for one in f.children("travel_subsidy"))
    if least and months >= least and not asked and assisted(f.parent("household")):
        yield Mistake(f"今年在县外务工{months}个月，可以申请一次性交通补助，还没有申请。", "", HINT)


# --- 意向、培训


def wish_followed_up(f: Watched) -> Iterable[Mistake]:
    """A wish that nobody answered, or that was answered by a job without a word."""
    asked, days = f.new["date"], f.now("job.intent_days")
    if not asked or not f.mine("waiting"):
        return
    if any(job["from_month"] and job["from_month"] >= month_of(asked) for job in f.beside("person", "job")):
        yield Mistake("登记意向以后已经务工了，对接结果还没改。", "result", DOUBT)
    elif days and (waited := (f.today - asked).days) > days:
        yield Mistake(f"登记{waited}天了还没有结果，请推荐岗位，或者写明没去的原因。", "result", DOUBT)


def fruit_on_record(f: Watched) -> Iterable[Mistake]:
    """训后就业 without a job on record."""
    day = f.new["to_on"] or f.new["from_on"]
    after = [job for job in f.beside("person", "job") if not job["to_month"] or (day and job["to_month"] >= month_of(day))]
    if f.new["job_after"] is True and day and not after:
        yield Mistake("写着训后就业，务工台账里没有他培训以后的务工，请补记或者核对。", "job_after", DOUBT)


def fruit_fits(f: Watched) -> Iterable[Mistake]:
    """A course that led to no fitting job, once there was time for one."""
    day, days = f.new["to_on"] or f.new["from_on"], f.now("job.training_days")
    if f.new["fitting"] is False and day and days and (passed := (f.today - day).days) > days:
        yield Mistake(f"“{f.new['topic']}”培训结束{passed}天，没有对口就业，以后请按意向安排培训。", "fitting", HINT)


# --- 公益性岗位、交通补助


def somebody_is_on_it(f: Watched) -> Iterable[Mistake]:
    """空岗: places, and nobody on duty. One that was closed or not yet set up waits for nobody."""
    begun, closed, quota = f.new["set_up_on"], f.new["closed_on"], f.new["quota"]
    there = any(p.on_duty(_held(holder), f.today) for holder in f.children("post_holder"))
    if quota and not there and not (begun and begun > f.today) and not (closed and closed <= f.today):
        yield Mistake(f"{quota}个名额，没有人在岗，请补人或者撤岗。", "quota", HINT)


def holder_is_there(f: Watched) -> Iterable[Mistake]:
    """人岗分离: on duty, and entered as living elsewhere."""
    person, house = f.parent("person") or {}, f.parent("person.household") or {}
    where = person.get("residence")
    if f.new["state"] not in ON_DUTY or not f.mine("active"):
        return
    if where not in _AT_HOME:
        words = LEDGERS["person"].__fields__["residence"].kind.show(where)
        yield Mistake(f"在公益性岗位上，居住却写着{words}，请核对是不是人岗分离。", "person", DOUBT)
    elif house.get("residence") == "away" and where != "home":
        yield Mistake("在公益性岗位上，这户却写着全家外出，请核对是不是人岗分离。", "person", DOUBT)


def sheets_without_gap(f: Watched) -> Iterable[Mistake]:
    """在岗领补: a month on duty of which there is no sheet, between months of which there is one."""
    months = sorted({sheet["month"] for sheet in f.children("post_attendance") if sheet["month"]})
    first, last = (month_number(months[0]), month_number(months[-1])) if months else (0, -1)
    days = (first_day(months[0]) if months else f.today, f.today)
    between = (add_months(days[0], at) for at in range(last - first + 1))
    blank = [day for day in between if month_of(day) not in months and _was_there(f, day)]
    if blank:
        some = "、".join(month_words(month_of(day)) for day in blank[:3]) + ("等" if len(blank) > 3 else "")
        yield Mistake(f"{some}在岗，没有考勤，请补考勤，没有上岗的写明停岗。", "", DOUBT)


def _was_there(f: Watched, first: date) -> bool:
    return p.there_in(_held(f.new), first, months_period(first.year, first.month, 1).last, f.today)


def posts_of_a_household(f: Watched) -> Iterable[Mistake]:
    """So many posts a household; how many is the county's to say."""
    most = f.now("post.per_household")
    here = {holder["person"] for holder in f.under("post_holder") if p.on_duty(_held(holder), f.today)} if most else set()
    if most and len(here) > most:
        yield Mistake(f"这户有{len(here)}个人同时在公益性岗位，一般一户最多{most}个，请核对。", "", DOUBT)


def cadres_keep_off(f: Watched) -> Iterable[Mistake]:
    """A post in the house of somebody who keeps these very books: posts are not for village cadres and their families."""
    held = [one["person"] for one in f.under("post_holder") if p.on_duty(_held(one), f.today)]
    people = {person["uid"]: person["name"] for person in f.children("person")} if held else {}
    if not people:
        return
    f.asked.add(("every", "operator"))
    here = (row["name"] for row in f.source.all("operator") if row["scope"] == f.new["scope"] and not row["left_on"])
    cadres = set(people.values()).intersection(here)
    if cadres:
        who = "、".join(sorted(people[one] for one in held if one in people))
        yield Mistake(f"{'、'.join(sorted(cadres))}是村里记台账的干部，家里{who}在公益性岗位上，公岗一般不安排村干部和家属，请核对。", "", DOUBT)


def travel_has_its_job(f: Watched) -> Iterable[Mistake]:
    """A subsidy for going to work without work on record. One whose work was all at home is said by its own rule."""
    year, jobs = f.new["year"], f.beside("person", "job")
    if f.new["state"] == "returned" or f.new["opening"] is True or any(job["year"] == year for job in jobs):
        return
    spells = [_spell(job) for job in jobs if job["from_month"]]
    if year and not r.months_worked(spells, year, f.today):
        yield Mistake(f"申请了交通补助，务工台账里没有他{year}年的务工，请补记或者核对。", "person", DOUBT)


CHECKS = {
    "household": (posts_of_a_household, cadres_keep_off),
    "person": (still_working_old, able_without_job, may_claim_travel),
    "job": (not_asked_for_long, spell_after_spell, stopped_before_its_end, pupil_at_work),
    "job_intent": (wish_followed_up,),
    "training": (fruit_on_record, fruit_fits),
    "post": (somebody_is_on_it,),
    "post_holder": (holder_is_there, sheets_without_gap),
    "travel_subsidy": (travel_has_its_job,),
}
