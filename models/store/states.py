"""Where a record has got to: 没带走, 已装U盘 or 镇里已收; computed from packages and acks, never stored by hand."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from models.store import acks
from models.store.journal import tables as t
from models.store.journal.rows import chunks

if TYPE_CHECKING:
    from models.store.store import Store

_PEER = "peer"
LOCAL, WRITTEN, RECEIVED = "local", "written", "received"
SHOWN = {LOCAL: "没带走", WRITTEN: "已装U盘", RECEIVED: "镇里已收"}


class Whereabouts:
    """How far the lines of this installation have come."""

    def __init__(self, connection: Connection, store: Store) -> None:
        self._own = acks.own(store)
        self._arrived = acks.Covered(connection, acks.offices(connection) if store.role == "village" else None)
        self._packed = written(connection)  # what went to a neighbour's laptop alone has not left the village

    def of(self, dev: str, scope: str, seq: int, h: str) -> str:
        """The state of one line; what others wrote came by a package, so it has arrived."""
        if dev not in self._own or self._arrived.has(dev, scope, seq, h):
            return RECEIVED
        return WRITTEN if seq <= self._packed.get((dev, scope), 0) else LOCAL


    def ends(self, connection: Connection) -> dict[tuple[str, str], int]:
        """Our own chains, and how far each is safely packed or arrived: nothing before that is 没带走."""
        own = connection.execute(select(t.tip.c.dev, t.tip.c.scope).where(t.tip.c.dev.in_(sorted(self._own))).distinct())
        return {(dev, scope): max(self._packed.get((dev, scope), 0), self._arrived.far(dev, scope)) for dev, scope in own}


def written(connection: Connection) -> dict[tuple[str, str], int]:
    """How far packages written here have come, by chain; `tips` of a package is `device:scope:number` joined by a comma."""
    found: dict[tuple[str, str], int] = {}
    out = (t.package.c.dir == "out") & (t.package.c.kind != _PEER)
    for (tips,) in connection.execute(select(t.package.c.tips).where(out)):
        for one in filter(None, (tips or "").split(",")):
            dev, scope, seq = one.split(":")
            found[dev, scope] = max(found.get((dev, scope), 0), int(seq))
    return found


def states(store: Store, ledger: str, uids: Collection[str]) -> dict[str, str]:
    """The state of each record: of its changes made here, that which has come least far."""
    found = dict.fromkeys(uids, RECEIVED)
    order = (LOCAL, WRITTEN, RECEIVED)
    j = t.journal.c
    with store.reader.connect() as connection:
        where = Whereabouts(connection, store)
        for part in chunks(sorted(uids), 500):
            rows = connection.execute(
                select(t.line.c.uid, j.dev, j.scope, j.seq, j.h).join(t.journal, j.rid == t.line.c.rid)
                .where(t.line.c.uid.in_(part), t.line.c.tbl == ledger, j.dev.in_(sorted(acks.own(store)))))
            for uid, *line in rows:
                found[uid] = min(found[uid], where.of(*line), key=order.index)
    return found
