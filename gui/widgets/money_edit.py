"""An amount with its reading in 大写 below, the way a cadre checks a figure before signing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from gui.widgets.card import label
from gui.widgets.editor import LineEditor
from models.kernel import Field, Unreadable
from models.rules.money_words import capital


def in_words(amount: Decimal) -> str:
    """壹万贰仟元整; nothing for amounts that nobody reads in words."""
    try:
        return ("负" if amount < 0 else "") + capital(abs(amount))
    except ValueError:
        return ""


class MoneyEdit(LineEditor):
    """A line whose number is read back in words while it is typed; 1.2万 is read as 12000."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.echo = label("", "hint")
        self.echo.hide()
        self.column.addWidget(self.echo)
        self.line.textChanged.connect(self._read_back)

    def _read_back(self, text: str) -> None:
        try:
            value = self.field.kind.parse(text).value
        except Unreadable:
            value = None
        words = in_words(value) if value is not None else ""
        self.echo.setText(words)
        self.echo.setVisible(bool(words))

    def load(self, value: Any) -> None:
        """The amount without separators and without idle decimals: 2000, not 2,000.00."""
        self.line.setText("" if value is None else f"{value:.2f}".removesuffix(".00"))
