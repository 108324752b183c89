"""和以前比: every number as it stood in the books on a past evening, what it is now, and how many records make the difference."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.pages.beside import on_escape
from gui.pages.list_head import ListHead
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.date_edit import DateEdit
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from models.kernel import Field, Unreadable
from models.kernel.dates import DateKind
from services import figure_list, look_back
from services.figure_list import Asked
from services.look_back import Difference, LookBack

COLUMNS = (WalkColumn("哪本台账", 110, muted=True), WalkColumn("数", 0), WalkColumn("那天账上", 132), WalkColumn("现在", 132),
           WalkColumn("差", 104), WalkColumn("变了几条", 84))  # fmt: skip
KEYS = (("回车", "看后来改了哪几条、谁改的"), ("↑ ↓", "换一个数"), ("Esc", "回到各项数字"))
_NOT_YET = "那一天还没到，请写以前的日子。"


class LookBackView(QWidget):
    """Signals: back(); printed(); opened(Difference). `looked` is what was found, `shown` what is seen of it."""

    back = Signal()
    printed = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.asked = Asked()
        self.looked: LookBack | None = None
        self._found: list[Difference] = []
        self._build()
        self._connect()

    @property
    def shown(self) -> list[Difference]:
        """Those that changed, or all."""
        return [one for one in self._found if one.changed or one.then != one.now or not self.only.isChecked()]

    def current(self) -> Difference | None:
        """The line that is current."""
        return next((one for one in self._found if one.id == self.list.current()), None)

    def begin(self, asked: Asked) -> None:
        """Of which village, group, class and time the numbers are."""
        self.whose.setText(figure_list.when_and_where(self._desk.store, asked).replace("截至", "现在的数截至", 1))
        if asked != self.asked or self.looked is None:
            self.asked = asked
            self.look()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Something was written: what is seen is read again, what is not seen the next time that it is."""
        self.looked = None
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Read the books of that evening."""
        store, asked = self._desk.store, self.asked
        try:
            known = self.day.field.kind.parse(self.day.raw()).value
        except Unreadable as fault:
            self.line.say(str(fault), "danger")
            return
        if known is None or known > store.today():
            self.line.say(_NOT_YET, "warning")
            return
        self._found = []
        self._show()
        self.progress.run("正在翻那天的账…", lambda task: look_back.look(store, known, asked, task.report), self._on_looked)

    def _on_looked(self, looked: LookBack) -> None:
        self.looked, self._found = looked, look_back.differences(looked)
        self._show()
        if not self.shown:
            self.line.say("那天的数到现在都没有变。", "accent")

    def _show(self) -> None:
        self.list.put([self._walk_line(one) for one in self.shown])
        self.head.button.setEnabled(bool(self.shown))

    def _walk_line(self, one: Difference) -> WalkLine:
        return WalkLine(one.id, (one.family, one.title, one.then, one.now, one.more, f"{one.changed} 条" if one.changed else ""))

    def _on_opened(self, id: str) -> None:
        if (one := self.current()) is not None:
            self.opened.emit(one)

    def _build(self) -> None:
        today = self._desk.store.today()
        self.head, self.line, self.whose = ListHead("打印预览", "各项数字"), MessageLine(), label("", "muted")
        self.head.title.setText("和以前比")
        self.progress = ProgressLine(self.line)
        self.day = DateEdit(Field("哪天账上的数", DateKind(), name="known"), self._desk.store.today)
        self.day.load(today.replace(day=1) - timedelta(days=1))  # 上月底: what the last month's papers were made from
        self.day.setFixedWidth(theme.px(180))
        self.only = button("只看变了的", look="choice")
        self.only.setCheckable(True)
        self.only.setChecked(True)
        asking = FlowLayout(gap=8)
        for part in (label("哪天账上的数"), self.day, button("看", self.look, look="primary"), self.only, self.whose):
            asking.addWidget(part)
        self.list = WalkList("那天的数和现在的数", COLUMNS, spare=(0, 5))
        card = Card(parent=self)
        card.body.addWidget(self.head)
        card.body.addLayout(asking)
        for widget in (self.progress, self.line):
            card.body.addWidget(widget)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(KeyHint(KEYS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.head.offer({})

    def _connect(self) -> None:
        self.head.back.connect(self.back)
        self.head.acted.connect(self.printed)
        self.day.line.returnPressed.connect(self.look)
        self.only.toggled.connect(self._show)
        self.list.opened.connect(self._on_opened)
        on_escape(self, self.back)
