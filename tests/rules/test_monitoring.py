"""The course of a monitoring case by its steps, and what single steps need."""

from datetime import date
from decimal import Decimal

import pytest

from models.codes.monitoring import CASE_STATE, STEP
from models.rules import monitoring as rule
from models.rules import monitoring_papers as paper
from models.rules.monitoring import IDENTIFYING, NEEDS, REMOVING, Course, Start, Step

WORDS = dict(STEP.items)
CLUE = date(2025, 1, 2)
IN_ORDER = [(kind, date(2025, 1, day)) for day, kind in enumerate(IDENTIFYING, 2)]
REMOVED = [(kind, date(2025, 8, day)) for day, kind in enumerate(REMOVING, 1)]


def walk(*steps: tuple[str, date], start: Start | None = None, **more: str) -> Course:
    """A case replayed; `more` gives results by kind."""
    made = [Step(kind, kind, on, more.get(kind)) for kind, on in steps]
    return rule.replay(start or Start(CLUE), made, WORDS)


def test_steps_and_states_are_words_of_the_lists() -> None:
    known = {code for code, _ in STEP.items}
    assert {*IDENTIFYING, *REMOVING, *NEEDS} <= known
    assert {code for code, _ in CASE_STATE.items} >= rule.CLOSED | rule.HELPED


@pytest.mark.parametrize(
    ("count", "state"), [(0, "clue"), (1, "clue"), (2, "checking"), (7, "checking"), (8, "helping")]
)
def test_state_follows_from_the_steps_taken(count: int, state: str) -> None:
    course = walk(*IN_ORDER[:count])
    assert (course.state, course.faults) == (state, {})


def test_a_case_is_removed_by_the_same_chain_and_then_closed() -> None:
    assert walk(*IN_ORDER, *REMOVED[:1]).state == "removing"
    course = walk(*IN_ORDER, *REMOVED)
    assert (course.state, course.faults, course.ended_on) == ("removed", {}, date(2025, 8, 6))
    assert course.identified_on == date(2025, 1, 9)


@pytest.mark.parametrize("skipped", ["visit", "comparison", "review", "notice", "township", "county"])
def test_no_step_is_skipped(skipped: str) -> None:
    faults = walk(*(step for step in IN_ORDER if step[0] != skipped)).faults
    follower = next(kind for kind in IDENTIFYING if skipped in NEEDS.get(kind, ()))
    assert list(faults) == [follower], "one skipped step is one fault"
    assert faults[follower] == ("kind", f"还没有“{WORDS[skipped]}”这一步，请先补上，再记这一步。")


@pytest.mark.parametrize("skipped", REMOVING[:-1])
def test_no_step_of_removal_is_skipped(skipped: str) -> None:
    assert len(walk(*IN_ORDER, *(step for step in REMOVED if step[0] != skipped)).faults) == 1


def test_no_step_is_dated_before_the_one_it_needs() -> None:
    course = walk(("visit", date(2025, 1, 3)), ("review", date(2025, 1, 8)), ("notice", date(2025, 1, 7)))
    assert course.faults == {"notice": ("date", "日期比“民主评议”还早，请核对。")}
    assert walk(("visit", date(2025, 1, 1))).faults["visit"][0] == "date"


def test_several_steps_may_be_made_on_one_day() -> None:
    assert walk(*((kind, CLUE) for kind in IDENTIFYING)).faults == {}


def test_the_comparison_may_run_beside_the_village() -> None:
    swapped = [step for step in IN_ORDER if step[0] not in ("comparison", "township", "county", "identified")]
    assert walk(*swapped, ("comparison", date(2025, 1, 7)), *IN_ORDER[5:]).faults == {}


def test_the_township_waits_for_the_end_of_the_notice() -> None:
    steps = [Step("n", "notice", date(2025, 1, 6), until=date(2025, 1, 10)), Step("t", "township", date(2025, 1, 9))]
    steps += [Step(kind, kind, on) for kind, on in IN_ORDER[:4]]
    assert rule.replay(Start(CLUE), steps, WORDS).faults == {
        "t": ("date", "“村内公示”到2025年1月10日才结束，这一步不能比它还早。")
    }


