"""撤掉 asks for one line of reason, in place: nothing is deleted, and years later somebody will ask why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui import theme


class ReasonLine(QWidget):
    """Hidden until asked. Signal given(reason)."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, verb: str = "撤掉", example: str = "记重了") -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(f"为什么{verb}？例如：{example}")
        self.line.setAccessibleName(f"为什么{verb}")
        self.line.textChanged.connect(self._on_text)
        self.button = QPushButton(verb)
        theme.look(self.button, "danger")
        self.button.setEnabled(False)
        self.button.clicked.connect(self._give)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.hide()

    def ask(self) -> None:
        """Show the line and wait."""
        self.line.clear()
        self.show()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the reason, Escape thinks better of it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self.button.setEnabled(bool(text.strip()))

    def _give(self) -> None:
        if self.line.text().strip():
            self.hide()
            self.given.emit(self.line.text().strip())
