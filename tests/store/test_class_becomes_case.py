"""What the first program kept on the household reads as its 期初 case: the same for whoever reads it, whenever it came."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import select

import models.store as st
from models.ledgers import LEDGERS
from models.migrations.upcasts import opening_case
from models.store import backup, erasing, history, refolding, search
from models.store.journal import tables as t
from models.store.journal.fold import Fold
from models.store.journal.heads import GONE, SCOPE
from models.store.journal.lines import Transaction, encode
from models.store.moving import _history
from models.store.unit import set_mode, writing
from models.store.vetting import vet
from tests.store.old_program import COLUMNS, FIELDS, OldComputer, histories
from tests.store.older_file import step_back

HOME = "5" * 32
CASE = opening_case(HOME)
OTHER = "999999104202"
TYPED = COLUMNS | {"monitoring_class": "sudden", "identified_month": "2023-07"}


def take(store: st.Store, texts: Iterable[Transaction]) -> None:
    """Lines come in as by a package."""
    texts = list(texts)
    vet(texts)
    with writing(store) as connection:
        set_mode(connection, "apply")
        search.refresh(connection, Fold(connection, LEDGERS).apply(texts).named)
        set_mode(connection, None)


def refold(store: st.Store) -> None:
    """As an upgrade does."""
    with writing(store) as connection:
        set_mode(connection, "apply")
        assert refolding.refold_after(connection, 2)
        set_mode(connection, None)


def derived(store: st.Store, uid: str) -> dict[str, object]:
    [values] = st.full(store, "household", [st.get(store, "household", uid)])  # type: ignore[list-item]
    return {name: values[name] for name in FIELDS}


def apart(store: st.Store) -> set[tuple[str, str, str]]:
    with store.reader.connect() as connection:
        return {(tbl, uid, col) for tbl, uid, col in connection.execute(select(t.conflict.c.tbl, t.conflict.c.uid, t.conflict.c.col))}


def everything(store: st.Store) -> list[object]:
    with store.reader.connect() as connection:
        tables = [LEDGERS[name].__table__ for name in ("household", "monitoring")]
        rows = [sorted(map(str, connection.execute(select(table)).all())) for table in (*tables, t.also)]
    return [*rows, sorted(apart(store))]


@pytest.mark.parametrize("seed", range(3))
def test_histories_of_the_first_program_come_to_one_case_a_household_with_what_it_showed(store: st.Store, seed: int) -> None:
    old, uids = histories(seed, 50)
    texts = list(old.known.values())
    shuffled = random.Random(seed).sample(texts, len(texts))
    for at in range(0, len(shuffled), 40):
        take(store, shuffled[at:at + 40])
    kinds = LEDGERS["monitoring"].__fields__
    for uid in uids:
        case, home = st.get(store, "monitoring", opening_case(uid)), st.get(store, "household", uid)
        told = any(change["i"] == uid and change["v"].get("monitoring_class") for one in texts for change in one.changes)
        assert (case is not None) == told
        if case is None or home is None:
            continue
        shown = {name: old.shown(uid, name) for name in FIELDS}
        assert {f: kinds[own].kind.dump(case[own]) for f, own in zip(FIELDS, ("kind", *FIELDS[1:]), strict=True)} == shown
        assert (case["household"], case["opening"], case.scope) == (uid, True, home.scope)
        # Whoever changed the class without having heard that the household was taken away is asked about, at the case.
        assert bool(home.removed_at) <= (bool(case.removed_at) or ("monitoring", case.uid, GONE) in apart(store))
        if not home.removed_at and not case.removed_at:
            assert derived(store, uid) == {f: kinds[own].kind.load(shown[f]) for f, own in zip(FIELDS, ("kind", *FIELDS[1:]), strict=True)}
        for field, own in zip(FIELDS, ("kind", *FIELDS[1:]), strict=True):
            assert (("monitoring", case.uid, own) in apart(store)) == old.apart(uid, field)
    assert not {row for row in apart(store) if row[0] == "household" and row[2] in FIELDS}
    before = everything(store)
    refold(store)
    assert everything(store) == before
    assert backup.verify(store, rebuild=True).good


def test_a_folder_of_the_first_program_comes_up_with_its_cases(store: st.Store, tmp_path: Path) -> None:
    old, uids = histories(7, 12)
    take(store, old.known.values())
    before, told = everything(store), [derived(store, uid) for uid in uids]
    step_back(store, tmp_path)
    store.close()
    again = st.open_store(store.folder, "试用密码")
    assert (everything(again), [derived(again, uid) for uid in uids]) == (before, told)
    assert backup.verify(again, rebuild=True).good
    again.close()


def test_two_who_set_a_class_apart_make_one_case_and_one_difference(store: st.Store) -> None:
    one, other = OldComputer("a" * 16), OldComputer("b" * 16)
    first = one.write(HOME, COLUMNS)
    other.hear([first])
    take(store, [first])
    assert st.count(store, "monitoring") == 0
    take(store, [one.write(HOME, {"monitoring_class": "sudden"}), other.write(HOME, {"monitoring_class": "marginal"})])
    [case] = st.find(store, "monitoring")
    assert case.uid == CASE
    assert apart(store) == {("monitoring", CASE, "kind")}


def test_what_an_older_village_says_later_lands_on_the_case_that_was_worked_on_since(store: st.Store) -> None:
    old = OldComputer("a" * 16)
    take(store, [old.write(HOME, COLUMNS), old.write(HOME, {"monitoring_class": "sudden"})])
    st.change(store, "monitoring", CASE, {"identified_month": "2023-07", "note": "新程序写的"})
    take(store, [old.write(HOME, {"cleared": 1, "note": "户里的话"})])
    case = st.get(store, "monitoring", CASE)
    assert case is not None
    assert (case["kind"], case["identified_month"], case["cleared"], case["note"]) == ("sudden", "2023-07", True, "新程序写的")
    assert st.get(store, "household", HOME)["note"] == "户里的话"  # type: ignore[index]
    assert st.states(store, "monitoring", [CASE]) == {CASE: "local"}
    take(store, [old.write(HOME, {"identified_month": "2022-06"})])
    assert apart(store) == {("monitoring", CASE, "identified_month")}
    assert backup.verify(store, rebuild=True).good


def test_taking_the_household_away_takes_the_case_along(store: st.Store) -> None:
    old = OldComputer("a" * 16)
    take(store, [old.write(HOME, TYPED), old.write(HOME, {GONE: ["2025-07-01T08:00:00+08:00", "重了"]})])
    assert st.count(store, "monitoring") == st.count(store, "household") == 0
    take(store, [old.write(HOME, {GONE: None})])
    assert st.count(store, "monitoring") == st.count(store, "household") == 1
    assert apart(store) == set()


def moved(old: OldComputer) -> list[Transaction]:
    """The township's program of that time moves the household: that it went, and all that it has."""
    town_old, town_new = OldComputer("e" * 16, authority=2), OldComputer("e" * 16, authority=2, scope=OTHER)
    town_old.hear(old.known.values())
    seen = [next(iter(old.known))]
    came = {"was": [["2025-07-01T08:00:00+08:00", "村专干", "登记农户", {"monitoring_class": "sudden"}]], "o": seen}
    return [town_old.write(HOME, {SCOPE: OTHER}), town_new.write(HOME, TYPED, {"*": seen}, **came)]


