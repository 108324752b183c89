"""What the heads of a row say: its values, whether it is gone, and where its heads disagree. Read in bulk for a batch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from models.store.journal import tables as t
from models.store.journal.heads import EVERY, GONE, Fv, Rank, all_heads, heads, is_gone, winner
from models.store.journal.rows import Key, chunks


class Lines:
    """Every head line and change line that the heads of some rows name."""

    def __init__(self, connection: Connection, fvs: Mapping[Key, Fv]) -> None:
        self.fvs = fvs
        self.heads: dict[int, dict[str, Any]] = {}
        self.changes: dict[tuple[int, str, str], dict[str, Any]] = {}
        rids = sorted({rid for fv in fvs.values() for name in fv for rid in heads(fv, name)})
        for part in chunks(rids, 500):
            rows = connection.execute(select(t.journal.c.rid, t.journal.c.h, t.journal.c.head).where(t.journal.c.rid.in_(part)))
            self.heads.update({rid: json.loads(head) | {"h": h} for rid, h, head in rows})
        wanted = set(rids)
        c = t.change.c
        for part_ in chunks(sorted({uid for _, uid in fvs}), 500):
            for rid, tbl, uid, line in connection.execute(select(c.rid, c.tbl, c.uid, c.line).where(c.uid.in_(part_))):
                if rid in wanted:
                    self.changes[rid, tbl, uid] = json.loads(line)


class RowReader:
    """The present value of every field of one row."""

    def __init__(self, lines: Lines, key: Key) -> None:
        self._lines, self._key, self._fv = lines, key, lines.fvs[key]

    def _line(self, rid: int) -> dict[str, Any]:
        return self._lines.changes[(rid, *self._key)]

    def _rank(self, rid: int) -> Rank:
        head = self._lines.heads[rid]
        return head["a"], head["lam"], head["d"], head["h"]

    def _hash(self, rid: int) -> str:
        return str(self._lines.heads[rid]["h"])

    def value(self, name: str) -> Any:
        """The shown value in storage form; None for a column that the author's program did not have."""
        found = heads(self._fv, name)
        return self._line(winner(found, self._rank)).get("v", {}).get(name) if found else None

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """All shown values: most rows are an addition with a few fields written since."""
        first = self._fv.get(EVERY)
        added = self._line(first).get("v", {}) if isinstance(first, int) else None
        return {name: added.get(name) if added is not None and name not in self._fv else self.value(name) for name in names}

    def _removals(self) -> list[tuple[Any, list[str]]]:
        lines = [self._line(rid) for rid in sorted(heads(self._fv, GONE), key=self._rank)]
        return [(line["v"][GONE], line.get("seen", [])) for line in lines]

    def _gone(self) -> bool:
        return is_gone([(value is not None, seen) for value, seen in self._removals()], {self._hash(r) for r in all_heads(self._fv)})

    def removal(self) -> tuple[str | None, str | None]:
        """removed_at and its reason, or two Nones."""
        if GONE not in self._fv or not self._gone():
            return None, None
        at, why = self._removals()[-1][0]
        return at, why

    def scope(self) -> str:
        """The scope of the chain in which the row was added."""
        return str(self._lines.heads[min(heads(self._fv, EVERY))]["s"])

    def latest(self) -> str:
        """When the newest head was written."""
        return max(str(self._lines.heads[rid]["ts"]) for name in self._fv for rid in heads(self._fv, name))

    def conflicts(self) -> list[tuple[str, str, list[list[Any]]]]:
        """(field, kind, [[hash, value] ...]) where heads disagree."""
        found = []
        for name, held in self._fv.items():
            if not isinstance(held, list):
                continue  # one head: nothing to disagree about
            rids = sorted(held, key=self._rank)
            values = [[self._hash(rid), self._line(rid).get("v", {}).get(name)] for rid in rids]
            if name not in (EVERY, GONE) and len({json.dumps(value) for _, value in values}) > 1:
                found.append((name, "value", values))
        if any(value is not None for value, _ in self._removals()) and not self._gone():
            rids = sorted(heads(self._fv, GONE), key=self._rank)
            found.append((GONE, "delete", [[self._hash(rid), self._line(rid)["v"][GONE]] for rid in rids]))
        return found
