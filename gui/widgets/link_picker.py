"""A record of another ledger, found while it is typed. A name that fits nobody stays for the sentence below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from gui import icons
from gui.desk import Desk
from gui.widgets import candidates
from gui.widgets.candidates import Candidate
from gui.widgets.editor import Editor
from gui.widgets.popup_list import PopupList
from models.kernel import Field

_WAIT_MS = 120


class _LinkLine(QLineEdit):
    """Down opens or walks the list, Enter takes, Escape closes."""

    def __init__(self, owner: LinkPicker) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.take_key(event.key()):
            super().keyPressEvent(event)


class LinkPicker(Editor):
    """Holds the uid picked; what is typed and not picked is handed over as text, which the store may still resolve."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._uid = ""
        self.line = _LinkLine(self)
        somebody = field.to in ("household", "person")
        self.line.setPlaceholderText("姓名、拼音首字母或证件号后四位" if somebody else "打几个字找，或者按 ↓ 挑")
        self.line.addAction(QAction(icons.icon("search"), "", self.line), QLineEdit.ActionPosition.TrailingPosition)
        self.adopt(self.line)
        self.line.textEdited.connect(self._on_text)
        self.column.addWidget(self.line)
        self.list = PopupList(self, "可能是")
        self.list.itemClicked.connect(self._take)
        self.left.connect(self._on_left)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look)

    def raw(self) -> Any:
        """The uid, else the text."""
        return self._uid or self.line.text().strip()

    def load(self, value: Any) -> None:
        """Show the record of a uid by its name."""
        self._uid = str(value or "")
        self.line.setText(self.title_of(self._uid) if self._uid else "")
        self.line.setCursorPosition(0)  # a long name is seen from its beginning

    def restore(self, raw: Any) -> None:
        """A uid, or the text that stood there."""
        self.load(raw)
        if self._uid and not self.line.text():
            self.line.setText(self._uid)
            self._uid = ""

    def take_key(self, key: int) -> bool:
        """Keys of the list; True when used."""
        if key == Qt.Key.Key_Down and not self.list.isVisible():
            self.look()
            return True
        if not self.list.isVisible():
            return False
        if self.list.walk(key):
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        else:
            return False
        return True

    def look(self) -> None:
        """Fill the list with who may be meant."""
        self._timer.stop()
        found = self.candidates()
        self.list.clear()
        for one in found:
            item = QListWidgetItem("　".join(part for part in (one.title, one.detail) if part))
            item.setData(Qt.ItemDataRole.UserRole, (one.uid, one.title))
            self.list.addItem(item)
        if found and self.line.isVisible():
            self.list.show_at(self.line)
        else:
            self.list.hide()

    def candidates(self) -> list[Candidate]:
        """Who may be meant by what is typed."""
        return candidates.find(self._desk.store, self.field.to or "", self.line.text())

    def title_of(self, key: str) -> str:
        """What is shown of what was picked."""
        from models import store as st

        return st.names(self._desk.store, self.field.to or "", [key]).get(key, "")

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._uid, title = item.data(Qt.ItemDataRole.UserRole)
            self.line.setText(title)
            self.edited.emit()
        self.list.hide()

    def _on_text(self) -> None:
        self._uid = ""
        self._timer.start()
        self.edited.emit()

    def _on_left(self) -> None:
        self._timer.stop()
        self.list.hide()
