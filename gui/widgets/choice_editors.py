"""Editors made of Choices: the three answers of a flag and the ticks of a multi-code."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from gui.widgets.choices import Choices
from gui.widgets.editor import Editor
from models.kernel import Field

_ANSWERS = (("yes", "是"), ("no", "否"), ("unknown", "不清楚"))
_VALUES = {"yes": True, "no": False, "unknown": "unknown"}


class FlagButtons(Editor):
    """是 / 否 / 不清楚; pressing the picked one again leaves it blank."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.choices = Choices(_ANSWERS, several=False, parent=self)
        self.adopt(self.choices)
        self.choices.picked.connect(self.edited)
        self.column.addWidget(self.choices)

    def raw(self) -> Any:
        """True, False, "unknown" or empty."""
        picked = self.choices.codes()
        return _VALUES[picked[0]] if picked else ""

    def load(self, value: Any) -> None:
        """Show the answer."""
        self.choices.set_codes([code for code, answer in _VALUES.items() if answer is value or answer == value is not None])


class CodeTicks(Editor):
    """All words of a short list, each a tick."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.choices = Choices(field.kind.codes.items, several=True, parent=self)
        self.adopt(self.choices)
        self.choices.picked.connect(self.edited)
        self.column.addWidget(self.choices)

    def raw(self) -> Any:
        """The ticked codes."""
        return self.choices.codes() or ""

    def load(self, value: Any) -> None:
        """Tick these."""
        self.choices.set_codes(tuple(value or ()))
