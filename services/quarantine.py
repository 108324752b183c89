"""暂存: packages that could not be taken in, or not whole. Each can be tried again, or let go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import UserMistake
from models.store import shelf
from models.store.shelf import Held
from services import inbox, receiving
from services.trust import known
from sync import reader
from sync.cards import Card

_GONE = "这个包已经不在暂存里了。"
_IN_PART = "这个包坏了一部分，好的已经收下。请让对方再装一次，缺的会一起带来。"


def held(store: st.Store) -> list[dict[str, Any]]:
    """What is not in, or not all in, as it came: who says to have sent it, why it was refused, which parts are missing."""
    cards = {device: one.card for device, one in known(store).items()}
    return [_shown(store, one, cards) for one in shelf.held(store)]


def _shown(store: st.Store, one: Held, cards: Mapping[str, Card]) -> dict[str, Any]:
    path = inbox.place_of(store, one.path)
    cover = reader.cover(path) if path else {}
    package, sender = cover.get("package"), cover.get("sender")
    region = sender.get("region") if isinstance(sender, dict) else None
    card = cards.get(one.peer)
    return {
        "id": one.id, "path": str(path or ""), "package": str(package or ""), "from": str(region or ""),
        "name": card.name if card else "", "at": one.at, "text": one.why or _IN_PART, "missing": list(one.missing),
    }  # fmt: skip


def try_again(store: st.Store, id: str, out: Path | None = None) -> dict[str, Any]:
    """Take a held package in once more; what `receive` says of it, with the answers that were written."""
    one = next((one for one in shelf.held(store) if one.id == id), None)
    path = inbox.place_of(store, one.path) if one else None
    if one is None or path is None:
        raise UserMistake(_GONE)
    found = receiving.receive_copies(store, [inbox.Copied(path, one.sha256)], out)
    report: dict[str, Any] = found["packages"][0]
    return report | {"answers": found["answers"]}


def drop(store: st.Store, id: str) -> None:
    """Let a held package go, with our copy of it; on the stick it stays."""
    one = next((one for one in shelf.held(store) if one.id == id), None)
    if one is None:
        raise UserMistake(_GONE)
    shelf.forget(store, id)
    inbox.remove(store, one.path)
