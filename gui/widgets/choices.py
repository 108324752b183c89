"""A few answers side by side, each with its number key: 是 / 否 / 不清楚, and the ticks of a multi-code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.flow import FlowLayout

_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class Choices(QFrame):
    """Buttons under one focus: digits pick, arrows walk, space ticks, Backspace clears. Signal: picked()."""

    picked = Signal()

    def __init__(self, items: Sequence[tuple[str, str]], *, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "choices")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.items = tuple(items)
        self._several = several
        self._current = 0
        self._buttons: list[QPushButton] = []
        flow = FlowLayout(gap=6)
        for number, (_, words) in enumerate(self.items, 1):
            button = QPushButton(words, self)
            theme.look(button, "choice")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(words)
            button.setToolTip(f"按 {number}" if number <= 9 else "")
            button.clicked.connect(self._on_clicked)
            flow.addWidget(button)
            self._buttons.append(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow)

    def codes(self) -> tuple[str, ...]:
        """What is picked."""
        return tuple(code for (code, _), button in zip(self.items, self._buttons, strict=True) if button.isChecked())

    def set_codes(self, codes: Sequence[str]) -> None:
        """Show these as picked."""
        for (code, _), button in zip(self.items, self._buttons, strict=True):
            button.setChecked(code in codes)

    def pick(self, number: int) -> None:
        """The answer at this place, as if clicked."""
        button = self._buttons[number]
        button.setChecked(not button.isChecked() or (not self._several and not button.isChecked()))
        self._only(button)
        self._walk(number)
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows, space, Backspace."""
        key = event.key()
        number = key - Qt.Key.Key_1
        if 0 <= number < min(len(self._buttons), 9):
            self.pick(number)
        elif key in _ON:
            self._walk(self._current + 1)
        elif key in _BACK:
            self._walk(self._current - 1)
        elif key == Qt.Key.Key_Space:
            self.pick(self._current)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.set_codes(())
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self._walk(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show nothing."""
        super().focusOutEvent(event)
        self._mark(None)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self._only(button)
            self._current = self._buttons.index(button)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.picked.emit()

    def _only(self, chosen: QPushButton) -> None:
        if not self._several:
            for button in self._buttons:
                if button is not chosen:
                    button.setChecked(False)

    def _walk(self, number: int) -> None:
        self._current = max(0, min(number, len(self._buttons) - 1))
        self._mark(self._current)

    def _mark(self, number: int | None) -> None:
        for at, button in enumerate(self._buttons):
            mark = "true" if at == number else "false"
            if button.property("current") != mark:
                button.setProperty("current", mark)
                button.style().unpolish(button)
                button.style().polish(button)
