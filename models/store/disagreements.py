"""Where two places remember differently, with who wrote which value: the conflict list in the command line's shape."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.ledgers import LEDGERS
from models.store.journal import tables as t
from models.store.journal.heads import GONE
from models.store.journal.rows import head_of, line_of, rids_of
from models.store.query import names_of
from models.store.source import Source

if TYPE_CHECKING:
    from models.store.store import Store


def listed(store: Store) -> list[dict[str, Any]]:
    """Open conflicts in the order of ledger, record and field; the head that is shown stands last."""
    with store.reader.connect() as connection:
        statement = select(t.conflict).order_by(t.conflict.c.tbl, t.conflict.c.uid, t.conflict.c.col)
        return [_one(connection, row) for row in connection.execute(statement).mappings().all()]


def _one(connection: Connection, row: Any) -> dict[str, Any]:
    tbl, uid, col = row["tbl"], row["uid"], row["col"]
    found = [(rid, value) for rid, value in _rids(connection, json.loads(row["heads"]))]
    heads = [head_of(connection, rid) for rid, _ in found]
    people = names_of(Source(connection, LEDGERS), "operator", {head["by"] for head in heads})
    return {
        "id": sha256(f"{tbl} {uid} {col}".encode()).hexdigest()[:16], "kind": row["kind"], "ledger": tbl, "uid": uid,
        "field": None if col == GONE else col, "base": _base(connection, tbl, uid, col, found[0][0]),
        "heads": [
            {"n": n, "value": _json(tbl, col, value), "by": people.get(head["by"], ""), "device": head["d"],
             "region": head["s"], "at": head["ts"], "why": head["why"], "shown": n == len(found)}
            for n, ((_, value), head) in enumerate(zip(found, heads, strict=True), 1)
        ],
    }


def _rids(connection: Connection, heads: list[list[Any]]) -> list[tuple[int, Any]]:
    known = rids_of(connection, {h for h, _ in heads})
    return [(known[h], value) for h, value in heads]


def _base(connection: Connection, tbl: str, uid: str, col: str, rid: int) -> Any:
    """What stood there before the two went apart, as far as this file has seen it."""
    parents = line_of(connection, rid, tbl, uid).get("p", {}).get(col, ())
    for known in rids_of(connection, set(parents)).values():
        return _json(tbl, col, line_of(connection, known, tbl, uid).get("v", {}).get(col))
    return None


def _json(tbl: str, col: str, stored: Any) -> Any:
    field = LEDGERS[tbl].__fields__.get(col)
    return field.kind.json(field.kind.load(stored)) if field else stored
