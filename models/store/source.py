"""Live rows of ledgers as plain mappings, fetched in batches: what Facts and derived fields read from.

`whole` loads a ledger at the first question: an import of ten thousand rows asks no query a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from models.kernel import Ledger, stored_fields
from models.store.journal.rows import chunks

Values = dict[str, Any]


def load_values(ledger: type[Ledger], row: Any) -> Values:
    """A table row with its storage turned into values of the Kinds; system columns stay as they are."""
    found = {f.name: f.kind.load(row[f.name]) for f in stored_fields(ledger)}
    return found | {"uid": row["uid"], "scope": row["scope"], "removed_at": row["removed_at"], "removed_why": row["removed_why"]}


@cache
def link_between(child: type[Ledger], parent: str) -> str:
    """The child's link that leads to a parent ledger; its parent link where there are several."""
    links = [f for f in stored_fields(child) if f.to == parent]
    if not links:
        raise LookupError(f"{child.__tablename__} has no link to {parent}")
    return next((f.name for f in links if f.parent), links[0].name)


class Source:
    """Rows by uid and by parent, cached for as long as one job lasts."""

    def __init__(self, connection: Connection, ledgers: Mapping[str, type[Ledger]], *, whole: bool = False) -> None:
        self.connection, self.ledgers, self.whole = connection, ledgers, whole
        self._rows: dict[str, dict[str, Values | None]] = {}
        self._kids: dict[tuple[str, str], dict[str, dict[str, Values]]] = {}
        self._loaded: set[str] = set()
        self._asked: tuple[Sequence[Values], set[str]] = ((), set())

    def first_time(self, batch: Sequence[Values], question: str) -> bool:
        """Whether this is new to ask of this batch: each row asks, the answer is fetched once."""
        if self._asked[0] is not batch:
            self._asked = (batch, set())
        new = question not in self._asked[1]
        self._asked[1].add(question)
        return new

    def get(self, ledger: str, uid: str | None) -> Values | None:
        """One live row, or None."""
        if not uid:
            return None
        self.warm(ledger, [uid])
        return self._rows[ledger].get(uid)

    def warm(self, ledger: str, uids: Iterable[str | None]) -> None:
        """Fetch rows that will be asked for, in one go."""
        cache = self._rows.setdefault(ledger, {})
        if self.whole:
            self._load_whole(ledger)
            return
        missing = sorted({uid for uid in uids if uid and uid not in cache})
        cache.update(dict.fromkeys(missing))
        table = self.ledgers[ledger].__table__
        for part in chunks(missing, 500):
            self._take(ledger, select(table).where(table.c.uid.in_(part), table.c.removed_at.is_(None)))

    def children(self, ledger: str, link: str, uid: str) -> list[Values]:
        """Live rows whose link leads to `uid`."""
        self.warm_children(ledger, link, [uid])
        return list(self._kids[ledger, link].get(uid, {}).values())

    def warm_children(self, ledger: str, link: str, uids: Collection[str]) -> None:
        """Fetch the children of many parents in one go."""
        cache = self._kids.setdefault((ledger, link), {})
        if self.whole:
            if not cache:
                self._load_whole(ledger)
                for values in self._rows[ledger].values():
                    if values:
                        cache.setdefault(values[link], {})[values["uid"]] = values
            return
        missing = sorted({uid for uid in uids if uid not in cache})
        cache.update({uid: {} for uid in missing})
        table = self.ledgers[ledger].__table__
        for part in chunks(missing, 500):
            for values in self._take(ledger, select(table).where(table.c[link].in_(part), table.c.removed_at.is_(None))):
                cache[values[link]][values["uid"]] = values

    def children_named(self, ledger: str, uid: str) -> list[Values]:
        """Live rows of a generic ledger (待核, 说明, 附件) whose `row` names `uid`."""
        return self.children(ledger, "row", uid)

    def all(self, ledger: str) -> list[Values]:
        """Every live row of a ledger."""
        self._rows.setdefault(ledger, {})
        self._load_whole(ledger)
        return [values for values in self._rows[ledger].values() if values]

    def put(self, ledger: str, values: Values) -> None:
        """Keep the caches right after a write."""
        uid, gone = values["uid"], values.get("removed_at") is not None
        before = self._rows.setdefault(ledger, {}).get(uid)
        self._rows[ledger][uid] = None if gone else values
        for (name, link), families in self._kids.items():
            if name != ledger:
                continue
            if before:
                families.get(before.get(link) or "", {}).pop(uid, None)
            here = values.get(link) or ""
            if not gone and (self.whole or here in families):
                families.setdefault(here, {})[uid] = values

    def _take(self, ledger: str, statement: Any) -> list[Values]:
        found = [load_values(self.ledgers[ledger], row) for row in self.connection.execute(statement).mappings()]
        self._rows.setdefault(ledger, {}).update({values["uid"]: values for values in found})
        return found

    def _load_whole(self, ledger: str) -> None:
        if ledger not in self._loaded:
            table = self.ledgers[ledger].__table__
            self._take(ledger, select(table).where(table.c.removed_at.is_(None)).order_by(table.c.uid))
            self._loaded.add(ledger)
