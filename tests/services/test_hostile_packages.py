"""Packages with a good signature and bad intent: refused whole, or kept where they can do no harm; never a crash."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.kernel import UserMistake
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import acks, backup, history
from models.store.ids import village_uid
from models.store.journal.lines import encode
from services import packing, receiving
from services.offices import me, trusted
from sync.header import package_id
from sync.package import Outgoing, build
from tests.offices import introduce, office

UID, OTHER_UID, OP = "a" * 32, "b" * 32, "c" * 32
Lines = list[bytes]



class Attack:
    """A village whose program has been tampered with, and the township that it is paired with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.village = office(folder / "v", "village", "999999104201", "清水村")
        self.neighbour = office(folder / "n", "village", "999999104202", "白桦村")
        self.township = office(folder / "t", "township", "999999104000", "示范镇")
        for village in (self.village, self.neighbour):
            introduce(village, self.township, folder)
        self.number = 90
        self.send(packing.pack(self.village, folder / "stick")["packages"][0]["path"])

    def send(self, path: Any, to: st.Store | None = None) -> str:
        (one,) = receiving.receive(to or self.township, [Path(path)], self.folder / "answers")["packages"]
        assert one["text"].endswith("。") or one["status"] == "applied"
        return str(one["status"])

    def head(self, changes: Lines, **other: Any) -> bytes:
        with self.village.reader.connect() as connection:
            dev, scope = self.village.device, self.village.scope
            tips = {chain: tip for chain, tip in acks.tips(connection, [scope]).items() if chain == f"{dev} {scope}"}
        ((seq, prev),) = tips[f"{dev} {scope}"]
        head = {"d": dev, "s": scope, "n": seq + 1, "prev": prev, "lam": 50, "ts": "2025-07-22T09:00:00+08:00",
                "by": self.village.operator, "a": 1, "sv": SCHEMA, "op": OP, "src": "entry", "un": None, "why": "登记",
                "k": len(changes)}
        return encode(head | other).encode()

    def deliver(self, changes: Lines, *, receipts: Any = (), to: st.Store | None = None, sender: st.Store | None = None,
                **head: Any) -> str:
        lines = [[self.head(changes, **head), *changes]] if changes else []
        return self.deliver_lines(lines, receipts=receipts, to=to, sender=sender)

    def deliver_lines(self, lines: list[Lines], *, receipts: Any = (), to: st.Store | None = None,
                      sender: st.Store | None = None) -> str:
        self.number += 1
        giver, taker = sender or self.village, to or self.township
        name = package_id(giver.region, giver.device, self.number)
        card = trusted(giver)[taker.device]
        data = build(Outgoing(name, me(giver), "down" if giver is self.township else "up", card.region, (SCHEMA, SCHEMA),
                              lines, receipts=receipts), [card])
        path = self.folder / f"{name}.gbp"
        path.write_bytes(data)
        return self.send(path, taker)

    def close(self) -> None:
        for store in (self.village, self.neighbour, self.township):
            store.close()


@pytest.fixture
def attack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attack]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = Attack(tmp_path)
    yield made
    assert backup.verify(made.township, rebuild=True).good
    packing.outbox(made.township)
    for ledger in ("household", "person", "visit", "village"):
        st.shown(made.township, ledger, st.find(made.township, ledger, removed=True))
    made.close()


def change(values: dict[str, Any], *, ledger: str = "household", uid: str = UID, **other: Any) -> bytes:
    return encode({"t": ledger, "i": uid, "z": "00", "v": values, "p": {}, **other}).encode()


def test_an_honest_line_made_by_hand_is_taken(attack: Attack) -> None:
    assert attack.deliver([change({"group": "一组", "village": village_uid("999999104201")})]) == "applied"
    assert st.get(attack.township, "household", UID)["group"] == "一组"  # type: ignore[index]


WRONG_VALUES: list[tuple[str, dict[str, Any]]] = [
    ("household", {"group": 7}), ("household", {"group": ["一组"]}), ("household", {"group": {"a": 1}}),
    ("household", {"group": True}), ("household", {"group": 1.5}), ("household", {"group": "\x00"}),
    ("household", {"group": "字" * 200_000}), ("visit", {"date": "not a day"}), ("visit", {"date": "0000-00-00"}),
    ("visit", {"date": "20250722"}), ("visit", {"date": "9999-12-31"}), ("visit", {"date": 20250722}),
    ("loan", {"amount": "a lot"}), ("loan", {"amount": 10**30}), ("loan", {"amount": 1.25}),
    ("job", {"from_month": "2025-13"}), ("job", {"year": 0}), ("job", {"year": "2025"}), ("person", {"local": 5}),
]


