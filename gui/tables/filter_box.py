"""One filter above a table: its word, then what is chosen: 年度：2025."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from gui import theme
from gui.widgets.code_box import QuietCombo

ALL = "全部"


class FilterBox(QuietCombo):
    """A combo that shows its own name; the first line asks for everything."""

    def __init__(self, name: str, word: str, items: Sequence[tuple[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._word = name, word
        self.setAccessibleName(f"按{word}筛选")
        theme.look(self, "filter")
        self.addItem(ALL, None)
        for words, value in items:
            self.addItem(words, value)
        self.currentIndexChanged.connect(self.mark)

    def value(self) -> Any:
        """What to look for; None for everything."""
        return self.currentData()

    def fill(self, items: Sequence[tuple[str, Any]]) -> None:
        """Only these, the first one chosen; hidden when there is nothing to choose."""
        self.clear()
        for words, value in items:
            self.addItem(words, value)
        self.setVisible(bool(items))
        self.updateGeometry()

    def offer(self, items: Sequence[tuple[str, Any]]) -> None:
        """Everything or one of these. What is chosen stays, even when it is there no more: nobody is shown something else unasked."""
        kept, words = self.value(), self.currentText()
        offered = [(ALL, None), *items, *([] if kept in (None, *(value for _, value in items)) else [(words, kept)])]
        if [(self.itemText(at), self.itemData(at)) for at in range(self.count())] != offered:
            self.blockSignals(True)
            self.fill(offered)
            self.setCurrentIndex([value for _, value in offered].index(kept))
            self.blockSignals(False)
            self.mark()
        self.setVisible(len(items) > 1 or kept is not None)

    def sizeHint(self) -> QSize:
        """Wide enough for the name and what is chosen."""
        words = f"{self._word}：{self.currentText()}"
        return QSize(self.fontMetrics().horizontalAdvance(words) + theme.px(50), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: a filter that hides what it filters is worse than none."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The combo with its name before the value."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = f"{self._word}：{self.currentText()}"
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def mark(self) -> None:
        """Look chosen or not."""
        self.setProperty("on", "true" if self.value() is not None else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()
