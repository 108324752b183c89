"""The alerts of a village as they stand, kept right after every edit by looking again only at what it can touch.

The first look goes over everything, in the background. After that the journal says which rows were written, and the
questions that the checks asked lead from there to the rows whose answers may have changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from models.insight.alerts import PENDING, Alert, Examiner
from models.insight.watched import Key, Question, affected
from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.store.journal import tables as t
from models.store.journal.heads import INTO, SCOPE
from models.store.journal.lines import parsed

if TYPE_CHECKING:
    from models.store.store import Store

MOST = 2000  # rows written at once, by an import or a package: from here on a whole look is quicker
_WHOLE = frozenset({"parameter"})  # what was changed there may touch anything
_TURNS = (INTO, SCOPE)  # rows made one or moved: other rows show it without a line of their own


class Book:
    """Alerts by the row they are about. Not for two threads at once: its owner asks it from one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._rid, self._day = -1, date.min
        self._of: dict[Key, list[Alert]] = {}
        self._questions: dict[str, set[Question]] = {}

    @property
    def alerts(self) -> list[Alert]:
        """All of them, in the order of ledgers and records."""
        order = {ledger: number for number, ledger in enumerate(LEDGERS)}
        keys = sorted(self._of, key=lambda key: (order[key[0]], key[1]))
        return [alert for key in keys for alert in self._of[key]]

    def refresh(self, step: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Bring the book up to the last commit; returns how many rows were looked at, -1 for all of them."""
        with self.store.reader.connect() as connection:
            newest = connection.execute(select(func.coalesce(func.max(t.journal.c.rid), 0))).scalar_one()
            if self._day != self.store.today():
                return self._whole(connection, newest, step)
            written, whole = _written(connection, self._rid)
            if whole:
                return self._whole(connection, newest, step)
            looked = self._again(connection, written)
            self._rid = newest
            return looked

    def _whole(self, connection: Connection, newest: int, step: Callable[[int, int], None]) -> int:
        examiner = Examiner(self.store, connection, whole=True)
        found: dict[Key, list[Alert]] = {}
        for alert in examiner.everything(step):
            found.setdefault((alert.ledger, alert.uid), []).append(alert)
        self._of, self._questions, self._rid, self._day = found, examiner.look.questions, newest, self.store.today()
        return -1

    def _again(self, connection: Connection, written: set[Key]) -> int:
        examiner = Examiner(self.store, connection)
        examiner.look.questions = self._questions
        todo: set[Key] = set()
        for key in written:
            ever = _ever(connection, key)
            todo |= affected(examiner.source, self._questions, key, ever)
            said_of = {*ever.get("row", ()), *ever.get("value", ())}  # two rows that are said not to be one
            todo |= {(ledger, row) for ledger in ever.get("ledger", ()) for row in said_of}
        for key in todo:
            self._of.pop(key, None)
        examiner.source.warm_children(PENDING, "row", [uid for _, uid in todo])
        for ledger in {ledger for ledger, _ in todo if ledger in LEDGERS and ledger != PENDING}:
            found = examiner.some(ledger, sorted(uid for of, uid in todo if of == ledger))
            self._of |= {(ledger, uid): alerts for uid, alerts in found if alerts}
        return len(todo)


def _written(connection: Connection, since: int) -> tuple[set[Key], bool]:
    """Rows written since, and whether that asks for a whole look."""
    c = t.line.c
    rows = connection.execute(select(c.tbl, c.uid, c.line).where(c.rid > since).limit(MOST + 1)).all()
    turned = any(f'"{word}"' in row.line for row in rows for word in _TURNS)
    keys = {(row.tbl, row.uid) for row in rows if row.tbl in LEDGERS}
    return keys, turned or len(rows) > MOST or not _WHOLE.isdisjoint(ledger for ledger, _ in keys)


def _ever(connection: Connection, key: Key) -> dict[str, set[Any]]:
    """Every value that a row has or had, by field."""
    ledger, uid = key
    j, c = t.journal.c, t.line.c
    lines = connection.execute(select(c.line, j.sv).join(t.journal, j.rid == c.rid).where(c.tbl == ledger, c.uid == uid))
    found: dict[str, set[Any]] = {}
    for line, schema in lines:
        values = parsed(line, schema, key)["v"]
        for field in stored_fields(LEDGERS[ledger]):
            if field.name in values and values[field.name] is not None:
                found.setdefault(field.name, set()).add(field.kind.load(values[field.name]) if not field.to else values[field.name])
    return found
