"""A sentence in the page with what can be done about it: the first choice before any dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui import theme

_WIDE = 620
Action = tuple[str, Callable[[], object]]


class MessageLine(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(6))
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._parts.setSpacing(theme.px(6))
        self._parts.addWidget(self._label, 1)
        self._parts.addLayout(self._buttons)
        self._clear_buttons()
        self.hide()

    def say(self, text: str, tone: str = "info", actions: Sequence[Action] = ()) -> None:
        """Show a sentence; tone is accent, info, warning or danger; each action is a button."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setProperty("notice", tone)
        self._clear_buttons()
        for number, (words, call) in enumerate(actions):
            button = QPushButton(words, self)
            button.setAccessibleName(words)
            button.clicked.connect(call)
            self._buttons.insertWidget(number, button)
        self._buttons.addStretch(1)
        for widget in (self, self._label):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()

    def text(self) -> str:
        """What it says, empty when hidden."""
        return self._label.text() if not self.isHidden() else ""

    def clear(self) -> None:
        """Say nothing."""
        self._clear_buttons()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons beside the sentence where there is room, below it in a narrow form."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_WIDE)
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _clear_buttons(self) -> None:
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
