"""What the ledgers of 农户 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal
from typing import Any

from models.codes.relation import HEAD, SPOUSE
from tests.ledgers.fake_facts import BOY, MAN, WOMAN, brief, computed, said

HEAD_OF_HOUSE: dict[str, Any] = {"uid": "2", "name": "白某某", "relation": HEAD, "id_no": MAN}


def test_a_second_head_is_asked_about_and_taken() -> None:
    found = said("person", {"name": "张某某", "relation": HEAD}, others=[HEAD_OF_HOUSE])
    assert [(m.text, m.field, m.severity) for m in found] == [("这户已经有户主白某某。要改成张某某吗？", "relation", "要改")]


def test_a_new_head_after_the_old_one_died_is_no_second_head() -> None:
    gone = HEAD_OF_HOUSE | {"left_on": date(2025, 3, 1), "left_why": "death"}
    assert brief("person", {"name": "张某某", "relation": HEAD}, others=[gone]) == []


def test_husband_and_wife_of_one_sex_are_to_be_mended() -> None:
    assert brief("person", {"relation": SPOUSE, "id_no": MAN}, others=[HEAD_OF_HOUSE]) == [("relation", "要改")]
    assert brief("person", {"relation": SPOUSE, "id_no": WOMAN}, others=[HEAD_OF_HOUSE]) == []


def test_a_daughter_who_is_a_man_is_to_be_mended() -> None:
    assert brief("person", {"relation": "4", "id_no": MAN}) == [("relation", "要改")]


def test_sex_birth_and_age_come_from_the_certificate() -> None:
    person = {"id_no": WOMAN, "stated_sex": "1"}
    assert computed("person", "sex", person) == "2"
    assert computed("person", "born", person) == date(1960, 2, 29)
    assert computed("person", "age", person) == 65


def test_a_new_born_without_certificate_has_the_age_that_was_typed() -> None:
    person = {"stated_sex": "2", "stated_born": date(2024, 7, 22)}
    assert (computed("person", "sex", person), computed("person", "age", person)) == ("2", 1)


def test_what_was_typed_beside_the_certificate_must_agree() -> None:
    assert brief("person", {"id_no": MAN, "stated_sex": "2"}) == [("stated_sex", "要改")]


def test_leaving_before_coming_is_refused() -> None:
    row = {"joined_on": date(2025, 3, 1), "left_on": date(2025, 2, 1)}
    assert brief("person", row) == [("left_on", "拦下")]


def test_healthy_stands_alone() -> None:
    assert ("health", "要改") in brief("person", {"health": ("chronic", "healthy")})


def test_a_disability_card_of_its_own_answers_the_question_for_it() -> None:
    assert ("disability_card", "存疑") in brief("person", {"health": ("disabled",), "id_no": MAN})
    assert brief("person", {"health": ("disabled",), "id_no": MAN, "disability_card": MAN + "42"}) == []


def test_a_child_is_no_labour() -> None:
    assert brief("person", {"id_no": BOY, "labour": "ordinary"}) == [("labour", "存疑")]


def test_the_household_takes_name_and_certificate_of_its_head() -> None:
    people = [{"uid": "3", "name": "李某某", "relation": SPOUSE}, HEAD_OF_HOUSE]
    assert computed("household", "head_name", {}, kids={"person": people}) == "白某某"
    assert computed("household", "head_id", {}, kids={"person": people}) == MAN
    assert computed("household", "head_name", {}) is None


def test_the_size_of_a_household_counts_who_shares_its_income_today() -> None:
    people = [
        HEAD_OF_HOUSE | {"shares_income": True},
        {"uid": "3", "shares_income": False},
        {"uid": "4", "left_on": date(2025, 7, 22)},
        {"uid": "5", "shares_income": None},
    ]
    assert computed("household", "size", {}, kids={"person": people}) == 2


def test_a_household_lifted_and_monitored_is_assisted_once_and_a_cleared_one_still_counts() -> None:
    cleared = {"monitoring": [{"uid": "1", "kind": "sudden", "opening": True, "cleared": True}]}
    assert computed("household", "monitored", {"type": "ordinary"}, kids=cleared) is True
    assert computed("household", "assisted", {"type": "ordinary"}, kids=cleared) is True
    assert computed("household", "assisted", {"type": "lifted"}) is True
    unknown = {"monitoring": [{"uid": "1", "kind": "unknown", "opening": True}]}
    assert computed("household", "assisted", {"type": "ordinary"}, kids=unknown) is False


def test_helpers_are_those_who_still_help() -> None:
    helpers = [{"name": "乌某某"}, {"name": "王某某", "to_on": date(2025, 1, 1)}]
    assert computed("household", "helpers", {}, kids={"helper": helpers}) == "乌某某"


def test_a_monitoring_class_that_the_type_excludes_is_to_be_mended() -> None:
    assert brief("household", {"type": "ordinary", "monitoring_class": "unstable"}) == [("monitoring_class", "要改")]
    assert brief("household", {"type": "ordinary", "monitoring_class": "sudden"}) == []


def test_clearing_before_identification_is_refused() -> None:
    row = {"monitoring_class": "sudden", "identified_month": "2024-05", "cleared_month": "2023-05", "cleared": True}
    assert brief("household", row) == [("cleared_month", "拦下")]


def test_a_month_or_a_clearing_without_a_class_has_no_case_to_be_kept_in() -> None:
    assert brief("household", {"cleared": True}) == [("cleared", "拦下")]
    assert brief("household", {"identified_month": "2024-05", "cleared": False}) == [("identified_month", "拦下")]
    assert brief("household", {"cleared": False}) == []


def test_a_helper_who_stops_before_beginning_is_refused() -> None:
    assert brief("helper", {"from_on": date(2025, 2, 1), "to_on": date(2025, 1, 1)}) == [("to_on", "拦下")]


def test_an_age_rule_that_nobody_set_says_nothing() -> None:
    assert brief("job", {"place": "county_in", "wage": Decimal(2000)}) == []
