"""The records as this computer held them at the end of a past day: the journal folded up to there, into memory alone.

A line counts when its author had written it by that day and it stood here before anything that was written here later:
what a village wrote in June and brought in July is no part of the township's June.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.store.journal import tables as t
from models.store.journal.heads import Fv, added, fold_change
from models.store.journal.lines import view
from models.store.journal.reading import Lines, RowReader
from models.store.journal.rows import Key
from models.store.source import Source, load_values


def source_on(connection: Connection, device: str, on: date) -> Source:
    """A whole Source of that day."""
    fvs = _heads(connection, known_by(connection, device, on))
    lines = Lines(connection, fvs)
    readers = {key: RowReader(lines, key) for key, fv in fvs.items() if key[0] in LEDGERS and added(fv)}
    same = {key: into for key, reader in readers.items() if (into := reader.into())}
    source = Source(connection, LEDGERS, whole=True)
    rows: dict[str, list[dict[str, Any]]] = {ledger: [] for ledger in LEDGERS}
    for key in sorted(readers):
        if key not in same and readers[key].removal()[0] is None:
            rows[key[0]].append(load_values(LEDGERS[key[0]], _row(key, readers[key], same)))
    for ledger, found in rows.items():
        source.lay(ledger, found)
    return source


def _row(key: Key, reader: RowReader, same: Mapping[Key, str]) -> dict[str, Any]:
    fields = stored_fields(LEDGERS[key[0]])
    values = reader.values(field.name for field in fields)
    for field in fields:
        while field.to and (field.to, values[field.name]) in same:  # it leads to a row that was merged into another
            values[field.name] = same[field.to, values[field.name]]
    return values | {"uid": key[1], "scope": reader.scope(), "removed_at": None, "removed_why": None}


def known_by(connection: Connection, device: str, on: date) -> dict[int, tuple[str, int]]:
    """Hash and schema of the transactions that stood here at the end of a day, by number."""
    day = on.isoformat()
    j = t.journal.c
    rows = connection.execute(select(j.rid, j.h, j.dev, j.sv, j.head).order_by(j.rid)).all()
    written = {row.rid: str(json.loads(row.head)["ts"])[:10] for row in rows}
    own = [row.rid for row in rows if row.dev == device]
    # By the last own line of the day, not the first later one: a clock that once ran ahead must not hide what followed.
    last = max((rid for rid in own if written[rid] <= day), default=0)
    end = next((rid for rid in own if rid > last), None)
    return {row.rid: (row.h, row.sv) for row in rows if written[row.rid] <= day and (end is None or row.rid < end)}


def _heads(connection: Connection, names: Mapping[int, tuple[str, int]]) -> dict[Key, Fv]:
    known = {h: rid for rid, (h, _) in names.items()}
    found: dict[Key, Fv] = defaultdict(dict)
    c = t.line.c
    for rid, tbl, uid, line in connection.execute(select(c.rid, c.tbl, c.uid, c.line).order_by(c.rid, c.i)):
        if rid in names:
            h, schema = names[rid]
            for said in view(json.loads(line), schema):
                if (said["t"], said["i"]) == (tbl, uid):
                    fold_change(found[tbl, uid], rid, h, said, known)
    return dict(found)
