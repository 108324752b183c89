"""Village and township by stick: nothing lost, nothing twice, nothing silently overwritten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import text

import models.store as st
from models.kernel import UserMistake
from models.ledgers import LEDGERS
from models.store import backup, exchange
from models.store.folder import Folder
from services import packing, receiving
from tests.offices import introduce, office
from tests.postgres import Keeping, Server


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")



@pytest.fixture
def offices(tmp_path: Path, keeping: Keeping) -> Iterator[tuple[st.Store, st.Store]]:
    """A village in a file, and its township in a file or on a server."""
    village = office(tmp_path / "v", "village", "999999104201", "清水村")
    township = office(keeping(tmp_path / "t"), "township", "999999104000", "示范镇")
    introduce(village, township, tmp_path)
    yield village, township
    village.close()
    township.close()


def content(store: st.Store, scope: str) -> dict[str, list[Any]]:
    """All rows of one village, as stored, and the conflicts."""
    found: dict[str, list[Any]] = {}
    with store.reader.connect() as connection:
        for name in LEDGERS:
            rows = connection.execute(text(f"SELECT * FROM {name} WHERE scope = :s ORDER BY uid"), {"s": scope})
            found[name] = [tuple(row) for row in rows]
    found["conflicts"] = sorted((c["uid"], c["col"], c["kind"], str(c["heads"])) for c in exchange.conflicts(store))
    return found


def deliver(sender: st.Store, receiver: st.Store, stick: Path) -> list[str]:
    made = packing.pack(sender, stick)["packages"]
    return [one["status"] for one in receiving.receive(receiver, [Path(m["path"]) for m in made], stick / "answers")["packages"]]


def test_without_a_card_packing_says_what_to_do(tmp_path: Path) -> None:
    village = office(tmp_path / "v", "village", "999999104201", "清水村")
    with pytest.raises(UserMistake, match="还没有镇里的接收卡。先记先打，领到卡再装包，一条不少。"):
        packing.pack(village, tmp_path / "stick")
    village.close()


def test_a_package_taken_twice_changes_nothing(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, township = offices
    st.add(village, "household", {"户主姓名": "甲一"})
    (made,) = packing.pack(village, tmp_path)["packages"]
    receiving.receive(township, [Path(made["path"])], tmp_path)
    before = content(township, village.scope)
    again = receiving.receive(township, [Path(made["path"])], tmp_path)
    assert [one["status"] for one in again["packages"]] == ["repeated"]
    assert content(township, village.scope) == before


def test_nothing_new_makes_no_package(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, township = offices
    deliver(village, township, tmp_path / "stick")
    receiving.receive(village, [tmp_path / "stick" / "answers"])
    assert packing.pack(village, tmp_path / "stick") == {"packages": []}


def test_what_has_no_receipt_is_sent_again(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, township = offices
    st.add(village, "household", {"户主姓名": "甲一"})
    packing.pack(village, tmp_path / "lost stick")
    st.add(village, "household", {"户主姓名": "乙二"})
    deliver(village, township, tmp_path / "second stick")
    assert st.count(township, "household") == 2


def test_a_package_of_another_township_is_refused_and_named(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, _ = offices
    other = office(tmp_path / "o", "township", "999999105000", "别的镇")
    packing.identity(village, tmp_path / "v.card")
    with pytest.raises(UserMistake, match="不归本镇管"):
        packing.pair(other, tmp_path / "v.card")
    (made,) = packing.pack(village, tmp_path / "stick")["packages"]
    (one,) = receiving.receive(other, [Path(made["path"])], tmp_path)["packages"]
    assert one["status"] == "quarantined"
    assert one["text"].endswith("。")
    other.close()


def test_one_bad_package_does_not_stop_the_good_one(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, township = offices
    (made,) = packing.pack(village, tmp_path / "stick")["packages"]
    bad = tmp_path / "stick" / "0.gbp"
    bad.write_bytes(b"no package")
    took = receiving.receive(township, [tmp_path / "stick"], tmp_path)
    assert [one["status"] for one in took["packages"]] == ["quarantined", "applied"]
    assert made["verified"]


def test_both_values_of_a_field_changed_on_both_sides_are_kept(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, township = offices
    uid = st.add(village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    deliver(village, township, tmp_path / "a")
    st.change(village, "household", uid, {"组": "二组"})
    st.change(township, "household", uid, {"组": "三组"})
    deliver(village, township, tmp_path / "b")
    deliver(township, village, tmp_path / "b")
    receiving.receive(village, [tmp_path / "b" / "answers"])
    assert content(village, village.scope) == content(township, village.scope)
    assert {value for c in exchange.conflicts(village) for _, value in c["heads"]} == {"二组", "三组"}
    assert st.get(village, "household", uid)["group"] == "三组"  # type: ignore[index]  # the township's rank is shown


def test_a_removal_that_did_not_see_a_change_keeps_the_row(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, township = offices
    uid = st.add(village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    deliver(village, township, tmp_path / "a")
    st.remove(village, "household", uid, "登记错了")
    st.change(township, "household", uid, {"组": "三组"})
    deliver(village, township, tmp_path / "b")
    assert st.get(township, "household", uid).removed_at is None  # type: ignore[union-attr]
    assert [c["kind"] for c in exchange.conflicts(township)] == ["delete"]


STEPS = some.lists(
    some.tuples(some.sampled_from(["village", "township"]), some.sampled_from(["edit", "add", "remove", "send", "lose"]),
                some.integers(0, 3)), min_size=3, max_size=14)


@settings(max_examples=12)
@given(steps=STEPS)
def test_whatever_happens_both_sides_end_the_same(steps: list[tuple[str, str, int]], tmp_path_factory: Any) -> None:
    both_end_the_same(steps, tmp_path_factory, lambda folder: folder)


@settings(max_examples=4)
@given(steps=STEPS)
def test_whatever_happens_a_township_on_a_server_ends_the_same(
    steps: list[tuple[str, str, int]], tmp_path_factory: Any, server: Server
) -> None:
    address = server.fresh()
    both_end_the_same(steps, tmp_path_factory, lambda folder: Folder(folder, address))
    server.drop(address)


def both_end_the_same(steps: list[tuple[str, str, int]], tmp_path_factory: Any, keeping: Keeping) -> None:
    folder = tmp_path_factory.mktemp("history")
    pair = {"village": office(folder / "v", "village", "999999104201", "清水村"),
            "township": office(keeping(folder / "t"), "township", "999999104000", "示范镇")}
    village, township = pair["village"], pair["township"]
    introduce(village, township, folder)
    for n, (side, step, pick) in enumerate(steps):
        store, other = pair[side], pair["township" if side == "village" else "village"]
        rows = st.uids(store, "household")
        if step == "add" and side == "village":
            st.add(store, "household", {"户主姓名": f"甲{n}", "组": "一组"})
        elif step == "edit" and rows:
            st.change(store, "household", rows[pick % len(rows)], {"组": f"{n}组"})
        elif step == "remove" and rows:
            st.remove(store, "household", rows[pick % len(rows)], "错了")
        elif step == "send":
            deliver(store, other, folder / f"s{n}")
        elif step == "lose":
            packing.pack(store, folder / f"s{n}")
    for last in range(2):
        deliver(village, township, folder / f"last{last}")
        deliver(township, village, folder / f"last{last}")
        receiving.receive(village, [folder / f"last{last}" / "answers"])
    assert content(village, village.scope) == content(township, village.scope)
    assert backup.verify(village, rebuild=True).good
    assert backup.verify(township, rebuild=True).good
    village.close()
    township.close()
