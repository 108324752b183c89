"""What each package brought and where the ones written here went: reading only, for the page 上报接收."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.store.journal import tables as t
from models.store.journal.rows import chunks

if TYPE_CHECKING:
    from models.store.store import Store

_AT_ONCE = 500


def packages(store: Store, direction: str) -> list[dict[str, Any]]:
    """Every package written here (`out`) or that came here (`in`), newest first."""
    with store.reader.connect() as connection:
        statement = (select(t.package).where(t.package.c.dir == direction)
                     .order_by(t.package.c.at.desc(), t.package.c.pid.desc()))
        return [dict(row) for row in connection.execute(statement).mappings()]


def brought(store: Store, wanted: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """package -> ledger -> the records that it changed here."""
    found: dict[str, dict[str, set[str]]] = {}
    with store.reader.connect() as connection:
        for part in chunks(sorted(wanted), _AT_ONCE):
            rows = connection.execute(
                select(t.journal.c.recv_pkg, t.line.c.tbl, t.line.c.uid)
                .join(t.line, t.line.c.rid == t.journal.c.rid).where(t.journal.c.recv_pkg.in_(part)))
            for package, ledger, uid in rows:
                found.setdefault(package, {}).setdefault(ledger, set()).add(uid)
    return {package: {ledger: sorted(uids) for ledger, uids in ledgers.items()} for package, ledgers in found.items()}
