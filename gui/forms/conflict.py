"""两边记得不一样: the record was changed elsewhere while the form stood open. Both values, and the person chooses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import label
from gui.widgets.flow import empty
from models.kernel import Field


class ConflictPanel(QFrame):
    """Signal chosen(set): the fields for which what stands in the file is taken."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "warning")
        self.setAccessibleName("两边记得不一样")
        self._theirs: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.addWidget(label("还没存：您填的时候，这一条在别处改过。每一栏选一个：", wrap=True))
        self._grid = QGridLayout()
        column.addLayout(self._grid)
        self._button = QPushButton("就按选的存")
        theme.look(self._button, "primary")
        self._button.clicked.connect(self._on_choose)
        column.addWidget(self._button)
        self.hide()

    def ask(self, fields: Mapping[str, Field], moved: Mapping[str, tuple[str, str]]) -> None:
        """moved: field -> (what was typed, what stands in the file now), as people read them."""
        empty(self._grid)
        self._theirs = {}
        for line, (name, (mine, theirs)) in enumerate(moved.items()):
            self._grid.addWidget(label(fields[name].label, "small"), line, 0)
            for at, words in enumerate((f"您填的：{mine or '空'}", f"现在的：{theirs or '空'}"), 1):
                button = QPushButton(words)
                theme.look(button, "choice")
                button.setCheckable(True)
                button.setAutoExclusive(False)
                button.setAccessibleName(f"{fields[name].label} {words}")
                self._grid.addWidget(button, line, at)
                if at == 1:
                    own = button
                    own.setChecked(True)
                else:
                    self._theirs[name] = button
                    _either(own, button)
        self.show()
        self._button.setFocus()

    def _on_choose(self) -> None:
        self.hide()
        self.chosen.emit({name for name, button in self._theirs.items() if button.isChecked()})


def _either(one: QPushButton, other: QPushButton) -> None:
    """Exactly one of two is checked. QButtonGroup would do the same with a parent to keep."""
    one.toggled.connect(lambda on, other=other: other.setChecked(not on))
    other.toggled.connect(lambda on, one=one: one.setChecked(not on))


def shown(field: Field, value: Any) -> str:
    """A value in the words of its Kind; what cannot be shown is shown as it was typed."""
    try:
        return field.kind.show(field.kind.parse(value).value)
    except ValueError:
        return str(value)
