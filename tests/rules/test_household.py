"""Households: how many people, one head, classes that exclude each other, unions by identity."""

from datetime import date

import pytest

from models.rules.household import Member, family_size, heads_doubt, monitoring_doubt, no_labour_doubt, union

ON = date(2025, 7, 22)


def test_family_size_counts_who_shares_income_on_the_day() -> None:
    members = [
        Member("1"),
        Member("2", shares_income=None),
        Member("3", shares_income="unknown"),
        Member("4", shares_income=False),
        Member("5", removed=True),
        Member("6", left_on=date(2025, 7, 22)),
        Member("7", left_on=date(2025, 7, 23)),
        Member("8", joined_on=date(2025, 7, 23)),
        Member("9", joined_on=date(2025, 7, 22)),
    ]
    assert family_size(members, ON) == 5


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([], None),
        ([Member("1", "1"), Member("2", "2")], None),
        ([Member("1"), Member("2")], None),
        ([Member("3")], "没有户主"),
        ([Member("1"), Member("1")], "2个户主"),
        ([Member("1"), Member("1", left_on=date(2025, 1, 1))], None),
        ([Member("1"), Member("2"), Member("2")], "2个配偶"),
        ([Member("1", "1"), Member("2", "1")], "都是男的"),
    ],
)
def test_one_head_and_one_spouse(members: list[Member], said: str | None) -> None:
    doubt = heads_doubt(members, ON)
    assert doubt is None if said is None else said in (doubt or "")


@pytest.mark.parametrize(
    ("type_", "monitoring", "good"),
    [
        ("lifted", "unstable", True),
        ("ordinary", "unstable", False),
        ("ordinary", "marginal", True),
        ("lifted", "marginal", False),
        ("lifted", "sudden", True),
        ("ordinary", "sudden", True),
        (None, "marginal", True),
        ("lifted", None, True),
    ],
)
def test_monitoring_class_goes_with_household_type(type_: str | None, monitoring: str | None, good: bool) -> None:
    assert (monitoring_doubt(type_, monitoring) is None) is good


def test_nobody_able_to_work_and_nobody_on_welfare_is_doubted() -> None:
    frail = [Member("1", labour="none"), Member("2", labour="lost")]
    assert no_labour_doubt(frail, ON, on_welfare=False) is not None
    assert no_labour_doubt(frail, ON, on_welfare=True) is None
    assert no_labour_doubt([*frail, Member("3")], ON, on_welfare=False) is None


def test_96_and_27_with_11_in_both_are_112() -> None:
    lifted = {f"h{n}" for n in range(96)}
    monitored = {f"h{n}" for n in range(85, 112)}
    assert len(union(lifted, monitored)) == 112
