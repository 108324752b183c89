"""What the ledgers of 产业 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.ledgers.fake_facts import brief, computed

HOME = {"household": {"uid": "h", "type": "lifted", "field_area": Decimal(10)}}
CROP = {"year": 2025, "category": "crop", "applied": Decimal(10), "verified": Decimal("9.5"), "state": "applied", "scope": "1"}
COWS = {"year": 2025, "category": "livestock", "animal": "cattle", "applied": Decimal(2), "state": "applied"}
LEASE = {"year": 2024, "way": "out", "area": Decimal(2), "rent": Decimal(1800), "lessee": "某合作社", "plot": "东河湾"}


def test_a_sound_claim_is_worth_quantity_times_standard() -> None:
    assert brief("industry_subsidy", CROP, parents=HOME) == []
    shown = {name: computed("industry_subsidy", name, CROP, parents=HOME) for name in ("unit", "rate", "due")}
    assert shown == {"unit": "亩", "rate": Decimal(75), "due": Decimal("712.50")}
    assert computed("industry_subsidy", "due", CROP | {"standard": Decimal(100), "cap": Decimal(800)}) == Decimal(800)
    assert computed("industry_subsidy", "due", COWS | {"verified": Decimal(25)}) == Decimal(75000)
    assert computed("industry_subsidy", "rate", {"category": "livestock"}) is None


def test_quantities_and_money_out_of_line_are_to_be_mended() -> None:
    assert brief("industry_subsidy", CROP | {"verified": Decimal(11)}, parents={}) == [("verified", "要改")]
    assert brief("industry_subsidy", COWS | {"applied": Decimal("1.5")}) == [("applied", "要改")]
    assert brief("industry_subsidy", COWS | {"verified": Decimal("1.5")}) == [("verified", "要改")]
    assert brief("industry_subsidy", CROP | {"paid": Decimal(713)}) == [("paid", "要改")]


def test_claims_of_a_year_are_held_against_the_land() -> None:
    more = CROP | {"uid": "2", "verified": Decimal(1), "place": "东河湾"}
    assert brief("industry_subsidy", CROP, parents=HOME, others=[more]) == [("verified", "存疑")]
    assert brief("industry_subsidy", CROP, parents=HOME, others=[more | {"state": "returned"}]) == []
    assert brief("industry_subsidy", CROP, parents=HOME, others=[more | {"year": 2024}]) == []
    let = [{"year": 2025, "way": "out", "area": Decimal(2)}]
    assert brief("industry_subsidy", CROP, parents=HOME, near={"land_lease": let}) == [("verified", "存疑")]
    rented = [{"year": 2025, "way": "in", "area": Decimal(2)}]
    assert brief("industry_subsidy", CROP, parents=HOME, others=[more], near={"land_lease": rented}) == []
    assert brief("industry_subsidy", CROP | {"applied": Decimal(99), "verified": Decimal(99)}, parents={"household": {}}) == []


def test_animals_are_held_against_what_stands_in_the_shed() -> None:
    assert brief("industry_subsidy", COWS | {"stock": 1}) == [("stock", "存疑")]
    assert brief("industry_subsidy", COWS | {"stock": 3}, others=[COWS | {"uid": "2"}]) == [("stock", "存疑")]
    assert brief("industry_subsidy", COWS | {"stock": 2}, others=[COWS | {"uid": "2", "animal": "sheep"}]) == []


def test_the_same_plot_or_animal_is_claimed_once() -> None:
    here = CROP | {"place": "东河湾", "verified": Decimal(1)}
    assert brief("industry_subsidy", here, parents=HOME, others=[here | {"uid": "2"}]) == [("place", "存疑")]
    plot = CROP | {"plot": "0012"}
    other = {"uid": "2", "scope": "1", "year": 2025, "plot": "0012"}
    home = {"household": HOME["household"] | {"scope": "1"}}
    assert brief("industry_subsidy", plot, parents=home, elsewhere=[other]) == [("plot", "存疑")]
    assert brief("industry_subsidy", plot, parents=home, elsewhere=[other | {"year": 2024}]) == []
    assert brief("industry_subsidy", plot, parents=home, elsewhere=[other | {"scope": "2"}]) == []
    sent_back = plot | {"state": "returned", "returned_why": "重了"}
    assert brief("industry_subsidy", sent_back, parents=home, elsewhere=[other]) == []
    cow = COWS | {"tags": "A1、A2"}
    assert brief("industry_subsidy", cow, others=[{"uid": "2", "tags": "A2，A3"}]) == [("tags", "存疑")]
    neighbours = {"uid": "2", "animal": "cattle", "tags": "A2"}
    assert brief("industry_subsidy", cow, elsewhere=[neighbours]) == [("tags", "存疑")]
    assert brief("industry_subsidy", cow, elsewhere=[neighbours | {"state": "returned"}]) == []


def test_nothing_is_paid_before_it_stands() -> None:
    days = {"applied_on": date(2025, 5, 1), "accepted_on": date(2025, 6, 10), "paid_on": date(2025, 6, 1), "state": "paid"}
    assert brief("industry_subsidy", COWS | days) == [("paid_on", "拦下")]
    assert brief("industry_subsidy", COWS | days | {"opening": True}) == []
    gap = days | {"paid_on": date(2025, 7, 1)}
    assert brief("industry_subsidy", COWS | gap) == [("noticed_on", "存疑")]
    assert brief("industry_subsidy", COWS | gap | {"noticed_on": date(2025, 6, 1)}) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [("applied", []), ("village", []), ("noticed", []), ("township", []), ("county", []), ("unknown", []), ("paid", [("paid_on", "存疑")]),
     ("returned", [("returned_why", "存疑")])],
)  # fmt: skip
def test_each_state_of_a_claim(state: str, said: list[tuple[str, str]]) -> None:
    assert brief("industry_subsidy", COWS | {"state": state}) == said
    assert brief("industry_subsidy", COWS | {"state": state, "opening": True}) == []


def test_a_claim_is_of_a_household_it_is_meant_for() -> None:
    assert brief("industry_subsidy", COWS, parents={"household": {"type": "ordinary"}}) == [("household", "存疑")]
    assert brief("industry_subsidy", COWS, parents={"household": {"type": "lifted", "no_labour": True}}) == [("household", "存疑")]
    monitored = {"household": {"type": "ordinary", "monitoring_class": "sudden"}}
    assert brief("industry_subsidy", COWS, parents=monitored) == []


# --- land_lease


def test_two_years_unpaid_are_owed() -> None:
    before = LEASE | {"uid": "2", "year": 2023}
    assert brief("land_lease", LEASE, others=[before]) == []
    assert computed("land_lease", "owed", LEASE, others=[before]) == Decimal(1800)
    assert computed("land_lease", "years_owed", LEASE, others=[before]) == 2
    assert computed("land_lease", "years_owed", LEASE | {"paid": Decimal(1800)}, others=[before]) == 1


def test_a_lease_paid_twice_is_asked_about() -> None:
    paid = LEASE | {"paid": Decimal(1800)}
    assert brief("land_lease", paid, others=[paid | {"uid": "2"}]) == [("paid", "存疑")]
    assert brief("land_lease", paid, others=[paid | {"uid": "2", "year": 2023}]) == []
    assert brief("land_lease", paid, others=[LEASE | {"uid": "2"}]) == []
    bare = paid | {"plot": None}
    assert brief("land_lease", bare, others=[bare | {"uid": "2"}]) == [("paid", "存疑")]
    assert brief("land_lease", bare, others=[bare | {"uid": "2", "area": Decimal(3)}]) == []
    assert brief("land_lease", LEASE, others=[LEASE | {"uid": "2", "lessee": "另一家"}]) == [("lessee", "存疑")]
    assert brief("land_lease", LEASE | {"paid": Decimal(1801)}) == [("paid", "要改")]
    assert brief("land_lease", LEASE | {"paid_on": date(2024, 10, 1)}) == [("paid", "存疑")]


def test_a_lease_ends_after_it_begins_and_is_within_the_land() -> None:
    dates = {"from_on": date(2024, 1, 1), "to_on": date(2023, 1, 1)}
    assert brief("land_lease", LEASE | dates) == [("to_on", "拦下")]
    assert brief("land_lease", LEASE | {"from_on": date(2025, 1, 1)}) == [("year", "存疑")]
    assert brief("land_lease", LEASE | {"area": Decimal(11)}, parents=HOME) == [("area", "存疑")]
    assert brief("land_lease", LEASE | {"area": Decimal(11), "way": "in"}, parents=HOME) == []


# --- enterprise, benefit_link, sale, tech_service


def test_an_enterprise_that_stopped_brings_nobody_along() -> None:
    assert brief("enterprise", {"founded_on": date(2020, 1, 1), "stopped_on": date(2019, 1, 1)}) == [("stopped_on", "拦下")]
    kids = {"benefit_link": [{"household": "h"}, {"household": "h"}, {"household": "i", "to_on": date(2024, 12, 31)}]}
    assert brief("enterprise", {"state": "stopped"}, kids=kids) == [("state", "存疑")]
    assert brief("enterprise", {"state": "closed"}) == []
    for state in ("running", "hard"):
        assert brief("enterprise", {"state": state}, kids=kids) == []
        assert brief("enterprise", {"state": state, "stopped_on": date(2025, 1, 1)}) == [("state", "存疑")]
    assert brief("enterprise", {"sales": Decimal(1), "profit": Decimal(2)}) == [("profit", "存疑")]
    assert brief("enterprise", {"sales": Decimal(1), "profit": Decimal(-2)}) == []
    assert computed("enterprise", "tied", {}, kids=kids) == 1


def test_a_tie_keeps_its_word_and_counts_once() -> None:
    tie: dict[str, Any] = {"enterprise": "e", "mode": "dividend", "year": 2025, "agreed": Decimal(500), "paid_on": date(2025, 6, 1)}
    assert brief("benefit_link", {"from_on": date(2025, 2, 1), "to_on": date(2025, 1, 1)}) == [("to_on", "拦下")]
    assert brief("benefit_link", {"from_on": date(2025, 2, 1), "paid_on": date(2025, 1, 1)}) == [("paid_on", "存疑")]
    assert brief("benefit_link", tie | {"got": Decimal(400)}) == [("got", "存疑")]
    assert brief("benefit_link", {"got": Decimal(400)}) == [("paid_on", "提示")]
    whole = tie | {"got": Decimal(500)}
    assert brief("benefit_link", whole, others=[whole | {"uid": "2"}]) == [("got", "存疑")]
    assert brief("benefit_link", whole, others=[whole | {"uid": "2", "year": 2024}]) == []
    assert computed("benefit_link", "running", {"to_on": date(2025, 7, 21)}) is False
    assert computed("benefit_link", "running", {}) is True


def test_a_sale_has_been_made_and_once() -> None:
    sale = {"date": date(2025, 7, 1), "goods": "羊肉", "amount": Decimal(1200), "buyer": "某食堂"}
    assert brief("sale", {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("sale", sale, others=[sale | {"uid": "2"}]) == [("amount", "存疑")]
    assert brief("sale", sale, others=[sale | {"uid": "2", "amount": Decimal(900)}]) == []


def test_an_expert_has_come_and_comes_again_later() -> None:
    seen = {"date": date(2025, 7, 1), "expert": "乌某某"}
    assert brief("tech_service", {"date": date(2025, 7, 23)}) == [("date", "拦下")]
    assert brief("tech_service", seen | {"next_on": date(2025, 6, 1)}) == [("next_on", "拦下")]
    assert brief("tech_service", seen, others=[seen | {"uid": "2"}]) == [("expert", "存疑")]
    assert brief("tech_service", seen, others=[seen | {"uid": "2", "date": date(2025, 6, 1)}]) == []
