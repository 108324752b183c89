"""数字和口径: every number of the program family by family; Enter opens what was counted, and from there the record itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import background, feedback
from gui.desk import Desk
from gui.pages.beside import Views
from gui.pages.duty_page import OPENS
from gui.pages.list_head import ListHead
from gui.pages.page import Page
from gui.pages.periods import periods
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import FilterBox
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine
from services import figure_list
from services.figure_list import Asked, Behind, Number

NUMBERS = (WalkColumn("哪本台账", 110, muted=True), WalkColumn("数", 200), WalkColumn("是多少", 132), WalkColumn("口径", 0, muted=True))
ROWS = (WalkColumn("组", 78), WalkColumn("户主", 110), WalkColumn("数的是什么", 0), WalkColumn("算进去多少", 120))
KEYS = (("回车", "看是怎么来的"), ("↑ ↓", "换一个数"))
ROW_KEYS = (("回车", "打开这一条"), ("Esc", "回到各项数字"))


class FiguresPage(Page):
    """Two views: all numbers of a time, a village, a group; and the records behind one of them."""

    title = "数字和口径"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._numbers: dict[str, Number] = {}
        self._wanted: list[str] = []
        self.line = MessageLine()
        self.column.addWidget(self.line)
        self.views = Views()
        self.behind = BehindView(desk)
        self.behind.head.back.connect(self.show_numbers)
        self.views.addWidget(self._build())
        self.views.addWidget(self.behind)
        self.column.addWidget(self.views)
        self.setFocusProxy(self.list)

    def open(self, uid: str | None = None) -> None:
        """`uid` may name numbers, joined by a comma: one opens what is behind it, several stand there alone."""
        self._wanted = uid.split(",") if uid else []
        self._stale = False
        self._offer_places()
        self.show_numbers()
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        store, asked = self.desk.store, self.asked()
        self.line.say("正在数…", "info")
        background.read(self, lambda task: figure_list.numbers(store, asked), self._on_numbers, self._on_failed)
        if self.views.currentWidget() is self.behind:
            self.behind.refresh()

    def asked(self) -> Asked:
        """What the boxes say."""
        return Asked(self.period.value() or "", self.village.value() or "", self.group.value() or "")

    def show_numbers(self) -> None:
        """Back to the list."""
        self.views.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_behind(self, id: str) -> None:
        """What one number counted."""
        if id in self._numbers:
            self.views.setCurrentWidget(self.behind)
            self.behind.begin(self._numbers[id], self.asked())

    def _on_numbers(self, found: list[Number]) -> None:
        self.line.clear()
        self._numbers = {one.id: one for one in found}
        self._show()
        if len(self._wanted) == 1:
            self.show_behind(self._wanted.pop())

    def _on_family(self) -> None:
        self._wanted = []
        self._show()

    def _show(self) -> None:
        family = self.family.value()
        shown = [one for one in self._numbers.values() if one.family == family or (family is None and self._is_wanted(one))]
        self.list.put([WalkLine(one.id, (one.family, one.title, one.value, _words(one))) for one in shown])
        self._say_one(shown[0].id if shown else "")

    def _is_wanted(self, one: Number) -> bool:
        return len(self._wanted) < 2 or one.id in self._wanted

    def _say_one(self, id: str) -> None:
        one = self._numbers.get(id)
        self.words.setText(f"口径：{one.definition}　来源：{one.source}。" + (f"　{one.target}。" if one.target else "") if one else "")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _offer_places(self) -> None:
        if self.village.count() == 1:
            villages = figure_list.villages(self.desk.store)
            for name, scope in villages:
                self.village.addItem(name, scope)
            self.village.setVisible(len(villages) > 1)
            for name in figure_list.groups(self.desk.store):
                self.group.addItem(name, name)
            self.group.setVisible(len(villages) == 1 and self.group.count() > 1)

    def _build(self) -> QWidget:
        today = self.desk.store.today()
        times = [one for kind in ("month", "quarter", "year") for one in periods(kind, today)]
        self.period = FilterBox("period", "到哪一天", times)
        self.period.setItemText(0, "今天")
        self.village, self.group = FilterBox("village", "村", []), FilterBox("group", "组", [])
        families = list(dict.fromkeys(map(figure_list.family_of, figure_list.FIGURES)))
        self.family = FilterBox("family", "哪本台账", [(one, one) for one in families])
        boxes = QHBoxLayout()
        for box in (self.period, self.village, self.group, self.family):
            boxes.addWidget(box)
        boxes.addStretch(1)
        boxes.addWidget(button("任务和进度", lambda: self.desk.go("targets"), picture="check"))
        self.list = WalkList("各项数字", NUMBERS, spare=(3, 0))
        self.list.opened.connect(self.show_behind)
        self.list.moved.connect(self._say_one)
        for box in (self.period, self.village, self.group):
            box.currentIndexChanged.connect(self.refresh)
        self.family.currentIndexChanged.connect(self._on_family)
        self.words = label("", "muted")
        self.words.setWordWrap(True)
        card = Card()
        card.body.addLayout(boxes)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.words)
        card.body.addWidget(KeyHint(KEYS))
        return card


def _words(one: Number) -> str:
    """What is asked about a number first: how far its target is, where there is one."""
    return f"{one.target}。" if one.target else one.definition


class BehindView(QWidget):
    """The records that one number counts."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number: Number | None = None
        self._asked = Asked()
        self._rows: dict[str, Behind] = {}
        self.head, self.line, self.words = ListHead("", "各项数字"), MessageLine(), label("", "muted")
        self.words.setWordWrap(True)
        self.list = WalkList("这个数是怎么来的", ROWS, spare=(3, 0))
        self.list.opened.connect(self._on_opened)
        self.head.group_changed.connect(self._show)
        card = Card()
        for part in (self.head, self.words, self.line):
            card.body.addWidget(part)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(KeyHint(ROW_KEYS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.head.back)

    def begin(self, number: Number, asked: Asked) -> None:
        """Another number."""
        self._number, self._asked = number, asked
        self.head.title.setText(f"{number.title} {number.value}")
        self.words.setText(f"口径：{number.definition}　来源：{number.source}。")
        self.list.put([])
        self.line.say("正在找…", "info")
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the records again."""
        if self._number is not None:
            store, id, asked = self._desk.store, self._number.id, self._asked
            background.read(self, lambda task: figure_list.behind(store, id, asked), self._on_rows, self._on_failed)

    def _on_rows(self, found: list[Behind]) -> None:
        self.line.clear()
        self._rows = {f"{one.ledger}/{one.uid}": one for one in found}
        groups: dict[str, list[Behind]] = {}
        for one in found:
            groups.setdefault(one.group or "没写组", []).append(one)
        self.head.offer(groups)
        self._show()

    def _show(self) -> None:
        group = self.head.group()
        shown = {key: one for key, one in self._rows.items() if group in ("", one.group or "没写组")}
        self.list.put([WalkLine(key, (one.group, one.who, one.what, one.value or "1")) for key, one in shown.items()])
        if not shown:
            self.line.say("没有数到哪一条。", "info")

    def _on_opened(self, key: str) -> None:
        one = self._rows[key]
        self._desk.go("household" if one.ledger == "household" else OPENS.get(one.ledger, f"ledger/{one.ledger}"), one.uid)

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")
