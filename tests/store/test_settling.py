"""Deciding between two values, making two rows one, parting them again: the same everywhere, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.kernel import UserMistake
from models.store import backup, exchange, history, merging, moving, settling
from models.store.acks import tips
from models.store.journal.lines import Transaction, split

VILLAGE, OTHER, TOWN = "999999104201", "999999104202", "999999104000"


def office(folder: Path, role: str, region: str) -> st.Store:
    return st.create(folder, role=role, region=region, name=f"{role}{region[-3:]}", operator="干部", password="密码")[0]


def carry(giver: st.Store, taker: st.Store, scopes: list[str]) -> Any:
    """Everything that the other lacks, as a package would bring it."""
    found = exchange.bundle(giver, taker.device, scopes)
    lines: list[Transaction] = split([line.decode() for line in found.lines])
    number = exchange.next_number(giver)
    with giver.reader.connect() as connection:
        have = tips(connection, {*scopes, "*"})
    name = f"{giver.device}-{number}-{len(lines)}-{taker.generation()}"
    return exchange.take_in(taker, exchange.Arrival(name, name, giver.device, "up", have=have), lines)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[st.Store, st.Store]]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    village, town = office(tmp_path / "v", "village", VILLAGE), office(tmp_path / "t", "township", TOWN)
    yield village, town
    village.close()
    town.close()


def apart(village: st.Store, town: st.Store) -> str:
    """A household whose group the village and the township wrote differently."""
    uid = st.add(village, "household", {"户主姓名": "甲一", "group": "一组"}).uid
    carry(village, town, [VILLAGE])
    st.change(village, "household", uid, {"group": "二组"})
    st.change(town, "household", uid, {"group": "三组"})
    carry(village, town, [VILLAGE])
    carry(town, village, [VILLAGE, "*"])
    assert [one["col"] for one in exchange.conflicts(village)] == ["group"] == [one["col"] for one in exchange.conflicts(town)]
    return uid


def live(store: st.Store, uid: str) -> st.Row | None:
    row = st.get(store, "household", uid)
    return row if row and row.removed_at is None else None


def group(store: st.Store, uid: str) -> Any:
    row = live(store, uid)
    return row["group"] if row else None


def test_a_decision_holds_everywhere_whatever_comes_late(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    uid = apart(village, town)
    assert group(village, uid) == group(town, uid) == "三组"
    settling.settle(village, "household", uid, "group", value="二组", reason="以村里的为准")
    carry(village, town, [VILLAGE])
    assert group(town, uid) == group(village, uid) == "二组"
    assert not exchange.conflicts(town) and not exchange.conflicts(village)
    assert backup.verify(town, rebuild=True).good and backup.verify(village, rebuild=True).good


def test_a_decision_for_the_shown_value_is_a_decision_too(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    uid = apart(village, town)
    settling.settle(town, "household", uid, "group", value="三组", reason="镇里核过")
    carry(town, village, [VILLAGE, "*"])
    assert group(village, uid) == "三组" and not exchange.conflicts(village)


def test_an_ordinary_edit_of_a_field_that_stands_apart_decides_it_too(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    uid = apart(village, town)
    st.change(village, "household", uid, {"group": "四组"})
    assert not exchange.conflicts(village)
    carry(village, town, [VILLAGE])
    assert group(town, uid) == "四组" and not exchange.conflicts(town)


def test_a_value_that_cannot_be_is_refused_and_needs_a_reason(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    uid = apart(village, town)
    with pytest.raises(UserMistake, match="理由"):
        settling.settle(village, "household", uid, "group", value="二组", reason=" ")
    with pytest.raises(UserMistake):
        settling.settle(village, "household", uid, "reviewed_on", value="不是日子", reason="核过")
    assert len(exchange.conflicts(village)) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_taken_away_here_and_changed_there_is_decided_once(two: tuple[st.Store, st.Store], keep: bool) -> None:
    village, town = two
    uid = st.add(village, "household", {"户主姓名": "甲一", "group": "一组"}).uid
    carry(village, town, [VILLAGE])
    st.change(town, "household", uid, {"group": "三组"})
    st.remove(village, "household", uid, "重了")
    carry(village, town, [VILLAGE])
    carry(town, village, [VILLAGE, "*"])
    assert [one["kind"] for one in exchange.conflicts(village)] == ["delete"]
    assert group(village, uid) == "三组"
    settling.settle(village, "household", uid, None, value=keep, reason="问过了")
    carry(village, town, [VILLAGE])
    for store in two:
        assert not exchange.conflicts(store)
        assert group(store, uid) == ("三组" if keep else None)


def double(village: st.Store, town: st.Store) -> tuple[str, str]:
    """The same household typed at the village and at the township, each with a member and a visit of its own."""
    first = st.add(village, "household", {"户主姓名": "甲一", "group": "一组"}).uid
    carry(village, town, [VILLAGE])
    second = st.add(town, "household", {"户主姓名": "甲一", "phone": "13800000000", "村": village_of(town)}).uid
    st.add(village, "visit", {"household": first, "date": "2025-07-01", "method": "入户"})
    st.add(town, "visit", {"household": second, "date": "2025-07-02", "method": "入户"})
    carry(village, town, [VILLAGE])
    carry(town, village, [VILLAGE, "*"])
    return first, second


def village_of(town: st.Store) -> str:
    return next(row.uid for row in st.find(town, "village") if row.scope == VILLAGE)


def visits(store: st.Store, uid: str) -> int:
    return st.count(store, "visit", {"household": uid})


def test_two_rows_made_one_have_all_the_rows_on_every_side_and_can_be_parted(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    first, second = double(village, town)
    merging.merge(village, "household", (first, second), chosen=second, reason="同一户")
    carry(village, town, [VILLAGE])
    for store in two:
        assert live(store, second) is None
        kept = live(store, first)
        assert kept and (kept["group"], kept["phone"]) == ("一组", "13800000000")
        assert visits(store, first) == 2 and visits(store, second) == 0
        assert st.count(store, "household") == 1
        assert backup.verify(store, rebuild=True).good
    merging.part(town, "household", first, reason="其实是两户")
    carry(town, village, [VILLAGE, "*"])
    for store in two:
        assert visits(store, first) == 1 and visits(store, second) == 1
        assert backup.verify(store, rebuild=True).good


def test_what_is_written_late_for_a_merged_row_leads_to_the_one_that_stays(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    first, second = double(village, town)
    st.add(town, "visit", {"household": second, "date": "2025-07-09", "method": "电话"})
    merging.merge(village, "household", (second, first), chosen=first, reason="同一户")
    carry(town, village, [VILLAGE, "*"])
    assert visits(village, first) == 3
    carry(village, town, [VILLAGE])
    assert visits(town, first) == 3


def test_arrows_both_ways_end_alike(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    first, second = double(village, town)
    merging.merge(village, "household", (first, second), chosen=second, reason="同一户")
    merging.merge(town, "household", (second, first), chosen=first, reason="同一户")
    carry(village, town, [VILLAGE])
    carry(town, village, [VILLAGE, "*"])
    for store in two:
        assert [row.uid for row in st.find(store, "household")] == [first]
        assert visits(store, first) == 2


def test_members_with_the_same_certificate_become_one(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    first, second = double(village, town)
    for uid in (first, second):
        st.add(village, "person", {"household": uid, "姓名": "乙二", "id_no": "999999199001010016", "关系": "配偶"})
    merging.merge(village, "household", (second, first), chosen=first, reason="同一户")
    assert st.count(village, "person", {"household": first, "name": "乙二"}) == 1
    assert backup.verify(village, rebuild=True).good


def test_a_merge_is_taken_back_by_undo(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    first, second = double(village, town)
    merging.merge(village, "household", (second, first), chosen=first, reason="同一户")
    st.undo(village)
    assert visits(village, first) == 1 and visits(village, second) == 1
    kept = live(village, first)
    assert kept and kept["phone"] is None
    assert backup.verify(village, rebuild=True).good


def test_a_household_moves_with_its_rows_and_history_and_comes_back(two: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, town = two
    other = office(tmp_path / "o", "village", OTHER)
    uid = st.add(village, "household", {"户主姓名": "甲一", "group": "一组"}).uid
    st.change(village, "household", uid, {"group": "二组"})
    st.add(village, "visit", {"household": uid, "date": "2025-07-01", "method": "入户"})
    carry(village, town, [VILLAGE])
    carry(other, town, [OTHER])
    moving.move(town, uid, OTHER, "婚嫁")
    st.change(village, "household", uid, {"phone": "13800000000"})  # the village does not know yet
    carry(town, village, [VILLAGE, "*"])
    carry(town, other, [OTHER, "*"])
    assert live(village, uid) is None
    moved = live(other, uid)
    assert moved and moved.scope == OTHER and moved["group"] == "二组"
    assert visits(other, uid) == 1 and st.count(other, "person", {"household": uid}) == 1
    told = [entry.changes for entry in history.of(other, [uid])]
    assert any(new == "一组" for changes in told for _, _, new in changes)
    with other.reader.connect() as connection:
        assert not any(VILLAGE in chain for chain in tips(connection, [VILLAGE, OTHER, "*"]))
    carry(village, town, [VILLAGE])
    assert [one["col"] for one in exchange.conflicts(town)] == ["phone"]
    settling.settle(town, "household", uid, "phone", value="13800000000", reason="问过了")
    carry(town, other, [OTHER, "*"])
    for store in (town, other):
        held = live(store, uid)
        assert held and held["phone"] == "13800000000" and not exchange.conflicts(store)
    moving.move(town, uid, VILLAGE, "回村")
    carry(town, other, [OTHER, "*"])
    carry(town, village, [VILLAGE, "*"])
    back = live(village, uid)
    assert live(other, uid) is None
    assert back and back["phone"] == "13800000000" and back.scope == VILLAGE
    for store in (village, town, other):
        assert backup.verify(store, rebuild=True).good
        assert not exchange.conflicts(store)
    other.close()


def test_only_the_township_moves_a_household(two: tuple[st.Store, st.Store]) -> None:
    village, town = two
    uid = st.add(village, "household", {"户主姓名": "甲一"}).uid
    with pytest.raises(UserMistake, match="由镇里来迁"):
        moving.move(village, uid, OTHER, "婚嫁")
    carry(village, town, [VILLAGE])
    with pytest.raises(UserMistake, match="还没有在本镇的台账里"):
        moving.move(town, uid, OTHER, "婚嫁")


def test_what_the_old_village_adds_before_it_hears_of_the_move_goes_after_the_household(
    two: tuple[st.Store, st.Store], tmp_path: Path
) -> None:
    village, town = two
    other = office(tmp_path / "o", "village", OTHER)
    uid = st.add(village, "household", {"户主姓名": "甲一"}).uid
    carry(village, town, [VILLAGE])
    carry(other, town, [OTHER])
    moving.move(town, uid, OTHER, "婚嫁")
    visit = st.add(village, "visit", {"household": uid, "date": "2025-07-01", "method": "入户"}).uid
    st.add(village, "finding", {"visit": visit, "text": "屋顶漏雨"})
    folded = carry(village, town, [VILLAGE])
    assert moving.follow(town, folded.touched) == 2
    carry(town, other, [OTHER, "*"])
    carry(town, village, [VILLAGE, "*"])
    assert visits(other, uid) == 1 and st.count(other, "finding", {"visit": visit}) == 1
    assert visits(village, uid) == 0
    for store in (village, town, other):
        assert backup.verify(store, rebuild=True).good and not exchange.conflicts(store)
    other.close()
