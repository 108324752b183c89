"""Ctrl+K: find anybody by name, pinyin initials or the last four of the certificate, from every page; or a paper by its code."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from gui import icons, theme
from gui.desk import Desk
from gui.widgets.popup_list import PopupList
from models import store as st
from models.insight.duty import day_words
from models.kernel import UserMistake
from models.rules import sheet_code

_WAIT_MS = 60
NOBODY = "没有找到。可以打姓名、拼音首字母、证件号后四位，走访表的编号，或报表的编码。"


class SearchBox(QLineEdit):
    """Typing shows who it may be; Enter goes to that household."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme.look(self, "search")
        self.setPlaceholderText("找人、找户：姓名、拼音首字母、身份证号后四位  Ctrl+K")
        self.setAccessibleName("找人、找户")
        self.setClearButtonEnabled(True)
        self.addAction(QAction(icons.icon("search"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.list = PopupList(self, "找到的人和户")
        self.list.itemClicked.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(self._timer.start)

    def look(self) -> None:
        """Show who fits."""
        self.list.clear()
        typed = self.text().strip()
        if not typed:
            self.list.hide()
            return
        hits = st.find_anybody(self._desk.store, typed)
        refused = self._sheet(typed) if sheet_code.is_code(typed) else ""
        for hit in hits:
            self._line(f"{hit.title}　{hit.detail}", hit)
        if not hits and typed.isascii():
            self._kept(typed)
        if not self.list.count():
            self._line(refused or NOBODY, None)
        self.list.show_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter goes there, Escape gives up."""
        key, shown = event.key(), self.list.isVisible()
        if shown and self.list.walk(key):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not shown or self._timer.isActive():
                self._timer.stop()
                self.look()
            self._take(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        self.list.hide()

    def _sheet(self, typed: str) -> str:
        """The line of a visit sheet, or the sentence why it has none."""
        from services import visit_sheet  # a window begins without

        try:
            household, day = visit_sheet.household_of(self._desk.store, typed)
        except UserMistake as refused:
            return str(refused)
        name = st.names(self._desk.store, "household", [household]).get(household, "")
        self._line(f"{name} 户　{day_words(day)}的走访表　回车照表登记", ("household", f"{household}/{day}"))
        return ""

    def _kept(self, typed: str) -> None:
        """The line of a return that was handed over, when this is the code on it."""
        from services import kept_returns  # a window begins without

        for one in kept_returns.by_code(self._desk.store, typed)[:1]:
            self._line(f"{one.words}　回车核对编码 {one.code}", ("kept", one.code))

    def _line(self, words: str, hit: Any) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, hit)
        self.list.addItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole) if item else None
        if hit is None:
            return
        self.list.hide()
        self.clear()
        if isinstance(hit, tuple):  # a page and what it is to show
            self._desk.go(*hit)
        elif hit.household:
            self._desk.go("household", hit.household)
        else:
            self._desk.go(f"ledger/{hit.ledger}", hit.uid)
