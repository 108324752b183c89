"""A list of official words to pick from by mouse, arrows, or the pinyin initials typed one after another."""

from __future__ import annotations

from functools import lru_cache
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from gui.widgets.editor import Editor
from models.kernel import Field

_PAUSE = 1.2  # seconds after which typing begins anew
BLANK = "—"


@lru_cache(maxsize=4096)
def initials(words: str) -> str:
    """First letters of the pinyin, lower case; digits and Latin letters stay."""
    from pypinyin import Style, lazy_pinyin

    return "".join(part.lower() for part in lazy_pinyin(words, style=Style.FIRST_LETTER))


class QuietCombo(QComboBox):
    """The wheel never changes it: somebody scrolling a form must not edit it unawares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMaxVisibleItems(14)
        self.view().installEventFilter(self)
        self._typed, self._at = "", 0.0

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits pick, Backspace clears, Enter is the form's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif not self.take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Typing works in the open list too."""
        pressed = event.type() == QEvent.Type.KeyPress and watched is self.view()
        if pressed and isinstance(event, QKeyEvent) and self.take_key(event):
            self.view().setCurrentIndex(self.model().index(self.currentIndex(), 0))
            return True
        return super().eventFilter(watched, event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Pick by what has been typed within a second; True when the key was used."""
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._typed = ""
            self._choose(0)
            return True
        letter = event.text().lower()
        if not (letter.isalnum() or (letter and ord(letter) > 0x2E80)):
            return False
        now = monotonic()
        self._typed = (self._typed if now - self._at < _PAUSE else "") + letter
        self._at = now
        self._choose(self._fitting(self._typed))
        return True

    def _fitting(self, typed: str) -> int:
        words = [self.itemText(at) for at in range(self.count())]
        codes = [str(self.itemData(at) or "").lower() for at in range(self.count())]
        for fits in (
            lambda at: codes[at].lstrip("0") == typed.lstrip("0") and bool(codes[at]),
            lambda at: words[at].lower().startswith(typed),
            lambda at: initials(words[at]).startswith(typed),
            lambda at: typed in initials(words[at]) or typed in words[at].lower(),
        ):
            found = next((at for at in range(self.count()) if fits(at)), None)
            if found is not None:
                return found
        return self.currentIndex()

    def _choose(self, at: int) -> None:
        if at != self.currentIndex() and at >= 0:
            self.setCurrentIndex(at)
            self.activated.emit(at)


class CodeBox(Editor):
    """One code of a list; the first line leaves it blank."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QuietCombo(self)
        self.box.addItem(BLANK, "")
        for code, words in field.kind.codes.items:
            self.box.addItem(words, code)
        self.adopt(self.box)
        self.box.setToolTip("打拼音首字母就能选，按退格清空")
        self.box.activated.connect(self._on_picked)
        self.column.addWidget(self.box)

    def raw(self) -> Any:
        """The code."""
        return self.box.currentData() or ""

    def load(self, value: Any) -> None:
        """Show a code; one of a newer list is kept as it is."""
        at = self.box.findData(value or "")
        if at < 0:
            self.box.addItem(str(value), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def _on_picked(self) -> None:
        self.edited.emit()
