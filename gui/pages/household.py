"""农户: everything about one family on one page, with the visit panel beside it, because that is how a cadre thinks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.forms.record_form import RecordForm
from gui.menu import page_of
from gui.pages.beside import Beside, Views
from gui.pages.household_head import HouseholdHead
from gui.pages.household_more import MoreTab
from gui.pages.household_tabs import MORE, ChangesTab, EventsTab, LedgerTab, TabBar, titles
from gui.pages.income_tab import IncomeTab
from gui.pages.page import Page
from gui.pages.route_page import due_stops
from gui.pages.visit_panel import VisitPanel
from gui.widgets.message_line import MessageLine
from models.insight import household as insight
from models.insight import story
from models.ledgers import LEDGERS
from services import one_household, sync_board

if TYPE_CHECKING:
    from models.insight.household import About
    from models.insight.story import Event
    from models.store import Store

EVENTS, CHANGES = "events", "changes"


@dataclass(frozen=True)
class Seen:
    """What the page shows of one household."""

    uid: str
    about: About
    events: list[Event]


def read(store: Store, household: str) -> Seen:
    """The head card and what happened."""
    about = insight.about(store, household)
    tags = (*about.tags, *sync_board.household_tags(store, household))
    return Seen(household, replace(about, tags=tags), story.events(store, household))


class HouseholdPage(Page):
    """`open(uid)` shows a household; without one the list of all stands in its place (gui.shell)."""

    title = "农户"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.household = ""
        self._tab, self._fresh = EVENTS, False
        self._counts: dict[str, int] = {}
        self._ledger_tabs: dict[str, LedgerTab] = {}
        self._forms: dict[str, RecordForm] = {}
        self._income: IncomeTab | None = None
        self._build()
        self._connect()

    def open(self, uid: str | None = None) -> None:
        """Show a household, with the panel ready for a visit; UID/day: for what stands on its sheet of that day."""
        uid, _, sheet = (uid or "").partition("/")
        if sheet:
            self._begin_sheet(uid, date.fromisoformat(sheet))
        elif uid and uid != self.household:
            self.household = uid
            self._tab = EVENTS
            self._begin_visit()
            self.both.open_if_room()
            self._fresh = True
        self.refresh()

    def refresh(self) -> None:
        """Read the household again."""
        if not self.household:
            return
        store, uid = self.desk.store, self.household
        background.read(self, lambda task: read(store, uid), self._on_read, self._on_failed)

    def may_leave(self) -> bool:
        """Panel and forms keep their drafts."""
        kept = [*self._forms.values(), *([self._income] if self._income else [])]
        return self.panel.may_leave() and all([one.may_leave() for one in kept])

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front and fill it."""
        self._tab = key
        self.tabs.offer([(EVENTS, "这户的事"), *titles(self._counts, key if key in LEDGERS else ""), (CHANGES, "改动记录")])
        self.tabs.mark(key)
        if key == CHANGES:
            store, uid = self.desk.store, self.household
            background.read(self, lambda task: one_household.changes(store, uid), self.changes.put, self._on_failed)
            self.views.setCurrentWidget(self.changes)
        elif key in (EVENTS, MORE):
            self.views.setCurrentWidget(self.events if key == EVENTS else self.more)
        elif key == "income":
            self._income_tab().show_household(self.household)
            self.views.setCurrentWidget(self._income_tab())
        else:
            tab = self._ledger_tab(key)
            tab.put(one_household.rows(self.desk.store, self.household, key))
            self.views.setCurrentWidget(tab)

    def edit(self, ledger: str, uid: str) -> None:
        """One record in the form at the side."""
        self._form(ledger).edit(uid)

    def open_record(self, ledger: str, uid: str) -> None:
        """One record on the page that was made for it, else in the form at the side."""
        if page := page_of(ledger):
            self.desk.go(page, uid)
        else:
            self.edit(ledger, uid)

    def _on_read(self, seen: Seen) -> None:
        if seen.uid != self.household:
            return
        self.line.clear()
        self.head.tell(seen.about)
        self._counts = seen.about.counts
        self.more.put(self._counts, one_household.tabs(self._counts))
        self.events.put(seen.events)
        self.show_tab(self._tab)
        if self._fresh:
            self._fresh = False
            self._focus_first()

    def _focus_first(self) -> None:
        """Where the next key is expected: at the visit when it is in sight."""
        if self.both.is_open and self.side.currentWidget() is self.panel:
            self.panel.start()
        else:
            self.events.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _ledger_tab(self, ledger: str) -> LedgerTab:
        if ledger not in self._ledger_tabs:
            tab = LedgerTab(self.desk, ledger)
            tab.opened.connect(self.open_record)
            tab.wanted.connect(self._on_new)
            self.views.addWidget(tab)
            self._ledger_tabs[ledger] = tab
        return self._ledger_tabs[ledger]

    def _income_tab(self) -> IncomeTab:
        if self._income is None:
            self._income = IncomeTab(self.desk)
            self._income.opened.connect(self.open_record)
            self._income.begun.connect(self._on_begun)
            self._income.whole.connect(self._on_whole)
            self.views.addWidget(self._income)
        return self._income

    def _on_begun(self, ledger: str, preset: dict[str, Any]) -> None:
        self._form(ledger).new(preset)

    def _on_whole(self) -> None:
        self.desk.go("income", self.household)

    def _form(self, ledger: str) -> RecordForm:
        if ledger not in self._forms:
            form = RecordForm(self.desk, ledger)
            form.closed.connect(self._on_form_closed)
            self.side.addWidget(form)
            self._forms[ledger] = form
        self.side.setCurrentWidget(self._forms[ledger])
        self.both.open_side(True)
        return self._forms[ledger]

    def _on_new(self, ledger: str) -> None:
        if ledger == "visit":
            self._begin_visit()
            self.panel.start()
        else:
            self._form(ledger).new(one_household.preset(self.desk.store, self.household, ledger))

    def _begin_visit(self) -> None:
        self.side.setCurrentWidget(self.panel)
        self.both.open_side(True)
        self.panel.begin(self.household)

    def _begin_sheet(self, uid: str, day: date) -> None:
        self.household, self._tab, self._fresh = uid, EVENTS, True
        self.side.setCurrentWidget(self.panel)
        self.both.open_side(True)
        self.panel.begin_sheet(uid, day)

    def _show_panel(self) -> None:
        """What was begun in the panel is still there."""
        self.side.setCurrentWidget(self.panel)
        self.both.open_side(True)
        if not self.panel.household:
            self.panel.begin(self.household)

    def _on_form_closed(self) -> None:
        self._show_panel()
        self.both.open_if_room()

    def _on_visit(self) -> None:
        self._show_panel()
        self.panel.start()

    def _on_edit(self) -> None:
        self.edit("household", self.household)

    def _on_print(self) -> None:
        self.desk.go("returns", f"2.1b/{self.household}")

    def _on_paper(self, form: str) -> None:
        self.desk.go("returns", f"{form}/{self.household}")

    def _on_fact(self, ledger: str) -> None:
        """The rows behind what the head says; what the household itself says, in its form."""
        if ledger == "household":
            self._on_edit()
        else:
            self.show_tab(ledger)

    def _on_back(self) -> None:
        self.desk.go("ledger/household")

    def _on_next(self, household: str) -> None:
        """存好，下一户: the next one that is due on the way; when none is left, this one stays. After a sheet, the next sheet."""
        if self.panel.of_sheet:
            self.desk.searched.emit()
            return
        store = self.desk.store
        background.run(self, lambda task: next_due(store, household), self._on_next_found, self._on_failed)

    def _on_next_found(self, uid: str) -> None:
        if uid:
            self.open(uid)
            self._on_visit()
        else:
            self._begin_visit()
            self.panel.line.say("这个月该走的户都走到了。", "accent")

    def _on_panel_closed(self) -> None:
        self.both.open_side(False)
        self.views.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        # Each part is made where it will stand: what is moved to another parent is dressed anew with all that is in it.
        whole, self.side = QWidget(self), Views(self)
        self.both = Beside(whole, self.side, self)
        self.column.addWidget(self.both, 1)
        self.head, self.tabs, self.line, self.views = HouseholdHead(whole), TabBar(whole), MessageLine(whole), Views(whole)
        self.events, self.changes, self.more = EventsTab(self.views), ChangesTab(self.views), MoreTab(self.views)
        for tab in (self.events, self.changes, self.more):
            self.views.addWidget(tab)
        left = QVBoxLayout(whole)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(10))
        for widget in (self.head, self.line, self.tabs):
            left.addWidget(widget)
        left.addWidget(self.views, 1)
        self.panel = VisitPanel(self.desk, self.side)
        self.side.addWidget(self.panel)

    def _connect(self) -> None:
        self.head.visit.connect(self._on_visit)
        self.head.edit.connect(self._on_edit)
        self.head.print.connect(self._on_print)
        self.head.paper.connect(self._on_paper)
        self.head.back.connect(self._on_back)
        self.head.wanted.connect(self._on_fact)
        self.tabs.chosen.connect(self.show_tab)
        self.events.opened.connect(self.open_record)
        self.more.chosen.connect(self.show_tab)
        self.panel.next_wanted.connect(self._on_next)
        self.panel.closed.connect(self._on_panel_closed)


def next_due(store: Store, household: str) -> str:
    """The household after this one among those that are due at home; the first of them when this is the last."""
    way = [stop.uid for stop in due_stops(store, ("visit_home",), (household,))[0]]
    here = way.index(household) if household in way else 0
    return next(iter([*way[here + 1:], *way[:here]]), "")
