"""A package mangled in hundreds of ways: nothing is taken that its sender did not write, and a refusal changes nothing."""

from __future__ import annotations

import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import models.store as st
from models.store import backup
from services import packing, receiving
from services.trust import me, trusted
from sync import container, minisign, parts, photo_parts
from sync.cards import Identity
from sync.header import Stamp, parse
from sync.reader import open_package, photos
from sync.refusal import Refused
from tests.offices import introduce, office

TRIES = 420
Files = list[tuple[str, bytes]]



class Bench:
    """A village, its township, and two packages of several parts to be mangled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.village = office(folder / "v", "village", "999999104201", "清水村")
        self.township = office(folder / "t", "township", "999999104000", "示范镇")
        introduce(self.village, self.township, folder)
        self.stranger = Identity.generate("village", "999999104201", "冒名村")
        chance = random.Random(5)
        for number in range(8):
            home = st.add(self.village, "household", {"户主姓名": f"甲{number}"}).uid
            file = b"%PDF-" + chance.randbytes(900)
            st.add(self.village, "attachment", {"ledger": "household", "row": home, "file": file})
        self.first, self.second = self.pack(), self.pack()
        self.lines = set(self.journal(self.village))
        self.blobs = {path.name for path in self.village.folder.blobs.rglob("*") if path.is_file()}

    def pack(self) -> bytes:
        st.add(self.village, "household", {"户主姓名": "乙"})
        (made,) = packing.pack(self.village, self.folder / "stick")["packages"]
        return Path(made["path"]).read_bytes()

    def journal(self, store: st.Store) -> list[tuple[str, str]]:
        with store.reader.connect() as connection:
            rows = connection.execute(text("SELECT j.h, c.line FROM sync_journal j JOIN sync_change c ON c.rid = j.rid"))
            return [(row[0], row[1]) for row in rows]

    def close(self) -> None:
        self.village.close()
        self.township.close()


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    monkeypatch.setattr(parts, "MOST_LINES", 10)
    monkeypatch.setattr(photo_parts, "SPLIT_AT", 3000)
    made = Bench(tmp_path)
    yield made
    made.close()


def members(data: bytes) -> Files:
    file = io.BytesIO(data)
    return [(one.name, container.read(file, one)) for one in container.members(file)]  # type: ignore[arg-type]


def framed(files: Files) -> bytes:
    return b"".join(container.frame(list(files)))


def cut(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def torn(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(0, len(data), 512)
    return data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :]


def shifted(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    at, more = chance.randrange(len(data)), chance.randbytes(chance.randrange(1, 9))
    return data[:at] + more + data[at:] if chance.random() < 0.5 else data[:at] + data[at + len(more) :]


def stretched(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    more = chance.choice([b"\0", data, bench.second, chance.randbytes(700)])
    return data + more if chance.random() < 0.7 else more + data


def swapped(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = members(data)
    one, other = chance.sample(range(len(files)), 2)
    files[one], files[other] = files[other], files[one]
    return framed(files)


def contents_swapped(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = members(data)
    one, other = chance.sample(range(3, len(files)), 2)
    files[one], files[other] = (files[one][0], files[other][1]), (files[other][0], files[one][1])
    return framed(files)


def doubled(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = members(data)
    return framed([*files, chance.choice(files)])


def dropped(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = members(data)
    del files[chance.randrange(len(files))]
    return framed(files)


def renamed(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = members(data)
    at = chance.randrange(len(files))
    files[at] = (chance.choice(["../evil", "changes-001.tar.zst.age", "x", "/etc/x", "a" * 90]), files[at][1])
    return framed(files)


def mixed(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    """One member out of another package of the same sender."""
    files, others = members(data), dict(members(bench.second))
    at = chance.randrange(len(files))
    files[at] = (files[at][0], others.get(files[at][0], b""))
    return framed(files)


def signed_again(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    """Another's cover around these parts: his signature, his name, or both."""
    files = dict(members(data))
    header = parse(json.loads(files["header.json"]))
    if chance.random() < 0.5:
        device = bench.stranger.device
        number = f"{header.region}-{device[:4]}-000001"
        header = replace(header, device=device, package=number, card="", before=())
    files["header.json"] = header.data()
    files["header.json.minisig"] = minisign.sign(files["header.json"], bench.stranger.sign_seed, f"package {header.package}")
    return framed(list(files.items()))


