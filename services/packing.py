"""Packing: what a peer has not confirmed, sealed and signed, on the stick, read back, with a copy in the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import UserMistake
from models.migrations import SCHEMA
from models.store import exchange
from models.store.files import make_folder
from models.store.journal.lines import split
from services.offices import identity, me, news, pair, peers, trusted, vouched
from sync import safe_write
from sync.cards import Card
from sync.header import DOWN, PEER, UP, package_id
from sync.package import Outgoing, build

__all__ = ["identity", "outbox", "pack", "pack_for", "pair"]

Progress = Callable[[int, int, str], None]
NO_CARD = "还没有镇里的接收卡。先记先打，领到卡再装包，一条不少。"
NO_VILLAGE = "还没有村里的接收卡。请先收各村的卡，再装包。"
KEPT = 3  # packages left on the stick and in the outbox
EVERYWHERE = "*"
_TOLD = "told:"  # a setting a peer: which closed computers the last package named


def pack(store: st.Store, out: Path, progress: Progress | None = None) -> dict[str, Any]:
    """A package for every peer that lacks something: of a village its township and its own other computers, of a
    township its villages.
    """
    cards = peers(store)
    if not cards:
        raise UserMistake(NO_CARD if store.role == "village" else NO_VILLAGE)
    made = [one for n, card in enumerate(cards) if (one := _step(store, card, out, n, len(cards), progress))]
    return {"packages": made}


def _step(store: st.Store, card: Card, out: Path, n: int, of: int, progress: Progress | None) -> dict[str, Any] | None:
    if progress:
        progress(n, of, f"正在给{card.name}装包")
    return pack_for(store, card, out, kind=_kind(store, card))


def _kind(store: st.Store, card: Card) -> str:
    if store.role != "village":
        return DOWN
    return PEER if card.role == "village" else UP


def _scopes(store: st.Store, card: Card) -> list[str]:
    """Up go own-scope lines; down, and between the computers of one village, that village's and `*` (settled 17)."""
    return [store.scope] if _kind(store, card) == UP else [card.region, EVERYWHERE]


def pack_for(store: st.Store, card: Card, out: Path, *, kind: str, answer: bool = False) -> dict[str, Any] | None:
    """One package for one peer; None when it lacks nothing. An answer goes out for its receipts alone, and any package
    for the news that a computer was closed.
    """
    found = exchange.bundle(store, card.device, _scopes(store, card))
    receipts = exchange.receipts_for(store, card.device)
    told = news(store, card)
    untold = told != store.setting(_TOLD + card.device)
    if not found.operations and not (answer and receipts) and not untold:
        return None
    name = package_id(store.region, store.device, exchange.next_number(store))
    outgoing = Outgoing(
        package=name, sender=me(store), kind=kind, to_region=card.region, schema=(SCHEMA, SCHEMA),
        lines=list(_grouped(found.lines)), have=found.have, need=found.need, receipts=receipts,
        extra=vouched(store, card),
    )
    data = build(outgoing, [card])
    make_folder(out)
    written = safe_write.write(out / f"{name}.gbp", data)
    if out.resolve() != store.folder.outbox.resolve():
        safe_write.write(store.folder.outbox / written.path.name, data, place="电脑硬盘")
    exchange.note_sent(store, name, kind=kind, peer=card.device, path=str(written.path), sha256=written.sha256, sent=found)
    if untold:
        store.keep_setting(_TOLD + card.device, told)
    stem = name.rsplit("-", 1)[0]
    for folder in {out, store.folder.outbox}:
        safe_write.keep_last(folder, f"{stem}-*.gbp", max(KEPT, len(trusted(store)) * KEPT))
    return {"path": str(written.path), "package": name, "to": card.region, "kind": kind, "operations": found.operations,
            "changes": found.changes, "bytes": written.size, "verified": True}


def _grouped(lines: Iterable[bytes]) -> Iterable[list[bytes]]:
    for one in split([line.decode() for line in lines]):
        yield [one.head_line.encode(), *(line.encode() for line in one.lines)]


def outbox(store: st.Store) -> dict[str, Any]:
    """What has not been taken along, and the packages written here."""
    packages = [{"package": one.package, "path": one.path, "written_at": one.written_at, "received_at": one.received_at}
                for one in exchange.sent_packages(store)]
    return exchange.unsent(store) | {"packages": packages}
