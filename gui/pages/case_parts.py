"""Beside the chain of a monitoring case: its head, the conditions of removal, and the measures of help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout, empty
from gui.widgets.rows import Rows
from gui.widgets.tag import Tag
from models.insight.monitoring_case import HELP, Case, Measure, words_of
from models.rules.monitoring_way import Condition

ADD_MEASURE = "登记措施"
NEW, EDIT, BEFORE = "new", "edit", "before"
_DOORS = {"rejected": "不符合，退出", "fallback": "风险回退", "ended": "整户减少（死亡、迁出、并户）"}
_WIDE = 560
_MARKS = {True: ("✓", "good"), False: ("还差", "bad"), None: ("没问", "muted")}


class CaseHead(Card):
    """Signals: back(); home() to the household; step(kind) to record one; door(name) for what stands beside the chain."""

    back = Signal()
    home = Signal()
    step = Signal(str)
    door = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.next = ""
        self.name = label("", "title", wrap=True)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.menu = QMenu(self)
        self.more_button = button("别的情况", picture="down")
        self.more_button.setMenu(self.menu)
        self.next_button = button("", self._on_next, look="primary")
        name, buttons = QHBoxLayout(), QHBoxLayout()
        name.setSpacing(theme.px(4))
        back, home = button("", picture="left", look="quiet", tip="全部监测户"), button("打开农户")
        back.clicked.connect(self.back)
        home.clicked.connect(self.home)
        name.addWidget(back)
        name.addWidget(self.name, 1)
        buttons.setSpacing(theme.px(8))
        for made in (home, self.more_button, self.next_button):
            buttons.addWidget(made)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.px(8))
        self._top.addLayout(name, 1)
        self._top.addLayout(buttons)
        self.tags, self.line = FlowLayout(gap=6), label("", "small", wrap=True)
        self.told = label("", "doubt", wrap=True)
        self.body.setSpacing(theme.px(6))
        self.body.addLayout(self._top)
        self.body.addLayout(self.tags)
        for words in (self.line, self.told):
            self.body.addWidget(words)

    def tell(self, case: Case) -> None:
        """Show a case."""
        self.name.setText(case.title)
        self.setAccessibleName(case.title)
        self.line.setText(case.line)
        self.line.setVisible(bool(case.line))
        self.told.setText("\n".join(f"{severity}：{text}" for severity, text in case.told))
        self.told.setVisible(bool(case.told))
        empty(self.tags)
        for words, tone in (*case.tags, *((case.clock,) if case.clock else ())):
            self.tags.addWidget(Tag(words, tone, self))
        self.next = case.next or ""
        self.next_button.setVisible(bool(self.next))
        self.next_button.setText(ADD_MEASURE if self.next == HELP else f"记下一步：{words_of(self.next)}" if self.next else "")
        self.next_button.setAccessibleName(self.next_button.text())
        self._offer(case)

    def actions_shown(self) -> list[QAction]:
        """What the menu offers now."""
        return [one for one in self.menu.actions() if not one.isSeparator()]

    def _offer(self, case: Case) -> None:
        self.menu.clear()
        for kind in case.sides:
            self._entry(_DOORS.get(kind, f"记：{words_of(kind)}"), kind, self._on_step)
        if case.closed in ("removed", "rejected"):
            self._entry("有了新风险，另记一次", NEW, self._on_door)
        self.menu.addSeparator()
        self._entry("改这次监测的资料", EDIT, self._on_door)
        if case.after:
            self._entry("看上一次监测", BEFORE, self._on_door)

    def _entry(self, words: str, key: str, call: object) -> None:
        made = self.menu.addAction(words)
        made.setData(key)
        made.triggered.connect(call)

    def _on_next(self) -> None:
        self.step.emit(self.next)

    def _on_step(self) -> None:
        self.step.emit(str(self.sender().data()))

    def _on_door(self) -> None:
        self.door.emit(str(self.sender().data()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the name would be squeezed, the buttons go below it."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_WIDE)
        side = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._top.direction() != side:
            self._top.setDirection(side)


class Overview(QWidget):
    """Signals: measure(uid), empty for a new one."""

    measure = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conditions, self.measures = Card("能不能消除"), Card("帮扶措施")
        self.lacking = label("", "strong", wrap=True)
        self.checks = QVBoxLayout()
        self.checks.setSpacing(theme.px(3))
        self.conditions.body.addWidget(self.lacking)
        self.conditions.body.addLayout(self.checks)
        self.add_button = button(ADD_MEASURE, self._on_add, picture="add")
        self.measures.head.addWidget(self.add_button)
        self.lines = Rows("这次监测还没有登记措施。")
        self.measures.body.addWidget(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.measures)
        column.addWidget(self.conditions)
        column.addStretch(1)

    def tell(self, case: Case) -> None:
        """Show a case."""
        self.conditions.setVisible(bool(case.conditions))
        self._tell_conditions(case.conditions)
        self._tell_measures(case.measures)
        self.add_button.setVisible(case.next != HELP)  # then the page's one large button says the same

    def _tell_conditions(self, conditions: Sequence[Condition]) -> None:
        empty(self.checks)
        lacking = sum(one.met is False for one in conditions)
        sure = "条件都够了。" if all(one.met for one in conditions) else "没有不符合的，核查清楚就可以走消除程序。"
        self.lacking.setText(f"还差 {lacking} 条，先不要消除。" if lacking else sure)
        theme.look(self.lacking, "bad" if lacking else "good")
        for one in conditions:
            self.checks.addWidget(_check(one))

    def _tell_measures(self, measures: Sequence[Measure]) -> None:
        self.lines.put([self._measure(one) for one in measures])

    def _measure(self, one: Measure) -> QWidget:
        holder, head = QWidget(), QHBoxLayout()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(0)
        opened = button(one.kind, self._on_measure, look="place")
        opened.setProperty("key", one.uid)
        for part in (opened, label(one.on, "small")):
            head.addWidget(part)
        head.addStretch(1)
        if one.state:
            head.addWidget(Tag(one.state, "muted"))
        column.addLayout(head)
        said = label(one.said, "small", wrap=True)
        said.setContentsMargins(theme.px(5), 0, 0, 0)
        said.setVisible(bool(one.said))
        column.addWidget(said)
        return holder

    def _on_add(self) -> None:
        self.measure.emit("")

    def _on_measure(self) -> None:
        self.measure.emit(str(self.sender().property("key")))


def _check(one: Condition) -> QWidget:
    """✓ 风险已解决, or 还差 with what is missing."""
    mark, look = _MARKS[one.met]
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    shown = label(mark, look)
    shown.setFixedWidth(theme.px(34))
    said = label(f"{one.words}（{one.why}）" if one.why else one.words, "", wrap=True)
    line.addWidget(shown)
    line.addWidget(said, 1)
    return holder

