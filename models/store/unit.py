"""The unit of work: every write is one operation, sealed into the journal before it commits (design section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from models.kernel import Circumstance
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import search
from models.store.ids import uuid7_hex
from models.store.journal.seal import Stamp, Touched, seal
from models.store.journal.triggers import OUTSIDE

if TYPE_CHECKING:
    from models.store.store import Store

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

    def insert(self, ledger: str, values: Mapping[str, Any], *, scope: str, uid: str | None = None) -> str:
        """A new row; returns its uid."""
        uid = uid or uuid7_hex()
        table: Any = LEDGERS[ledger].__table__
        # Values as parameters, not in the statement: an import of ten thousand rows compiles it once.
        self.connection.execute(insert(table), {"uid": uid, "scope": scope, **_dump(ledger, values)})
        return uid

    def update(self, ledger: str, uid: str, values: Mapping[str, Any]) -> None:
        """Change fields of a row."""
        table: Any = LEDGERS[ledger].__table__
        self.connection.execute(update(table).where(table.c.uid == bindparam("the_uid")), {"the_uid": uid, **_dump(ledger, values)})

    def remove(self, ledger: str, uid: str, reason: str) -> None:
        """Take a row away: nothing is deleted, it gets removed_at and a reason."""
        self._removal(ledger, uid, self.store.now().isoformat(timespec="seconds"), reason)

    def restore(self, ledger: str, uid: str) -> None:
        """Bring a removed row back."""
        self._removal(ledger, uid, None, None)

    def _removal(self, ledger: str, uid: str, at: str | None, why: str | None) -> None:
        table: Any = LEDGERS[ledger].__table__
        self.connection.execute(update(table).where(table.c.uid == uid).values(removed_at=at, removed_why=why))

    def stamp(self) -> Stamp:
        """What every head line of this operation says."""
        store = self.store
        return Stamp(
            device=store.device, authority=AUTHORITY[store.role], at=store.now().isoformat(timespec="seconds"),
            by=store.operator, schema=SCHEMA, op=self.operation, source=self.source, undoes=self.undoes, label=self.label,
        )


def _dump(ledger: str, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = LEDGERS[ledger].__fields__
    return {name: fields[name].kind.dump(value) for name, value in values.items()}


def set_mode(connection: Connection, mode: str | None) -> None:
    """Tell the triggers what is going on; inside the transaction, so a crash takes it back."""
    connection.execute(text("UPDATE sync_ctx SET mode = :mode WHERE id = 1"), {"mode": mode})


@contextmanager
def unit_of_work(store: Store, label: str, *, source: str = "entry", undoes: str | None = None) -> Iterator[Unit]:
    """All or nothing: what is written inside becomes one operation with this label."""
    with writing(store) as connection:
        set_mode(connection, "local")
        unit = Unit(connection, store, label, source, undoes)
        yield unit
        unit.touched = seal(connection, LEDGERS, unit.stamp())
        search.refresh(connection, [(one.tbl, one.uid) for one in unit.touched if search.concerns(one.tbl, one.added, one.net)])
        set_mode(connection, None)


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """The one writer connection in a transaction; database errors as circumstances or bugs."""
    try:
        with store.writer.begin() as connection:
            yield connection
    except DatabaseError as error:
        raise translate(error) from error


def translate(error: DatabaseError) -> Exception:
    """A database error in a cadre's words, or as the bug that it is."""
    words = str(error.orig)
    if words.startswith(OUTSIDE):
        return OutsideUnitOfWork(words)
    if "disk is full" in words:
        return Circumstance("电脑硬盘满了，这次没有存上。请清理硬盘后再存一次，填的内容还在。")
    if isinstance(error, OperationalError) and ("locked" in words or "busy" in words):
        return Circumstance("另一个窗口正在存东西，请等几秒再存一次。")
    if "readonly" in words:
        return Circumstance("数据文件夹是只读的，存不进去。请检查文件夹权限。")
    if "disk I/O" in words:
        return Circumstance("读写硬盘出错，这次没有存上。请检查硬盘，再存一次。")
    return error
