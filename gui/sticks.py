"""Where the stick is: the first place on a removable volume, so that nobody has to look for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.desk import Desk


def likely() -> Path | None:
    """The root of a stick that is plugged in and can be written to."""
    from models.store.folder import on_removable

    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if volume.isReady() and not volume.isReadOnly() and not volume.isRoot() and on_removable(root):
            return root
    return None


def ask_folder(parent: QWidget, desk: Desk, words: str) -> Path | None:
    """Which folder, beginning at the stick."""
    start = likely() or Path(desk.settings.folder)
    name = QFileDialog.getExistingDirectory(parent, words, str(start))
    return Path(name) if name else None