def test_what_did_not_pass_leads_no_further() -> None:
    course = walk(*IN_ORDER[:5], review="fail")
    assert course.faults["notice"] == ("kind", "“民主评议”还没有通过，不能往下走，请先把它办完。")
    assert walk(*IN_ORDER, *REMOVED[:2], removal_review="fail").state == "helping"


def test_a_closed_case_goes_no_further() -> None:
    assert "新建" in walk(*IN_ORDER[:2], ("rejected", date(2025, 1, 5)), ("review", date(2025, 1, 6))).faults["review"][1]
    assert "认定" in walk(*IN_ORDER, ("rejected", date(2025, 2, 1))).faults["rejected"][1]
    again = Step("again", "removal_visit", date(2025, 9, 1))
    done = [Step(kind, kind, on) for kind, on in (*IN_ORDER, *REMOVED)]
    assert "风险回退" in rule.replay(Start(CLUE), [*done, again], WORDS).faults["again"][1]
    assert "整户减少" in walk(*IN_ORDER, ("ended", date(2025, 2, 1)), ("removal_visit", date(2025, 3, 1))).faults["removal_visit"][1]


def test_look_back_and_fallback_come_after_removal() -> None:
    assert "风险消除" in walk(*IN_ORDER, ("lookback", date(2025, 9, 1))).faults["lookback"][1]
    assert "风险消除" in walk(*IN_ORDER, ("fallback", date(2025, 9, 1))).faults["fallback"][1]
    course = walk(*IN_ORDER, *REMOVED, ("lookback", date(2025, 9, 1)))
    assert (course.state, course.faults) == ("removed", {})


def test_a_fallback_opens_the_case_again_and_removal_begins_anew() -> None:
    back = [*IN_ORDER, *REMOVED, ("fallback", date(2025, 9, 1))]
    course = walk(*back)
    assert (course.state, course.ended_on, course.faults) == ("helping", None, {})
    made = [Step(f"{n}", kind, on) for n, (kind, on) in enumerate([*back, ("removed", date(2026, 4, 1))])]
    assert list(rule.replay(Start(CLUE), made, WORDS).faults) == [str(len(back))]


@pytest.mark.parametrize("steps", [[], IN_ORDER[:3], IN_ORDER, [*IN_ORDER, *REMOVED]])
def test_a_household_may_end_at_any_time(steps: list[tuple[str, date]]) -> None:
    course = walk(*steps, ("ended", date(2025, 12, 1)))
    assert (course.state, course.faults) == ("ended", {})


def test_an_opening_case_needs_no_earlier_step() -> None:
    helping = Start(opening=True, opened_on=date(2025, 7, 1), identified_on=date(2021, 5, 1))
    assert walk(start=helping).state == "helping"
    assert walk(*REMOVED, start=helping).faults == {}
    assert list(walk(*REMOVED[1:], start=helping).faults) == ["removal_review"], "later steps are bound"
    cleared = Start(opening=True, opened_on=date(2025, 7, 1), identified_on=date(2021, 5, 1), cleared=True)
    assert walk(start=cleared).state == "removed"
    assert walk(("fallback", date(2025, 8, 1)), start=cleared).state == "helping"


def test_an_opening_case_goes_on_from_wherever_it_stands() -> None:
    open_anywhere = Start(opening=True, opened_on=date(2025, 1, 1))
    assert walk(*IN_ORDER[4:], start=open_anywhere).faults == {}
    assert list(walk(IN_ORDER[4], IN_ORDER[6], start=open_anywhere).faults) == ["county"]
    assert walk(("lookback", date(2025, 8, 1)), start=open_anywhere).state == "removed"


