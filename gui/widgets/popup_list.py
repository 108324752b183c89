"""A list under the line somebody types in. It lies inside the window: the keys stay with the line on every platform."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from gui import theme

MOST_LINES = 9


class PopupList(QListWidget):
    """Hidden until `show_at`; `take_key` walks it."""

    def __init__(self, owner: QWidget, name: str) -> None:
        super().__init__(owner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        owner.destroyed.connect(self.deleteLater)
        self.hide()

    def show_at(self, line: QWidget) -> None:
        """Below the line, or above it where the window ends; as wide as the line, as high as its lines."""
        window = line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        wanted = self.sizeHintForRow(0) * min(self.count(), MOST_LINES) + theme.px(18)
        below = line.mapTo(window, QPoint(0, line.height() + theme.px(2)))
        room = window.height() - below.y() - theme.px(8)
        width = min(max(line.width(), theme.px(280)), window.width())
        left = max(min(below.x(), window.width() - width), 0)
        if room >= wanted or room >= window.height() // 3:
            self.setGeometry(left, below.y(), width, min(wanted, room))
        else:
            above = line.mapTo(window, QPoint(0, 0)).y() - theme.px(2)
            self.setGeometry(left, max(above - wanted, 0), width, min(wanted, above))
        self.setCurrentRow(0)
        self.show()
        self.raise_()

    def walk(self, key: int) -> bool:
        """Up and Down; True when used."""
        if key not in (Qt.Key.Key_Down, Qt.Key.Key_Up) or not self.count():
            return False
        step = 1 if key == Qt.Key.Key_Down else -1
        self.setCurrentRow((self.currentRow() + step) % self.count())
        return True
