"""What a heading of somebody's form means: told beside the form, and another meaning chosen from a list that is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from gui import theme
from gui.tables.template_model import WHY
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.code_box import initials
from gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from services.fill.targets import Choice
    from services.filling import Place

_MOST = 200
_WIDTH = 300
LEFT_ALONE = "-"


class _Search(QLineEdit):
    """Up and Down walk the list, Enter takes."""

    def __init__(self, owner: MeaningPanel) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt."""
        if not self._owner.take_key(event.key()):
            super().keyPressEvent(event)


class MeaningPanel(Card):
    """Signal chosen(target)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("这一栏填什么", parent)
        self._choices: list[Choice] = []
        self.setFixedWidth(theme.px(_WIDTH))
        self.heading = label("", "strong", wrap=True)
        self.now = label("", "muted", wrap=True)
        self.search = _Search(self)
        self.search.setPlaceholderText("打字找：栏目名或拼音首字母")
        self.search.setAccessibleName("找一栏")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName("可以填的")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        tools = FlowLayout(gap=6)
        tools.addWidget(button("就填它", self._on_take, look="primary"))
        tools.addWidget(button("这栏空着", self._on_leave))
        for widget in (self.heading, self.now, self.search):
            self.body.addWidget(widget)
        self.body.addLayout(tools)
        self.body.addWidget(self.list, 1)

    def ask(self, place: Place, words: str, choices: list[Choice]) -> None:
        """Show a place with what it means now."""
        self._choices = choices
        self.heading.setText(f"“{place.heading}”")
        told = f"现在填：{words}。{WHY[place.how]}。" if place.target else "还没认出来，现在空着。"
        self.now.setText(told)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._fill()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, key: int) -> bool:
        """Keys of the search line that are the list's."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_take()
            return True
        return False

    def _fill(self) -> None:
        typed = self.search.text().strip().lower()
        fitting = [one for one in self._choices if not typed or typed in one.words.lower() or typed in one.place]
        if not fitting and typed.isascii():
            fitting = [one for one in self._choices if initials(one.words).startswith(typed)]
        fitting.sort(key=lambda one: (not one.words.lower().startswith(typed), len(one.words) if typed else 0))
        self.list.clear()
        for one in fitting[:_MOST]:
            item = QListWidgetItem(f"{one.words}　·{one.place}" if one.place else one.words)
            item.setData(Qt.ItemDataRole.UserRole, one.target)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if typed else -1)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _on_take(self) -> None:
        self._take(self.list.currentItem())

    def _on_leave(self) -> None:
        self.chosen.emit(LEFT_ALONE)
