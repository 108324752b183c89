"""Where a record has got to: 没带走, 已装U盘 or 镇里已收; computed from packages and acks, never stored by hand."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from models.store.journal import tables as t
from models.store.journal.rows import chunks

if TYPE_CHECKING:
    from models.store.store import Store

LOCAL, WRITTEN, RECEIVED = "local", "written", "received"
SHOWN = {LOCAL: "没带走", WRITTEN: "已装U盘", RECEIVED: "镇里已收"}


def acked(connection: Connection, device: str) -> dict[str, int]:
    """How far a peer has journalled our own chains, by scope."""
    rows = connection.execute(
        select(t.ack.c.scope, func.max(t.ack.c.seq)).where(t.ack.c.dev == device).group_by(t.ack.c.scope))
    return {scope: seq for scope, seq in rows}


def written(connection: Connection) -> dict[str, int]:
    """How far packages written here have come, by scope; `tips` of a package is `scope:seq` joined by a comma."""
    found: dict[str, int] = {}
    for (tips,) in connection.execute(select(t.package.c.tips).where(t.package.c.dir == "out")):
        for one in filter(None, (tips or "").split(",")):
            scope, _, seq = one.partition(":")
            found[scope] = max(found.get(scope, 0), int(seq))
    return found


def states(store: Store, ledger: str, uids: Collection[str]) -> dict[str, str]:
    """The state of each record by its last change made on this device."""
    found = dict.fromkeys(uids, RECEIVED)
    with store.reader.connect() as connection:
        got, put = acked(connection, store.device), written(connection)
        for part in chunks(sorted(uids), 500):
            rows = connection.execute(
                select(t.change.c.uid, t.journal.c.scope, func.max(t.journal.c.seq))
                .join(t.journal, t.journal.c.rid == t.change.c.rid)
                .where(t.change.c.uid.in_(part), t.change.c.tbl == ledger, t.journal.c.dev == store.device)
                .group_by(t.change.c.uid, t.journal.c.scope)
            )
            for uid, scope, seq in rows:
                found[uid] = RECEIVED if seq <= got.get(scope, 0) else WRITTEN if seq <= put.get(scope, 0) else LOCAL
    return found
