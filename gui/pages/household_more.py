"""更多 of a household: every ledger that may have rows of this family, those that have some on top, the others folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import Card, label
from gui.widgets.ledger_groups import LedgerGroups
from models.insight.belonging import of_a_household
from models.ledgers import GROUPS


class MoreTab(Card):
    """Signal chosen(id): this family's rows of a ledger are wanted, to read or to add one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        groups = [(title, tuple(id for id in ids if id in of_a_household())) for title, ids in GROUPS.items()]
        groups = [(title, ids) for title, ids in groups if ids]
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        inside = QWidget(scroll.viewport())  # made where it will stand, so that its hundred buttons are dressed once
        scroll.setWidget(inside)
        self.has, self.empty = LedgerGroups(groups, parent=inside), LedgerGroups(groups, parent=inside)
        self.nothing = label("这户在别的台账里还没有记过什么。", "muted", wrap=True)
        self.fold = QPushButton()
        theme.look(self.fold, "fold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._on_fold)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self.nothing, self.has, self.fold, self.empty):
            column.addWidget(widget)
        column.addStretch(1)
        self.body.addWidget(scroll)
        self.has.chosen.connect(self.chosen)
        self.empty.chosen.connect(self.chosen)
        self.setFocusProxy(self.fold)

    def put(self, counts: Mapping[str, int], tabs: Sequence[str]) -> None:
        """Numbers of rows, and the ledgers that have a tab of their own."""
        rest = [id for id in of_a_household() if id not in tabs]
        self._none = [id for id in rest if not counts.get(id)]
        self.has.tell(counts)
        self.has.only([id for id in rest if counts.get(id)])
        self.nothing.setVisible(len(self._none) == len(rest))
        self.empty.only(self._none)
        self.fold.setVisible(bool(self._none))
        self._on_fold(self.fold.isChecked())

    def _on_fold(self, on: bool) -> None:
        self.empty.setVisible(on)
        self.fold.setText(f"{'▾' if on else '▸'} 这户还没有记过的 {len(self._none)} 本台账，点开可以登记")
        self.fold.setAccessibleName(self.fold.text())
