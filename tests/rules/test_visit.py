"""Who is due at home or by phone, and what fulfils it, for the village's month and the township's two months."""

from datetime import date

import pytest

from models.rules.dates import Period
from models.rules.visit import Home, Policy, Visit, classes_of, coverage, fulfils, owed, period_of, repeated_text_doubt

CLASSES = frozenset({"lifted", "monitored", "cleared"})
AT_HOME = frozenset({"resident", "seasonal", "unknown"})
VILLAGE = Policy(frozenset({"village", "stationed"}), 1, CLASSES, AT_HOME, frozenset({"away"}), unsigned=True)
TOWNSHIP = Policy(frozenset({"township"}), 2, CLASSES, AT_HOME, frozenset({"away"}))
ON = date(2025, 7, 22)
JULY = Period(date(2025, 7, 1), date(2025, 7, 31))


@pytest.mark.parametrize(
    ("home", "owes"),
    [
        (Home("1", "lifted", residence="resident"), "home"),
        (Home("1", "lifted", residence="seasonal"), "home"),
        (Home("1", "lifted"), "home"),
        (Home("1", "lifted", residence="away"), "phone"),
        (Home("1", "lifted", residence="empty"), None),
        (Home("1", "lifted", residence="closed"), None),
        (Home("1", "ordinary", residence="resident"), None),
        (Home("1", "ordinary", "marginal", residence="resident"), "home"),
        (Home("1", "ordinary", "sudden", cleared=True, residence="away"), "phone"),
        (Home("1", "ordinary", "unknown", residence="resident"), None),
        (Home("1"), None),
    ],
)
def test_class_and_residence_say_how_a_household_is_due(home: Home, owes: str | None) -> None:
    assert owed(home, VILLAGE) == owes


def test_a_lifted_and_monitored_household_is_one_household() -> None:
    both = Home("1", "lifted", "unstable", residence="resident")
    assert classes_of(both) == {"lifted", "monitored"}
    assert coverage([both], [], JULY, VILLAGE).home_due == {"1"}


@pytest.mark.parametrize(
    ("method", "result", "at_home", "by_phone"),
    [
        ("home", "same", True, True),
        ("home", None, True, True),
        ("home", "absent", False, False),
        ("phone", "changed", False, True),
        ("phone", "absent", False, False),
        ("video", "same", False, True),
    ],
)
def test_what_a_visit_fulfils(method: str, result: str | None, at_home: bool, by_phone: bool) -> None:
    visit = Visit("1", ON, method, result)
    assert (fulfils(visit, "home"), fulfils(visit, "phone")) == (at_home, by_phone)


def test_a_joint_visit_counts_for_village_and_township() -> None:
    homes = [Home(str(n), "lifted", residence="resident") for n in range(4)]
    visits = [
        Visit("0", ON, units=("township", "village")),
        Visit("1", ON, units=("village",)),
        Visit("2", ON, units=("township",)),
        Visit("3", ON, units=("doctor",)),
    ]
    assert coverage(homes, visits, period_of(ON, VILLAGE), VILLAGE).home_done == {"0", "1"}
    assert coverage(homes, visits, period_of(ON, TOWNSHIP), TOWNSHIP).home_done == {"0", "2"}


def test_a_visit_without_units_is_the_villages_own() -> None:
    homes = [Home("0", "lifted")]
    assert coverage(homes, [Visit("0", ON)], JULY, VILLAGE).home_done == {"0"}
    assert coverage(homes, [Visit("0", ON)], period_of(ON, TOWNSHIP), TOWNSHIP).home_left == {"0"}


def test_township_cycles_are_two_months_long() -> None:
    homes = [Home("0", "lifted")]
    in_july = Visit("0", date(2025, 7, 1), units=("township",))
    assert coverage(homes, [in_july], period_of(date(2025, 8, 31), TOWNSHIP), TOWNSHIP).home_done == {"0"}
    assert coverage(homes, [in_july], period_of(date(2025, 9, 1), TOWNSHIP), TOWNSHIP).home_done == frozenset()


def test_a_household_all_away_is_due_by_phone_only() -> None:
    homes = [Home("a", "lifted", residence="away"), Home("b", "lifted", residence="away")]
    found = coverage(homes, [Visit("a", ON, "video", units=("village",))], JULY, VILLAGE)
    assert not found.home_due
    assert found.phone_done == {"a"}
    assert found.phone_left == {"b"}


def test_visits_outside_the_period_or_to_others_do_not_count() -> None:
    homes = [Home("0", "lifted")]
    visits = [Visit("0", date(2025, 6, 30)), Visit("0", date(2025, 8, 1)), Visit("9", ON)]
    assert coverage(homes, visits, JULY, VILLAGE).home_left == {"0"}


def test_only_long_copied_words_about_a_change_are_doubted() -> None:
    text = "老人上月住院花费较大，已帮助申请医疗救助，孩子仍在外地打工未回来。"
    assert repeated_text_doubt(text, {text}, True, 30) is not None
    assert repeated_text_doubt(text, {text}, False, 30) is None
    assert repeated_text_doubt("没变化", {"没变化"}, True, 30) is None
