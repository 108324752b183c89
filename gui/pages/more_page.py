"""更多台账: the ledgers that are used too seldom for a line of their own in the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.menu import other_ledgers
from gui.pages.page import Page
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from models import store as st
from models.ledgers import LEDGERS


class MorePage(Page):
    """A card a group, a button a ledger with the number of its rows."""

    title = "更多台账"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self._buttons: dict[str, QPushButton] = {}
        for title, ids in other_ledgers():
            card = Card(title)
            flow = FlowLayout(gap=10)
            for id in ids:
                button = QPushButton(LEDGERS[id].__ledger__.title)
                button.setAccessibleName(f"打开{LEDGERS[id].__ledger__.title}")
                button.clicked.connect(self._opener(id))
                self._buttons[id] = button
                flow.addWidget(button)
            card.body.addLayout(flow)
            column.addWidget(card)
        if not self._buttons:
            column.addWidget(label("台账都在左边的菜单里。", "muted"))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.column.addWidget(scroll)

    def refresh(self) -> None:
        """Count the rows again."""
        for id, button in self._buttons.items():
            spec = LEDGERS[id].__ledger__
            count = st.count(self.desk.store, id)
            button.setText(f"{spec.title}　{count} {spec.unit}" if count else spec.title)

    def _opener(self, id: str) -> Callable[[], None]:
        return lambda: self.desk.go(f"ledger/{id}")
