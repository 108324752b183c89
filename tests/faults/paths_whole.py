"""The three write paths that make or replace a whole data folder: create, restore, upgrade; and the list of all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

import models.store as st
from models.kernel import Circumstance
from models.migrations import SCHEMA
from models.store import backup
from tests.faults import offices as o
from tests.faults import paths as p
from tests.faults import paths_sync


def _nothing(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)


def _create(root: Path, tell: p.Tell) -> None:
    with o.closing(o.begin(root)) as store:
        tell("operation", o.add(store, 1))


def _check_create(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    """Either it opens, or (nothing having been told) it can be begun again: never a folder that does neither."""
    wrong, store = p.sound(root, told, rebuild)
    if store or told:
        return p.closed(wrong, store)
    try:
        o.begin(root).close()
    except Circumstance as refused:
        return [("broken", f"neither opens nor can be begun: {refused}")]
    return p.closed(*p.sound(root, told, rebuild))


def _prepare_restore(root: Path) -> None:
    with o.closing(o.begin(root)) as store:
        o.add(store, 1)
        backup.backup(store, root / o.STICK, "one.zxbak")
        o.add(store, 2)


def _restore(root: Path, tell: p.Tell) -> None:
    backup.restore(root / o.STICK / "one.zxbak", root / o.VILLAGE, o.PASSWORD)
    tell("restored", 1)


def _check_restore(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    """The folder is the old one or the one laid down, and the old one is still somewhere, whole."""
    wrong, store = p.sound(root, told, rebuild)
    if store:
        rows = st.count(store, "household")
        if rows not in (1, 2) or (told and rows != 1):
            wrong.append(("lost", f"{rows} households"))
        if rows == 1:
            aside = [one for one in root.glob(f"{o.VILLAGE}-恢复前-*")]
            kept = [st.open_store(one, o.PASSWORD) for one in aside]
            if [st.count(one, "household") for one in kept] != [2]:
                wrong.append(("lost", "what stood there before"))
            for one in kept:
                one.close()
    return p.closed(wrong, store)


def _prepare_upgrade(root: Path) -> None:
    p.prepare_village(root)
    with o.closing(o.opened(root)) as store, store.writer.begin() as connection:
        connection.execute(text("UPDATE setting SET value = :v WHERE name = 'schema'"), {"v": str(SCHEMA - 1)})


def _upgrade(root: Path, tell: p.Tell) -> None:
    with o.closing(o.opened(root)) as store:
        tell("operation", o.add(store, 1))


def _check_upgrade(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    wrong, store = p.sound(root, told, rebuild)
    if store and st.count(store, "household") < 1:
        wrong.append(("lost", "what the older program had saved"))
    return p.closed(wrong, store)


ALL = (
    *p.ALL,
    *paths_sync.ALL,
    p.WritePath("create", _nothing, _create, _check_create, ""),
    p.WritePath("restore", _prepare_restore, _restore, _check_restore, ""),
    p.WritePath("upgrade", _prepare_upgrade, _upgrade, _check_upgrade),
)
