"""A sentence that comes up at the foot of the window and goes by itself, with at most one thing to press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gui import theme

SHOWN_MS = 6000


class Toast(QFrame):
    """One toast a window; a new sentence replaces the old one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        theme.look(self, "toast")
        self.setAccessibleName("提示")
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._pressed)
        self._call: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(10), theme.px(10))
        row.addWidget(self._label)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", call: Callable[[], object] | None = None) -> None:
        """Show `text`, and a button `action` that calls `call`."""
        self._label.setText(text)
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._call = call
        self.setAccessibleDescription(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def _pressed(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()

    def _place(self) -> None:
        """At the foot, but at the head where that would cover what is just being used: whoever answers one after the other goes on."""
        window, used = self.parentWidget(), QApplication.focusWidget()
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - theme.px(52))
        in_use = isinstance(used, QAbstractButton | QLineEdit) and window.isAncestorOf(used)
        if used is not None and window is not None and in_use and self.geometry().intersects(QRect(used.mapTo(window, QPoint()), used.size())):
            self.move(self.x(), theme.px(8))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
