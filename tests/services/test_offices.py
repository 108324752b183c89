"""Who is believed: cards and codes, several computers a village, followers, changed keys, closed computers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.kernel import UserMistake
from models.ledgers import LEDGERS
from models.store import backup, incarnation, keys
from models.store import devices as rows
from services import offices, packing, receiving, trust
from sync import age, typed
from tests.sync.conftest import transaction

TODAY, PASSWORD = date(2025, 7, 22), "试用密码"
VILLAGE, TOWN = "999999104201", "999999104000"
Office = Callable[..., st.Store]


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Begin an office, or open the folder of one again; all are closed at the end."""
    found: list[st.Store] = []

    def begin(name: str, role: str = "village", region: str = VILLAGE) -> st.Store:
        folder = tmp_path / name
        if folder.exists():
            found.append(st.open_store(folder, PASSWORD))
        else:
            title = "示范镇" if role == "township" else "清水村"
            found.append(st.create(folder, role=role, region=region, name=title, operator="干部", password=PASSWORD, today=TODAY)[0])
        return found[-1]

    yield begin
    for store in found:
        store.close()


@pytest.fixture
def town(office: Office) -> st.Store:
    return office("town", "township", TOWN)


@pytest.fixture
def village(office: Office, town: st.Store, tmp_path: Path) -> st.Store:
    found = office("village")
    introduce(found, town, tmp_path)
    return found


def introduce(one: st.Store, other: st.Store, folder: Path) -> None:
    for giver, taker in ((one, other), (other, one)):
        offices.identity(giver, folder / "card")
        offices.pair(taker, folder / "card")


_sticks = iter(range(10_000))


def send(sender: st.Store, receiver: st.Store, folder: Path) -> list[dict[str, Any]]:
    """All that the sender packs for the receiver's place, and what became of it there."""
    stick = folder / f"stick {next(_sticks)}"
    packing.pack(sender, stick)
    return taken(receiver, stick)


def taken(receiver: st.Store, stick: Path) -> list[dict[str, Any]]:
    """A stick holds packages for several computers; only those for this one count here."""
    found = receiving.receive(receiver, [stick], stick / "answers")["packages"]
    return [one for one in found if "不是给" not in one["text"] and "自己装的" not in one["text"]]


def heads(store: st.Store) -> list[str]:
    return sorted(row["name"] for row in st.find(store, "person"))


def status(store: st.Store, device: str) -> str:
    return {one["device"]: one["status"] for one in offices.devices(store)}[device]


# Cards and codes


def test_a_code_typed_on_both_sides_is_as_good_as_cards(office: Office, town: st.Store, tmp_path: Path) -> None:
    village = office("village")
    one = offices.pair_code(town, "\n".join(offices.typed_code(village)))
    other = offices.pair_code(village, " ".join(offices.typed_code(town)).lower())
    assert (one["device"], other["device"]) == (village.device, town.device)
    assert one["fingerprint"] == offices.devices(village)[0]["fingerprint"]
    assert VILLAGE in one["name"]
    st.add(village, "household", {"户主姓名": "甲一"})
    assert [one["status"] for one in send(village, town, tmp_path)] == ["applied"]
    assert {one["name"] for one in offices.devices(town)} == {"示范镇", "清水村"}
    assert not _opens_with_recovery(village, town)
    send(town, village, tmp_path)
    assert _opens_with_recovery(village, town)


def _opens_with_recovery(village: st.Store, town: st.Store) -> bool:
    recipients = {slot.recipient for slot in keys.read(village.folder.keys).slots}
    return age.recipient_of(town.identity["recovery_secret"]) in recipients


def test_a_code_in_a_file_is_read_like_a_card(office: Office, town: st.Store, tmp_path: Path) -> None:
    village = office("village")
    (tmp_path / "code.txt").write_text("\r\n".join(offices.typed_code(village)), encoding="utf-8-sig")
    assert offices.pair(town, tmp_path / "code.txt")["device"] == village.device
    wrong = offices.typed_code(village)
    line = wrong[2]
    at = next(n for n in range(len(line) - 1) if line[n : n + 2].isalnum() and line[n] != line[n + 1])
    wrong[2] = line[:at] + line[at + 1] + line[at] + line[at + 2 :]
    with pytest.raises(UserMistake, match="第3行"):
        offices.pair_code(town, "\n".join(wrong))


def test_a_code_typed_after_the_card_takes_nothing_away(village: st.Store, town: st.Store) -> None:
    before = rows.known(village)
    offices.pair_code(village, "\n".join(offices.typed_code(town)))
    assert [one.card for one in rows.known(village)] == [one.card for one in before]


