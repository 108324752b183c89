"""What a peer has: the lines that can be reached from the chain ends it named last, as far as this journal knows them.

Numbers alone do not tell: a copied laptop and its twin give the same numbers to different lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select

from models.store.incarnation import earlier
from models.store.journal import tables as t
from models.store.journal.rows import rids_of

if TYPE_CHECKING:
    from models.store.store import Store

Chain = tuple[str, str]  # device, scope
Tips = dict[str, list[list[Any]]]  # "device scope" -> [[number, hash] ...]; more than one end is a fork
OFFICES = ("township", "county")


class Covered:
    """Answers for one or several peers whether a line of a chain has arrived there."""

    def __init__(self, connection: Connection, peers: Collection[str] | None) -> None:
        a = t.ack.c
        statement = select(a.dev, a.scope, a.h, a.seq)
        rows = list(connection.execute(statement if peers is None else statement.where(a.peer.in_(sorted(peers)))))
        forks = {(dev, scope) for dev, scope in connection.execute(
            select(t.tip.c.dev, t.tip.c.scope).group_by(t.tip.c.dev, t.tip.c.scope).having(func.count() > 1))}
        self._far: dict[Chain, int] = {}
        self._reached: dict[Chain, set[str]] = {}
        for dev, scope, _, seq in rows:
            if (dev, scope) not in forks:
                self._far[dev, scope] = max(seq, self._far.get((dev, scope), 0))
        for chain in forks:
            self._reached[chain] = _reached(connection, chain, {h for dev, scope, h, _ in rows if (dev, scope) == chain})

    def far(self, dev: str, scope: str) -> int:
        """Up to which number a chain without a fork has arrived."""
        return self._far.get((dev, scope), 0)

    def has(self, dev: str, scope: str, seq: int, h: str) -> bool:
        """Whether this line stands in the peer's journal."""
        reached = self._reached.get((dev, scope))
        return h in reached if reached is not None else seq <= self._far.get((dev, scope), 0)


def _reached(connection: Connection, chain: Chain, ends: set[str]) -> set[str]:
    """The ends of a forked chain and all before them."""
    j = t.journal.c
    prev = {h: before for h, before in connection.execute(select(j.h, j.prev).where(j.dev == chain[0], j.scope == chain[1]))}
    found: set[str] = set()
    for end in ends:
        at: str | None = end
        while at is not None and at not in found and at in prev:
            found.add(at)
            at = prev[at]
    return found


def tips(connection: Connection, scopes: Collection[str]) -> Tips:
    """The ends of the chains of these scopes."""
    rows = connection.execute(
        select(t.tip.c.dev, t.tip.c.scope, t.tip.c.seq, t.tip.c.h).where(t.tip.c.scope.in_(sorted(scopes)))
        .order_by(t.tip.c.dev, t.tip.c.scope, t.tip.c.seq, t.tip.c.h))
    found: Tips = {}
    for dev, scope, seq, h in rows:
        found.setdefault(f"{dev} {scope}", []).append([seq, h])
    return found


def take(connection: Connection, peer: str, have: Mapping[str, Any], now: str) -> None:
    """Believe the peer's newest word in place of every older one.

    A peer that was set back to an older copy has less than it once said: what it lost then goes to it again. Of the ends
    it names only those count that stand in this journal: another tells nothing about what may be left out.
    """
    hashes = {tip[1] for ends in have.values() if isinstance(ends, list) for tip in ends
              if isinstance(tip, list) and len(tip) == 2 and isinstance(tip[1], str)}
    mine = rids_of(connection, hashes).values()
    connection.execute(delete(t.ack).where(t.ack.c.peer == peer))
    j = t.journal.c
    rows = [connection.execute(select(j.dev, j.scope, j.h, j.seq).where(j.rid == rid)).one() for rid in sorted(mine)]
    if rows:
        connection.execute(insert(t.ack), [
            {"peer": peer, "dev": row.dev, "scope": row.scope, "h": row.h, "seq": row.seq, "at": now} for row in rows])


def own(store: Store) -> frozenset[str]:
    """The devices that this installation is and was: after a restored copy it goes on under a new name."""
    return frozenset({store.device, *earlier(store.identity)})


def offices(connection: Connection) -> list[str]:
    """The peers to which a village reports: being on a neighbour's laptop is not having arrived."""
    return [dev for dev, role in connection.execute(select(t.device.c.dev, t.device.c.role)) if role in (*OFFICES, None)]
