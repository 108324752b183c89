"""The page of any ledger: filters, table, totals, and the form at the side. Everything follows from the declaration."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Changed, Desk
from gui.forms.child_rows import below
from gui.forms.record_form import RecordForm
from gui.menu import WAYS, page_of
from gui.pages import ledger_filters
from gui.pages.page import Page
from gui.tables.ledger_model import LedgerModel
from gui.tables.ledger_view import LedgerView
from gui.tables.selection import Wish, reads_rows, select
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models import store as st
from models.ledgers import LEDGERS

FORM_WIDTH = 400
_ROOM = 560  # design pixels that filters and buttons need
_TYPING_MS = 200
_AT_ONCE = 5000  # up to here choosing rows stays well under 50 ms


class LedgerPage(Page):
    """One per ledger, made when first opened."""

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ledger, self.spec = ledger, LEDGERS[ledger].__ledger__
        self.title = self.spec.title
        self.model = LedgerModel(desk.store, ledger, self)
        self.view = LedgerView(self.model)
        self.filters = ledger_filters.filters_for(desk.store, ledger)
        self.state, self._by_link = ledger_filters.state_filter(), False
        self._order: tuple[str, ...] = ()
        self._task: background.Task | None = None
        self._wanted: str | None = None
        self.form: RecordForm | None = None
        self.side = QWidget()
        self.side_column = QVBoxLayout(self.side)
        self._build()
        self._connect()

    def open(self, uid: str | None = None) -> None:
        """Show the table; with a uid, that record in the form; with a state, the records that have got so far."""
        if uid in st.SHOWN or self._by_link:
            # What a link asked for is not asked for again from the menu.
            self._by_link = uid in st.SHOWN
            self.state.setCurrentIndex(max(self.state.findData(uid), 0))
            uid = None if self._by_link else uid
        self._wanted = uid
        self.desk.settings.count_opening(self.ledger)
        self.refresh()
        if uid:
            self._open_form().edit(uid, focus=True)
        elif not self.side.isVisible():
            self.view.setFocus()

    def refresh(self) -> None:
        """Choose the rows again."""
        self.view.show_state(self.desk.settings.shows_state)
        ledger_filters.renew(self.filters, self.desk.store, self.ledger)
        wish = self.wish()
        self._drop()
        if st.count(self.desk.store, self.ledger) <= _AT_ONCE and not reads_rows(self.ledger, wish):
            self._on_chosen(select(self.desk.store, self.ledger, wish))
            return
        self.line.say("正在排列…", "info", [("取消", self._on_cancel)])
        store, ledger = self.desk.store, self.ledger
        self._task = background.read(self, lambda task: select(store, ledger, wish, task.report), self._on_chosen, self._on_failed)

    def touched_by(self, changed: Changed) -> bool:
        """Its own ledger, what belongs to its rows, and the households and people it shows by name."""
        return changed.touches(self.ledger, "household", "person", *below(self.ledger))

    def may_leave(self) -> bool:
        """The form keeps its draft."""
        return self.form is None or self.form.may_leave()

    def wish(self) -> Wish:
        """What is asked for above the table."""
        where = {box.name: box.value() for box in self.filters if box.value() is not None and box.name != "group"}
        group = next((box.value() for box in self.filters if box.name == "group"), None)
        if group and "group" in LEDGERS[self.ledger].__fields__:
            where, group = where | {"group": group}, None
        return Wish(where, group or "", self.search.text(), self.state.value() or "", self._order)

    def new_record(self, preset: dict[str, Any] | None = None) -> None:
        """新增: an empty form at the side."""
        self._open_form().new(preset)

    def _open_form(self) -> RecordForm:
        if self.form is None:
            self.form = RecordForm(self.desk, self.ledger)
            self.form.closed.connect(self._on_closed)
            self.form.filed.connect(self._on_filed)
            self.side_column.addWidget(self.form)
        self.side.show()
        self._fit()
        return self.form

    def _on_chosen(self, uids: list[str]) -> None:
        kept = self._wanted or self.view.current_uid()
        self._wanted = None
        self.line.clear()
        self.view.blockSignals(True)
        self.model.show(uids)
        if kept:
            self.view.pick(kept)
        self.view.blockSignals(False)
        self.count.setText(ledger_filters.count_words(self.spec, len(uids), self.wish()))
        self.totals.setText(ledger_filters.total_words(self.desk.store, self.ledger, uids))
        self.empty.setVisible(not uids)
        self.empty.setText(ledger_filters.empty_words(self.spec, self.wish()))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, background.Cancelled):
            self.line.say(feedback.sentence(error), "danger")

    def _on_cancel(self) -> None:
        self._drop()
        self.line.clear()

    def _drop(self) -> None:
        """Rows that are still being chosen are wanted no more, even those that are chosen already."""
        if self._task is not None:
            self._task.outdate()
            self._task = None

    def _on_sorted(self, order: tuple[str, ...]) -> None:
        self._order = order
        self.refresh()

    def _on_opened(self, uid: str) -> None:
        if page := page_of(self.ledger):
            self.desk.go(page, uid)
        else:
            self._open_form().edit(uid)
            if self.form is not None:
                self.form.fields.start()

    def _on_picked(self, uid: str) -> None:
        if self.form is not None and self.side.isVisible() and self.form.uid != uid and not self.form.fields.changed():
            self.form.edit(uid)

    def _on_state_wanted(self, on: bool) -> None:
        self.desk.settings.shows_state = on
        self.view.show_state(on)

    def _on_filed(self, uid: str) -> None:
        self._wanted = uid
        self.refresh()

    def _on_closed(self) -> None:
        self.side.hide()
        self._fit()
        self.view.setFocus()

    def _on_reveal(self, on: bool) -> None:
        self.model.reveal(on)

    def _on_import(self) -> None:
        self.desk.go(f"import/{self.ledger}")

    def _on_export(self) -> None:
        ledger_filters.export(self, self.desk, self.ledger)

    def _on_print(self) -> None:
        """The rows that are shown: all of them, or those that were chosen above the table."""
        wish, uids = self.wish(), self.model.uids()
        chosen = bool(wish.where or wish.group or wish.text or wish.state) and uids
        self.desk.go("returns", f"{self.ledger}/{','.join(uids)}" if chosen else self.ledger)

    def _on_way(self) -> None:
        self.desk.go(WAYS[self.ledger][0])

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"在{self.title}里找")
        self.search.setAccessibleName(f"在{self.title}里找")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme.px(170))
        self.above = QWidget()
        rows = QVBoxLayout(self.above)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(10))
        chosen, tools = FlowLayout(gap=10), FlowLayout(gap=8, right=True)
        for box in (*self.filters, self.state):
            chosen.addWidget(box)
        for made in self._buttons():
            tools.addWidget(made)
        below = QHBoxLayout()
        below.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        below.addLayout(tools, 1)
        rows.addLayout(chosen)
        rows.addLayout(below)
        self.line = MessageLine()
        self.count, self.totals = label("", "small"), label("", "strong", wrap=True)  # many totals take two lines, not the form's room
        self.totals.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setParent(self.view.viewport())
        over = QVBoxLayout(self.view.viewport())
        over.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addWidget(self.totals, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.above)
        left.addWidget(self.line)
        left.addWidget(self.view, 1)
        left.addLayout(foot)
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.side.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.column.addLayout(row, 1)

    def _buttons(self) -> list[QPushButton]:
        self.new_button = button(f"新增{self.title}  Ctrl+N", self._on_new, look="primary", picture="add")
        made = [
            button("从 Excel 导入", self._on_import, picture="import"),
            button("导出 Excel", self._on_export, picture="export"),
            button("打印预览", self._on_print, picture="print"),
        ]
        if self.ledger in WAYS:
            _, words, picture = WAYS[self.ledger]
            made.insert(0, button(words, self._on_way, picture=picture))
        if any(column.masked for column in self.model.columns):
            reveal = button("显示号码", picture="eye", look="choice")
            reveal.setCheckable(True)
            reveal.toggled.connect(self._on_reveal)
            made.append(reveal)
        return [*made, self.new_button]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form takes what its letters need, but never more than half of the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = min(theme.px(FORM_WIDTH), self.width() // 2)
        self.side.setFixedWidth(width)
        # With large letters filters and buttons would leave the table no room beside the form: they wait.
        self.above.setVisible(self.side.isHidden() or self.width() - width >= theme.px(_ROOM))

    def _on_new(self) -> None:
        self.new_record()

    def _connect(self) -> None:
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._typing.start)
        for box in (*self.filters, self.state):
            box.activated.connect(self.refresh)
        self.view.sorted.connect(self._on_sorted)
        self.view.opened.connect(self._on_opened)
        self.view.picked.connect(self._on_picked)
        self.view.state_wanted.connect(self._on_state_wanted)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_new)