def test_a_recovery_key_that_the_card_s_owner_has_not_signed_is_not_let_in(office: Office, town: st.Store, tmp_path: Path) -> None:
    from dataclasses import replace

    village, thief = office("village"), age.new_key()[1]
    (tmp_path / "card").write_text(replace(offices.me(town).card(), recovery=thief, proof="").line())
    offices.pair(village, tmp_path / "card")
    assert thief not in {slot.recipient for slot in keys.read(village.folder.keys).slots}
    assert offices.trusted(village)[town.device].recovery == ""


def test_cards_of_other_places_and_one_s_own_are_refused(office: Office, village: st.Store, town: st.Store, tmp_path: Path) -> None:
    other_town, other_village = office("town 2", "township", "999999105000"), office("village 2", region="999999104202")
    for taker, giver, words in ((village, other_town, "不是管本村的镇"), (village, other_village, "不是管本村的镇"),
                                (town, other_town, "不归本镇管"), (village, village, "本机自己的卡")):
        with pytest.raises(UserMistake, match=words):
            offices.pair_code(taker, "\n".join(offices.typed_code(giver)))


def test_another_key_under_a_known_name_is_refused(village: st.Store, town: st.Store) -> None:
    from dataclasses import replace

    from sync.cards import Identity

    forged = replace(Identity.generate("village", VILLAGE, "清水村"), device=village.device)
    with pytest.raises(UserMistake, match="对不上"):
        offices.pair_code(town, "\n".join(typed.lines(forged.card())))


# Several computers of one village


