"""The head above a list to go through: back, what it is, one group or all, and what else can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout


class GroupBox(QComboBox):
    """全部 or one group, each with its number; the wheel over it changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: Any) -> None:
        """Scrolling a page must not choose another group."""
        event.ignore()


class ListHead(QWidget):
    """Signals: back(), acted() for the button at the right, group_changed()."""

    back = Signal()
    acted = Signal()
    group_changed = Signal()

    def __init__(self, action: str, back: str = "今日待办", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = button(back, self.back, picture="left", look="quiet")
        self.back_button.setAccessibleName(f"回到{back}")
        self.title = label("", "heading")
        self.groups = GroupBox(self)
        self.groups.setAccessibleName("哪一组")
        self.groups.activated.connect(self._on_group)
        self.button = button(action, self.acted, picture="print")
        row = FlowLayout(self, gap=8)
        for widget in (self.back_button, self.title, self.groups, self.button):
            row.addWidget(widget)
        self.button.setVisible(bool(action))  # only now that it stands in something: alone it would open as a window

    def offer(self, groups: Mapping[str, Sequence[object]]) -> None:
        """The groups there are; the chosen one stays chosen."""
        kept = self.group()
        self.groups.clear()
        self.groups.addItem(f"全部 {sum(map(len, groups.values()))}", "")
        for name, members in groups.items():
            self.groups.addItem(f"{name} {len(members)}", name)
        self.groups.setCurrentIndex(max(self.groups.findData(kept), 0))
        self.groups.setVisible(len(groups) > 1)

    def group(self) -> str:
        """The chosen group, empty for all."""
        return str(self.groups.currentData() or "")

    def choose(self, group: str) -> None:
        """Choose a group."""
        self.groups.setCurrentIndex(max(self.groups.findData(group), 0))

    def _on_group(self) -> None:
        self.group_changed.emit()
