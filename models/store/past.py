"""What was ever written of some rows: every line of theirs with its head, read at once, to say who wrote what over what."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from models.store.journal import tables as t
from models.store.journal.heads import EVERY, GONE, all_heads, heads, is_addition
from models.store.journal.lines import parsed
from models.store.journal.reading import Lines, RowReader
from models.store.journal.rows import Key, chunks, load_fv


@dataclass(frozen=True)
class Wrote:
    """One line of one row: the head line of its transaction, and the line."""

    h: str
    rid: int
    head: Mapping[str, Any]
    line: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, Any]:
        """The values that it wrote, by field; none when they were erased."""
        found: Mapping[str, Any] = self.line.get("v") or {}
        return found

    @property
    def erased(self) -> bool:
        """Whether its values were taken out on a lawful request."""
        return bool(self.line.get("erased"))

    @property
    def added(self) -> bool:
        """Whether the row began with it."""
        return is_addition(self.line)

    @property
    def removal(self) -> tuple[str, str] | None:
        """When and why it took the row away, if it did."""
        found = self.values.get(GONE)
        return (str(found[0]), str(found[1])) if found else None

    def value(self, name: str) -> Any:
        """What it wrote in a field, as stored."""
        return self.values.get(name)

    def parents(self, name: str) -> Sequence[str]:
        """The transactions whose value of a field its author saw."""
        held = self.line.get("p") or {}
        found: Sequence[str] = held.get(name) or held.get(EVERY) or ()
        return found


class Past:
    """The lines of many rows."""

    def __init__(self, connection: Connection, keys: Collection[Key]) -> None:
        self._fvs = load_fv(connection, keys)
        self._lines: dict[Key, dict[str, Wrote]] = {key: {} for key in keys}
        c, j = t.line.c, t.journal.c
        for part in chunks(sorted({uid for _, uid in keys}), 500):
            rows = connection.execute(select(c.tbl, c.uid, c.line, j.h, j.rid, j.head).join(t.journal, j.rid == c.rid)
                                      .where(c.uid.in_(part)))
            for row in rows:
                if (held := self._lines.get((row.tbl, row.uid))) is not None:
                    head = json.loads(row.head)
                    held[row.h] = Wrote(row.h, row.rid, head, parsed(row.line, head["sv"], (row.tbl, row.uid)))

    def wrote(self, key: Key, h: str) -> Wrote:
        """One line of a row."""
        return self._lines[key][h]

    def people(self) -> set[str]:
        """Whoever wrote any of it."""
        return {one.head["by"] for held in self._lines.values() for one in held.values()}

    def born(self, key: Key) -> Wrote:
        """The line with which a row began: no other can have a lower counter."""
        return min(self._lines[key].values(), key=lambda one: (one.head["lam"], one.h))

    def base(self, key: Key, name: str, found: Sequence[Wrote]) -> Wrote | None:
        """The last line that all of these went on from in a field: what stood there before they went apart."""
        shared = set.intersection(*(self._before(key, name, one) for one in found))
        return max((self._lines[key][h] for h in shared), key=lambda one: (one.head["lam"], one.h), default=None)

    def _before(self, key: Key, name: str, one: Wrote) -> set[str]:
        seen: set[str] = set()
        left = [h for h in one.parents(name) if h in self._lines[key]]
        while left:
            h = left.pop()
            if h not in seen:
                seen.add(h)
                left += [parent for parent in self._lines[key][h].parents(name) if parent in self._lines[key]]
        return seen

    def choices(self, key: Key) -> list[Wrote]:
        """Of a row that one place took away and another went on with: the removals, then what they had not seen."""
        fv = self._fvs[key]
        by_rid = {one.rid: one for one in self._lines[key].values()}
        removals = [by_rid[rid] for rid in heads(fv, GONE)]
        gone = [one for one in removals if one.removal]
        seen = {h for one in gone for h in one.line.get("seen") or ()}
        kept = [one for one in removals if not one.removal]
        kept += [by_rid[rid] for rid in all_heads(fv) if rid in by_rid and by_rid[rid].h not in seen]
        return [*sorted(gone, key=_rank), *sorted({one.h: one for one in kept}.values(), key=_rank)]


def _rank(one: Wrote) -> tuple[int, int, str, str]:
    return one.head["a"], one.head["lam"], one.head["d"], one.h


def first_of(connection: Connection, ledger: str, uids: Sequence[str]) -> list[str]:
    """Rows in the order in which they were entered, as the fold counts it: of those that are one the first stays."""
    lines = Lines(connection, load_fv(connection, {(ledger, uid) for uid in uids}))
    return sorted(uids, key=lambda uid: RowReader(lines, (ledger, uid)).born())
