"""Bringing the ledger tables up to what the heads say: rows, what waits for its parent, what is recorded as apart.

Called by the fold after a package, and by the unit of work after a change that no table can say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from models.kernel import Ledger, stored_fields
from models.store import bulk
from models.store.journal import tables as t
from models.store.journal.heads import Fv, added
from models.store.journal.merged import Merged
from models.store.journal.reading import Lines, RowReader
from models.store.journal.rows import Key, chunks, load_fv

Ledgers = Mapping[str, type[Ledger]]
_REMOVED = ("removed_at", "removed_why")


@dataclass
class Written:
    """conflicts: fields that stand apart. named: rows whose search keys may have changed."""

    conflicts: int = 0
    named: set[Key] = field(default_factory=set)


def write(
    connection: Connection, ledgers: Ledgers, touched: Iterable[Key], fvs: Mapping[Key, Fv] | None = None,
    plain: Mapping[Key, Mapping[str, Any]] | None = None,
) -> Written:
    """Write the rows of `touched` from their heads, and those of `plain` from what their own lines said.

    plain: rows whose every change goes on from what stood there, so that no other line need be read.
    """
    return _Write(connection, ledgers, dict(fvs or {}), dict(plain or {})).rows(set(touched))


class _Write:
    """One writing: what the steps share."""

    def __init__(self, connection: Connection, ledgers: Ledgers, fvs: dict[Key, Fv], plain: dict[Key, Mapping[str, Any]]) -> None:
        self.connection, self.ledgers, self.fvs, self.plain = connection, ledgers, fvs, plain
        self.merged = Merged(connection, ledgers)
        self.done = Written()

    def rows(self, touched: set[Key]) -> Written:
        """The whole job."""
        waiting = {(tbl, uid) for tbl, uid in self.connection.execute(select(t.wait.c.tbl, t.wait.c.uid))}
        moved = self.merged.learn(touched | waiting, self.plain, self.fvs)
        # A few fields do not say in which village their row is, and so not where a link to a merged row leads.
        moved |= {key for key, values in self.plain.items()
                  if key[0] in self.ledgers and "scope" not in values and self.merged.concerns(key[0], values)}
        wanted = {key for key in touched | waiting | moved if key[0] in self.ledgers}
        missing = wanted - self.fvs.keys()
        self.fvs |= load_fv(self.connection, missing)
        # A row whose addition nobody sent has no place yet; its changes stand in the journal and wait for it.
        keys = {key for key in wanted if added(self.fvs.get(key, {}))}
        self.done.named |= keys
        lines = Lines(self.connection, {key: self.fvs[key] for key in keys})
        readers = {key: RowReader(lines, key, self.ledgers[key[0]].__ledger__.state) for key in sorted(keys)}
        rows = {key: self._known(key, values) for key, values in self.plain.items() if key[0] in self.ledgers and key not in wanted}
        rows |= {key: self._row(key, reader) for key, reader in readers.items()}
        left = self._without_target(rows)
        self._wait(waiting, left)
        by_table: dict[str, dict[str, Mapping[str, Any]]] = {}
        for key in rows.keys() - left:
            by_table.setdefault(key[0], {})[key[1]] = rows[key]
        for tbl in self.ledgers:
            self._upsert(self.ledgers[tbl].__table__, by_table.get(tbl, {}))
        self._note_conflicts({key: reader for key, reader in readers.items() if key not in left})
        return self.done

    def _wait(self, before: set[Key], left: set[Key]) -> None:
        if before:
            self.connection.execute(delete(t.wait))
        if left:
            self.connection.execute(insert(t.wait), [{"tbl": tbl, "uid": uid} for tbl, uid in sorted(left)])

    def _known(self, key: Key, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a plain line says of the columns that this program has; an addition says something of every one."""
        columns = self.ledgers[key[0]].__table__.c.keys()
        blank = dict.fromkeys(columns) if "scope" in values else {}
        said = {name: value for name, value in values.items() if name in columns}
        return blank | {"uid": key[1]} | self.merged.led(key[0], said, values.get("scope"))

    def _row(self, key: Key, reading: RowReader) -> dict[str, Any]:
        told = reading.values(f.name for f in stored_fields(self.ledgers[key[0]]))
        values = self.merged.led(key[0], told, reading.scope())
        removal = self.merged.removal(key) or reading.removal()
        return {"uid": key[1], "scope": reading.scope()} | dict(zip(_REMOVED, removal, strict=True)) | values

    def _without_target(self, rows: Mapping[Key, Mapping[str, Any]]) -> set[Key]:
        """Rows that lead to a record neither in the file nor among them; and those that lead to such a row, and so on."""
        fields = {tbl: [(f.name, f.to) for f in stored_fields(self.ledgers[tbl]) if f.to] for tbl in {key[0] for key in rows}}
        links = {(key, (to, row[name])) for key, row in rows.items() for name, to in fields[key[0]] if row.get(name)}
        here = self._present({target for _, target in links if target not in rows}) | rows.keys()
        left: set[Key] = set()
        while missing := {key for key, target in links if key not in left and (target in left or target not in here)}:
            left |= missing
        return left

    def _present(self, wanted: set[Key]) -> set[Key]:
        found: set[Key] = set()
        for tbl in {name for name, _ in wanted}:
            column: Any = self.ledgers[tbl].__table__.c.uid
            for part in chunks(sorted(uid for name, uid in wanted if name == tbl), 500):
                found |= {(tbl, uid) for (uid,) in self.connection.execute(select(column).where(column.in_(part)))}
        return found

    def _upsert(self, table: Any, rows: Mapping[str, Mapping[str, Any]]) -> None:
        if not rows:
            return
        old = {uid for _, uid in self._present({(table.name, uid) for uid in rows})}
        new = [row for uid, row in sorted(rows.items()) if uid not in old]
        bulk.insert(self.connection, table, new)
        groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        for uid in sorted(old):
            names = tuple(sorted(name for name in rows[uid] if name != "uid"))
            groups.setdefault(names, []).append(rows[uid])
        for changed in groups.values():
            bulk.update(self.connection, table, "uid", changed)

    def _note_conflicts(self, readers: Mapping[Key, RowReader]) -> None:
        if not readers:
            return
        found = [{"tbl": tbl, "uid": uid, "col": name, "heads": json.dumps(heads_, ensure_ascii=False), "kind": kind,
                  "since": reading.latest(), "resolved_by": None}
                 for (tbl, uid), reading in readers.items() for name, kind, heads_ in reading.conflicts()]
        self.done.conflicts = len(found)
        its = (t.conflict.c.tbl == bindparam("its_tbl")) & (t.conflict.c.uid == bindparam("its_uid"))
        self.connection.execute(delete(t.conflict).where(its), [{"its_tbl": tbl, "its_uid": uid} for tbl, uid in readers])
        if found:
            self.connection.execute(insert(t.conflict), found)
