"""The ground of the pages before the desk: a green side with the program's name, a card with what is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine

SIZE = (1060, 680)
CARD_WIDTH = 560


class Door(QWidget):
    """A window of its own; `card` is where a page puts its questions."""

    def __init__(self, title: str) -> None:
        super().__init__()
        theme.look(self, "page")
        theme.fill_background(self)
        self.setWindowTitle("振兴台账")
        self.resize(*SIZE)
        side = QWidget()
        theme.look(side, "nav")
        theme.fill_background(side)
        side.setFixedWidth(theme.px(270))
        words = QVBoxLayout(side)
        words.setContentsMargins(theme.px(26), theme.px(60), theme.px(20), theme.px(26))
        words.addWidget(label("振兴台账", "nav-title"))
        words.addWidget(label("一件事只记一次，报表自己出来。", "nav-place", wrap=True))
        words.addStretch(1)
        words.addWidget(label("数据都在这台电脑上，加了密。没有网也能用。", "nav-place", wrap=True))
        self.card = Card(title)
        self.card.setMaximumWidth(theme.px(CARD_WIDTH))
        self.line = MessageLine()
        self.card.body.addWidget(self.line)
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(theme.px(30), theme.px(30), theme.px(30), theme.px(30))
        middle.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card, 20)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(scroll, 1)


def form() -> QFormLayout:
    """Words at the left, fields at the right, wrapping when letters are large."""
    made = QFormLayout()
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setHorizontalSpacing(theme.px(14))
    made.setVerticalSpacing(theme.px(10))
    return made


def field(name: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
    """A line to type in."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
