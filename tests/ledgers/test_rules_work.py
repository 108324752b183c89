"""What the ledgers of 走访, 就业, 户厕 and 计划 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal

from tests.ledgers.fake_facts import BOY, MAN, brief, computed, said

ADULT = {"uid": "9", "scope": "999999104201", "id_no": MAN, "household": "h"}


def test_a_visit_tomorrow_is_refused() -> None:
    assert brief("visit", {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("visit", {"date": date(2025, 7, 22)}) == []


def test_the_same_household_twice_a_day_is_asked_about() -> None:
    visit = {"date": date(2025, 7, 1), "method": "home"}
    assert brief("visit", visit, others=[visit | {"uid": "2"}]) == [("date", "存疑")]
    assert brief("visit", visit, others=[visit | {"uid": "2", "method": "phone"}]) == []


def test_the_next_visit_comes_later() -> None:
    assert brief("visit", {"date": date(2025, 7, 1), "next_on": date(2025, 6, 30)}) == [("next_on", "拦下")]
    assert brief("visit", {"date": date(2025, 7, 1), "next_on": date(2025, 7, 1)}) == []


def test_no_change_in_the_same_words_each_month_is_honest() -> None:
    words = "家里一切都好，" * 8
    other = {"uid": "2", "text": words}
    assert brief("visit", {"text": words, "result": "same"}, others=[other]) == []
    assert brief("visit", {"text": words, "result": "changed"}, others=[other]) == [("text", "提示")]


def test_a_finding_is_settled_after_its_visit() -> None:
    visit = {"visit": {"date": date(2025, 7, 1), "household": "h"}}
    assert brief("finding", {"state": "solved", "solved_on": date(2025, 6, 1)}, parents=visit) == [("solved_on", "要改")]
    assert brief("finding", {"state": "solved"}, parents=visit) == [("solved_on", "存疑")]
    assert brief("finding", {"state": "open", "solved_on": date(2025, 7, 2)}, parents=visit) == [("state", "存疑")]
    assert computed("finding", "household", {}, parents=visit) == "h"


def test_a_job_that_ends_before_it_begins_is_refused() -> None:
    assert brief("job", {"from_month": "2025-05", "to_month": "2025-03"}) == [("to_month", "拦下")]


def test_a_job_that_has_ended_does_not_go_on() -> None:
    assert brief("job", {"to_month": "2025-03", "still": True}) == [("still", "要改")]


def test_the_place_of_work_is_held_against_the_region_code() -> None:
    row = {"place": "county_in", "region": "999912000000"}
    assert brief("job", row, parents={"person": ADULT}) == [("place", "存疑")]
    assert brief("job", row | {"place": "county_out"}, parents={"person": ADULT}) == []


def test_a_village_post_outside_the_county_is_odd() -> None:
    assert brief("job", {"place": "province", "channel": "post"}) == [("place", "存疑")]


def test_a_worker_under_age_is_to_be_mended() -> None:
    assert brief("job", {"place": "county_in"}, parents={"person": ADULT | {"id_no": BOY}}) == [("person", "要改")]


def test_a_wage_out_of_the_usual_is_asked_about() -> None:
    assert brief("job", {"wage": Decimal(350)}) == [("wage", "存疑")]
    assert brief("job", {"wage": Decimal(4000)}) == []


def test_months_and_income_of_a_running_job_are_counted_up_to_today() -> None:
    row = {"year": 2025, "from_month": "2025-03", "wage": Decimal(3000)}
    assert computed("job", "months", row) == 5
    assert computed("job", "income", row) == Decimal(15000)
    assert computed("job", "months", {"year": 2025}) is None


def test_a_job_belongs_to_the_household_of_its_person() -> None:
    assert computed("job", "household", {}, parents={"person": ADULT}) == "h"
    assert computed("job", "post", {"channel": "post"}) is True


def test_another_place_of_work_is_another_job() -> None:
    job = {"job": {"place": "county_in", "person": "9"}}
    assert brief("job_check", {"place": "province"}, parents=job) == [("place", "存疑")]
    assert brief("job_check", {"place": "unknown"}, parents=job) == []
    assert brief("job_check", {"date": date(2025, 8, 1)}, parents=job) == [("date", "拦下")]
    assert computed("job_check", "person", {}, parents=job) == "9"


def test_the_dates_of_a_toilet_stand_in_order() -> None:
    row = {"started_on": date(2025, 5, 1), "built_on": date(2025, 4, 1)}
    assert brief("toilet", row) == [("built_on", "拦下")]
    row = {"built_on": date(2025, 5, 1), "accepted_on": date(2025, 4, 1), "acceptance": "pass"}
    assert brief("toilet", row) == [("accepted_on", "拦下")]


def test_a_second_toilet_of_a_household_is_asked_about_unless_the_first_is_gone() -> None:
    assert brief("toilet", {}, others=[{"uid": "2", "use": "normal"}]) == [("household", "存疑")]
    assert brief("toilet", {}, others=[{"uid": "2", "use": "gone"}]) == []


def test_an_acceptance_without_its_day_is_asked_about() -> None:
    assert brief("toilet", {"acceptance": "pass"}) == [("accepted_on", "存疑")]


def test_the_state_of_a_toilet_follows_from_its_dates() -> None:
    accepted = {"built_on": date(2025, 5, 1), "accepted_on": date(2025, 6, 1), "acceptance": "pass"}
    assert computed("toilet", "state", {}) == "摸底"
    assert computed("toilet", "state", {"built_on": date(2025, 5, 1)}) == "待验收"
    assert computed("toilet", "state", accepted) == "已验收"


def test_a_toilet_accepted_and_not_used_is_unused_until_an_answer_says_otherwise() -> None:
    accepted = {"accepted_on": date(2025, 7, 1), "acceptance": "pass", "use": "unused"}
    assert computed("toilet", "unused", accepted) is True
    answers = {"toilet_care": [{"date": date(2025, 7, 10), "use": "normal"}]}
    assert computed("toilet", "unused", accepted, kids=answers) is False
    assert computed("toilet", "use_now", accepted, kids=answers) == "normal"


def test_a_fault_is_mended_after_it_was_found() -> None:
    row = {"found_on": date(2025, 3, 1), "mended_on": date(2025, 2, 1), "state": "mended", "checked_by": "乌某某"}
    assert brief("toilet_fault", row) == [("mended_on", "拦下")]


def test_a_closed_fault_wants_its_day_unless_it_is_an_opening_one() -> None:
    assert brief("toilet_fault", {"state": "closed"}) == [("state", "存疑")]
    assert brief("toilet_fault", {"state": "closed", "opening": True}) == []
    assert computed("toilet_fault", "open", {"state": "closed"}) is False
    assert computed("toilet_fault", "open", {"state": "found"}) is True


def test_an_answer_about_a_toilet_is_not_given_tomorrow() -> None:
    assert brief("toilet_care", {"date": date(2025, 7, 23)}) == [("date", "拦下")]


def test_a_parameter_ends_after_it_begins() -> None:
    found = said("parameter", {"from_on": date(2025, 1, 1), "to_on": date(2024, 1, 1)})
    assert [m.text for m in found] == ["有效期止比有效期起还早，请核对。"]


def test_a_parameter_is_a_number_where_the_preset_is_one() -> None:
    found = said("parameter", {"id": "income.monitor_line", "value": "八千"})
    assert [(one.field, one.severity, one.text) for one in found] == [("value", "拦下", "“八千”不是数字。")]
    assert brief("parameter", {"id": "income.monitor_line", "value": "8000"}) == brief("parameter", {"id": "of.later", "value": "八千"}) == []
