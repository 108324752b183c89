"""逐个问: one question a line, answered by one key; for what can be asked by phone or on the road, without a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.pages.list_head import ListHead
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.card import Card, label
from gui.widgets.flow import empty
from gui.widgets.message_line import MessageLine
from models.insight import duties
from services import visiting, walking
from services.walking import Stop

if TYPE_CHECKING:
    from models.store import Store

COLUMNS = (WalkColumn("组", 64), WalkColumn("户主", 96), WalkColumn("问什么", 0), WalkColumn("电话", 116),
           WalkColumn("答复", 120))  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question at one household."""

    key: str
    stop: Stop
    ask: Any


def open_questions(store: Store, duty: str) -> list[Question]:
    """What is to be asked because of this duty, in walking order."""
    homes = {one.household for one in duties.due(store) if one.duty == duty and one.household}
    today = store.today()
    found = []
    for stop in walking.stops(store, homes):
        asks = [ask for ask in duties.for_household(store, stop.uid, today) if duty in (ask.duty, *ask.fulfils)]
        found += [Question(f"{stop.uid}/{ask.id}", stop, ask) for ask in asks]
    return found


class AskPage(QWidget):
    """Signal back(). An answered line stays in sight with its answer until the page is opened anew."""

    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._duty = ""
        self._questions: dict[str, Question] = {}
        self._answered: dict[str, str] = {}
        self._build()

    def begin(self, title: str, duty: str) -> None:
        """Ask what this duty asks."""
        self._duty, self._answered = duty, {}
        self.head.title.setText(title)
        store = self._desk.store
        self.line.say("正在找要问的…", "info")
        background.read(self, lambda task: open_questions(store, duty), self._on_read, self._on_failed)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, questions: list[Question]) -> None:
        self.line.clear()
        self._questions = {one.key: one for one in questions}
        self.head.offer(walking.groups([one.stop for one in questions]))
        self._show()
        if not questions:
            self.line.say("都问过了。", "accent")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _show(self) -> None:
        group = self.head.group()
        shown = [one for one in self._questions.values() if group in ("", one.stop.group)]
        self.list.put([self._walk_line(one) for one in shown])
        self._on_moved(self.list.current())

    def _walk_line(self, one: Question) -> WalkLine:
        stop = one.stop
        cells = (stop.group, stop.head, one.ask.question, stop.phone, self._answered.get(one.key, ""))
        return WalkLine(one.key, cells, "accent")

    def _on_moved(self, key: str) -> None:
        answers = self._questions[key].ask.answers if key in self._questions else ()
        empty(self.buttons, leave=1)
        for number, answer in enumerate(answers):
            button = QPushButton(f"{number + 1} {answer[1]}")
            button.setAccessibleName(f"{answer[1]}，按 {number + 1}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("number", number + 1)
            button.clicked.connect(self._on_button)
            self.buttons.insertWidget(number, button)
        self.hint.setText("按数字键答，自动跳到下一条；Ctrl+Z 撤回" if answers else "")

    def _on_button(self) -> None:
        self._on_keyed(self.list.current(), str(self.sender().property("number")))

    def _on_keyed(self, key: str, digit: str) -> None:
        one = self._questions.get(key)
        if one is None or key in self._answered or int(digit) > len(one.ask.answers):
            return
        try:
            saved = visiting.answer_alone(self._desk.store, one.ask, int(digit) - 1, f"核实 {one.stop.head}")
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self.line.clear()
        self._answered[key] = str(one.ask.answers[int(digit) - 1][1])
        self.list.lines.set_line(self.list.lines.row_of(key), self._walk_line(one))
        self._desk.wrote(saved, origin=self)
        self.list.step()

    def refresh(self) -> None:
        """Somebody else wrote, or an answer was taken back: ask again what is open."""
        if self._duty:
            store, duty = self._desk.store, self._duty
            background.read(self, lambda task: open_questions(store, duty), self._on_reread, self._on_failed)

    def _on_reread(self, questions: list[Question]) -> None:
        opened = {one.key: one for one in questions}
        self._answered = {key: words for key, words in self._answered.items() if key not in opened}
        kept = {key: one for key, one in self._questions.items() if key in self._answered or key in opened}
        self._questions = kept | opened
        self._show()

    def _build(self) -> None:
        self.head = ListHead("")
        self.head.back.connect(self.back)
        self.head.group_changed.connect(self._show)
        self.list = WalkList("要问的事", COLUMNS, keys="123456789", spare=(0, 3))
        self.list.keyed.connect(self._on_keyed)
        self.list.moved.connect(self._on_moved)
        self.line = MessageLine()
        self.hint = label("", "small")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(8))
        self.buttons.addStretch(1)
        foot = QHBoxLayout()
        foot.addLayout(self.buttons, 1)
        foot.addWidget(self.hint)
        card = Card(parent=self)
        for part in (self.head, self.line):
            card.body.addWidget(part)
        card.body.addWidget(self.list, 1)
        card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
