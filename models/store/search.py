"""Finding anybody by name, pinyin initials or the last four of the certificate (design section 5).

The keys stand in a local table that only `refresh` writes; unit of work and fold both call it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select

from models.ledgers import LEDGERS
from models.store import bulk
from models.store.journal import tables as t
from models.store.journal.rows import chunks
from models.store.pinyin import search_keys
from models.store.pinyin import typed as as_typed

if TYPE_CHECKING:
    from models.store.store import Store

_SHORTEST_NUMBER = 4
_KEYS_EACH = 8  # by so many keys one row may begin with the same word; read in order, the search stops early


@dataclass(frozen=True)
class Hit:
    """Somebody found: the row, the household it belongs to, and the words to show."""

    ledger: str
    uid: str
    household: str | None
    title: str
    detail: str


def concerns(tbl: str, added: bool, names: Iterable[str]) -> bool:
    """Whether a change can alter how a row is found."""
    return added or not {*LEDGERS[tbl].__ledger__.search, "removed_at"}.isdisjoint(names)


def refresh(connection: Connection, touched: Iterable[tuple[str, str]]) -> None:
    """Make the search keys of these rows what the rows say."""
    by_table: dict[str, list[str]] = {}
    for tbl, uid in touched:
        if tbl in LEDGERS and LEDGERS[tbl].__ledger__.search:
            by_table.setdefault(tbl, []).append(uid)
    for tbl, uids in by_table.items():
        for part in chunks(sorted(set(uids)), 500):
            connection.execute(delete(t.search_key).where(t.search_key.c.uid.in_(part)))
            bulk.insert(connection, t.search_key, list(_keys(connection, tbl, list(part))))


def _keys(connection: Connection, tbl: str, uids: list[str]) -> Iterable[dict[str, Any]]:
    ledger, table = LEDGERS[tbl], LEDGERS[tbl].__table__
    columns: Any = [table.c[name] for name in ("uid", "scope", *ledger.__ledger__.search)]
    statement: Any = select(*columns).where(table.c.uid.in_(uids), table.c.removed_at.is_(None))
    for row in connection.execute(statement).mappings():
        found: set[str] = set()
        for name in ledger.__ledger__.search:
            if value := row[name]:
                number = ledger.__fields__[name].kind.name in ("id", "phone", "card")
                found |= {value.lower(), value[-_SHORTEST_NUMBER:].lower()} if number else search_keys(value, None)
        for key in found:
            yield {"key": key, "tbl": tbl, "uid": row["uid"], "scope": row["scope"]}


def find_anybody(store: Store, typed: str, limit: int = 20) -> list[Hit]:
    """People and households whose name, initials or number begins with what was typed."""
    word = as_typed(typed)
    if not word:
        return []
    k = t.search_key.c
    with store.reader.connect() as connection:
        rows = connection.execute(
            select(k.tbl, k.uid).where(k.key >= word, k.key < word + "\U0010ffff")
            .order_by(k.key, k.tbl, k.uid).limit(limit * _KEYS_EACH)
        ).all()
        found = list(dict.fromkeys((tbl, uid) for tbl, uid in rows))[:limit]
        return [hit for tbl, uid in found if (hit := _hit(connection, tbl, uid)) is not None]


def _hit(connection: Connection, tbl: str, uid: str) -> Hit | None:
    ledger, table = LEDGERS[tbl], LEDGERS[tbl].__table__
    statement: Any = select(table).where(table.c.uid == uid)
    row = connection.execute(statement).mappings().first()
    if row is None:
        return None
    spec = ledger.__ledger__
    title = " ".join(str(row[name]) for name in spec.name if row.get(name))
    household = row["uid"] if tbl == "household" else row.get("household")
    return Hit(tbl, uid, household, title, " · ".join((spec.title, *_where(connection, household))))


def _where(connection: Connection, household: str | None) -> Iterable[str]:
    table: Any = LEDGERS["household"].__table__
    row = connection.execute(select(table).where(table.c.uid == household)).mappings().first() if household else None
    if row:
        yield from (str(row[name]) for name in ("group", "grid") if row.get(name))