def test_a_value_that_its_kind_never_made_is_refused(attack: Attack) -> None:
    for ledger, values in WRONG_VALUES:
        assert values.keys() <= LEDGERS[ledger].__fields__.keys()
        assert attack.deliver([change(values, ledger=ledger)]) == "quarantined", values
        assert st.count(attack.township, ledger) == 0


NO_LINES = [
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{"group":NaN},"p":{}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{"group":"\\ud800"},"p":{}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{"group":"\xff"},"p":{}}',
    b'{"t":"household","i":"short","z":"0","v":{},"p":{}}', b'{"t":7,"i":"' + UID.encode() + b'","z":"0","v":{},"p":{}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":[],"p":{}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{"group":"x"},"p":{"group":"x"}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{"_del":"gone"},"p":{"_del":[]}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{"_del":[1,2]},"p":{"_del":[]}}',
    b'{"t":"household","i":"' + UID.encode() + b'","z":"0","v":{},"p":{},"seen":7}',
    b"[" * 5000 + b"]" * 5000, b"null", b"", b"not json",
]


def test_lines_that_are_no_lines_are_refused(attack: Attack) -> None:
    for raw in NO_LINES:
        assert attack.deliver([raw]) == "quarantined", raw


FALSE_HEADS: list[dict[str, Any]] = [
    {"a": 2}, {"a": "2"}, {"a": True}, {"n": 0}, {"n": -1}, {"n": 2**70}, {"lam": 2**63}, {"lam": -1}, {"lam": "x"}, {"prev": 7},
    {"prev": None}, {"ts": "yesterday"}, {"ts": None}, {"by": 1}, {"op": None}, {"why": 5}, {"s": "999999104202"}, {"s": "*"},
    {"s": 5}, {"d": "zz"}, {"sv": "new"}, {"un": []},
]


def test_a_head_that_claims_what_it_may_not_is_refused(attack: Attack) -> None:
    for head in FALSE_HEADS:
        assert attack.deliver([change({"group": "一组"})], **head) == "quarantined", head
    assert st.count(attack.township, "household") == 0


def test_a_village_cannot_write_in_the_township_s_name(attack: Attack) -> None:
    forged = {"d": attack.township.device, "a": 2, "n": 1, "prev": None}
    assert attack.deliver([change({"group": "一组"})], **forged) == "quarantined"
    assert attack.deliver([change({"group": "一组"})], **forged | {"d": "0" * 16}) == "quarantined"


def test_a_village_cannot_change_or_remove_another_village_s_rows(attack: Attack) -> None:
    theirs = st.add(attack.neighbour, "household", {"户主姓名": "乙二", "组": "二组"}).uid
    attack.send(packing.pack(attack.neighbour, attack.folder / "stick")["packages"][0]["path"])
    assert attack.deliver([change({"group": "改了"}, uid=theirs)]) == "quarantined"
    assert attack.deliver([change({"_del": ["2025-07-22T09:00:00+08:00", "x"]}, uid=theirs, p={"_del": []})]) == "quarantined"
    assert attack.deliver([change({"household": theirs, "name": "丙三"}, ledger="person")]) == "quarantined"
    assert attack.deliver([change({"name": "x"}, ledger="village", uid=village_uid("999999104203"))]) == "quarantined"
    assert st.get(attack.township, "household", theirs)["group"] == "二组"  # type: ignore[index]


def test_a_village_takes_no_line_of_another_village(attack: Attack) -> None:
    line = change({"group": "一组"})
    head = {"d": attack.township.device, "a": 2, "n": 1, "prev": None, "s": "999999104202"}
    assert attack.deliver([line], to=attack.village, sender=attack.township, **head) == "quarantined"
    assert attack.deliver([line], to=attack.village, sender=attack.township, **head | {"s": "999999104201"}) == "applied"


