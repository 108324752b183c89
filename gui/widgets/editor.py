"""The face that every editor of a value shows to a form, and the plain ones: a line, several lines.

An editor never judges: `raw()` hands over what was typed, and the store's one check says what is wrong with it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gui import theme
from models.kernel import Field


class Editor(QWidget):
    """Signals: edited() when the person changed something; left() when the focus goes elsewhere."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(2))

    def raw(self) -> Any:
        """What stands in it, as text or as a value of the field's Kind; empty text when nothing does."""
        raise KeyError(self.field.name)

    def load(self, value: Any) -> None:
        """Show a value of the field's Kind."""
        raise KeyError(self.field.name)

    def restore(self, raw: Any) -> None:
        """Show what `raw` gave before (a draft); editors whose raw is a value override nothing."""
        self.load(raw)

    def control(self) -> QWidget:
        """The widget that has the focus, the name and the red line."""
        return self.focusProxy() or self

    def adopt(self, control: QWidget) -> None:
        """Take a control in: name, focus and the news of leaving it."""
        control.setAccessibleName(self.field.label)
        if self.field.help:
            control.setToolTip(self.field.help)
        self.setFocusProxy(control)
        control.installEventFilter(self)

    def set_wrong(self, wrong: bool) -> None:
        """The red line around it; the sentence stands below and speaks for itself."""
        control = self.control()
        control.setProperty("wrong", "true" if wrong else "false")
        control.style().unpolish(control)
        control.style().polish(control)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Tell when the focus leaves, but not when only a popup or another window takes it for a while."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in passing:
                self.left.emit()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


class LineEditor(Editor):
    """One line: text, names, numbers, certificates, phones."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit(self)
        self.adopt(self.line)
        self.line.textEdited.connect(self._on_text)
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(self.line)
        self.row = row
        self.column.addLayout(row)

    def raw(self) -> Any:
        """The text."""
        return self.line.text()

    def load(self, value: Any) -> None:
        """The value as people read it, without thousands separators."""
        kind = self.field.kind
        self.line.setText(kind.show(value).replace(",", "") if kind.numeric else kind.show(value))
        self.line.setCursorPosition(0)

    def restore(self, raw: Any) -> None:
        """The text as it stood."""
        self.line.setText(str(raw or ""))

    def _on_text(self) -> None:
        self.edited.emit()


class _Paper(QPlainTextEdit):
    """Tab goes on; Enter is a new line only with Shift, because Enter moves on in every field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class LongEditor(Editor):
    """Several lines."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.paper = _Paper(self)
        self.paper.setTabChangesFocus(True)
        self.paper.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + theme.px(14))
        self.paper.setToolTip("换行按 Shift+回车")
        self.adopt(self.paper)
        self.paper.textChanged.connect(self.edited)
        self.column.addWidget(self.paper)

    def raw(self) -> Any:
        """The text."""
        return self.paper.toPlainText()

    def load(self, value: Any) -> None:
        """The text, without telling that it was edited."""
        self.paper.blockSignals(True)
        self.paper.setPlainText(value or "")
        self.paper.blockSignals(False)
