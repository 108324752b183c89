"""像是重了: the same person or household entered twice, all fields side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.forms.filing import moment
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout, empty
from services.differing import Item, Line


class DuplicatePanel(QWidget):
    """Signals: merged(number of the one whose values win); apart(); opened() to see the first of them."""

    merged = Signal(int)
    apart = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.why = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._buttons = FlowLayout(gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.why)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._buttons)

    def put(self, item: Item, lines: Sequence[Line]) -> None:
        """Show twins."""
        name = next((text for line in lines[:1] for text in line.texts if text), item.title)
        self.title.setText(f"{name}：是不是{item.same}？")
        self.why.setText(item.base)
        self._scroll.setWidget(_table(item, lines))
        empty(self._buttons)
        for head in item.heads:
            made = button(f"{head.n} 是{item.same}，以第{head.n}个为准", self._on_merge)
            made.setProperty("number", head.n)
            self._buttons.addWidget(made)
        for made in (button(f"0 不是{item.same}", self.apart.emit), button("看这一条", self.opened.emit, look="quiet")):
            self._buttons.addWidget(made)

    def _on_merge(self) -> None:
        self.merged.emit(int(self.sender().property("number")))


def _table(item: Item, lines: Sequence[Line]) -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, theme.px(4), 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(4))
    for at, head in enumerate(item.heads, 1):
        about = " · ".join(part for part in (head.where, head.who, moment(head.at) if head.at else "") if part)
        grid.addWidget(label(f"第{head.n}个", "strong"), 0, at)
        grid.addWidget(label(about, "small", wrap=True), 1, at)
        grid.setColumnStretch(at, 1)
    for down, line in enumerate(lines, 2):
        grid.addWidget(label(line.heading, "small"), down, 0)
        for at, text in enumerate(line.texts, 1):
            grid.addWidget(_cell(text, line.differs), down, at)
    grid.setRowStretch(len(lines) + 2, 1)
    return inside


def _cell(text: str, differs: bool) -> QLabel:
    cell = label(text or "（空着）", "" if text else "muted", wrap=True)
    cell.setTextFormat(Qt.TextFormat.PlainText)
    if differs:
        cell.setProperty("tone", "warning")
        cell.setAccessibleDescription("不一样")
    return cell
