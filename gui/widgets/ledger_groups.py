"""Ledgers to open, a line a group and a button a ledger with the number of its rows: 更多台账 and 更多 of a household."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from models.ledgers import LEDGERS

_WORD, _LINE = 96, 34


class LedgerGroups(QWidget):
    """Signal chosen(id). names: what stands on a button where that is not the ledger's own title."""

    chosen = Signal(str)

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[str]]] = (), names: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names or {}
        self.buttons: dict[str, QPushButton] = {}
        self._rows: list[tuple[QWidget, tuple[str, ...]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.offer(groups)

    def offer(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Other groups; the same ones keep their buttons, and with them the focus."""
        wanted = [(title, tuple(ids)) for title, ids in groups]
        if [ids for _, ids in wanted] == [ids for _, ids in self._rows]:
            return
        for row, _ in self._rows:
            row.hide()
            row.deleteLater()
        self.buttons.clear()
        self._rows = [(self._row(title, ids), ids) for title, ids in wanted]
        for row, _ in self._rows:
            self._column.addWidget(row)

    def tell(self, counts: Mapping[str, int]) -> None:
        """The number of rows with each name."""
        for id, button in self.buttons.items():
            count = counts.get(id, 0)
            button.setText(f"{self._title(id)}　{count} {LEDGERS[id].__ledger__.unit}" if count else self._title(id))

    def only(self, ids: Collection[str]) -> None:
        """Show these ledgers, and the groups that have any of them."""
        for row, own in self._rows:
            for id in own:
                self.buttons[id].setVisible(id in ids)
            row.setVisible(not set(own).isdisjoint(ids))

    def _row(self, title: str, ids: Sequence[str]) -> QWidget:
        """A group: its word at the left, its ledgers beside it, in as many lines as they need."""
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        word = label(title, "strong")
        word.setFixedWidth(theme.px(_WORD))
        word.setMinimumHeight(theme.px(_LINE))
        across.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        flow = FlowLayout(gap=8)
        for id in ids:
            flow.addWidget(self._button(id))
        across.addLayout(flow, 1)
        return row

    def _button(self, id: str) -> QPushButton:
        button = QPushButton(self._title(id), self)
        button.setAccessibleName(f"打开{self._title(id)}")
        button.setProperty("ledger", id)
        button.clicked.connect(self._on_clicked)
        self.buttons[id] = button
        return button

    def _title(self, id: str) -> str:
        return self._names.get(id) or LEDGERS[id].__ledger__.title

    def _on_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("ledger")))
