"""Bringing an older file to this program's tables, in the order of sync.md (difference 11).

A copy first; then all our triggers off, foreign keys off, the revision, both checks, triggers on again. Alembic is
imported only here, and only when a file is older: a cold start does not pay for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text, update

from models.kernel import CannotOpen
from models.ledgers import LEDGERS
from models.migrations import FOLDER, SCHEMA
from models.store.engine import open_engine, raw_connection
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import tables_of

FAILED = "升级没有成功，数据还是原来的样子，一条没少。请把备份文件夹里“升级前”那个文件带给镇里。"


def configuration(connection: Connection) -> Any:
    """Alembic's settings, made here: there is no ini file to lose."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def stamp(connection: Connection) -> None:
    """Mark tables that were just made as those of the newest revision."""
    connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": f"{SCHEMA:04d}"})


def upgrade(path: Path, data_key: bytes, backups: Path) -> None:
    """Upgrade the file at `path`; on failure the file is as it was and CannotOpen says so."""
    backups.mkdir(parents=True, exist_ok=True)
    copy = backups / f"升级前-{SCHEMA:04d}.db"
    copy.unlink(missing_ok=True)
    _copy(path, copy, data_key)
    engine = open_engine(path, data_key, writer=True)
    try:
        with engine.connect() as connection:
            # Outside a transaction, or SQLite ignores it and a batch rebuild deletes every child row.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            with connection.begin():
                _revise(connection)
    except Exception as error:
        raise CannotOpen(FAILED) from error
    finally:
        engine.dispose()


def _copy(path: Path, target: Path, data_key: bytes) -> None:
    source, copy = raw_connection(path, data_key), raw_connection(target, data_key)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()


def _revise(connection: Connection) -> None:
    from alembic import command

    triggers.drop_all(connection)
    command.upgrade(configuration(connection), "head")
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    whole = connection.execute(text("PRAGMA integrity_check")).scalar()
    if broken or whole != "ok":
        raise RuntimeError(f"{len(broken)} broken links, integrity {whole}")
    triggers.create_all(connection, tables_of(LEDGERS))
    if triggers.present(connection).keys() != triggers.expected(tables_of(LEDGERS)).keys():
        raise RuntimeError("triggers")
    connection.execute(update(t.setting).where(t.setting.c.name == "schema").values(value=str(SCHEMA)))
