"""Lines of a card: words, a detail and a tag at the right; and a holder whose lines can be exchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.tag import Tag

Press = tuple[str, Callable[[], object], str]  # the words, a bound method, and the key that its sender carries


def row(words: str, detail: str = "", tag: tuple[str, str] | None = None, tip: str = "",
        presses: Sequence[Press] = ()) -> QWidget:
    """One line. presses: small buttons between the detail and the tag."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, theme.px(2), 0, theme.px(2))
    line.setSpacing(theme.px(8))
    named = label(words)
    named.setToolTip(tip)
    said = label(detail, "small", wrap=True)
    said.setTextFormat(Qt.TextFormat.PlainText)
    said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    line.addWidget(named)
    line.addWidget(said, 1)
    for press in presses:
        line.addWidget(_small(*press))
    if tag is not None:
        line.addWidget(Tag(*tag))
    return holder


def _small(words: str, call: Callable[[], object], key: str) -> QPushButton:
    made = button(words, call, look="quiet")
    made.setProperty("key", key)
    return made


class Rows(QWidget):
    """Lines below each other, exchanged as a whole; `nothing` stands there when there are none."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.put([])

    def put(self, lines: Sequence[QWidget]) -> None:
        """Other lines."""
        while self._column.count():
            old = self._column.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines or [label(self._nothing, "muted", wrap=True)]:
            self._column.addWidget(line)
