"""排查登记: a group in walking order, one line a household, one key each; forty households in two minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from gui import background, feedback, icons, theme
from gui.desk import Changed, Desk
from gui.pages.beside import Beside
from gui.pages.list_head import GroupBox
from gui.pages.page import Page
from gui.pages.visit_panel import VisitPanel
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.by_kind import editor_for
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models.kernel import Unreadable
from models.ledgers import LEDGERS
from services import visiting, walking
from services.walking import Stop

if TYPE_CHECKING:
    from models.store import Store

COLUMNS = (WalkColumn("门牌", 72), WalkColumn("户主", 0), WalkColumn("类型", 116), WalkColumn("人口", 52),
           WalkColumn("居住", 96), WalkColumn("电话", 116), WalkColumn("上次", 90), WalkColumn("结果", 96))  # fmt: skip
SPARE = (4, 3, 6, 5, 2)
WORDS = {visiting.NO_TROUBLE: "无异常", visiting.TROUBLE: "有情况", visiting.ABSENT: "不在家", visiting.PHONED: "电话问过"}
TONES = {visiting.NO_TROUBLE: "accent", visiting.TROUBLE: "danger", visiting.ABSENT: "warning", visiting.PHONED: "accent"}


def read(store: Store, since: date) -> tuple[list[Stop], dict[str, str]]:
    """Everybody who lives here, and how far the sweep has come."""
    return walking.stops(store), walking.marks(store, since)


class SweepPage(Page):
    """`open(group)` opens that group."""

    title = "排查登记"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stops: dict[str, list[Stop]] = {}
        self._marks: dict[str, str] = {}
        self._wanted = ""
        self._build()
        self._connect()

    def open(self, uid: str | None = None) -> None:
        """A group, or the one that was open."""
        self._wanted = uid or ""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read households and what has been entered."""
        store, since = self.desk.store, self.since()
        background.read(self, lambda task: read(store, since), self._on_read, self._on_failed)

    def since(self) -> date:
        """From which day a visit counts for this sweep; what cannot be read counts from the first of the month."""
        try:
            value = self.day.field.kind.parse(self.day.raw()).value
        except Unreadable:
            value = None
        return value if isinstance(value, date) else self.desk.store.today().replace(day=1)

    def may_leave(self) -> bool:
        """The panel keeps its draft."""
        return self.panel.may_leave()

    def touched_by(self, changed: Changed) -> bool:
        """Visits and households; what this page wrote stands in it already."""
        return changed.origin is not self and changed.touches("visit", "household", "person")

    def group(self) -> str:
        """The group that is open."""
        return str(self.groups.currentData() or "")

    def _on_read(self, found: tuple[list[Stop], Mapping[str, str]]) -> None:
        stops, marks = found
        self._stops, self._marks = walking.groups(stops), dict(marks)
        kept = self._wanted or self.group()
        self._wanted = ""
        self._offer(kept if kept in self._stops else next(iter(self._stops), ""))
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _offer(self, chosen: str) -> None:
        self.groups.clear()
        for name, members in self._stops.items():
            self.groups.addItem(f"{name}  {self._done(members)}/{len(members)}", name)
        self.groups.setCurrentIndex(max(self.groups.findData(chosen), 0))

    def _done(self, members: Sequence[Stop]) -> int:
        return sum(stop.uid in self._marks for stop in members)

    def _show(self) -> None:
        members = self._stops.get(self.group(), [])
        self.list.put([self._walk_line(stop) for stop in members])
        self.empty.setVisible(not self._stops)
        self.list.setVisible(bool(self._stops))
        self._tell_progress()

    def _walk_line(self, stop: Stop) -> WalkLine:
        mark = self._marks.get(stop.uid, "")
        last = walking.last_words(stop, self.desk.store.today())
        cells = (stop.door, stop.head, stop.kind, str(stop.size), stop.residence, stop.phone, last, WORDS.get(mark, ""))
        return WalkLine(stop.uid, cells, TONES.get(mark, ""))

    def _tell_progress(self) -> None:
        members = self._stops.get(self.group(), [])
        done = self._done(members)
        self.progress.setText(f"{self.group()} {done}/{len(members)}" if members else "")
        self.bar.setRange(0, max(len(members), 1))
        self.bar.setValue(done)
        whole = sum(map(len, self._stops.values()))
        everywhere = sum(map(self._done, self._stops.values()))
        self.whole.setText(f"全村 {everywhere}/{whole} 户" if whole else "")
        at = self.groups.currentIndex()
        if members:
            self.groups.setItemText(at, f"{self.group()}  {done}/{len(members)}")

    def _on_keyed(self, uid: str, key: str) -> None:
        stop = next(stop for stop in self._stops[self.group()] if stop.uid == uid)
        if key == visiting.TROUBLE:
            self._open_panel(stop)
            return
        try:
            saved = visiting.sweep(self.desk.store, uid, key)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self.line.clear()
        self._marks[uid] = key
        self.list.lines.set_line(self.list.lines.row_of(uid), self._walk_line(stop))
        self.desk.wrote(saved, origin=self, text=f"{stop.head}：{WORDS[key]}。", ledgers=("visit",))
        self.list.step()
        self._tell_progress()
        self._tell_end()

    def _tell_end(self) -> None:
        members = self._stops.get(self.group(), [])
        if members and self._done(members) == len(members):
            left = [name for name, stops in self._stops.items() if self._done(stops) < len(stops)]
            actions: list[tuple[str, Any]] = [(f"接着登{left[0]}", self._on_next_group)] if left else []
            self.line.say(f"{self.group()} {len(members)} 户都登完了。", "accent", actions)

    def _on_next_group(self) -> None:
        left = next((name for name, stops in self._stops.items() if self._done(stops) < len(stops)), self.group())
        self.groups.setCurrentIndex(self.groups.findData(left))
        self._on_group()

    def _open_panel(self, stop: Stop) -> None:
        who = " · ".join(part for part in (f"{stop.head} 户", stop.group, stop.door, stop.phone, stop.kind) if part)
        self.both.open_side(True)
        self.panel.begin(stop.uid, result="changed", task=visiting.SWEEP_TASK, who=who)
        self.panel.form.go_to(self.panel.form.text)

    def _on_opened(self, uid: str) -> None:
        stop = next((stop for stop in self._stops.get(self.group(), []) if stop.uid == uid), None)
        if stop is not None:
            self._open_panel(stop)

    def _on_panel_done(self, household: str) -> None:
        self._on_panel_closed()
        self.list.pick(household)
        self.list.step()

    def _on_panel_closed(self) -> None:
        self.both.open_side(False)
        self.list.setFocus()

    def _on_group(self) -> None:
        self.line.clear()
        self._show()
        self.list.go_to(0)
        self.list.setFocus()

    def _on_print(self) -> None:
        self.desk.go("returns", "2.1d")

    def _on_button(self) -> None:
        if self.list.current():
            self._on_keyed(self.list.current(), str(self.sender().property("key")))
            if not self.panel.isVisible():
                self.list.setFocus()

    def _build(self) -> None:
        self.groups = GroupBox()
        self.groups.setAccessibleName("哪一组")
        self.day = editor_for(self.desk, LEDGERS["visit"].__fields__["date"], self)
        self.day.load(self.desk.store.today().replace(day=1))
        self.day.control().setAccessibleName("从哪天算起")
        self.day.setFixedWidth(theme.px(140))
        self.progress, self.whole = label("", "heading"), label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("登了多少")
        self.print_button = QPushButton("打印排查表")
        self.print_button.setIcon(icons.icon("print"))
        self.print_button.setAccessibleName("打印排查表")
        top = FlowLayout(gap=8)
        for widget in (self.groups, label("从", "small"), self.day, label("起", "small"), self.print_button):
            top.addWidget(widget)
        how_far = QHBoxLayout()
        how_far.setSpacing(theme.px(10))
        how_far.addWidget(self.progress)
        how_far.addWidget(self.bar, 1)
        how_far.addWidget(self.whole)
        self.line = MessageLine()
        self.empty = label("还没有农户。先在“农户”里把名册导进来，再来排查。", "muted", wrap=True)
        self.empty.hide()
        self.list = WalkList("排查登记表", COLUMNS, keys="".join(WORDS), spare=SPARE)
        card = Card()
        card.body.addLayout(top)
        card.body.addLayout(how_far)
        for part in (self.line, self.empty):
            card.body.addWidget(part)
        card.body.addWidget(self.list, 1)
        card.body.addLayout(self._keys())
        self.panel = VisitPanel(self.desk)
        self.both = Beside(card, self.panel)
        self.column.addWidget(self.both)

    def _keys(self) -> FlowLayout:
        row = FlowLayout(gap=8)
        for key, words in WORDS.items():
            button = QPushButton(f"{key} {words}")
            theme.look(button, "choice")
            button.setAccessibleName(f"{words}，按 {key}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("key", key)
            button.clicked.connect(self._on_button)
            row.addWidget(button)
        row.addWidget(label("按错了再按一次，或 Ctrl+Z 撤回", "small"))
        return row

    def _connect(self) -> None:
        self.groups.activated.connect(self._on_group)
        self.day.edited.connect(self.refresh)
        self.print_button.clicked.connect(self._on_print)
        self.list.keyed.connect(self._on_keyed)
        self.list.opened.connect(self._on_opened)
        self.panel.filed.connect(self._on_filed)
        self.panel.next_wanted.connect(self._on_panel_done)
        self.panel.closed.connect(self._on_panel_closed)

    def _on_filed(self, household: str) -> None:
        self.line.clear()
