"""The sticks that are plugged in, to choose one: name, room, kind; and a folder where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from gui import background, theme
from gui.desk import Desk
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout

LOOK_EVERY_MS = 3000  # a stick that is put in shows up by itself
_STEP = 1024
_LARGEST_OF_FAT32 = 4 * _STEP**3


class StickList(QWidget):
    """`folder()` is where to write or read. Signal chosen() when it becomes another."""

    chosen = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: list[Any] = []
        self._folder: Path | None = None
        self._own: Path | None = None  # a folder that the person chose stands beside the sticks
        self._looking = False
        self._buttons: list[QPushButton] = []
        self.words = label("正在找U盘…", "small", wrap=True)
        self._flow = FlowLayout(gap=8)
        self.again = button("再找一下", self.look, look="quiet")
        self.other = button("选别的文件夹…", self._on_other, look="quiet")
        self._flow.addWidget(self.again)
        self._flow.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.words)
        column.addLayout(self._flow)
        self.setAccessibleName("U盘")
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def folder(self) -> Path | None:
        """The chosen stick's root, or the chosen folder."""
        return self._folder

    def choose(self, folder: Path) -> None:
        """A folder of the person's own choice."""
        self._own = self._folder = folder
        self._desk.settings.folder = str(folder)
        self._put(self._found)
        self.chosen.emit()

    def look(self) -> None:
        """Ask the computer again, off the window's thread: a slow stick must not stop the window."""
        if self._looking:
            return
        self._looking = True
        background.read(self, _sticks, self._on_found, self._on_failed)

    def event(self, event: QEvent) -> bool:
        """Looks around only while somebody sees it."""
        if event.type() == QEvent.Type.Show:
            self.look()
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().event(event)

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._put([])

    def _on_found(self, found: list[Any]) -> None:
        self._looking = False
        if found == self._found and self._buttons:
            return
        if self._folder is None or not _still_there(self._folder, found, self._own):
            self._folder = next((Path(one.path) for one in found if one.writable), None)
            self._folder = self._folder or (Path(found[0].path) if found else self._own)
        self._put(found)
        self.chosen.emit()

    def _put(self, found: list[Any]) -> None:
        self._found = found
        for old in self._buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        lines = [(Path(one.path), words_of(one), tip_of(one)) for one in found]
        if self._own is not None and all(path != self._own for path, _, _ in lines):
            lines.append((self._own, f"文件夹 {self._own.name or self._own}", str(self._own)))
        self._buttons = [self._button(*line) for line in lines]
        for fixed in (self.again, self.other):
            self._flow.removeWidget(fixed)
        for made in (*self._buttons, self.again, self.other):
            self._flow.addWidget(made)
            made.show()
        self.words.setText("用哪个U盘？" if len(lines) > 1 else "找到的U盘：" if found else
                           "放到这个文件夹：" if lines else "没有找到U盘。插上就会自己出来，也可以选一个文件夹。")

    def _button(self, path: Path, words: str, tip: str) -> QPushButton:
        made = button(words, self._on_pressed, look="choice", picture="stick", tip=tip)
        made.setCheckable(True)
        made.setChecked(path == self._folder)
        made.setProperty("folder", str(path))
        made.setParent(self)
        return made

    def _on_pressed(self) -> None:
        self._folder = Path(str(self.sender().property("folder")))
        for made in self._buttons:
            made.setChecked(made is self.sender())
        self.chosen.emit()

    def _on_other(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选一个文件夹", str(self._folder or self._desk.settings.folder))
        if name:
            self.choose(Path(name))


def words_of(stick: Any) -> str:
    """U盘 KINGSTON · 还能放 12.3 GB · FAT32."""
    parts = [f"U盘 {stick.label}" if stick.label else f"U盘 {stick.path}"]
    parts.append(f"还能放 {size_words(stick.free)}" if stick.writable else "只能读，写不进去")
    return " · ".join([*parts, stick.file_system] if stick.file_system else parts)


def tip_of(stick: Any) -> str:
    """Where it is, and what is too large for it."""
    small = stick.biggest is not None and stick.biggest < _LARGEST_OF_FAT32
    return f"{stick.path}，单个文件不能超过 4 GB" if small else str(stick.path)


def size_words(size: int) -> str:
    """12.3 GB, 512 MB."""
    if size >= _STEP**3:
        return f"{size / _STEP**3:.1f} GB"
    return f"{size / _STEP**2:.0f} MB" if size >= _STEP**2 else f"{max(size, 0) // _STEP} KB"


def _still_there(folder: Path, found: list[Any], own: Path | None) -> bool:
    return folder == own or any(Path(one.path) == folder for one in found)


def _sticks(task: background.Task) -> list[Any]:
    from services import sticks

    return list(sticks.sticks())
