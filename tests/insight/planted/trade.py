"""Planted cases of 产业: subsidies, 联农带农, 土地流转, sales, technical help, and cards."""

from collections.abc import Callable
from datetime import date

from tests.insight.planted.village import Village
from tests.insight.planted.work import holder, travel, worker

FIRST_CARD, SECOND_CARD, THIRD_CARD, FOURTH_CARD = "6200000000000005", "6200000000000013", "6200000000000021", "6200000000000039"


def lifted(v: Village, **raw: object) -> str:
    """A household for which help is meant."""
    return v.household(type="脱贫户", **raw)


def subsidy(v: Village, household: str = "", **raw: object) -> str:
    """Ten mu of wheat this year."""
    return v.add("industry_subsidy", household=household or lifted(v), **{"category": "种植业", "year": 2025, "applied": 10} | raw)


def enterprise(v: Village, **raw: object) -> str:
    """A cooperative."""
    return v.add("enterprise", **{"name": f"示范合作社{v.name()}", "kind": "合作社"} | raw)


def tie(v: Village, household: str = "", **raw: object) -> str:
    """A household tied to a cooperative this year."""
    home = household or lifted(v)
    return v.add("benefit_link", household=home, enterprise=enterprise(v), **{"mode": "订单", "year": 2025} | raw)


def lease(v: Village, household: str = "", **raw: object) -> str:
    """Two mu let this year."""
    usual = {"way": "租出去", "year": 2025, "area": 2, "lessee": "示范合作社"}
    return v.add("land_lease", household=household or lifted(v), **usual | raw)


def _subsidy(home: dict[str, object] | None = None, **raw: object) -> Callable[[Village], object]:
    return lambda v: subsidy(v, lifted(v, **home or {}), **raw)


def _same_place(v: Village) -> None:
    home = lifted(v)
    for crop in ("小麦", "玉米"):
        subsidy(v, home, breed=crop, place="南滩二号")


def _owed_two_years(v: Village) -> None:
    home = lifted(v)
    for year in (2023, 2024):
        lease(v, home, year=year, rent=1800)


def _taught_never(v: Village) -> None:
    home = lifted(v)
    for year in (2021, 2025):
        subsidy(v, home, category="畜牧业", animal="羊", year=year)


def _led_and_not(v: Village) -> None:
    tie(v, lifted(v, cooperative="否"))


def _led_at_a_loss(v: Village) -> None:
    v.add("benefit_link", household=lifted(v), enterprise=enterprise(v, year=2024, sales=9000, profit=-5000), mode="订单", year=2025)


def _loan_of_another(v: Village) -> None:
    other = v.add("loan", borrower=worker(v), amount=30000, granted_on="2025-03-01", due_on="2027-03-01")
    subsidy(v, loan=other)


def _twice(ledger: str, **raw: object) -> Callable[[Village], object]:
    def plant(v: Village) -> None:
        home = lifted(v)
        for _ in range(2):
            v.add(ledger, household=home, **raw)

    return plant


def _tomorrow(ledger: str, **raw: object) -> Callable[[Village], object]:
    def plant(v: Village) -> None:
        v.slip(ledger, v.add(ledger, household=lifted(v), **raw), date=date(2025, 8, 1))

    return plant


def _two_with(card: str, make: Callable[..., object]) -> Callable[[Village], object]:
    def plant(v: Village) -> None:
        for _ in range(2):
            make(v, card=card)

    return plant


CASES = {
    "industry_subsidy.quantities_fit": _subsidy(verified=12),
    "industry_subsidy.within_what_there_is": _subsidy({"field_area": 5}),
    "industry_subsidy.not_twice": _same_place,
    "industry_subsidy.steps_in_order": _subsidy(state="已发放"),
    "industry_subsidy.household_meant": lambda v: subsidy(v, v.household()),
    "industry_subsidy.loan_is_theirs": _loan_of_another,
    "industry_subsidy.card_of_one_household": _two_with(FIRST_CARD, lambda v, card: subsidy(v, card=card)),
    "post_holder.card_of_one_household": _two_with(SECOND_CARD, lambda v, card: holder(v, worker(v), card=card)),
    "travel_subsidy.card_of_one_household": _two_with(THIRD_CARD, lambda v, card: travel(v, worker(v), card=card)),
    "household.card_of_one_household": _two_with(FOURTH_CARD, lambda v, card: v.household(card=card)),
    "household.somebody_leads": lambda v: lifted(v, cooperative="否", leading_company="否", leading_person="否"),
    "household.somebody_teaches": _taught_never,
    "benefit_link.dates_in_order": lambda v: tie(v, from_on="2025-03-01", got=500, paid_on="2025-02-01"),
    "benefit_link.kept_its_word": lambda v: tie(v, agreed=3000, got=2000, paid_on="2025-06-30"),
    "benefit_link.promise_is_kept": lambda v: tie(v, year=2024, agreed=3000),
    "benefit_link.household_says_so": _led_and_not,
    "land_lease.dates_in_order": lambda v: lease(v, from_on="2022-01-01", to_on="2024-12-31"),
    "land_lease.paid_once": lambda v: lease(v, rent=1800, paid=2000),
    "land_lease.within_the_land": lambda v: lease(v, lifted(v, field_area=5), area=8),
    "land_lease.rent_is_paid": _owed_two_years,
    "enterprise.closed_after_founded": lambda v: enterprise(v, stopped_on="2025-03-01"),
    "enterprise.figures_fit": lambda v: enterprise(v, sales=10000, profit=20000),
    "enterprise.still_pays_its_way": _led_at_a_loss,
    "sale.not_in_the_future": _tomorrow("sale", date="2025-07-01", goods="羊肉", amount=900),
    "sale.not_twice": _twice("sale", date="2025-07-01", goods="鸡蛋", amount=90, buyer="示范食堂"),
    "sale.money_came": lambda v: v.add("sale", household=lifted(v), date="2025-06-01", goods="土豆", amount=900, settled="否"),
    "tech_service.not_in_the_future": _tomorrow("tech_service", date="2025-07-01", expert="苇远山"),
    "tech_service.not_twice": _twice("tech_service", date="2025-07-02", expert="苇远山"),
}
