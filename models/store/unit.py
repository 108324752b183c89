"""The unit of work: every write is one operation, sealed into the journal before it commits (design section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, text, update
from sqlalchemy.exc import DatabaseError

from models.kernel import Circumstance
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import search
from models.store.ids import uuid7_hex
from models.store.journal import shown
from models.store.journal.merged import some_merged
from models.store.journal.rows import Key
from models.store.journal.seal import Stamp, Touched, record, seal
from models.store.journal.triggers import OUTSIDE
from models.store.trouble import explain

if TYPE_CHECKING:
    from models.store.store import Store

_SET_MODE = text("UPDATE sync_ctx SET mode = :mode WHERE id = 1")
_GATHERED = 1000
AUTHORITY = {"village": 1, "township": 2, "county": 3}


class OutsideUnitOfWork(RuntimeError):
    """A ledger table was written without an operation: a bug, never the user's mistake."""


class Unit:
    """One operation while it is open. Values are those of the Kinds; nothing is checked here."""

    def __init__(self, connection: Connection, store: Store, label: str, source: str, undoes: str | None) -> None:
        self.connection, self.store, self.label = connection, store, label
        self.source, self.undoes = source, undoes
        self.operation = uuid7_hex()
        self.touched: list[Touched] = []
        self.gathers = False  # whether new rows may wait for others; only where nobody reads the tables meanwhile
        self._waiting: dict[Key, dict[str, Any]] = {}
        self._recorded: list[tuple[str, dict[str, Any]]] = []

    def insert(self, ledger: str, values: Mapping[str, Any], *, scope: str, uid: str | None = None) -> str:
        """A new row; returns its uid."""
        uid = uid or uuid7_hex()
        self._waiting[ledger, uid] = {"uid": uid, "scope": scope, **_dump(ledger, values)}
        if not self.gathers or len(self._waiting) >= _GATHERED:
            self.flush()
        return uid

    def flush(self) -> None:
        """Write the rows that wait, each ledger's in one go: ten thousand by ten thousand statements take half of an import."""
        waiting, self._waiting = self._waiting, {}
        for ledger in dict.fromkeys(ledger for ledger, _ in waiting):
            rows = [row for (of, _), row in waiting.items() if of == ledger]
            names = dict.fromkeys(name for row in rows for name in row)
            table: Any = LEDGERS[ledger].__table__
            # Values as parameters, not in the statement: it is compiled once.
            self.connection.execute(insert(table), [{**dict.fromkeys(names), **row} for row in rows] if len(rows) > 1 else rows[0])

    def update(self, ledger: str, uid: str, values: Mapping[str, Any]) -> None:
        """Change fields of a row; one that waits to be written is changed where it waits."""
        if (ledger, uid) in self._waiting:
            self._waiting[ledger, uid].update(_dump(ledger, values))
            return
        self.flush()
        table: Any = LEDGERS[ledger].__table__
        self.connection.execute(update(table).where(table.c.uid == bindparam("the_uid")), {"the_uid": uid, **_dump(ledger, values)})

    def remove(self, ledger: str, uid: str, reason: str) -> None:
        """Take a row away: nothing is deleted, it gets removed_at and a reason."""
        self._removal(ledger, uid, self.store.now().isoformat(timespec="seconds"), reason)

    def restore(self, ledger: str, uid: str) -> None:
        """Bring a removed row back."""
        self._removal(ledger, uid, None, None)

    def _removal(self, ledger: str, uid: str, at: str | None, why: str | None) -> None:
        self.flush()
        table: Any = LEDGERS[ledger].__table__
        self.connection.execute(update(table).where(table.c.uid == uid).values(removed_at=at, removed_why=why))

    def record(self, scope: str, change: dict[str, Any]) -> None:
        """A change that no table can say, as a finished line: a merge, a move, a decision between two values."""
        self._recorded.append((scope, change))

    @property
    def wrote(self) -> bool:
        """Whether the operation changed anything."""
        return bool(self.touched or self._recorded)

    def finish(self) -> None:
        """Seal what was written and bring the rows up to what tables cannot say."""
        self.flush()
        connection = self.connection
        self.touched, again = seal(connection, LEDGERS, self.stamp())
        if some_merged(connection):
            again |= {one.key for one in self.touched}  # what was typed may name a row that gave way to another
        for scope, changes in _transactions(self._recorded):
            record(connection, self.stamp(), scope, changes)
            again |= {(change["t"], change["i"]) for change in changes}
        renamed = {one.key for one in self.touched if search.concerns(one.tbl, one.added, one.net)}
        if again:
            set_mode(connection, "apply")
            renamed |= shown.write(connection, LEDGERS, again).named
        search.refresh(connection, renamed)

    def stamp(self) -> Stamp:
        """What every head line of this operation says."""
        store = self.store
        return Stamp(
            device=store.device, authority=AUTHORITY[store.role], at=store.now().isoformat(timespec="seconds"),
            by=store.operator, schema=SCHEMA, op=self.operation, source=self.source, undoes=self.undoes, label=self.label,
        )


def _transactions(recorded: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Changes by scope, so that no transaction speaks twice of one row."""
    groups: list[tuple[str, dict[tuple[str, str], dict[str, Any]]]] = []
    for scope, change in recorded:
        key = (change["t"], change["i"])
        group = next((held for where, held in groups if where == scope and key not in held), None)
        if group is None:
            groups.append((scope, group := {}))
        group[key] = change
    yield from ((scope, list(group.values())) for scope, group in groups)


def _dump(ledger: str, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = LEDGERS[ledger].__fields__
    return {name: fields[name].kind.dump(value) for name, value in values.items()}


def set_mode(connection: Connection, mode: str | None) -> None:
    """Tell the triggers what is going on; inside the transaction, so a crash takes it back."""
    connection.execute(_SET_MODE, {"mode": mode})


@contextmanager
def unit_of_work(store: Store, label: str, *, source: str = "entry", undoes: str | None = None) -> Iterator[Unit]:
    """All or nothing: what is written inside becomes one operation with this label."""
    with writing(store) as connection:
        set_mode(connection, "local")
        unit = Unit(connection, store, label, source, undoes)
        yield unit
        unit.finish()
        set_mode(connection, None)


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """The one writer connection in a transaction; database errors as circumstances or bugs."""
    try:
        with store.writer.begin() as connection:
            yield connection
    except DatabaseError as error:
        told = translate(error)
        if told is error:
            raise  # "from" itself would make it its own cause, and whoever follows causes would never end
        raise told from error


def translate(error: DatabaseError) -> Exception:
    """A database error in a cadre's words, or as the bug that it is."""
    words = str(error.orig)
    if words.startswith(OUTSIDE):
        return OutsideUnitOfWork(words)
    sentence = explain(error)
    return Circumstance(sentence) if sentence else error
