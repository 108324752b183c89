"""An open data folder: the two engines, who is working, what day it is. Made by `create`, opened by `open_store`."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, text
from sqlalchemy.exc import DatabaseError

from models.kernel import CannotOpen, Circumstance
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import highwater, incarnation, laying
from models.store import identity as installation
from models.store import keys as key_slots
from models.store.blobs import BlobStore
from models.store.clock import Clock
from models.store.copying import TAKEN, make_tables, stamp, taken
from models.store.drafts import Drafts
from models.store.engine import open_engine, upsert
from models.store.folder import Folder, place_of
from models.store.ids import EVERYWHERE, device_id, uuid7_hex, village_uid
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import tables_of
from models.store.trouble import lacks_tables
from models.store.unit import translate, unit_of_work
from models.store.upgrade import upgrade

DAMAGED = "这份数据打不开，文件可能坏了。请用最近的备份恢复，或者找镇里帮忙。"
EMPTY = "这个数据库里没有台账。请先建账，或者核对 --data 后面的地址。"
NO_KEYS = "这台电脑上没有这个数据库的钥匙文件（keys.json）。请从建账的那台电脑上抄到“{}”，还没建账就先建账。"
NEWER = "这份数据是用新版程序存的，这台电脑上的程序旧了，打不开。请换新版程序。"

_SETTING = select(t.setting.c.value).where(t.setting.c.name == bindparam("name"))


@dataclass
class Store:
    """One open data folder. Close it when done; it is safe to use from several threads."""

    folder: Folder
    data_key: bytes = field(repr=False)
    writer: Engine
    reader: Engine
    identity: dict[str, str] = field(repr=False)
    operator: str
    operator_name: str
    clock: Clock

    @property
    def device(self) -> str:
        """16 hex digits of this installation."""
        return self.identity["device"]

    @property
    def role(self) -> str:
        """village, township or county."""
        return self.identity["role"]

    @property
    def scope(self) -> str:
        """The 12 digits given at the start; they never change."""
        return self.identity["region"]

    region = scope

    @property
    def name(self) -> str:
        """What the village or township is called."""
        return self.identity["name"]

    @property
    def demo_date(self) -> date | None:
        """The day on which a training file stands."""
        return self.clock.demo

    @cached_property
    def blobs(self) -> BlobStore:
        """Photos and scans."""
        return BlobStore(self.folder.path, self.data_key)

    @cached_property
    def drafts(self) -> Drafts:
        """Forms begun and not filed."""
        return Drafts(self.folder.drafts, self.data_key)

    def now(self) -> datetime:
        """This moment, of the demo or test when there is one."""
        return self.clock.now()

    def today(self) -> date:
        """The day of `now`."""
        return self.clock.today()

    def clock_doubt(self) -> str | None:
        """The sentence when the computer's date cannot be right; it warns before a wrong date is saved, it never decides."""
        return highwater.clock_doubt(self)

    def sure_day(self) -> date:
        """Today, or the latest day known for sure while the computer's clock stands before it."""
        return highwater.sure_day(self)

    def generation(self) -> int:
        """A number that grows with every commit, whoever made it: the window looks here for others' work."""
        with self.reader.connect() as connection:
            return int(connection.execute(text("SELECT coalesce(max(rid), 0) FROM sync_journal")).scalar_one())

    def last_used(self, ledger: str, field: str) -> Any:
        """What was last written in a field on this device; None when nothing was."""
        table: Any = LEDGERS[ledger].__table__
        with self.reader.connect() as connection:
            column = table.c[field]
            stored = connection.execute(
                select(column).where(column.is_not(None), table.c.removed_at.is_(None)).order_by(table.c.uid.desc()).limit(1)
            ).scalar()
        return LEDGERS[ledger].__fields__[field].kind.load(stored)

    def setting(self, name: str, default: str = "") -> str:
        """A local setting of this computer."""
        with self.reader.connect() as connection:
            return connection.execute(_SETTING, {"name": name}).scalar() or default

    def keep_setting(self, name: str, value: str) -> None:
        """Write a local setting; it is nobody's record and not journaled."""
        with self.writer.begin() as connection:
            connection.execute(upsert(t.setting, ("name",)).values(name=name, value=value))

    def write_witness(self) -> None:
        """Note beside the database how far it has come (at export, at receive and at a clean close)."""
        with self.reader.connect() as connection:
            incarnation.put_witness(self, connection)

    def close(self) -> None:
        """Let the file go."""
        # The witness only adds caution: a pulled-out disk must not stop the window from closing.
        with contextlib.suppress(OSError, Circumstance, DatabaseError):
            self.write_witness()
        self.reader.dispose()
        self.writer.dispose()


def create(
    folder: Path | str | Folder, *, role: str, region: str, name: str, operator: str, password: str, unit: str = "",
    today: date | None = None,
) -> tuple[Store, str]:
    """A new data folder and its paper recovery code (settled 20). Raises Circumstance when there is one already."""
    place = place_of(folder)
    if place.begun:
        raise Circumstance(TAKEN if place.server else "这个文件夹里已经有一本台账了，请换一个文件夹，或者直接打开它。")
    laying.start(place)
    data_key = key_slots.new_data_key()
    uid = uuid7_hex()
    identity = _new_identity(role, region, name) | ({"demo_date": today.isoformat()} if today else {})
    writer = _founded(place, data_key, identity, (uid, operator))
    store = Store(place, data_key, writer, open_engine(place.database, data_key, writer=False), identity, uid, operator,
                  Clock(demo=today))
    _first_records(store, unit)
    slots = key_slots.Keys()
    key_slots.add_password_slot(slots, data_key, password, uid)
    code = key_slots.add_paper_slot(slots, data_key)
    store.write_witness()
    # Last: until keys.json is there the folder counts as not begun, so a power cut half-way leaves nothing to explain.
    key_slots.write(place.keys, slots)
    laying.finish(place)
    return store, code


