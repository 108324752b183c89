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
    """Signal wanted(tab) to go to another part."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)

    def tell(self, board: Any) -> None:
        """Show what was read."""

    def wrote_something(self, *ledgers: str) -> None:
        """Other pages and the one around this part look again."""
        self.desk.wrote(None, ledgers=ledgers)

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
