"""Which dated policy value holds on a day in a place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from models.rules.parameters import Value, nearness, pick, read_value


@dataclass(frozen=True)
class Row:
    """A policy value as small as it can be."""

    id: str
    region: str
    valid_from: date
    valid_to: date | None
    value: int


ROWS = (
    Row("line", "*", date(2023, 1, 1), date(2023, 12, 31), 7000),
    Row("line", "520000", date(2023, 1, 1), date(2023, 12, 31), 7300),
    Row("line", "520402", date(2023, 1, 1), None, 7400),
    Row("line", "*", date(2024, 1, 1), None, 7600),
    Row("line", "*", date(2024, 7, 1), None, 7700),
    Row("other", "*", date.min, None, 1),
)


@pytest.mark.parametrize(
    ("on", "region", "value"),
    [
        (date(2023, 6, 1), "150404101200", 7000),
        (date(2023, 6, 1), "520123101200", 7300),
        (date(2023, 6, 1), "520402101200", 7400),
        (date(2025, 6, 1), "520402101200", 7400),
        (date(2024, 6, 30), "520123101200", 7600),
        (date(2024, 7, 1), "520123101200", 7700),
        (date(2023, 12, 31), "*", 7000),
        (date(2022, 12, 31), "*", None),
    ],
)
def test_the_nearest_place_and_then_the_latest_beginning_holds(on: date, region: str, value: int | None) -> None:
    found = pick(ROWS, "line", on, region)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("region", "near"),
    [
        ("*", 0),
        ("150000000000", 2),
        ("150400", 4),
        ("150404", 6),
        ("150404101000", 9),
        ("150404101200", 12),
        ("16", None),
    ],
)
def test_empty_ends_of_a_code_are_no_part_of_the_place(region: str, near: int | None) -> None:
    assert nearness(region, "150404101200") == near


@pytest.mark.parametrize(
    ("text", "like", "value"),
    [
        ("0.7", Decimal(1), Decimal("0.7")),
        ("36", 12, 36),
        ("36.0", 12, 36),
        ("90、60，30", (1,), (90, 60, 30)),
        ("lifted,monitored", ("x",), ("lifted", "monitored")),
        ("", ("x",), ()),
        ("是", True, True),
        ("否", True, False),
        ("12317", "", "12317"),
    ],
)
def test_a_typed_value_becomes_what_the_preset_is(text: str, like: Value, value: Value) -> None:
    assert read_value(text, like) == value


@pytest.mark.parametrize(
    ("text", "like"), [("很多", 1), ("1.5", 1), ("也许", True), ("九十、60", (1,)), ("NaN", Decimal(1))]
)
def test_what_does_not_fit_is_refused_with_a_sentence(text: str, like: Value) -> None:
    with pytest.raises(ValueError, match="。"):
        read_value(text, like)


def test_a_list_without_anything_is_written_as_such() -> None:
    assert read_value("空着", ("a", "b")) == ()
    assert read_value("空着", (1, 2)) == ()
