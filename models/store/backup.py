"""A backup is one file: the whole database as an encrypted file, wherever it stands, and keys.json (settled 20).

It is opened again and checked before anybody is told that it is there. `verify` asks the same of the live file, and can
fold the whole journal into an empty database to see whether the tables are what the journal says.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, Select, insert, select

from models.kernel import CannotOpen, Circumstance
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import keys as key_slots
from models.store import laying, witness
from models.store.copying import TAKEN, copy_in, copy_out, fault_in, holds_ledgers, make_tables, schema_of
from models.store.engine import open_engine
from models.store.files import clear_unfinished, work_folder, write_whole
from models.store.folder import Folder, place_of
from models.store.journal import tables as t
from models.store.journal.fold import Fold, tables_of
from models.store.journal.lines import Transaction, hash_of
from models.store.store import NEWER, Store
from models.store.unit import set_mode
from models.store.upgrade import upgrade

DATABASE, KEYS = "ledger.db", "keys.json"
KEPT = 14  # daily copies; older ones go, the newest of each is enough to come back from
_MOST = 20 * 1024**3
BROKEN = "这个备份文件里的数据坏了，请换一个备份文件。"


def backup(store: Store, folder: Path, name: str = "") -> Path:
    """Write one backup file and prove it by opening it again; returns its path."""
    path = folder / (name or f"振兴台账备份-{store.scope}-{store.now():%Y%m%d-%H%M%S}.zxbak")
    with work_folder(store.folder.path) as work:
        copy = work / DATABASE
        copy_out(store.folder, store.data_key, copy)
        fault = fault_in(copy, store.data_key)
        if fault:
            raise Circumstance(f"备份没有成功：抄出来的文件查出问题（{fault}）。原来的数据没动，请再备份一次。")
        proof = _proof(copy)
        write_whole(path, lambda file: _pack(file, copy, store.folder.keys), lambda part: _prove(part, proof))
    return path


def _proof(copy: Path) -> bytes:
    """Read for its own sake, not on the way into the backup: a byte that is read wrong there will differ from this."""
    try:
        with copy.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise Circumstance("读硬盘出错，备份没有成功。原来的数据没动，请再备份一次。") from error


def _pack(file: BinaryIO, copy: Path, keys: Path) -> None:
    """Written through, never held in memory: a township's file may be larger than that."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        packed.write(copy, DATABASE)
        packed.write(keys, KEYS)


def _prove(path: Path, proof: bytes) -> None:
    """Read all of it back before it gets its name: the disk may have taken it without complaint and not hold it."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        try:
            with zipfile.ZipFile(file) as packed, packed.open(DATABASE) as database:
                key_slots.parse(packed.read(KEYS))
                whole = hashlib.file_digest(database, "sha256").digest() == proof  # type: ignore[arg-type]
        except (zipfile.BadZipFile, CannotOpen):
            whole = False
    if not whole:
        raise Circumstance("备份写进去的和读出来的不一样，那张盘可能坏了。换一个地方再备份一次。原来的数据没动。")


def backup_daily(store: Store) -> Path | None:
    """One automatic copy a day, on closing; None when today's is there."""
    with suppress(OSError):  # housekeeping once a day; it stops no copy
        clear_unfinished(*store.folder.blobs.glob("??"))
    name = f"每日-{store.now():%Y%m%d}.zxbak"
    if os.path.lexists(store.folder.backups / name):
        return None
    made = backup(store, store.folder.backups, name)
    for old in sorted(store.folder.backups.glob("每日-*.zxbak"))[:-KEPT]:
        with suppress(OSError):  # one that will not go today goes tomorrow
            old.unlink()
    return made


def restore(path: Path, folder: Path | str | Folder, password: str, recovery: Sequence[str] = ()) -> None:
    """Lay a backup down as a new data folder; what stood there is kept beside it, never overwritten. With the township's
    `recovery` secrets no password is needed.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if sorted(packed.namelist()) != sorted((DATABASE, KEYS)) or sum(i.file_size for i in packed.infolist()) > _MOST:
                raise CannotOpen("这个文件不是本程序的备份。请选 .zxbak 结尾的文件。")
            database, keys = packed.read(DATABASE), packed.read(KEYS)
    except (zipfile.BadZipFile, KeyError) as error:
        raise CannotOpen("这个备份文件坏了，或者不是本程序的备份。请换一个备份文件。") from error
    except OSError as error:
        raise Circumstance("读不到这个备份文件，请检查U盘有没有插好。") from error
    slots = key_slots.parse(keys)
    data_key = key_slots.unlock_with_age(slots, *recovery) if recovery else key_slots.unlock(slots, password)[0]
    place = place_of(folder)
    (_onto_server if place.server else _onto_folder)(place, database, keys, data_key)


def _onto_folder(place: Folder, database: bytes, keys: bytes, data_key: bytes) -> None:
    """Proved before anything that stands there is moved."""
    with laying.taking_the_place_of(place) as coming:
        write_whole(coming.ledger, database)
        if fault_in(coming.ledger, data_key):
            raise CannotOpen(BROKEN)
        witness.mark_restored(coming.witness)
        write_whole(coming.keys, keys)


def _onto_server(place: Folder, database: bytes, keys: bytes, data_key: bytes) -> None:
    """Into an empty database only: what stands on a server cannot be kept beside it."""
    if holds_ledgers(place.server, data_key):
        raise Circumstance(TAKEN)
    with laying.taking_the_place_of(place) as coming:
        write_whole(coming.ledger, database)
        if fault_in(coming.ledger, data_key):
            raise CannotOpen(BROKEN)
        schema = schema_of(coming.ledger, data_key)
        if schema > SCHEMA:
            raise CannotOpen(NEWER)
        if schema < SCHEMA:
            upgrade(coming, data_key, schema)
        copy_in(coming.ledger, data_key, place)
        coming.ledger.unlink()
        witness.mark_restored(coming.witness)
        write_whole(coming.keys, keys)


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
    integrity = fault_in(store.folder.database, store.data_key) or "ok"
    with store.reader.connect() as connection:
        transactions = list(_transactions(connection))
        chain = _chain(connection, transactions)
        if not rebuild:
            return Verified(integrity, len(transactions), chain)
        with work_folder(store.folder.path) as work:
            engine = open_engine(work / DATABASE, store.data_key, writer=True)
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
        # Without triggers: they note what people write, and nobody writes here.
        make_tables(connection)
        connection.execute(insert(t.ctx).values(id=1, mode=None))
        set_mode(connection, "apply")
        Fold(connection, LEDGERS).apply([one for _, one in transactions])
        set_mode(connection, None)
        return [table.name for table in (*tables_of(LEDGERS), *_COMPARED) if _content(connection, table) != _content(live, table)]


def _content(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(_whole(table))]


@cache
def _whole(table: Any) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns)
