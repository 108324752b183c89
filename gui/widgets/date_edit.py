"""A day or month that may be blank, typed the way people write it; QDateEdit knows no blank day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from gui import icons, theme
from gui.widgets.editor import Editor
from models.kernel import Field, Unreadable

_NO_YEAR = re.compile(r"^(\d{1,2})[-./月](\d{1,2})[日号]?$")
_FOUR = re.compile(r"^(\d{2})(\d{2})$")
_MONTH_ONLY = re.compile(r"^(\d{1,2})月?$")


def with_year(text: str, today: date, *, month: bool) -> str:
    """7.1 and 0701 mean this year; everything else is left to the Kind."""
    text = text.strip()
    if month:
        found = _MONTH_ONLY.match(text)
        return f"{today.year}-{found[1]}" if found and 1 <= int(found[1]) <= 12 else text
    short = _NO_YEAR.match(text) or _FOUR.match(text)
    return f"{today.year}-{short[1]}-{short[2]}" if short and 1 <= int(short[1]) <= 12 else text


class _DayLine(QLineEdit):
    """J is 今天, arrows move by a day; Alt+Down opens the calendar."""

    def __init__(self, owner: DateEdit) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self._owner.open_calendar()
        elif key in (Qt.Key.Key_J, Qt.Key.Key_T) or event.text() == "今":
            self._owner.put(self._owner.today())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._owner.move(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


class DateEdit(Editor):
    """`today` is asked when needed: the demo village lives on another day."""

    def __init__(self, field: Field, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.today = today
        self._month = field.kind.name == "month"
        self.line = _DayLine(self)
        self.line.setPlaceholderText("如 2025-07" if self._month else "如 0701、7.1，按 J 是今天")
        self.adopt(self.line)
        self.line.textEdited.connect(self._on_text)
        self.line.editingFinished.connect(self._tidy)
        if not self._month:
            action = QAction(icons.icon("calendar"), "打开日历（Alt+↓）", self.line)
            action.triggered.connect(self.open_calendar)
            self.line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        self.column.addWidget(self.line)

    def raw(self) -> Any:
        """The text, with this year where none was typed."""
        return with_year(self.line.text(), self.today(), month=self._month)

    def load(self, value: Any) -> None:
        """Show a day or month."""
        self.line.setText(self.field.kind.show(value))

    def restore(self, raw: Any) -> None:
        """The text as it stood."""
        self.line.setText(str(raw or ""))

    def put(self, value: date) -> None:
        """A day picked, not typed."""
        self.line.setText(f"{value:%Y-%m}" if self._month else value.isoformat())
        self.edited.emit()

    def move(self, days: int) -> None:
        """The day before or after; from a blank one: today."""
        value = self._value()
        if self._month or not isinstance(value, date):
            self.put(self.today())
        else:
            self.put(value + timedelta(days=days))

    def open_calendar(self) -> None:
        """A calendar below the line."""
        value = self._value()
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setAccessibleName("日历")
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = value if isinstance(value, date) else self.today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._on_day)
        calendar.activated.connect(self._on_day)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        holder = QWidget(menu)
        QVBoxLayout(holder).addWidget(calendar)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height() + theme.px(2))))
        calendar.setFocus()

    def _on_day(self, day: QDate) -> None:
        self.put(date(day.year(), day.month(), day.day()))

    def _value(self) -> Any:
        try:
            return self.field.kind.parse(self.raw()).value
        except Unreadable:
            return None

    def _tidy(self) -> None:
        """What can be read is shown as it will be stored; what cannot stays for the sentence below it."""
        value = self._value()
        if value is not None:
            self.line.setText(self.field.kind.show(value))

    def _on_text(self) -> None:
        self.edited.emit()
