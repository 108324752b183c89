"""One place that is remembered differently: what stood there before, each value with who and when, and another of one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.forms.field_row import FieldRow
from gui.forms.filing import moment
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import empty
from gui.widgets.tag import Tag
from models.ledgers import LEDGERS
from services.differing import BLANK, DELETE, Head, Item


class ConflictPanel(QWidget):
    """Signals: chosen(number of the value); typed(value of one's own); opened() to see the record itself."""

    chosen = Signal(int)
    typed = Signal(object)
    opened = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._item: Item | None = None
        self._row: FieldRow | None = None
        self.title, self.base = label("", "heading", wrap=True), label("", "muted", wrap=True)
        inside = QWidget()
        self._heads = QVBoxLayout(inside)
        self._heads.setContentsMargins(0, 0, theme.px(4), 0)
        self._heads.setSpacing(theme.px(8))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._own = QHBoxLayout()
        self.own_button = button("0 另填一个", self.type_own, look="quiet")
        self.take_button = button("就用填的这个", self._on_typed, look="primary")
        self.open_button = button("看这一条", self.opened.emit, look="quiet")
        self._own.addWidget(self.take_button)
        foot = QHBoxLayout()
        for made in (self.own_button, self.open_button):
            foot.addWidget(made)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (self.title, self.base):
            part.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(part)
        column.addLayout(self._own)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def put(self, item: Item) -> None:
        """Show one."""
        self._item = item
        self.title.setText(" · ".join(part for part in (item.title, LEDGERS[item.ledger].__ledger__.title, item.heading) if part))
        self.base.setText(f"原来：{item.base or BLANK}")
        self.base.setVisible(item.kind != DELETE)
        empty(self._heads)
        for head in item.heads:
            self._heads.addWidget(self._head(head))
        self._heads.addStretch(1)
        self._forget_own()
        self.own_button.setVisible(item.typed)

    def type_own(self) -> None:
        """另填一个: the ledger's own editor for this field."""
        if self._item is None or not self._item.typed or self._row is not None:
            return
        self._row = FieldRow(self._desk, LEDGERS[self._item.ledger].__fields__[str(self._item.field)], self)
        self._own.insertWidget(0, self._row, 1)
        self.own_button.hide()
        self.take_button.show()
        self._row.show()
        self._row.editor.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in one's own value takes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._row is not None:
            self._on_typed()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        if self._row is not None and not self._row.is_blank():
            self.typed.emit(self._row.editor.raw())

    def _forget_own(self) -> None:
        if self._row is not None:
            self._own.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        self.take_button.hide()

    def _head(self, head: Head) -> QWidget:
        frame = QFrame()
        theme.look(frame, "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(10))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        value = label(f"{head.n}　{head.text}", "strong", wrap=True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        words.addWidget(value)
        about = " · ".join(part for part in (head.where, head.who, moment(head.at) if head.at else "", head.why) if part)
        words.addWidget(label(about, "small", wrap=True))
        row.addLayout(words, 1)
        if head.shown:
            row.addWidget(Tag("现在显示的", "accent"))
        made = button("用这个", self._on_chosen, tip=f"按 {head.n}")
        made.setAccessibleName(f"用第 {head.n} 种：{head.text}")
        made.setProperty("number", head.n)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(made)
        return frame

    def _on_chosen(self) -> None:
        self.chosen.emit(int(self.sender().property("number")))
