"""What is behind a line of 今日待办, one by one; and all there is to do, door by door, by what presses or as one walks."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.pages.beside import on_escape
from gui.pages.list_head import ListHead
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine
from models.insight.duty import Duty
from services import duty_list, walking

COLUMNS = (WalkColumn("组", 78), WalkColumn("户主", 92), WalkColumn("要办的事", 0), WalkColumn("谁来办", 92, muted=True),
           WalkColumn("最晚哪天", 204))  # fmt: skip
SPARE = (3, 0)
KEYS = (("回车", "打开去办"), ("↑ ↓", "换一条"), ("Esc", "回到今日待办"))
ORDERS = ("急的在前", "按走的路")
OPENS = {"monitoring": "case", "income": "income"}
"""Ledgers whose records have a page of their own."""


def open_duty(desk: Desk, duty: Duty) -> None:
    """To the record that it is about, or to the door where one has to be made."""
    if duty.uid:
        desk.go(OPENS.get(duty.ledger, f"ledger/{duty.ledger}"), duty.uid)
    elif duty.ledger in OPENS and duty.household:
        desk.go(OPENS[duty.ledger], duty.household)
    elif duty.household:
        desk.go("household", duty.household)
    elif duty.ledger:
        desk.go(f"ledger/{duty.ledger}")


class DutyPage(QWidget):
    """Signal back(). A line goes when its record exists: the list is read again after every change."""

    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read: Callable[[], list[duty_list.Item]] | None = None
        self._title, self._unit = "", "件"
        self._items: dict[str, duty_list.Item] = {}
        self._build()

    def begin(self, title: str, ids: Collection[str], scope: str = "") -> None:
        """The duties of one line."""
        store = self._desk.store
        self._offer_orders(False)
        self._start(title, "件", lambda: duty_list.of_sorts(store, ids, scope))

    def begin_doors(self, title: str, scope: str = "", *, walking: bool = False) -> None:
        """All there is to do, door by door."""
        store = self._desk.store
        self._scope = scope
        self._offer_orders(True)
        self._orders.button(int(walking)).setChecked(True)
        self._start(title, "处", lambda: duty_list.of_doors(store, scope, walking=walking))

    def _start(self, title: str, unit: str, read: Callable[[], list[duty_list.Item]]) -> None:
        if title != self._title:
            self.head.choose("")  # a group that was picked out of other things must not hide these
        self._title, self._unit, self._read = title, unit, read
        self.head.title.setText(title)
        self.list.put([])
        self.line.say("正在找…", "info")
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again what is open."""
        read = self._read
        if read is not None:
            background.read(self, lambda task: read(), self._on_read, self._on_failed)

    def _on_read(self, items: list[duty_list.Item]) -> None:
        self.line.clear()
        self._items = {one.key: one for one in items}
        self.head.offer(walking.groups(items))
        self._show()

    def _show(self) -> None:
        group = self.head.group()
        shown = [one for one in self._items.values() if group in ("", one.group)]
        self.list.put([_line(one) for one in shown])
        self.head.title.setText(f"{self._title} · {len(self._items)} {self._unit}" if self._items else self._title)
        if not shown:
            self.line.say("都办完了。", "accent")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_moved(self, key: str) -> None:
        one = self._items.get(key)
        self.foot.setText(f"{one.who}　{one.text}".strip() if one else "")
        self.foot.setVisible(one is not None)

    def _on_opened(self, key: str) -> None:
        if key in self._items:
            open_duty(self._desk, self._items[key].first)

    def _on_order(self, id: int) -> None:
        self.begin_doors(self._title, self._scope, walking=bool(id))

    def _on_print(self) -> None:
        self._desk.go("returns", "W1")

    def _build(self) -> None:
        self._scope = ""
        self.head = ListHead("打印本周安排")
        self.head.back.connect(self.back)
        self.head.acted.connect(self._on_print)
        self.head.group_changed.connect(self._show)
        self._orders = QButtonGroup(self)
        self._add_orders()
        self.list = WalkList("要办的事", COLUMNS, spare=SPARE)
        self.list.opened.connect(self._on_opened)
        self.list.moved.connect(self._on_moved)
        self.line, self.foot = MessageLine(), label("", "muted", wrap=True)  # what a narrow window cuts
        card = Card(parent=self)
        card.body.addWidget(self.head)
        card.body.addWidget(self.line)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.foot)
        card.body.addWidget(KeyHint(KEYS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _add_orders(self) -> None:
        for id, words in enumerate(ORDERS):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setAccessibleName(words)
            theme.look(button, "choice")
            self._orders.addButton(button, id)
            self.head.layout().addWidget(button)
        self._orders.idClicked.connect(self._on_order)
        on_escape(self, self.back)

    def _offer_orders(self, on: bool) -> None:
        for button in self._orders.buttons():
            button.setVisible(on)


def _line(one: duty_list.Item) -> WalkLine:
    cells = (one.group, one.who, one.text, one.keeper, one.when)
    return WalkLine(one.key, cells, "danger" if one.late else "warning")
