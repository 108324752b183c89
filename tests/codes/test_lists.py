"""Every code list: sound, with its source, and using the same words as the rules."""

import pkgutil
from importlib import import_module

import pytest

import models.codes
from models.codes import education, household, job, loan, person, post, subsidy, toilet, visit
from models.codes.ethnicity import ETHNICITY
from models.codes.region import PROVINCE_CODES
from models.codes.relation import GB_4761, HEAD, RELATION, SPOUSE, from_gb
from models.kernel.codelist import CodeList
from models.rules import household as household_rule
from models.rules import job as job_rule
from models.rules import person as person_rule
from models.rules import post as post_rule
from models.rules import subsidy as subsidy_rule
from models.rules import toilet as toilet_rule
from models.rules import visit as visit_rule

MODULES = [import_module(f"models.codes.{found.name}") for found in pkgutil.iter_modules(models.codes.__path__)]
LISTS = {value.id: value for module in MODULES for value in vars(module).values() if isinstance(value, CodeList)}


@pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)
def test_a_list_is_sound_and_ends_with_not_known(codes: CodeList) -> None:
    known = [code for code, _ in codes.items]
    assert codes.title
    assert codes.source
    assert codes.items[-1] == ("unknown", "不清楚")
    assert len(set(known)) == len(known)
    assert len({label for _, label in codes.items}) == len(known)
    assert all("," not in code for code in known), "several codes are stored joined by a comma"
    assert set(codes.aliases.values()) <= set(known)
    assert not set(codes.aliases) & {label for _, label in codes.items}, "an alias that is a label says nothing"


@pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)
def test_labels_codes_and_aliases_are_found(codes: CodeList) -> None:
    for code, label in codes.items:
        assert codes.find(f" {label} ") == code
    for alias, code in codes.aliases.items():
        assert codes.find(alias) == code


def test_every_list_has_its_own_id() -> None:
    declared = [value for module in MODULES for value in vars(module).values() if isinstance(value, CodeList)]
    assert len({id(value) for value in declared}) == len(LISTS)


def test_the_56_peoples_stand_at_their_standard_numbers() -> None:
    assert [ETHNICITY.find(name) for name in ("汉族", "蒙古", "维吾尔族", "满族", "鄂温克族", "基诺族", "其他")] == [
        "01", "02", "05", "11", "45", "56", "97",
    ]  # fmt: skip
    assert len(ETHNICITY.items) == 56 + 3


def test_relations_map_to_the_standard_and_back() -> None:
    assert (RELATION.find("户主"), RELATION.find("本人"), RELATION.find("妻")) == (HEAD, HEAD, SPOUSE)
    assert RELATION.find("子") == RELATION.find("之子") == RELATION.find("长子") == from_gb("20") == from_gb("23")
    assert from_gb("73") == RELATION.find("弟")
    assert from_gb("00") is None
    assert set(GB_4761) == {code for code, _ in RELATION.items} - {"unknown"}
    everything = [code for codes in GB_4761.values() for code in codes]
    assert len(everything) == len(set(everything))


def test_marks_of_a_sheet_are_those_that_are_counted() -> None:
    marks = [mark for mark, _ in post.POST_MARKS.items]
    assert marks == [post_rule.PRESENT, post_rule.LEAVE, post_rule.ABSENT, post_rule.REST]
    assert all(len(mark) == 1 for mark in marks)
    assert set(post.POST_MARKS.aliases.values()) <= set(marks)


def test_provinces_are_34() -> None:
    assert len(PROVINCE_CODES) == 34


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({visit_rule.LIFTED, visit_rule.ORDINARY}, household.HOUSEHOLD_TYPE),
        ({"unstable", "marginal", "sudden"}, household.MONITORING_CLASS),
        ({visit_rule.HOME, visit_rule.PHONE}, visit.METHOD),
        ({visit_rule.ABSENT}, visit.RESULT),
        ({job_rule.COUNTY_IN, job_rule.COUNTY_OUT, job_rule.PROVINCE, job_rule.ABROAD, job_rule.UNKNOWN}, job.PLACE),
        ({"post", "workshop"}, job.CHANNEL),
        (toilet_rule.CLOSED_FAULTS | {"found", "mending", "reopened"}, toilet.FAULT_STATE),
        ({"unused", "normal", "unknown"}, toilet.TOILET_USE),
        ({"pass", "fail"}, toilet.ACCEPTANCE),
        ({household_rule.HEAD, household_rule.SPOUSE}, RELATION),
        (person_rule.MALE_RELATIONS | person_rule.FEMALE_RELATIONS, RELATION),
        (person_rule.NO_LABOUR | person_rule.ABLE | {"weak"}, person.LABOUR),
        (person_rule.NOT_IN_SCHOOL, education.SCHOOL_STAGE),
        ({"healthy", "disabled"}, person.HEALTH),
        ({"disability_card"}, person.CERTIFICATE),
        ({"illness", "disability"}, education.DROPOUT),
        ({"proper", "unused", "misused"}, loan.CHECK_RESULT),
        (post_rule.ON_DUTY | {"waiting", "suspended", "left"}, post.HOLDER_STATE),
        ({"excellent", "fail"}, post.GRADE),
        ({"crop", "livestock", "yard"}, subsidy.CATEGORY),
        (set(subsidy_rule.UNITS) - {"crop", "yard"}, subsidy.ANIMAL),
        ({"applied", "village", "noticed", "township", "county", "paid", "returned"}, subsidy.CLAIM_STATE),
        ({"actual", "capped", "flat"}, subsidy.TRAVEL_METHOD),
    ],
)
def test_rules_use_words_that_the_lists_have(words: set[str], codes: CodeList) -> None:
    assert words <= {code for code, _ in codes.items}
