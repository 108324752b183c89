"""Planted cases of 就业: jobs, posts, 交通补助, training, and what they say beside a family's income."""

from datetime import date

from tests.insight.planted.village import Village

PAST_SIXTY = date(1963, 5, 1)


def lifted(v: Village, **raw: object) -> str:
    """A household for which help is meant."""
    return v.household(type="脱贫户", **raw)


def worker(v: Village, **raw: object) -> str:
    """The head of a 脱贫户."""
    return v.head(lifted(v, **raw))


def job(v: Village, person: str, **raw: object) -> str:
    """A spell of work in the county since May."""
    usual = {"place": "县内", "year": 2025, "from_month": "2025-05", "wage": 3000, "employer": "示范砖厂", "work": "装卸工"}
    return v.add("job", person=person, **usual | raw)


def post(v: Village, **raw: object) -> str:
    """A post with room for many."""
    return v.add("post", **{"name": f"保洁员{v.name()}", "kind": "保洁", "standard": 500, "quota": 9} | raw)


def holder(v: Village, person: str, **raw: object) -> str:
    """Somebody on a post since January, by all steps."""
    if "post" not in raw:
        raw["post"] = post(v)
    return v.add("post_holder", person=person, **{"from_on": "2025-01-01", "to_on": "2025-12-31"} | raw)


def sheet(v: Village, held: str, month: str, **raw: object) -> str:
    """A month with twenty days at work."""
    return v.add("post_attendance", holder=held, month=month, **{"present_days": 20} | raw)


def travel(v: Village, person: str, **raw: object) -> str:
    """An application with its job on record since January, three months away."""
    if raw.pop("with_job", True):
        job(v, person, place="省外", from_month="2025-01")
    return v.add("travel_subsidy", person=person, **{"place": "省外", "year": 2025, "fare": 300, "proofs": "车票"} | raw)


def training(v: Village, person: str, **raw: object) -> str:
    """A course of June."""
    return v.add("training", person=person, **{"topic": "电焊", "from_on": "2025-06-02", "to_on": "2025-06-06"} | raw)


# --- 务工


def _unable(v: Village) -> str:
    return v.person(lifted(v), labour="丧失劳动力", health="长期慢性病")


def _job_twice(v: Village) -> None:
    person = worker(v)
    job(v, person)
    job(v, person, place="不清楚", to_month="2025-05", still="否")


def _silent(v: Village) -> None:
    row = job(v, worker(v), from_month="2024-05", year=2024)
    v.add("job_check", job=row, date="2024-11-05", still="是")


def _overlap(v: Village) -> None:
    person = worker(v)
    job(v, person, from_month="2025-01", to_month="2025-06", still="否", employer="示范饭店")
    job(v, person)


def _pupil(v: Village) -> None:
    job(v, v.person(lifted(v), id_no=v.number(date(2005, 1, 1)), stage="高职高专二年级", labour=""))


def _no_such_place(v: Village) -> None:
    v.add("job_check", job=job(v, worker(v)), date="2025-07-02", still="是", place="省外")


def _asked_tomorrow(v: Village) -> None:
    v.slip("job_check", v.add("job_check", job=job(v, worker(v)), date="2025-07-02", still="是"), date=date(2025, 8, 2))


def _end_before_now(v: Village) -> None:
    job(v, worker(v), from_month="2025-02", to_month="2025-05")


# --- 意向、招工、培训


def _no_wage_so_high(v: Village) -> None:
    row = v.add("vacancy", title="包装工", wage_low=3000, wage_high=4000)
    v.slip("vacancy", row, wage_high=2000)


def _course_backwards(v: Village) -> None:
    v.slip("training", training(v, worker(v)), to_on=date(2025, 6, 1))


def _course_twice(v: Village) -> None:
    person = worker(v)
    training(v, person)
    training(v, person)


# --- 公益性岗位


def _over_quota(v: Village) -> None:
    place = post(v, quota=1)
    holder(v, worker(v), post=place)
    holder(v, worker(v), post=place)


def _closed_post(v: Village) -> None:
    holder(v, worker(v), post=post(v, closed_on="2025-06-30"))


def _away(v: Village) -> None:
    person = worker(v)
    holder(v, person, from_on="2025-06-01")
    job(v, person, place="省外", from_month="2025-06")


def _gap(v: Village) -> None:
    held = holder(v, worker(v))
    sheet(v, held, "2025-02")
    sheet(v, held, "2025-05")


def _two_posts(v: Village) -> None:
    home = lifted(v)
    holder(v, v.head(home))
    holder(v, v.person(home))


def _cadres_son(v: Village) -> None:
    name = v.name()
    v.add("operator", name=name, unit="村")
    holder(v, v.person(lifted(v, head_name=name)))


