"""Real data folders of made-up offices: two villages, one with several laptops, and their township; what lies in them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

import models.store as st
from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.store.clock import Clock
from models.store.journal import tables as t
from tests.sync_proof.oracle import Shape
from tests.sync_proof.repeat import START

PASSWORD = "made-up"
FIRST, SECOND, TOWN = "999999104201", "999999104202", "999999104000"
# name -> role, place. `later` is a computer that the first village gets when its history has begun.
OFFICES = {
    "first": ("village", FIRST), "beside": ("village", FIRST), "second": ("village", SECOND),
    "town": ("township", TOWN), "later": ("village", FIRST),
}


def shapes() -> dict[str, Shape]:
    """What this program knows of each ledger."""
    return {
        name: Shape(tuple(f.name for f in stored_fields(ledger)), {f.name: f.to for f in stored_fields(ledger) if f.to},
                    frozenset(getattr(ledger.__ledger__, "state", ())))
        for name, ledger in LEDGERS.items()
    }


Text = tuple[str, ...]


@dataclass
class Office:
    """One computer: its open folder, and what it must hold by what was written on it and brought to it."""

    name: str
    folder: Path
    store: st.Store = field(repr=False)
    held: dict[str, Text] = field(default_factory=dict, repr=False)
    off: timedelta = timedelta()

    @classmethod
    def copied(cls, name: str, source: Path, folder: Path, held: Mapping[str, Text] | None = None) -> Office:
        """A copy of a closed folder, opened."""
        shutil.copytree(source, folder)
        office = cls(name, folder, open_at(folder), dict(held or {}))
        if held is None:
            office.held = office.journal()
        return office

    @property
    def role(self) -> str:
        """village or township."""
        return self.store.role

    @property
    def place(self) -> str:
        """Twelve digits."""
        return self.store.scope

    def set_clock(self, moment: datetime) -> None:
        """The world's moment, as this computer's clock shows it."""
        self.store.clock = Clock(fixed=moment + self.off)

    def journal(self) -> dict[str, Text]:
        """Every transaction in the journal, erased lines as their tombstones."""
        return self._texts()

    def written_since(self, rid: int) -> dict[str, Text]:
        """What came into the journal after a local number."""
        return self._texts(rid)

    def _texts(self, after: int = -1) -> dict[str, Text]:
        with self.store.reader.connect() as connection:
            lines: dict[int, list[str]] = {}
            for rid, _, line in connection.execute(
                select(t.change.c.rid, t.change.c.i, t.change.c.line).where(t.change.c.rid > after).order_by(t.change.c.rid, t.change.c.i)):
                lines.setdefault(rid, []).append(line)
            heads = connection.execute(select(t.journal.c.rid, t.journal.c.h, t.journal.c.head).where(t.journal.c.rid > after)).all()
            erased = {(h, i): line for h, i, line in connection.execute(select(t.redaction.c.h, t.redaction.c.i, t.redaction.c.line))}
        return {h: (head, *(erased.get((h, i), line) for i, line in enumerate(lines.get(rid, ()), 1))) for rid, h, head in heads}

    def last_rid(self) -> int:
        """The newest local number."""
        with self.store.reader.connect() as connection:
            return int(connection.execute(text("SELECT coalesce(max(rid), 0) FROM sync_journal")).scalar_one())

    def names(self) -> tuple[set[str], set[str]]:
        """Hashes in the journal, hashes in the stash."""
        with self.store.reader.connect() as connection:
            return {h for (h,) in connection.execute(select(t.journal.c.h))}, {h for (h,) in connection.execute(select(t.stash.c.h))}

    def rows(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Every row of every ledger."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        with self.store.reader.connect() as connection:
            for name in LEDGERS:
                for row in connection.exec_driver_sql(f"SELECT * FROM {name}").mappings():
                    found.setdefault(name, {})[row["uid"]] = dict(row)
        return found

    def conflicts(self) -> dict[tuple[str, str, str], tuple[str, tuple[tuple[str, str], ...]]]:
        """The differences that are noted, with their heads."""
        with self.store.reader.connect() as connection:
            return {
                (row.tbl, row.uid, row.col): (row.kind, tuple((h, _json(value)) for h, value in json.loads(row.heads)))
                for row in connection.execute(select(t.conflict))
            }

    def tips(self) -> set[tuple[str, str, str, int]]:
        """Ends of chains."""
        with self.store.reader.connect() as connection:
            return {tuple(row) for row in connection.execute(select(t.tip.c.dev, t.tip.c.scope, t.tip.c.h, t.tip.c.seq))}  # type: ignore[misc]

    def waiting(self) -> set[tuple[str, str]]:
        """Rows that have no place yet."""
        with self.store.reader.connect() as connection:
            return {tuple(row) for row in connection.execute(select(t.wait.c.tbl, t.wait.c.uid))}  # type: ignore[misc]

    @contextmanager
    def away(self) -> Iterator[None]:
        """Closed for as long as somebody copies the folder."""
        self.store.close()
        try:
            yield
        finally:
            self.store = open_at(self.folder)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def open_at(folder: Path) -> st.Store:
    """The folder opened on the first day."""
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    return replace(st.open_store(folder, PASSWORD), clock=Clock(fixed=START))
