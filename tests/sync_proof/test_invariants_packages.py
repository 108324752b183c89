"""Invariants 16, 17, 22, 23, 24 and 25: what leaves for whom, what is left out, and what a torn file may bring."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

from PIL import Image

import models.store as st
from models.store import digest, exchange
from services import packing, receiving
from tests.sync_proof import edits, nemesis
from tests.sync_proof.given import histories
from tests.sync_proof.offices import FIRST, Office
from tests.sync_proof.post import ByStick, card_of, scopes_for
from tests.sync_proof.world import World, a_world, history, run, scope_of


def summed(office: Office) -> Any:
    """What an office's tables of the first village come to, by ledger."""
    return digest.state(office.store, [FIRST])[FIRST]["tables"]


@histories(2)
def test_inv_16_only_what_the_peer_has_journalled_is_left_out_of_a_package(seed: int) -> None:
    # A folder that was put back, or has a twin, may lack what its name once confirmed: invariants 8 and 9.
    with a_world(seed, never=("clone", "put_back")) as world:
        for n, step in enumerate(history(seed, 40)):
            world.step(step)
            for office in world.offices.values() if n % 3 == 0 else ():
                for peer in [world.town] if office is not world.town else [o for o in world.offices.values() if o is not world.town]:
                    assert not left_out(office, peer) - peer.names()[0]
        world.settle()
        world.agree()


def test_inv_16_what_only_waits_at_the_peer_is_sent_again() -> None:
    rng = random.Random(16)
    with a_world() as world:
        first, town = world.offices["first"], world.town
        before = set(first.held)
        for _ in range(4):
            nemesis.edit(world, first, rng)
        new = [h for h in first.journal() if h not in before]
        parcel = world.send(first, town)
        assert parcel is not None and len(new) > 2
        world.take(town, parcel, new[:1])
        assert town.names()[1]
        answer = world.send(town, first)
        assert answer is not None
        world.take(first, answer)
        assert not left_out(first, town) & set(new)
        world.settle()
        world.agree()


def left_out(office: Office, peer: Office) -> set[str]:
    """What a package for the peer would not hold, of the places that it may know."""
    bundle = exchange.bundle(office.store, peer.store.device, scopes_for(office, peer))
    packed = "\n".join(line.decode() for line in bundle.lines)
    return {h for h, text in office.journal().items() if scope_of(text) in scopes_for(office, peer) and text[0] not in packed}


@histories(2)
def test_inv_22_no_line_of_one_village_leaves_for_another(seed: int) -> None:
    with a_world(seed) as world:
        world.play(history(seed, 40))
        world.settle()
        for parcel in world.parcels:
            to = next((o for o in world.offices.values() if o.store.device == parcel.to), None)
            allowed = (to.place, "*") if to is not None and to is not world.town else None
            assert allowed is None or all(scope_of(text) in allowed for text in parcel.texts.values())
        second = world.offices["second"]
        assert all(scope_of(text) in (second.place, "*") for text in second.journal().values())


@histories(2)
def test_inv_23_the_digests_are_equal_exactly_where_the_tables_are(seed: int) -> None:
    with a_world(seed, never=("clone",)) as world:
        for step in history(seed, 24):
            world.step(step)
            equal_digests(world)
        world.settle()
        equal_digests(world)
        first, town = world.offices["first"], world.town
        assert summed(first) == summed(town)


def equal_digests(world: World) -> None:
    """Each pair of offices that both hold the first village."""
    offices = [world.offices[name] for name in ("first", "beside", "town")]
    shown = [({tbl: its for tbl, rows in office.rows().items() if (its := there(rows))}, summed(office)) for office in offices]
    for tables, number in shown:
        for others, other in shown:
            for tbl in tables.keys() | others.keys():
                assert (tables.get(tbl) == others.get(tbl)) == (number.get(tbl) == other.get(tbl)), tbl


