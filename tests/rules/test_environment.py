"""Rural surroundings: what is open, what is late, what goes with a state."""

from datetime import date

from models.codes import environment as codes
from models.rules import environment as rule
from models.rules.environment import Issue

ON, FOUND, MENDED = date(2025, 7, 22), date(2025, 7, 1), date(2025, 7, 10)


def test_an_issue_is_open_until_it_is_mended_and_again_when_it_came_back() -> None:
    opened = [rule.is_open(Issue(FOUND, state=state), ON) for state, _ in codes.STATE.items]
    assert opened == [True, True, False, False, True, True]
    assert rule.is_open(Issue(FOUND, mended_on=MENDED), ON) is False
    assert rule.is_open(Issue(FOUND, mended_on=MENDED, state="reopened"), ON) is True


def test_it_is_late_from_the_day_after_its_last() -> None:
    assert rule.days_over(Issue(FOUND, ON, state="open"), ON) is None
    assert rule.days_over(Issue(FOUND, MENDED, state="open"), ON) == 12
    assert rule.days_over(Issue(FOUND, MENDED, state="closed"), ON) is rule.days_over(Issue(FOUND), ON) is None


def test_days_that_contradict_are_named() -> None:
    before = date(2025, 6, 30)
    assert rule.order_fault(Issue(date(2025, 7, 23)), ON) == ("发现日期还没到，请核对。", "found_on")
    assert rule.order_fault(Issue(FOUND, mended_on=date(2025, 7, 23)), ON) == ("整改日期还没到，请核对。", "mended_on")
    assert rule.order_fault(Issue(FOUND, before), ON) == ("整改时限比发现日期还早，请核对。", "due_on")
    assert rule.order_fault(Issue(FOUND, mended_on=before), ON) == ("整改日期比发现日期还早，请核对。", "mended_on")
    assert rule.order_fault(Issue(FOUND, FOUND, FOUND), ON) is None


def test_a_state_has_what_belongs_to_it() -> None:
    assert rule.state_doubt(Issue(FOUND, state="mended")) == ("已经整改，没有整改日期。", "mended_on")
    assert rule.state_doubt(Issue(FOUND, mended_on=MENDED, state="closed")) == ("已经销号，没有验收人。", "checked_by")
    assert rule.state_doubt(Issue(FOUND, mended_on=MENDED, state="working")) == ("有整改日期，整改状态还没改。", "state")
    assert rule.state_doubt(Issue(FOUND, mended_on=MENDED, state="closed", checked_by="张甲")) is None


def test_the_words_are_those_of_the_list() -> None:
    assert rule.FINISHED | {"reopened", "open", "working"} <= {code for code, _ in codes.STATE.items}
