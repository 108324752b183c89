"""Invariants 10, 11, 15, 19, 20 and 26: what two offices come to that write the same rows without knowing of each other."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from models.kernel import UserMistake
from models.store import merging, settling
from models.store.unit import unit_of_work
from tests.sync_proof import edits, nemesis
from tests.sync_proof.given import histories
from tests.sync_proof.offices import FIRST, Office
from tests.sync_proof.repeat import START
from tests.sync_proof.world import World, a_world, history

FIELDS = ("group", "grid", "note", "door")
quickly = settings(max_examples=4, derandomize=True, database=None)


def write(world: World, name: str, uid: str, values: dict[str, Any], ledger: str = "household") -> None:
    """One operation at an office."""
    office = world.offices[name]
    before = office.last_rid()
    with unit_of_work(office.store, "修改") as unit:
        unit.update(ledger, uid, values)
    world.learn(office, before)


def doing(world: World, name: str, what: Any) -> None:
    """Something else at an office, noted as held there."""
    office = world.offices[name]
    before = office.last_rid()
    what(office)
    world.learn(office, before)


def household(world: World) -> str:
    """The oldest household of the first village."""
    return edits.rows(world.offices["first"], "household", FIRST)[0]


def values_of(office: Office) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Differences by their values: hashes tell of moments and salts."""
    return {(tbl, uid, col, tuple(sorted(value for _, value in heads))) for (tbl, uid, col), (_, heads) in office.conflicts().items()}


@quickly
@example(field="group", other="group", mine="甲", its="乙")
@example(field="note", other="note", mine="甲", its="甲")
@given(field=some.sampled_from(FIELDS), other=some.sampled_from(FIELDS), mine=some.sampled_from("甲乙"), its=some.sampled_from("甲乙"))
def test_inv_10_only_different_values_of_one_field_are_a_difference(field: str, other: str, mine: str, its: str) -> None:
    with a_world() as world:
        uid = household(world)
        write(world, "first", uid, dict.fromkeys(FIELDS, "原"))
        world.settle()
        write(world, "first", uid, {field: mine})
        write(world, "beside", uid, {other: its})
        world.settle()
        world.agree()
        differs = {("household", uid, field, tuple(sorted(json.dumps(v, ensure_ascii=False) for v in (mine, its))))}
        for office in world.offices.values():
            if office.place != world.offices["second"].place:
                assert values_of(office) == (differs if field == other and mine != its else set())


@quickly
@example(edited=True, seen=False, by="first")
@example(edited=True, seen=True, by="town")
@given(edited=some.booleans(), seen=some.booleans(), by=some.sampled_from(("first", "beside", "town")))
def test_inv_11_a_removal_hides_only_what_it_knew_and_can_be_taken_back(edited: bool, seen: bool, by: str) -> None:
    editor = "beside" if by != "beside" else "first"
    with a_world() as world:
        uid = edits.rows(world.offices["first"], "finding", FIRST)[0]
        if edited:
            write(world, editor, uid, {"text": "改了"}, "finding")
        if seen:
            world.settle()
        doing(world, by, lambda office: edits_remove(office, uid))
        world.settle()
        world.agree()
        kept = edited and not seen
        for office in (world.offices["first"], world.offices["beside"], world.town):
            assert (office.rows()["finding"][uid]["removed_at"] is None) == kept
            assert (("finding", uid, "_del") in office.conflicts()) == kept
        doing(world, editor, lambda office: edits_restore(office, uid))
        world.settle()
        world.agree()
        assert all(o.rows()["finding"][uid]["removed_at"] is None for o in (world.offices["first"], world.offices["beside"], world.town))


def edits_remove(office: Office, uid: str) -> None:
    with unit_of_work(office.store, "撤掉") as unit:
        unit.remove("finding", uid, "登记错了")


def edits_restore(office: Office, uid: str) -> None:
    with unit_of_work(office.store, "恢复") as unit:
        unit.restore("finding", uid)


@histories(3)
def test_inv_15_what_was_decided_stays_decided_whatever_arrives_late(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed, never=("clone", "put_back", "newcomer")) as world:
        world.play(history(seed, 30))
        world.settle()
        town = world.town
        decided = sorted(town.conflicts())
        for tbl, uid, col in decided:
            if (tbl, uid, col) in town.conflicts():
                doing(world, "town", lambda office, key=(tbl, uid, col): decide(office, key))
        assert not set(decided) & set(town.conflicts())
        late = list(world.parcels)
        world.settle()
        for parcel in rng.sample(late, min(len(late), 12)):
            for office in world.offices.values():
                if parcel.to == office.store.device:
                    world.take(office, parcel)
        world.settle()
        world.agree()
        for office in world.offices.values():
            assert not set(decided) & set(office.conflicts())


