"""What the ledgers of 公岗, 交通补助, 培训 and 就业意向 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.ledgers.fake_facts import BOY, MAN, WOMAN, brief, computed, said

OLD = "999999195501010011"
LIFTED = {"uid": "h", "type": "lifted"}
ADULT = {"uid": "9", "scope": "999999104201", "id_no": MAN, "household": "h", "labour": "ordinary"}
POST = {"uid": "p", "standard": Decimal(200), "min_days": None}
AROUND: dict[str, Any] = {"parents": {"person": ADULT, "person.household": LIFTED, "post": POST}}
HELD = {"from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31), "state": "on_duty", "standard": None}
SHEET = {"holder": HELD | {"uid": "7", "person": "9", "post": "p"}, "holder.post": POST}


def around(**person: Any) -> dict[str, Any]:
    return {"parents": {**AROUND["parents"], "person": ADULT | person}}


# --- post


def test_more_holders_than_places_are_asked_about() -> None:
    kids = {"post_holder": [HELD | {"uid": "1"}, HELD | {"uid": "2"}, HELD | {"uid": "3", "state": "left"}]}
    assert brief("post", {"quota": 1}, kids=kids) == [("quota", "存疑")]
    assert brief("post", {"quota": 2}, kids=kids) == []
    assert (computed("post", "holders", {"quota": 3}, kids=kids), computed("post", "free", {"quota": 3}, kids=kids)) == (2, 1)
    assert computed("post", "free", {}) is None


def test_a_post_is_closed_after_it_was_set_up_and_when_nobody_holds_it() -> None:
    assert brief("post", {"set_up_on": date(2025, 2, 1), "closed_on": date(2025, 1, 1)}) == [("closed_on", "拦下")]
    closed = {"closed_on": date(2025, 7, 1)}
    assert brief("post", closed, kids={"post_holder": [HELD]}) == [("closed_on", "存疑")]
    assert brief("post", closed) == []


# --- post_holder


def test_a_sound_holder_is_not_doubted() -> None:
    assert brief("post_holder", HELD, **AROUND) == []


def test_an_agreement_that_ends_before_it_begins_is_refused() -> None:
    assert brief("post_holder", HELD | {"to_on": date(2024, 12, 31)}, **AROUND) == [("to_on", "拦下")]
    assert brief("post_holder", HELD | {"left_on": date(2024, 12, 31), "state": "left"}, **AROUND) == [("left_on", "拦下")]


def test_the_state_of_a_holder_goes_with_its_dates() -> None:
    assert brief("post_holder", HELD | {"state": "left"}, **AROUND) == [("left_on", "存疑")]
    assert brief("post_holder", HELD | {"left_on": date(2025, 5, 1)}, **AROUND) == [("state", "要改")]
    assert brief("post_holder", HELD | {"to_on": date(2025, 6, 30)}, **AROUND) == [("to_on", "存疑")]
    assert brief("post_holder", HELD | {"to_on": date(2026, 6, 30)}, **AROUND) == [("to_on", "存疑")]
    for state in ("waiting", "on_leave", "suspended", "unknown", None):
        assert brief("post_holder", HELD | {"state": state}, **AROUND) == []


def test_a_household_that_moved_here_left_its_post_behind() -> None:
    moved = {"parents": {name: row for name, row in AROUND["parents"].items() if name != "post"}}
    assert brief("post_holder", HELD | {"post": "p"}, **moved) == [("post", "要改")]
    assert brief("post_holder", HELD | {"post": "p", "state": "left", "left_on": date(2025, 6, 1)}, **moved) == []


def test_steps_of_hiring_come_in_order_unless_the_row_is_an_opening_one() -> None:
    late = HELD | {"announced_on": date(2024, 12, 20), "applied_on": date(2024, 12, 1)}
    assert brief("post_holder", late, **AROUND) == [("applied_on", "拦下")]
    gap = HELD | {"announced_on": date(2024, 12, 1), "signed_on": date(2024, 12, 30)}
    assert brief("post_holder", gap, **AROUND) == [("applied_on", "存疑")]
    assert brief("post_holder", late | {"opening": True}, **AROUND) == []
    assert brief("post_holder", HELD | {"signed_on": date(2024, 12, 30)}, **AROUND) == []


def test_who_is_too_young_too_old_or_unable_is_said() -> None:
    assert brief("post_holder", HELD, **around(id_no=BOY)) == [("person", "要改")]
    assert brief("post_holder", HELD, **around(id_no=WOMAN)) == [("person", "存疑")]
    assert brief("post_holder", HELD | {"opening": True}, **around(id_no=WOMAN)) == []
    assert brief("post_holder", HELD | {"opening": True}, **around(id_no=OLD)) == [("person", "存疑")]
    assert brief("post_holder", HELD, **around(labour="lost")) == [("person", "存疑")]
    assert brief("post_holder", HELD, **around(id_no=None)) == []


def test_posts_are_for_lifted_and_monitored_households() -> None:
    home = {"parents": {**AROUND["parents"], "person.household": {"type": "ordinary"}}}
    assert brief("post_holder", HELD, **home) == [("person", "存疑")]
    home = {"parents": {**AROUND["parents"], "person.household": {"type": "ordinary", "monitoring_class": "marginal"}}}
    assert brief("post_holder", HELD, **home) == []


def test_one_post_at_a_time_and_nobody_far_away() -> None:
    assert brief("post_holder", HELD, **AROUND, others=[HELD | {"uid": "2"}]) == [("from_on", "存疑")]
    assert brief("post_holder", HELD, **AROUND, others=[HELD | {"uid": "2", "left_on": date(2024, 12, 31)}]) == []
    job = {"place": "province", "from_month": "2025-03", "to_month": None}
    assert brief("post_holder", HELD, **AROUND, near={"job": [job]}) == [("from_on", "存疑")]
    assert brief("post_holder", HELD, **AROUND, near={"job": [job | {"channel": "post"}]}) == []


def test_a_holder_is_paid_what_its_months_pay() -> None:
    months = [{"marks": "√√√", "standard": None}, {"present_days": 4}, {"marks": None}, {"marks": "√", "standard": Decimal(150)}]
    kids = {"post_attendance": months}
    assert computed("post_holder", "months", HELD, **AROUND, kids=kids) == 3
    assert computed("post_holder", "paid", HELD, **AROUND, kids=kids) == Decimal(550)
    assert computed("post_holder", "pay_standard", HELD, **AROUND) == Decimal(200)
    assert computed("post_holder", "active", HELD, **AROUND) is True
    assert computed("post_holder", "household", HELD, **AROUND) == "h"


# --- post_attendance


def test_attendance_on_31_february_and_tomorrow_is_refused() -> None:
    assert brief("post_attendance", {"month": "2025-02", "marks": "√" * 31}, parents=SHEET) == [("marks", "拦下")]
    assert brief("post_attendance", {"month": "2025-02", "marks": "√" * 28}, parents=SHEET) == []
    assert brief("post_attendance", {"month": "2025-07", "marks": "√" * 23}, parents=SHEET) == [("marks", "拦下")]
    assert brief("post_attendance", {"month": "2025-08"}, parents=SHEET) == [("month", "拦下")]
    assert brief("post_attendance", {"month": "2025-02", "present_days": 29}, parents=SHEET) == [("present_days", "拦下")]


def test_days_typed_are_those_of_the_sheet() -> None:
    assert brief("post_attendance", {"month": "2025-06", "marks": "√√√", "present_days": 4}, parents=SHEET) == [("present_days", "要改")]


def test_attendance_outside_the_agreement_or_twice_is_said() -> None:
    short = {**SHEET, "holder": SHEET["holder"] | {"left_on": date(2025, 6, 2)}}
    sheet = {"month": "2025-06", "marks": "√√√"}
    assert brief("post_attendance", sheet, parents=short) == [("marks", "存疑")]
    assert brief("post_attendance", sheet | {"opening": True}, parents=short) == []
    gone = {"month": "2025-07", "present_days": 20}
    assert brief("post_attendance", gone, parents=short) == [("month", "存疑")]
    assert brief("post_attendance", gone | {"month": "2025-06"}, parents=short) == []
    assert brief("post_attendance", sheet, parents=SHEET, others=[{"uid": "2", "month": "2025-06"}]) == [("month", "要改")]


def test_few_days_are_asked_about_when_the_month_is_over() -> None:
    assert brief("post_attendance", {"month": "2025-06", "marks": "√√"}, parents=SHEET) == [("marks", "存疑")]
    assert brief("post_attendance", {"month": "2025-06", "present_days": 2}, parents=SHEET) == [("present_days", "存疑")]
    assert brief("post_attendance", {"month": "2025-07", "marks": "√√"}, parents=SHEET) == []
    own = {**SHEET, "holder.post": POST | {"min_days": 2}}
    assert brief("post_attendance", {"month": "2025-06", "marks": "√√"}, parents=own) == []


def test_money_without_attendance_is_to_be_mended() -> None:
    assert brief("post_attendance", {"month": "2025-06", "paid_on": date(2025, 7, 10)}, parents=SHEET) == [("paid_on", "要改")]
    row = {"month": "2025-06", "marks": "√√√", "paid_on": date(2025, 5, 31)}
    assert brief("post_attendance", row, parents=SHEET) == [("paid_on", "拦下")]
    assert brief("post_attendance", {"month": "2025-06", "marks": "√√√", "cut": Decimal(300)}, parents=SHEET) == [("cut", "存疑")]


def test_a_month_pays_its_standard_less_what_is_taken_off() -> None:
    row = {"month": "2025-06", "marks": "√√√△×", "cut": Decimal(50), "reward": Decimal(20)}
    shown = {name: computed("post_attendance", name, row, parents=SHEET) for name in ("days", "leave", "absent", "taken", "pay")}
    assert shown == {"days": 3, "leave": 1, "absent": 1, "taken": Decimal(50), "pay": Decimal(170)}
    assert computed("post_attendance", "pay", row | {"standard": Decimal(300)}, parents=SHEET) == Decimal(270)
    assert computed("post_attendance", "pay", {"month": "2025-06"}, parents=SHEET) == 0
    assert computed("post_attendance", "person", row, parents=SHEET) == "9"
    assert computed("post_attendance", "post", row, parents=SHEET) == "p"


# --- travel_subsidy

WAY = {"year": 2025, "place": "province", "from_month": "2025-02", "fare": Decimal("398.50"), "proofs": ("ticket",), "state": "applied"}


def test_a_sound_application_is_not_doubted() -> None:
    assert brief("travel_subsidy", WAY, **AROUND) == []
    assert computed("travel_subsidy", "months", WAY, **AROUND) == 6
    assert computed("travel_subsidy", "due", WAY, **AROUND) == Decimal("398.50")


def test_a_job_in_the_county_is_refused() -> None:
    (found,) = said("travel_subsidy", WAY | {"place": "county_in"}, **AROUND)
    assert (found.field, found.severity, found.text) == ("place", "拦下", "在县内务工不能申请交通补助，请核对务工地。")
    home = {"year": 2025, "place": "county_in", "from_month": "2025-01"}
    assert brief("travel_subsidy", WAY, **AROUND, near={"job": [home]}) == [("place", "存疑")]


def test_less_than_three_months_away_is_to_be_mended() -> None:
    assert brief("travel_subsidy", WAY | {"from_month": "2025-06"}, **AROUND) == [("from_month", "要改")]
    job = {"year": 2025, "place": "county_out", "from_month": "2025-01", "to_month": "2025-04"}
    assert brief("travel_subsidy", WAY | {"from_month": "2025-06"}, **AROUND, near={"job": [job]}) == []
    assert computed("travel_subsidy", "months", WAY, **AROUND, near={"job": [job]}) == 4


def test_once_a_person_a_year_but_a_returned_one_does_not_count() -> None:
    assert brief("travel_subsidy", WAY, **AROUND, others=[{"uid": "2", "year": 2025, "state": "paid"}]) == [("year", "要改")]
    assert brief("travel_subsidy", WAY, **AROUND, others=[{"uid": "2", "year": 2025, "state": "returned"}]) == []
    assert brief("travel_subsidy", WAY, **AROUND, others=[{"uid": "2", "year": 2024, "state": "paid"}]) == []


def test_steps_states_and_reasons_of_an_application() -> None:
    late = {"applied_on": date(2025, 5, 1), "paid_on": date(2025, 4, 1), "state": "paid"}
    assert brief("travel_subsidy", WAY | late, **AROUND) == [("paid_on", "拦下")]
    assert brief("travel_subsidy", WAY | late | {"opening": True}, **AROUND) == []
    assert brief("travel_subsidy", WAY | {"state": "paid"}, **AROUND) == [("paid_on", "存疑")]
    assert brief("travel_subsidy", WAY | {"state": "returned"}, **AROUND) == [("returned_why", "存疑")]
    assert brief("travel_subsidy", WAY | {"paid_on": date(2025, 7, 1)}, **AROUND) == [("state", "存疑")]
    gap = {"applied_on": date(2025, 5, 1), "paid_on": date(2025, 7, 1), "state": "paid"}
    assert brief("travel_subsidy", WAY | gap, **AROUND) == [("village_on", "存疑")]
    assert brief("travel_subsidy", WAY | {"to_month": "2025-01"}, **AROUND)[-1] == ("to_month", "拦下")
    for state in ("village", "noticed", "township", "county", "unknown"):
        assert brief("travel_subsidy", WAY | {"state": state}, **AROUND) == []


def test_papers_money_and_age_of_an_application() -> None:
    assert brief("travel_subsidy", WAY | {"proofs": None, "pledge": False}, **AROUND) == [("proofs", "存疑")]
    assert brief("travel_subsidy", WAY | {"proofs": None}, **AROUND) == []
    assert brief("travel_subsidy", WAY | {"proofs": None, "pledge": "unknown"}, **AROUND) == []
    pledged = WAY | {"proofs": None, "pledge": True, "state": "paid", "paid_on": date(2025, 7, 1)}
    assert brief("travel_subsidy", pledged, **AROUND) == [("verifier", "存疑")]
    assert brief("travel_subsidy", pledged | {"verifier": "乌某某"}, **AROUND) == []
    assert brief("travel_subsidy", WAY | {"paid": Decimal(400)}, **AROUND) == [("paid", "要改")]
    assert brief("travel_subsidy", WAY, **around(id_no=BOY)) == [("person", "要改")]
    home = {"parents": {**AROUND["parents"], "person.household": {"type": "ordinary"}}}
    assert brief("travel_subsidy", WAY, **home) == [("person", "存疑")]


# --- training, job_intent, vacancy


def test_a_course_ends_after_it_begins_and_is_heard_once() -> None:
    course = {"topic": "焊工", "from_on": date(2025, 5, 1)}
    assert brief("training", course | {"to_on": date(2025, 4, 1)}) == [("to_on", "拦下")]
    assert brief("training", course | {"paid_on": date(2025, 4, 1)}) == [("paid_on", "拦下")]
    assert brief("training", course, others=[course | {"uid": "2"}]) == [("topic", "存疑")]
    assert brief("training", course, others=[course | {"uid": "2", "topic": "烹饪"}]) == []


def test_hours_and_fruits_of_a_course() -> None:
    assert brief("training", {"hours": 40, "heard": 41}) == [("heard", "要改")]
    assert brief("training", {"job_after": False, "fitting": True}) == [("fitting", "要改")]
    assert brief("training", {"came": False, "subsidy": Decimal(300)}) == [("subsidy", "要改")]
    assert brief("training", {"came": True, "subsidy": Decimal(300), "hours": 40, "heard": 40}) == []


def test_a_wish_and_what_came_of_it() -> None:
    wish = {"date": date(2025, 5, 1)}
    assert brief("job_intent", {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("job_intent", wish | {"settled_on": date(2025, 4, 1), "result": "hired"}) == [("settled_on", "拦下")]
    assert brief("job_intent", wish | {"result": "hired"}) == [("settled_on", "存疑")]
    assert brief("job_intent", wish | {"result": "hired", "opening": True}) == []
    assert brief("job_intent", wish | {"settled_on": date(2025, 6, 1), "result": "open"}) == [("result", "存疑")]
    assert brief("job_intent", wish | {"can_leave": False, "place": "province"}) == [("place", "存疑")]
    assert brief("job_intent", wish, **around(labour="none")) == [("person", "存疑")]
    for result, waits in (("open", True), ("offered", True), ("declined", False), ("ended", False), ("unknown", True)):
        assert brief("job_intent", wish | {"result": result}) == []
        assert computed("job_intent", "waiting", {"result": result}) is waits


def test_a_vacancy_and_its_days() -> None:
    assert brief("vacancy", {"posted_on": date(2025, 7, 2), "until": date(2025, 7, 1)}) == [("until", "拦下")]
    assert brief("vacancy", {"wage_low": Decimal(5000), "wage_high": Decimal(4000)}) == [("wage_high", "拦下")]
    assert computed("vacancy", "open", {"until": date(2025, 7, 21)}) is False
    assert computed("vacancy", "open", {"until": date(2025, 7, 22)}) is True
    assert computed("vacancy", "hired", {}, kids={"job_intent": [{"result": "hired"}, {"result": "open"}]}) == 1
