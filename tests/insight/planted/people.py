"""Planted cases of 农户 and 走访: V01 to V13, what a person's own entries contradict, visits, comparisons and disasters."""

from datetime import date

from tests.insight.planted.village import Village

SCAN = "一份扫描件".encode()
CHILD = date(2015, 3, 1)


def card(number: str, kind: str = "4", level: str = "2") -> str:
    """A disability card of that number."""
    return f"{number}{kind}{level}"


def woman(v: Village, **raw: object) -> str:
    """A household whose head is a woman."""
    return v.household(head_id=v.number(man=False), **raw)


# --- 证件、关系


def _two_with_one_number(v: Village) -> None:
    number = v.number(date(2000, 1, 1))
    v.person(v.household(), id_no=number)
    v.person(v.household(), id_no=number)


def _foreign_card(v: Village) -> None:
    own = v.number(date(2000, 1, 1))
    v.person(v.household(), id_no=own, disability_card=card(own, level="1"), disability_level="三级", labour="")


def _card_of_no_kind(v: Village) -> None:
    v.person(v.household(), health="", labour="", id_no=card(v.number(date(2000, 1, 1)), kind="9"))


def _wrong_check_digit(v: Village) -> None:
    number = v.number(date(2000, 1, 1))
    v.person(v.household(), id_no=number[:17] + ("1" if number[17] != "1" else "2"))


def _two_heads(v: Village) -> None:
    home = v.household()
    v.slip("person", v.person(home), relation="1")


def _no_head(v: Village) -> None:
    v.change("person", v.head(v.household()), relation="之子")


def _two_wives(v: Village) -> None:
    home = v.household()
    for _ in "ab":
        v.person(home, relation="配偶", id_no=v.number(date(1982, 1, 1), man=False))


def _typed_otherwise(v: Village) -> None:
    v.person(v.household(), stated_born="2000-01-02")


def _gone_before(v: Village) -> None:
    v.slip("person", v.person(v.household(), joined_on="2020-03-01"), left_on=date(2020, 2, 1))


# --- 年龄、上学、劳动能力


def _pupil(v: Village, **raw: object) -> str:
    return v.person(v.household(), id_no=v.number(CHILD), **{"labour": "", "stage": "小学"} | raw)


def _adult_pupil(v: Village) -> None:
    v.person(v.household(), stage="小学", labour="")


def _taught_pupil(v: Village) -> None:
    _pupil(v, education="小学")


def _working_child(v: Village) -> None:
    _pupil(v, labour="普通劳动力", stage="")


def _no_card(v: Village) -> None:
    v.person(v.household(), health="残疾", labour="")


def _all_at_once(v: Village) -> None:
    v.slip("person", v.person(v.household(), labour=""), health=("healthy", "chronic"))


# --- 户


def _shared_phone(v: Village) -> None:
    for _ in "ab":
        v.household(phone="13900000001")


def _workers_one_phone(v: Village) -> None:
    home = v.household()
    for city in ("天山市", "昆仑市"):
        person = v.person(home, phone="13900000002")
        v.add("job", person=person, place="省外", year=2025, from_month="2025-05", city=city)


def _nobody_able(v: Village) -> None:
    v.change("person", v.head(v.household(type="脱贫户")), labour="丧失劳动力", health="长期慢性病")


def _too_many_unsafe(v: Village) -> None:
    v.change("village", v.store_village, registered_households=300, unsafe_houses=301)


def _land_too_small(v: Village) -> None:
    v.household(field_area=40)
    v.change("village", v.store_village, land=30)


# --- 帮扶、走访


def _helper_backwards(v: Village) -> None:
    helper = v.add("helper", household=v.household(), name=v.name(), from_on="2025-03-01")
    v.slip("helper", helper, to_on=date(2025, 2, 1))


def visit(v: Village, **raw: object) -> str:
    """A visit of July."""
    return v.add("visit", **{"household": v.household(), "date": "2025-07-08", "units": "村"} | raw)


def _visit_tomorrow(v: Village) -> None:
    v.slip("visit", visit(v), date=date(2025, 8, 2))


