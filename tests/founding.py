"""New data folders for tests, laid out once: making the tables of 76 ledgers costs more than most tests do with them.

The first folder of a run makes a file with empty tables and triggers, exactly as the program does; every later one begins
as a copy of it. Tests marked `founding` make theirs whole.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.store import identity as installation
from models.store import keys, store
from models.store.copying import make_tables, stamp
from models.store.engine import open_engine
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import tables_of

KEY = bytes(range(32))
LAID: set[str] = set()
"""Databases of a server that have the tables already, and no office yet."""
_whole = store._founded


@cache
def _template(folder: Path) -> Path:
    path = folder / "empty.db"
    lay(path)
    return path


def lay(place: Path | str) -> None:
    """Empty tables and triggers, exactly as the program makes them."""
    engine = open_engine(place, KEY, writer=True)
    with engine.begin() as connection:
        make_tables(connection)
        connection.execute(insert(t.ctx).values(id=1, mode=None))
        connection.execute(insert(t.setting).values(name="schema", value=str(SCHEMA)))
        stamp(connection)
        triggers.create_all(connection, tables_of(LEDGERS))
    engine.dispose()  # the last connection leaves nothing beside the file


def quickly(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From here on new folders begin as copies, all under one data key."""

    def founded(place: Folder, data_key: bytes, identity: dict[str, str], account: tuple[str, str]) -> Engine:
        if data_key != KEY or (place.server not in LAID if place.server else place.ledger.exists()):
            return _whole(place, data_key, identity, account)
        if place.server:
            LAID.remove(place.server)
        else:
            shutil.copyfile(_template(folder), place.ledger)
        writer = open_engine(place.database, data_key, writer=True)
        with writer.begin() as connection:
            installation.write(connection, data_key, identity)
            connection.execute(insert(t.account).values(operator=account[0], name=account[1], slot=""))
        return writer

    monkeypatch.setattr(store, "_founded", founded)
    monkeypatch.setattr(keys, "new_data_key", lambda: KEY)
