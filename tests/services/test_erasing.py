"""Erased on a lawful request: gone from tables, journal and late copies, while every chain stays provable."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import models.store as st
from models.kernel import UserMistake
from models.store import backup, erasing, exchange
from models.store.journal.lines import encode
from services import admission, packing, receiving, township
from tests.offices import introduce, office

PHONE = "13812345678"


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[st.Store, st.Store]]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = [office(tmp_path / role, role, region, role) for role, region in (("village", "999999104201"), ("township", "999999104000"))]
    introduce(*made, tmp_path)
    yield made[0], made[1]
    for store in made:
        store.close()


def deliver(giver: st.Store, taker: st.Store, stick: Path) -> None:
    paths = [Path(made["path"]) for made in packing.pack(giver, stick)["packages"]]
    assert "applied" in [one["status"] for one in receiving.receive(taker, paths, stick / "answers")["packages"]]


def holds(store: st.Store, word: str) -> bool:
    """Whether the word stands anywhere in the open tables of the file."""
    with store.reader.connect() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")]
        return any(word in str(tuple(row)) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'))


def test_an_erased_value_is_gone_on_both_sides_and_both_chains_hold(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, town = offices
    uid = st.add(village, "household", {"户主姓名": "甲一", "group": "一组", "phone": PHONE}).uid
    st.change(village, "household", uid, {"phone": "13900000000", "group": "二组"})
    deliver(village, town, tmp_path / "1")
    township.erase(town, "household", uid, ["phone"], "本人书面要求")
    deliver(town, village, tmp_path / "2")
    for store in offices:
        row = st.get(store, "household", uid)
        assert row and row["phone"] is None and row["group"] == "二组" and row.removed_at is None
        assert not holds(store, PHONE) and not holds(store, "13900000000")
        assert backup.verify(store, rebuild=True).good
        assert not exchange.conflicts(store)


def test_a_late_copy_of_the_line_comes_in_as_a_tombstone(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, town = offices
    uid = st.add(village, "household", {"户主姓名": "甲一", "phone": PHONE}).uid
    deliver(village, town, tmp_path / "1")
    township.erase(town, "household", uid, ["phone"], "本人书面要求")
    second = office(tmp_path / "second", "village", "999999104201", "village")
    introduce(second, town, tmp_path)
    introduce(village, second, tmp_path)
    deliver(town, second, tmp_path / "2")
    deliver(village, second, tmp_path / "3")
    assert not holds(second, PHONE)
    assert backup.verify(second, rebuild=True).good
    second.close()


def test_nobody_but_a_township_erases(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, town = offices
    uid = st.add(village, "household", {"户主姓名": "甲一", "phone": PHONE}).uid
    deliver(village, town, tmp_path / "1")
    with pytest.raises(UserMistake, match="镇里"):
        township.erase(village, "household", uid, ["phone"], "不想要了")
    with town.reader.connect() as connection:
        h, i, line = connection.exec_driver_sql(
            "SELECT h, i, line FROM sync_change JOIN sync_journal USING (rid) WHERE tbl = 'household'").one()
    change = json.loads(line)
    digest = hashlib.sha256(line.encode()).hexdigest()
    erased = {"h": digest, "v": ["phone"], "p": {}, "seen": [], "o": [], "keep": {}, "dev": village.device, "sig": "x" * 88}
    forged = {"h": h, "i": i, "line": encode({"t": "household", "i": uid, "z": change["z"], "r": erased})}
    assert not admission._proved(town, forged)
    assert erasing.tombstone(forged["line"]) is not None


def test_undo_takes_no_erasure_back_and_empties_nothing(offices: tuple[st.Store, st.Store], tmp_path: Path) -> None:
    village, town = offices
    uid = st.add(village, "household", {"户主姓名": "甲一", "group": "一组", "phone": PHONE}).uid
    st.change(village, "household", uid, {"group": "二组"})
    deliver(village, town, tmp_path / "1")
    done = township.erase(town, "household", uid, ["phone"], "本人书面要求")["operation"]
    before = st.get(town, "household", uid).values  # type: ignore[union-attr]
    with pytest.raises(UserMistake):
        st.undo(town)
    assert st.undo(town, done).kept and st.get(town, "household", uid).values == before  # type: ignore[union-attr]
    deliver(town, village, tmp_path / "2")
    # What stood there before is a tombstone now; the village's own 撤回 leaves what stands.
    assert [why for *_, why in st.undo(village).kept] == ["原来的内容已经按要求删去，留着没动"]
    assert st.get(village, "household", uid).values == before  # type: ignore[union-attr]
