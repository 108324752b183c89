"""What a paired office's tampered program may put into a package with a good signature: it stops at that package."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import models.store as st
import sync.header
import sync.package
from models.migrations import SCHEMA
from models.store import digest
from models.store.ids import village_uid
from services import packing
from services.offices import me, trusted
from sync.cards import Card
from sync.header import package_id
from sync.package import Outgoing, build
from tests.services.test_hostile_packages import UID, Attack, change

HALF = "\ud800"  # JSON can write half a sign; no file and no screen can hold it


@pytest.fixture
def attack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attack]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = Attack(tmp_path)
    yield made
    packing.outbox(made.township)
    made.close()


def escaped(value: Any, **_: Any) -> str:
    """JSON with every sign above 127 as an escape, so that half signs pass."""
    return json.dumps(value)


def packed(made: Outgoing, card: Card) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sync.package, "_json", lambda value: json.dumps(value).encode())
        patch.setattr(sync.header, "json", SimpleNamespace(dumps=escaped))
        return build(made, [card])


def send(attack: Attack, **said: Any) -> str:
    attack.number += 1
    name = package_id(attack.village.region, attack.village.device, attack.number)
    card = trusted(attack.village)[attack.township.device]
    path = attack.folder / f"{name}.gbp"
    path.write_bytes(packed(Outgoing(name, me(attack.village), "up", card.region, (SCHEMA, SCHEMA), [], **said), card))
    return attack.send(path)


HALF_SIGNS: list[dict[str, Any]] = [
    {"receipts": [{"package": HALF}]}, {"receipts": [{"package": "x", "sha256": HALF}]}, {"receipts": [{"package": "x", "at": HALF}]},
    {"have": {"a b": [[1, HALF]]}}, {"have": {HALF: [[1, "a" * 32]]}}, {"extra": {"state": {HALF: {}}}}, {"to_device": HALF},
]


def test_half_signs_outside_the_lines_are_refused_like_those_in_them(attack: Attack) -> None:
    for said in HALF_SIGNS:
        assert send(attack, **said) == "quarantined", said


def test_a_file_that_nobody_signed_stops_no_receiving(attack: Attack) -> None:
    stranger = me(attack.neighbour)
    data = packed(Outgoing("999999104202-0000-000001", stranger, "up", "999999104000", (SCHEMA, SCHEMA), []), stranger.card())
    path = attack.folder / "rubbish.gbp"
    path.write_bytes(data.replace(stranger.device.encode(), b"\\ud800" + stranger.device[6:].encode()))
    assert attack.send(path) == "quarantined"


def test_an_erased_line_without_a_tombstone_is_refused(attack: Attack) -> None:
    for nothing in (None, 0, False, "", []):
        assert attack.deliver([change({"group": "一组"}, r=nothing)]) == "quarantined", nothing


def test_a_counter_at_its_end_does_not_silence_the_others(attack: Attack) -> None:
    line = change({"group": "一组", "village": village_uid("999999104201")})
    assert attack.deliver([line], lam=2**53 - 1) == "applied"
    st.change(attack.township, "household", UID, {"组": "二组"})
    for made in packing.pack(attack.township, attack.folder / "down")["packages"]:
        if made["to"] == attack.village.region:
            assert attack.send(made["path"], attack.village) == "applied"
    assert st.get(attack.village, "household", UID)["group"] == "二组"  # type: ignore[index]


def test_no_note_photo_or_waiver_is_hung_on_another_village_s_row(attack: Attack) -> None:
    theirs = st.add(attack.neighbour, "household", {"户主姓名": "乙二", "组": "二组"}).uid
    attack.send(packing.pack(attack.neighbour, attack.folder / "stick")["packages"][0]["path"])
    for ledger in ("waiver", "pending", "attachment"):
        line = change({"ledger": "household", "row": theirs}, ledger=ledger)
        assert attack.deliver([line]) == "quarantined", ledger
    ours = st.add(attack.village, "household", {"户主姓名": "甲一", "组": "二组"}).uid
    attack.send(packing.pack(attack.village, attack.folder / "stick")["packages"][0]["path"])
    assert attack.deliver([change({"ledger": "household", "row": ours}, ledger="pending")]) == "applied"


IMPOSSIBLE = ("0001-01-01T00:00:00+14:00", "1950-01-01T00:00:00+08:00", "3001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00")


def test_a_moment_that_no_calendar_here_can_show_is_refused(attack: Attack) -> None:
    for moment in IMPOSSIBLE:
        assert attack.deliver([change({"group": "一组"})], ts=moment) == "quarantined", moment


def test_a_receipt_that_names_no_moment_is_no_receipt(attack: Attack) -> None:
    sent = next(one for one in packing.pack(attack.township, attack.folder / "down")["packages"] if one["to"] == attack.village.region)
    for moment in (None, "yesterday", 7, IMPOSSIBLE[0]):
        assert send(attack, receipts=[{"package": sent["package"], "at": moment}]) == "applied"
    assert {one["received_at"] for one in packing.outbox(attack.township)["packages"]} == {None}
    assert send(attack, receipts=[{"package": sent["package"], "at": "2025-07-22T09:00:00+08:00"}]) == "applied"
    assert {one["received_at"] for one in packing.outbox(attack.township)["packages"]} >= {"2025-07-22T09:00:00+08:00"}


def test_what_a_package_says_of_the_tables_may_be_nonsense(attack: Attack) -> None:
    real = digest.state(attack.village, ["999999104201", "*"])
    for nonsense in (None, 5, "x", [[]], {"*": 5}, real | {"*": real["*"] | {"tables": 5}}, real | {"*": real["*"] | {"tables": {"x": [1]}}}):
        assert send(attack, extra={"state": nonsense, "erased": nonsense, "vouched": nonsense, "twin": nonsense}) == "applied"
