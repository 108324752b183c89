"""从别的台账带过来: what other ledgers know of this household's income, to be taken with one key, all or singly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import feedback, theme
from gui.desk import Desk
from gui.forms.reason_line import ReasonLine
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models.rules import income_source as s
from services import income_taking as taking
from services.income_sheet import NeedsReason

if TYPE_CHECKING:
    from models.insight.income_sources import Found
    from models.store import Saved

COLUMNS = (WalkColumn("哪几个月", 112), WalkColumn("哪一项", 230), WalkColumn("怎么样", 0))
Decision = Callable[[str], "Saved"]
TAKE, KEEP = "1", "2"
_VERBS = {s.NEW: "带过来", s.ALIKE: "换成来源的", s.CHANGED: "照新的改", s.GONE: "撤掉这一笔"}
_TONES = {s.NEW: "accent", s.ALIKE: "muted", s.CHANGED: "warning", s.GONE: "danger"}


class OffersPanel(QWidget):
    """Signal back(). What is written here the page reads again, because the desk tells it."""

    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.household = desk, ""
        self._found: dict[str, Found] = {}
        self._asked: Decision | None = None
        self._build()

    def put(self, household: str, found: Sequence[Found]) -> None:
        """Show what is to be decided."""
        self.household = household
        self._found = {f"{at}": one for at, one in enumerate(found)}
        lines = zip(self._found.items(), taking.words(self._desk.store, found), strict=True)
        self.list.put([WalkLine(at, cells, _TONES[one.state]) for (at, one), cells in lines])
        new = sum(one.state == s.NEW for one in found)
        self.all_button.setText(f"全部带过来（{new} 笔）")
        self.all_button.setEnabled(bool(new))
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._on_moved()

    def _current(self) -> Found | None:
        return self._found.get(self.list.current())

    def _on_moved(self) -> None:
        one = self._current()
        self.one_button.setVisible(one is not None)
        self.keep_button.setVisible(one is not None and one.state in taking.MOVED)
        if one is not None:
            self.one_button.setText(f"{TAKE} {_VERBS[one.state]}")

    def _on_keyed(self, at: str, key: str) -> None:
        if key == KEEP:
            self._on_keep()
        else:
            self._on_one()

    def _on_all(self) -> None:
        keys = [one.offer.key for one in self._found.values() if one.state == s.NEW]
        self._write(lambda reason: taking.take(self._desk.store, self.household, keys, reason))

    def _on_one(self) -> None:
        one, store = self._current(), self._desk.store
        if one is not None:
            self._write({
                s.NEW: lambda reason: taking.take(store, self.household, [one.offer.key], reason),
                s.ALIKE: lambda reason: taking.replace(store, self.household, one.uid, reason),
            }.get(one.state, lambda reason: taking.follow(store, self.household, one.uid, reason)))

    def _on_keep(self) -> None:
        one = self._current()
        if one is not None and one.state in taking.MOVED:
            self._write(lambda reason: taking.keep(self._desk.store, self.household, one.uid))

    def _on_reason(self, reason: str) -> None:
        if self._asked is not None:
            self._write(self._asked, reason)

    def _write(self, work: Decision, reason: str = "") -> None:
        try:
            saved = work(reason)
        except NeedsReason as why:
            self._asked = work
            self.line.say(str(why), "warning")
            self.reason.ask()
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
        else:
            self.line.clear()
            self._desk.wrote(saved, origin=self)

    def _build(self) -> None:
        self.line, self.reason = MessageLine(), ReasonLine(verb="更正", example="二月底就回来了")
        self.reason.given.connect(self._on_reason)
        self.list = WalkList("从别的台账带过来", COLUMNS, keys=TAKE + KEEP)
        self.list.keyed.connect(self._on_keyed)
        self.list.opened.connect(self._on_one)
        self.list.moved.connect(self._on_moved)
        self.nothing = label("务工、公岗、补助、低保、流转费这些都已经在收支表里了。", "muted", wrap=True)
        self.all_button = button("全部带过来", self._on_all, look="primary")
        self.one_button = button(f"{TAKE} 带过来", self._on_one)
        self.keep_button = button(f"{KEEP} 不改，留着", self._on_keep)
        top = FlowLayout(gap=8)
        for made in (button("回到收支表", self.back.emit, picture="left", look="quiet"), self.all_button, self.one_button, self.keep_button):
            top.addWidget(made)
        foot = QHBoxLayout()
        foot.addWidget(label("带过来的一笔连着来源那一条：只带一次，来源改了会告诉你，不会自己变。", "hint", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(self.reason)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        column.addStretch(0)
        self.setFocusProxy(self.list)
