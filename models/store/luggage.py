"""Photos on the road: which ones lines name, which of them lie here, and which a peer still waits for.

Lines say by SHA-256 what belongs to a row. An office asks for what lines named and it has not got; the other side sends
what stands in lines that are on their way anyway, and what was asked for. So nobody keeps a list of what others have,
and a photo that was lost anywhere comes again by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.store.engine import upsert
from models.store.journal import tables as t
from models.store.journal.rows import chunks
from models.store.unit import writing

if TYPE_CHECKING:
    from models.store.store import Store

MOST_WANTED = 1000  # names in one request; what is left is asked for next time
_AT_ONCE = 500
_NAME = re.compile(r"[0-9a-f]{64}")
_QUOTED = re.compile(rb'"[0-9a-f]{64}"')
_ASKED = "blobs asked by "  # a setting a peer: what it asked for, and in which of its packages
FIELDS = {
    id: names for id, ledger in LEDGERS.items()
    if (names := tuple(field.name for field in stored_fields(ledger) if field.kind.name == "attachment"))
}  # fmt: skip


def named(lines: Iterable[bytes]) -> list[str]:
    """The photos that these lines name, in their order, each once."""
    return list(dict.fromkeys(name for line in lines if _QUOTED.search(line) for name in _of(line)))


def _of(line: bytes) -> Iterator[str]:
    try:
        change = json.loads(line)
    except (ValueError, RecursionError):
        return
    values = change.get("v") if isinstance(change, dict) else None
    if isinstance(values, dict) and isinstance(change.get("t"), str):
        for field in FIELDS.get(change["t"], ()):
            name = values.get(field)
            if isinstance(name, str) and _NAME.fullmatch(name):
                yield name


def note(store: Store, expected: Iterable[str], here: Mapping[str, int]) -> None:
    """Remember photos that lines named, and those that came (with their size)."""
    rows = [{"sha256": name, "size": here.get(name), "have": int(name in here)} for name in {*expected, *here}]
    if not rows:
        return
    known = _known(store)
    with writing(store) as connection:
        for row in rows:
            if row["have"] or row["sha256"] not in known:
                connection.execute(upsert(t.blob, ("sha256",)).values(**row))


def _known(store: Store) -> set[str]:
    with store.reader.connect() as connection:
        return set(connection.execute(select(t.blob.c.sha256)).scalars())


def wanted(store: Store, turn: str) -> list[str]:
    """Photos that were named and do not lie here; `turn` decides which of too many are asked for this time."""
    missing = [name for name in _known(store) if not store.blobs.has(name)]
    return sorted(sorted(missing, key=lambda name: sha256(f"{turn} {name}".encode()).digest())[:MOST_WANTED])


def asked(store: Store, peer: str) -> list[str]:
    """What this peer asked for last."""
    return list(_request(store, peer)["wanted"])


def note_asked(store: Store, peer: str, number: int, request: object) -> None:
    """Remember what a peer asks for in its package of that number.

    A later package replaces an earlier one's list; of one that came late, or was written by a folder that was set back,
    the two lists are joined: too much is sent rather than too little.
    """
    names = request.get("wanted") if isinstance(request, dict) else None
    if not isinstance(names, list):
        return
    fresh = [name for name in names[:MOST_WANTED] if isinstance(name, str) and _NAME.fullmatch(name)]
    before = _request(store, peer)
    if number > before["n"]:
        before = {"n": number, "wanted": []}
    joined = sorted({*before["wanted"], *fresh})[: 2 * MOST_WANTED]
    if joined or _request(store, peer)["wanted"]:
        store.keep_setting(_ASKED + peer, json.dumps({"n": before["n"], "wanted": joined}))


def _request(store: Store, peer: str) -> dict[str, Any]:
    kept = store.setting(_ASKED + peer)
    return json.loads(kept) if kept else {"n": 0, "wanted": []}


def for_peer(store: Store, peer: str, scopes: Collection[str], lines: Sequence[bytes]) -> list[tuple[str, int]]:
    """The photos that go to a peer with their sizes, the oldest first: asked for, then those of the lines themselves.

    Whatever it asks for, it gets only what lines of its own scopes name.
    """
    fresh = named(lines)
    request = set(asked(store, peer)).difference(fresh)
    older = [name for name in _named_in(store, scopes) if name in request] if request else []
    sized = ((name, store.blobs.size(name)) for name in (*older, *fresh))
    return [(name, size) for name, size in sized if size]


def _named_in(store: Store, scopes: Collection[str]) -> list[str]:
    """All photos that the journal of these scopes names, the oldest first."""
    c, j = t.change.c, t.journal.c
    filled = or_(*(c.line.like(f'%"{field}":"%') for field in sorted({name for names in FIELDS.values() for name in names})))
    with store.reader.connect() as connection:
        rows = connection.execute(
            select(c.line).join(t.journal, j.rid == c.rid)
            .where(j.scope.in_(sorted(scopes)), c.tbl.in_(sorted(FIELDS)), filled).order_by(j.rid, c.i)).scalars()
        return named(line.encode() for part in chunks(list(rows), _AT_ONCE) for line in part)
