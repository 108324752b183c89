"""任务和进度: each target of a year with how far it is and where its pace leads, as a list and as bars; Enter opens what was counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.pages.page import Page
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import FilterBox
from gui.widgets.bar_chart import BarChart
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from services import figure_list, year_targets
from services.year_targets import Goal, Wanted

COLUMNS = (WalkColumn("指标", 0), WalkColumn("任务", 108), WalkColumn("完成", 108), WalkColumn("占任务", 74), WalkColumn("照现在的进度", 150))
KEYS = (("回车", "看完成数是怎么来的"), ("↑ ↓", "换一项"))
NOTHING = "这一年还没有任务数。可以取用文件里写明的，也可以在任务数里自己填。"
_BOTH = 900  # design pixels that the list and the bars need beside each other


class TargetsPage(Page):
    """Opened from the list of 任务数 and from 数字和口径."""

    title = "任务和进度"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.goals: list[Goal] = []
        self.offered: list[Wanted] = []
        self.line = MessageLine()
        self.list = WalkList("任务和进度", COLUMNS, spare=(3, 1))
        self.nothing = label(NOTHING, "muted", wrap=True)
        self.chart = BarChart("完成和任务的图")
        self._build()
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Count again."""
        self._offer()
        store, year, scope = self.desk.store, self.year(), self.village.value() or ""
        self.line.say("正在数…", "info")
        self.take_button.setEnabled(False)

        def work(task: background.Task) -> tuple[list[Goal], list[Wanted]]:
            from reports import charts  # read here with its letters, so that the window does not wait for them

            charts.ready()
            return year_targets.goals(store, year, scope), year_targets.offered(store, year)

        background.read(self, work, self._on_read, self._on_failed)

    def year(self) -> int:
        """The chosen one."""
        return int(self.years.value() or self.desk.store.today().year)

    def _on_read(self, read: tuple[list[Goal], list[Wanted]]) -> None:
        from reports.returns.year_targets import bar_of

        self.goals, self.offered = read
        self.line.clear()
        self.take_button.setEnabled(True)
        self.list.put([
            WalkLine(one.id, (one.title, one.goal, one.done, one.percent, one.pace), "accent" if one.reached else "") for one in self.goals
        ])
        self.chart.put([bar_of(one) for one in self.goals])
        for part in (self.list, self.side):
            part.setVisible(bool(self.goals))
        self.nothing.setVisible(not self.goals)
        self.print_button.setEnabled(bool(self.goals))
        self.take_button.setText(f"取用文件里的任务 {self.year()}年度（{len(self.offered)} 项）")
        self.take_button.setAccessibleName(self.take_button.text())
        self.take_button.setVisible(bool(self.offered))
        self.take_button.setToolTip("\n".join(f"{one.preset.title}：{one.value.normalize():,f}　{one.preset.source}" for one in self.offered))

    def _on_take(self) -> None:
        try:
            saved = year_targets.take(self.desk.store, self.year(), self.offered)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self.desk.wrote(saved, text=f"已{saved.label}。数是文件里那个地方的，和这里的不一样就在任务数里改。")

    def _offer(self) -> None:
        """Years and villages to choose from; what is chosen stays."""
        chosen, found = self.years.value(), year_targets.years(self.desk.store)
        if [self.years.itemData(at) for at in range(self.years.count())] != found:
            self.years.fill([(f"{year}年", year) for year in found])
            self.years.setCurrentIndex(max(self.years.findData(chosen), 0))
        self.village.offer(figure_list.villages(self.desk.store))

    def _build(self) -> None:
        self.years, self.village = FilterBox("year", "年度", []), FilterBox("village", "村", [])
        for box in (self.years, self.village):
            box.activated.connect(self.refresh)
        self.take_button = button("取用文件里的任务", self._on_take, picture="import")
        self.print_button = button("打印预览", self._on_print, picture="print")
        tools = FlowLayout(gap=8)
        for part in (self.years, self.village, self.take_button, button("任务数", self._on_ledger, picture="left"), self.print_button):
            tools.addWidget(part)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setWidget(self.chart)
        theme.look(self.chart, "page")
        self.both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.both.setSpacing(theme.px(14))
        self.both.addWidget(self.list, 6)
        self.both.addWidget(self.side, 4)
        card = Card()
        card.body.addLayout(tools)
        card.body.addWidget(self.line)
        card.body.addWidget(self.nothing)
        card.body.addLayout(self.both, 1)
        card.body.addWidget(KeyHint(KEYS))
        self.column.addWidget(card, 1)
        self.list.opened.connect(self._on_opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars beside the list where there is room, else below it."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BOTH)
        self.both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _on_opened(self, id: str) -> None:
        self.desk.go("figures", f"{id}/{self.year()}/{self.village.value() or ''}")

    def _on_ledger(self) -> None:
        self.desk.go("ledger/target")

    def _on_print(self) -> None:
        self.desk.go("returns", "targets")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")
