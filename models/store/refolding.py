"""Folding the whole journal anew: after an upgrade, what a newer program had written is understood at last, and what an
older one wrote is read through the upcasts. The journal itself is not touched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from models.ledgers import LEDGERS
from models.migrations.upcasts import newest
from models.store import bulk, search
from models.store.journal import shown
from models.store.journal import tables as t
from models.store.journal.heads import Fv, fold_change
from models.store.journal.lines import others, view
from models.store.journal.rows import Key, chunks, save_fv

_AT_ONCE = 400


@dataclass(frozen=True)
class _Journal:
    """All transactions by hash and by number."""

    rids: Mapping[str, int]
    names: Mapping[int, tuple[str, int]]

    @classmethod
    def of(cls, connection: Connection) -> _Journal:
        """Those of this file."""
        rows = connection.execute(select(t.journal.c.h, t.journal.c.rid, t.journal.c.sv)).all()
        return cls({h: rid for h, rid, _ in rows}, {rid: (h, schema) for h, rid, schema in rows})


def refold_after(connection: Connection, schema: int) -> bool:
    """Fold anew when a file of this older schema holds lines that read otherwise now; returns whether it was needed."""
    newer = connection.execute(select(t.journal.c.rid).where(t.journal.c.sv > schema).limit(1)).first()
    if newer is None and schema > newest():
        return False
    refold(connection)
    return True


def refold(connection: Connection) -> None:
    """Heads, rows, disagreements and search keys of every ledger from the journal; parents before their children."""
    _note_others(connection)
    journal = _Journal.of(connection)
    for tbl in LEDGERS:
        uids = [uid for (uid,) in connection.execute(
            select(t.line.c.uid).where(t.line.c.tbl == tbl).distinct().order_by(t.line.c.uid))]
        for part in chunks(uids, _AT_ONCE):
            fvs = _heads(connection, tbl, list(part), journal)
            save_fv(connection, fvs)
            search.refresh(connection, shown.write(connection, LEDGERS, fvs, fvs).named)


def _note_others(connection: Connection) -> None:
    """What lines of older programs say of other rows than their own, as this program reads them."""
    connection.execute(delete(t.also))
    old = select(t.change.c.rid, t.change.c.i, t.change.c.tbl, t.change.c.uid, t.change.c.line, t.journal.c.sv).join(
        t.journal, t.journal.c.rid == t.change.c.rid).where(t.journal.c.sv <= newest()).order_by(t.change.c.rid, t.change.c.i)
    for part in connection.execute(old).partitions(_AT_ONCE):
        bulk.insert(connection, t.also, [
            {"rid": row.rid, "i": row.i, "tbl": tbl, "uid": uid} for row in part
            for tbl, uid in others(json.loads(row.line), row.sv)])


def again(connection: Connection, rid: int, i: int, line: str, schema: int) -> set[Key]:
    """What another text in the place of an older program's line means for the rows beside its own; returns them."""
    here = (t.also.c.rid == rid) & (t.also.c.i == i)
    keys = {(tbl, uid) for tbl, uid in connection.execute(select(t.also.c.tbl, t.also.c.uid).where(here))}
    now = others(json.loads(line), schema)
    connection.execute(delete(t.also).where(here))
    bulk.insert(connection, t.also, [{"rid": rid, "i": i, "tbl": tbl, "uid": uid} for tbl, uid in now])
    journal = _Journal.of(connection)
    for tbl, uid in keys | set(now):
        save_fv(connection, _heads(connection, tbl, [uid], journal))
    return keys | set(now)


def _heads(connection: Connection, tbl: str, uids: list[str], journal: _Journal) -> dict[Key, Fv]:
    found: dict[Key, Fv] = {}
    c: Any = t.line.c
    rows = connection.execute(select(c.rid, c.uid, c.line).where(c.tbl == tbl, c.uid.in_(uids)).order_by(c.rid, c.i))
    for rid, uid, line in rows:
        h, schema = journal.names[rid]
        for said in view(json.loads(line), schema):
            if (said["t"], said["i"]) == (tbl, uid):  # a line may say nothing of its own row any more
                fold_change(found.setdefault((tbl, uid), {}), rid, h, said, journal.rids)
    return found
