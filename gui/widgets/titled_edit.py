"""A line for one of many titles: what is typed, or the pinyin initials of it, narrows a list; other words stay as they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from gui.widgets.code_box import initials
from gui.widgets.editor import LineEditor
from models.kernel import Field

_KEYS = Qt.ItemDataRole.UserRole


class _Finder(QCompleter):
    """Finds by title and initials, and writes the title."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Qt: what is written when a line is picked."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class TitledEdit(LineEditor):
    """Down opens the whole list."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        model = QStandardItemModel(self)
        for title in field.kind.titles.values():
            item = QStandardItem(title)
            item.setData(f"{title} {initials(title)}", _KEYS)
            model.appendRow(item)
        self.finder = _Finder(model, self)
        self.finder.setCompletionRole(_KEYS)
        self.finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.finder.setMaxVisibleItems(12)
        self.finder.activated.connect(self._on_picked)
        self.line.setCompleter(self.finder)
        self.line.setPlaceholderText("打几个字或拼音首字母，从中选一个")

    def load(self, value: Any) -> None:
        """The title."""
        self.line.setText(self.field.kind.show(value))
        self.line.setCursorPosition(0)

    def _on_picked(self) -> None:
        self.edited.emit()
