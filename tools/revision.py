"""`make revision m="..."`: write the Alembic revision that brings the newest tables to what the ledgers declare."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path

from alembic import command

from models.migrations import FOLDER, SCHEMA
from models.store.engine import open_engine
from models.store.upgrade import configuration


def main(message: str) -> int:
    """Build a file at the newest revision, compare, write the next one."""
    newest = any((FOLDER / "versions").glob("[0-9]*.py"))
    with tempfile.TemporaryDirectory() as work:
        engine = open_engine(Path(work) / "plain.db", secrets.token_bytes(32), writer=True)
        with engine.begin() as connection:
            config = configuration(connection)
            if newest:
                command.upgrade(config, "head")
            number = f"{SCHEMA + 1 if newest else 1:04d}"
            made = command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    print(f"{getattr(made, 'path', '')}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(" ".join(sys.argv[1:]) or "change of the ledgers"))
