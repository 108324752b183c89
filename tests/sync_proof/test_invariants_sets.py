"""Invariants 1 to 9 and 21: what a set of transactions comes to, whatever the order, the gaps and the accidents."""

from __future__ import annotations

import random
from dataclasses import replace

from models.store.unit import unit_of_work
from tests.sync_proof import edits, nemesis, oracle
from tests.sync_proof.given import for_first, histories, onlooker, state
from tests.sync_proof.offices import FIRST, shapes
from tests.sync_proof.world import World, a_world, history, run


@histories(3)
def test_inv_01_taking_any_package_again_changes_nothing(seed: int) -> None:
    with a_world(seed) as world:
        world.play(history(seed, 25))
        office = onlooker(world, "again")
        for parcel in for_first(world):
            world.take(office, parcel)
        before = state(office)
        for parcel in for_first(world):
            world.take(office, parcel)
            world.take(office, replace(parcel, name=f"{parcel.name}-under-another-name"))
        assert state(office) == before


def all_write_one_field(world: World) -> None:
    """Three offices that do not know of each other, and the packages that tell of it."""
    uid = edits.rows(world.offices["first"], "household", FIRST)[0]
    for name in ("first", "beside", "town"):
        office = world.offices[name]
        rid = office.last_rid()
        with unit_of_work(office.store, "修改") as unit:
            unit.update("household", uid, {"group": f"{name}写的"})
        world.learn(office, rid)
    for sender, taker in (("first", "town"), ("beside", "town"), ("town", "first")):
        world.send(world.offices[sender], world.offices[taker])


@histories(3)
def test_inv_02_the_order_of_packages_does_not_show(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        world.play(history(seed, 25))
        all_write_one_field(world)
        before, *parcels = for_first(world)
        states = []
        for name in ("one", "other"):
            office = onlooker(world, name)
            world.take(office, before)  # else all would wait for it, and then come in one go
            for parcel in rng.sample(parcels, len(parcels)):
                world.take(office, parcel, [h for h in parcel.texts if rng.random() < 0.3])
            for parcel in rng.sample(parcels, len(parcels)):
                world.take(office, replace(parcel, name=f"{parcel.name}-whole"))
            states.append(state(office))
        assert states[0] == states[1]


@histories(3)
def test_inv_03_05_all_end_alike_and_nothing_that_anybody_has_is_missing(seed: int) -> None:
    run(history(seed))


@histories(2)
def test_inv_04_at_every_step_tables_are_a_function_of_the_set_of_transactions(seed: int) -> None:
    run(history(seed, 30), every=4)


@histories(3)
def test_inv_06_what_came_is_in_the_journal_or_waits_and_in_the_end_nothing_waits(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        world.play(history(seed, 25))
        texts = {h: text for parcel in for_first(world) for h, text in parcel.texts.items()}
        template, office = for_first(world)[0], onlooker(world, "gaps")
        waited = 0
        # What the township wrote of the village's rows comes before the village's own lines have.
        above = {h: text for h, text in texts.items() if oracle.json.loads(text[0])["a"] > 1}
        world.take(office, replace(template, name="from above", texts=above))
        while rest := sorted(texts.keys() - office.held.keys()):
            part = rng.sample(rest, rng.randrange(1, max(2, len(rest) // 2) + 1) if len(rest) > 1 else 1)
            parcel = replace(template, name=f"part-{len(rest)}", texts={h: texts[h] for h in part})
            world.take(office, parcel)  # journal and stash together are asked for after every one
            waited = max(waited, len(office.names()[1]))
        assert waited or len(texts) < 3
        assert office.names() == (oracle.closed(office.held), office.held.keys() - oracle.closed(office.held))
        # Only what was torn out of a package, and whose first part a folder that was put back has forgotten, may still wait.
        assert office.names()[1] <= {h for h in texts if h not in world.town.names()[0]}


@histories(4)
def test_inv_07_killed_at_any_statement_an_import_has_not_begun_or_is_done(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        world.play(history(seed, 20))
        office = onlooker(world, "killed")
        for n, parcel in enumerate(for_first(world)[:4]):
            for at in sorted(rng.sample(range(60), 5)):
                before = nemesis.everything(office)
                try:
                    with nemesis.killed_at(office, at):
                        world.post.take(office, replace(parcel, name=f"{n}-{at}"))
                except nemesis.Killed:
                    done = parcel.texts.keys() <= set.union(*office.names())
                    assert done or nemesis.everything(office) == before
                else:
                    office.held |= parcel.texts
                    break
            world.take(office, parcel)
        world.shows_its_journal(office)


@histories(4)
def test_inv_08_a_copied_computer_and_its_twin_keep_both_their_histories(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        world.play(history(seed, 10))
        nemesis.clone(world, world.offices["first"], rng)
        written = []
        for name in ("first", "twin", "twin", "first"):
            before = set(world.offices[name].held)
            for step in history(seed + len(written), 3):
                nemesis.edit(world, world.offices[name], random.Random(step))
            written.append(world.offices[name].held.keys() - before)
        world.settle()
        world.agree()
        assert all(new <= world.town.names()[0] for new in written)


@histories(4)
def test_inv_09_after_an_old_copy_was_put_back_what_had_been_exported_returns_and_new_work_stays(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        first = world.offices["first"]
        nemesis.keep(world, first, rng)
        for step in history(seed, 6):
            nemesis.edit(world, first, random.Random(step))
        forgotten = set(first.held)
        parcel = world.send(first, world.town)
        assert parcel is not None
        world.take(world.town, parcel)
        nemesis.put_back(world, first, rng)
        for step in history(seed + 1, 6):
            nemesis.edit(world, first, random.Random(step))
        world.settle()
        world.agree()
        assert forgotten <= first.names()[0]


@histories(2)
def test_inv_09_a_computer_set_back_that_writes_nothing_gets_all_back_under_its_own_name(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        first = world.offices["first"]
        nemesis.keep(world, first, rng)
        for step in history(seed, 6):
            nemesis.edit(world, first, random.Random(step))
        forgotten, name = set(first.held), first.store.device
        world.settle()
        nemesis.put_back(world, first, rng, witness=True)
        assert first.store.device == name
        world.settle()
        world.agree()
        assert forgotten <= first.names()[0]


@histories(3)
def test_inv_21_a_row_waits_for_the_row_it_leads_to_and_appears_with_it(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        world.play(history(seed, 25))
        parcels = for_first(world)
        office = onlooker(world, "child first")
        # The newest lines first, cut from their chains' beginnings only as far as the chains allow.
        texts = {h: text for parcel in parcels for h, text in parcel.texts.items()}
        chains = sorted({(oracle.json.loads(text[0])["d"], scope) for text in texts.values() for scope in [oracle.json.loads(text[0])["s"]]})
        rng.shuffle(chains)
        for device, scope in chains:
            part = {h: text for h, text in texts.items() if (oracle.json.loads(text[0])["d"], oracle.json.loads(text[0])["s"]) == (device, scope)}
            world.take(office, replace(parcels[0], name=f"{device}-{scope}", texts=part))
            world.shows_its_journal(office)
        assert office.waiting() == oracle.view(office.journal(), shapes()).waiting
