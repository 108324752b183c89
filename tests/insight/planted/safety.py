"""Planted cases of 三保障: school, insurance, illness and cards, houses, water, and payments to those in need."""

from collections.abc import Callable
from datetime import date

from tests.insight.planted.village import Village

Plant = Callable[[Village], object]
REBUILT = {"grade": "D级", "remedy": "拆除重建", "report_number": "一号", "mended_on": "2025-06-01"}


def somebody(v: Village, **raw: object) -> str:
    """A member of a household with a chronic illness."""
    return v.person(v.household(), **{"health": "长期慢性病"} | raw)


def pupil(v: Village, born: date = date(2012, 3, 1), **raw: object) -> str:
    """A child of thirteen."""
    return v.person(v.household(), id_no=v.number(born), labour="无劳动力", **raw)


def _pupil(born: date = date(2012, 3, 1), stage: str = "七年级", **raw: object) -> Plant:
    return lambda v: v.add("schooling", person=pupil(v, born), **{"year": 2025, "term": "春季", "stage": stage} | raw)


def _insured(**raw: object) -> Plant:
    return lambda v: v.add("insurance", person=somebody(v), **{"year": 2025, "kind": "居民医保"} | raw)


def _ill(**raw: object) -> Plant:
    return lambda v: v.add("illness", person=somebody(v), **{"kind": "慢病", "disease": "关节炎"} | raw)


def _card(**raw: object) -> Plant:
    return lambda v: v.add("chronic_card", person=somebody(v), **{"disease": "关节炎"} | raw)


def _house(home: dict[str, object] | None = None, **raw: object) -> Plant:
    return lambda v: v.add("housing_check", household=v.household(**home or {}), **{"date": "2025-03-01", "grade": "A级"} | raw)


def source(v: Village, **raw: object) -> str:
    """A well in use."""
    return v.add("water_source", **{"name": f"示范井{v.name()}", "kind": "机井"} | raw)


def _source(**raw: object) -> Plant:
    return lambda v: source(v, **raw)


def _water(**raw: object) -> Plant:
    return lambda v: v.add("water_check", source=source(v), **{"date": "2025-07-10"} | raw)


def _paid(**raw: object) -> Plant:
    usual = {"kind": "农村低保", "monthly": 400, "from_month": "2025-01"}
    return lambda v: v.add("welfare", household=v.household(), **usual | raw)


def paid_to(v: Village, person: dict[str, object], **raw: object) -> str:
    """低保 of one person of a household."""
    home = v.household()
    usual = {"kind": "农村低保", "monthly": 400, "from_month": "2025-01", "person": v.person(home, **{"health": "长期慢性病"} | person)}
    return v.add("welfare", household=home, **usual | raw)


def _slipped(plant: Plant, ledger: str, **values: object) -> Plant:
    return lambda v: v.slip(ledger, str(plant(v)), **values)


def _insured_twice(v: Village) -> None:
    person = somebody(v)
    for kind in ("居民医保", "职工医保"):
        v.add("insurance", person=person, year=2025, kind=kind)


def _half_a_year_ago(v: Village) -> None:
    v.add("water_check", source=source(v), date="2024-12-01", kind="水质报告", result="合格")


def _three_outages(v: Village) -> None:
    well = source(v)
    for day in ("2025-01-05", "2025-03-05", "2025-05-05"):
        v.add("water_check", source=well, date=day, kind="停水", to_on=day)


def _two_at_once(v: Village) -> None:
    home = v.household()
    person = v.person(home, health="长期慢性病", labour="丧失劳动力")
    for kind in ("农村低保", "分散特困"):
        v.add("welfare", household=home, person=person, kind=kind, from_month="2025-01")


CASES: dict[str, Plant] = {
    "schooling.left_after_entered": _slipped(_pupil(from_on="2025-02-20"), "schooling", to_on=date(2025, 1, 1)),
    "schooling.attendance_fits": _pupil(attendance="辍学", dropout="厌学"),
    "schooling.aid_fits": _pupil(money=500),
    "schooling.stage_as_known": lambda v: v.add("schooling", person=pupil(v, stage="八年级"), year=2025, term="春季", stage="七年级"),
    "insurance.insured_or_why": _insured(kind="未参保"),
    "insurance.paid_in_its_year": _insured(paid_on="2023-12-01"),
    "insurance.money_adds_up": _insured(paid_on="2024-11-01", own=300, subsidy=50, subsidy_kind="监测对象"),
    "insurance.once_a_year": _insured_twice,
    "insurance.insured_as_known": lambda v: v.add("insurance", person=somebody(v, medical="未参保"), year=2025, kind="居民医保"),
    "illness.months_in_order": _slipped(_ill(found_month="2024-01", course="治好了", ended_month="2025-01"), "illness", ended_month="2023-01"),
    "illness.course_fits": _ill(course="治好了"),
    "illness.kind_fits": lambda v: v.add("illness", person=v.person(v.household()), kind="慢病", disease="关节炎"),
    "illness.card_of_the_four": _ill(disease="高血压", doctor_signed="是"),
    "chronic_card.dates_in_order": _slipped(_card(applied_on="2025-05-05", issued_on="2025-05-12"), "chronic_card", applied_on=date(2025, 5, 13)),
    "chronic_card.in_ten_working_days": _card(applied_on="2025-06-02", issued_on="2025-07-01"),
    "chronic_card.reasons_given": _card(applied_on="2025-06-02", refused_on="2025-06-10"),
    "chronic_card.reviewed_in_time": _card(applied_on="2024-06-03", issued_on="2024-06-10", review_due="2025-06-10"),
    "housing_check.dates_in_order": _slipped(_house(**REBUILT), "housing_check", started_on=date(2025, 6, 2)),
    "housing_check.unsafe_is_mended": _house(grade="D级", report_number="二号"),
    "housing_check.graded_as_known": _house({"danger": "B级"}),
    "housing_check.trouble_is_mended": _house(problem="屋顶渗水"),
    "water_source.people_and_households": _source(households=30, people=20),
    "water_source.built_in_the_past": _source(built_on="2025-09-01"),
    "water_source.report_posted": _half_a_year_ago,
    "water_source.out_of_order": _source(state="损坏停用"),
    "water_source.often_without": _three_outages,
    "water_check.dates_in_order": _slipped(_water(kind="停水", to_on="2025-07-12"), "water_check", to_on=date(2025, 7, 9)),
    "water_check.result_fits": _water(result="不合格"),
    "water_check.household_says_safe": lambda v: v.add(
        "water_check", household=v.household(safe_water="是"), date="2025-07-10", result="不合格", reason="水浑"
    ),
    "welfare.months_in_order": _slipped(_paid(to_month="2025-05", stop_why="收入提高"), "welfare", to_month="2024-12"),
    "welfare.tapers_and_stops": _paid(taper_from="2025-01", taper_to="2025-05"),
    "welfare.for_whom": _paid(kind="高龄津贴"),
    "welfare.one_of_a_kind": _two_at_once,
    "welfare.able_adult": lambda v: paid_to(v, {"health": "健康"}, kind="分散特困"),
    "welfare.recipient_is_there": lambda v: paid_to(v, {"left_on": "2025-04-01", "left_why": "死亡"}),
    "welfare.paid_as_known": lambda v: paid_to(v, {"low_income": "不享受"}),
}  # fmt: skip