def test_a_new_laptop_of_a_village_gets_all_and_doubles_nothing(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    st.add(village, "household", {"户主姓名": "甲一"})
    send(village, town, tmp_path)
    new = office("new laptop")
    introduce(new, town, tmp_path)
    introduce(new, village, tmp_path)
    assert {one["status"] for one in send(village, new, tmp_path)} == {"applied"}
    assert heads(new) == ["甲一"]
    assert st.count(new, "village") == 1
    st.add(new, "household", {"户主姓名": "丙三"})
    send(new, village, tmp_path)
    assert heads(village) == heads(new) == ["丙三", "甲一"]
    send(new, town, tmp_path)
    send(village, town, tmp_path)
    assert heads(town) == ["丙三", "甲一"]
    assert _tables(village) == _tables(new)
    assert backup.verify(new, rebuild=True).good


def _tables(store: st.Store) -> dict[str, list[Any]]:
    from sqlalchemy import text

    with store.reader.connect() as connection:
        return {name: [tuple(row) for row in connection.execute(
            text(f"SELECT * FROM {name} WHERE scope = :s ORDER BY uid"), {"s": store.scope})] for name in LEDGERS}


def test_two_laptops_trust_each_other_by_the_township_s_word(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    new = office("new laptop")
    introduce(new, town, tmp_path)
    st.add(village, "household", {"户主姓名": "甲一"})
    for one in (village, new):
        send(one, town, tmp_path)
    for one in (village, new):
        send(town, one, tmp_path)
    assert status(village, new.device) == status(new, village.device) == "active"
    st.add(village, "household", {"户主姓名": "乙二"})
    made = packing.pack(village, tmp_path / "between")["packages"]
    assert {(one["kind"], one["to"]) for one in made} == {("up", TOWN), ("peer", VILLAGE)}
    assert {one["status"] for one in taken(new, tmp_path / "between")} == {"applied"}
    assert heads(new) == ["乙二", "甲一"]


def test_what_the_township_wrote_reaches_a_laptop_by_its_sibling_once_the_township_is_known(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    uid = st.add(village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    send(village, town, tmp_path)
    st.change(town, "household", uid, {"组": "二组"})
    send(town, village, tmp_path)
    new = office("new laptop")
    introduce(new, village, tmp_path)
    (refused,) = send(village, new, tmp_path)
    assert refused["status"] == "quarantined" and "不认得是哪台电脑" in refused["text"]
    introduce(new, town, tmp_path)
    assert {one["status"] for one in send(village, new, tmp_path)} == {"applied"}
    assert st.get(new, "household", uid)["group"] == "二组"  # type: ignore[index]


def test_a_township_s_word_counts_for_its_own_villages_only(office: Office, village: st.Store, town: st.Store) -> None:
    stranger = office("stranger", region="999999104202")
    other = office("other town", "township", "999999105000")
    sender = offices.me(town).card()
    told = [{"card": offices.me(one).card().line(), "status": "active"} for one in (stranger, other)]
    nonsense: list[Any] = [1, {}, {"card": "x", "status": "active"}, {"card": 5, "status": "closed"}]
    offices.take_vouched(village, sender, {"vouched": [*told, *nonsense]})
    offices.take_vouched(village, offices.me(stranger).card(), {"vouched": told})
    for odd in ({}, {"vouched": 1}, {"vouched": "x"}):
        offices.take_vouched(village, sender, odd)
    assert [one.dev for one in rows.known(village)] == [town.device]
    assert offices.vouched(village, sender) == {}
    offices.take_vouched(town, offices.me(village).card(), {"vouched": told})
    assert [one.dev for one in rows.known(town)] == [village.device]


# A computer that is closed


def test_a_closed_computer_is_refused_everywhere_and_its_lines_stay(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    lost = office("lost laptop")
    introduce(lost, town, tmp_path)
    introduce(lost, village, tmp_path)
    st.add(lost, "household", {"户主姓名": "丙三"})
    send(lost, town, tmp_path)
    send(town, village, tmp_path)
    offices.close_device(town, lost.device, "电脑丢了")
    packing.pack(town, tmp_path / "news")
    assert [one["status"] for one in taken(village, tmp_path / "news")] == ["applied"]
    st.add(lost, "household", {"户主姓名": "丁四"})
    for where in (town, village):
        found = send(lost, where, tmp_path)
        assert {one["status"] for one in found} == {"quarantined"}
        assert any("停用" in one["text"] for one in found)
        assert status(where, lost.device) == "closed"
    assert heads(town) == heads(village) == ["丙三"]
    assert {one["why"] for one in offices.devices(town)} == {"", "电脑丢了"}
    with pytest.raises(UserMistake, match="已经停用"):
        offices.pair_code(town, "\n".join(offices.typed_code(lost)))


def test_a_closed_computer_comes_back_with_new_keys_and_a_new_card_alone(
    village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    st.add(village, "household", {"户主姓名": "甲一"})
    offices.close_device(town, village.device, "说是丢了")
    offices.rotate(village)
    (refused,) = send(village, town, tmp_path)
    assert refused["status"] == "quarantined" and "停用" in refused["text"]
    introduce(village, town, tmp_path)
    assert {one["status"] for one in send(village, town, tmp_path)} == {"applied"}
    assert heads(town) == ["甲一"]


def test_that_a_computer_was_closed_is_reason_enough_for_a_package(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    lost = office("lost laptop")
    introduce(lost, town, tmp_path)
    for name in ("甲一", "乙二"):
        st.add(village, "household", {"户主姓名": name})
        send(village, town, tmp_path)
        send(town, village, tmp_path)
    st.add(village, "household", {"户主姓名": "丙三"})
    send(village, town, tmp_path)
    offices.close_device(town, lost.device, "电脑丢了")
    (news,) = packing.pack(town, tmp_path / "news")["packages"]
    assert news["operations"] == 0
    assert packing.pack(town, tmp_path / "again") == {"packages": []}
    assert taken(village, tmp_path / "news")[0]["status"] == "applied"
    assert status(village, lost.device) == "closed"


def test_a_late_package_of_before_does_not_open_what_was_closed(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    second = office("second")
    introduce(second, town, tmp_path)
    early = offices.vouched(town, offices.me(village).card())
    offices.close_device(town, second.device, "电脑丢了")
    late = offices.vouched(town, offices.me(village).card())
    sender = offices.me(town).card()
    for word in (early, late, early):
        offices.take_vouched(village, sender, word)
    assert status(village, second.device) == "closed"


def test_only_a_township_closes_and_never_itself_or_without_a_reason(village: st.Store, town: st.Store) -> None:
    with pytest.raises(UserMistake, match="要在镇里做"):
        offices.close_device(village, town.device, "丢了")
    with pytest.raises(UserMistake, match="为什么"):
        offices.close_device(town, village.device, "  ")
    for device in (town.device, "0" * 16):
        with pytest.raises(UserMistake, match="没有登记过"):
            offices.close_device(town, device, "丢了")


def test_the_computer_itself_is_told_that_it_was_closed(village: st.Store, town: st.Store) -> None:
    told = {"vouched": [{"card": offices.me(village).card().line(), "status": "closed"}]}
    offices.take_vouched(village, offices.me(town).card(), told)
    assert ["停用了这台电脑" in one for one in offices.notices(village)] == [True]
    offices.notices_read(village)
    assert offices.notices(village) == []


# Followers


def test_a_restored_backup_is_known_by_itself_and_gets_back_what_it_lost(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    st.add(village, "household", {"户主姓名": "甲一"})
    copy = backup.backup(village, tmp_path / "copies")
    st.add(village, "household", {"户主姓名": "乙二"})
    send(village, town, tmp_path)
    first = village.device
    village.close()
    backup.restore(copy, tmp_path / "village", PASSWORD)
    again = office("village")
    assert again.device != first and heads(again) == ["甲一"]
    st.add(again, "household", {"户主姓名": "丙三"})
    assert [one["status"] for one in send(again, town, tmp_path)] == ["applied"]
    assert status(town, again.device) == "active" and status(town, first) == "active"
    assert offices.peers(town) == [offices.me(again).card()]
    send(town, again, tmp_path)
    assert heads(again) == heads(town) == ["丙三", "乙二", "甲一"]


def test_a_clone_and_its_original_both_go_on(office: Office, village: st.Store, town: st.Store, tmp_path: Path) -> None:
    st.add(village, "household", {"户主姓名": "甲一"})
    send(village, town, tmp_path)
    village.close()
    shutil.copytree(tmp_path / "village", tmp_path / "clone")
    (tmp_path / "clone" / "witness.json").unlink()
    original, clone = office("village"), office("clone")
    assert original.device == village.device != clone.device
    st.add(original, "household", {"户主姓名": "乙二"})
    st.add(clone, "household", {"户主姓名": "丙三"})
    send(clone, town, tmp_path)
    assert [card.device for card in offices.peers(town)] == [clone.device]
    send(original, town, tmp_path)
    assert {card.device for card in offices.peers(town)} == {clone.device, original.device}
    for _ in range(2):
        for one in (original, clone):
            send(town, one, tmp_path)
            send(one, town, tmp_path)
    assert heads(town) == heads(original) == heads(clone) == ["丙三", "乙二", "甲一"]
    for store in (town, original, clone):
        assert backup.verify(store, rebuild=True).good


def test_changed_keys_are_known_by_themselves_and_the_old_ones_end(
    village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    st.add(village, "household", {"户主姓名": "甲一"})
    packing.pack(village, tmp_path / "old stick")
    send(town, village, tmp_path)
    packing.pack(town, tmp_path / "on the way")
    old, seed = village.device, village.identity["sign_seed"]
    made = offices.rotate(village)
    assert (made["before"], made["device"]) == (old, village.device) and village.identity["sign_seed"] != seed
    assert [one["status"] for one in taken(village, tmp_path / "on the way")] == ["applied"]
    assert [one["status"] for one in send(village, town, tmp_path)] == ["applied"]
    assert (status(town, old), status(town, village.device)) == ("replaced", "active")
    (late,) = taken(town, tmp_path / "old stick")
    assert late["status"] == "quarantined" and "旧钥匙" in late["text"]
    assert heads(town) == ["甲一"]
    st.add(village, "household", {"户主姓名": "乙二"})
    assert [one["status"] for one in send(village, town, tmp_path)] == ["applied"]
    with pytest.raises(UserMistake, match="换掉的旧卡"):
        offices.pair_code(town, _code_of(town, old))


def _code_of(store: st.Store, device: str) -> str:
    return "\n".join(typed.lines(trust.known(store)[device].card))


def test_a_package_on_the_way_is_opened_after_the_keys_were_changed(village: st.Store, town: st.Store, tmp_path: Path) -> None:
    st.add(village, "household", {"户主姓名": "甲一"})
    packing.pack(village, tmp_path / "up")
    offices.rotate(town, recovery=True)
    assert [one["status"] for one in taken(town, tmp_path / "up")] == ["applied"]
    (answer,) = (tmp_path / "up" / "answers").glob("*.gbp")
    assert [one["status"] for one in receiving.receive(village, [answer])["packages"]] == ["applied"]
    assert status(village, town.device) == "active"


def test_the_recovery_key_is_renewed_in_the_villages_by_the_next_package(village: st.Store, town: st.Store, tmp_path: Path) -> None:
    old = town.identity["recovery_secret"]
    offices.rotate(town, recovery=True)
    send(town, village, tmp_path)
    found = keys.read(village.folder.keys)
    assert keys.unlock_with_age(found, town.identity["recovery_secret"]) == village.data_key
    assert age.recipient_of(old) not in {slot.recipient for slot in found.slots}
    assert trust.recovery_secrets(town) == [town.identity["recovery_secret"], old]
    with pytest.raises(UserMistake, match="只有镇里能换"):
        offices.rotate(village, recovery=True)


def test_several_changes_of_name_and_keys_are_followed_at_once(village: st.Store, town: st.Store, tmp_path: Path) -> None:
    names = [village.device]
    for step in ("mint", "rotate", "mint", "mint", "rotate"):
        incarnation.mint(village, incarnation.MOVED) if step == "mint" else offices.rotate(village)
        names.append(village.device)
    st.add(village, "household", {"户主姓名": "甲一"})
    assert [one["status"] for one in send(village, town, tmp_path)] == ["applied"]
    assert [status(town, name) for name in names] == ["replaced"] * 5 + ["active"]
    assert [card.device for card in offices.peers(town)] == [village.device]
    assert [card.device for card in trust.earlier_cards(village)] == names[:-1]


def test_what_a_replaced_township_computer_wrote_keeps_its_rank(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    uid = st.add(village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    send(village, town, tmp_path)
    st.change(town, "household", uid, {"组": "二组"})
    offices.rotate(town)
    new = office("new laptop")
    introduce(new, town, tmp_path)
    assert {one["status"] for one in send(town, new, tmp_path)} == {"applied"}
    assert st.get(new, "household", uid)["group"] == "二组"  # type: ignore[index]
    send(town, village, tmp_path)
    st.change(village, "household", uid, {"组": "三组"})
    assert {one["status"] for one in send(village, town, tmp_path)} == {"applied"}
    assert {one["status"] for one in send(village, new, tmp_path)} == {"applied"}
    assert st.get(new, "household", uid)["group"] == "三组"  # type: ignore[index]


def test_a_thief_s_follower_of_a_known_device_is_refused(office: Office, village: st.Store, town: st.Store, tmp_path: Path) -> None:
    from dataclasses import replace

    from sync.cards import Identity
    from sync.package import Outgoing, build
    from sync.succession import link

    thief = Identity.generate("village", VILLAGE, "清水村")
    thief = replace(thief, before=(link(village.device, thief.sign_seed, thief.card()),))
    name = f"{VILLAGE}-{thief.device[:4]}-000001"
    lines = [transaction(1, 1)]
    (tmp_path / "forged").mkdir()
    (tmp_path / "forged" / f"{name}.gbp").write_bytes(build(Outgoing(name, thief, "up", TOWN, (1, 1), lines), [offices.me(town).card()]))
    (found,) = taken(town, tmp_path / "forged")
    assert found["status"] == "quarantined" and "凭据对不上" in found["text"]
    assert [one.dev for one in rows.known(town)] == [village.device]


def test_two_computers_of_a_township_are_both_known_in_its_villages(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    second = office("second town", "township", TOWN)
    introduce(town, second, tmp_path)
    send(town, village, tmp_path)
    assert status(village, second.device) == "active"
    assert {card.device for card in offices.peers(village)} == {town.device, second.device}
    offices.close_device(town, second.device, "不用了")
    packing.pack(town, tmp_path / "news")
    taken(village, tmp_path / "news")
    assert status(village, second.device) == "closed"


def test_the_list_of_computers_says_whose_they_are(village: st.Store, town: st.Store) -> None:
    mine, theirs = offices.devices(town)
    assert (mine["me"], mine["device"], theirs["me"], theirs["device"]) == (True, town.device, False, village.device)
    assert theirs.keys() >= {"device", "name", "role", "region", "status", "since", "fingerprint", "me"}
    assert len(theirs["fingerprint"].split()) == 8


def test_twins_that_nothing_told_apart_are_told_apart_by_the_first_package(
    office: Office, village: st.Store, town: st.Store, tmp_path: Path
) -> None:
    """A whole disk copied, with the computer's name on it: both go on as one device until each meets the other's lines."""
    st.add(village, "household", {"户主姓名": "甲一"})
    send(village, town, tmp_path)
    village.close()
    shutil.copytree(tmp_path / "village", tmp_path / "twin")
    one, other = office("village"), office("twin")
    assert one.device == other.device == village.device
    st.add(one, "household", {"户主姓名": "乙二"})
    st.add(other, "household", {"户主姓名": "丙三"})
    for _ in range(2):
        for twin in (one, other):
            send(twin, town, tmp_path)
            send(town, twin, tmp_path)
    assert len({one.device, other.device, village.device}) == 3
    assert all(["另一台电脑" in said for said in offices.notices(twin)] == [True] for twin in (one, other))
    for name, twin in (("丁四", one), ("戊五", other)):
        st.add(twin, "household", {"户主姓名": name})
        send(twin, town, tmp_path)
    for twin in (one, other):
        send(town, twin, tmp_path)
    assert heads(one) == heads(other) == heads(town) == sorted(["甲一", "乙二", "丙三", "丁四", "戊五"])
    for store in (town, one, other):
        assert backup.verify(store, rebuild=True).good
