"""People: entries that do not go together, and the usual ones that do."""

from datetime import date

import pytest

from models.codes.relation import RELATION
from models.rules import person as rule


@pytest.mark.parametrize(
    ("label", "sex", "good"),
    [
        ("之女", "2", True),
        ("之女", "1", False),
        ("之母", "1", False),
        ("之孙女", "1", False),
        ("之兄弟媳妇", "1", False),
        ("之儿媳", "1", False),
        ("之子", "2", False),
        ("之父", "1", True),
        ("之女婿", "2", False),
        ("之孙子", "2", False),
        ("之侄女", "1", False),
        ("之叔伯", "2", False),
        ("户主", "2", True),
        ("配偶", "1", True),
        ("之兄弟姐妹", "2", True),
        ("其他", "1", True),
    ],
)
def test_relation_goes_with_sex(label: str, sex: str, good: bool) -> None:
    assert (rule.relation_doubt(RELATION.find(label), sex) is None) is good


def test_what_was_typed_is_held_against_the_number() -> None:
    number = "999999198001010011"
    assert rule.typed_doubt(number, "1", date(1980, 1, 1)) is None
    assert "性别" in (rule.typed_doubt(number, "2", None) or "")
    assert "出生" in (rule.typed_doubt(number, None, date(1980, 1, 2)) or "")
    assert rule.typed_doubt(None, "2", None) is None


@pytest.mark.parametrize(
    ("age", "labour", "stage", "health", "good"),
    [
        (15, "none", None, (), True),
        (15, "ordinary", None, (), False),
        (17, "ordinary", "high2", (), False),
        (40, "none", None, ("healthy",), False),
        (40, "weak", "out", ("healthy",), False),
        (40, "none", None, ("disabled",), True),
        (60, "none", None, ("healthy",), True),
        (40, None, None, ("healthy",), True),
        (40, "unknown", None, ("healthy",), True),
        (None, "none", None, ("healthy",), True),
    ],
)
def test_labour_goes_with_age_school_and_health(
    age: int | None, labour: str | None, stage: str | None, health: tuple[str, ...], good: bool
) -> None:
    assert (rule.labour_doubt(age, labour, stage, health, 16, 60) is None) is good


@pytest.mark.parametrize(
    ("stage", "age", "low", "high", "good"),
    [
        ("primary", 6, 6, 14, True),
        ("primary", 15, 6, 14, False),
        ("bachelor1", 17, 18, None, False),
        ("bachelor1", 40, 18, None, True),
        ("out", 40, 6, 14, True),
        ("primary", None, 6, 14, True),
    ],
)
def test_school_stage_goes_with_age(stage: str, age: int | None, low: int, high: int | None, good: bool) -> None:
    assert (rule.stage_doubt(stage, age, low, high) is None) is good


def test_stages_know_their_group() -> None:
    assert [rule.stage_group(stage) for stage in ("middle2", "primary", "bachelor5")] == [
        "middle",
        "primary",
        "bachelor",
    ]
    assert not rule.in_school("preschool")
    assert rule.in_school("kindergarten")


def test_a_child_out_of_school_needs_a_reason_and_blank_says_nothing() -> None:
    assert rule.dropout_doubt(12, "out", None, (), 6, 16) is not None
    assert rule.dropout_doubt(12, "out", "illness", (), 6, 16) is None
    assert rule.dropout_doubt(12, None, None, (), 6, 16) is None
    assert rule.dropout_doubt(16, "out", None, (), 6, 16) is None


def test_health_disability_and_welfare() -> None:
    assert rule.health_fault(("chronic", "healthy")) is not None
    assert rule.health_fault(("chronic", "disabled")) is None
    assert rule.disability_doubt(("disabled",), "99999919751231002X", "id_card") is not None
    assert rule.disability_doubt(("disabled",), "99999919751231002X42", "id_card") is None
    assert rule.disability_labour_doubt("4", "1", "ordinary") is not None
    assert rule.disability_labour_doubt("4", "3", "ordinary") is None
    assert rule.dropout_health_doubt("illness", ("healthy",)) is not None
    assert rule.destitute_doubt(40, "rural", ("healthy",), None, 18, 60) is not None
    assert rule.destitute_doubt(70, "rural", ("healthy",), None, 18, 60) is None
    assert rule.low_schooling_doubt(18, "primary", 16, 22) is not None
    assert rule.schooling_doubt("middle", "high1") is not None
    assert rule.schooling_doubt("middle", "out") is None
    assert rule.leaving_fault(date(2025, 1, 2), date(2025, 1, 1)) is not None
