"""Packing: what a peer has not confirmed, sealed and signed, on the stick, read back, with a copy in the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import UserMistake
from models.migrations import SCHEMA
from models.store import arrivals, exchange, receipts, shelf
from models.store.files import make_folder
from models.store.ids import EVERYWHERE
from models.store.journal.lines import split
from services import admission, photographs
from services.offices import identity, me, news, pair, peers, vouched
from sync import safe_write
from sync.cards import Card
from sync.header import DOWN, PEER, UP, package_id
from sync.package import ENDING, Outgoing, pieces

__all__ = ["identity", "outbox", "pack", "pack_for", "pair"]

Progress = Callable[[int, int, str], None]
NO_CARD = "还没有镇里的接收卡。先记先打，领到卡再装包，一条不少。"
NO_VILLAGE = "还没有村里的接收卡。请先收各村的卡，再装包。"
KEPT = 3  # packages left on the stick and in the outbox
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
    return pack_for(store, card, out, kind=_kind(store, card), progress=progress)


def _kind(store: st.Store, card: Card) -> str:
    if store.role != "village":
        return DOWN
    return PEER if card.role == "village" else UP


def _scopes(store: st.Store, card: Card) -> list[str]:
    """Up go own-scope lines; down, and between the computers of one village, that village's and `*` (settled 17)."""
    return [store.scope] if _kind(store, card) == UP else [card.region, EVERYWHERE]


def pack_for(store: st.Store, card: Card, out: Path, *, kind: str, answer: bool = False,
             progress: Progress | None = None) -> dict[str, Any] | None:
    """One package for one peer; None when it lacks nothing. An answer goes out for its receipts alone, and any package
    for a photo that was asked for or is missed here, and for the news that a computer was closed.
    """
    scopes = _scopes(store, card)
    found = exchange.bundle(store, card.device, scopes)
    answers = receipts.waiting_for(store, card.device)
    album = photographs.load(store, card.device, scopes, found.lines)
    told = news(store, card)
    untold = told != store.setting(_TOLD + card.device)
    new = found.operations or album.photos or album.asks_anew or untold
    if not new and not (answer and answers):
        return None
    name = package_id(store.region, store.device, exchange.next_number(store))
    outgoing = Outgoing(
        package=name, sender=me(store), kind=kind, to_region=card.region, to_device=card.device, schema=(SCHEMA, SCHEMA),
        lines=list(_grouped(found.lines)), have=found.have, need=found.need, receipts=answers,
        extra=vouched(store, card) | admission.extra(store, card, scopes) | album.request, photos=album.photos,
    )
    written = _write(store, outgoing, card, out, progress)
    exchange.note_sent(store, name, kind=kind, peer=card.device, path=str(written.path), sha256=written.sha256, sent=found)
    photographs.told(store, card.device, album)
    if untold:
        store.keep_setting(_TOLD + card.device, told)
    _clear_old(store, card, {out, store.folder.outbox})
    pictures = {"photos": len(album.photos), "photos_left": album.left} if album.photos else {}
    return {"path": str(written.path), "package": name, "to": card.region, "kind": kind, "operations": found.operations,
            "changes": found.changes, "bytes": written.size, "verified": True} | pictures


def _write(store: st.Store, outgoing: Outgoing, card: Card, out: Path, progress: Progress | None) -> safe_write.Written:
    """Into the outbox, then the same bytes onto the stick; if the stick fails, the outbox has not got it either."""
    outbox = store.folder.outbox
    for folder in {out, outbox}:
        make_folder(folder)
        safe_write.clear_parts(folder, f"{outgoing.package.rpartition('-')[0]}-*")
    text = f"正在给{card.name}装包"
    kept = safe_write.write(outbox / f"{outgoing.package}{ENDING}", pieces(outgoing, [card]),
                            lambda _: progress(0, 0, text) if progress else None, place="电脑硬盘")
    if out.resolve() == outbox.resolve():
        return kept
    try:
        return safe_write.write(out / kept.path.name, safe_write.read(kept.path),
                                lambda done: progress(done, kept.size, text) if progress else None, size=kept.size)
    except BaseException:
        with suppress(OSError):
            kept.path.unlink()
        raise


def _clear_old(store: st.Store, card: Card, folders: Iterable[Path]) -> None:
    """Of the packages for one peer the last few stay: each holds all that has no receipt yet."""
    old = set(shelf.written_for(store, card.device)[:-KEPT])
    for folder in folders if old else ():
        with suppress(OSError):  # what does not go, or cannot be looked through, goes the next time
            for path in folder.glob(f"*{ENDING}"):
                if "-".join(path.stem.split("-")[:3]) in old:
                    with suppress(OSError):
                        path.unlink()


def _grouped(lines: Iterable[bytes]) -> Iterable[list[bytes]]:
    for one in split([line.decode() for line in lines]):
        yield [one.head_line.encode(), *(line.encode() for line in one.lines)]


def outbox(store: st.Store) -> dict[str, Any]:
    """What has not been taken along, and the packages written here."""
    packages = [{"package": row["pid"], "path": row["path"] or "", "written_at": row["at"] or "", "received_at": row["receipt_at"]}
                for row in arrivals.packages(store, "out")]
    return exchange.unsent(store) | {"packages": packages}