def test_a_household_that_moved_took_its_case_along(store: st.Store) -> None:
    old = OldComputer("a" * 16)
    first = old.write(HOME, TYPED)
    went, came = moved(old)
    take(store, [first, came, went])
    case = st.get(store, "monitoring", CASE)
    assert case is not None
    assert (case.scope, case.removed_at) == (OTHER, None)
    assert derived(store, HOME)["monitoring_class"] == "sudden"
    assert apart(store) == set()
    assert backup.verify(store, rebuild=True).good
    with store.reader.connect() as connection:
        assert [entry[3]["kind"] for entry in _history(connection, ("monitoring", CASE))] == ["sudden", "sudden"]
    assert [e.changes for e in history.of(store, [CASE]) if e.label == "登记农户"] == []


def test_the_village_that_a_household_left_shows_the_case_as_gone(store: st.Store) -> None:
    old = OldComputer("a" * 16)
    first = old.write(HOME, TYPED)
    take(store, [first, moved(old)[0]])
    case = st.get(store, "monitoring", CASE)
    assert case is not None
    assert case.removed_why == "已迁往别的村"


def test_history_tells_of_the_class_at_the_case(store: st.Store) -> None:
    old = OldComputer("a" * 16)
    take(store, [old.write(HOME, COLUMNS), old.write(HOME, {"monitoring_class": "sudden"})])
    assert history.of(store, [HOME]) == []
    [entry] = history.of(store, [CASE])
    assert ("监测对象类别", "", "突发严重困难户") in entry.changes


