"""A backup is one file: the database copied by SQLite's backup API, and keys.json (settled 20).

It is opened again and checked before anybody is told that it is there. `verify` asks the same of the live file, and can
fold the whole journal into an empty database to see whether the tables are what the journal says.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DatabaseError

from models.kernel import CannotOpen, Circumstance
from models.ledgers import LEDGERS
from models.store import keys as key_slots
from models.store.engine import open_engine, raw_connection
from models.store.files import write_whole
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import Fold, tables_of
from models.store.journal.lines import Transaction, hash_of
from models.store.store import Store
from models.store.unit import set_mode

DATABASE, KEYS = "ledger.db", "keys.json"
KEPT = 14  # daily copies; older ones go, the newest of each is enough to come back from
_MOST = 20 * 1024**3


def backup(store: Store, folder: Path, name: str = "") -> Path:
    """Write one backup file and prove it by opening it again; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"振兴台账备份-{store.scope}-{store.now():%Y%m%d-%H%M%S}.zxbak")
    with tempfile.TemporaryDirectory(dir=store.folder.path) as work:
        copy = Path(work) / DATABASE
        _copy(store, copy)
        fault = _integrity(copy, store.data_key)
        if fault:
            raise Circumstance(f"备份没有成功：抄出来的文件查出问题（{fault}）。原来的数据没动，请再备份一次。")
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:
            packed.write(copy, DATABASE)
            packed.write(store.folder.keys, KEYS)
    write_whole(path, held.getvalue())
    return path


def backup_daily(store: Store) -> Path | None:
    """One automatic copy a day, on closing; None when today's is there."""
    name = f"每日-{store.now():%Y%m%d}.zxbak"
    if (store.folder.backups / name).exists():
        return None
    made = backup(store, store.folder.backups, name)
    for old in sorted(store.folder.backups.glob("每日-*.zxbak"))[:-KEPT]:
        old.unlink()
    return made


def _copy(store: Store, target: Path) -> None:
    source, copy = raw_connection(store.folder.ledger, store.data_key), raw_connection(target, store.data_key)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()


def _integrity(path: Path, key: bytes) -> str | None:
    connection = raw_connection(path, key)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        sealed = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    except Exception as error:  # the driver has errors of its own for a file that is no database
        return type(error).__name__
    finally:
        connection.close()
    return None if found == ["ok"] and not sealed else "; ".join([*found, *sealed])[:200]


def restore(path: Path, folder: Path, password: str) -> None:
    """Lay a backup down as a new data folder; what stood there is kept beside it, never overwritten."""
    try:
        with zipfile.ZipFile(path) as packed:
            if sorted(packed.namelist()) != sorted((DATABASE, KEYS)) or sum(i.file_size for i in packed.infolist()) > _MOST:
                raise CannotOpen("这个文件不是本程序的备份。请选 .zxbak 结尾的文件。")
            database, keys = packed.read(DATABASE), packed.read(KEYS)
    except (zipfile.BadZipFile, KeyError) as error:
        raise CannotOpen("这个备份文件坏了，或者不是本程序的备份。请换一个备份文件。") from error
    except OSError as error:
        raise Circumstance("读不到这个备份文件，请检查U盘有没有插好。") from error
    data_key, _ = key_slots.unlock(key_slots.parse(keys), password)
    place = Folder(folder)
    _set_aside(place)
    place.make()
    write_whole(place.ledger, database)
    if _integrity(place.ledger, data_key):
        raise CannotOpen("这个备份文件里的数据坏了，请换一个备份文件。")
    write_whole(place.keys, keys)


def _set_aside(place: Folder) -> None:
    if not place.begun:
        return
    n = 1
    while (old := place.path.with_name(f"{place.path.name}-恢复前-{n}")).exists():
        n += 1
    place.path.rename(old)


@dataclass(frozen=True)
class Verified:
    """What verify found. different names the tables that the journal does not give."""

    integrity: str
    transactions: int
    chain: str
    tables: int | None = None
    different: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Nothing is wrong."""
        return self.integrity == "ok" and self.chain == "ok" and not self.different


def verify(store: Store, *, rebuild: bool = False) -> Verified:
    """Check file, hashes and chains; with rebuild, fold the journal into an empty file and compare every table."""
    integrity = _integrity(store.folder.ledger, store.data_key) or "ok"
    with store.reader.connect() as connection:
        transactions = list(_transactions(connection))
        chain = _chain(connection, transactions)
        if not rebuild:
            return Verified(integrity, len(transactions), chain)
        with tempfile.TemporaryDirectory(dir=store.folder.path) as work:
            engine = open_engine(Path(work) / DATABASE, store.data_key, writer=True)
            try:
                different = _rebuilt(engine, connection, transactions)
            finally:
                engine.dispose()
    return Verified(integrity, len(transactions), chain, len(LEDGERS) + len(_COMPARED), tuple(different))


def _transactions(connection: Connection) -> Iterable[tuple[str, Transaction]]:
    lines: dict[int, list[str]] = {}
    for rid, line in connection.execute(select(t.change.c.rid, t.change.c.line).order_by(t.change.c.rid, t.change.c.i)):
        lines.setdefault(rid, []).append(line)
    for rid, h, head in connection.execute(select(t.journal.c.rid, t.journal.c.h, t.journal.c.head).order_by(t.journal.c.rid)):
        yield h, Transaction(head, tuple(lines.get(rid, ())))


def _chain(connection: Connection, transactions: list[tuple[str, Transaction]]) -> str:
    known: dict[str, int] = {}
    for h, one in transactions:
        head = one.head
        if hash_of(one.head_line, one.lines) != h:
            return f"第{head['n']}号记录的校验对不上"
        if head["prev"] and known.get(head["prev"]) != head["n"] - 1:
            return f"第{head['n']}号记录接不上前一号"
        known[h] = head["n"]
    return "ok"


_COMPARED = (t.tip,)


def _rebuilt(engine: Engine, live: Connection, transactions: list[tuple[str, Transaction]]) -> list[str]:
    with engine.begin() as connection:
        for metadata in (t.LOCAL, tables_of(LEDGERS)[0].metadata):
            metadata.create_all(connection)
        connection.execute(insert(t.ctx).values(id=1, mode=None))
        triggers.create_all(connection, tables_of(LEDGERS))
        set_mode(connection, "apply")
        Fold(connection, LEDGERS, None).apply([one for _, one in transactions])
        set_mode(connection, None)
        return [table.name for table in (*tables_of(LEDGERS), *_COMPARED) if _content(connection, table) != _content(live, table)]


def _content(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def is_sound(store: Store) -> bool:
    """A quick look at the file itself, for the settings page."""
    try:
        with store.reader.connect() as connection:
            return connection.execute(text("PRAGMA quick_check")).scalar() == "ok"
    except DatabaseError:
        return False
