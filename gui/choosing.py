"""Choosing files and folders: the dialog begins in the folder that was used last, and the next one begins where this one ended."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.settings import Settings


def open_files(parent: QWidget, settings: Settings, title: str, kinds: str) -> list[Path]:
    """Several files that exist; none when the person thinks better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, kinds)
    return _remembered(settings, [Path(name) for name in names])


def open_file(parent: QWidget, settings: Settings, title: str, kinds: str) -> Path | None:
    """One file that exists."""
    name, _ = QFileDialog.getOpenFileName(parent, title, settings.folder, kinds)
    found = _remembered(settings, [Path(name)] if name else [])
    return found[0] if found else None


def folder(parent: QWidget, settings: Settings, title: str) -> Path | None:
    """A folder to write into."""
    name = QFileDialog.getExistingDirectory(parent, title, settings.folder)
    if not name:
        return None
    settings.folder = name
    return Path(name)


def _remembered(settings: Settings, chosen: list[Path]) -> list[Path]:
    if chosen:
        settings.folder = str(chosen[0].parent)
    return chosen
