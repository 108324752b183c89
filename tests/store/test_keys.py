"""Who can open a data folder, who cannot, and what each is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from models.kernel.errors import CannotOpen, UserMistake
from models.store import keys as k
from models.store import paper
from models.store.ids import READABLE

pytestmark = pytest.mark.founding

DATA_KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.fixture
def keys() -> k.Keys:
    keys = k.Keys()
    k.add_password_slot(keys, DATA_KEY, "秋收2025", "a" * 32)
    return keys


def opening(keys: k.Keys, secret: str) -> str:
    with pytest.raises(k.WrongPassword) as told:
        k.unlock(keys, secret)
    return str(told.value)


def test_each_operator_opens_by_the_own_password(keys: k.Keys) -> None:
    k.add_password_slot(keys, DATA_KEY, "second", "b" * 32)
    assert k.unlock(keys, "秋收2025") == (DATA_KEY, "a" * 32)
    assert k.unlock(keys, "second") == (DATA_KEY, "b" * 32)
    assert k.unlock(keys, "ｓｅｃｏｎｄ") == (DATA_KEY, "b" * 32)


def test_a_wrong_password_says_where_help_lies(keys: k.Keys) -> None:
    assert opening(keys, "秋收2024") == "密码不对。忘了的话，用保险柜里那张密码找回单。"
    assert opening(keys, "") == "密码不对。忘了的话，用保险柜里那张密码找回单。"


def test_one_operators_password_is_not_another_operators(keys: k.Keys) -> None:
    k.add_password_slot(keys, DATA_KEY, "second", "b" * 32)
    assert k.unlock(keys, "second", account="b" * 32)[0] == DATA_KEY
    with pytest.raises(k.WrongPassword):
        k.unlock(keys, "秋收2025", account="b" * 32)


def test_a_changed_password_shuts_the_old_one_out(keys: k.Keys) -> None:
    k.add_password_slot(keys, DATA_KEY, "new one", "a" * 32)
    assert k.unlock(keys, "new one") == (DATA_KEY, "a" * 32)
    opening(keys, "秋收2025")


@pytest.mark.parametrize("password", ["", "   "])
def test_an_empty_password_is_refused(password: str) -> None:
    with pytest.raises(UserMistake, match="密码不能空着"):
        k.add_password_slot(k.Keys(), DATA_KEY, password, "a")


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda c: c.replace("-", " "),
        lambda c: c.replace("-", ""),
        lambda c: f" {c.replace('-', '—')} ",
        lambda c: c.replace("L", "1"),
    ],
)
def test_the_paper_code_opens_however_it_is_typed(keys: k.Keys, typed: Callable[[str], str]) -> None:
    code = k.add_paper_slot(keys, DATA_KEY)
    assert len(code.split("-")) == 8
    assert k.unlock(keys, typed(code)) == (DATA_KEY, None)


def test_a_miscopied_paper_code_names_the_group(keys: k.Keys) -> None:
    groups = k.add_paper_slot(keys, DATA_KEY).split("-")
    groups[2] = groups[2][:-1] + ("2" if groups[2][-1] != "2" else "3")
    assert opening(keys, "-".join(groups)) == "密码找回单第 3 组抄错了，请对着单子再看一遍。"


def test_the_paper_of_another_village_does_not_open(keys: k.Keys) -> None:
    k.add_paper_slot(keys, DATA_KEY)
    assert "不是这份数据的" in opening(keys, paper.new_code())


def test_any_single_wrong_sign_and_any_two_groups_swapped_are_noticed() -> None:
    code = paper.plain(paper.new_code())
    for place, sign in ((p, s) for p in range(len(code)) for s in READABLE if s != code[p]):
        assert paper.wrong_group(code[:place] + sign + code[place + 1 :]) == place // 4 + 1
    assert paper.wrong_group(code) is None
    if code[:4] != code[4:8]:
        assert paper.wrong_group(code[4:8] + code[:4] + code[8:]) is not None


def test_the_township_opens_by_its_recovery_key(keys: k.Keys) -> None:
    identity = pyrage.x25519.Identity.generate()
    k.add_age_slot(keys, DATA_KEY, str(pyrage.x25519.Identity.generate().to_public()))
    k.add_age_slot(keys, DATA_KEY, str(identity.to_public()))
    k.add_age_slot(keys, DATA_KEY, str(identity.to_public()))
    assert len(keys.slots) == 3
    assert k.unlock_with_age(keys, str(identity)) == DATA_KEY
    with pytest.raises(CannotOpen, match="打不开"):
        k.unlock_with_age(keys, str(pyrage.x25519.Identity.generate()))
    with pytest.raises(CannotOpen, match="不是找回钥匙"):
        k.unlock_with_age(keys, "AGE-SECRET-KEY-1")
    with pytest.raises(UserMistake, match="找回公钥"):
        k.add_age_slot(keys, DATA_KEY, "age1nobody")


def test_the_last_key_cannot_be_thrown_away(keys: k.Keys) -> None:
    k.add_paper_slot(keys, DATA_KEY)
    k.drop_slot(keys, keys.slots[0].id)
    with pytest.raises(UserMistake, match="最后一把"):
        k.drop_slot(keys, keys.slots[0].id)


def test_the_file_opens_again_and_shows_neither_key_nor_password(keys: k.Keys, tmp_path: Path) -> None:
    code = k.add_paper_slot(keys, DATA_KEY)
    k.write(tmp_path / "keys.json", keys)
    again = k.read(tmp_path / "keys.json")
    assert again == keys
    assert k.unlock(again, code)[0] == k.unlock(again, "秋收2025")[0] == DATA_KEY
    held = (tmp_path / "keys.json").read_text()
    assert "秋收" not in held and code[:4] not in held and DATA_KEY.hex() not in held


def test_a_slot_costs_what_it_was_made_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHENXING_TEST_KDF")
    keys = k.Keys()
    slot = k.add_password_slot(keys, DATA_KEY, "full price", "a")
    assert (slot.kdf, slot.m, slot.t, slot.p) == ("argon2id", 65536, 3, 1)
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    assert k.unlock(k.parse(k.dump(keys)), "full price")[0] == DATA_KEY


def told(raw: bytes) -> str:
    with pytest.raises(CannotOpen) as error:
        k.parse(raw)
    assert not isinstance(error.value, k.WrongPassword)
    return str(error.value)


def changed(keys: k.Keys, **values: Any) -> bytes:
    plain = json.loads(k.dump(keys))
    plain["slots"][0].update(values)
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"format":1}',
        b'{"format":1,"slots":[]}',
        b'{"format":"1","slots":[]}',
        b'{"format":1,"slots":[{}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_called_damaged(raw: bytes) -> None:
    assert told(raw) == "钥匙文件（keys.json）坏了。请从备份恢复，原来的文件别删。"


@pytest.mark.parametrize(
    "values",
    [
        {"m": 1 << 40},
        {"m": 1},
        {"t": 0},
        {"p": True},
        {"salt": "??"},
        {"box": "AAAA"},
        {"box": None},
        {"kdf": "md5"},
        {"more": 1},
        {"account": 5},
        {"nonce": ""},
    ],
)
def test_a_lock_that_is_no_lock_is_called_damaged(keys: k.Keys, values: dict[str, Any]) -> None:
    assert "坏了" in told(changed(keys, **values))


def test_a_file_cut_short_anywhere_is_called_damaged(keys: k.Keys) -> None:
    raw = k.dump(keys)
    for end in range(0, len(raw) - 1, 7):
        assert "坏了" in told(raw[:end])


def test_a_newer_file_asks_for_a_newer_program(keys: k.Keys) -> None:
    assert "升级" in told(k.dump(keys).replace(b'"format": 1', b'"format": 2'))


def test_a_box_given_to_another_operator_does_not_open(keys: k.Keys) -> None:
    opening(k.parse(changed(keys, account="b" * 32)), "秋收2025")


def test_a_missing_or_unreadable_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="不见了"):
        k.read(tmp_path / "keys.json")
    with pytest.raises(CannotOpen, match="读不出来"):
        k.read(tmp_path)


def test_data_keys_are_random() -> None:
    assert k.new_data_key() != k.new_data_key()
    assert len(k.new_data_key()) == 32
