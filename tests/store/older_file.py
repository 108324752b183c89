"""A file as the program one revision before left it: its tables, and the rows that it could hold."""

from __future__ import annotations

import secrets
from pathlib import Path

from alembic import command
from sqlalchemy import MetaData, text

import models.store as st
from models.migrations import SCHEMA
from models.store import upgrade
from models.store.engine import let_go_of_links, open_engine
from models.store.journal import triggers


def _tables_before(work: Path) -> MetaData:
    engine = open_engine(work / "before.db", secrets.token_bytes(32), writer=True)
    found = MetaData()
    with engine.begin() as connection:
        command.upgrade(upgrade.configuration(connection), f"{SCHEMA - 1:04d}")
        found.reflect(connection, resolve_fks=False)
    engine.dispose()
    return found


def step_back(store: st.Store, work: Path) -> None:
    """Give an open folder the tables of the revision before."""
    before, now = _tables_before(work), MetaData()
    with store.writer.connect() as connection:
        let_go_of_links(connection)
        with connection.begin():
            triggers.drop_all(connection)
            now.reflect(connection, resolve_fks=False)
            whole = " CASCADE" if connection.dialect.name == "postgresql" else ""
            for name in now.tables.keys() - before.tables.keys():
                connection.execute(text(f"DROP TABLE {name}{whole}"))
            for name, table in before.tables.items():
                for index in {one.name for one in now.tables[name].indexes} - {one.name for one in table.indexes}:
                    connection.execute(text(f"DROP INDEX {index}"))
                for column in table.columns:
                    if column.name not in now.tables[name].columns:
                        connection.execute(text(f'ALTER TABLE {name} ADD COLUMN "{column.name}" {column.type}'))
                for column in now.tables[name].columns:
                    if column.name not in table.columns:
                        connection.execute(text(f'ALTER TABLE {name} DROP COLUMN "{column.name}"'))
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": f"{SCHEMA - 1:04d}"})
            connection.execute(text("UPDATE setting SET value = :v WHERE name = 'schema'"), {"v": str(SCHEMA - 1)})
