"""What the parts of 上报接收 share: the desk, a line that says what happened, and the work under way, next to each other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine


class SyncPart(QWidget):
    """Signals: wrote() when the page has to read again; wanted(tab) to go to another part."""

    wrote = Signal()
    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)

    def tell(self, board: Any) -> None:
        """Show what was read."""

    def wrote_something(self, *ledgers: str) -> None:
        """Other pages and this one look again."""
        self.desk.wrote(None, ledgers=ledgers)
        self.wrote.emit()

    def lay_out(self, *parts: QWidget) -> QVBoxLayout:
        """Parts below each other, scrolling where they need more room than there is."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        return column
