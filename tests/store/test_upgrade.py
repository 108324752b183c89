"""Older files come up to this program's tables without losing a row; every revision is tried."""

import secrets
import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import models.store as st
from models.kernel import CannotOpen
from models.ledgers import LEDGERS
from models.migrations import FOLDER, SCHEMA
from models.store import backup, upgrade
from models.store.engine import open_engine
from models.store.folder import Folder
from models.store.journal.tables import LOCAL
from tests.postgres import Keeping
from tests.store.older_file import step_back

METADATA = next(iter(LEDGERS.values())).metadata


@pytest.mark.founding
def test_the_revisions_together_make_the_declared_tables(tmp_path: Path, keeping: Keeping) -> None:
    place = keeping(tmp_path / "plain.db")
    engine = open_engine(place.server if isinstance(place, Folder) else place, secrets.token_bytes(32), writer=True)
    with engine.begin() as connection:
        command.upgrade(upgrade.configuration(connection), "head")
        for metadata in (METADATA, LOCAL):
            names = set(metadata.tables)
            context = MigrationContext.configure(connection, opts={
                "include_name": lambda name, kind, _parents, names=names: kind != "table" or name in names})
            assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_revisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (FOLDER / "versions").glob("[0-9]*.py"))
    assert numbers == list(range(1, SCHEMA + 1))


@pytest.fixture
def older(store: st.Store, household: str, tmp_path: Path) -> st.Store:
    """The village as a program one revision older left it: its tables, no triggers of today."""
    step_back(store, tmp_path)
    return store


def test_an_older_file_is_upgraded_with_a_copy_first(older: st.Store, household: str) -> None:
    older.close()
    again = st.open_store(older.folder, "试用密码")
    assert st.count(again, "household") == 1
    assert backup.verify(again, rebuild=True).good
    assert list(again.folder.backups.glob("升级前-*.db"))
    again.close()


def test_a_failed_upgrade_says_so_and_leaves_the_file_as_it_was(
    older: st.Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    older.close()
    monkeypatch.setattr(upgrade, "FOLDER", tmp_path / "no such folder")
    with pytest.raises(CannotOpen, match="数据还是原来的样子"):
        st.open_store(older.folder, "试用密码")
    shutil.rmtree(older.folder.backups)
    monkeypatch.undo()
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    again = st.open_store(older.folder, "试用密码")
    assert st.count(again, "household") == 1
    again.close()
