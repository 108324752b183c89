"""What is written of one photo, beside the photo itself: its caption, the day it was taken, the column it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.forms.field_row import FieldRow
from gui.forms.reason_line import ReasonLine
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.choices import Choices
from gui.widgets.message_line import MessageLine
from models.insight.evidence import ATTACHMENT, Picture, columns
from models.kernel import Mistake
from models.ledgers import LEDGERS

_FIELDS = ("title", "taken_on")
COLUMN = "field"


class PhotoWords(Card):
    """Signals: wanted() to store what was typed; removed(reason); left() to go back to the form."""

    wanted = Signal()
    removed = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._columns = columns(ledger)
        self._fixed = False
        self._first: dict[str, Any] = {}
        fields = LEDGERS[ATTACHMENT].__fields__
        self.rows = {name: FieldRow(desk, fields[name], self) for name in _FIELDS}
        several = [*self._columns.items(), ("", "别的")] if len(self._columns) > 1 else []
        self.column = Choices(several, several=False, parent=self)
        self.column.setAccessibleName("算哪一栏的")
        self._build()
        for row in self.rows.values():
            row.editor.edited.connect(self._tell_changed)
        self.column.picked.connect(self._tell_changed)

    def put(self, picture: Picture, heading: str, *, fixed: bool) -> None:
        """Show a picture's words; `fixed`: it stands in a column of the record and has none of its own."""
        self._fixed = fixed
        self.title.setText(heading)
        self.where.setText(f"放在“{self._columns.get(picture.field, '')}”一栏里，要写说明请另放一遍。" if fixed else "")
        self.where.setVisible(fixed)
        self.rows["title"].editor.load(picture.title)
        self.rows["taken_on"].editor.load(picture.taken_on)
        self.column.set_codes((picture.field if picture.field in self._columns else "",))
        for part in (*self.rows.values(), self.save_button):
            part.setVisible(not fixed)
        self.column.setVisible(bool(self.column.items) and not fixed)
        self.say(())
        self.line.clear()
        self.reason.hide()
        self._first = self._raw()
        self._tell_changed()

    def typed(self) -> dict[str, Any]:
        """What differs from what is stored."""
        return {} if self._fixed else {name: value for name, value in self._raw().items() if value != self._first[name]}

    def say(self, mistakes: Sequence[Mistake]) -> None:
        """Each sentence under its line."""
        for name, row in self.rows.items():
            row.say([mistake for mistake in mistakes if mistake.field == name])

    def _raw(self) -> dict[str, Any]:
        raw = {name: row.editor.raw() for name, row in self.rows.items()}
        return raw | ({COLUMN: next(iter(self.column.codes()), "")} if self.column.items else {})

    def _tell_changed(self) -> None:
        self.save_button.setEnabled(bool(self.typed()))

    def _build(self) -> None:
        self.head.insertWidget(0, self.title)
        self.title.show()
        self.head.addWidget(button("回到表单", self.left.emit, look="quiet", picture="close", tip="Esc"))
        self.where = label("", "muted", wrap=True)
        self.line, self.reason = MessageLine(), ReasonLine(example="放错了户")
        self.reason.given.connect(self.removed)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(8))
        for part in (self.line, self.where, self.column, *self.rows.values()):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.reason)
        self.save_button = button("存好", self.wanted.emit, look="primary", tip="Ctrl+S")
        foot = QHBoxLayout()
        foot.addWidget(button("撤掉这张", self.reason.ask, look="quiet", tip="Delete"))
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)
