"""The conformance suite: what every ledger must do by its declaration alone, before its author writes a test.

One village holds one row of every ledger, and one township takes them all: what is only read is asked ledger by ledger
of that one place. What changes rows goes through all ledgers of a village of its own and names those that fail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

import models.store as st
from models.kernel import UserMistake, stored_fields
from models.ledgers import LEDGERS
from models.store import backup, history
from services import packing, receiving
from tests.ledgers.samples import make, raw_row

EVERY = pytest.mark.parametrize("ledger", LEDGERS)
_FOUNDED = {"village", "operator"}  # rows that every folder is born with: without them nobody writes anything


@dataclass(frozen=True)
class Place:
    """A village with one row of every ledger, the township that took them, and what each row was called on the way."""

    village: st.Store
    township: st.Store
    uids: dict[str, str]
    states: tuple[dict[str, str], dict[str, str], dict[str, str]]
    took: list[dict[str, Any]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The one place for everything that is only read; the round to the township and back is already made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        root = tmp_path_factory.mktemp("every")
        village, township = (
            st.create(root / role, role=role, region=region, name=name, operator=who, password="试用密码", today=date(2025, 7, 22))[0]
            for role, region, name, who in (("village", "999999104201", "清水村", "村专干"), ("township", "999999104000", "示范镇", "镇专干"))
        )
        for giver, taker in ((village, township), (township, village)):
            packing.identity(giver, root / f"{giver.device}.card")
            packing.pair(taker, root / f"{giver.device}.card")
        uids = _one_of_each(village)
        before = _states(village, uids)
        packing.pack(village, root / "stick")
        packed = _states(village, uids)
        took = receiving.receive(township, [root / "stick"], root / "answers")["packages"]
        receiving.receive(village, [root / "answers"])
        yield Place(village, township, uids, (before, packed, _states(village, uids)), took)
        village.close()
        township.close()


def _one_of_each(store: st.Store) -> dict[str, str]:
    made: dict[str, str] = {}
    return {ledger: make(store, ledger, made) for ledger in LEDGERS}


def _states(store: st.Store, uids: dict[str, str]) -> dict[str, str]:
    return {ledger: st.states(store, ledger, [uid])[uid] for ledger, uid in uids.items()}


@EVERY
def test_every_kind_gives_back_what_it_dumped(ledger: str, place: Place) -> None:
    row = st.get(place.village, ledger, place.uids[ledger])
    assert row is not None
    for field in stored_fields(LEDGERS[ledger]):
        value = row[field.name]
        assert field.kind.load(field.kind.dump(value)) == value
        if value is not None and field.kind.name not in ("link", "attachment"):
            assert field.kind.parse(field.kind.show(value)).value == value, field.name


def test_journal_gives_back_the_same_rows(place: Place) -> None:
    for store in (place.village, place.township):
        verified = backup.verify(store, rebuild=True)
        assert (verified.integrity, verified.chain, verified.different) == ("ok", "ok", ())


def test_a_package_carries_every_row_there_and_the_receipt_back(place: Place) -> None:
    assert [one["status"] for one in place.took] == ["applied"]
    for states, state in zip(place.states, ("local", "written", "received"), strict=True):
        assert {ledger: got for ledger, got in states.items() if got != state} == {}


@EVERY
def test_the_township_holds_the_same_row(ledger: str, place: Place) -> None:
    uid = place.uids[ledger]
    assert st.get(place.township, ledger, uid) == st.get(place.village, ledger, uid)


@EVERY
def test_history_tells_who_wrote_what(ledger: str, place: Place) -> None:
    entries = history.of(place.village, [place.uids[ledger]])
    assert entries[-1].by == "村专干"
    assert all(label and new for entry in entries for label, _, new in entry.changes if entry.source == "entry")


@EVERY
def test_everything_shown_is_a_string_and_no_link_shows_its_uid(ledger: str, place: Place) -> None:
    (shown,) = st.shown(place.village, ledger, st.by_uids(place.village, ledger, [place.uids[ledger]]))
    assert set(shown) == set(LEDGERS[ledger].__fields__)
    for name, field in LEDGERS[ledger].__fields__.items():
        assert isinstance(shown[name], str)
        if field.to:
            assert len(shown[name]) < 32, name


def test_undo_and_redo_give_the_same_row(village: st.Store) -> None:
    wrong = []
    for ledger, uid in _one_of_each(village).items():
        row = st.get(village, ledger, uid)
        assert row is not None
        fields = LEDGERS[ledger].__fields__
        name = next(f.name for f in stored_fields(LEDGERS[ledger]) if not f.to and f.name not in ("ledger", "row"))
        st.change(village, ledger, uid, {name: row[name] if fields[name].required else "（清空）"})
        if st.undoable(village) and st.get(village, ledger, uid) != row:
            st.undo(village)
            back = st.get(village, ledger, uid)
            st.redo(village)
            if back != row or st.get(village, ledger, uid)[name] is not None:  # type: ignore[index]
                wrong.append(ledger)
    assert wrong == []


def test_removal_needs_a_reason_and_keeps_the_row(village: st.Store) -> None:
    for ledger, uid in reversed(_one_of_each(village).items()):
        if ledger in _FOUNDED:
            continue
        with pytest.raises(UserMistake, match="为什么"):
            st.remove(village, ledger, uid, " ")
        st.remove(village, ledger, uid, "登记错了")
        row = st.get(village, ledger, uid)
        assert row is not None
        assert row.removed_why == "登记错了"
        assert uid not in st.uids(village, ledger)


def test_a_row_with_only_what_is_required_is_taken(village: st.Store) -> None:
    made: dict[str, str] = {}
    for ledger in LEDGERS:
        if ledger != "village" and ledger not in made:
            made[ledger] = st.add(village, ledger, raw_row(village, ledger, made, all_fields=False)).uid
        assert ledger == "village" or st.get(village, ledger, made[ledger]) is not None
