"""What packages need of the file: lines to send, lines to take in, receipts, and who is trusted. No bytes of packages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, select, update

from models.ledgers import LEDGERS
from models.store import search
from models.store.engine import upsert
from models.store.journal import tables as t
from models.store.journal.fold import Fold, Folded
from models.store.journal.lines import BadLine, Transaction, split
from models.store.journal.rows import rids_of
from models.store.states import acked, written
from models.store.unit import set_mode, writing
from models.store.vetting import vet

if TYPE_CHECKING:
    from models.store.store import Store

# A receipt is sent again with every package, for sticks get lost; the newest say all that older ones said of tips.
MOST_RECEIPTS = 30
Tips = dict[str, list[Any]]  # "device scope" -> [seq, hash]


@dataclass(frozen=True)
class Bundle:
    """Lines that a peer has not confirmed. tips: our own chains' ends by scope, for the state of records."""

    lines: list[bytes]
    operations: int
    changes: int
    have: Tips
    tips: Mapping[str, int]


@dataclass(frozen=True)
class Sent:
    """One package written here."""

    package: str
    path: str
    written_at: str
    received_at: str | None


def devices(store: Store) -> dict[str, str]:
    """Cards of the devices that are trusted, by device."""
    with store.reader.connect() as connection:
        rows = connection.execute(select(t.device.c.dev, t.device.c.card).where(t.device.c.status == "active"))
        return {dev: card for dev, card in rows}


def trust(store: Store, device: str, card: str) -> None:
    """Remember another office's card."""
    with writing(store) as connection:
        connection.execute(upsert(t.device, ("dev",)).values(
            dev=device, card=card, status="active", first_seen=store.now().isoformat(timespec="seconds")))


def bundle(store: Store, peer: str, scopes: Sequence[str]) -> Bundle:
    """All transactions of these scopes that `peer` has not confirmed, in causal order."""
    with store.reader.connect() as connection:
        got = {(dev, scope): seq for dev, scope, seq in connection.execute(
            select(t.ack.c.dev, t.ack.c.scope, func.max(t.ack.c.seq)).where(t.ack.c.peer == peer)
            .group_by(t.ack.c.dev, t.ack.c.scope))}
        rows = connection.execute(
            select(t.journal.c.rid, t.journal.c.dev, t.journal.c.scope, t.journal.c.seq, t.journal.c.head, t.journal.c.op)
            .where(t.journal.c.scope.in_(scopes), t.journal.c.dev != peer).order_by(t.journal.c.rid)).all()
        sent = [row for row in rows if row.seq > got.get((row.dev, row.scope), 0)]
        lines = list(_lines(connection, sent))
        own = {row.scope: row.seq for row in sent if row.dev == store.device}
        return Bundle(lines, len({row.op for row in sent}), len(lines) - len(sent), _tips(connection), own)


def _lines(connection: Connection, rows: Iterable[Any]) -> Iterable[bytes]:
    for row in rows:
        yield row.head.encode()
        for (line,) in connection.execute(select(t.change.c.line).where(t.change.c.rid == row.rid).order_by(t.change.c.i)):
            yield line.encode()


def _tips(connection: Connection) -> Tips:
    rows = connection.execute(select(t.tip.c.dev, t.tip.c.scope, t.tip.c.seq, t.tip.c.h).order_by(t.tip.c.dev, t.tip.c.seq))
    return {f"{dev} {scope}": [seq, h] for dev, scope, seq, h in rows}


def next_number(store: Store) -> int:
    """The number of the next package written here."""
    with store.reader.connect() as connection:
        made = connection.execute(select(func.count()).select_from(t.package).where(t.package.c.dir == "out"))
        return int(made.scalar_one()) + 1


def note_sent(store: Store, package: str, *, kind: str, peer: str, path: str, sha256: str, sent: Bundle) -> None:
    """A package is on the stick, read back and whole."""
    tips = ",".join(f"{scope}:{seq}" for scope, seq in sorted(sent.tips.items()))
    with writing(store) as connection:
        connection.execute(insert(t.package).values(
            pid=package, dir="out", kind=kind, peer=peer, path=path, sha256=sha256, status="written", tips=tips,
            at=store.now().isoformat(timespec="seconds"), operations=sent.operations, changes=sent.changes))
    store.write_witness()


def already(store: Store, package: str, sha256: str) -> bool:
    """Whether this very package was applied before."""
    with store.reader.connect() as connection:
        return connection.execute(select(t.package.c.pid).where(
            t.package.c.pid == package, t.package.c.dir == "in", t.package.c.sha256 == sha256)).first() is not None


def knows(store: Store, hashes: Collection[str]) -> bool:
    """Whether all these transactions stand in the journal already."""
    with store.reader.connect() as connection:
        return rids_of(connection, hashes).keys() == set(hashes)