def decide(office: Office, key: tuple[str, str, str]) -> None:
    """The shown head's value stands; a removal that did not know everything is called off."""
    tbl, uid, col = key
    kind, heads = office.conflicts()[key]
    if kind == "delete":
        settling.settle(office.store, tbl, uid, None, value=True, reason="核对过")
    else:
        settling.settle(office.store, tbl, uid, col, value=json.loads(heads[-1][1]), reason="核对过", stored=True)


@histories(1)
def test_inv_19_no_clock_decides_anything(seed: int) -> None:
    shown = []
    for wrong in (False, True):
        rng = random.Random(seed)
        # A twin's two lines of one number are told apart by their hashes, and those by their moments: so no twins here.
        with a_world(seed, never=("clone", "put_back", "clock", "keep")) as world:
            if wrong:
                world.when = lambda hour, rng=rng: START + timedelta(days=rng.randrange(-4000, 4000), seconds=hour)
            world.play(history(seed, 30))
            world.settle()
            world.agree()
            shown.append([(timeless(office), values_but_moments(office)) for office in world.offices.values()])
    assert shown[0] == shown[1]


def timeless(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    """All rows, of a removal only whether and why."""
    return {
        (tbl, uid): {name: bool(value) if name == "removed_at" else value for name, value in row.items()}
        for tbl, rows in office.rows().items() for uid, row in rows.items()
    }


def values_but_moments(office: Office) -> set[tuple[str, str, str, tuple[str, ...]]]:
    return {(tbl, uid, col, () if col == "_del" else values) for tbl, uid, col, values in values_of(office)}


@histories(2)
def test_inv_20_merging_ends_alike_everywhere_and_parting_gives_back_what_was(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        for name in ("first", "second"):
            doing(world, name, lambda office: edits.batch(office, rng))
        world.settle()
        before = timeless(world.town)
        uids = edits.rows(world.offices["first"], "household", FIRST)[:4]
        for name in ("first", "beside", "town", "first"):
            pair = rng.sample(uids, 2)
            doing(world, name, lambda office, pair=pair: try_merge(office, pair))
        world.settle()
        world.agree()
        for office in world.offices.values():
            leads_to_what_stays(office)
        for uid in uids:
            doing(world, "town", lambda office, uid=uid: try_part(office, uid))
        world.settle()
        world.agree()
        after = timeless(world.town)
        filled = {key for key in after if after[key] != before[key]}
        # What stays took the other's values into its blanks; all else is as it was.
        assert filled <= {("household", uid) for uid in uids}
        assert all(after[key]["removed_at"] == before[key]["removed_at"] for key in filled)


def try_merge(office: Office, pair: Sequence[str]) -> None:
    with contextlib.suppress(UserMistake):
        merging.merge(office.store, "household", pair, chosen=pair[1], reason="同一户")


def try_part(office: Office, uid: str) -> None:
    with contextlib.suppress(UserMistake):
        merging.part(office.store, "household", uid, "不是同一户")


def leads_to_what_stays(office: Office) -> None:
    """No link leads to a row that was merged away."""
    rows = office.rows()
    hidden = {uid for uid, row in rows["household"].items() if row["removed_why"] == "已并到另一条"}
    assert not {row["household"] for tbl in ("person", "visit", "toilet") for row in rows.get(tbl, {}).values()} & hidden


@quickly
@given(steps=some.lists(some.tuples(some.sampled_from(FIELDS), some.booleans()), min_size=2, max_size=6))
def test_inv_26_one_operation_or_many_the_same_heads_come_out(steps: list[tuple[str, bool]]) -> None:
    shown = []
    for at_once in (True, False):
        with a_world() as world:
            uid = household(world)
            mine = [(field, f"值{n}") for n, (field, here) in enumerate(steps) if here]
            if at_once:
                write_all(world, "first", uid, mine)
            else:
                for one in mine:
                    write_all(world, "first", uid, [one])
            for n, (field, here) in enumerate(steps):
                if not here:
                    write(world, "beside", uid, {field: f"值{n}"})
            world.settle()
            world.agree()
            shown.append((timeless(world.town), values_of(world.town)))
    assert shown[0] == shown[1]


def write_all(world: World, name: str, uid: str, values: Sequence[tuple[str, str]]) -> None:
    """Several writes in one operation."""
    office = world.offices[name]
    before = office.last_rid()
    with unit_of_work(office.store, "修改") as unit:
        for field, value in values:
            unit.update("household", uid, {field: value})
    world.learn(office, before)


@pytest.mark.parametrize("deed", ["clone", "put_back", "clock"])
def test_the_nemesis_knows_the_deeds_that_are_left_out_by_name(deed: str) -> None:
    assert deed in {one.__name__ for _, one in nemesis.DEEDS}