def test_a_row_says_whether_it_is_an_opening_and_which_steps_are_free() -> None:
    start = rule.start_of({"identified_month": "2021-05", "opening": True, "opened_on": date(2025, 7, 1), "cleared": False})
    assert start == Start(None, True, date(2025, 7, 1), date(2021, 5, 1), False)
    rows = [{"uid": "1", "kind": "review", "date": date(2021, 4, 1)}, {"uid": "2", "kind": "visit", "date": date(2025, 8, 1)},
            {"uid": "3", "kind": "unknown", "date": date(2025, 8, 1)}, {"uid": "4", "kind": "visit", "date": None}]
    assert [(step.uid, step.free) for step in rule.steps_of(rows, start)] == [("1", True), ("2", False)]


def test_cases_in_one_line_are_told_from_others() -> None:
    first, second, other = {"uid": "1"}, {"uid": "2", "after": "1"}, {"uid": "9"}
    assert rule.not_in_line({"uid": "3", "after": "2"}, [first, second, other]) == [other]
    assert rule.not_in_line(first, [second, {"uid": "3", "after": "2"}]) == []


def test_a_step_that_another_change_puts_out_of_place_is_found() -> None:
    before, after = walk(*IN_ORDER[:4]), walk(*IN_ORDER[:1], *IN_ORDER[2:4])
    assert rule.broken_by(before, after, "visit") == "review"
    assert rule.broken_by(after, after, "visit") is None


def test_votes_have_to_add_up() -> None:
    assert paper.votes_fault(30, 31, (None,)) == "实到31人，比应到30人还多，请核对。"
    assert paper.votes_fault(30, 20, (15, 5, 1)) == "票数合计21，比实到20人还多，请核对。"
    assert paper.votes_fault(30, 20, (15, 5, None)) is None
    assert paper.quorum_doubt(30, 20, Decimal("66.66")) is None
    assert paper.quorum_doubt(30, 19, Decimal("66.66")) is not None
    assert paper.majority_fault(20, 10, 50, "pass") is not None
    assert paper.majority_fault(20, 11, 50, "pass") is None
    assert paper.majority_fault(20, 3, 50, "fail") is None


def test_a_notice_counts_both_its_days() -> None:
    first = date(2025, 7, 1)
    assert paper.notice_days(first, date(2025, 7, 5)) == 5
    assert paper.notice_fault(first, date(2025, 7, 5), 5) is None
    assert paper.notice_fault(first, date(2025, 7, 4), 5) == "公示了4天，不到5天，请核对起止日期。"
    assert paper.notice_fault(first, date(2025, 7, 4), None) is None
    assert paper.notice_order_fault(first, date(2025, 6, 30)) is not None


@pytest.mark.parametrize(("months", "early"), [(6, True), (5, False), (0, False), (None, False)])
def test_the_shortest_time_of_help_is_a_parameter(months: int | None, early: bool) -> None:
    found = paper.early_removal(date(2025, 1, 9), date(2025, 7, 8), months)
    assert (found is not None) == early
    assert paper.early_removal(date(2025, 1, 9), date(2025, 7, 9), 6) is None
    assert paper.early_removal(None, date(2025, 7, 9), 6) is None


def test_a_household_without_labour_is_not_marked_unless_the_township_agreed() -> None:
    assert "暂不标注" in (paper.no_labour_fault(False, "help", None) or "")
    assert paper.no_labour_fault(False, "help", "示范镇批〔2025〕3号") is None
    assert paper.no_labour_fault(False, "nature", None) is None
    assert paper.no_labour_fault("unknown", "help", None) is None


def test_smaller_doubts() -> None:
    assert paper.slow_doubt(date(2025, 1, 2), date(2025, 1, 17), 15) is None
    assert "16天" in (paper.slow_doubt(date(2025, 1, 2), date(2025, 1, 18), 15) or "")
    assert paper.below_line_doubt(Decimal(7299), 7300) is not None
    assert paper.below_line_doubt(Decimal(7300), 7300) is None
    assert paper.names_in("白某某、乌某某, 李某某") == ["白某某", "乌某某", "李某某"]
    assert paper.unsolved({"收入稳定": False, "三保障": None, "大额支出": "unknown"}) == ["收入稳定"]
    assert paper.develops("job", ("industry", "job"))
    assert not paper.develops(None, None)
