"""Password and paper both lost: the township's recovery key opens the village's own folder, or its backup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import models.store as st
from models.kernel import CannotOpen, Circumstance, UserMistake
from models.store import accounts, backup
from services import offices, rescue, starting

PASSWORD, NEW = "忘掉的那个密码", "新的一个好密码"


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[st.Store]:
    store, _ = starting.begin(tmp_path / "town", "township", "999999104000", "示范镇", "镇干部", PASSWORD)
    yield store
    store.close()


@pytest.fixture
def slip(town: st.Store) -> Path:
    """The page that was printed when the township began."""
    return town.folder.path / starting.SLIP


@pytest.fixture
def village(tmp_path: Path, town: st.Store) -> Path:
    """A village that has taken the township's card, with one household, closed."""
    store, _ = st.create(tmp_path / "village", role="village", region="999999104201", name="清水村", operator="村专干",
                         password=PASSWORD, today=date(2025, 7, 22))
    offices.identity(town, tmp_path / "card")
    offices.pair(store, tmp_path / "card")
    st.add(store, "household", {"户主姓名": "甲一"})
    backup.backup(store, tmp_path / "copies")
    store.close()
    return tmp_path / "village"


def households(folder: Path, password: str) -> int:
    store = st.open_store(folder, password)
    store.close()
    return st.count(store, "household")


def test_the_printed_page_itself_opens_a_village_s_folder(village: Path, slip: Path) -> None:
    found = rescue.unlock(village, slip, NEW)
    assert found["operator"] == "村专干"
    assert households(village, NEW) == 1
    with pytest.raises(CannotOpen, match="密码不对"):
        st.open_store(village, PASSWORD)


def test_a_backup_is_laid_down_and_gets_a_new_password(village: Path, slip: Path, tmp_path: Path) -> None:
    (copy,) = (tmp_path / "copies").glob("*.zxbak")
    found = rescue.restore(copy, tmp_path / "new place", slip, NEW)
    assert (found["kept"], found["operator"]) == (None, "村专干")
    assert households(tmp_path / "new place", NEW) == 1
    assert households(village, PASSWORD) == 1


def test_the_line_copied_into_a_text_file_does_as_well(village: Path, town: st.Store, tmp_path: Path) -> None:
    secret = town.identity["recovery_secret"]
    (tmp_path / "typed.txt").write_text(f"找回钥匙：\r\n {secret[:40].lower()}\r\n{secret[40:]} 。", encoding="utf-8-sig")
    rescue.unlock(village, tmp_path / "typed.txt", NEW)
    assert households(village, NEW) == 1


def test_a_renewed_recovery_key_opens_and_the_old_page_no_more(village: Path, town: st.Store, slip: Path, tmp_path: Path) -> None:
    from services import access, packing, receiving

    old = slip.read_bytes()
    store = st.open_store(village, PASSWORD)
    offices.pair_code(town, "\n".join(offices.typed_code(store)))
    offices.rotate(town, recovery=True)
    renewed = access.new_slip(town)
    packing.pack(town, tmp_path / "stick")
    assert receiving.receive(store, [tmp_path / "stick"])["ok"]
    store.close()
    (tmp_path / "old.pdf").write_bytes(old)
    with pytest.raises(CannotOpen, match="打不开这份数据"):
        rescue.unlock(village, tmp_path / "old.pdf", NEW)
    rescue.unlock(village, renewed, NEW)
    assert households(village, NEW) == 1


def test_another_township_s_key_opens_nothing(village: Path, tmp_path: Path) -> None:
    other, _ = starting.begin(tmp_path / "other", "township", "999999105000", "别的镇", "镇干部", PASSWORD)
    other.close()
    with pytest.raises(CannotOpen, match="打不开这份数据"):
        rescue.unlock(village, tmp_path / "other" / starting.SLIP, NEW)
    assert households(village, PASSWORD) == 1


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 broken", b"\xff\xfe\x00", b"AGE-SECRET-KEY-1SHORT"])
def test_a_file_without_a_key_says_what_to_bring(village: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(CannotOpen, match="没有找回钥匙"):
        rescue.unlock(village, tmp_path / "x", NEW)


def test_a_miscopied_key_says_so(village: Path, town: st.Store, tmp_path: Path) -> None:
    secret = town.identity["recovery_secret"]
    (tmp_path / "x").write_text(secret[:-1] + ("Q" if secret[-1] != "Q" else "P"))
    with pytest.raises(CannotOpen, match="这不是找回钥匙"):
        rescue.unlock(village, tmp_path / "x", NEW)


def test_every_wrong_turn_has_its_sentence(village: Path, slip: Path, tmp_path: Path) -> None:
    for act, error, words in (
        (lambda: rescue.unlock(village, slip, "短"), UserMistake, "至少要"),
        (lambda: rescue.unlock(village, slip, NEW, "没有的人"), CannotOpen, "没有叫“没有的人”"),
        (lambda: rescue.unlock(village, tmp_path / "nothing", NEW), Circumstance, "读不到找回文件"),
        (lambda: rescue.unlock(tmp_path / "empty", slip, NEW), CannotOpen, "没有台账"),
    ):
        with pytest.raises(error, match=words):
            act()
    assert households(village, PASSWORD) == 1


def test_another_operator_s_password_is_neither_changed_nor_taken(village: Path, slip: Path) -> None:
    store = st.open_store(village, PASSWORD)
    accounts.add_operator(store, "第二人", None, "第二人的密码")
    store.close()
    with pytest.raises(Circumstance, match="已经有人用了"):
        rescue.unlock(village, slip, "第二人的密码", "村专干")
    rescue.unlock(village, slip, NEW, "第二人")
    assert households(village, NEW) == households(village, PASSWORD) == 1
