"""Phases of school, children out of school, help and its stages. The counts are those of two county plans."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from models.codes.education import SCHOOL_STAGE
from models.codes.schooling import ATTENDANCE, PHASE
from models.rules import school as rule

YULU = ("vocational", "college", "technician")


def test_every_stage_is_in_a_phase_of_the_list() -> None:
    phases = {code for code, _ in PHASE.items}
    assert {rule.phase_of(code) for code, _ in SCHOOL_STAGE.items} == phases
    assert rule.phase_of(None) == "unknown"


@pytest.mark.parametrize(
    ("counts", "total"),
    [((2, 24, 11, 2, 17), 56), ((2, 1, 3, 1, 5), 12)],
)
def test_pupils_are_counted_by_phase(counts: tuple[int, ...], total: int) -> None:
    stages = ("kindergarten", "middle2", "high1", "vocational3", "bachelor4")
    pupils = [stage for stage, count in zip(stages, counts, strict=True) for _ in range(count)]
    found = Counter(map(rule.phase_of, pupils))
    assert [found[phase] for phase in ("before", "compulsory", "high", "vocational", "higher")] == list(counts)
    assert found.total() == total


def test_state_and_stage_go_together() -> None:
    assert rule.attendance_doubt("out", "here", None) == "就学状态是在校，学段却不在读，请核对。"
    assert rule.attendance_doubt("middle1", "dropped", None) == "没有上学，没写原因，请问清楚。"
    assert rule.attendance_doubt("middle1", "here", "dislike") == "就学状态是在校，却写了失学原因，请核对。"
    assert rule.attendance_doubt("middle1", "dropped", "dislike") is None
    assert rule.attendance_doubt("unknown", "here", None) is None
    assert {code for code, _ in ATTENDANCE.items} >= rule.OUT_OF_SCHOOL


def test_a_child_of_compulsory_school_is_brought_back() -> None:
    assert rule.dropout_doubt("middle2", "dropped", ("primary", "middle")) is not None
    assert rule.dropout_doubt("primary", "not_begun", ("primary", "middle")) is not None
    assert rule.dropout_doubt("high1", "dropped", ("primary", "middle")) is None
    assert rule.dropout_doubt("middle2", "here", ("primary", "middle")) is None


def test_help_has_a_kind_and_its_stage() -> None:
    assert rule.aid_doubt((), Decimal(500), None) == "写了资助金额或日期，没有写是什么资助。"
    assert rule.aid_doubt((), None, date(2025, 5, 1)) is not None
    assert rule.aid_doubt(("none", "grant"), None, None) == "资助项目选了没有，又写了别的资助，请核对。"
    assert rule.aid_doubt(("none",), Decimal(1), None) is not None
    assert rule.aid_doubt(("grant",), Decimal(500), date(2025, 5, 1)) is None
    assert rule.aid_doubt((), None, None) is None
    assert rule.yulu_doubt(("yulu",), "bachelor1", YULU) is not None
    assert rule.yulu_doubt(("yulu",), "vocational2", YULU) is None
    assert rule.yulu_hint((), "vocational2", YULU, True) is not None
    assert rule.yulu_hint((), "vocational2", YULU, False) is None
    assert rule.yulu_hint(("yulu",), "vocational2", YULU, True) is None
    assert rule.order_fault(date(2025, 3, 1), date(2025, 2, 1)) == "离校日期比入学日期还早，请核对。"
