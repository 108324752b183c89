"""The made-up township holds every ledger: its money comes out to the fen, and every row passes the rules."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal

import pytest

import models.store as st
from models.insight import figures
from models.insight.alerts import alerts
from models.ledgers import LEDGERS
from services.demo import round as whole_round
from services.demo.claims import BRIDGING
from services.demo.facts import VillageFacts, village_facts
from services.demo.plan import plan
from services.demo.small_books import EVERY, books

FIRST = "999999104201"
ONE_OF_ITS_KIND = {"village"}
PENDING, MISPRINTED = "pending", ("person", "id_no")
"""What the lists have wrong on purpose, to show what an import says: cells nobody can read, one misprinted number."""


@pytest.fixture(scope="module")
def villages() -> list[VillageFacts]:
    return [village_facts(plan(), village) for village in plan().villages]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[st.Store]:
    """The first village with its lists in and everything typed."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as open_files:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        alone = plan().only(FIRST)
        made = whole_round.Round(tmp_path_factory.mktemp("demo"), alone, open_files, None)
        made.villages = [village_facts(alone, alone.villages[0])]
        made.open_books()
        made.fill(made.villages[0])
        yield made.stores[FIRST]


def test_the_batch_comes_to_what_the_town_reported_for_each_kind(villages: list[VillageFacts]) -> None:
    claimed = [claim for facts in villages for claim in facts.claims]
    paid = {kind: sum(one.paid for one in claimed if one.category == kind) for kind in ("crop", "livestock", "yard")}
    assert paid == {"crop": Decimal("49573.50"), "livestock": 120040, "yard": 64500}
    assert sum(one.quantity for one in claimed if one.category == "crop") == Decimal("660.98")
    assert Counter(one.category for one in claimed) == {"crop": 46, "livestock": 23, "yard": 43}
    fares = [one.amount for facts in villages for one in facts.fares]
    assert (len(fares), sum(fares)) == (19, Decimal("7568.50"))
    posts = [one for facts in villages for one in facts.posts]
    bridging = [one for one in posts if one.fund == BRIDGING]
    assert (len(posts), len(bridging)) == (47, 39)
    assert Counter(len(one.months) for one in bridging) == {5: 28, 4: 11}
    assert sum(one.standard * len(one.months) for one in bridging) == 36800


def test_the_program_counts_the_batch_of_a_village_from_its_records(village: st.Store, villages: list[VillageFacts]) -> None:
    found, mine, claims = figures.values(village), villages[0], plan().villages[0].claims
    assert (found["industry_subsidy.households.crop"], found["industry_subsidy.area.crop"]) == claims.crop
    assert found["industry_subsidy.area.yard"] == claims.yard[1]
    assert found["industry_subsidy.heads.sheep"] == sum(claims.animals["sheep"])
    assert (found["travel_subsidy.persons"], found["travel_subsidy.amount"]) == claims.fares
    bridging = sum(one.standard * len(one.months) for one in mine.posts if one.fund == BRIDGING)
    assert found["post.paid.bridging"] == bridging
    together = sum(one.paid for one in mine.claims) + claims.fares[1] + bridging
    assert found["industry_subsidy.total"] == together
    assert (found["industry_subsidy.times"] or 0) > (found["industry_subsidy.households"] or 0)
    assert (found["industry_subsidy.households"] or 0) <= (found["household.assisted"] or 0)


def test_each_yuan_of_the_total_stands_in_one_record(village: st.Store) -> None:
    records = figures.records(village, "industry_subsidy.total")
    assert len({(record.ledger, record.uid) for record in records}) == len(records)
    assert {record.ledger for record in records} == {"industry_subsidy", "travel_subsidy", "post_attendance"}


def test_every_ledger_of_the_menu_has_rows_to_look_at(village: st.Store) -> None:
    shown = [id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system and id not in ONE_OF_ITS_KIND]
    assert [id for id in shown if st.count(village, id) < 2] == []


def test_no_row_of_the_demo_is_to_be_mended_or_explained_but_what_is_spoilt_on_purpose(village: st.Store) -> None:
    told = [one for one in alerts(village, hints=True) if one.check != PENDING and (one.ledger, one.field) != MISPRINTED]
    assert [f"{one.check} {one.text}" for one in told] == []


def test_the_problems_and_what_was_taken_on_are_those_of_the_report() -> None:
    rows = books()["problem"]
    claimed = [row for row in rows if row["claimed"]]
    assert Counter(row["source"] for row in rows) == {"national": 25, "province": 5, "county": 5}
    assert Counter(row["source"] for row in claimed) == {"national": 22, "province": 3, "county": 4}
    assert Counter(row["lasting"] for row in claimed) == {True: 24, False: 5}
    assert all(row["measure"][0]["measure_progress"] for row in claimed)
    assert all(row["unclaimed_why"] for row in rows if not row["claimed"])


def test_every_row_of_the_small_books_stands_in_a_village_of_the_plan() -> None:
    names = {one.name for one in plan().villages}
    places = {place for rows in books().values() for row in rows for place in
              ([row["at"]] if isinstance(row["at"], str) else row["at"])}  # fmt: skip
    assert places - {EVERY} <= names
