"""更多台账: the ledgers that are used too seldom for a line of their own in the menu; those opened most stand on top."""

from __future__ import annotations

from functools import cache

from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.menu import other_ledgers
from gui.pages.page import Page
from gui.pages.parameters_page import ParametersPage
from gui.widgets.card import Card, Line, label
from gui.widgets.code_box import initials
from gui.widgets.ledger_groups import LedgerGroups
from models import store as st
from models.ledgers import LEDGERS

MOST_OFTEN = 8
_NAMES = {"parameter": ParametersPage.title}  # a page of its own, with a name that people understand


class MorePage(Page):
    """A search line, the ledgers used most, then a line a group and a button a ledger with the number of its rows."""

    title = "更多台账"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._offered = other_ledgers()
        self.often, self.all = LedgerGroups(names=_NAMES), LedgerGroups(self._offered, _NAMES)
        self.nothing = label("", "muted")
        self.between = Line()
        card = Card()
        for part in (self.often, self.between, self.all, self.nothing):
            card.body.addWidget(part)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.search = self._search()
        self.column.addWidget(self.search)
        self.column.addWidget(scroll)
        self.setFocusProxy(self.search)
        self.often.chosen.connect(self._open)
        self.all.chosen.connect(self._open)
        self._show()

    def shown(self) -> list[str]:
        """The ledgers that fit what was typed, in order: by name, group or initials; else by the words written in them."""
        wanted = self.search.text().strip().lower()
        named = [id for title, ids in self._offered for id in ids if _named(title, id, wanted)]
        return named or [id for _, ids in self._offered for id in ids if any(wanted in word for word in _words(id))]

    def refresh(self) -> None:
        """Count the rows again, and what was opened most."""
        counts = st.counts(self.desk.store, [id for _, ids in self._offered for id in ids])
        opened = self.desk.settings.openings
        used = [id for id in counts if counts[id] or opened.get(id)]
        used.sort(key=lambda id: (-opened.get(id, 0), -counts[id]))
        self.often.offer([("用得多", used[:MOST_OFTEN])] if used else [])
        for part in (self.often, self.all):
            part.tell(counts)
        self._show()

    def _search(self) -> QLineEdit:
        find = QLineEdit()
        theme.look(find, "search")
        find.setPlaceholderText("找一本台账：名称、里面的字眼或拼音首字母，回车打开")
        find.setAccessibleName("找一本台账")
        find.setClearButtonEnabled(True)
        find.setMaximumWidth(theme.px(430))
        find.textChanged.connect(self._show)
        find.returnPressed.connect(self._on_enter)
        return find

    def _show(self) -> None:
        fitting, typed = self.shown(), bool(self.search.text().strip())
        self.all.only(fitting)
        for part in (self.often, self.between):
            part.setVisible(bool(self.often.buttons) and not typed)
        self.nothing.setText("没有这本台账，换个词试试。" if self._offered else "台账都在左边的菜单里。")
        self.nothing.setVisible(not fitting)

    def _on_enter(self) -> None:
        if self.search.text().strip() and (fitting := self.shown()):
            self._open(fitting[0])

    def _open(self, id: str) -> None:
        self.desk.go("parameters" if id == "parameter" else f"ledger/{id}")


def _named(group: str, id: str, wanted: str) -> bool:
    title = _NAMES.get(id) or LEDGERS[id].__ledger__.title
    return wanted in title or wanted in group or wanted in initials(title)


@cache
def _words(id: str) -> frozenset[str]:
    """What else people call it: its headings, their other names, and the words of its lists (低保 finds 兜底救助)."""
    found: set[str] = set()
    for field in LEDGERS[id].__fields__.values():
        found |= {field.label.lower(), *(alias.lower() for alias in field.aliases)}
        if field.kind.name in ("code", "codes"):
            found |= {words for _, words in field.kind.codes.items}
    return frozenset(found)
