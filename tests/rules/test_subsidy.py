"""到户补助: the domain's figures from their rows (49,573.50; 120,040; 7,568.50; 36,800; 64,500; in all 278,482.00)."""

from datetime import date
from decimal import Decimal

import pytest

from models.codes.presets import presets
from models.rules import subsidy as rule
from models.rules.parameters import pick
from models.rules.subsidy import Fare, Rent

ON = date(2025, 7, 22)


def rate(key: str) -> Decimal:
    found = pick(presets(), f"subsidy.rate.{key}", ON, "999999104201")
    assert found
    assert isinstance(found.value, Decimal)
    return found.value


def due(quantity: str | int, key: str) -> Decimal:
    found = rule.due(Decimal(quantity), rate(key))
    assert found is not None
    return found


def test_46_households_on_660_98_mu_get_49573_50() -> None:
    areas = ["14.37"] * 45 + ["14.33"]
    assert sum(map(Decimal, areas)) == Decimal("660.98")
    assert sum(due(area, "crop") for area in areas) == Decimal("49573.50")


def test_animals_of_23_households_make_120040() -> None:
    herd = {"cattle": 25, "horse": 3, "sheep": 130, "chicken": 64}
    assert [due(n, key) for key, n in herd.items()] == [Decimal(75000), Decimal(5400), Decimal(39000), Decimal(640)]
    assert sum(due(n, key) for key, n in herd.items()) == Decimal(120040)


def test_yards_of_43_households_make_64500() -> None:
    areas = ["0.50"] * 10 + ["3.00"] * 10 + ["1.00"] * 11 + ["1.50"] * 11 + ["2.00"]
    assert (len(areas), sum(map(Decimal, areas))) == (43, Decimal("64.5"))
    assert sum(due(area, "yard") for area in areas) == Decimal(64500)


def test_19_fares_make_7568_50_and_all_five_make_278482() -> None:
    fares = [Decimal("398.50")] * 18 + [Decimal("395.50")]
    travel = sum((rule.travel_due(fare, Fare("actual")) or Decimal(0) for fare in fares), Decimal(0))
    assert travel == Decimal("7568.50")
    assert Decimal("49573.50") + Decimal(120040) + travel + Decimal(36800) + Decimal(64500) == Decimal("278482.00")


@pytest.mark.parametrize(
    ("category", "animal", "key", "unit"),
    [
        ("crop", None, "crop", "亩"),
        ("yard", "sheep", "yard", "亩"),
        ("livestock", "cattle", "cattle", "头"),
        ("livestock", "horse", "horse", "匹"),
        ("livestock", None, None, None),
        ("livestock", "other", None, None),
        ("unknown", None, None, None),
        (None, None, None, None),
    ],
)
def test_the_standard_is_that_of_the_animal_or_the_category(category: str | None, animal: str | None, key: str | None, unit: str | None) -> None:
    assert rule.rate_key(category, animal) == key
    assert rule.unit_of(category, animal) == unit


def test_an_amount_is_rounded_to_the_fen_and_capped() -> None:
    assert rule.due(Decimal("1.11"), Decimal("75.55")) == Decimal("83.86")
    assert rule.due(Decimal(2), Decimal(3000), Decimal(5000)) == Decimal(5000)
    assert rule.due(Decimal(2), Decimal(3000), 0) == Decimal(6000)
    assert rule.due(None, Decimal(75)) is None
    assert rule.due(Decimal(1), None) is None


def test_quantities_and_money_that_do_not_fit_are_said() -> None:
    assert rule.verified_fault(Decimal(3), Decimal(4)) is not None
    assert rule.verified_fault(Decimal(3), Decimal(3)) is None
    assert rule.verified_fault(None, Decimal(3)) is None
    assert rule.paid_doubt(Decimal("100.01"), Decimal(100)) is not None
    assert rule.paid_doubt(Decimal(100), Decimal(100)) is None
    assert rule.whole_fault("头", Decimal("1.5")) is not None
    assert rule.whole_fault("亩", Decimal("1.5")) is None
    assert rule.whole_fault("只", Decimal("2.00")) is None
    assert rule.over_doubt(Decimal(11), Decimal(10), "耕地", "亩") == "今年申报合计11.00亩，耕地只有10.00亩，请核对。"
    assert rule.over_doubt(Decimal(10), Decimal(10), "耕地", "亩") is None
    assert rule.over_doubt(Decimal(10), None, "耕地", "亩") is None


