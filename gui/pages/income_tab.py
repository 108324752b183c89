"""收支表: one household's income year in a table that is typed into; a tab of its page, and a page of its own (income_page)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.forms import filing
from gui.forms.draft import DraftKeeper
from gui.forms.reason_line import ReasonLine
from gui.pages.beside import Views
from gui.pages.income_facts import FactsRow, facts
from gui.pages.income_offers import OffersPanel
from gui.pages.income_view import IncomeView
from gui.pages.list_head import GroupBox
from gui.tables.income_model import IncomeModel
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models import store as st
from models.rules.dates import MONTHS_A_QUARTER
from models.rules.income_source import ALIKE
from services import income_sheet, income_taking, one_household
from services.income_sheet import Line, NeedsReason, Sheet

if TYPE_CHECKING:
    from models.insight.income_sources import Found
    from models.store import Store

YEARS_BACK = 4
_TOLD = {"income": ("month", "span", "amount", "person", "payer"), "medical_bill": ("date", "person", "kind", "total", "own")}
"""By what one of several rows behind a cell is chosen."""


@dataclass(frozen=True)
class Seen:
    """What is read at once."""

    sheet: Sheet
    waiting: list[Found]


def read(store: Store, household: str, year: int | None, *, every: bool) -> Seen:
    """The sheet and what other ledgers have to offer."""
    sheet = income_sheet.read(store, household, year, every=every)
    return Seen(sheet, income_taking.waiting(store, household, sheet.year))


class IncomeTab(Card):
    """Signals: opened(ledger, uid) for one amount; begun(ledger, preset) for a new one; whole() for the page of its
    own; back() from there."""

    opened = Signal(str, str)
    begun = Signal(str, object)
    whole = Signal()
    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self.household, self._year = "", 0
        self._left: dict[str, Any] = {}
        self.model = IncomeModel(self)
        self.draft = DraftKeeper(desk, self.model.typed, self)
        self._build()
        self._connect()

    def show_household(self, uid: str) -> None:
        """This household's sheet, of the running year when it is another one."""
        if uid != self.household:
            self.draft.keep()
            self.household, self._year = uid, 0
            self.views.setCurrentWidget(self.inside)
            self.reason.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read again; what was typed and not saved stays."""
        store, uid, year, every = self._desk.store, self.household, self._year or None, self.every_button.isChecked()
        if uid:
            background.read(self, lambda task: read(store, uid, year, every=every), self._on_read, self._on_failed)

    def may_leave(self) -> bool:
        """What stands here is kept as a draft."""
        self.draft.keep()
        return True

    def save(self, reason: str = "") -> None:
        """存好: all that was typed as one operation."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # what is still in an editor is taken as well
        edits = self.model.edits()
        if not edits:
            self.line.say("还没有改什么。在格子里直接打数，回车往下走。", "info")
            return
        try:
            saved = income_sheet.save(self._desk.store, self.household, edits, reason)
        except NeedsReason as why:
            self.line.say(str(why), "warning")
            self.reason.ask()
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
        else:
            self.draft.drop()
            self.model.forget()
            self.line.clear()
            asked = "".join(dict.fromkeys(m.text for m in saved.notices))
            self._desk.wrote(saved, origin=self, text=f"已存 {len(edits)} 格。{asked}")

    def _on_read(self, seen: Seen) -> None:
        sheet = seen.sheet
        if sheet.household != self.household:
            return
        fresh = self.model.sheet is None or (self.model.sheet.household, self.model.sheet.year) != (sheet.household, sheet.year)
        here = self.view.currentIndex()
        self.model.put(sheet, keep=not fresh)
        self._offer_years(sheet)
        self.facts.tell(facts(sheet.standing))
        self.offers.put(self.household, seen.waiting)
        waiting = sum(one.state != ALIKE for one in seen.waiting)
        self.offers_button.setText(f" 从别的台账带过来（{waiting}）" if waiting else " 从别的台账带过来")
        self.view.fit()
        if fresh:
            self._begin(sheet)
        else:
            self.view.setCurrentIndex(self.model.index(here.row(), here.column()))
        self._on_moved()

    def _begin(self, sheet: Sheet) -> None:
        self.view.start(self._desk.store.today())
        left = self.draft.begin(f"income/{sheet.household}/{sheet.year}")
        if left and left.get("raw"):
            self._left = left["raw"]
            self.line.say(f"有上次没存完的（{filing.moment(left.get('at', ''))}）。接着填吗？", "info",
                          [("接着填", self._take_draft), ("不要了", self._drop_draft)])
        else:
            self.line.clear()

    def _take_draft(self) -> None:
        self.line.clear()
        self.model.restore(self._left)

    def _drop_draft(self) -> None:
        self.line.clear()
        self.draft.drop()

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _offer_years(self, sheet: Sheet) -> None:
        self.years.clear()
        for year in range(sheet.running, sheet.running - YEARS_BACK, -1):
            self.years.addItem(f"{year}收入年度", year)
        self.years.setCurrentIndex(max(self.years.findData(sheet.year), 0))

    def _on_year(self) -> None:
        self.draft.keep()
        self._year = int(self.years.currentData())
        self.refresh()

    def _on_edited(self) -> None:
        self.draft.touch()
        self._tell_count()

    def _tell_count(self) -> None:
        count = len(self.model.typed())
        self.save_button.setText(f"存好 {count} 格  Ctrl+S" if count else "存好  Ctrl+S")

    def _on_refused(self, sentence: str) -> None:
        self.line.say(sentence, "danger")

    def _on_moved(self) -> None:
        index = self.view.currentIndex()
        cell = self.model.cell(index) if index.isValid() else None
        self.rows_button.setEnabled(bool(cell and cell.rows))
        self.rows_button.setText(f"看明细（{len(cell.rows)} 笔）" if cell and cell.rows else "看明细")
        line = self.model.lines[index.row()] if cell else None
        self.new_button.setEnabled(bool(line and line.part))

    def _on_asked(self, index: Any) -> None:
        """The rows behind a cell: one opens at once, of several one is chosen."""
        cell = self.model.cell(index)
        ledger, uids = _book(self.model.lines[index.row()]) if cell else "", list(cell.rows) if cell else []
        if len(uids) == 1:
            self.opened.emit(ledger, uids[0])
        elif uids:
            menu = QMenu(self)
            rows = st.by_uids(self._desk.store, ledger, uids)
            for row, words in zip(rows, st.shown(self._desk.store, ledger, rows), strict=True):
                menu.addAction(" · ".join(words[name] for name in _TOLD[ledger] if words[name])).setData((ledger, row.uid))
            menu.triggered.connect(self._on_chosen)
            menu.popup(self.view.viewport().mapToGlobal(self.view.visualRect(index).bottomLeft()))

    def _on_chosen(self, action: Any) -> None:
        self.opened.emit(*action.data())

    def _on_rows(self) -> None:
        self._on_asked(self.view.currentIndex())

    def _on_new(self) -> None:
        """A whole record for the current cell: whose, from whom, with its paper."""
        index = self.view.currentIndex()
        line = self.model.lines[index.row()]
        if line.kind == income_sheet.BILL_LINE:
            self.begun.emit("medical_bill", one_household.preset(self._desk.store, self.household, "medical_bill"))
            return
        self.begun.emit("income", {"household": self.household, "month": self.model.month(index), "span": str(MONTHS_A_QUARTER),
                                   "part": line.part, "item": line.item or None})  # fmt: skip

    def _on_offers(self) -> None:
        self.views.setCurrentWidget(self.offers)
        self.offers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        self.views.setCurrentWidget(self.inside)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.facts, self.line = FactsRow(), MessageLine()
        self.reason = ReasonLine(verb="更正", example="二月底就回来了")
        self.years = GroupBox()
        self.years.setAccessibleName("哪个收入年度")
        self.offers_button = button("从别的台账带过来", self._on_offers, picture="import")
        self.back_button = button("", self.back.emit, picture="left", look="quiet", tip="回到这一户")
        self.back_button.hide()
        self.every_button = button("全部项目", self.refresh, look="choice")
        self.every_button.setCheckable(True)
        self.save_button = button("存好  Ctrl+S", self._on_save, look="primary")
        self.whole_button = button("整页", self.whole.emit, look="choice", tip="整页打开")
        top, foot = FlowLayout(gap=8), FlowLayout(gap=8)
        for widget in (self.back_button, self.years, self.offers_button, self.whole_button, self.save_button):
            top.addWidget(widget)
        self.view = IncomeView(self.model)
        self.rows_button = button("看明细", self._on_rows)
        self.new_button = button("另记一笔…", self._on_new, tip="写清是谁的、谁给的、有什么凭证")
        for part in (self.rows_button, self.new_button, self.every_button, label("直接打数，回车往下走，按删除键清空", "hint")):
            foot.addWidget(part)
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        for above in (self.facts, self.line, self.reason):
            column.addWidget(above)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.offers = OffersPanel(self._desk)
        self.views = Views()
        self.views.addWidget(self.inside)
        self.views.addWidget(self.offers)
        self.body.addWidget(self.views, 1)
        self.setFocusProxy(self.view)

    def _on_save(self) -> None:
        self.save()

    def _connect(self) -> None:
        self.years.activated.connect(self._on_year)
        self.model.edited.connect(self._on_edited)
        self.model.modelReset.connect(self._tell_count)
        self.model.refused.connect(self._on_refused)
        self.view.asked.connect(self._on_asked)
        self.view.moved.connect(self._on_moved)
        self.reason.given.connect(self.save)
        self.offers.back.connect(self._on_back)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)


def _book(line: Line) -> str:
    """The ledger that a line's rows are of."""
    return "medical_bill" if line.kind == income_sheet.BILL_LINE else "income"
