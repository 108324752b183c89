"""Toilets: stage by dates, order, use after acceptance, faults."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules import toilet as rule
from models.rules.toilet import Building, Care

ON = date(2025, 7, 22)
DAY = date(2025, 5, 1)
UNUSED = {"unused", "idle", "unknown"}


@pytest.mark.parametrize(
    ("toilet", "stage"),
    [
        (Building(), "surveyed"),
        (Building(started_on=DAY), "building"),
        (Building(started_on=date(2025, 8, 1)), "surveyed"),
        (Building(DAY, date(2025, 6, 1)), "built"),
        (Building(built_on=date(2025, 6, 1)), "built"),
        (Building(DAY, date(2025, 6, 1), date(2025, 7, 1), "pass"), "accepted"),
        (Building(accepted_on=date(2025, 7, 1)), "accepted"),
        (Building(DAY, date(2025, 6, 1), date(2025, 7, 1), "fail"), "built"),
    ],
)
def test_stage_follows_from_the_dates(toilet: Building, stage: str) -> None:
    assert rule.stage_on(toilet, ON) == stage
    assert stage in rule.STAGE_WORDS


def test_dates_that_contradict_are_named() -> None:
    assert rule.order_fault(Building(DAY, date(2025, 4, 30))) == "竣工日期比开工日期还早，请核对。"
    assert rule.order_fault(Building(None, DAY, date(2025, 4, 30))) == "验收日期比竣工日期还早，请核对。"
    assert rule.order_fault(Building(DAY, None, date(2025, 4, 30))) is not None
    assert rule.order_fault(Building(DAY, DAY, DAY)) is None
    assert rule.acceptance_doubt(Building(acceptance="pass")) == "有验收结果，没有验收日期。"
    assert rule.acceptance_doubt(Building(accepted_on=DAY)) == "有验收日期，没有验收结果。"


def test_accepted_but_unused_is_asked_again_and_again() -> None:
    accepted = date(2025, 7, 1)
    assert rule.ask_on(accepted, "unused", [], UNUSED, 30, 20) == date(2025, 7, 31)
    assert rule.ask_on(accepted, None, [], UNUSED, 30, 20) == date(2025, 7, 31)
    assert rule.ask_on(accepted, "unused", [Care(date(2025, 7, 20), "unused")], UNUSED, 30, 20) == date(2025, 8, 9)
    assert rule.ask_on(accepted, "unused", [Care(date(2025, 7, 20), "normal")], UNUSED, 30, 20) is None
    assert rule.ask_on(accepted, "normal", [], UNUSED, 30, 20) is None


def test_the_last_answer_stands_before_what_was_typed() -> None:
    answers = [Care(date(2025, 7, 20), "normal"), Care(date(2025, 7, 1), "unused")]
    assert rule.use_now("unused", answers) == "normal"
    assert rule.use_now(None, []) == "unknown"


def test_unused_becomes_a_doubt_only_after_the_days_allowed() -> None:
    assert rule.unused_doubt(date(2025, 6, 22), "unused", ON, 30) is None
    assert "31天" in (rule.unused_doubt(date(2025, 6, 21), "unused", ON, 30) or "")
    assert rule.unused_doubt(date(2025, 1, 1), "normal", ON, 30) is None
    assert rule.built_doubt("normal", ON, date(2025, 8, 1)) is not None


def test_a_fault_is_open_until_mended_and_again_when_it_comes_back() -> None:
    assert rule.fault_open("found", None, ON)
    assert rule.fault_open(None, date(2025, 8, 1), ON)
    assert not rule.fault_open(None, date(2025, 7, 1), ON)
    assert not rule.fault_open("closed", None, ON)
    assert rule.fault_open("reopened", date(2025, 7, 1), ON)


def test_fault_state_and_dates_go_together() -> None:
    assert rule.fault_order_fault(date(2025, 6, 2), date(2025, 6, 1)) is not None
    assert rule.fault_doubt("closed", None, "张三") is not None
    assert rule.fault_doubt("closed", DAY, None) == "已经销号，没有验收人。"
    assert rule.fault_doubt("closed", DAY, "张三") is None
    assert rule.fault_doubt("found", DAY, None) is not None


def test_a_tank_is_measured_by_who_lives_there() -> None:
    steps, litres = (3, 6, 9), (1500, 2000, 2500)
    assert rule.tank_doubt(Decimal("1.5"), 3, steps, litres) is None
    assert rule.tank_doubt(Decimal("1.50"), 4, steps, litres) == "化粪池1.50立方米，4口人至少要2立方米，请核对。"
    assert rule.tank_doubt(Decimal(1), 10, steps, litres) is None  # the standard says nothing of more
    assert rule.tank_doubt(None, 4, steps, litres) is None