def test_land_is_ones_own_more_what_is_rented_less_what_is_let() -> None:
    assert rule.land_of([Decimal(10), None], [("in", Decimal(5)), ("out", Decimal(2)), (None, Decimal(9)), ("out", None)]) == Decimal(13)
    assert rule.land_of([None, None], [("in", Decimal(5))]) is None
    assert rule.land_of([Decimal(10)], [("out", Decimal(12))]) == 0


def test_an_animal_is_known_by_its_ear_tag() -> None:
    assert rule.tags("A1，A2 A3、") == {"A1", "A2", "A3"}
    assert rule.shared_tags_doubt("A1、A2", ["A2,A9", None]) == "耳标号A2已经申报过，请核对是不是同一头。"
    assert rule.shared_tags_doubt("A1", ["A2"]) is None
    assert rule.shared_tags_doubt(None, []) is None


def test_a_state_wants_its_day_and_reason() -> None:
    assert (rule.claim_doubt("paid", None, None) or "")[0] == "paid_on"
    assert (rule.claim_doubt("noticed", ON, None) or "")[0] == "state"
    assert (rule.claim_doubt("returned", None, None) or "")[0] == "returned_why"
    assert rule.claim_doubt("paid", ON, None) is None
    assert rule.claim_doubt("returned", None, "缺车票") is None
    assert rule.claim_doubt("unknown", None, None) is None


def test_a_day_of_payment_is_the_last_word() -> None:
    assert [rule.stage_of(*given) for given in ((None, None), ("noticed", None), (None, ON), ("county", ON), ("returned", ON))] == [
        "applied", "noticed", "paid", "paid", "returned",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fare", "way", "pays"),
    [
        (Decimal("398.50"), Fare("actual"), Decimal("398.50")),
        (Decimal("1398.50"), Fare("capped", 1000), Decimal(1000)),
        (Decimal("398.50"), Fare("capped", 1000), Decimal("398.50")),
        (Decimal("398.50"), Fare("capped", 0), Decimal("398.50")),
        (None, Fare("flat", 500), Decimal(500)),
        (None, Fare("flat", 0), None),
        (None, Fare("actual"), None),
    ],
)
def test_a_journey_is_paid_as_the_place_pays(fare: Decimal | None, way: Fare, pays: Decimal | None) -> None:
    assert rule.travel_due(fare, way) == pays


def test_who_gets_nothing_for_the_way() -> None:
    away = ("county_out", "province")
    assert rule.place_fault("county_in", away) == "在县内务工不能申请交通补助，请核对务工地。"
    assert rule.place_fault("county_out", ("province",)) == "这个务工区域不在补助范围里，请核对。"
    assert rule.place_fault("province", away) is None
    assert rule.place_fault("unknown", away) is None
    assert rule.few_months_doubt(2, 3) == "务工2个月，不满3个月，请核对。"
    assert rule.few_months_doubt(3, 3) is None
    assert rule.few_months_doubt(None, 3) is None
    assert rule.again_doubt(1, 1) is not None
    assert rule.again_doubt(0, 1) is None
    assert (rule.proof_doubt((), pledged=False, verified=False, paid=False) or "")[0] == "proofs"
    assert (rule.proof_doubt((), pledged=True, verified=False, paid=True) or "")[0] == "verifier"
    assert rule.proof_doubt((), pledged=True, verified=False, paid=False) is None
    assert rule.proof_doubt((), pledged=None, verified=False, paid=True) is None
    assert rule.proof_doubt(("ticket",), pledged=True, verified=False, paid=True) is None


def test_two_years_of_1800_unpaid_are_3600() -> None:
    rents = [Rent(2023, Decimal(1800)), Rent(2024, Decimal(1800), None, date(2024, 10, 1))]
    assert sum(rule.owed(rent, ON) for rent in rents) == Decimal(3600)
    assert rule.years_owed(rents, ON) == 2


def test_rent_is_owed_once_its_day_has_passed() -> None:
    assert rule.owed(Rent(2025, Decimal(1800)), ON) == 0
    assert rule.owed(Rent(2025, Decimal(1800), None, ON), ON) == 0
    assert rule.owed(Rent(2025, Decimal(1800), Decimal(800), date(2025, 7, 21)), ON) == Decimal(1000)
    assert rule.owed(Rent(2024, Decimal(1800), Decimal(2000)), ON) == 0
    assert rule.owed(Rent(2024), ON) == 0
