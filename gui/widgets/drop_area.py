"""A place to drop files and folders on; the same is always done by a button too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import label


class DropArea(QFrame):
    """Signal dropped(list of paths)."""

    dropped = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        self.column.setSpacing(theme.px(6))
        self.column.addWidget(label(words, "strong", wrap=True))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from this computer or a stick, nothing else."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._light(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt."""
        self._light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """All that was dropped at once."""
        self._light(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _light(self, on: bool) -> None:
        self.setProperty("over", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)
