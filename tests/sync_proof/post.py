"""Carrying packages between offices: quickly, straight from one store into another, or as files through the services.

A parcel is what lies on a stick: it can be delivered twice, late, in another order, to the wrong office, or with some of
its parts unreadable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from models.store import Store, digest, erasing, exchange, incarnation, moving, receipts, vetting
from services import packing, receiving
from sync.cards import Card, parse_card
from tests.sync_proof.offices import Office, Text
from tests.sync_proof.oracle import name_of

STATED = 6  # one package in so many says what the tables come to


@dataclass(frozen=True)
class Parcel:
    """One package: from whom, to whom, what is in it. path is set when it is a file."""

    name: str
    sender: str
    device: str
    role: str
    to: str
    texts: dict[str, Text] = field(repr=False)
    extra: dict[str, Any] = field(repr=False)
    path: Path | None = None


class Post(Protocol):
    """A way to carry."""

    def send(self, sender: Office, peer: Office) -> Parcel | None:
        """A package of all that the peer is not known to have."""

    def take(self, office: Office, parcel: Parcel, without: Collection[str] = ()) -> dict[str, Text]:
        """Take it in, but for some transactions whose part is unreadable; returns what was delivered."""


def scopes_for(sender: Office, peer: Office) -> list[str]:
    """Up and beside go the village's own lines; down go these and what is for everybody."""
    return [sender.place] if sender.role == "village" else [peer.place, "*"]


def texts_of(lines: Sequence[bytes]) -> dict[str, Text]:
    """Lines of a package as transactions."""
    found: dict[str, Text] = {}
    at = 0
    while at < len(lines):
        k = json.loads(lines[at])["k"]
        text = tuple(line.decode() for line in lines[at : at + 1 + k])
        found[name_of(text)] = text
        at += 1 + k
    return found


class ByHand:
    """Straight from store to store: thousands of histories in minutes. Signatures and seals are proved elsewhere."""

    def __init__(self, word: str = "") -> None:
        self._count, self._word = 0, word

    def send(self, sender: Office, peer: Office) -> Parcel | None:
        """The bundle, noted as sent."""
        store, device, scopes = sender.store, peer.store.device, scopes_for(sender, peer)
        bundle = exchange.bundle(store, device, scopes)
        answers = receipts.waiting_for(store, device)
        self._count += 1
        name = f"{sender.place}-{store.device[:4]}-{self._word}{self._count:06d}"
        kind = "up" if sender.role == "village" else "down"
        if bundle.operations:
            exchange.note_sent(store, name, kind=kind, peer=device, path=name, sha256=name, sent=bundle)
        extra = {"have": bundle.have, "receipts": answers, "kind": kind, "erased": erasing.entries(store, scopes),
                 "twin": exchange.forked(store, device), "state": self._state(store, scopes)}
        return Parcel(name, sender.name, store.device, sender.role, device, texts_of(bundle.lines), extra)

    def _state(self, store: Store, scopes: Sequence[str]) -> dict[str, Any]:
        """What the tables come to goes along with every package; here with some, for it is slow."""
        return digest.state(store, scopes) if self._count % STATED == 0 else {}

    def take(self, office: Office, parcel: Parcel, without: Collection[str] = ()) -> dict[str, Text]:
        """Through the vetting of lines into the journal, and what the services do after it."""
        store, said = office.store, parcel.extra
        texts = {h: text for h, text in parcel.texts.items() if h not in without}
        found = exchange.read_transactions([line.encode() for text in texts.values() for line in text])
        assert not vetting.trespass(store, found, moves=True), f"{office.name}: a line of a good package seems to be out of its place"
        # A package without a part has the same name and another content, as far as its reader can tell.
        content = hashlib.sha256(" ".join(sorted(texts)).encode()).hexdigest()
        if exchange.already(store, parcel.name, content):
            return texts
        folded = exchange.take_in(store, exchange.Arrival(
            parcel.name, content, parcel.device, said["kind"], said["receipts"], said["have"],
            ("changes-001",) if without else ()), found)
        erasing.take(store, said["erased"])
        if folded.twin or (said["twin"] and parcel.to == store.device):
            incarnation.mint(store, incarnation.TWIN)
        moving.follow(store, folded.touched)
        differs = digest.differing(store, said["state"])
        assert not differs, f"{office.name}: same chains as {parcel.sender}, other tables: {differs}"
        return texts


class ByStick:
    """As files, sealed and signed, through the services."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def send(self, sender: Office, peer: Office) -> Parcel | None:
        """A file on a stick of its own."""
        self._count += 1
        bundle = exchange.bundle(sender.store, peer.store.device, scopes_for(sender, peer))
        out = self._folder / f"stick-{self._count}"
        kind = "up" if sender.role == "village" else "down"
        made = packing.pack_for(sender.store, card_of(peer), out, kind=kind, answer=True)
        if made is None:
            return None
        return Parcel(made["package"], sender.name, sender.store.device, sender.role, peer.store.device,
                      texts_of(bundle.lines), {}, Path(made["path"]))

    def take(self, office: Office, parcel: Parcel, without: Collection[str] = ()) -> dict[str, Text]:
        """A whole good file is never refused by whom it was written for."""
        assert parcel.path is not None
        (one,) = receiving.receive(office.store, [parcel.path], self._folder / "answers")["packages"]
        assert one["status"] in ("applied", "repeated", "waiting"), f"a good package was refused: {one['status']} {one['text']}"
        return dict(parcel.texts)


def card_of(office: Office) -> Card:
    """The card that this office hands out today."""
    return parse_card(packing.identity(office.store)["card"])
