"""考勤 by the month: one page for holders of posts and for resident cadres; the pay list of the month stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Changed, Desk
from gui.forms import filing
from gui.forms.draft import DraftKeeper
from gui.pages import attendance_words as words
from gui.pages.list_head import GroupBox
from gui.pages.page import Page
from gui.pages.periods import periods
from gui.tables.month_grid import MonthGrid
from gui.tables.month_model import MonthModel
from gui.tables.pay_table import PayTable
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models.kernel import DOUBT, MEND
from services import month_sheet as ms
from services.month_sheet import BOOKS, Line


class AttendancePage(Page):
    """Key month/LEDGER. `open(month)` opens that month."""

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.book = BOOKS[ledger]
        self.title = self.book.title
        self.model = MonthModel(self.book, self)
        self.grid = MonthGrid(self.model)
        self.pay = PayTable()
        self.draft = DraftKeeper(desk, self._typed, self)
        self._left: dict[str, Any] = {}
        self._moved = ""
        self._sent: dict[str, dict[str, Any]] = {}  # what is being filed, until the sheet is read again
        self._saving = False
        self._build()
        self._connect()

    def open(self, uid: str | None = None) -> None:
        """A month, or the one that was open."""
        if uid and not self._saving:
            self.months.setCurrentIndex(max(self.months.findData(uid), 0))
        self._on_month() if uid or not self.model.lines else self.refresh()
        self.grid.setFocus()

    def month(self) -> str:
        """The month that is chosen."""
        return str(self.months.currentData())

    def refresh(self) -> None:
        """Read the month; what was typed and not filed stays on the sheet."""
        store, ledger, month = self.desk.store, self.book.ledger, self.month()
        background.read(self, lambda task: (month, ms.lines(store, ledger, month)), self._on_read, self._on_failed)

    def may_leave(self) -> bool:
        """What was typed is kept as a draft."""
        self.draft.keep()
        return True

    def touched_by(self, changed: Changed) -> bool:
        """The sheet, who is on it, and what else they do."""
        return changed.origin is not self and changed.touches(self.book.ledger, "post_holder", "post", "person", "job", "parameter")

    def save(self) -> None:
        """Ctrl+S: everything on the sheet as one operation."""
        if self._saving:
            return
        if not self.model.edits:
            self.line.say("没有要存的。按数字键记考勤：" + words.legend(self.book) + "。", "info")
            return
        store, book, month, lines = self.desk.store, self.book, self.model.month, list(self.model.lines)
        edits = self._sent = {owner: dict(values) for owner, values in self.model.edits.items()}
        self._saving = True
        self.save_button.setEnabled(False)
        self.months.setEnabled(False)
        background.run(self, lambda task: ms.save(store, book, month, lines, edits), self._on_saved, self._on_refused, pool="writer")

    def _on_read(self, found: tuple[str, list[Line]]) -> None:
        month, lines = found
        if month != self.month():
            return
        edits = self.model.edits if self.model.month == month else {}
        here = {line.owner: line for line in self.model.lines}
        # What was typed was typed over what stood then: the old line stays until it is filed, so that a change is noticed.
        kept = [here.get(line.owner, line) if line.owner in edits and line.owner not in self._sent else line for line in lines]
        self._sent = self._sent if self._saving else {}
        gone = {line.owner for line in kept}
        kept += [line for owner, line in here.items() if owner in edits and owner not in gone]
        at = self.grid.days.currentIndex()
        self.model.put(kept, month, self.desk.store.today(), edits)
        self.grid.days.setCurrentIndex(self.model.index(at.row(), at.column())) if at.isValid() else self.grid.start()
        self._tell()

    def _on_saved(self, saved: Any) -> None:
        self._saving = False
        self.draft.drop()
        self.model.filed(self._sent)
        self.refresh()
        said = words.after_saving([one.text for one in saved.notices if one.severity in (MEND, DOUBT)])
        self.line.say(said, "warning") if said else self.line.clear()
        self.desk.wrote(saved, origin=self, text=f"已存：{saved.label}。", ledgers=(self.book.ledger,))

    def _on_refused(self, error: BaseException) -> None:
        self._saving, self._sent = False, {}
        self._tell()
        look = [("看现在的", self._on_look)] if isinstance(error, ms.Moved) else []
        self._moved = error.owner if isinstance(error, ms.Moved) else ""
        self.line.say(feedback.sentence(error), "danger", look)

    def _on_look(self) -> None:
        edits = {owner: values for owner, values in self.model.edits.items() if owner != self._moved}
        self.model.put(self.model.lines, self.model.month, self.desk.store.today(), edits)
        self.line.clear()
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_month(self) -> None:
        self.draft.keep()
        month = self.month()
        self.line.clear()
        if month != self.model.month:
            self.model.put((), month, self.desk.store.today())
            self._left = (left := self.draft.begin(f"month/{self.book.ledger}/{month}") or {}).get("raw", {})
            if self._left:
                self.line.say(f"有上次没存完的考勤（{filing.moment(left.get('at', ''))}）。接着记吗？", "info",
                              [("接着记", self._take_draft), ("不要了", self._drop_draft)])
        self.refresh()

    def _typed(self) -> dict[str, Any]:
        fields = self.model.fields
        return {owner: {name: fields[name].kind.dump(value) for name, value in values.items()}
                for owner, values in self.model.edits.items()}

    def _take_draft(self) -> None:
        fields = self.model.fields
        edits = {owner: {name: fields[name].kind.load(stored) for name, stored in values.items()} for owner, values in self._left.items()}
        known = {line.owner for line in self.model.lines}
        if self.book.ledger == "attendance":  # somebody added by name and not filed is on no sheet yet
            self.model.lines += [ms.newcomer(self.desk.store, name, self.model.month) for name in edits if name not in known]
        standing = {line.owner for line in self.model.lines}
        self.model.put(self.model.lines, self.model.month, self.desk.store.today(),
                       {owner: values for owner, values in edits.items() if owner in standing})
        self.line.clear()
        self.grid.start()
        self.grid.setFocus()
        self._tell()

    def _drop_draft(self) -> None:
        self.line.clear()
        self.draft.drop()

    def _on_edited(self) -> None:
        self.draft.touch()
        self.line.clear()
        self._tell()

    def _on_said(self, sentence: str) -> None:
        self.line.say(sentence, "warning")

    def _on_add(self) -> None:
        name = "".join(self.name.text().split())
        if not name or any(line.owner == name for line in self.model.lines):
            self.line.say(f"“{name}”已经在表里了。" if name else "先写上姓名，再按“加一人”。", "warning")
            return
        self.name.clear()
        lines = [*self.model.lines, ms.newcomer(self.desk.store, name, self.model.month)]
        self.model.put(lines, self.model.month, self.desk.store.today(), self.model.edits)
        self.grid.start(len(lines) - 1)
        self.grid.setFocus()
        self._tell()

    def _on_fill(self) -> None:
        self.grid.days.fill()
        self.grid.setFocus()

    def _on_back(self) -> None:
        self.grid.days.take_back()
        self.grid.setFocus()

    def _on_view(self, on: bool) -> None:
        self.views.setCurrentIndex(int(on))
        self._tell()
        (self.pay if on else self.grid).setFocus()

    def _on_print(self) -> None:
        self.desk.go("returns", self.book.ledger)

    def _tell(self) -> None:
        lines, edits = self.model.lines, self.model.edits
        self.empty.setVisible(not lines)
        self.views.setVisible(bool(lines))
        self.save_button.setEnabled(not self._saving)
        self.months.setEnabled(not self._saving)
        self.fill_button.setEnabled(bool(lines))
        self.save_button.setText(f" 存好 {len(edits)} 人  Ctrl+S" if edits else " 存好  Ctrl+S")
        self.back_button.setEnabled(self.model.may_take_back)
        self.sums.setText(self._sums(lines))
        self._tell_person()

    def _sums(self, lines: Sequence[Line]) -> str:
        if not lines:
            return ""
        noted = ms.noted_people(lines, self.model.edits)
        if not self.book.paid:
            return words.progress(len(lines), noted)
        listed = ms.pay_list(lines, self.model.edits)
        self.pay.put(listed)
        return words.money(listed, len(lines), noted, whole=self.views.currentWidget() is self.pay)

    def _tell_person(self) -> None:
        row, on_grid = self.grid.days.currentIndex().row(), self.views.currentWidget() is self.grid
        line = self.model.lines[row] if on_grid and 0 <= row < len(self.model.lines) else None
        for about_a_row in (self.legend, self.person):
            about_a_row.setVisible(on_grid and bool(self.model.lines))
        about = (line.name, line.place, words.agreement(line)) if line else ()
        self.person.setText(" · ".join(part for part in about if part))
        self.doubts.setText("存疑：" + "".join(line.doubts) if line and line.doubts else "")
        self.doubts.setVisible(bool(self.doubts.text()))

    def _build(self) -> None:
        self.months = GroupBox()
        self.months.setAccessibleName("哪个月")
        for shown, month in periods("month", self.desk.store.today()):
            self.months.addItem(shown, month)
        self.fill_button = button("整行出勤  F4", self._on_fill, tip="没记的工作日都记出勤，周末记休")
        self.back_button = button("退一步", self._on_back, tip="Ctrl+Z")
        self.pay_button = button("发放表", look="choice")
        self.pay_button.setCheckable(True)
        self.save_button = button("存好  Ctrl+S", self.save, look="primary", picture="save")
        self.name = QLineEdit()
        self.name.setPlaceholderText("驻村干部姓名")
        self.name.setAccessibleName("驻村干部姓名")
        self.name.setFixedWidth(theme.px(130))
        self.add_button = button("加一人", self._on_add, picture="add")
        for spare in (self.name, self.add_button) if self.book.paid else (self.pay_button,):
            spare.hide()
        top = FlowLayout(gap=8)
        self.print_button = button("打印", self._on_print, picture="print")
        for tool in (self.months, self.name, self.add_button, self.fill_button, self.back_button, self.pay_button, self.print_button,
                     self.save_button):
            top.addWidget(tool)
        self.line = MessageLine()
        self.empty = label(words.EMPTY[self.book.ledger], "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        self.views = QStackedWidget()
        self.views.addWidget(self.grid)
        self.views.addWidget(self.pay)
        self.person, self.doubts = label("", "small"), label("", "doubt", wrap=True)
        self.legend = label(words.legend(self.book) + "  Delete 清掉 · 回车下一人 · 斜线是没到的日子或协议外", "small", wrap=True)
        self.sums = label("", "heading", wrap=True)
        self.column.addLayout(top)
        self.column.addWidget(self.line)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.views, 1)
        foot = QVBoxLayout()
        foot.setSpacing(theme.px(3))
        for below in (self.person, self.doubts, self.legend, self.sums):
            foot.addWidget(below)
        self.column.addLayout(foot)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.months.activated.connect(self._on_month)
        self.model.edited.connect(self._on_edited)
        self.model.refused.connect(self._on_said)
        self.grid.days.stuck.connect(self._on_said)
        self.grid.days.selectionModel().currentChanged.connect(self._tell_person)
        self.pay_button.toggled.connect(self._on_view)
        self.name.returnPressed.connect(self._on_add)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)
