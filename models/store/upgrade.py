"""Bringing an older file to this program's tables, in the order of sync.md (difference 11).

A copy first; then all our triggers off, foreign keys off, the revision, both checks, triggers on again. Alembic is
imported only here, and only when a file is older: a cold start does not pay for it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, update

from models.kernel import CannotOpen
from models.ledgers import LEDGERS
from models.migrations import FOLDER, SCHEMA
from models.store.copying import copy_out
from models.store.engine import fault_of, let_go_of_links, open_engine
from models.store.files import make_folder
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import tables_of
from models.store.refolding import refold_after
from models.store.unit import set_mode

FAILED = "升级没有成功，数据还是原来的样子，一条没少。请把备份文件夹里“升级前”那个文件带给镇里。"


def configuration(connection: Connection) -> Any:
    """Alembic's settings, made here: there is no ini file to lose."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade(place: Folder, data_key: bytes, schema: int) -> None:
    """Upgrade a database that is at `schema`; on failure it is as it was and CannotOpen says so."""
    copy = place.backups / f"升级前-{SCHEMA:04d}.db"
    engine = open_engine(place.database, data_key, writer=True)
    try:
        make_folder(place.backups)
        copy.unlink(missing_ok=True)
        copy_out(place, data_key, copy, schema)
        with engine.connect() as connection:
            let_go_of_links(connection)
            with connection.begin():
                _revise(connection, schema)
    except Exception as error:
        raise CannotOpen(FAILED) from error
    finally:
        engine.dispose()


def _revise(connection: Connection, schema: int) -> None:
    from alembic import command

    triggers.drop_all(connection)
    command.upgrade(configuration(connection), "head")
    if fault := fault_of(connection):
        raise RuntimeError(fault)
    triggers.create_all(connection, tables_of(LEDGERS))
    if triggers.present(connection).keys() != triggers.expected(tables_of(LEDGERS)).keys():
        raise RuntimeError("triggers")
    set_mode(connection, "apply")
    refold_after(connection, schema)
    set_mode(connection, None)
    connection.execute(update(t.setting).where(t.setting.c.name == "schema").values(value=str(SCHEMA)))
