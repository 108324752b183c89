"""What the ledgers of 三保障 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import models.store as st
from models.codes import affairs, education, health, safety, schooling, warning, welfare
from models.codes.person import MEDICAL_INSURANCE
from models.codes.presets import presets_of
from models.codes.visit import SATISFACTION
from models.kernel import UserMistake
from models.kernel.codelist import CodeList
from models.rules import appeal as appeal_rule
from models.rules import health as health_rule
from models.rules import school as school_rule
from models.rules import small_books
from models.rules.person import stage_group
from tests.ledgers.fake_facts import BOY, MAN, brief, computed, said

PUPIL: dict[str, Any] = {"year": 2025, "stage": "middle1", "attendance": "here"}
CHILD = {"person": {"uid": "9", "id_no": "999999201206300033", "household": "h"}}
LIFTED = {"person.household": {"uid": "h", "type": "lifted"}}


@pytest.mark.parametrize(
    ("id", "codes"),
    [
        ("welfare.person_kinds", welfare.WELFARE_KIND),
        ("welfare.exclusive_kinds", welfare.WELFARE_KIND),
        ("house.report_levels", safety.REPORT_HELD),
    ],
)
def test_words_in_presets_are_codes(id: str, codes: CodeList) -> None:
    known = {code for code, _ in codes.items}
    assert all(set(preset.value) <= known for preset in presets_of(id))  # type: ignore[arg-type]


def test_stages_in_presets_are_stages() -> None:
    known = {stage_group(code) for code, _ in education.SCHOOL_STAGE.items}
    for id in ("school.yulu_stages", "school.compulsory_stages"):
        assert all(set(preset.value) <= known for preset in presets_of(id))  # type: ignore[arg-type]


def test_an_ordinary_pupil_has_nothing_said_of_them() -> None:
    assert brief("schooling", PUPIL, parents=CHILD) == []
    again = PUPIL | {"uid": "0", "stage": "middle1"}
    assert brief("schooling", PUPIL, parents=CHILD, others=[again]) == [("term", "存疑")]
    for other in ({"year": 2024}, {"term": "spring"}, {"attendance": "moved"}):
        assert brief("schooling", PUPIL | {"term": "autumn"}, parents=CHILD, others=[again | {"term": "autumn"} | other]) == []
    assert computed("schooling", "phase", PUPIL) == "compulsory"
    assert computed("schooling", "household", PUPIL, parents=CHILD) == "h"


def test_a_child_who_dropped_out_is_asked_about_and_no_clue_makes_itself() -> None:
    assert brief("schooling", PUPIL | {"attendance": "dropped"}, parents=CHILD) == [
        ("dropout", "存疑"),
        ("attendance", "存疑"),
    ]
    assert brief("schooling", PUPIL | {"stage": "high1", "attendance": "dropped", "dropout": "dislike"}) == []


def test_a_stage_far_from_the_age_is_asked_about() -> None:
    assert brief("schooling", PUPIL | {"stage": "bachelor1"}, parents=CHILD) == [("stage", "存疑")]


def test_leaving_school_before_entering_is_refused() -> None:
    assert brief("schooling", PUPIL | {"from_on": date(2025, 3, 1), "to_on": date(2025, 2, 1)}) == [("to_on", "拦下")]


def test_yulu_goes_with_vocational_school() -> None:
    assert brief("schooling", PUPIL | {"aid": ("yulu",)}, parents=CHILD) == [("aid", "存疑")]
    older = {"year": 2025, "stage": "vocational1", "attendance": "here"}
    assert brief("schooling", older, parents=LIFTED) == [("aid", "提示")]
    assert brief("schooling", older | {"aid": ("yulu",)}, parents=LIFTED) == []
    assert brief("schooling", older, parents={"person.household": {"type": "ordinary"}}) == []


def test_insurance_says_why_not() -> None:
    assert brief("insurance", {"year": 2025, "kind": "none"}) == [("why", "存疑")]
    assert brief("insurance", {"year": 2025, "kind": "none", "why": "army"}) == []
    assert computed("insurance", "insured", {"kind": "elsewhere"}) is True
    assert computed("insurance", "insured", {"kind": "none"}) is False


def test_contribution_is_that_of_the_day_on_which_it_was_paid() -> None:
    row = {"year": 2025, "kind": "resident", "own": Decimal(180), "subsidy": Decimal(220), "subsidy_kind": "low_income"}
    assert brief("insurance", row | {"paid_on": date(2024, 11, 1)}) == []
    assert brief("insurance", row | {"year": 2024, "paid_on": date(2023, 11, 1)}) == [("own", "存疑")]
    assert brief("insurance", row) == []
    assert brief("insurance", row | {"paid_on": date(2025, 7, 23)}) == [("paid_on", "拦下")]
    assert ("paid_on", "存疑") in brief("insurance", row | {"paid_on": date(2022, 11, 1)})


def test_a_second_insurance_of_a_year_is_asked_about() -> None:
    row = {"year": 2025, "kind": "resident"}
    assert brief("insurance", row, others=[row | {"uid": "2"}]) == [("year", "存疑")]
    assert brief("insurance", row, others=[row | {"uid": "2", "year": 2024}]) == []


def test_illness_in_words() -> None:
    row = {"kind": "chronic", "disease": "膝关节炎", "course": "steady", "doctor_signed": False}
    assert brief("illness", row) == []
    healthy = {"person": {"health": ("healthy",)}}
    assert brief("illness", row | {"doctor_signed": True}, parents=healthy) == [("person", "存疑")]
    assert brief("illness", row | {"found_month": "2025-08"})[0] == ("found_month", "拦下")
    assert brief("illness", row | {"found_month": "2025-05", "ended_month": "2025-04"})[0] == ("ended_month", "拦下")
    assert brief("illness", {"kind": "serious", "disease": "胃癌", "course": "cured"}) == [("ended_month", "存疑")]
    assert brief("illness", {"kind": "serious", "disease": "胃癌", "course": "cured", "opening": True}) == []
    assert brief("illness", {"kind": "serious", "disease": "胃癌", "treatment": "not_yet"}) == [("treatment", "存疑")]


def test_four_chronic_illnesses_have_a_doctor_and_a_card() -> None:
    row = {"kind": "chronic", "disease": "高血压", "course": "steady", "doctor_signed": False}
    found = said("illness", row)
    assert [(m.field, m.severity, m.text) for m in found] == [
        ("doctor_signed", "提示", "四类慢性病要有家庭医生签约，请联系村医。"),
        ("disease", "存疑", "高血压还没有慢病卡，问问要不要申报。"),
    ]
    assert computed("illness", "four", row) == "pressure"
    held: dict[str, Any] = {"chronic_card": [{"uid": "2", "disease": "高血压病"}]}
    assert brief("illness", row | {"doctor_signed": True}, near=held) == []
    stopped = {"chronic_card": [{"uid": "2", "disease": "高血压", "stopped_on": date(2025, 1, 1)}]}
    assert brief("illness", row | {"doctor_signed": True}, near=stopped) == [("disease", "存疑")]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (health_rule.INSURED | {"none"}, MEDICAL_INSURANCE),
        (school_rule.OUT_OF_SCHOOL | {"here"}, schooling.ATTENDANCE),
        ({"yulu", "none"}, schooling.AID),
        ({"none_needed", "not_yet"}, safety.REMEDY),
        ({"good", "bad"}, safety.WATER_RESULT),
        ({"report", "look", "outage"}, safety.WATER_CHECK),
        ({"keep", "change", "stop"}, welfare.RECHECK),
        ({"treated", "not_yet"}, health.TREATMENT),
        ({"ongoing", "steady", "cured", "dead"}, health.COURSE),
        ({"taken", "handed", "working", "answered", "reviewing"} | appeal_rule.DONE, affairs.APPEAL_STATE),
        ({appeal_rule.ILL_CONTENT}, SATISFACTION),
        ({small_books.WON, small_books.LOST, small_books.SPENT}, affairs.POINTS_KIND),
        ({"taken", "counting", "done"}, warning.EVENT_STATE),
    ],
)
def test_rules_use_words_that_the_lists_have(words: set[str], codes: CodeList) -> None:
    assert words <= {code for code, _ in codes.items}


def test_a_card_that_takes_longer_than_ten_working_days() -> None:
    row = {"disease": "糖尿病", "applied_on": date(2025, 7, 1)}
    assert computed("chronic_card", "due", row) == date(2025, 7, 15)
    assert computed("chronic_card", "state", row) == "late"
    assert brief("chronic_card", row) == [("issued_on", "存疑")]
    assert brief("chronic_card", row | {"issued_on": date(2025, 7, 15)}) == []
    assert brief("chronic_card", row | {"issued_on": date(2025, 6, 15)}) == [("issued_on", "拦下")]


def test_a_card_entered_as_opening_has_no_chain() -> None:
    row = {"disease": "糖尿病", "opening": True, "opened_on": date(2025, 7, 1)}
    assert brief("chronic_card", row) == []
    assert computed("chronic_card", "state", row) == "issued"
    assert brief("chronic_card", row | {"applied_on": date(2024, 1, 2), "issued_on": date(2024, 6, 1)}) == []


def test_a_refused_card_says_why() -> None:
    row = {"disease": "糖尿病", "applied_on": date(2025, 7, 1), "refused_on": date(2025, 7, 8)}
    assert brief("chronic_card", row) == [("refused_why", "存疑")]
    assert brief("chronic_card", row | {"refused_why": "没达到标准"}) == []
    assert brief("chronic_card", {"disease": "糖尿病", "opening": True, "review": "failed"}) == [("stopped_on", "存疑")]


def test_an_unsafe_house() -> None:
    row = {"date": date(2025, 3, 1), "grade": "D", "judged": "firm"}
    assert brief("housing_check", row) == [("remedy", "存疑"), ("report_number", "存疑")]
    assert brief("housing_check", row, scans=[{"file": "its report"}]) == [("remedy", "存疑")]
    assert computed("housing_check", "state", row) == "to_mend"
    assert computed("housing_check", "due", row) == date(2025, 12, 31)
    assert computed("housing_check", "unsafe", row) is True
    assert brief("housing_check", row | {"opening": True}) == []
    assert brief("housing_check", row | {"date": date(2025, 7, 23), "grade": "A"}) == [("date", "拦下")]
    mended = row | {
        "remedy": "rebuild",
        "mended_on": date(2025, 6, 1),
        "report_number": "鉴字1号",
        "held": ("village",),
    }
    found = said("housing_check", mended)
    assert [(m.field, m.severity, m.text) for m in found] == [
        ("held", "提示", "危房鉴定报告还缺这几级没存：户、镇、旗县。")
    ]
    assert computed("housing_check", "not_held", mended) == ("household", "township", "county")
    assert computed("housing_check", "unsafe", mended) is False
    assert brief("housing_check", mended | {"accepted_on": date(2025, 5, 1)})[0] == ("accepted_on", "拦下")


def test_a_source_knows_its_last_report_and_its_outage() -> None:
    checks = {"water_check": [
        {"kind": "report", "date": date(2025, 1, 10)}, {"kind": "report", "date": date(2024, 7, 1)},
        {"kind": "outage", "date": date(2025, 7, 20)}, {"kind": "look", "date": date(2025, 7, 21)},
    ]}  # fmt: skip
    assert computed("water_source", "last_report", {}, kids=checks) == date(2025, 1, 10)
    assert computed("water_source", "next_report", {}, kids=checks) == date(2025, 7, 10)
    assert computed("water_source", "without_water", {}, kids=checks) is True
    back = {"water_check": [{"kind": "outage", "date": date(2025, 7, 20), "to_on": date(2025, 7, 21)}]}
    assert computed("water_source", "without_water", {}, kids=back) is False
    assert computed("water_source", "last_report", {}) is None
    assert brief("water_source", {"households": 5, "people": 4}) == [("people", "存疑")]
    assert brief("water_source", {"built_on": date(2026, 1, 1), "state": "running"}) == [("built_on", "存疑")]


def test_water_short_of_the_standard_is_not_good() -> None:
    row = {"date": date(2025, 7, 1), "kind": "look", "minutes": 30, "result": "good"}
    assert brief("water_check", row) == [("result", "存疑")]
    assert computed("water_check", "short", row) == "取水往返30分钟，超过20分钟"
    assert brief("water_check", row | {"minutes": 5}) == []
    assert brief("water_check", row | {"result": "bad"}) == [("reason", "存疑")]
    assert brief("water_check", {"date": date(2025, 7, 1), "kind": "report"}) == [("result", "存疑")]


def test_an_outage_that_goes_on_is_asked_about() -> None:
    row = {"date": date(2025, 7, 1), "kind": "outage"}
    assert brief("water_check", row) == [("to_on", "存疑")]
    assert computed("water_check", "days_out", row) == 22
    assert brief("water_check", row | {"to_on": date(2025, 7, 2)}) == []
    assert brief("water_check", row | {"to_on": date(2025, 6, 2)}) == [("to_on", "拦下")]
    assert brief("water_check", row | {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("water_check", row | {"kind": "look", "to_on": date(2025, 7, 2)}) == [("kind", "存疑")]
    assert computed("water_check", "days_out", row | {"kind": "look"}) is None


def test_welfare_of_a_person_names_the_person() -> None:
    assert brief("welfare", {"kind": "disabled_care"}) == [("person", "存疑")]
    severe = {"person": {"disability_level": "3", "household": "h"}}
    row = {"household": "h", "kind": "disabled_care", "person": "9"}
    assert brief("welfare", row, parents=severe) == [("kind", "存疑")]
    assert brief("welfare", row | {"household": "other"}, parents={"person": {"household": "h"}}) == [
        ("person", "要改")
    ]


def test_low_income_and_destitute_exclude_each_other() -> None:
    row = {"kind": "low_rural", "person": "9"}
    assert brief("welfare", row, others=[{"uid": "2", "kind": "destitute_home", "person": "9"}]) == [("kind", "存疑")]
    assert brief("welfare", row, others=[{"uid": "2", "kind": "destitute_home", "person": "8"}]) == []
    ended = {"uid": "2", "kind": "destitute_home", "person": "9", "to_month": "2024-12"}
    assert brief("welfare", row, others=[ended]) == []


def test_an_able_adult_is_not_destitute() -> None:
    able = {"person": {"id_no": MAN, "health": ("healthy",)}}
    assert brief("welfare", {"kind": "destitute_home", "person": "9"}, parents=able) == [("person", "存疑")]
    child = {"person": {"id_no": BOY, "health": ("healthy",)}}
    assert brief("welfare", {"kind": "destitute_home", "person": "9"}, parents=child) == []


def test_the_time_of_grace_and_single_households() -> None:
    row = {"kind": "low_rural", "from_month": "2023-01", "taper_from": "2024-07", "taper_to": "2025-06"}
    assert brief("welfare", row) == [("rechecked_on", "存疑")]
    assert computed("welfare", "state", row) == "to_recheck"
    assert brief("welfare", row | {"taper_to": "2024-06"}) == [("taper_to", "拦下"), ("rechecked_on", "存疑")]
    assert brief("welfare", {"kind": "low_rural", "to_month": "2025-06"}) == [("stop_why", "存疑")]
    assert brief("welfare", {"kind": "low_rural", "to_month": "2025-06", "opening": True}) == []
    assert brief("welfare", {"kind": "low_rural", "single": True}) == [("person", "存疑")]


@pytest.mark.life("chronic_card")
def test_a_card_from_asking_to_the_end(village: st.Store) -> None:
    home = st.add(village, "household", {"head_name": "白某某", "head_id": MAN}).uid
    person = st.find(village, "person")[0].uid
    st.change(village, "person", person, {"health": "长期慢性病"})
    with pytest.raises(UserMistake, match="病种"):
        st.add(village, "chronic_card", {"person": person})
    card = st.add(village, "chronic_card", {"person": "白某某", "disease": "高血压", "applied_on": "2025-07-14"}).uid

    def state() -> tuple[Any, Any]:
        (row,) = st.full(village, "chronic_card", st.find(village, "chronic_card", {"uid": card}))
        return row["state"], row["household"]

    assert state() == ("applied", home)
    saved = st.change(village, "chronic_card", card, {"issued_on": "2025-07-18", "review_due": "2025-07-20"})
    assert saved.notices == ()
    assert state() == ("to_review", home)
    saved = st.change(village, "chronic_card", card, {"reviewed_on": "2025-07-21", "review": "直接续办"})
    assert [notice.field for notice in saved.notices] == ["review_due"]
    st.change(village, "chronic_card", card, {"review_due": "2027-07-20"})
    assert state() == ("issued", home)
    with pytest.raises(UserMistake, match="停用日期比发放日期还早"):
        st.change(village, "chronic_card", card, {"stopped_on": "2025-07-01"})
    st.change(village, "chronic_card", card, {"stopped_on": "2025-07-22", "stopped_why": "人去世"})
    assert state() == ("stopped", home)
