"""Folding the whole journal anew: after an upgrade, what a newer program had written is understood at last, and what an
older one wrote is read through the upcasts. The journal itself is not touched.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from models.ledgers import LEDGERS
from models.migrations.upcasts import UPCASTS
from models.store import search
from models.store.journal import shown
from models.store.journal import tables as t
from models.store.journal.heads import Fv, fold_change
from models.store.journal.lines import view
from models.store.journal.rows import Key, chunks, save_fv

_AT_ONCE = 400


def refold_after(connection: Connection, schema: int) -> bool:
    """Fold anew when a file of this older schema holds lines that read otherwise now; returns whether it was needed."""
    newer = connection.execute(select(t.journal.c.rid).where(t.journal.c.sv > schema).limit(1)).first()
    if newer is None and not any(number >= schema for number in UPCASTS):
        return False
    refold(connection)
    return True


def refold(connection: Connection) -> None:
    """Heads, rows, disagreements and search keys of every ledger from the journal; parents before their children."""
    journal = connection.execute(select(t.journal.c.h, t.journal.c.rid, t.journal.c.sv)).all()
    known = {h: rid for h, rid, _ in journal}
    names = {rid: (h, schema) for h, rid, schema in journal}
    for tbl in LEDGERS:
        uids = [uid for (uid,) in connection.execute(
            select(t.change.c.uid).where(t.change.c.tbl == tbl).distinct().order_by(t.change.c.uid))]
        for part in chunks(uids, _AT_ONCE):
            fvs = _heads(connection, tbl, list(part), known, names)
            save_fv(connection, fvs)
            search.refresh(connection, shown.write(connection, LEDGERS, fvs, fvs).named)


def _heads(
    connection: Connection, tbl: str, uids: list[str], known: dict[str, int], names: dict[int, tuple[str, int]]
) -> dict[Key, Fv]:
    found: dict[Key, Fv] = {}
    c: Any = t.change.c
    rows = connection.execute(select(c.rid, c.uid, c.line).where(c.tbl == tbl, c.uid.in_(uids)).order_by(c.rid, c.i))
    for rid, uid, line in rows:
        h, schema = names[rid]
        fold_change(found.setdefault((tbl, uid), {}), rid, h, view(json.loads(line), schema), known)
    return found
