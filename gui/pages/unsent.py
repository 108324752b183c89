"""看是哪几条: of each ledger how much no stick has taken along yet; a press opens exactly these."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui.desk import Desk
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout, empty


class Unsent(QWidget):
    """`put` with (ledger, title, how many)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.row = FlowLayout(self, gap=2)

    def put(self, by_ledger: Sequence[tuple[str, str, int]]) -> None:
        """Other numbers."""
        empty(self.row)
        if by_ledger:
            self.row.addWidget(label("看是哪几条：", "small"))
        for ledger, title, count in by_ledger:
            made = button(f"{title} {count}", self._on_ledger, look="quiet", tip="看是哪几条")
            made.setProperty("ledger", ledger)
            self.row.addWidget(made)
        self.setVisible(bool(by_ledger))

    def _on_ledger(self) -> None:
        self._desk.go(f"ledger/{self.sender().property('ledger')}", "local")
