"""Folding the whole journal anew: after an upgrade, what a newer program had written is understood at last, and what an
older one wrote is read through the upcasts. The journal itself is not touched.
"""

from __future__ import annotations

import json
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
    journal = connection.execute(select(t.journal.c.h, t.journal.c.rid, t.journal.c.sv)).all()
    known = {h: rid for h, rid, _ in journal}
    names = {rid: (h, schema) for h, rid, schema in journal}
    for tbl in LEDGERS:
        uids = [uid for (uid,) in connection.execute(
            select(t.line.c.uid).where(t.line.c.tbl == tbl).distinct().order_by(t.line.c.uid))]
        for part in chunks(uids, _AT_ONCE):
            fvs = _heads(connection, tbl, list(part), known, names)
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


def _heads(
    connection: Connection, tbl: str, uids: list[str], known: dict[str, int], names: dict[int, tuple[str, int]]
) -> dict[Key, Fv]:
    found: dict[Key, Fv] = {}
    c: Any = t.line.c
    rows = connection.execute(select(c.rid, c.uid, c.line).where(c.tbl == tbl, c.uid.in_(uids)).order_by(c.rid, c.i))
    for rid, uid, line in rows:
        h, schema = names[rid]
        for said in view(json.loads(line), schema):
            if (said["t"], said["i"]) == (tbl, uid):  # a line may say nothing of its own row any more
                fold_change(found.setdefault((tbl, uid), {}), rid, h, said, known)
    return found