def _founded(place: Folder, data_key: bytes, identity: dict[str, str], account: tuple[str, str]) -> Engine:
    writer = open_engine(place.database, data_key, writer=True)
    try:
        with writer.begin() as connection:
            if taken(connection):
                raise Circumstance(TAKEN)
            _make_schema(connection, data_key, identity)
            connection.execute(insert(t.account).values(operator=account[0], name=account[1], slot=""))
    except BaseException:
        writer.dispose()
        raise
    return writer


def _new_identity(role: str, region: str, name: str) -> dict[str, str]:
    import pyrage

    township = {"recovery_secret": str(pyrage.x25519.Identity.generate())} if role == "township" else {}
    return {
        "device": device_id(), "role": role, "region": region, "name": name, "sign_seed": secrets.token_hex(32),
        "age_secret": str(pyrage.x25519.Identity.generate()),
    } | township


def _make_schema(connection: Connection, data_key: bytes, identity: dict[str, str]) -> None:
    make_tables(connection)
    connection.execute(insert(t.ctx).values(id=1, mode=None))
    installation.write(connection, data_key, identity)
    connection.execute(insert(t.setting).values(name="schema", value=str(SCHEMA)))
    stamp(connection)
    triggers.create_all(connection, tables_of(LEDGERS))


def _first_records(store: Store, unit: str) -> None:
    """建账: the village's own row and the operator, by the operator."""
    with unit_of_work(store, "建账") as doing:
        scope = EVERYWHERE if store.role != "village" else store.scope
        doing.insert("operator", {"name": store.operator_name, "unit": unit or _unit_of(store.role)}, scope=scope,
                     uid=store.operator)
        if store.role == "village":
            doing.insert("village", {"name": store.name, "region": store.scope}, scope=store.scope,
                         uid=village_uid(store.scope))


def _unit_of(role: str) -> str:
    return "village" if role == "village" else "township"


def open_store(folder: Path | str | Folder, password: str, operator: str = "", *, now: datetime | None = None) -> Store:
    """Open a data folder by password or paper code. Raises CannotOpen with the sentence for each reason."""
    place = place_of(folder)
    laying.settle(place)
    if not place.begun:
        raise CannotOpen(NO_KEYS.format(place.path) if place.server else "这个文件夹里没有台账。请先建账，或者换一个文件夹。")
    data_key, account = key_slots.unlock(key_slots.read(place.keys), password)
    found = _read_file(place, data_key)
    if found.schema < SCHEMA:
        upgrade(place, data_key, found.schema)
        found = _read_file(place, data_key)
    if found.missing:
        raise CannotOpen("这份数据缺了记账的机关，不能往里写。请用最近的备份恢复。")
    identity, accounts = found.identity, found.accounts
    writer = open_engine(place.database, data_key, writer=True)
    chosen = _choose(accounts, account, operator)
    demo = identity.get("demo_date")
    clock = Clock(fixed=now, demo=date.fromisoformat(demo) if demo else None)
    store = Store(place, data_key, writer, open_engine(place.database, data_key, writer=False), identity, *chosen, clock)
    try:
        incarnation.watch(store)
    except Circumstance as error:
        # Not under the old name: that might be somebody else's by now.
        store.reader.dispose()
        store.writer.dispose()
        raise CannotOpen(str(error)) from error
    return store


@dataclass(frozen=True)
class _File:
    """What a file says of itself before anybody works in it."""

    identity: dict[str, str]
    accounts: list[Any]
    schema: int
    missing: set[str]


def _read_file(place: Folder, data_key: bytes) -> _File:
    engine = open_engine(place.database, data_key, writer=False)  # another window may be saving a long import
    try:
        with engine.begin() as connection:
            schema = connection.execute(_SETTING, {"name": "schema"}).scalar()
            if int(schema or 0) > SCHEMA:
                raise CannotOpen(NEWER)
            return _File(
                installation.read(connection, data_key),
                list(connection.execute(select(t.account.c.operator, t.account.c.name))), int(schema or 0),
                triggers.expected(tables_of(LEDGERS)).keys() - triggers.present(connection).keys(),
            )
    except DatabaseError as error:
        # A file that another window is writing, or that cannot be written, is whole: nobody shall reach for a backup.
        known = translate(error)
        broken = EMPTY if lacks_tables(error) else DAMAGED
        raise CannotOpen(str(known) if isinstance(known, Circumstance) else broken) from error
    except Circumstance as error:
        raise error if isinstance(error, CannotOpen) else CannotOpen(str(error)) from None
    finally:
        engine.dispose()


def _choose(accounts: list[Any], account: str | None, operator: str) -> tuple[str, str]:
    fits = [(uid, name) for uid, name in accounts if account in (None, uid) and operator in ("", name)]
    if not fits:
        raise CannotOpen(f"这份台账里没有叫“{operator}”的录入人，请核对姓名。")
    return fits[0]


def on_day(store: Store, now: datetime) -> Store:
    """The same open folder on another day (`--on`)."""
    return replace(store, clock=replace(store.clock, fixed=now))