def there(rows: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The rows that live in the first village: what moved away is its new village's."""
    return {uid: row for uid, row in rows.items() if row["scope"] == FIRST and row["removed_why"] != "已迁往别的村"}


@histories(2)
def test_inv_24_killed_again_and_again_all_end_alike(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed) as world:
        for step in history(seed, 25):
            world.step(step)
            nemesis.kill(world, world.offices[rng.choice(sorted(world.offices))], rng)
        world.settle()
        world.agree()


def mangled(data: bytes, rng: random.Random) -> bytes:
    """Cut short, a bit turned, a piece doubled, swapped with another or blanked."""
    at, size = rng.randrange(len(data)), rng.randrange(1, 400)
    other = rng.randrange(len(data))
    return rng.choice((
        data[:at], data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :], data[:at] + data[at : at + size] * 2 + data[at + size :],
        data[:at] + data[other : other + size] + data[at + size :], data[:at] + bytes(size) + data[at + size :],
    ))


@histories(2)
def test_inv_17_of_a_torn_file_only_what_is_proved_is_taken_and_the_whole_one_still_is(seed: int) -> None:
    rng = random.Random(seed)
    with a_world(seed, post=ByStick) as world:
        for name in ("first", "beside", "first"):
            for _ in range(3):
                nemesis.edit(world, world.offices[name], rng)
        first, town = world.offices["first"], world.town
        parcel = world.send(first, town)
        assert parcel is not None and parcel.path is not None
        good = parcel.path.read_bytes()
        for n in range(12):
            bad = world.folder / f"bad-{n}.gbp"
            bad.write_bytes(mangled(good, rng))
            before = nemesis.everything(town)
            (one,) = receiving.receive(town.store, [bad], world.folder / "answers")["packages"]
            journal, stash = town.names()
            assert journal | stash <= town.held.keys() | parcel.texts.keys()
            if one["status"] == "quarantined":
                assert nemesis.everything(town) == before
                assert one["text"].endswith("。")
        town.held |= {h: text for h, text in parcel.texts.items() if h in journal | stash}
        world.take(town, parcel)
        world.settle()
        world.agree()


@histories(1)
def test_inv_03_05_the_same_over_files_that_are_sealed_and_signed(seed: int) -> None:
    run(history(seed, 25), post=ByStick, never=("torn", "clone", "newcomer", "put_back", "kill"))


def test_inv_25_a_photo_may_come_before_its_row_after_it_or_never(tmp_path: Path) -> None:
    with a_world(post=ByStick) as world:
        first, town = world.offices["first"], world.town
        homes = edits.rows(first, "household", FIRST)[:2]  # the same photo, of two households that live side by side
        file = tmp_path / "photo.png"
        Image.new("RGB", (64, 64), (1, 2, 3)).save(file)
        names = []
        for home in homes:
            before = first.last_rid()
            uid = st.add(first.store, "attachment", {"ledger": "household", "row": home, "file": _content(file)}).uid
            names.append(st.get(first.store, "attachment", uid)["file"])  # type: ignore[index]
            world.learn(first, before)
        made = packing.pack_for(first.store, card_of(town), tmp_path / "stick", kind="up")
        assert made is not None
        whole = Path(made["path"]).read_bytes()
        at = whole.rfind(b"age-encryption.org")
        torn = tmp_path / "torn.gbp"
        torn.write_bytes(whole[: at + 300] + b"\x00\x00\x00\x00" + whole[at + 304 :])
        (one,) = receiving.receive(town.store, [torn], tmp_path / "answers")["packages"]
        assert one["status"] == "partial" and not town.store.blobs.has(names[0])
        assert len(town.rows()["attachment"]) == len(homes) == 2
        (one,) = receiving.receive(town.store, [Path(made["path"])], tmp_path / "answers")["packages"]
        assert one["status"] == "applied" and town.store.blobs.has(names[0])
        assert names[0] == names[1]
        assert len([path for path in town.store.folder.blobs.rglob("*") if path.is_file()]) == 1
        assert Image.open(io.BytesIO(town.store.blobs.get(names[0]))).size == (64, 64)


def _content(path: Path) -> bytes:
    return path.read_bytes()
