"""One field of a form: its word, its editor, and the sentence about it right below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.widgets.by_kind import editor_for
from gui.widgets.card import label
from models.kernel import HINT, MEND, REFUSE, Field, Mistake, Unreadable

LABEL_WIDTH = 92  # design pixels: six Chinese letters
_LOOKS = {REFUSE: "mistake", MEND: "mistake"}


class FieldRow(QWidget):
    """Label at the left, editor at the right, mistakes under the editor."""

    def __init__(self, desk: Desk, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor_for(desk, field, self)
        self.editor.left.connect(self.look_over)
        self.editor.edited.connect(self._on_edited)
        # The joiner keeps the two letters of 必填 in one line under a long word.
        words = f"{field.label} <span style='color:{theme.DANGER}'>必\u2060填</span>" if field.required is True else field.label
        self.word = label(words, "small", wrap=True)
        self.word.setTextFormat(Qt.TextFormat.RichText)
        self.word.setFixedWidth(theme.px(LABEL_WIDTH))
        self.word.setBuddy(self.editor.control())
        self.word.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.word.setMinimumHeight(theme.px(34))
        self.note = label("", "mistake", wrap=True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        grid.addWidget(self.word, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self.note, 1, 1)
        grid.setColumnStretch(1, 1)

    def say(self, mistakes: Iterable[Mistake]) -> None:
        """Show sentences about this field; none clears it."""
        found = sorted(mistakes, key=lambda m: (m.severity != REFUSE, m.severity != MEND))
        self.note.setText("\n".join(_words(m) for m in found))
        self.note.setVisible(bool(found))
        self.editor.set_wrong(any(m.severity in _LOOKS for m in found))
        if found:
            theme.look(self.note, _LOOKS.get(found[0].severity, "doubt"))
            self.editor.control().setAccessibleDescription(self.note.text())
        else:
            self.editor.control().setAccessibleDescription("")

    def mistakes_text(self) -> str:
        """The sentences that stand below the editor."""
        return self.note.text() if not self.note.isHidden() else ""

    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.editor.raw() in ("", None, ())

    def look_over(self) -> None:
        """When the focus leaves: can it be read at all? The rules are asked at save; what they said stands until something is typed."""
        if self.mistakes_text():
            return
        try:
            notes = self.field.kind.parse(self.editor.raw()).notes
        except Unreadable as fault:
            notes = (Mistake(str(fault), self.field.name),)
        self.say(notes)

    def _on_edited(self) -> None:
        if self.mistakes_text():
            self.say(())


def _words(mistake: Mistake) -> str:
    return mistake.text if mistake.severity in (REFUSE, HINT) else f"{mistake.severity}：{mistake.text}"
