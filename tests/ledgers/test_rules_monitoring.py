"""What the ledgers of 监测帮扶 say of a case, a step and a measure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.ledgers.fake_facts import brief, computed, said

CLUE = date(2025, 1, 2)
CASE = {"uid": "case", "household": "h", "clue_on": CLUE}
OPENING = {"uid": "case", "household": "h", "opening": True, "opened_on": date(2025, 7, 1), "identified_month": "2021-05"}
CHAIN = ("visit", "comparison", "review", "notice", "township", "county", "identified")
REMOVAL = ("removal_visit", "removal_review", "removal_notice", "removal_township", "removal_county")


def rows(*kinds: str, year: int = 2025, month: int = 1, **more: Any) -> list[dict[str, Any]]:
    """Steps a day apart from the third of a month on."""
    return [{"uid": kind, "kind": kind, "date": date(year, month, 3 + n)} | more for n, kind in enumerate(kinds)]


IDENTIFIED = rows(*CHAIN)
REMOVING = [*IDENTIFIED, *rows(*REMOVAL, month=7, risk_solved=True)]
REMOVED_ON = date(2025, 7, 20)


def step(kind: str, on: date, others: Sequence[Mapping[str, Any]] = (), case: Mapping[str, Any] = CASE, **more: Any) -> Any:
    """What is said of one step, as (field, severity)."""
    home = {"no_labour": more.pop("no_labour", None)}
    row = {"kind": kind, "date": on, "case": "case"} | more
    return brief("monitoring_step", row, others=others, parents={"case": case, "case.household": home})


def test_a_clue_of_tomorrow_is_refused() -> None:
    assert brief("monitoring", {"clue_on": date(2025, 7, 23)}) == [("clue_on", "拦下")]
    assert brief("monitoring", {"clue_on": date(2025, 7, 22)}) == []


def test_dates_of_a_case_that_contradict_are_refused() -> None:
    case = OPENING | {"cleared": True, "cleared_month": "2021-04"}
    assert brief("monitoring", case) == [("cleared_month", "拦下")]
    assert ("identified_month", "拦下") in brief("monitoring", OPENING | {"clue_on": date(2021, 6, 1)})


def test_an_opening_case_is_asked_for_its_day_and_nothing_else() -> None:
    assert brief("monitoring", OPENING) == []
    assert brief("monitoring", OPENING | {"opened_on": None}) == [("opened_on", "提示")]
    assert brief("monitoring", OPENING | {"identified_month": None, "cleared": True}) == [("identified_month", "要改")]
    assert brief("monitoring", OPENING | {"cleared": False, "cleared_month": "2022-01"}) == [("cleared", "要改")]


def test_what_only_an_opening_may_say_is_to_be_marked_as_one() -> None:
    assert brief("monitoring", {"identified_month": "2021-05"}) == [("opening", "要改")]
    assert computed("monitoring", "state", {"identified_month": "2021-05"}) == "helping"


def test_the_class_goes_with_the_type_of_the_household() -> None:
    lifted = {"household": {"type": "lifted", "no_labour": True}}
    assert brief("monitoring", CASE | {"kind": "marginal"}, parents=lifted) == [("kind", "要改")]
    assert brief("monitoring", CASE | {"kind": "unstable"}, parents=lifted) == []
    assert brief("monitoring", CASE | {"has_labour": True}, parents=lifted) == [("has_labour", "要改")]


def test_a_second_case_names_the_one_before() -> None:
    old = {"uid": "old", "clue_on": date(2023, 1, 1)}
    assert brief("monitoring", CASE, others=[old]) == [("after", "存疑")]
    assert brief("monitoring", CASE | {"after": "old"}, others=[old]) == []
    assert brief("monitoring", CASE, others=[OPENING | {"uid": "old", "cleared": True}]) == []


def test_a_new_case_waits_for_the_end_of_the_old_one() -> None:
    later = {"monitoring": [{"uid": "new", "clue_on": date(2025, 7, 21)}], "monitoring_step": IDENTIFIED}
    assert brief("monitoring", CASE, kids=later) == [("household", "要改")]
    ended = later | {"monitoring_step": [*IDENTIFIED, {"uid": "e", "kind": "ended", "date": date(2025, 7, 1)}]}
    assert brief("monitoring", CASE, kids=ended) == []


def test_nobody_is_removed_without_a_measure_against_each_risk() -> None:
    kids = {"monitoring_step": [*REMOVING, {"uid": "r", "kind": "removed", "date": REMOVED_ON, "way": "nature"}]}
    assert brief("monitoring", CASE, kids=kids) == [("household", "存疑")]
    measure = {"support": [{"uid": "m", "kind": "industry", "date": date(2025, 2, 1)}]}
    assert brief("monitoring", CASE, kids=kids, near=measure) == []
    assert brief("monitoring", CASE | {"risks": ("1", "6")}, kids=kids, near=measure) == [("risks", "存疑")]
    measure["support"].append({"uid": "n", "kind": "health", "date": date(2025, 2, 1)})
    assert brief("monitoring", CASE | {"risks": ("1", "6")}, kids=kids, near=measure) == []
    before = {"support": [{"uid": "m", "kind": "industry", "date": date(2024, 2, 1)}]}
    assert brief("monitoring", CASE, kids=kids, near=before) == [("household", "存疑")]


def test_whoever_can_work_is_helped_to_earn() -> None:
    case, kids = CASE | {"has_labour": True}, {"monitoring_step": IDENTIFIED}
    assert brief("monitoring", case, kids=kids) == [("development", "存疑")]
    assert brief("monitoring", case, kids=kids, near={"support": [{"kind": "job", "date": date(2025, 2, 1)}]}) == []
    assert brief("monitoring", case | {"has_labour": False}, kids=kids) == []


def test_a_risk_is_borne_out_by_somebody_of_the_household() -> None:
    sound = {"person": [{"health": ("healthy",), "labour": "ordinary"}]}
    for one in ("1", "3", "8"):
        assert brief("monitoring", CASE | {"risks": (one,)}, near=sound) == [("risks", "存疑")]
    assert brief("monitoring", CASE | {"risks": ("1",)}, near={"person": [{"health": ("serious",)}]}) == []
    assert brief("monitoring", CASE | {"risks": ("1", "3", "7")}, near={"person": [{}]}) == [], "a blank says nothing"
    assert brief("monitoring", CASE | {"risks": ("7",)}, near={"person": [{"labour": "lost"}]}) == [("risks", "存疑")]


def test_a_good_income_at_identification_is_asked_about() -> None:
    assert brief("monitoring", CASE | {"income": Decimal(40002), "people": 2}) == [("income", "存疑")]
    assert brief("monitoring", CASE | {"income": Decimal(40000), "people": 2}) == []


@pytest.mark.parametrize(
    ("steps", "state", "running"),
    [
        ([], "clue", False),
        (IDENTIFIED[:2], "checking", False),
        ([*IDENTIFIED[:2], {"uid": "x", "kind": "rejected", "date": date(2025, 2, 1)}], "rejected", False),
        (IDENTIFIED, "helping", True),
        (REMOVING, "removing", True),
        ([*REMOVING, {"uid": "x", "kind": "removed", "date": REMOVED_ON}], "removed", False),
        ([*IDENTIFIED, {"uid": "x", "kind": "ended", "date": REMOVED_ON}], "ended", False),
        ([*IDENTIFIED, {"uid": "x", "kind": "ended", "date": date(2025, 7, 23)}], "helping", True),
    ],
)
def test_the_state_of_a_case_follows_from_its_steps_up_to_today(steps: list[Any], state: str, running: bool) -> None:
    assert computed("monitoring", "state", CASE, kids={"monitoring_step": steps}) == state
    assert computed("monitoring", "open", CASE, kids={"monitoring_step": steps}) is running


def test_identification_and_end_have_their_days() -> None:
    kids = {"monitoring_step": [*IDENTIFIED, {"uid": "x", "kind": "ended", "date": REMOVED_ON}]}
    assert computed("monitoring", "identified_on", CASE, kids=kids) == date(2025, 1, 9)
    assert computed("monitoring", "ended_on", CASE, kids=kids) == REMOVED_ON
    assert computed("monitoring", "identified_on", OPENING) == date(2021, 5, 1)


def test_income_at_identification_is_held_per_head_with_claims_and_medicine() -> None:
    money = {"income": Decimal(16000), "claims": Decimal(1000), "own_medical": Decimal(9000)}
    assert computed("monitoring", "reference", money | {"people": 2}) == 4000
    assert computed("monitoring", "reference", {"people": 2}) is None


def test_a_step_of_tomorrow_and_a_notice_that_ends_before_it_begins_are_refused() -> None:
    assert step("visit", date(2025, 7, 23)) == [("date", "拦下")]
    assert ("until", "拦下") in step("notice", date(2025, 1, 6), IDENTIFIED[:3], until=date(2025, 1, 5))


@pytest.mark.parametrize("at", range(2, len(CHAIN)))
def test_a_skipped_step_is_refused(at: int) -> None:
    before = IDENTIFIED[: at - 1] if CHAIN[at] != "notice" else IDENTIFIED[:2]
    if CHAIN[at] == "review":
        before = []
    assert step(CHAIN[at], date(2025, 1, 12), before) == [("kind", "拦下")]
    assert step(CHAIN[at], date(2025, 1, 12), IDENTIFIED[:at]) == []


def test_a_step_dated_before_the_one_it_needs_is_refused() -> None:
    assert step("review", date(2025, 1, 2), IDENTIFIED[:2]) == [("date", "拦下")]
    assert step("visit", date(2025, 1, 1)) == [("date", "拦下")]


def test_moving_a_step_behind_its_follower_is_refused() -> None:
    review, others = IDENTIFIED[2], [*IDENTIFIED[:2], *IDENTIFIED[3:]]
    around = {"others": others, "parents": {"case": CASE}, "old": review}
    assert brief("monitoring_step", review | {"date": date(2025, 1, 7)}, **around) == [("date", "拦下")]
    assert brief("monitoring_step", review | {"who": "白某某"}, **around) == []


def test_a_broken_chain_that_came_from_elsewhere_is_to_be_mended_and_its_note_can_still_be_written() -> None:
    row = {"uid": "1", "kind": "county", "date": date(2025, 1, 12), "case": "case"}
    assert brief("monitoring_step", row | {"note": "补记"}, old=row, parents={"case": CASE}) == [("kind", "要改")]


def test_what_was_done_before_the_books_were_opened_is_asked_nothing() -> None:
    assert step("county", date(2021, 5, 1), case=OPENING) == []
    assert step("removed", date(2025, 6, 30), case=OPENING, risk_solved=False) == []
    assert step("removed", date(2025, 7, 2), case=OPENING, risk_solved=True) == [("kind", "拦下")]
    assert step("removed", date(2025, 7, 2), case=OPENING, opening=True) == []
    assert step("removal_visit", date(2025, 7, 2), case=OPENING, result="pass") == []


def test_two_go_to_a_household_to_verify() -> None:
    assert step("visit", CLUE, who="白某某") == [("who", "存疑")]
    assert step("visit", CLUE, who="白某某、乌某某") == []
    assert step("visit", CLUE) == [], "a blank is no fault"


def test_nobody_is_compared_without_a_signed_authorisation() -> None:
    visit = {"uid": "v", "kind": "visit", "date": CLUE}
    assert step("comparison", CLUE) == step("comparison", CLUE, authorised=False) == [("authorised", "拦下")]
    assert step("comparison", CLUE, [visit | {"authorised": True}], authorised=False) == [("authorised", "拦下")]
    assert step("comparison", CLUE, authorised=True) == step("comparison", CLUE, [visit | {"authorised": True}]) == []
    assert step("comparison", date(2021, 5, 1), case=OPENING) == [], "before the books were opened nobody is asked"


def test_an_unsigned_comparison_from_elsewhere_is_to_be_mended_and_its_paper_will_do() -> None:
    row = {"uid": "1", "kind": "comparison", "date": CLUE, "case": "case"}
    around = {"old": row, "parents": {"case": CASE}}
    assert brief("monitoring_step", row | {"note": "补记"}, **around) == [("authorised", "要改")]
    assert brief("monitoring_step", row, **around, scans=[{"title": "户主签的承诺授权书"}]) == []


def test_the_votes_of_the_meeting_add_up() -> None:
    at = date(2025, 1, 5), IDENTIFIED[:2]
    assert step("review", *at, due=30, present=31) == [("present", "要改")]
    assert step("review", *at, due=30, present=20, yes=18, no=3) == [("present", "要改")]
    assert step("review", *at, due=30, present=19, yes=18) == [("present", "存疑")]
    assert step("review", *at, due=30, present=20, yes=10, result="pass") == [("yes", "要改")]
    assert step("review", *at, due=30, present=20, yes=15, no=4, abstained=1, result="pass") == []


def test_one_meeting_and_one_notice_are_enough() -> None:
    assert step("review", date(2025, 1, 6), IDENTIFIED[:3]) == [("kind", "存疑")]
    assert step("review", date(2025, 1, 6), [*IDENTIFIED[:2], IDENTIFIED[2] | {"result": "fail"}]) == []


def test_a_notice_hangs_as_long_as_the_parameter_says() -> None:
    at = date(2025, 1, 6), IDENTIFIED[:3]
    assert step("notice", *at, until=date(2025, 1, 9)) == [("until", "要改")]
    assert step("notice", *at, until=date(2025, 1, 10)) == []
    assert computed("monitoring_step", "days", {"date": at[0], "until": date(2025, 1, 10)}) == 5


def test_identification_is_asked_about_when_it_took_long() -> None:
    assert step("identified", date(2025, 1, 18), IDENTIFIED[:6]) == [("date", "存疑")]


def test_a_rejection_says_why() -> None:
    assert step("rejected", date(2025, 1, 8), IDENTIFIED[:2]) == [("text", "存疑")]
    assert step("rejected", date(2025, 1, 8), IDENTIFIED[:2], text="收入稳定，没有返贫风险") == []


def test_a_risk_that_is_not_solved_refuses_the_removal() -> None:
    unsolved = [*IDENTIFIED, *rows(*REMOVAL, month=7, risk_solved=False)]
    assert step("removed", REMOVED_ON, unsolved) == [("kind", "拦下")]
    assert step("removed", REMOVED_ON, REMOVING, risk_solved=False) == [("kind", "拦下")]
    assert step("removed", REMOVED_ON, REMOVING) == step("removed", REMOVED_ON, REMOVING, risk_solved=True) == []
    looked_again = [one | {"uid": "zz"} if one["kind"] == "removal_visit" else one for one in REMOVING]
    assert step("removed", REMOVED_ON, [*unsolved, *looked_again]) == [], "the later of two checks on one day counts"
    unasked = [*IDENTIFIED, *rows(*REMOVAL, month=7)]
    assert step("removed", REMOVED_ON, unasked) == [("risk_solved", "要改")]
    assert step("removed", REMOVED_ON, REMOVING, risk_solved="unknown") == [("risk_solved", "存疑")]
    assert step("removal_visit", date(2025, 7, 3), IDENTIFIED, result="pass", risk_solved=False) == [("risk_solved", "拦下")]
    assert step("removal_visit", date(2025, 7, 3), IDENTIFIED, result="fail", risk_solved=False) == []


def test_the_other_conditions_of_removal_are_named_one_by_one() -> None:
    row = {"kind": "removed", "date": REMOVED_ON, "income_stable": False, "spending_ok": False, "basics_ok": False}
    found = said("monitoring_step", row, others=REMOVING, parents={"case": CASE})
    assert [m.severity for m in found] == ["要改"] * 3
    assert [m.text[:6] for m in found] == ["“收入稳定”", "“大额支出已", "“三保障和饮"]


def test_six_months_of_help_come_before_removal() -> None:
    late = [*rows(*CHAIN, month=3), *REMOVING[len(IDENTIFIED):]]
    assert step("removed", REMOVED_ON, late) == [("date", "要改")]


def test_a_household_without_labour_is_not_marked_as_removed_by_help() -> None:
    assert step("removed", REMOVED_ON, REMOVING, CASE | {"has_labour": False}, way="help") == [("way", "要改")]
    assert step("removed", REMOVED_ON, REMOVING, way="help", no_labour=True) == [("way", "要改")]
    assert step("removed", REMOVED_ON, REMOVING, way="help", no_labour=True, document="镇批〔2025〕3号") == []


def test_any_household_may_end_and_says_why() -> None:
    assert step("ended", REMOVED_ON, IDENTIFIED, no_labour=True) == [("end_why", "要改")]
    assert step("ended", REMOVED_ON, IDENTIFIED, end_why="died", no_labour=True) == []
    assert step("ended", REMOVED_ON, end_why="moved") == []


def test_a_fallback_follows_a_removal_and_says_why() -> None:
    removed = [*REMOVING, {"uid": "x", "kind": "removed", "date": date(2025, 7, 10)}]
    assert step("fallback", REMOVED_ON, removed) == [("text", "要改")]
    assert step("fallback", REMOVED_ON, removed, text="核查不实，风险还在") == []
    assert step("fallback", REMOVED_ON, REMOVING, text="核查不实") == [("kind", "拦下")]


def test_a_step_knows_its_household() -> None:
    assert computed("monitoring_step", "household", {}, parents={"case": CASE}) == "h"


def test_a_measure_is_of_its_own_household_and_case() -> None:
    row = {"household": "h", "date": date(2025, 2, 1)}
    assert brief("support", row, parents={"case": CASE, "person": {"household": "h"}}) == []
    assert brief("support", row, parents={"case": CASE | {"household": "other"}}) == [("case", "要改")]
    assert brief("support", row, parents={"person": {"household": "other"}}) == [("person", "要改")]
    assert brief("support", row | {"date": date(2025, 1, 1)}, parents={"case": CASE}) == [("date", "存疑")]


def test_the_days_of_a_measure_stand_in_order() -> None:
    assert brief("support", {"date": date(2025, 2, 1), "ended_on": date(2025, 1, 1)}) == [("ended_on", "拦下")]
    assert brief("support", {"date": date(2025, 8, 1), "state": "done"}) == [("state", "要改")]
    assert brief("support", {"date": date(2025, 8, 1), "state": "planned"}) == []


def test_which_measures_are_developing_is_a_parameter() -> None:
    assert computed("support", "development", {"kind": "industry"}) is True
    assert computed("support", "development", {"kind": "welfare"}) is False
