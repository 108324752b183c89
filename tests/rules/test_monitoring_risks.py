"""Risks against members and against help."""

from datetime import date

from models.codes.monitoring import RISK
from models.rules import monitoring_risks as rule

WELL = {"health": ("healthy",), "labour": "ordinary"}
LOST = {"health": ("serious", "disabled"), "labour": "lost"}


def test_the_risks_named_here_are_those_of_the_list() -> None:
    named = [RISK.label(code) for code in (rule.ILL, rule.DISABLED, rule.UNSTABLE_WORK, rule.NO_LABOUR)]
    assert named == ["因病", "因残", "因务工就业不稳", "缺劳动力"]


def test_a_risk_that_nobody_bears_out_is_asked_about() -> None:
    assert len(rule.risk_doubts({"1", "3"}, [WELL], 25)) == 2
    assert rule.risk_doubts({"1", "3"}, [WELL, LOST], 25) == []
    assert len(rule.risk_doubts({"7"}, [LOST], 25)) == 1
    assert rule.risk_doubts({"7"}, [LOST, WELL], 25) == []


def test_a_quarter_of_the_household_may_work() -> None:
    assert rule.risk_doubts({"8"}, [WELL, LOST, LOST, LOST], 25) == []
    assert rule.risk_doubts({"8"}, [WELL, LOST, LOST], 25) == ["风险写着缺劳动力，3口人里有1个劳动力，请核对。"]
    assert rule.risk_doubts({"8"}, [WELL], None) == []


def test_what_is_blank_for_one_says_nothing_and_who_has_left_is_not_asked() -> None:
    assert rule.risk_doubts({"1", "7"}, [WELL, {}], 25) == []
    assert rule.risk_doubts({"1"}, [], 25) == []
    assert len(rule.risk_doubts({"1"}, [WELL, LOST | {"left_on": date(2025, 1, 1)}], 25)) == 1


def test_each_risk_wants_its_own_help() -> None:
    wanted = {"1": ("health", "society"), "9": ("housing",), "6": None}
    assert rule.unmet(("1", "6", "9"), wanted, {"society"}) == ["9"]
    assert rule.unmet((), wanted, set()) == []


def test_whoever_can_work_has_something_to_earn_by_after_some_months() -> None:
    begun, on = date(2025, 1, 22), date(2025, 7, 22)
    assert rule.no_development_doubt(True, begun, on, 6, developed=False) is not None
    assert rule.no_development_doubt(True, begun, date(2025, 7, 21), 6, developed=False) is None
    assert rule.no_development_doubt(True, begun, on, 6, developed=True) is None
    assert rule.no_development_doubt(True, begun, on, 0, developed=False) is None
    assert rule.no_development_doubt("unknown", begun, on, 6, developed=False) is None
