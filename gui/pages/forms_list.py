"""The forms that can be printed, under their headings and found by a few words; below them the way to forms of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.widgets.buttons import button
from gui.widgets.code_box import initials
from models.insight.monitoring_case import CASE
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from reports.returns.declaration import Return

WIDTH = 250


class FormsList(QListWidget):
    """One line a form; headings cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("报表")
        self.setFixedWidth(theme.px(WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # a long title is cut, and told by its tip

    def put(self, returns: Iterable[Return]) -> None:
        """The official forms by number, the papers of a monitoring case apart; one's own; the register of each ledger that has no form."""
        made = list(returns)
        plain = [one for one in made if not one.official and not LEDGERS[one.ledger].__ledger__.system]
        official = [one for one in made if one.official]
        titles = {one.title for one in official}
        papers = [one for one in official if one.ledger == CASE and one.per == "record"]
        self._part("上报和公示的表", [one for one in official if one not in papers])
        self._part("监测的一套纸", papers)
        self._part("自己用的表", [one for one in plain if one.id not in LEDGERS])
        self._part("台账登记表", [one for one in plain if one.id in LEDGERS and one.title not in titles])

    def form_at(self, row: int) -> Return | None:
        """The form of a line; None on a heading."""
        item = self.item(row)
        found: Return | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found

    def row_of(self, id: str) -> int | None:
        """The form of that id, else the first form of that ledger."""
        forms = [(row, one) for row in range(self.count()) if (one := self.form_at(row))]
        official = [(row, one) for row, one in forms if one.official]
        ways = ((official, "id"), (official, "ledger"), (forms, "id"))
        return next((row for some, name in ways for row, one in some if getattr(one, name) == id), None)

    def narrow(self, words: str) -> None:
        """Only forms with these words in their number, their title or its first letters; headings go while something is looked for."""
        wanted = words.strip().lower()
        for row in range(self.count()):
            one = self.form_at(row)
            fits = one is not None and any(wanted in text for text in (one.id, one.title, initials(one.title) if wanted.isascii() else ""))
            self.setRowHidden(row, bool(wanted) and not fits)

    def first_shown(self) -> int | None:
        """The first form that is left."""
        return next((row for row in range(self.count()) if not self.isRowHidden(row) and self.form_at(row)), None)

    def _part(self, heading: str, forms: Iterable[Return]) -> None:
        item = QListWidgetItem(heading)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)
        for one in forms:
            line = QListWidgetItem(one.title)
            line.setToolTip(f"{one.id}　{one.title}" if one.official else one.title)
            line.setData(Qt.ItemDataRole.UserRole, one)
            self.addItem(line)


class FormsColumn(QWidget):
    """The list with a line to find a form in it, and under it the way to those of others."""

    def __init__(self, forms: FormsList, desk: Desk) -> None:
        super().__init__()
        self._desk, self._forms = desk, forms
        self.search = QLineEdit()
        self.search.setPlaceholderText("找表：名字、表号、首字母")
        self.search.setAccessibleName("找表")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme.px(WIDTH))
        self.search.textChanged.connect(forms.narrow)
        self.search.returnPressed.connect(self._on_enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.search)
        column.addWidget(forms, 1)
        column.addWidget(button("以前出的表…", self._on_kept, tip="原样再打一份，核对纸上的编码，看后来改了什么"))
        column.addWidget(button("填别人发的表…", self._on_other, tip="镇里、县里发下来的空表，拖进来就能填"))

    def _on_enter(self) -> None:
        row = self._forms.first_shown()
        if row is not None:
            self._forms.setCurrentRow(row)

    def _on_kept(self) -> None:
        self._desk.go("kept")

    def _on_other(self) -> None:
        self._desk.go("fill")
