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

from sqlalchemy import func, or_, select

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
ERASED = -1  # what stands under `have` of a photo that nobody shall keep
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
    sizes = {name: here.get(name) or store.blobs.size(name) for name in {*expected, *here}}
    known = _known(store, sizes)
    rows = [{"sha256": name, "size": size, "have": int(size > 0)} for name, size in sorted(sizes.items())
            if known.get(name, -1) < int(size > 0) and known.get(name) != ERASED]
    if rows:
        with writing(store) as connection:
            for row in rows:
                connection.execute(upsert(t.blob, ("sha256",)).values(**row))


def _known(store: Store, names: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    with store.reader.connect() as connection:
        for part in chunks(sorted(names), _AT_ONCE):
            rows = connection.execute(select(t.blob.c.sha256, t.blob.c.have).where(t.blob.c.sha256.in_(part)))
            found |= {name: have for name, have in rows}
    return found


def wanted(store: Store, turn: str, scopes: Collection[str]) -> list[str]:
    """Photos that lines of these scopes named and that do not lie here; `turn` decides which of too many are asked for."""
    missing = _missing(store)
    names = missing.intersection(_named_in(store, scopes)) if missing else ()
    return sorted(sorted(names, key=lambda name: sha256(f"{turn} {name}".encode()).digest())[:MOST_WANTED])


def _missing(store: Store) -> set[str]:
    """Those that never came; and those that were lost, looked for only when there are fewer files than there should be."""
    c = t.blob.c
    with store.reader.connect() as connection:
        never = connection.execute(select(c.sha256).where(c.have == 0)).scalars().all()
        count = connection.execute(select(func.count()).select_from(t.blob).where(c.have == 1)).scalar_one()
        there = connection.execute(select(c.sha256).where(c.have == 1)).scalars().all() if store.blobs.count() < count else ()
    return {name for name in (*never, *there) if not store.blobs.has(name)}


def erased(store: Store, names: Collection[str]) -> set[str]:
    """Those of these photos whose last line was erased: they are not taken in again."""
    return {name for name, have in _known(store, names).items() if have == ERASED}


def drop_erased(store: Store, names: Collection[str]) -> None:
    """Take away the photos that only an erased line named; a late copy of one is not taken in any more."""
    c = t.change.c
    with store.reader.connect() as connection:
        if not names or connection.execute(select(t.redaction.c.h).limit(1)).first() is None:
            return
        gone = [name for name in names if not any(
            connection.execute(select(column).where(column.like(f"%{name}%")).limit(1)).first() is not None
            for column in (c.line, t.stash.c.lines))]
    for name in gone:
        store.blobs.remove(name)
        with writing(store) as connection:
            connection.execute(upsert(t.blob, ("sha256",)).values(sha256=name, size=None, have=ERASED))


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
