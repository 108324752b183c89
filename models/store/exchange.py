"""What packages need of the file: lines to send, lines to take in, what waits. No bytes of packages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, false, func, insert, or_, select, update

from models.ledgers import LEDGERS
from models.store import acks, receipts, search
from models.store.acks import Tips
from models.store.engine import analyze, upsert
from models.store.ids import EVERYWHERE
from models.store.journal import tables as t
from models.store.journal.fold import Fold, Folded, Origin
from models.store.journal.lines import BadLine, Transaction, split
from models.store.journal.rows import rids_of
from models.store.states import LOCAL, Whereabouts
from models.store.unit import set_mode, writing
from models.store.vetting import vet

if TYPE_CHECKING:
    from models.store.store import Store

@dataclass(frozen=True)
class Bundle:
    """Lines that a peer has not confirmed.

    have: the ends of the chains that the two share. need: predecessors that are not among the lines.
    tips: our own chains' ends among them by `device:scope`, for the state of records.
    """

    lines: list[bytes]
    operations: int
    changes: int
    have: Tips
    need: list[str]
    tips: Mapping[str, int]


@dataclass(frozen=True)
class Waiting:
    """Transactions of one package that wait for a predecessor: from whom, since when, how many, how many are missing."""

    package: str
    peer: str
    since: str
    transactions: int
    missing: int


def bundle(store: Store, peer: str, scopes: Sequence[str]) -> Bundle:
    """All transactions of these scopes that `peer` has not confirmed, in causal order.

    The peer's own lines are no exception: after an older copy was put in place of its file, it lacks some of them.
    """
    j = t.journal.c
    with store.reader.connect() as connection:
        there = acks.Covered(connection, [peer])
        rows = connection.execute(
            select(j.rid, j.dev, j.scope, j.seq, j.h, j.prev, j.head, j.op).where(j.scope.in_(scopes)).order_by(j.rid)).all()
        sent = [row for row in rows if not there.has(row.dev, row.scope, row.seq, row.h)]
        lines = list(_lines(connection, sent))
        mine = acks.own(store)
        ends = {f"{row.dev}:{row.scope}": row.seq for row in sent if row.dev in mine}
        need = {row.prev for row in sent if row.prev} - {row.h for row in sent}
        have = acks.tips(connection, {*scopes, EVERYWHERE})
        return Bundle(lines, len({row.op for row in sent}), len(lines) - len(sent), have, sorted(need), ends)


def _lines(connection: Connection, rows: Iterable[Any]) -> Iterable[bytes]:
    for row in rows:
        yield row.head.encode()
        for (line,) in connection.execute(select(t.change.c.line).where(t.change.c.rid == row.rid).order_by(t.change.c.i)):
            yield line.encode()


def next_number(store: Store) -> int:
    """The number of the next package written here."""
    with store.reader.connect() as connection:
        made = connection.execute(select(func.count()).select_from(t.package).where(t.package.c.dir == "out"))
        return int(made.scalar_one()) + 1


def note_sent(store: Store, package: str, *, kind: str, peer: str, path: str, sha256: str, sent: Bundle) -> None:
    """A package is on the stick, read back and whole."""
    tips = ",".join(f"{chain}:{seq}" for chain, seq in sorted(sent.tips.items()))
    with writing(store) as connection:
        connection.execute(insert(t.package).values(
            pid=package, dir="out", kind=kind, peer=peer, path=path, sha256=sha256, status="written", tips=tips,
            at=store.now().isoformat(timespec="seconds"), operations=sent.operations, changes=sent.changes))
    store.write_witness()


def already(store: Store, package: str, sha256: str) -> bool:
    """Whether this very package was taken in before, all of it."""
    p = t.package.c
    with store.reader.connect() as connection:
        return connection.execute(select(p.pid).where(
            p.pid.startswith(package), p.dir == "in", p.sha256 == sha256, p.status.in_(("applied", "waiting")))).first() is not None


@dataclass(frozen=True)
class Arrival:
    """A proved package beside its lines. peer: the sender's device; have: the chain ends that it named; missing: parts
    that were damaged, whose lines will come again; path: our own copy of the file.
    """

    package: str
    sha256: str
    peer: str
    kind: str
    receipts: Sequence[Mapping[str, Any]] = ()
    have: Mapping[str, Any] | None = None
    missing: Collection[str] = ()
    path: str | None = None


def expect_many(store: Store) -> None:
    """Before a batch of packages: a server plans by what it last counted, which may be empty tables."""
    analyze(store.writer, t.LOCAL, next(iter(LEDGERS.values())).metadata)


def knows(store: Store, hashes: Collection[str]) -> bool:
    """Whether all these transactions stand in the journal already."""
    with store.reader.connect() as connection:
        return rids_of(connection, hashes).keys() == set(hashes)


def take_in(store: Store, arrival: Arrival, transactions: Sequence[Transaction]) -> Folded:
    """Journal and fold one package in one database transaction, note it, and prepare the receipt for its sender."""
    now = store.now().isoformat(timespec="seconds")
    with writing(store) as connection:
        set_mode(connection, "apply")
        origin = Origin(arrival.package, arrival.peer, now, store.device)
        folded = Fold(connection, LEDGERS, origin).apply(transactions)
        search.refresh(connection, folded.named)
        set_mode(connection, None)
        for receipt in arrival.receipts:
            receipts.take(connection, arrival.peer, receipt)
        if arrival.have is not None:
            acks.take(connection, arrival.peer, arrival.have, now)
        _note_arrival(connection, arrival, folded, now)
        _no_longer_waiting(connection)
        receipts.note(connection, arrival.peer, _answer(arrival, folded, now))
    store.write_witness()
    return folded


def _note_arrival(connection: Connection, arrival: Arrival, folded: Folded, now: str) -> None:
    status = "partial" if arrival.missing else "waiting" if folded.waiting else "applied"
    p = t.package.c
    other = select(p.pid).where(p.pid == arrival.package, p.dir == "in", p.sha256 != arrival.sha256, p.status != "quarantined")
    # A copied laptop and its twin number their packages alike; neither row may take the other's place.
    twice = connection.execute(other).first() is not None and status != "partial"
    connection.execute(upsert(t.package, ("pid", "dir")).values(
        pid=f"{arrival.package}~{arrival.sha256[:8]}" if twice else arrival.package, dir="in", kind=arrival.kind,
        peer=arrival.peer, sha256=arrival.sha256, status=status, why=None,
        n_new=folded.new, n_dup=folded.duplicate, tips=None, at=now, operations=None, changes=folded.changes,
        path=arrival.path, receipt_at=None, missing=",".join(arrival.missing) or None))


def _answer(arrival: Arrival, folded: Folded, now: str) -> dict[str, Any]:
    """What the next package to its sender will say of this one."""
    return {"package": arrival.package, "sha256": arrival.sha256, "at": now, "new": folded.new, "duplicate": folded.duplicate,
            "waiting": folded.waiting, "conflicts": folded.conflicts, "missing": sorted(arrival.missing)}


def _no_longer_waiting(connection: Connection) -> None:
    """Packages whose last line has found its predecessor."""
    waits = select(t.stash.c.pkg).where(t.stash.c.pkg.is_not(None))
    connection.execute(update(t.package).where(
        t.package.c.dir == "in", t.package.c.status == "waiting", t.package.c.pid.not_in(waits)).values(status="applied"))


_OPENING = 1  # the first transaction of a chain is 建账 itself, which nobody typed
_TYPED = {id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system}


def unsent(store: Store) -> dict[str, Any]:
    """What somebody typed and nobody has taken along: records, changes, the oldest moment, counts by ledger."""
    j = t.journal.c
    # A township's own scope goes nowhere (settled 17); what it keeps for itself is not waiting for a stick.
    stays = store.scope if store.role != "village" else ""
    with store.reader.connect() as connection:
        where = Whereabouts(connection, store)
        late = [(j.dev == dev) & (j.scope == scope) & (j.seq > max(_OPENING, far)) for (dev, scope), far in where.ends(connection).items()
                if scope != stays]
        rows = connection.execute(
            select(j.dev, j.scope, j.seq, j.h, j.head, t.change.c.tbl, t.change.c.uid)
            .join(t.change, t.change.c.rid == j.rid).where(or_(false(), *late))).all()
    left = [row for row in rows if row.tbl in _TYPED and where.of(row.dev, row.scope, row.seq, row.h) == LOCAL]
    records = {(row.tbl, row.uid) for row in left}
    by_ledger: dict[str, int] = {}
    for tbl, _ in records:
        by_ledger[tbl] = by_ledger.get(tbl, 0) + 1
    oldest = min((str(json.loads(row.head)["ts"]) for row in left), default=None)
    return {"records": len(records), "changes": len(left), "oldest": oldest, "by_ledger": dict(sorted(by_ledger.items()))}


def waiting(store: Store) -> list[Waiting]:
    """What came and waits for a package that has not come, oldest first."""
    s = t.stash.c
    with store.reader.connect() as connection:
        rows = connection.execute(select(s.h, s.needs, s.pkg, s.peer, s.at)).all()
        needs = {h for row in rows for h in (row.needs or "").split(",") if h}
        here = rids_of(connection, needs).keys() | {row.h for row in rows}
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.pkg or "", []).append(row)
    return sorted((
        Waiting(package, group[0].peer or "", min(row.at or "" for row in group), len(group),
                len({h for row in group for h in (row.needs or "").split(",") if h} - here))
        for package, group in found.items()), key=lambda one: (one.since, one.package))


def forked(store: Store, device: str) -> bool:
    """Whether two computers write in this device's name: one of its chains has two ends."""
    tip = t.tip.c
    with store.reader.connect() as connection:
        found = select(tip.scope).where(tip.dev == device).group_by(tip.scope).having(func.count() > 1)
        return connection.execute(found).first() is not None


def conflicts(store: Store) -> list[dict[str, Any]]:
    """Where village and township remember differently, as the fold recorded it."""
    with store.reader.connect() as connection:
        return [dict(row) | {"heads": json.loads(row["heads"])}
                for row in connection.execute(select(t.conflict).order_by(t.conflict.c.since)).mappings()]


def read_transactions(lines: Sequence[bytes]) -> list[Transaction]:
    """Transactions of a part, each vetted; raises BadLine."""
    try:
        found = split([line.decode("utf-8") for line in lines])
    except UnicodeDecodeError:
        raise BadLine("no text") from None
    vet(found)
    return found