def test_erasing_a_line_of_the_household_leaves_its_case_as_it_is(store: st.Store) -> None:
    old = OldComputer("a" * 16)
    take(store, [old.write(HOME, TYPED | {"note": "不该写的"})])
    store.identity["role"] = "township"
    erasing.erase(store, "household", HOME, ["note"], "本人书面要求", lambda _: "签")
    case = st.get(store, "monitoring", CASE)
    assert case is not None
    assert (case["kind"], case["identified_month"], case["household"]) == ("sudden", "2023-07", HOME)
    assert st.get(store, "household", HOME)["note"] is None  # type: ignore[index]
    with store.reader.connect() as connection:
        assert not [line for (line,) in connection.execute(select(t.change.c.line)) if "不该写的" in line]
    assert backup.verify(store, rebuild=True).good


@pytest.mark.parametrize("typed", [TYPED, COLUMNS])
def test_a_tombstone_that_says_nothing_of_the_case_takes_none_away(store: st.Store, typed: dict[str, object]) -> None:
    """As a township that still runs the first program writes it: it cannot know of cases."""
    old = OldComputer("a" * 16)
    first = old.write(HOME, typed)
    take(store, [first])
    with store.reader.connect() as connection:
        row = connection.execute(select(t.change.c.line, t.change.c.i, t.journal.c.h, t.journal.c.sv).join(
            t.journal, t.journal.c.rid == t.change.c.rid).where(t.journal.c.h == first.h)).one()
    entry = erasing._tombstone_for(row, "e" * 16, lambda _: "签")
    said = json.loads(entry["line"])
    del said["r"]["keep"]["_born"]
    erasing.take(store, [entry | {"line": encode(said)}])
    assert [(row["household"], row["kind"]) for row in st.find(store, "monitoring")] == [(HOME, None)]
    assert backup.verify(store, rebuild=True).good


def test_what_was_typed_before_the_upgrade_is_taken_back_whole_or_named(store: st.Store) -> None:
    """An added household goes with its case; a class that was set since stays, and the answer says where to change it."""
    old = OldComputer(store.device, by=store.operator, scope=OTHER)
    added, other = old.write(HOME, TYPED), old.write("6" * 32, COLUMNS)
    changed = old.write("6" * 32, {"monitoring_class": "sudden", "note": "写错了"})
    take(store, [added, other, changed])
    undone = st.undo(store, changed.head["op"])
    assert [(ledger, why) for ledger, _, why in undone.kept] == [("monitoring", "升级以前写在农户里，请到这本台账里改")]
    assert st.get(store, "household", "6" * 32)["note"] is None  # type: ignore[index]
    assert st.undo(store, added.head["op"]).kept == ()
    assert [row.uid for row in st.find(store, "monitoring")] == [opening_case("6" * 32)]
    assert st.count(store, "household") == 1