def test_what_a_newer_program_writes_is_kept_and_skipped(attack: Attack) -> None:
    newer = [change({"group": "一组", "invented": [1, {"x": 2}]}), change({"colour": "红"}, ledger="invented", uid=OTHER_UID)]
    assert attack.deliver(newer, sv=SCHEMA + 1) == "applied"
    assert st.get(attack.township, "household", UID)["group"] == "一组"  # type: ignore[index]
    assert history.of(attack.township, [OTHER_UID])[0].changes == ()


def test_a_newer_program_s_other_values_ask_for_a_new_version(attack: Attack) -> None:
    lines = [[attack.head([change({"group": 5})], sv=SCHEMA + 1), change({"group": 5})]]
    assert attack.deliver_lines(lines) == "quarantined"


def test_a_change_to_a_row_that_nobody_added_waits_in_the_journal(attack: Attack) -> None:
    assert attack.deliver([change({"group": "一组"}, p={"group": []})]) == "applied"
    assert st.get(attack.township, "household", UID) is None


def test_one_row_twice_in_a_transaction_is_refused(attack: Attack) -> None:
    assert attack.deliver([change({"group": "一组"}), change({"group": "二组"})]) == "quarantined"


def test_a_number_out_of_turn_never_reaches_the_journal(attack: Attack) -> None:
    assert attack.deliver([change({"group": "一组"})], n=99) == "waiting"
    assert st.count(attack.township, "household") == 0
    assert backup.verify(attack.township).chain == "ok"


def test_a_link_to_nothing_waits_and_stops_nobody(attack: Attack) -> None:
    assert attack.deliver([change({"household": OTHER_UID, "name": "丁四"}, ledger="person")]) == "applied"
    assert st.count(attack.township, "person") == 0
    st.add(attack.village, "household", {"户主姓名": "甲一"})
    assert attack.send(packing.pack(attack.village, attack.folder / "stick")["packages"][0]["path"]) == "applied"
    assert st.count(attack.township, "person") == 1


RECEIPTS: list[Any] = [
    {}, {"package": 5}, {"package": "x", "at": None, "tips": 7}, {"package": "x", "at": 1, "tips": {"a": 1}},
    {"package": "x", "missing": 3}, {"missing": [{"h": 1}], "package": ["x"]},
]


def test_a_receipt_of_nonsense_is_no_receipt(attack: Attack) -> None:
    for receipt in RECEIPTS:
        assert attack.deliver([], receipts=[receipt]) == "applied", receipt


def test_nobody_can_claim_to_have_more_than_there_is(attack: Attack) -> None:
    with attack.township.reader.connect() as connection:
        ends = acks.tips(connection, ["*"])
    (chain,) = [chain for chain in ends if chain.startswith(attack.township.device)]
    lies = {chain: [[10**6, ends[chain][0][1]], [10**6, "ab" * 16]], "nonsense": 7, "a b": [["1", {"h": 1}]]}
    with attack.township.writer.begin() as connection:
        acks.take(connection, attack.village.device, lies, "2025-07-22T09:00:00+08:00")
        there = acks.Covered(connection, [attack.village.device])
        assert not there.has(attack.township.device, "*", ends[chain][0][0] + 1, "ab" * 16)


HOSTILE_NAMES = ("'\"; DROP TABLE household;--", "👨‍👩‍👧", "\u202eجمع\u202c", "阿依古丽·买买提" * 5, "=cmd|' /C calc'!A0", "{0}%s$(rm)")


def test_hostile_names_are_names(attack: Attack) -> None:
    lines = [change({"group": name}, uid=f"{n:032x}") for n, name in enumerate(HOSTILE_NAMES)]
    assert attack.deliver(lines) == "applied"
    assert {row["group"] for row in st.find(attack.township, "household")} == set(HOSTILE_NAMES)


def test_what_another_office_did_cannot_be_undone_as_a_batch(attack: Attack) -> None:
    assert attack.deliver([change({"group": "一组"})]) == "applied"
    with pytest.raises(UserMistake, match="不是您在这台电脑上记的"):
        st.undo(attack.township, OP)
    assert st.get(attack.township, "household", UID).removed_at is None  # type: ignore[union-attr]


def test_the_founding_cannot_be_undone(attack: Attack) -> None:
    founding = history.of(attack.village, [village_uid("999999104201")])[0]
    with pytest.raises(UserMistake, match="建账这一次不能撤回"):
        st.undo(attack.village, founding.operation)
