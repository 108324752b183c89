"""The policy values that come with the program: sound, dated, and saying what the documents say."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from models.codes import household, job, loan, office, toilet, visit
from models.codes.presets import presets, presets_of
from models.kernel.codelist import CodeList
from models.rules.parameters import Value, pick
from services.policies import code_lists

VILLAGE = "999999104201"
LEDGER_FILES = tuple((Path(__file__).parents[2] / "models" / "ledgers").glob("*.py"))


def value(id: str, on: date, region: str = VILLAGE) -> Value | None:
    found = pick(presets(), id, on, region)
    return found.value if found else None


@pytest.mark.parametrize(
    ("id", "on", "expected"),
    [
        ("visit.village_months", date(2025, 7, 22), 1),
        ("visit.township_months", date(2025, 7, 22), 2),
        ("loan.default_product", date(2020, 12, 31), "poverty"),
        ("loan.default_product", date(2025, 7, 22), "lifted"),
        ("loan.default_product", date(2026, 1, 1), "assisted"),
        ("loan.ceiling.lifted", date(2025, 12, 31), 50000),
        ("loan.ceiling.lifted", date(2026, 1, 1), None),
        ("loan.ceiling.assisted", date(2026, 3, 1), 100000),
        ("loan.term_max.lifted", date(2023, 1, 1), 36),
        ("loan.subsidy_ratio.lifted", date(2023, 12, 31), Decimal("1.00")),
        ("loan.subsidy_ratio.lifted", date(2024, 1, 1), Decimal("0.70")),
        ("loan.subsidy_ratio.assisted", date(2026, 3, 1), None),
        ("loan.reminder_days", date(2025, 7, 22), (90, 60, 30, 7, 0)),
        ("notice.days.monitoring", date(2025, 7, 22), 5),
        ("notice.days.subsidy", date(2025, 7, 22), 7),
        ("notice.days.project", date(2025, 7, 22), 10),
        ("income.watch_line", date(2025, 7, 22), 15000),
        ("income.monitor_line", date(2025, 7, 22), None),
    ],
)
def test_a_preset_holds_in_its_time(id: str, on: date, expected: Value | None) -> None:
    assert value(id, on) == expected


def test_the_monitoring_line_is_that_of_the_province_and_year() -> None:
    assert value("income.monitor_line", date(2023, 6, 1), "520402101200") == 7300
    assert value("income.monitor_line", date(2024, 6, 1), "530102101200") == 8700


def test_every_preset_names_its_document_and_its_area_is_known() -> None:
    areas = {code for code, _ in office.PARAMETER_AREA.items}
    for preset in presets():
        assert preset.source
        assert preset.title
        assert preset.id.split(".")[0] in areas
        assert preset.valid_to is None or preset.valid_from <= preset.valid_to


def test_no_two_presets_hold_for_one_place_at_once() -> None:
    for (id, region), count in Counter((preset.id, preset.region) for preset in presets()).items():
        rows = sorted((p for p in presets() if (p.id, p.region) == (id, region)), key=lambda p: p.valid_from)
        assert len(rows) == count
        assert all(a.valid_to and a.valid_to < b.valid_from for a, b in pairwise(rows))


def test_presets_of_one_id_are_of_one_kind() -> None:
    kinds = {(preset.id, type(preset.value)) for preset in presets()}
    assert len(kinds) == len({preset.id for preset in presets()})


@pytest.mark.parametrize(
    ("id", "codes"),
    [
        ("visit.home_residences", household.RESIDENCE),
        ("visit.phone_residences", household.RESIDENCE),
        ("visit.village_units", visit.UNIT),
        ("visit.township_units", visit.UNIT),
        ("loan.microcredit_products", loan.PRODUCT),
        ("toilet.unused_words", toilet.TOILET_USE),
        ("travel.places", job.PLACE),
    ],
)
def test_words_in_presets_are_codes(id: str, codes: CodeList) -> None:
    words = value(id, date(2025, 7, 22))
    assert isinstance(words, tuple)
    assert words
    assert set(words) <= {code for code, _ in codes.items}


def test_one_parameter_gives_its_whole_table_of_times() -> None:
    assert [preset.value for preset in presets_of("loan.subsidy_ratio.lifted")] == [Decimal("1.00"), Decimal("0.70")]
    assert presets_of("no.such") == ()


def test_words_of_a_preset_are_codes_of_the_list_it_names() -> None:
    lists = code_lists()
    for preset in presets():
        if preset.codes:
            words = preset.value if isinstance(preset.value, tuple) else (preset.value,)
            assert set(words) <= {code for code, _ in lists[preset.codes].items}, preset.id


def test_words_that_people_would_not_read_name_their_list() -> None:
    """What the page of 标准和期限 shows has no code in it."""
    for preset in presets():
        words = preset.value if isinstance(preset.value, tuple) else (preset.value,)
        bare = [word for word in words if isinstance(word, str) and any(c.isascii() and c.isalpha() for c in word)]
        assert preset.codes or not bare, preset.id


def test_every_policy_value_that_a_ledger_asks_for_comes_with_the_program() -> None:
    asked = {id for path in LEDGER_FILES for id in re.findall(r'parameter\("([^"]+)"\)', path.read_text("utf-8"))}
    assert asked - {preset.id for preset in presets()} == set()


@pytest.mark.parametrize(
    ("id", "on", "region", "expected"),
    [
        ("monitoring.object_name", date(2025, 12, 31), VILLAGE, "监测对象"),
        ("monitoring.object_name", date(2026, 1, 1), VILLAGE, "防止返贫致贫对象"),
        ("monitoring.sweep_quarters", date(2022, 5, 1), "150621101201", (2, 4)),
        ("monitoring.sweep_quarters", date(2023, 5, 1), "150621101201", (2,)),
        ("monitoring.sweep_quarters", date(2025, 5, 1), "652722101201", (1, 2, 3, 4)),
        ("monitoring.sweep_quarters", date(2025, 5, 1), "411003101201", (2, 4)),
        ("loan.grant_growth", date(2023, 5, 1), "150621101201", 110),
        ("loan.grant_growth", date(2024, 5, 1), "150621101201", None),
        ("travel.amount", date(2024, 5, 1), "530102101201", 1000),
        ("travel.amount", date(2025, 5, 1), "530102101201", 0),
        ("project.industry_share", date(2022, 5, 1), "150621101201", 55),
        ("project.industry_share", date(2023, 5, 1), "150621101201", 60),
        ("project.pay_shares", date(2023, 5, 1), VILLAGE, (30, 50, 75)),
    ],
)
def test_an_area_and_a_year_have_their_own(id: str, on: date, region: str, expected: Value | None) -> None:
    assert value(id, on, region) == expected
