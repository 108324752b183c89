"""排路线 and 逐户打: the households that are due, in walking order, with the visit panel beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.pages.beside import Beside
from gui.pages.list_head import ListHead
from gui.pages.visit_panel import VisitPanel
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.card import Card
from gui.widgets.message_line import MessageLine
from models.insight import duties
from services import walking
from services.walking import Stop

if TYPE_CHECKING:
    from models.store import Store

COLUMNS = (WalkColumn("组", 70), WalkColumn("户主", 0), WalkColumn("类型", 116), WalkColumn("门牌", 62),
           WalkColumn("电话", 116), WalkColumn("上次", 90), WalkColumn("要问", 56))  # fmt: skip
SPARE = (3, 4, 2, 5)
KEYS = (("回车", "登记这户"), ("↑ ↓", "换一户"), ("Esc", "回到名单"), ("Ctrl+K", "扫走访表的编号"))


def due_stops(store: Store, which: Sequence[str], also: Iterable[str] = ()) -> tuple[list[Stop], dict[str, int]]:
    """Households due in one of these ways (and these others) in walking order, and how many things to ask at each."""
    open_ones = duties.due(store)
    here = {duty.household for duty in open_ones if duty.duty in which and duty.household}
    asks: dict[str, int] = {}
    for duty in open_ones:
        if duty.household in here and not duty.duty.startswith("visit_"):
            asks[duty.household] = asks.get(duty.household, 0) + 1
    return walking.stops(store, here | set(also)), asks


class RoutePage(QWidget):
    """Signals: back(); a line leaves the list when its record exists."""

    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._which: tuple[str, ...] = ()
        self._method, self._title = "home", ""
        self._stops: dict[str, Stop] = {}
        self._asks: dict[str, int] = {}
        self._build()

    def begin(self, title: str, which: Sequence[str], method: str = "home") -> None:
        """Show who is due."""
        self._which, self._method = tuple(which), method
        self._title = title
        self.head.title.setText(title)
        self._open_panel(False)
        self.list.put([])
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read who is due again."""
        if not self._which:
            return
        store, which = self._desk.store, self._which
        background.read(self, lambda task: due_stops(store, which), self._on_read, self._on_failed)

    def may_leave(self) -> bool:
        """The panel keeps its draft."""
        return self.panel.may_leave()

    def _on_read(self, found: tuple[list[Stop], dict[str, int]]) -> None:
        stops, asks = found
        self._stops = {stop.uid: stop for stop in stops}
        self.head.offer(walking.groups(stops))
        self._asks = asks
        self._show()

    def _show(self) -> None:
        group = self.head.group()
        shown = [stop for stop in self._stops.values() if group in ("", stop.group)]
        self.list.put(walk_lines(shown, self._asks, self._desk.store.today()))
        self.head.title.setText(f"{self._title} · 还有 {len(self._stops)} 户" if self._stops else self._title)
        self.empty.setVisible(not shown)
        self.list.setVisible(bool(shown))

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_opened(self, uid: str) -> None:
        stop = self._stops[uid]
        who = " · ".join(part for part in (f"{stop.head} 户", stop.group, stop.door, stop.phone, stop.kind) if part)
        self._open_panel(True)
        self.panel.begin(uid, method=self._method, who=who)
        self.panel.start()

    def _on_next(self, household: str) -> None:
        """The next line at once; what was filed leaves the list as soon as it has been read again."""
        lines = self.list.lines.lines
        after = lines[self.list.lines.row_of(household) + 1:]
        if after:
            self.list.pick(after[0].uid)
            self._on_opened(after[0].uid)
        else:
            self._on_closed()
            self.line.say("这一遍走完了。不在家的还留在名单里。", "accent")

    def _on_filed(self, household: str) -> None:
        self.line.clear()

    def _on_closed(self) -> None:
        self._open_panel(False)
        self.list.setFocus()

    def _open_panel(self, on: bool) -> None:
        self.both.open_side(on)

    def _on_print(self) -> None:
        self._desk.go("returns", "2.1c")

    def _build(self) -> None:
        self.head = ListHead("打印名单")
        self.head.back.connect(self.back)
        self.head.acted.connect(self._on_print)
        self.head.group_changed.connect(self._show)
        self.list = WalkList("应走访的户", COLUMNS, spare=SPARE)
        self.list.opened.connect(self._on_opened)
        self.line = MessageLine()
        self.empty = QLabel("都走到了。可以回到今日待办看别的事。")
        theme.look(self.empty, "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        card = Card(parent=self)
        card.body.addWidget(self.head)
        card.body.addWidget(self.line)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(KeyHint(KEYS))
        self.panel = VisitPanel(self._desk)
        self.panel.filed.connect(self._on_filed)
        self.panel.next_wanted.connect(self._on_next)
        self.panel.closed.connect(self._on_closed)
        self.both = Beside(card, self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both)


def walk_lines(stops: Sequence[Stop], asks: dict[str, int], today: date) -> list[WalkLine]:
    """Lines with the name of a group at its first household only."""
    found, group = [], None
    for stop in stops:
        last = walking.last_words(stop, today)
        ask = f"{asks[stop.uid]} 件" if asks.get(stop.uid) else ""
        name = stop.group if stop.group != group else ""
        found.append(WalkLine(stop.uid, (name, stop.head, stop.kind, stop.door, stop.phone, last, ask), "warning"))
        group = stop.group
    return found
