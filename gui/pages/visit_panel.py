"""登记走访: the panel at the side in which one doorstep is written down, with as few keys as there was to see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from gui import feedback, icons, theme
from gui.desk import Desk
from gui.forms import filing
from gui.forms.draft import DraftKeeper
from gui.pages.visit_form import VisitForm
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine
from models import store as st
from models.insight import duties
from models.insight.duty import day_words
from models.kernel import UserMistake
from services import visit_sheet, visiting

HINT = "随手存着草稿 · 回车跳下一项 · Ctrl+回车 存好，下一户"
TOUCHED = ("visit", "finding", "income", "job_check", "toilet_care", "loan_check")


class VisitPanel(Card):
    """Signals: filed(household) after each save; next_wanted(household) after 存好，下一户; closed()."""

    filed = Signal(str)
    next_wanted = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("登记走访", parent)
        self._desk = desk
        self.household, self.of_sheet = "", False
        self._left: dict[str, Any] = {}
        self._reached: QWidget | None = None
        self._settle = QTimer(self)  # what was just opened has no place yet
        self._settle.setSingleShot(True)
        self._settle.setInterval(30)
        self._settle.timeout.connect(self._bring_into_sight)
        self.form = VisitForm(desk)
        self.draft = DraftKeeper(desk, self.form.typed, self)
        self._build()
        self._connect()

    def begin_sheet(self, household: str, day: date) -> None:
        """What was written by pen on the household's sheet of that day."""
        paper = visit_sheet.paper(self._desk.store, household, day)
        self.begin(household, who=f"{paper.who} 户 · {day_words(day)}的走访表 · 照表上的顺序填，没有变的跳过", sheet=paper)

    def begin(self, household: str, *, method: str = "home", result: str = "same", task: str = "general",
              who: str = "", sheet: visit_sheet.Paper | None = None) -> None:
        """A visit to this household; `who` is the line that says which one, when it is not on the page already."""
        self._keep()
        self.household = household
        self.who.setText(who)
        self.who.setVisible(bool(who))
        self.line.clear()
        self.of_sheet = sheet is not None
        self.next_button.setText("存好，下一张" if sheet else "存好，下一户")
        self.next_button.setAccessibleName(self.next_button.text())
        left = self.draft.begin(f"visit-sheet/{household}/{sheet.day}" if sheet else f"visit-panel/{household}")
        store = self._desk.store
        asks = sheet.asks if sheet else duties.for_household(store, household, store.today())
        self.form.begin(asks, method=method, result=result, task=task, sheet=sheet)
        if left:
            self._left = left.get("raw", {})
            self.line.say(f"有上次没存完的（{filing.moment(left.get('at', ''))}）。接着填吗？", "info",
                          [("接着填", self._take_draft), ("不要了", self._drop_draft)])
        elif doubt := store.clock_doubt():
            self.line.say(doubt, "danger")  # said before the first wrong date is saved

    def start(self) -> None:
        """The focus on 无变化 / 有变化 / 不在家."""
        self.form.start()

    def save(self) -> bool:
        """存好; False when the sentences say why not."""
        if not self.household or not self.form.photos.take():
            return False
        store, form = self._desk.store, self.form
        try:
            raw, rows = form.filing()
            saved = visiting.record_visit(
                store, self.household, raw, form.answers(), form.findings(), form.photos.waiting, rows)
        except UserMistake as refused:
            self.line.say("\n".join(m.text for m in form.say(refused.mistakes)), "danger")
            return False
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return False
        self.draft.drop()
        household, self.household = self.household, ""  # what is filed is no draft any more
        self._tell(saved, form.beside())
        self.filed.emit(household)
        return True

    def save_and_stay(self) -> None:
        """Ctrl+S: file it; the panel is ready for the same household again."""
        household = self.household
        if self.save():
            self.begin(household, who=self.who.text())
            self.line.say("已存。撤回按 Ctrl+Z。", "accent")

    def save_and_next(self) -> None:
        """Ctrl+Enter: file it and go on to the next household."""
        household = self.household
        if self.save():
            self.next_wanted.emit(household)

    def may_leave(self) -> bool:
        """Always: what stands here is kept as a draft."""
        self._keep()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on; on a button it presses it; Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = self.focusWidget()
            if isinstance(here, QPushButton):
                here.click()
            else:
                self.form.advance()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)

    def _tell(self, saved: st.Saved, beside: Sequence[str]) -> None:
        doubts = [f"{'、'.join(beside)}这个季度已经记过，表上的数只写进了“收支情况”，没有再加。"] if beside else []
        doubts += [m.text for m in saved.notices if m.severity != "提示"]
        text = f"已存：{saved.label}。" + (f"请再看一下：{doubts[0]}" if doubts else "")
        self._desk.wrote(saved, origin=self, text=text, ledgers=TOUCHED)

    def _take_draft(self) -> None:
        self.line.clear()
        self.form.restore(self._left)
        self.form.start()

    def _drop_draft(self) -> None:
        self.line.clear()
        self.draft.drop()
        self.form.start()

    def _keep(self) -> None:
        if self.household:
            self.draft.keep()

    def _on_close(self) -> None:
        self._keep()
        self.closed.emit()

    def _on_reached(self, widget: QWidget) -> None:
        self._reached = widget
        self._settle.start()

    def _bring_into_sight(self) -> None:
        if self._reached is not None:
            self.scroller.ensureWidgetVisible(self._reached, 0, theme.px(60))
            self._reached = None

    def _on_finished(self) -> None:
        self.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        close = QPushButton()
        close.setIcon(icons.icon("close"))
        close.setAccessibleName("收起")
        close.setToolTip("收起（Esc）")
        theme.look(close, "quiet")
        close.clicked.connect(self._on_close)
        self.head.addWidget(close)
        self.who = label("", "strong", wrap=True)
        self.line = MessageLine()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        self.scroller = scroll
        for part in (self.who, label(HINT, "hint", wrap=True), self.line):
            self.body.addWidget(part)
        self.body.addWidget(scroll, 1)
        self.save_button = QPushButton("存好")
        self.save_button.setToolTip("Ctrl+S")
        self.next_button = QPushButton("存好，下一户")
        self.next_button.setToolTip("Ctrl+回车")
        theme.look(self.next_button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        for button in (self.save_button, self.next_button):
            button.setAccessibleName(button.text())
            foot.addWidget(button)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.form.edited.connect(self.draft.touch)
        self.form.finished.connect(self._on_finished)
        self.form.reached.connect(self._on_reached)
        self.save_button.clicked.connect(self.save_and_stay)
        self.next_button.clicked.connect(self.save_and_next)
        for keys, call in (("Ctrl+S", self.save_and_stay), ("Ctrl+Return", self.save_and_next),
                           ("Ctrl+Enter", self.save_and_next)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