def take_in(store: Store, package: str, sha256: str, peer: str, kind: str, transactions: Sequence[Transaction],
            receipts: Sequence[Mapping[str, Any]]) -> Folded:
    """Journal and fold one package in one database transaction, note it, and prepare the receipt for its sender."""
    now = store.now().isoformat(timespec="seconds")
    with writing(store) as connection:
        set_mode(connection, "apply")
        folded = Fold(connection, LEDGERS, package).apply(transactions)
        search.refresh(connection, folded.named)
        set_mode(connection, None)
        for receipt in receipts:
            _take_receipt(connection, peer, receipt, now)
        connection.execute(upsert(t.package, ("pid", "dir")).values(
            pid=package, dir="in", kind=kind, peer=peer, sha256=sha256, status="waiting" if folded.waiting else "applied",
            why=None, n_new=folded.new, n_dup=folded.duplicate, tips=None, at=now, operations=None, changes=folded.changes,
            path=None, receipt_at=None))
        note_receipt(connection, peer, package, folded, now)
    store.write_witness()
    return folded


def note_receipt(connection: Connection, peer: str, package: str, folded: Folded, now: str) -> None:
    """What the next package to `peer` will say of this one."""
    body = {"package": package, "at": now, "new": folded.new, "duplicate": folded.duplicate, "waiting": folded.waiting,
            "conflicts": folded.conflicts, "tips": _tips(connection)}
    connection.execute(upsert(t.receipt, ("peer", "package")).values(
        peer=peer, package=package, body=json.dumps(body, separators=(",", ":")), sent=None))


def _take_receipt(connection: Connection, peer: str, receipt: Mapping[str, Any], now: str) -> None:
    said = (t.package.c.pid == str(receipt.get("package"))) & (t.package.c.dir == "out") & (t.package.c.peer == peer)
    connection.execute(update(t.package).where(said).values(status="received", receipt_at=str(receipt.get("at"))))
    for h in _tip_hashes(receipt):
        # Only what my own journal says of a tip counts: one that I do not have tells nothing about what to leave out.
        mine = connection.execute(select(t.journal.c.dev, t.journal.c.scope, t.journal.c.seq).where(t.journal.c.h == h)).first()
        if mine:
            connection.execute(upsert(t.ack, ("peer", "dev", "scope")).values(
                peer=peer, dev=mine.dev, scope=mine.scope, h=h, seq=mine.seq, at=now))


def _tip_hashes(receipt: Mapping[str, Any]) -> Iterable[str]:
    tips = receipt["tips"].values() if isinstance(receipt.get("tips"), dict) else ()
    return [tip[1] for tip in tips if isinstance(tip, list) and len(tip) == 2 and isinstance(tip[1], str)]


def receipts_for(store: Store, peer: str) -> list[dict[str, Any]]:
    """Receipts that wait for `peer`."""
    with store.reader.connect() as connection:
        rows = connection.execute(select(t.receipt.c.body).where(t.receipt.c.peer == peer))
        found = sorted((json.loads(body) for (body,) in rows), key=lambda body: str(body["at"]))
    return found[-MOST_RECEIPTS:]


_OPENING = 1  # the first transaction of a chain is 建账 itself, which nobody typed
_TYPED = {id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system}


def unsent(store: Store) -> dict[str, Any]:
    """What somebody typed and nobody has taken along: records, changes, the oldest moment, counts by ledger."""
    with store.reader.connect() as connection:
        put = {**written(connection)}
        for scope, seq in acked(connection, store.device).items():
            put[scope] = max(put.get(scope, 0), seq)
        rows = connection.execute(
            select(t.journal.c.scope, t.journal.c.seq, t.journal.c.head, t.change.c.tbl, t.change.c.uid)
            .join(t.change, t.change.c.rid == t.journal.c.rid).where(t.journal.c.dev == store.device)).all()
    # A township's own scope goes nowhere (settled 17); what it keeps for itself is not waiting for a stick.
    stays = store.scope if store.role != "village" else ""
    left = [row for row in rows if row.scope != stays and row.tbl in _TYPED and row.seq > max(_OPENING, put.get(row.scope, 0))]
    records = {(row.tbl, row.uid) for row in left}
    by_ledger: dict[str, int] = {}
    for tbl, _ in records:
        by_ledger[tbl] = by_ledger.get(tbl, 0) + 1
    oldest = min((str(json.loads(row.head)["ts"]) for row in left), default=None)
    return {"records": len(records), "changes": len(left), "oldest": oldest, "by_ledger": dict(sorted(by_ledger.items()))}


def sent_packages(store: Store) -> list[Sent]:
    """Packages written here, newest first."""
    with store.reader.connect() as connection:
        rows = connection.execute(select(t.package.c.pid, t.package.c.path, t.package.c.at, t.package.c.receipt_at)
                                  .where(t.package.c.dir == "out").order_by(t.package.c.at.desc(), t.package.c.pid.desc()))
        return [Sent(pid, path or "", at or "", receipt) for pid, path, at, receipt in rows]


def received_packages(store: Store) -> list[dict[str, Any]]:
    """Packages taken in here, newest first."""
    with store.reader.connect() as connection:
        rows = connection.execute(select(t.package).where(t.package.c.dir == "in").order_by(t.package.c.at.desc())).mappings()
        return [dict(row) for row in rows]


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
