"""Invariants 12, 13, 14 and 18: what is captured and folded, whatever the database and the age of the program."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import text

from models.ledgers import LEDGERS
from models.migrations import SCHEMA, upcasts
from models.store import exchange, refolding, search, vetting
from models.store.folder import Folder
from models.store.journal.lines import encode
from models.store.unit import OutsideUnitOfWork, set_mode, unit_of_work, writing
from tests.postgres import MISSING, Server
from tests.sync_proof import edits, nemesis, oracle
from tests.sync_proof.founding import found
from tests.sync_proof.given import for_first, histories, onlooker
from tests.sync_proof.offices import FIRST, Office, Text
from tests.sync_proof.post import Parcel
from tests.sync_proof.repeat import START, repeatable
from tests.sync_proof.test_invariants_rows import household
from tests.sync_proof.world import World, a_world, history


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_inv_12_a_server_comes_to_the_same_tables_as_a_file(server: Server, tmp_path: Path) -> None:
    seed = 12
    with a_world(seed) as world:
        world.play(history(seed, 30))
        world.settle()
        states = []
        for place in (tmp_path / "file", Folder(tmp_path / "server", server.fresh())):
            with repeatable(5):
                store = found(place, "village", FIRST, "same")
            office = Office("onlooker", tmp_path, store)
            office.held = office.journal()
            for parcel in random.Random(seed).sample(for_first(world), len(for_first(world))):
                world.take(office, parcel)
            world.shows_its_journal(office)
            states.append((office.rows(), office.conflicts(), office.tips(), office.waiting(), office.names()))
            store.close()
        assert states[0] == states[1]


SQL = (
    "UPDATE household SET note = :word WHERE scope = :place",
    "UPDATE household SET note = :word, grid = grid || 'x' WHERE grid IS NOT NULL",
    "UPDATE person SET name = name, school = :word",
    "UPDATE household SET removed_at = '2025-07-22T09:00:00+08:00', removed_why = :word WHERE removed_at IS NULL AND note = '乙'",
    "UPDATE household SET removed_at = NULL, removed_why = NULL WHERE removed_at IS NOT NULL",
    "INSERT INTO household (uid, scope, note) SELECT :fresh, scope, :word FROM village WHERE scope = :place",
    "UPDATE finding SET keeper = (SELECT note FROM household WHERE note IS NOT NULL ORDER BY uid LIMIT 1)",
    "UPDATE visit SET text = :word WHERE uid IN (SELECT uid FROM visit ORDER BY uid LIMIT 2)",
)


@settings(max_examples=4, derandomize=True, database=None)
@given(seed=some.integers(0, 2**32 - 1), given_up=some.booleans())
def test_inv_13_the_journal_is_the_tables_after_any_sql_and_what_is_rolled_back_leaves_nothing(seed: int, given_up: bool) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        office = world.offices["first"]
        for n in range(4):
            before, rid = nemesis.everything(office), office.last_rid()
            broken = given_up and n % 2 == 1
            try:
                with unit_of_work(office.store, "改") as unit:
                    for at in range(rng.randrange(1, 6)):
                        bound = {"word": rng.choice("甲乙丙"), "place": FIRST, "fresh": f"{seed + n * 10 + at:032x}"}
                        statement = rng.choice(SQL)
                        unit.connection.execute(text(statement), {k: v for k, v in bound.items() if f":{k}" in statement})
                    if broken:
                        raise KeyError
            except KeyError:
                assert nemesis.everything(office) == before
            world.learn(office, rid)
            world.nothing_dropped(office)
            world.shows_its_journal(office)
            assert nothing_caught(office)


def nothing_caught(office: Office) -> bool:
    """Outside a transaction nothing waits to be sealed, and nobody may write."""
    with office.store.reader.connect() as connection:
        caught = connection.execute(text("SELECT count(*) FROM sync_raw")).scalar()
        return caught == 0 and connection.execute(text("SELECT mode FROM sync_ctx")).scalar() is None


@histories(2)
def test_inv_14_taking_in_catches_nothing_as_our_own_and_its_licence_ends_with_it(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        world.play(history(seed, 20))
        office = onlooker(world, "licence")
        for n, parcel in enumerate(for_first(world)[:6]):
            with nemesis.killed_at(office, rng.randrange(80)), suppress(nemesis.Killed):
                world.post.take(office, replace(parcel, name=f"killed {n}"))
            office.held |= office.journal()
            assert nothing_caught(office)
            world.take(office, parcel)
            assert nothing_caught(office)
            with pytest.raises(OutsideUnitOfWork), writing(office.store) as connection:
                connection.execute(text("UPDATE village SET name = 'x'"))


class NewerProgram:
    """Writes lines as a program one revision on would: a column and a ledger that nobody here has."""

    def __init__(self, device: str = "f" * 16) -> None:
        self.device, self.last, self.n = device, None, 0
        self.texts: dict[str, Text] = {}

    def write(self, *changes: Mapping[str, Any], schema: int = SCHEMA + 1) -> str:
        """One transaction."""
        self.n += 1
        head = {"d": self.device, "s": FIRST, "n": self.n, "prev": self.last, "lam": 1000 + self.n, "ts": START.isoformat(),
                "by": "e" * 32, "a": 1, "sv": schema, "op": f"{self.n:032x}", "src": "entry", "un": None, "why": "新", "k": len(changes)}
        lines = [encode({"t": c["t"], "i": c["i"], "z": "00" * 8, "v": c["v"], "p": c.get("p", {})}) for c in changes]
        made = (encode(head), *lines)
        self.last = oracle.name_of(made)
        self.texts[self.last] = made
        return str(self.last)


def bring(world: World, office: Office, texts: dict[str, Text], name: str) -> None:
    """A package that holds just these."""
    said = {"kind": "up", "receipts": [], "have": None, "erased": [], "twin": False, "state": {}}
    world.take(office, Parcel(name, "newer", "f" * 16, "village", office.store.device, texts, said))


@histories(2)
def test_inv_18_what_an_old_program_does_not_know_goes_through_it_unchanged_and_appears_after_the_upgrade(seed: int) -> None:
    with a_world(seed) as world:
        uid = household(world)
        heads = oracle.Row(("household", uid), [line for line in oracle.lines_of(world.town.held) if line.key == ("household", uid)]).heads("note")
        newer = NewerProgram()
        newer.write({"t": "household", "i": uid, "v": {"roof": "瓦", "note": "新程序写的"}, "p": {"roof": [heads[-1].h], "note": [heads[-1].h]}},
                    {"t": "beehive", "i": "b" * 32, "v": {"household": uid, "count": 3}})
        newer.write({"t": "household", "i": uid, "v": {"roof": "砖"}, "p": {"roof": [newer.last]}})
        bring(world, world.town, newer.texts, "newer")
        world.exported |= newer.texts
        world.settle()
        world.agree()
        for name in ("first", "beside", "town"):
            office = world.offices[name]
            assert all(office.journal()[h] == text for h, text in newer.texts.items())
            assert office.rows()["household"][uid]["note"] == "新程序写的"


@histories(2)
def test_inv_18_old_then_upgraded_is_new_from_the_start(seed: int) -> None:
    with a_world(seed) as world:
        world.play(history(seed, 25))
        parcels = for_first(world)
        old, new = onlooker(world, "old"), onlooker(world, "new")
        with without_ledgers("finding", "toilet"):
            for parcel in parcels:
                world.post.take(old, parcel)
        with writing(old.store) as connection:
            set_mode(connection, "apply")
            refolding.refold(connection)
            set_mode(connection, None)
        for parcel in parcels:
            world.post.take(new, parcel)
        assert nemesis.everything(old) == nemesis.everything(new)


@contextmanager
def without_ledgers(*names: str) -> Iterator[None]:
    """A program that has not got these ledgers yet, as far as packages are concerned."""
    fewer: Any = {name: ledger for name, ledger in LEDGERS.items() if name not in names}
    places: tuple[Any, ...] = (exchange, vetting, search)
    for place in places:
        place.LEDGERS = fewer
    try:
        yield
    finally:
        for place in places:
            place.LEDGERS = LEDGERS


def test_inv_18_an_older_line_reads_through_its_upcast_whenever_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_world() as world:
        older = NewerProgram()
        older.write({"t": "household", "i": "c" * 32, "v": {f: None for f in ("village", "group", "note")} | {"note": "旧"}}, schema=SCHEMA - 1)
        before, after = onlooker(world, "before"), onlooker(world, "after")
        bring(world, before, older.texts, "older")

        def renamed(change: Any) -> Any:
            values = change.get("v") or {}
            yield {**change, "v": {**values, "note": "新"}} if values.get("note") == "旧" else change

        monkeypatch.setitem(upcasts.UPCASTS, SCHEMA - 1, renamed)
        with writing(before.store) as connection:
            set_mode(connection, "apply")
            assert refolding.refold_after(connection, SCHEMA - 1)
            set_mode(connection, None)
        bring(world, after, older.texts, "older")
        for office in (before, after):
            assert office.rows()["household"]["c" * 32]["note"] == "新"
            assert json.loads(office.journal()[str(older.last)][1])["v"]["note"] == "旧"


def test_the_statements_of_invariant_13_write_something() -> None:
    with a_world() as world:
        assert edits.rows(world.offices["first"], "household", FIRST)
