"""What the heads of a row say: its values, whether it is gone, and where its heads disagree. Read in bulk for a batch."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from models.migrations.upcasts import BORN
from models.store.journal import tables as t
from models.store.journal.heads import (
    EVERY,
    GONE,
    INTO,
    SCOPE,
    Fv,
    Rank,
    added,
    all_heads,
    every_rid,
    heads,
    is_gone,
    winner,
)
from models.store.journal.lines import parsed
from models.store.journal.rows import Key, chunks

AWAY = "已迁往别的村"


class Lines:
    """Every head line and change line that the heads of some rows name."""

    def __init__(self, connection: Connection, fvs: Mapping[Key, Fv]) -> None:
        self.fvs = fvs
        self.heads: dict[int, dict[str, Any]] = {}
        self.changes: dict[tuple[int, str, str], Mapping[str, Any]] = {}
        rids = sorted({rid for fv in fvs.values() for rid in every_rid(fv)})
        for part in chunks(rids, 500):
            rows = connection.execute(select(t.journal.c.rid, t.journal.c.h, t.journal.c.head).where(t.journal.c.rid.in_(part)))
            self.heads.update({rid: json.loads(head) | {"h": h} for rid, h, head in rows})
        wanted = set(rids)
        c = t.line.c
        for part_ in chunks(sorted({uid for _, uid in fvs}), 500):
            for rid, tbl, uid, line in connection.execute(select(c.rid, c.tbl, c.uid, c.line).where(c.uid.in_(part_))):
                if rid in wanted and (tbl, uid) in fvs:
                    self.changes[rid, tbl, uid] = parsed(line, self.heads[rid]["sv"], (tbl, uid))


class RowReader:
    """The present value of every field of one row."""

    def __init__(self, lines: Lines, key: Key, states: Collection[str] = ()) -> None:
        self._lines, self._key, self._fv, self._states = lines, key, lines.fvs[key], states
        self._present: str | None = None
        if SCOPE in self._fv:  # moved once: what the old village wrote late is shown to the township, and decides nothing
            moved = self.value(SCOPE)
            self._present = moved if moved in self._places() else None

    def _counts(self, name: str) -> list[int]:
        """The heads of a field that no table has, of the village where the row is, the highest rank last."""
        return self._here(heads(self._fv, name))

    def _here(self, rids: Iterable[int]) -> list[int]:
        found = [rid for rid in rids if self._present in (None, self._lines.heads[rid]["s"])]
        return sorted(found, key=self._rank)

    def _line(self, rid: int) -> Mapping[str, Any]:
        return self._lines.changes[(rid, *self._key)]

    def _rank(self, rid: int) -> Rank:
        """Lines of the village where the row is now come first: the village itself has no others (settled 17)."""
        head = self._lines.heads[rid]
        return head["s"] == self._present, head["a"], head["lam"], head["d"], head["h"]

    def _hash(self, rid: int) -> str:
        return str(self._lines.heads[rid]["h"])

    def _written(self, rid: int, name: str) -> Any:
        return (self._line(rid).get("v") or {}).get(name)

    def value(self, name: str) -> Any:
        """The shown value in storage form; None for a column that the author's program did not have."""
        found = heads(self._fv, name)
        return self._written(winner(found, self._rank), name) if found else None

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """All shown values: most rows are an addition with a few fields written since."""
        first = self._fv.get(EVERY)
        whole = self._line(first).get("v") or {} if isinstance(first, int) else None
        return {name: whole.get(name) if whole is not None and name not in self._fv else self.value(name) for name in names}

    def _removals(self) -> list[tuple[Any, list[str]]]:
        lines = [(rid, self._line(rid)) for rid in self._counts(GONE)]
        # A line may write a field and take the row away: it cannot name itself, and has seen itself all the same.
        return [(line["v"][GONE], [*line.get("seen", []), self._hash(rid)]) for rid, line in lines]

    def _gone(self) -> bool:
        standing = {self._hash(rid) for rid in all_heads(self._fv) if self._present in (None, self._lines.heads[rid]["s"])}
        return is_gone([(value is not None, seen) for value, seen in self._removals()], standing)

    def removal(self) -> tuple[str | None, str | None]:
        """removed_at and its reason, or two Nones."""
        if self._away():
            return self.since(SCOPE), AWAY
        if GONE not in self._fv or not self._gone():
            return None, None
        at, why = self._removals()[-1][0]
        return at, why

    def since(self, name: str) -> str:
        """When the shown value of a field was written."""
        return str(self._lines.heads[winner(heads(self._fv, name), self._rank)]["ts"])

    def _places(self) -> set[str]:
        return {str(self._lines.heads[rid]["s"]) for rid in all_heads(self._fv)}

    def _away(self) -> bool:
        """Whether the row was moved to a village whose lines this file does not have."""
        return SCOPE in self._fv and self._present is None

    def place(self) -> str | None:
        """The village where the row is; None when it has left this one."""
        return None if self._away() else self.scope()

    def scope(self) -> str:
        """The village that the row was moved to, else that of the chain in which it was added."""
        if self._present is not None:
            return self._present
        return str(self._lines.heads[winner(added(self._fv), self._rank)]["s"])

    def into(self) -> str | None:
        """The row that this one is the same as."""
        arrows = self._counts(INTO)
        return self._written(arrows[-1], INTO) if arrows else None

    def born(self) -> tuple[int, str]:
        """By which of several merged rows the one that stays is chosen: the first that was written."""
        first = self._here(added(self._fv))
        return (min(self._lines.heads[rid]["lam"] for rid in first) if first else 2**53), self._key[1]

    def latest(self) -> str:
        """When the newest head was written."""
        return max(str(self._lines.heads[rid]["ts"]) for rid in every_rid(self._fv))

    def _split(self) -> list[str]:
        """The fields with more than one head."""
        apart = [name for name in self._fv if isinstance(self._fv[name], list) and name not in (EVERY, GONE, BORN)]
        if isinstance(self._fv.get(EVERY), list):
            named = {name for rid in heads(self._fv, EVERY) for name in self._line(rid).get("v") or {}}
            apart += sorted(named - {*self._fv, SCOPE})
        return apart

    def conflicts(self) -> list[tuple[str, str, list[list[Any]]]]:
        """(field, kind, [[hash, value] ...]) where heads disagree; what has left this village is decided elsewhere."""
        if self._away():
            return []
        found = []
        for name in self._split():
            rids = sorted(heads(self._fv, name), key=self._rank)
            values = [[self._hash(rid), self._written(rid, name)] for rid in rids]
            if len({json.dumps(value) for _, value in values}) > 1:
                kind = "duplicate" if name == INTO else "state" if name == SCOPE or name in self._states else "value"
                found.append((name, kind, values))
        if any(value is not None for value, _ in self._removals()) and not self._gone():
            found.append((GONE, "delete", [[self._hash(rid), self._line(rid)["v"][GONE]] for rid in self._counts(GONE)]))
        return found

