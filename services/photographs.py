"""Photos in packages: which go along, what is asked for, and those that come are put away before their rows are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import models.store as st
from models.store import luggage
from models.store.blobs import MOST_BYTES
from models.store.photos import unpacks_safely
from services.trust import me, recovery_secrets
from sync.package import Photo
from sync.reader import Incoming, photos

ROOM = 192 << 20  # bytes of photos in one package; a stick that is slow must not keep the changes waiting
REQUEST = "blobs"  # the name of a request in the sealed part of a package
_TOLD = "blobs asked of "  # a setting a peer: what the last package to it asked for


@dataclass(frozen=True)
class Album:
    """What came of a package's photos."""

    bad_parts: tuple[str, ...]
    refused: int

    @property
    def words(self) -> str:
        """A sentence about those that were not kept; nothing when all is well."""
        return f"有 {self.refused} 张照片大得不正常，没收。" if self.refused else ""


@dataclass(frozen=True)
class Load:
    """Photos for one package: those that go along, how many wait for the next one, and what we ask the peer for."""

    photos: tuple[Photo, ...]
    left: int
    wanted: tuple[str, ...]
    asks_anew: bool

    @property
    def request(self) -> dict[str, Any]:
        """What the sealed part says of photos."""
        return {REQUEST: {"wanted": list(self.wanted)}} if self.wanted or self.asks_anew else {}


def load(store: st.Store, peer: str, scopes: Collection[str], lines: Sequence[bytes]) -> Load:
    """The photos that go to a peer beside these lines, the oldest first, up to the room of one package."""
    luggage.note(store, luggage.named(lines), {})
    chosen: list[Photo] = []
    room, left = ROOM, 0
    for name, size in luggage.for_peer(store, peer, scopes, lines):
        room -= size
        if room >= 0 or not chosen:
            chosen.append(Photo(name, size, partial(store.blobs.get, name)))
        else:
            left += 1
    wanted = luggage.wanted(store, peer, scopes)
    return Load(tuple(chosen), left, tuple(wanted), _mark(wanted) != store.setting(_TOLD + peer))


def told(store: st.Store, peer: str, load: Load) -> None:
    """The package with this request is written."""
    if load.asks_anew:
        store.keep_setting(_TOLD + peer, _mark(load.wanted))


def _mark(wanted: Sequence[str]) -> str:
    return sha256(" ".join(wanted).encode()).hexdigest()[:32] if wanted else ""


def unpack(store: st.Store, incoming: Incoming, path: Path) -> Album:
    """Put a package's photos away and remember which ones its lines name.

    Before the lines are taken in: a photo too many does no harm, a row whose photo nobody asks for any more would.
    """
    here: dict[str, int] = {}
    bad: list[str] = []
    refused = 0
    for part, found in photos(path, incoming, me(store), recovery_secrets(store)):
        if found is None:
            bad.append(part)
            continue
        gone = luggage.erased(store, found)
        kept = {name: content for name, content in found.items() if name not in gone and _sound(content)}
        refused += len(found) - len(gone) - len(kept)
        here |= _keep(store, kept)
    lines = (line for group in incoming.transactions for line in group)
    luggage.note(store, luggage.named(lines), here)
    number = incoming.package.rpartition("-")[2]
    luggage.note_asked(store, incoming.sender.device, int(number), incoming.extra.get(REQUEST))
    return Album(tuple(bad), refused)


def clear(store: st.Store, incoming: Incoming) -> None:
    """After the lines are in: what only erased lines named goes again."""
    luggage.drop_erased(store, luggage.named(line for group in incoming.transactions for line in group))


def _keep(store: st.Store, photos: Mapping[str, bytes]) -> dict[str, int]:
    return {store.blobs.keep(content): len(content) for content in photos.values()}


def _sound(content: bytes) -> bool:
    """No file that the door here would not have let in either."""
    return 0 < len(content) <= MOST_BYTES and unpacks_safely(content)
