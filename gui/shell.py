"""The main window: menu at the left, the page's name and the search above, pages made when first opened."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui import background, printing, theme
from gui.desk import Desk
from gui.menu import OF_A_LEDGER, PAGES, has_page, list_of
from gui.navigation import Navigation
from gui.pages.page import Page
from gui.search_box import SearchBox
from gui.status import Status
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.toast import Toast
from models import store as st

SIZE = (1366, 728)
MARKED = {"ledger/household": "household", "case": "ledger/monitoring", "clues": "ledger/monitoring", "sweep": "ledger/visit",
          "parameters": "settings", "income": "ledger/income", "income_compare": "ledger/income",
          "month/post_attendance": "ledger/post", "targets": "figures", "fill": "returns", "kept": "returns"}
"""Pages that stand under another entry of the menu."""


class MainWindow(QMainWindow):
    """Keys of pages: those of menu.PAGES, and ledger/ID, import/ID, month/ID, list/ID."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        desk.setParent(self)
        self.setWindowTitle(f"振兴台账 · {desk.store.name}")
        self._pages: dict[str, Page] = {}
        self._holders: dict[str, QScrollArea] = {}
        self._build()
        self._connect()
        self.resize(*SIZE)
        if not desk.settings.geometry.isEmpty():
            self.restoreGeometry(QByteArray(desk.settings.geometry))
        self._tell_undo()

    def page(self) -> Page | None:
        """The page in front."""
        holder = self.stack.currentWidget()
        page = holder.widget() if isinstance(holder, QScrollArea) else None
        return page if isinstance(page, Page) else None

    def go(self, key: str, uid: str | None = None) -> None:
        """Bring a page to the front, unless the one in front must not be left yet."""
        here = self.page()
        if here is not None and not here.may_leave():
            return
        if list_of(key) and (uid is None or not has_page(key)):
            key = list_of(key)
        if not has_page(key):
            return
        page = self._pages.get(key) or self._make(key)
        self.stack.setCurrentWidget(self._holders[key])
        given = QApplication.focusWidget()
        self.title.setText(page.title)
        name, _, rest = key.partition("/")
        self.navigation.mark(MARKED.get(key, f"ledger/{rest}" if name in OF_A_LEDGER else key))
        page.open(uid)
        self.title.setText(page.title)
        now = QApplication.focusWidget()
        # A stack gives the focus to the first thing on a page; where the page has not chosen, its own wish stands.
        if not page.isAncestorOf(now or self) or (page is not here and now is given):
            page.setFocus()

    def open_first(self) -> None:
        """What a person sees after the password."""
        self.go("today" if has_page("today") else "household")

    def say(self, text: str, action: str, call: object) -> None:
        """A toast."""
        self.toast.say(text, action, call if callable(call) else None)

    def _make(self, key: str) -> Page:
        name, _, ledger = key.partition("/")
        module, made = OF_A_LEDGER.get(name) or PAGES[key]
        # A page that needs more room than there is (large letters, a small screen) scrolls: no button is ever hidden.
        holder = QScrollArea(self.stack)
        holder.setWidgetResizable(True)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(holder)
        # Made where it will stand: whatever is moved to another parent is dressed anew with all that is in it.
        page: Page = getattr(import_module(module), made)(self.desk, *([ledger] if ledger else []), parent=holder.viewport())
        holder.setWidget(page)
        self._pages[key], self._holders[key] = page, holder
        return page

    def _build(self) -> None:
        store = self.desk.store
        self.navigation = Navigation(store.name)
        self.title = label("", "title")
        self.search = SearchBox(self.desk)
        self.search.setMinimumWidth(theme.px(200))
        self.search.setMaximumWidth(theme.px(430))
        self.undo_button, self.redo_button = button("", picture="undo", look="quiet"), button("", picture="redo", look="quiet")
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(22), theme.px(12), theme.px(22), theme.px(12))
        head.setSpacing(theme.px(8))
        head.addWidget(self.title, 1)
        head.addWidget(self.undo_button)
        head.addWidget(self.redo_button)
        head.addWidget(self.search, 1)
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self.stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.status = Status(self.desk)
        self.setStatusBar(self.status)
        self.toast = Toast(self)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.desk.asked.connect(self.go)
        self.desk.said.connect(self.say)
        self.desk.searched.connect(self._on_search)
        self.desk.changed.connect(self._on_changed)
        self.status.differing.connect(self._on_differing)
        self.undo_action = self._action("撤回", "Ctrl+Z", self.desk.undo)
        self.redo_action = self._action("恢复", "Ctrl+Shift+Z", self.desk.redo)
        self._action("找人、找户", "Ctrl+K", self._on_search)
        self._action("刷新", "F5", self._on_refresh)
        self.undo_button.clicked.connect(self.desk.undo)
        self.redo_button.clicked.connect(self.desk.redo)

    def _action(self, words: str, keys: str, call: object) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(call)
        self.addAction(action)
        return action

    def _on_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_refresh(self) -> None:
        page = self.page()
        if page is not None:
            page.refresh()

    def _on_changed(self, changed: object) -> None:
        self._tell_undo()

    def _on_differing(self, count: int) -> None:
        self.navigation.badge("sync", count)

    def _tell_undo(self) -> None:
        """The words of the buttons name the operation: 撤回“走访 张某某”."""
        for verb, step, action, pressed, keys in (
            ("撤回", st.undoable(self.desk.store), self.undo_action, self.undo_button, "Ctrl+Z"),
            ("恢复", st.redoable(self.desk.store), self.redo_action, self.redo_button, "Ctrl+Shift+Z"),
        ):
            what = step.label.removeprefix("撤回").strip("“”") if step else ""
            words = f"{verb}“{what}”" if step else f"没有可以{verb}的"
            action.setText(words)
            action.setEnabled(step is not None)
            pressed.setEnabled(step is not None)
            pressed.setToolTip(f"{words}（{keys}）")
            pressed.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The menu keeps its share of the window."""
        super().resizeEvent(event)
        self.navigation.fit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and the window's place, let work end; app makes the day's backup."""
        if printing.queue().busy:  # half a register with nobody told would be the worst of all papers
            self.say(printing.BUSY, "停", printing.queue().stop)
            event.ignore()
            return
        for page in self._pages.values():
            page.may_leave()
        self.desk.settings.geometry = self.saveGeometry()
        background.wait()
        super().closeEvent(event)
