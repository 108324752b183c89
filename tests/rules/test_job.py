"""Work away from home: months merged, places told from codes, who is still to be asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes.job import PLACE
from models.rules import job as rule
from models.rules.dates import Period
from models.rules.job import Spell

ON = date(2025, 7, 22)
HOME = "999999104201"


@pytest.mark.parametrize(
    ("spells", "months"),
    [
        ([Spell("2025-03", "2025-05"), Spell("2025-05", "2025-06")], 4),
        ([Spell("2025-01", "2025-06"), Spell("2025-02", "2025-03")], 6),
        ([Spell("2024-10", "2025-02")], 2),
        ([Spell("2025-06")], 2),
        ([Spell("2024-01")], 7),
        ([Spell("2025-09")], 0),
        ([Spell(None, "2025-05")], 0),
        ([Spell("2025-05", "2025-03")], 0),
        ([], 0),
    ],
)
def test_months_worked_count_once_and_not_beyond_today(spells: list[Spell], months: int) -> None:
    assert rule.months_worked(spells, 2025, ON) == months


def test_a_past_year_ends_with_december() -> None:
    assert rule.months_worked([Spell("2023-11")], 2024, ON) == 12


MONTHS = st.builds(lambda y, m: f"{y}-{m:02d}", st.integers(2024, 2026), st.integers(1, 12))
SPELLS = st.lists(st.builds(Spell, MONTHS, st.none() | MONTHS), max_size=6)


@given(SPELLS, SPELLS)
def test_merging_never_loses_or_doubles_a_month(some: list[Spell], others: list[Spell]) -> None:
    both = rule.months_covered(some + others, 2025, ON)
    assert both == rule.months_covered(some, 2025, ON) | rule.months_covered(others, 2025, ON)
    assert rule.months_worked(some + some, 2025, ON) == rule.months_worked(some, 2025, ON) <= 7


@pytest.mark.parametrize(
    ("region", "home", "place"),
    [
        ("150404", "150404101200", "county_in"),
        ("150404101201", "150404101200", "county_in"),
        ("150402", "150404101200", "county_out"),
        ("150200", "150404101200", "county_out"),
        ("150400", "150404101200", "unknown"),
        ("150000", "150404101200", "unknown"),
        ("15", "150404101200", "unknown"),
        ("110105", "150404101200", "province"),
        ("810000", "150404101200", "abroad"),
        ("110105", "981234567890", "unknown"),
        ("999999", HOME, "county_in"),
        ("", HOME, "unknown"),
    ],
)
def test_a_place_is_told_from_two_codes(region: str, home: str, place: str) -> None:
    assert rule.place_of(region, home, 6) == place
    assert PLACE.label(place) != place


def test_a_typed_place_is_doubted_only_when_the_code_tells_another() -> None:
    assert rule.place_doubt("county_in", "110105", "150404101200", 6) == "按市县看是省外，这里写的是县内，请核对。"
    assert rule.place_doubt("unknown", "110105", "150404101200", 6) is None
    assert rule.place_doubt("county_in", None, HOME, 6) is None


def test_somebody_at_work_is_asked_once_a_quarter() -> None:
    running = Spell("2025-02")
    assert rule.to_ask(running, [date(2025, 6, 30)], ON, 3)
    assert not rule.to_ask(running, [date(2025, 7, 1)], ON, 3)
    assert not rule.to_ask(Spell("2025-02", "2025-06"), [], ON, 3)
    assert rule.to_ask(Spell(), [], ON, 3)


def test_working_in_a_quarter_means_touching_it() -> None:
    second = Period(date(2025, 4, 1), date(2025, 6, 30))
    assert rule.works_in(Spell("2025-06", "2025-08"), second)
    assert rule.works_in(Spell("2025-01", "2025-04"), second)
    assert not rule.works_in(Spell("2025-07"), second)


def test_odd_entries_are_named() -> None:
    assert rule.order_fault(Spell("2025-05", "2025-03")) is not None
    assert rule.wage_doubt(4000, 400, 100, 30000) is None
    assert "只有" in (rule.wage_doubt(300, 400, 100, 30000) or "")
    assert rule.wage_doubt(48000, 400, 100, 30000) is not None
    assert rule.channel_doubt("province", "post") is not None
    assert rule.channel_doubt("county_in", "post") is None
    assert rule.worker_doubt(15, None, 16) is not None
    assert rule.worker_doubt(40, "none", 16) is not None
    assert rule.worker_doubt(40, "weak", 16) is None
    assert rule.call_back_on(date(2025, 7, 1), 30) == date(2025, 7, 31)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (("2025-01", "2025-05"), None),
        (("2025-01", "2025-06"), "上一段到2025年6月才结束"),
        (("2025-01", None), "2025年1月开始的那段还写着在干"),
        (("2025-06", None), None),
        ((None, "2025-06"), None),
    ],
)
def test_a_spell_begins_after_the_one_before_it_ended(before: tuple[str | None, str | None], said: str | None) -> None:
    doubt = rule.spells_doubt(Spell("2025-05"), Spell(*before))
    assert (doubt is None) if said is None else (said in (doubt or ""))


def test_a_job_without_its_months_runs_in_its_own_year() -> None:
    assert rule.running(Spell(), True, 2025, date(2025, 7, 22))
    assert not rule.running(Spell(), True, 2024, date(2025, 7, 22))
    assert not rule.running(Spell("2025-01", "2025-06"), None, 2025, date(2025, 7, 22))
    assert not rule.running(Spell("2025-01"), False, 2025, date(2025, 7, 22))
