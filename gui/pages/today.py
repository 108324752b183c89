"""今日待办: what is due, by urgency, each line with the button that does it; a line goes when its record exists."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Changed, Desk
from gui.pages.ask_page import AskPage
from gui.pages.beside import Views
from gui.pages.duty_page import DutyPage, open_duty
from gui.pages.page import Page
from gui.pages.route_page import RoutePage
from gui.pages.today_parts import BoardGrid, DueLine, FigureCard, MonthCard, TownCard
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from services import board, offices

_MOST_NOTICES = 2


class TodayPage(Page):
    """The first page: the board, and behind it the lists that its lines open."""

    title = "今日待办"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.notice, self.views = MessageLine(), Views()
        for part in (self.notice, self.views):
            self.column.addWidget(part)
        self.route, self.asking, self.list = RoutePage(desk, self.views), AskPage(desk, self.views), DutyPage(desk, self.views)
        self.views.addWidget(self._board())
        for view in (self.route, self.asking, self.list):
            view.back.connect(self.show_board)
            self.views.addWidget(view)
        self._lines: list[DueLine] = []
        self._all = False

    def open(self, uid: str | None = None) -> None:
        """From the menu always the board itself."""
        self._all = False
        super().open(uid)
        self.show_board()

    def show_board(self) -> None:
        """Back to the lines."""
        self.may_leave()
        self.views.setCurrentIndex(0)
        self._focus_first()

    def refresh(self) -> None:
        """Read the board again; the list behind it too when that is what is seen."""
        store = self.desk.store
        background.read(self, lambda task: board.read(store), self._on_read, self._on_failed)
        background.read(self, lambda task: offices.notices(store), self._on_notices, self._on_failed)
        if self.views.currentWidget() in (self.route, self.list):
            self.views.currentWidget().refresh()

    def may_leave(self) -> bool:
        """The visit panel keeps its draft."""
        return self.route.may_leave()

    def do(self, line: Any) -> None:
        """What the button of a line does: its sort says where it leads."""
        first = line.duties[0]
        way, _, rest = line.action_id.partition(":")
        if way == "route":
            self.views.setCurrentWidget(self.route)
            self.route.begin(line.action_words, (first.duty,), rest)
        elif way == "ask":
            self.views.setCurrentWidget(self.asking)
            self.asking.begin(line.text, first.duty)
        elif way == "paper":
            self.desk.go("returns", f"{rest}/{first.uid}")
        elif way == "page":
            self.desk.go(rest)
        elif way == "doors":
            self.views.setCurrentWidget(self.list)
            self.list.begin_doors(line.text.partition("：")[0], rest)
        elif len(line.duties) == 1:
            open_duty(self.desk, first)
        else:
            self.views.setCurrentWidget(self.list)
            self.list.begin(first.title, {duty.duty for duty in line.duties})

    def _on_changed(self, changed: Changed) -> None:
        super()._on_changed(changed)
        if self.views.currentWidget() is self.asking and changed.origin is not self.asking:
            self.asking.refresh()

    def _on_read(self, found: board.Board) -> None:
        self.line.clear()
        if found.doubt:
            self.line.say(found.doubt, "danger")
        for card, figure in zip(self.cards, found.cards, strict=False):
            of = f" / {figure.of}" if figure.of else ""
            card.show_figure(figure.title, f"{figure.value}{of} {figure.unit}", figure.note, figure.share)
            card.setProperty("figures", ",".join(figure.figures))
        self.town.tell(found.waiting, found.receipt)
        self.month.tell(found.month_title, found.month)
        self._put_lines(found)

    def _on_notices(self, notices: list[str]) -> None:
        """What happened to this computer's own book (a backup laid down, a twin): said once, until it is read."""
        if notices:
            self.notice.say("\n".join(list(dict.fromkeys(notices))[-_MOST_NOTICES:]), "warning", [("知道了", self._on_notices_read)])
        else:
            self.notice.clear()

    def _on_notices_read(self) -> None:
        offices.notices_read(self.desk.store)
        self.notice.clear()

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _put_lines(self, found: board.Board) -> None:
        had_focus = self.focusWidget() in self._lines or not self._lines
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [DueLine(line) for line in found.lines]
        for at, line in enumerate(self._lines):
            line.done.connect(self.do)
            self._list.insertWidget(at, line)
        self.empty.setVisible(not self._lines)
        self._fold()
        if had_focus and self.views.currentIndex() == 0:
            self._focus_first()

    def _fold(self) -> None:
        """The first dozen stand there, the others when they are asked for."""
        rest = self._lines[board.MOST_LINES:]
        for line in rest:
            line.setVisible(self._all)
        self.more.setText("收起" if self._all else f"还有 {len(rest)} 样，点开看")
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(bool(rest))

    def _on_more(self) -> None:
        self._all = not self._all
        self._fold()

    def _on_doors(self) -> None:
        self.views.setCurrentWidget(self.list)
        self.list.begin_doors("按户看", walking=True)

    def _on_week(self) -> None:
        self.desk.go("returns", "W1")

    def _focus_first(self) -> None:
        if self._lines and self.isVisible():
            self._lines[0].show()  # a layout shows a new widget only later, and what is hidden takes no focus
            self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_card(self) -> None:
        """To the numbers of the card, and from there to what they count."""
        self.desk.go("figures", str(self.sender().property("figures")))

    def _on_print(self) -> None:
        self.desk.go("returns", "2.1c")

    def _on_sweep(self) -> None:
        self.desk.go("sweep")

    def _on_return(self, id: str) -> None:
        self.desk.go("returns", id)

    def _on_town(self) -> None:
        self.desk.go("sync")

    def _board(self) -> QWidget:
        self.cards = [FigureCard() for _ in range(4)]
        for card in self.cards:
            card.pressed.connect(self._on_card)
        self.town, self.month = TownCard(self._on_town), MonthCard("本月报表")
        self.month.wanted.connect(self._on_return)
        return BoardGrid(self.cards, self._due_card(), (self.town, self.month))

    def _due_card(self) -> Card:
        card = Card("今天要办的事")
        ways = FlowLayout(gap=8, right=True)
        for words, picture, call in (("按户看", "household", self._on_doors), ("排查登记", "sweep", self._on_sweep),
                                     ("打印走访名单", "print", self._on_print),
                                     ("打印本周安排", "print", self._on_week)):
            ways.addWidget(button(words, call, picture=picture))
        card.head.addLayout(ways, 100)  # whatever room the title leaves
        self.line = MessageLine()
        self.empty = label("今天没有到期的事。可以打印下周名单，或补几处缺项。", "muted", wrap=True)
        self.empty.hide()
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, theme.px(4), 0)
        self._list.setSpacing(theme.px(2))
        self._list.addWidget(self.empty)
        self.more = QPushButton()
        theme.look(self.more, "fold")
        self.more.clicked.connect(self._on_more)
        self.more.hide()
        self._list.addWidget(self.more)
        self._list.addStretch(1)
        card.body.addWidget(self.line)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        card.body.addWidget(scroll, 1)
        return card