def _sheet(**raw: object):
    def plant(v: Village) -> None:
        sheet(v, holder(v, worker(v)), "2025-06", **raw)

    return plant


def _post_income(v: Village) -> None:
    home = lifted(v)
    held = holder(v, v.head(home))
    for month in ("2025-04", "2025-05", "2025-06"):
        sheet(v, held, month)
    v.add("income", household=home, person=v.head(home), month="2025-04", span="季", part="工资性收入", item="村级公益岗", amount=6000)


# --- 交通补助、收入


def _short_stay(v: Village) -> None:
    person = worker(v)
    job(v, person, place="省外", from_month="2025-06")
    travel(v, person, with_job=False)


def _second_fare(v: Village) -> None:
    person = worker(v)
    travel(v, person)
    travel(v, person, with_job=False)


def _support_as_wages(v: Village) -> None:
    home = lifted(v)
    job(v, v.head(home), from_month="2025-06", to_month="2025-06", still="否", wage=1300)
    v.add("income", household=home, person=v.head(home), month="2025-04", span="季", part="工资性收入", item="务工收入", amount=20000)


CASES = {
    "job.ended_after_begun": _end_before_now,
    "job.place_fits": lambda v: job(v, worker(v), place="省外", channel="公益岗位", from_month="2025-06"),
    "job.wage_usual": lambda v: job(v, worker(v), wage=50000),
    "job.worker_fits": lambda v: job(v, _unable(v)),
    "job.not_twice": _job_twice,
    "job.not_asked_for_long": _silent,
    "job.spell_after_spell": _overlap,
    "job.stopped_before_its_end": lambda v: job(v, worker(v), still="否", to_month="2025-10"),
    "job.pupil_at_work": _pupil,
    "person.still_working_old": lambda v: job(v, worker(v, head_id=v.number(PAST_SIXTY))),
    "person.able_without_job": lambda v: v.change("person", worker(v), labour="技能劳动力"),
    "person.may_claim_travel": lambda v: job(v, worker(v), place="省外", from_month="2025-02"),
    "job_check.not_in_the_future": _asked_tomorrow,
    "job_check.place_as_known": _no_such_place,
    "job_intent.settled_after_asked": lambda v: v.add("job_intent", person=worker(v), date="2025-07-01", result="已就业"),
    "job_intent.can_do_it": lambda v: v.add("job_intent", person=worker(v), date="2025-07-01", place="省外", can_leave="否"),
    "job_intent.wish_followed_up": lambda v: v.add("job_intent", person=worker(v), date="2025-03-01", want="开车"),
    "vacancy.dates_and_wages": _no_wage_so_high,
    "training.dates_in_order": _course_backwards,
    "training.hours_and_fruits": lambda v: training(v, worker(v), hours=20, heard=24),
    "training.not_twice": _course_twice,
    "training.fruit_on_record": lambda v: training(v, worker(v), job_after="是"),
    "training.fruit_fits": lambda v: training(v, worker(v), from_on="2025-03-01", to_on="2025-03-05", fitting="否"),
    "post.within_the_quota": _over_quota,
    "post.closed_after_opened": _closed_post,
    "post.somebody_is_on_it": lambda v: post(v, quota=3),
    "post_holder.dates_in_order": lambda v: holder(v, worker(v), from_on="2024-06-01"),
    "post_holder.steps_in_order": lambda v: holder(v, worker(v), applied_on="2024-12-01", signed_on="2024-12-25"),
    "post_holder.may_hold_it": lambda v: holder(v, v.head(v.household())),
    "post_holder.one_place_at_a_time": _away,
    "post_holder.holder_is_there": lambda v: holder(v, worker(v, residence="全家外出")),
    "post_holder.sheets_without_gap": _gap,
    "post_attendance.days_there_are": _sheet(marks="√√√√√", present_days=6),
    "post_attendance.within_the_agreement": lambda v: sheet(v, holder(v, worker(v), from_on="2025-06-20"), "2025-06", marks="√√√", present_days=""),
    "post_attendance.enough_to_be_paid": _sheet(present_days=1),
    "household.posts_of_a_household": _two_posts,
    "household.cadres_keep_off": _cadres_son,
    "household.post_pay_as_attended": _post_income,
    "travel_subsidy.outside_the_county": _short_stay,
    "travel_subsidy.once_a_year": _second_fare,
    "travel_subsidy.steps_in_order": lambda v: travel(v, worker(v), state="已发放"),
    "travel_subsidy.papers_and_money": lambda v: travel(v, worker(v), fare=200, paid=300),
    "travel_subsidy.travel_has_its_job": lambda v: travel(v, worker(v), with_job=False),
    "income.wage_as_worked": _support_as_wages,
}
