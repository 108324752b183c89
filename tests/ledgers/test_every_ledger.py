"""The conformance suite: what every ledger must do by its declaration alone, before its author writes a test."""

from pathlib import Path

import pytest

import models.store as st
from models.kernel import UserMistake, stored_fields
from models.kernel.checks import check_ledger
from models.ledgers import LEDGERS
from models.store import backup, history
from services import packing, receiving
from tests.ledgers.samples import make, raw_row

EVERY = pytest.mark.parametrize("ledger", LEDGERS)


@EVERY
def test_declaration_is_sound(ledger: str) -> None:
    assert check_ledger(LEDGERS[ledger], LEDGERS) == []


@EVERY
def test_every_kind_gives_back_what_it_dumped(ledger: str, village: st.Store) -> None:
    made: dict[str, str] = {}
    row = st.get(village, ledger, make(village, ledger, made))
    assert row is not None
    for field in stored_fields(LEDGERS[ledger]):
        value = row[field.name]
        assert field.kind.load(field.kind.dump(value)) == value
        if value is not None and field.kind.name not in ("link", "attachment"):
            assert field.kind.parse(field.kind.show(value)).value == value, field.name


@EVERY
def test_journal_gives_back_the_same_row(ledger: str, village: st.Store) -> None:
    make(village, ledger, {})
    verified = backup.verify(village, rebuild=True)
    assert (verified.integrity, verified.chain, verified.different) == ("ok", "ok", ())


@EVERY
def test_undo_and_redo_give_the_same_row(ledger: str, village: st.Store) -> None:
    uid = make(village, ledger, {})
    row = st.get(village, ledger, uid)
    assert row is not None
    name = next(f.name for f in stored_fields(LEDGERS[ledger]) if not f.to and f.name not in ("ledger", "row"))
    st.change(village, ledger, uid, {name: "（清空）"} if not LEDGERS[ledger].__fields__[name].required else {name: row[name]})
    if st.undoable(village) and st.get(village, ledger, uid) != row:
        st.undo(village)
        assert st.get(village, ledger, uid) == row
        st.redo(village)
        assert st.get(village, ledger, uid)[name] is None  # type: ignore[index]


@EVERY
def test_removal_needs_a_reason_and_keeps_the_row(ledger: str, village: st.Store) -> None:
    made: dict[str, str] = {}
    uid = make(village, ledger, made)
    if ledger in ("village", "operator"):
        return
    with pytest.raises(UserMistake, match="为什么"):
        st.remove(village, ledger, uid, " ")
    st.remove(village, ledger, uid, "登记错了")
    row = st.get(village, ledger, uid)
    assert row is not None
    assert row.removed_why == "登记错了"
    assert uid not in st.uids(village, ledger)


@EVERY
def test_package_carries_the_row_there_and_the_receipt_back(
    ledger: str, village: st.Store, township: st.Store, tmp_path: Path
) -> None:
    uid = make(village, ledger, {})
    assert st.states(village, ledger, [uid]) == {uid: "local"}
    packing.pack(village, tmp_path / "stick")
    assert st.states(village, ledger, [uid]) == {uid: "written"}
    took = receiving.receive(township, [tmp_path / "stick"], tmp_path / "answers")
    assert [one["status"] for one in took["packages"]] == ["applied"]
    assert st.get(township, ledger, uid) == st.get(village, ledger, uid)
    receiving.receive(village, [tmp_path / "answers"])
    assert st.states(village, ledger, [uid]) == {uid: "received"}


@EVERY
def test_history_tells_who_wrote_what(ledger: str, village: st.Store) -> None:
    uid = make(village, ledger, {})
    entries = history.of(village, [uid])
    assert entries[-1].by == "村专干"
    assert all(label and new for entry in entries for label, _, new in entry.changes if entry.source == "entry")


@EVERY
def test_everything_shown_is_a_string_and_no_link_shows_its_uid(ledger: str, village: st.Store) -> None:
    uid = make(village, ledger, {})
    (shown,) = st.shown(village, ledger, st.by_uids(village, ledger, [uid]))
    assert set(shown) == set(LEDGERS[ledger].__fields__)
    for name, field in LEDGERS[ledger].__fields__.items():
        assert isinstance(shown[name], str)
        if field.to:
            assert len(shown[name]) < 32, name


@EVERY
def test_a_row_with_only_what_is_required_is_taken(ledger: str, village: st.Store) -> None:
    made: dict[str, str] = {}
    if ledger == "village":
        return
    saved = st.add(village, ledger, raw_row(village, ledger, made, all_fields=False))
    assert st.get(village, ledger, saved.uid) is not None
