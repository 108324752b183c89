"""What 上报接收 reads: packages by village, what they brought, and where two offices differ, with names and words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import store as st
from services import card_page, differing, offices, packing, receiving, sync_board


@pytest.fixture
def town(store: st.Store, tmp_path: Path) -> Iterator[st.Store]:
    made, _ = st.create(tmp_path / "town", role="township", region="999999104000", name="示范镇", operator="镇专干",
                        password="made-up 2")
    for here, there in ((store, made), (made, store)):
        offices.identity(here, tmp_path / f"{here.role}.card")
        offices.pair(there, tmp_path / f"{here.role}.card")
    yield made
    made.close()


def carry(source: st.Store, target: st.Store, stick: Path) -> None:
    packing.pack(source, stick)
    receiving.receive(target, [stick], stick)


def test_an_empty_book_has_an_empty_board(store: st.Store) -> None:
    board = sync_board.read(store)
    assert (board.unsent, board.partners, board.written, board.came, board.held, board.late, board.villages) == (
        0, (), (), (), (), (), ())
    assert [one["me"] for one in board.devices] == [True]


def test_the_board_counts_by_ledger_and_names_what_came_down(store: st.Store, town: st.Store, tmp_path: Path) -> None:
    home = st.add(store, "household", {"head_name": "白云飞", "group": "一组"}).uid
    board = sync_board.read(store)
    assert board.by_ledger == (("household", "农户", 1), ("person", "家庭成员", 1)) and board.partners == ("示范镇",)
    assert board.oldest.startswith("2025-07-22T09:00")
    carry(store, town, tmp_path / "up")
    st.change(town, "household", home, {"phone": "13900000001"})
    carry(town, store, tmp_path / "down")
    board = sync_board.read(store)
    assert [(one.number, one.to, bool(one.received)) for one in board.written] == [(1, "示范镇", True)]
    assert board.came[0].sender == "示范镇" and ("household", "农户", 1) in board.came[0].brought


def test_a_township_has_a_line_for_each_village_with_its_last_package_and_its_answer(
    store: st.Store, town: st.Store, tmp_path: Path
) -> None:
    (before,) = sync_board.read(town).villages
    assert (before.name, before.card, before.days, before.received) == ("清水村", True, None, 0)
    st.add(store, "household", {"head_name": "白云飞", "group": "一组"})
    carry(store, town, tmp_path / "stick")
    (line,) = sync_board.read(town).villages
    assert (line.number, line.received, line.days, line.held, line.waiting) == (1, 1, 0, 0, 0)
    assert line.answered and not line.answer_read


@pytest.mark.parametrize(("name", "number"), [("999999104201-c583-000012", 12), ("", 0), ("照片", 0)])
def test_a_packages_number_is_the_last_part_of_its_name(name: str, number: int) -> None:
    assert sync_board.number(name) == number


def test_a_difference_names_the_household_the_office_and_what_stood_before(
    store: st.Store, town: st.Store, tmp_path: Path
) -> None:
    home = st.add(store, "household", {"head_name": "白云飞", "group": "一组", "phone": "13900000009"}).uid
    carry(store, town, tmp_path / "up")
    st.change(town, "household", home, {"phone": "13900000001"})
    st.change(store, "household", home, {"phone": "13900000002"})
    carry(town, store, tmp_path / "down")
    (item,) = differing.items(store)
    assert differing.count(store) == 1 and item.plain and item.typed and not item.twice
    assert "白云飞" in item.household and item.heading == "联系电话" and item.base == "13900000009"
    assert {(one.where, one.text, one.shown) for one in item.heads} == {
        ("清水村", "13900000002", False), ("示范镇", "13900000001", True)}
    assert differing.ids_of([item]) == [item.id]


def test_the_card_sheet_shows_the_code_and_the_fingerprint_of_this_computer(store: st.Store) -> None:
    own = card_page.own(store)
    assert list(own.lines) == offices.typed_code(store)
    assert len(own.fingerprint.split()) == 8
    assert card_page.pdf(store, own).startswith(b"%PDF")
