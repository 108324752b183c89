"""数字和口径: every number of the program family by family; Enter opens what was counted, and from there the record itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui import background, feedback
from gui.desk import Desk
from gui.pages.beside import Views
from gui.pages.figure_rows import RowsView, changed_cells
from gui.pages.look_back import LookBackView
from gui.pages.page import Page
from gui.pages.paper_view import PaperView
from gui.pages.periods import periods
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import FilterBox
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from services import figure_list, figure_paper, look_back
from services.figure_list import Asked, Behind, Number
from services.look_back import Difference

if TYPE_CHECKING:
    from reports.sheet import Sheet

NUMBERS = (WalkColumn("哪本台账", 110, muted=True), WalkColumn("数", 200), WalkColumn("是多少", 132), WalkColumn("口径", 0, muted=True))
WHOSE = (WalkColumn("组", 78), WalkColumn("户主", 110), WalkColumn("数的是什么", 190))
ROWS = (*WHOSE, WalkColumn("算进去多少", 110), WalkColumn("情况", 0, muted=True))
CHANGED = (*WHOSE, WalkColumn("那天算", 104), WalkColumn("现在算", 104), WalkColumn("后来谁改的", 0, muted=True))
KEYS = (("回车", "看是怎么来的"), ("↑ ↓", "换一个数"))
Places = list[tuple[str, str]]  # names and scopes of villages
BACK, HERE = "各项数字", "和以前比"


class FiguresPage(Page):
    """All numbers of a time, a village, a group, a class of houses; what is behind one; what they were on a past day; the paper."""

    title = "数字和口径"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._numbers: dict[str, Number] = {}
        self._shown: list[Number] = []
        self._wanted: list[str] = []
        self.line = MessageLine()
        self.column.addWidget(self.line)
        self.views = Views()
        self.column.addWidget(self.views)
        self.behind = RowsView(desk, "这个数是怎么来的", ROWS, _counted, BACK, (3, 0, 2), self.views)
        self.back = LookBackView(desk, self.views)
        self.changed = RowsView(desk, "后来改了哪几条", CHANGED, changed_cells, HERE, (0, 3), self.views)
        self.paper = PaperView(desk, self.views)
        for view in (self._build(), self.behind, self.back, self.changed, self.paper):
            self.views.addWidget(view)
        self._connect()
        self.setFocusProxy(self.list)

    def open(self, uid: str | None = None) -> None:
        """`uid` may name numbers, joined by a comma, then /period/village/group: one opens what is behind it, several stand there alone."""
        ids, _, where = (uid or "").partition("/")
        self._wanted = ids.split(",") if ids else []
        self._stale = False
        if ids:
            self._choose(*where.split("/")[:3])
        self.show_numbers()
        self.refresh()

    def _choose(self, period: str = "", scope: str = "", group: str = "") -> None:
        """What a link speaks of, and nothing that was chosen here before: else its number would not be the one that was seen."""
        for box, value in ((self.period, period), (self.village, scope), (self.group, group), (self.houses, ""), (self.family, "")):
            box.blockSignals(True)
            if value and box.findData(value) < 0:
                box.addItem(figure_list.period_words(value) if box is self.period else value, value)
            box.setCurrentIndex(box.findData(value) if value else 0)
            box.blockSignals(False)
            box.mark()

    def refresh(self) -> None:
        """Count again."""
        store, asked = self.desk.store, self.asked()
        self.line.say("正在数…", "info")

        def work(task: background.Task) -> tuple[list[Number], Places, list[str]]:
            return figure_list.numbers(store, asked), figure_list.villages(store), figure_list.groups(store)

        background.read(self, work, self._on_numbers, self._on_failed)
        if self.views.currentWidget() is self.behind:
            self.behind.refresh()
        self.back.forget()

    def asked(self) -> Asked:
        """What the boxes say."""
        return Asked(self.period.value() or "", self.village.value() or "", self.group.value() or "", self.houses.value() or "")

    def show_numbers(self) -> None:
        """Back to the list."""
        self.views.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_behind(self, id: str) -> None:
        """What one number counted."""
        if id in self._numbers:
            one, store, asked = self._numbers[id], self.desk.store, self.asked()
            self.views.setCurrentWidget(self.behind)
            words = f"口径：{one.definition}　来源：{one.source}。"
            self.behind.begin(_title(one), words, lambda: figure_list.behind(store, id, asked))

    def show_back(self) -> None:
        """What the numbers were on a past day."""
        self.views.setCurrentWidget(self.back)
        self.back.begin(self.asked())

    def _on_difference(self, one: Difference) -> None:
        store, looked = self.desk.store, self.back.looked
        if looked is not None:
            self.views.setCurrentWidget(self.changed)
            title = f"{one.title}：那天 {one.then}，现在 {one.now}"
            self.changed.begin(title, f"口径：{one.definition}", lambda: look_back.changes(store, looked, one.id))

    def _on_numbers(self, found: tuple[list[Number], Places, list[str]]) -> None:
        numbers, villages, groups = found
        self.line.clear()
        self._numbers = {one.id: one for one in numbers}
        self.village.offer(villages)
        self.group.offer([(name, name) for name in groups] if len(villages) == 1 else [])
        self._show()
        if one := self._numbers.get(self.list.current()):
            self.behind.head.title.setText(_title(one))  # the rows below it are read again as well
        if len(self._wanted) == 1:
            id = self._wanted.pop()
            self.list.pick(id)
            self.show_behind(id)

    def _on_family(self) -> None:
        self._wanted = []
        self._show()

    def _show(self) -> None:
        family = self.family.value()
        shown = [one for one in self._numbers.values() if one.family == family or (family is None and self._is_wanted(one))]
        self._shown = shown
        self.list.put([WalkLine(one.id, (one.family, one.title, one.value, _words(one))) for one in shown])
        self._say_one(shown[0].id if shown else "")

    def _is_wanted(self, one: Number) -> bool:
        return len(self._wanted) < 2 or one.id in self._wanted

    def _say_one(self, id: str) -> None:
        one = self._numbers.get(id)
        self.words.setText(f"口径：{one.definition}　来源：{one.source}。" + (f"　{one.target}。" if one.target else "") if one else "")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _build(self) -> QWidget:
        today = self.desk.store.today()
        times = [one for kind in ("month", "quarter", "year") for one in periods(kind, today)]
        self.period = FilterBox("period", "到哪一天", times)
        self.period.setItemText(0, "今天")
        self.village, self.group = FilterBox("village", "村", []), FilterBox("group", "组", [])
        families = list(dict.fromkeys(map(figure_list.family_of, figure_list.FIGURES)))
        self.family = FilterBox("family", "哪本台账", [(one, one) for one in families])
        self.houses = FilterBox("houses", "户类型", figure_list.classes())
        boxes = FlowLayout(gap=8)
        tools = (button(HERE, self.show_back, picture="calendar"), button("任务和进度", self._on_targets, picture="check"),
                 button("打印预览", self._on_print, picture="print"))  # fmt: skip
        for part in (self.period, self.village, self.group, self.houses, self.family, *tools):
            boxes.addWidget(part)
        self.list = WalkList("各项数字", NUMBERS, spare=(3, 0))
        self.words = label("", "muted")
        self.words.setWordWrap(True)
        card = Card()
        card.body.addLayout(boxes)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.words)
        card.body.addWidget(KeyHint(KEYS))
        return card

    def _connect(self) -> None:
        self.list.opened.connect(self.show_behind)
        self.list.moved.connect(self._say_one)
        for box in (self.period, self.village, self.group, self.houses):
            box.currentIndexChanged.connect(self.refresh)
        self.family.currentIndexChanged.connect(self._on_family)
        self.behind.back.connect(self.show_numbers)
        self.behind.printed.connect(self._on_print_behind)
        self.back.back.connect(self.show_numbers)
        self.back.opened.connect(self._on_difference)
        self.back.printed.connect(self._on_print_back)
        self.changed.back.connect(self._on_back_again)
        self.changed.printed.connect(self._on_print_changed)

    def _on_targets(self) -> None:
        self.desk.go("targets")

    def _on_back_again(self) -> None:
        self.views.setCurrentWidget(self.back)
        self.back.begin(self.back.asked)  # something may have been written meanwhile

    def _print(self, make: Callable[[], Sheet]) -> None:
        """The paper, and from there back to the view from which it was asked for."""
        self.paper.begin(make, self.views.currentWidget(), self.views)

    def _on_print(self) -> None:
        store, asked, shown = self.desk.store, self.asked(), list(self._shown)
        self._print(lambda: figure_paper.numbers(store, asked, shown))

    def _on_print_behind(self) -> None:
        store, asked, rows = self.desk.store, self.asked(), self.behind.rows
        number = self._numbers[self.list.current()]
        self._print(lambda: figure_paper.behind(store, asked, number, rows))

    def _on_print_back(self) -> None:
        store, asked, looked, shown = self.desk.store, self.back.asked, self.back.looked, self.back.shown
        if looked is not None:
            self._print(lambda: figure_paper.back(store, asked, looked, shown))

    def _on_print_changed(self) -> None:
        store, asked, looked, one, rows = self.desk.store, self.back.asked, self.back.looked, self.back.current(), self.changed.rows
        if looked is not None and one is not None:
            self._print(lambda: figure_paper.changes(store, asked, looked, one, rows))


def _title(one: Number) -> str:
    return f"{one.title} {one.value}"


def _counted(one: Behind) -> tuple[str, ...]:
    return one.group, one.who, one.what, one.value, one.like


def _words(one: Number) -> str:
    """What is asked about a number first: how far its target is, where there is one."""
    return f"{one.target}。" if one.target else one.definition
