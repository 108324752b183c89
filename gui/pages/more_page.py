"""更多台账: the ledgers that are used too seldom for a line of their own in the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.menu import other_ledgers
from gui.pages.page import Page
from gui.pages.parameters_page import ParametersPage
from gui.widgets.card import Card, label
from gui.widgets.code_box import initials
from gui.widgets.flow import FlowLayout
from models import store as st
from models.ledgers import LEDGERS

_WORD = 96


class MorePage(Page):
    """A search line, a line a group, a button a ledger with the number of its rows."""

    title = "更多台账"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self._buttons: dict[str, QPushButton] = {}
        self._rows: list[tuple[str, QWidget, tuple[str, ...]]] = []
        card = Card()
        for title, ids in other_ledgers():
            row = self._row(title, ids)
            self._rows.append((title, row, ids))
            card.body.addWidget(row)
        self.nothing = label("", "muted")
        card.body.addWidget(self.nothing)
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.search = self._search()
        self.column.addWidget(self.search)
        self.column.addWidget(scroll)
        self.setFocusProxy(self.search)
        self._show()

    def shown(self) -> list[str]:
        """The ledgers that fit what was typed, in order."""
        wanted = self.search.text().strip().lower()
        return [id for title, _, ids in self._rows for id in ids if _fits(title, id, wanted)]

    def refresh(self) -> None:
        """Count the rows again."""
        for id, button in self._buttons.items():
            count = st.count(self.desk.store, id)
            button.setText(f"{_title(id)}　{count} {LEDGERS[id].__ledger__.unit}" if count else _title(id))

    def _row(self, title: str, ids: tuple[str, ...]) -> QWidget:
        """A group: its word at the left, its ledgers beside it, in as many lines as they need."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        word = label(title, "strong")
        word.setFixedWidth(theme.px(_WORD))
        across.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        word.setMinimumHeight(theme.px(34))
        flow = FlowLayout(gap=8)
        for id in ids:
            button = QPushButton(_title(id))
            button.setAccessibleName(f"打开{_title(id)}")
            button.clicked.connect(self._opener(id))
            self._buttons[id] = button
            flow.addWidget(button)
        across.addLayout(flow, 1)
        return row

    def _search(self) -> QLineEdit:
        find = QLineEdit()
        theme.look(find, "search")
        find.setPlaceholderText("找一本台账：名称或拼音首字母，回车打开")
        find.setAccessibleName("找一本台账")
        find.setClearButtonEnabled(True)
        find.setMaximumWidth(theme.px(430))
        find.textChanged.connect(self._show)
        find.returnPressed.connect(self._on_enter)
        return find

    def _show(self) -> None:
        fitting = set(self.shown())
        for _, row, ids in self._rows:
            for id in ids:
                self._buttons[id].setVisible(id in fitting)
            row.setVisible(not fitting.isdisjoint(ids))
        self.nothing.setText("没有这本台账，换个词试试。" if self._buttons else "台账都在左边的菜单里。")
        self.nothing.setVisible(not fitting)

    def _on_enter(self) -> None:
        if self.search.text().strip() and (fitting := self.shown()):
            self._opener(fitting[0])()

    def _opener(self, id: str) -> Callable[[], None]:
        key = "parameters" if id == "parameter" else f"ledger/{id}"
        return lambda: self.desk.go(key)


def _title(id: str) -> str:
    """What stands on its button; parameters have a page of their own with a name that people understand."""
    return ParametersPage.title if id == "parameter" else LEDGERS[id].__ledger__.title


def _fits(group: str, id: str, wanted: str) -> bool:
    """By the words of the ledger or of its group, or by the first letters of its words."""
    title = _title(id)
    return wanted in title or wanted in group or wanted in initials(title)