def _next_before(v: Village) -> None:
    v.slip("visit", visit(v), next_on=date(2025, 7, 1))


def _twice_a_day(v: Village) -> None:
    home = v.household()
    visit(v, household=home)
    visit(v, household=home)


def _same_words(v: Village) -> None:
    home, words = v.household(), "家里老人身体不好，儿子在外打工每月寄钱回来，院子里新养了六只羊，准备秋天再卖两只。"
    visit(v, household=home, date="2025-06-08", text=words)
    visit(v, household=home, result="有变化", text=words)


def finding(v: Village, **raw: object) -> str:
    """Something that a visit found."""
    return v.add("finding", visit=visit(v), text="院墙裂了", **raw)


def comparison(v: Village, department: str, **raw: object) -> str:
    """A department's list of June."""
    return v.add("comparison", month="2025-06", department=department, **{"pushed_households": 0} | raw)


def event(v: Village, kind: str, **raw: object) -> str:
    """Something that happened in July."""
    return v.add("event", kind=kind, date="2025-07-03", **raw)


def _reported_before(v: Village) -> None:
    v.slip("event", event(v, "干旱"), reported_on=date(2025, 7, 1))


def _hit_twice(v: Village) -> None:
    storm, home = event(v, "风雹"), v.household()
    for loss in (100, 200):
        v.slip("event_household", v.add("event_household", event=storm, household=v.household(), loss=loss), household=home)


def _helped_before(v: Village) -> None:
    v.add("event_household", event=event(v, "洪涝"), household=v.household(), helped_on="2025-07-01")


def _photo_of_tomorrow(v: Village) -> None:
    v.slip("attachment", v.add("attachment", ledger="household", row=v.household(), file=SCAN), taken_on=date(2025, 8, 1))


CASES = {
    "V02": lambda v: v.person(v.household(), id_no="99999920000101001"),
    "V03": _wrong_check_digit,
    "V04": _card_of_no_kind,
    "V06": lambda v: v.person(v.household(), relation="之女"),
    "V07": _taught_pupil,
    "V08": _working_child,
    "V10": _no_card,
    "V11": lambda v: v.household(phone="1390000"),
    "person.same_number": _two_with_one_number,
    "person.card_agrees": _foreign_card,
    "person.one_head": _two_heads,
    "person.spouse_fits": _two_wives,
    "person.certificate_agrees": _typed_otherwise,
    "person.left_after_joined": _gone_before,
    "person.health_fits": _all_at_once,
    "person.stage_suits_age": _adult_pupil,
    "person.destitute_fits": lambda v: v.person(v.household(), destitute="农村特困"),
    "household.has_a_head": _no_head,
    "household.same_phone": _shared_phone,
    "household.workers_share_phone": _workers_one_phone,
    "household.nobody_can_work": _nobody_able,
    "household.perhaps_a_clue": lambda v: v.household(danger="D级"),
    "village.within_all_households": _too_many_unsafe,
    "village.land_covers_households": _land_too_small,
    "helper.ended_after_begun": _helper_backwards,
    "visit.not_in_the_future": _visit_tomorrow,
    "visit.call_back_later": _next_before,
    "visit.once_a_day": _twice_a_day,
    "visit.own_words": _same_words,
    "visit.no_is_followed": lambda v: visit(v, result="有变化", water_ok=False),
    "village.waste_has_a_place": lambda v: v.change("village", v.store_village, waste_points=0),
    "household.land_is_likely": lambda v: v.household(field_area=6670),
    "finding.solved_after_found": lambda v: finding(v, state="已解决", solved_on="2025-07-01"),
    "finding.state_has_its_day": lambda v: finding(v, state="已解决"),
    "comparison.dates_in_order": lambda v: v.slip("comparison", comparison(v, "民政"), month="2025-09"),
    "comparison.counts_fit": lambda v: comparison(v, "医保", pushed_households=2, checked_households=3),
    "event.days_in_order": _reported_before,
    "event.counts_fit": lambda v: event(v, "雪灾", households=5, people=3),
    "event_household.once_an_event": _hit_twice,
    "event_household.helped_after_the_event": _helped_before,
    "attachment.sound": _photo_of_tomorrow,
}