def other_receiver(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = dict(members(data))
    header = replace(parse(json.loads(files["header.json"])), to="999999105000")
    files["header.json"] = header.data()
    if chance.random() < 0.5:
        seed = me(bench.village).sign_seed
        files["header.json.minisig"] = minisign.sign(files["header.json"], seed, f"package {header.package}")
    return framed(list(files.items()))


def cover_edited(bench: Bench, data: bytes, chance: random.Random) -> bytes:
    files = dict(members(data))
    header = parse(json.loads(files["header.json"]))
    stamp = header.parts[0]
    edits: list[dict[str, Any]] = [
        {"transactions": 1}, {"schema": (9, 9)}, {"region": "999999104202"}, {"parts": header.parts[1:]},
        {"parts": (Stamp(stamp.name, stamp.size, "0" * 64), *header.parts[1:])}, {"kind": "down"}, {"have": {}},
    ]  # fmt: skip
    files["header.json"] = replace(header, **chance.choice(edits)).data()
    return framed(list(files.items()))


MANGLES: list[Callable[[Bench, bytes, random.Random], bytes]] = [
    cut, cut, flip, flip, flip, torn, shifted, stretched, swapped, contents_swapped, doubled, dropped, renamed, mixed,
    signed_again, other_receiver, cover_edited,
]  # fmt: skip


def mangled(bench: Bench, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(seed)
    for number in range(count):
        mangle = MANGLES[number % len(MANGLES)]
        data = mangle(bench, bench.first, chance)
        if data != bench.first:
            yield mangle.__name__, data


def test_whatever_is_read_out_of_a_mangled_package_is_what_its_sender_wrote(bench: Bench) -> None:
    path = bench.folder / "mangled.gbp"
    path.write_bytes(bench.first)
    identity, cards = me(bench.township), trusted(bench.township)
    whole = open_package(path, identity, cards)
    path.write_bytes(bench.second)
    second = open_package(path, identity, cards)  # mangling may put another true package in front
    true = {*whole.transactions, *second.transactions}
    assert len([stamp for stamp in whole.header.parts if not stamp.photos]) > 2 and len(whole.photo_parts) > 1
    told: Counter[str] = Counter()
    for kind, data in mangled(bench, TRIES, 1):
        path.write_bytes(data)
        try:
            got = open_package(path, identity, cards)
        except Refused:
            told[f"{kind} refused"] += 1
            continue
        told[f"{kind} taken in part"] += 1
        assert got.harmed, kind
        assert set(got.transactions) <= true, kind
        assert got.header in (whole.header, second.header)
        for _, found in photos(path, got, identity):
            assert all(sha256(content).hexdigest() == name for name, content in (found or {}).items())
    assert sum(told.values()) >= 400
    assert told["flip taken in part"] and told["cut taken in part"] and told["torn taken in part"]
    for kind in ("swapped", "doubled", "dropped", "renamed", "signed_again", "other_receiver", "cover_edited"):
        assert told[f"{kind} refused"] and not told[f"{kind} taken in part"], kind


def test_a_refused_mangled_package_changes_nothing_and_a_part_taken_holds_only_true_lines(bench: Bench) -> None:
    stick = bench.folder / "in"
    stick.mkdir()
    told: Counter[str] = Counter()
    for number, (kind, data) in enumerate(mangled(bench, 85, 2)):
        path = stick / f"{number}.gbp"
        path.write_bytes(data)
        before = bench.journal(bench.township)
        (one,) = receiving.receive(bench.township, [path], bench.folder / "answers")["packages"]
        after = bench.journal(bench.township)
        told[one["status"]] += 1
        assert one["status"] in ("quarantined", "partial"), (kind, one)
        if one["status"] == "quarantined":
            assert after == before, kind
        else:
            foreign = {line for line in after if line not in before} - bench.lines
            assert not foreign, kind
        assert not any(path.name.endswith(".part") for path in bench.township.folder.inbox.iterdir())
    assert told["partial"] > 5 and told["quarantined"] > 30
    (bench.folder / "whole.gbp").write_bytes(bench.second)
    (one,) = receiving.receive(bench.township, [bench.folder / "whole.gbp"], bench.folder / "answers")["packages"]
    assert one["status"] == "applied" and bench.lines <= set(bench.journal(bench.township))
    assert backup.verify(bench.township, rebuild=True).good
