"""Pieces of 今日待办: the four figures, a line with the button that does it, the two cards at the side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import empty
from gui.widgets.tag import Tag

TONES = {"overdue": "danger", "soon": "warning", "look": "info"}
WHEN_WIDTH = 92
_BESIDE = 880
_UNIT = 18  # the unit behind a figure, smaller: at large letters both stand in one line
_LARGE = 110  # what 100 design pixels become when letters are large


class FigureCard(Card):
    """One figure, how far it has come, and one more thing about it; pressing it opens what it counted."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name, self.figure, self.note = label("", "small"), label("", "figure", wrap=True), label("", "small", wrap=True)
        self.figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        holds = self.bar.sizePolicy()
        holds.setRetainSizeWhenHidden(True)  # four cards in one line, with or without a bar
        self.bar.setSizePolicy(holds)
        self.body.setSpacing(theme.px(6))
        for part in (self.name, self.figure, self.bar, self.note):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_figure(self, name: str, words: str, note: str, share: float | None) -> None:
        """share: 0 to 1, None when there is nothing to reach."""
        self.name.setText(name)
        value, _, unit = words.rpartition(" ")
        self.figure.setText(f"{escape(value)} <span style='font-size:{theme.px(_UNIT)}px'>{escape(unit)}</span>")
        self.note.setText(note)
        self.bar.setVisible(share is not None)
        self.bar.setValue(round(1000 * min(max(share or 0.0, 0.0), 1.0)))
        self.bar.setAccessibleName(name)
        self.setAccessibleName(f"{name} {words} {note}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click is a press."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class DueLine(QFrame):
    """Who, what, until when, and the button. Signal done(line) when it is to be done."""

    done = Signal(object)

    def __init__(self, line: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        theme.look(self, "due")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{line.when_words} {line.text} {line.detail}，回车{line.action_words}")
        when = Tag(line.when_words, TONES.get(line.kind, "muted"))
        when.setMinimumWidth(theme.px(WHEN_WIDTH))
        when.setMinimumHeight(theme.px(30))
        words = escape(line.text)
        if line.detail:
            words += f"　<span style='color:{theme.MUTED}; font-size:{theme.px(13)}px'>{escape(line.detail)}</span>"
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(line.action_words)
        self.button.setAccessibleName(f"{line.action_words}：{line.text}")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._do)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), theme.px(4), theme.px(2))
        row.setSpacing(theme.px(10))
        row.addWidget(when)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, arrows walk to the neighbours."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._do()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        self.done.emit(self.line)


class BoardGrid(QWidget):
    """Four cards above, the lines below them, the side cards beside the lines, or under them where letters are large."""

    def __init__(self, cards: Sequence[QWidget], due: QWidget, side: Sequence[QWidget]) -> None:
        super().__init__()
        self._due, self._wide = due, True
        self._side = QWidget()
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        for at, card in enumerate(side):
            self._column.addWidget(card, at)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(12))
        for at, card in enumerate(cards):
            self._grid.addWidget(card, 0, at)
            self._grid.setColumnStretch(at, 1)
        self._grid.setRowStretch(1, 1)
        due.setMinimumHeight(theme.px(240))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_BESIDE)
        if wide != self._wide:
            self._wide = wide
            self._place()

    def _place(self) -> None:
        ways = QBoxLayout.Direction
        self._column.setDirection(ways.TopToBottom if self._wide else ways.LeftToRight)
        self._grid.addWidget(self._due, 1, 0, 1, 3 if self._wide else 4)
        if self._wide:
            self._grid.addWidget(self._side, 1, 3)
        else:
            self._grid.addWidget(self._side, 2, 0, 1, 4)


class TownCard(Card):
    """带到镇上: how much has not been taken along, and the two ways of a stick."""

    def __init__(self, go: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("带到镇上", parent)
        self.words = label("", "small", wrap=True)
        self.body.addWidget(self.words)
        for words, look, picture in (("装进U盘，带到镇上", "primary", "stick"), ("读取镇里带回的U盘", "", "sync")):
            self.body.addWidget(button(words, go, picture=picture, look=look))
        self.receipt = label("", "small", wrap=True)
        self.body.addWidget(self.receipt)
        self.body.addStretch(1)

    def tell(self, waiting: str, receipt: str) -> None:
        """The two sentences."""
        self.words.setText(waiting)
        self.receipt.setText(receipt)
        self.receipt.setVisible(bool(receipt))


class NameButton(QPushButton):
    """A name that ends in … where it does not fit, instead of within a character."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the name as there is room for."""
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, event.size().width() - theme.px(10)))


class MonthCard(Card):
    """7月报表: made or not made, each a way to it. Signal wanted(id)."""

    wanted = Signal(str)

    def tell(self, title: str, rows: Sequence[tuple[str, str, bool]]) -> None:
        """rows: id, title, made."""
        self.title.setText(title)
        self.title.show()
        self.setAccessibleName(title)
        empty(self.body)
        for id, name, made in rows:
            self.body.addWidget(self._row(id, name, made))
        if not rows:
            self.body.addWidget(label("这个月没有要出的报表。", "small", wrap=True))
        self.body.addStretch(1)

    def _row(self, id: str, name: str, made: bool) -> QWidget:
        holder = QWidget()
        # With large letters name and word do not fit side by side.
        row: QBoxLayout = QVBoxLayout(holder) if theme.px(100) > _LARGE else QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        button = NameButton(name)
        theme.look(button, "row")
        button.setAccessibleName(f"打开{name}")
        button.setProperty("id", id)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(name)
        button.clicked.connect(self._on_pressed)
        row.addWidget(button, 1)
        row.addWidget(Tag("已生成", "accent") if made else Tag("还没生成", "warning"))
        return holder

    def _on_pressed(self) -> None:
        self.wanted.emit(str(self.sender().property("id")))
