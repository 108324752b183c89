"""防返贫监测: one case on one page, from clue to look-back. One large button is the next step; the rest stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import background, choosing, feedback, theme
from gui.desk import Changed, Desk
from gui.forms.record_form import RecordForm
from gui.forms.step_form import StepForm
from gui.pages import case_parts as parts
from gui.pages.beside import Beside, Views
from gui.pages.case_chain import Chain
from gui.pages.page import Page
from gui.widgets.attachment_button import PICTURES
from gui.widgets.message_line import MessageLine
from models.insight.monitoring_case import CASE, HELP, STEP, SUPPORT, Case, look
from services import evidence
from services.case_papers import FORMS

if TYPE_CHECKING:
    from models.store import Saved

GONE = "这一次监测已经撤掉了。"


class CasePage(Page):
    """`open(uid)` shows a case; without one the list of all stands in its place (gui.shell)."""

    title = "防返贫监测"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.uid = ""
        self.case: Case | None = None
        self._fresh = self._onward = False
        self._forms: dict[str, RecordForm] = {}
        self._build()
        self._connect()

    def open(self, uid: str | None = None) -> None:
        """Show a case."""
        if uid and uid != self.uid:
            self.uid, self._fresh = uid, True
            self._rest()
        self.refresh()

    def refresh(self) -> None:
        """Read the case again."""
        if self.uid:
            store, uid = self.desk.store, self.uid
            background.read(self, lambda task: look(store, uid), self._on_read, self._on_failed)

    def touched_by(self, changed: Changed) -> bool:
        """The case, its steps, papers and measures, and whose they are."""
        return changed.touches(CASE, STEP, SUPPORT, "attachment", "household", "person")

    def may_leave(self) -> bool:
        """Forms keep their drafts."""
        return all([form.may_leave() for form in self._forms.values()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        here = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(here, QPushButton):
            here.click()
        else:
            super().keyPressEvent(event)

    def begin(self, kind: str) -> None:
        """The form of a new step; of a measure when help is what comes next."""
        if kind == HELP:
            self.measure("")
        else:
            self._steps().begin(self.uid, kind)

    def measure(self, uid: str) -> None:
        """One measure in its form; a new one for this household and case."""
        form = self._form(SUPPORT)
        if uid:
            form.edit(uid)
        elif self.case is not None:
            form.new({"household": self.case.household, "case": self.uid})

    def take_in(self, step: str, paths: Sequence[Path]) -> None:
        """Put photos or scans on a step."""
        store = self.desk.store
        self.line.say("正在放照片…", "info")

        def work(task: background.Task) -> tuple[Saved | None, tuple[str, ...]]:
            taken = evidence.take_in(store, paths)
            saved, _ = evidence.add(store, STEP, step, taken.pictures) if taken.pictures else (None, 0)
            return saved, taken.refused

        background.run(self, work, self._on_taken, self._on_failed, pool="writer")

    def _on_read(self, case: Case | None) -> None:
        self.case = case
        for part in (self.head, self.chain, self.overview):
            part.setVisible(case is not None)
        if case is None:
            self.line.say(GONE, "warning", [("全部监测户", self._on_back)])
            return
        self.head.tell(case)
        self.chain.put(case.stops)
        self.overview.tell(case)
        onward, self._onward = self._onward and case.next is not None, False
        if onward:
            self.begin(case.next or "")
        elif self._fresh:
            self.head.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fresh = False

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_taken(self, result: tuple[Saved | None, tuple[str, ...]]) -> None:
        saved, refused = result
        self.line.clear()
        if refused:
            self.line.say("\n".join(refused), "danger")
        if saved is not None:
            self.desk.wrote(saved, text="照片放好了。")

    def _on_place(self, kind: str, uid: str) -> None:
        """A place of the chain was pressed: its step, the case's own facts, or the step that comes."""
        if uid:
            self._steps().edit(uid)
        elif kind == CASE:
            self._on_door(parts.EDIT)
        elif self.case is not None and kind == self.case.next:
            self.begin(kind)

    def _on_papers(self, step: str) -> None:
        if chosen := choosing.open_files(self, self.desk.settings, "选照片或扫描件", PICTURES):
            self.take_in(step, chosen)

    def _on_print(self, kind: str) -> None:
        self.desk.go("returns", f"{FORMS[kind]}/{self.uid}")

    def _on_door(self, door: str) -> None:
        if self.case is None:
            return
        if door == parts.EDIT:
            self._form(CASE).edit(self.uid)
        elif door == parts.BEFORE:
            self.open(self.case.after)
        else:
            self._form(CASE).new({"household": self.case.household, "after": self.uid})

    def _on_filed(self, uid: str) -> None:
        if self.sender() is self._forms.get(CASE) and uid != self.uid:
            self.open(uid)
            return
        self._rest()
        self._fresh = True
        self.refresh()

    def _on_onward(self) -> None:
        self._onward = True

    def _on_home(self) -> None:
        if self.case is not None:
            self.desk.go("household", self.case.household)

    def _on_back(self) -> None:
        self.desk.go(f"ledger/{CASE}")

    def _steps(self) -> StepForm:
        self.steps.whose = self.case.title if self.case else ""
        self._form(STEP)
        return self.steps

    def _form(self, ledger: str) -> RecordForm:
        """The form of a ledger, brought to the front; what was begun in it stays as a draft."""
        form = self._forms.get(ledger) or self._take(RecordForm(self.desk, ledger))
        form.may_leave()
        self.side.setCurrentWidget(form)
        self.both.open_side(True)
        return form

    def _take(self, form: RecordForm) -> RecordForm:
        form.closed.connect(self._rest)
        form.filed.connect(self._on_filed)
        self.side.addWidget(form)
        self._forms[form.ledger] = form
        return form

    def _rest(self) -> None:
        """No form: what is known of the case stands at the side again."""
        self.side.setCurrentWidget(self.beside)
        self.both.open_if_room()
        self._place_overview()
        self.head.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters or window may have grown."""
        super().resizeEvent(event)
        self._place_overview()

    def _place_overview(self) -> None:
        """Beside the chain where there is room, else below it in the same column."""
        column = self._beside_column if self.both.has_room else self._below
        self.chain.unroll(not self.both.has_room)
        if column.indexOf(self.overview) < 0:
            column.addWidget(self.overview)

    def _build(self) -> None:
        self.head, self.line, self.chain, self.overview = parts.CaseHead(), MessageLine(), Chain(), parts.Overview()
        whole = QWidget()
        self._below = QVBoxLayout(whole)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(theme.px(10))
        for widget in (self.head, self.line):
            self._below.addWidget(widget)
        self._below.addWidget(self.chain, 1)
        inside = QWidget()
        self._beside_column = QVBoxLayout(inside)
        self._beside_column.setContentsMargins(0, 0, 0, 0)
        self.beside = QScrollArea()
        self.beside.setWidgetResizable(True)
        self.beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.beside.setWidget(inside)
        self.side = Views()
        self.side.addWidget(self.beside)
        self.steps = StepForm(self.desk)
        self._take(self.steps)
        self.both = Beside(whole, self.side)
        self.column.addWidget(self.both, 1)

    def _connect(self) -> None:
        self.head.back.connect(self._on_back)
        self.head.home.connect(self._on_home)
        self.head.step.connect(self.begin)
        self.head.door.connect(self._on_door)
        self.chain.opened.connect(self._on_place)
        self.chain.papers.connect(self._on_papers)
        self.chain.print.connect(self._on_print)
        self.overview.measure.connect(self.measure)
        self.steps.onward.connect(self._on_onward)
