"""Backup, restore and verify as both doors ask for them: what was done, in the command line's shape."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import UserMistake
from models.store import backup as copies
from models.store.folder import Folder, place_of


def backup(store: st.Store, folder: Path) -> dict[str, Any]:
    """One encrypted copy, opened again and checked. Among the data themselves it would be lost with them."""
    place, wanted = store.folder.path.resolve(), folder.resolve()
    if wanted.is_relative_to(place) and wanted != store.folder.backups.resolve():
        raise UserMistake("备份不能放进数据文件夹里，数据丢了备份也跟着丢。请选U盘或者别的文件夹。")
    path = copies.backup(store, folder)
    return {"path": str(path), "bytes": path.stat().st_size, "verified": True}


def restore(path: Path, folder: Path | Folder, password: str, recovery: Sequence[str] = ()) -> dict[str, Any]:
    """Lay a copy down as the data folder; `kept` is where what stood there has gone. The township's `recovery` secrets
    open it in place of the password.
    """
    place = place_of(folder)
    before = _set_aside(place.path)
    copies.restore(path, place, password, recovery)
    kept = sorted(_set_aside(place.path) - before)
    return {"data": str(place.path), "kept": str(kept[0]) if kept else None}


def _set_aside(folder: Path) -> set[Path]:
    return set(folder.parent.glob(f"{folder.name}-恢复前-*")) if folder.parent.exists() else set()


def verify(store: st.Store, *, rebuild: bool = False) -> dict[str, Any]:
    """What the file, its journal and, when asked, a rebuilt copy of it say."""
    found = copies.verify(store, rebuild=rebuild)
    body: dict[str, Any] = {"ok": found.good, "integrity": found.integrity,
                            "journal": {"transactions": found.transactions, "chain": found.chain}}
    if rebuild:
        body["rebuild"] = {"tables": found.tables, "different": len(found.different)}
    return body
