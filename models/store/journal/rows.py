"""Reading and writing the heads of rows, and looking transactions up by number and by hash."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from models.store import bulk
from models.store.journal import tables as t
from models.store.journal.heads import Fv
from models.store.journal.lines import parsed

T = TypeVar("T")
Key = tuple[str, str]

# Every save runs these; a statement that is built once is also compiled once.
_HEADS = select(t.row.c.uid, t.row.c.fv).where(t.row.c.tbl == bindparam("tbl"), t.row.c.uid.in_(bindparam("uids", expanding=True)))
_NAMES = select(t.journal.c.rid, t.journal.c.h, t.journal.c.scope).where(t.journal.c.rid.in_(bindparam("rids", expanding=True)))


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Slices of at most `size`: SQLite takes a limited count of bound values."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def load_fv(connection: Connection, keys: Iterable[Key]) -> dict[Key, Fv]:
    """Heads per field of the rows that have any."""
    by_table: dict[str, list[str]] = {}
    for tbl, uid in keys:
        by_table.setdefault(tbl, []).append(uid)
    found: dict[Key, Fv] = {}
    for tbl, uids in by_table.items():
        for part in chunks(uids, 500):
            rows = connection.execute(_HEADS, {"tbl": tbl, "uids": list(part)})
            found.update({(tbl, uid): json.loads(fv) for uid, fv in rows})
    return found


def save_fv(connection: Connection, fvs: Mapping[Key, Fv]) -> None:
    """Write heads back."""
    bulk.upsert(connection, t.row, ("tbl", "uid"), [
        {"tbl": tbl, "uid": uid, "fv": json.dumps(fv, separators=(",", ":"))} for (tbl, uid), fv in fvs.items()
    ])


def named(connection: Connection, rids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Hash and scope of transactions by their local numbers."""
    found: dict[int, tuple[str, str]] = {}
    for part in chunks(sorted(rids), 500):
        found.update({r: (h, s) for r, h, s in connection.execute(_NAMES, {"rids": list(part)})})
    return found


def rids_of(connection: Connection, hashes: Collection[str]) -> dict[str, int]:
    """Local numbers of the transactions that are journalled."""
    found: dict[str, int] = {}
    for part in chunks(sorted(hashes), 500):
        found.update({h: r for h, r in connection.execute(select(t.journal.c.h, t.journal.c.rid).where(t.journal.c.h.in_(part)))})
    return found


def places_of(connection: Connection, hashes: Collection[str]) -> dict[str, tuple[str, str, int]]:
    """Device, scope and number of the transactions that are journalled."""
    found: dict[str, tuple[str, str, int]] = {}
    c = t.journal.c
    for part in chunks(sorted(hashes), 500):
        rows = connection.execute(select(c.h, c.dev, c.scope, c.seq).where(c.h.in_(part)))
        found.update({h: (dev, scope, seq) for h, dev, scope, seq in rows})
    return found


def line_of(connection: Connection, rid: int, tbl: str, uid: str) -> Mapping[str, Any]:
    """What a transaction says of a row; nothing, where an older program's line spoke of its household alone."""
    found = connection.execute(
        select(t.line.c.line, t.journal.c.sv).join(t.journal, t.journal.c.rid == t.line.c.rid)
        .where(t.line.c.rid == rid, t.line.c.tbl == tbl, t.line.c.uid == uid)
    ).first()
    return parsed(found.line, found.sv, (tbl, uid)) if found else {"t": tbl, "i": uid, "v": {}, "p": {}}


def head_of(connection: Connection, rid: int) -> dict[str, Any]:
    """The head line of a transaction."""
    found: dict[str, Any] = json.loads(connection.execute(select(t.journal.c.head).where(t.journal.c.rid == rid)).scalar_one())
    return found
