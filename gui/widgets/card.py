"""White rounded frames with a heading: the ground on which pages are laid out."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import theme


def label(text: str = "", look: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A QLabel with a look of the style sheet."""
    made = QLabel(text, parent)
    made.setWordWrap(wrap)
    if look:
        theme.look(made, look)
    return made


class Card(QFrame):
    """A card. `head` is the row of the heading (add buttons to it), `body` the column below."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "card")
        if title:
            self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(14))
        outer.setSpacing(theme.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self.title = label(title, "heading", parent=self)
        self.title.setVisible(bool(title))
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        outer.addLayout(self.head)
        outer.addLayout(self.body, 1)


class Line(QFrame):
    """A hair line between parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "line")
