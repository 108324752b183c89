"""One bad cell of a workbook on its way in: what is wrong with it, what it may have meant, and a line to write it anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import empty

if TYPE_CHECKING:
    from intake.stage import CellMistake

_WIDTH = 300


class MendPanel(Card):
    """Signal mended(sheet, cell, text)."""

    mended = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("改这一格", parent)
        self.cell: CellMistake | None = None
        self.setFixedWidth(theme.px(_WIDTH))
        self.where, self.why = label("", "strong", wrap=True), label("", "", wrap=True)
        self.was = label("", "muted", wrap=True)
        self.maybe = label("是不是：", "muted")
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(theme.px(6))
        self.line = QLineEdit()
        self.line.setAccessibleName("改成")
        self.line.setPlaceholderText("照原件重新写")
        self.line.returnPressed.connect(self._on_enter)
        self.later = label("不改也能收：看不懂的先留作待核，以后再补。", "muted", wrap=True)
        for widget in (self.where, self.was, self.why, self.maybe):
            self.body.addWidget(widget)
        self.body.addLayout(self.buttons)
        self.body.addWidget(self.line)
        self.body.addWidget(button("改成这个", self._on_enter, look="primary"))
        self.body.addWidget(self.later)
        self.body.addStretch(1)

    def ask(self, cell: CellMistake, offered: Sequence[str]) -> None:
        """Show a cell."""
        self.cell = cell
        self.where.setText(f"{cell.cell} {cell.heading}")
        self.was.setText(f"表里写的：{cell.value or '空'}")
        self.why.setText(cell.text)
        empty(self.buttons)
        for word in offered:
            self.buttons.addWidget(button(word, self._on_offered, look="choice"))
        self.maybe.setVisible(bool(offered))
        self.line.setText(cell.value)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_offered(self) -> None:
        made = self.sender()
        if isinstance(made, QPushButton):
            self._mend(made.text().strip())

    def _on_enter(self) -> None:
        self._mend(self.line.text())

    def _mend(self, text: str) -> None:
        if self.cell is not None and text.strip() != self.cell.value.strip():
            self.mended.emit(self.cell.sheet, self.cell.cell, text)
