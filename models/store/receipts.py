"""Receipts: what an office says of each package that it took in. They ride in its next packages, again and again, for
sticks get lost; what it has in all stands in the newest package's `have` anyway (models/store/acks.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, update

from models.store.engine import upsert
from models.store.journal import tables as t
from models.store.vetting import is_moment

if TYPE_CHECKING:
    from models.store.store import Store

MOST = 30


def note(connection: Connection, peer: str, body: Mapping[str, Any]) -> None:
    """Keep a receipt for the next package to `peer`; `n` orders them, for clocks do not."""
    number = connection.execute(select(func.count()).select_from(t.receipt).where(t.receipt.c.peer == peer)).scalar_one()
    text = json.dumps({"n": number + 1, **body}, separators=(",", ":"))
    connection.execute(upsert(t.receipt, ("peer", "package")).values(peer=peer, package=body["package"], body=text, sent=None))


def take(connection: Connection, peer: str, receipt: Mapping[str, Any]) -> None:
    """A peer says that it took a package of ours in. Two packages may have one name, where a laptop was copied."""
    if not is_moment(receipt.get("at")):
        return
    said = (t.package.c.pid == str(receipt.get("package"))) & (t.package.c.dir == "out")
    # The content tells which package it was, also to an office that has gone on under a new name since.
    said &= t.package.c.sha256 == receipt["sha256"] if isinstance(receipt.get("sha256"), str) else t.package.c.peer == peer
    missing = [str(name) for name in receipt["missing"]] if isinstance(receipt.get("missing"), list) else []
    connection.execute(update(t.package).where(said).values(
        status="received", receipt_at=receipt["at"], missing=",".join(missing) or None))


def waiting_for(store: Store, peer: str) -> list[dict[str, Any]]:
    """Receipts that wait for `peer`, the newest last."""
    with store.reader.connect() as connection:
        rows = connection.execute(select(t.receipt.c.body).where(t.receipt.c.peer == peer))
        found = sorted((json.loads(body) for (body,) in rows), key=lambda body: (body.get("n", 0), str(body["package"])))
    return found[-MOST:]
