"""填别人的表: somebody else's form is dropped here, shown with what each heading is thought to mean, corrected by pointing, filled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QPushButton, QWidget

from gui import background, choosing, theme
from gui.desk import Changed, Desk
from gui.pages.fill_bar import FillBar
from gui.pages.page import Page
from gui.tables.cell_delegate import cell_table
from gui.tables.template_model import OPEN, UNSURE, TemplateModel, state_of
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.drop_area import DropArea
from gui.widgets.flow import FlowLayout
from gui.widgets.meaning_panel import MeaningPanel
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from services.fill.choice import Way
    from services.filling import Filled, Guess, Part, Place

FORMS = "表格 (*.xlsx *.xlsm *.xls *.et *.ods)"
_SAMPLE, _WIDEST, _NARROWEST = 60, 190, 56


class FillPage(Page):
    """`read(path)` looks at a form; `fill_to(path)` writes it."""

    title = "填别人的表"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.form: Guess | None = None
        self.sheet = ""
        self.place: Place | None = None
        self.earlier: Path | None = None
        self._build()

    def read(self, path: Path) -> None:
        """Look at a form; nothing is written."""
        store = self.desk.store

        def work(task: background.Task) -> tuple[Guess, list[Way], dict[str, str]]:
            from services import filling
            from services.fill import choice

            form = filling.guess(store, path)
            table = next((part.ledger for part in form.parts if part.table), "household")
            return form, choice.ways_to_choose(store, table), choice.meant_here(store, form)

        self.progress.run(f"正在看“{path.name}”…", work, self._on_read)

    def answer(self, place: Place, target: str) -> None:
        """Say what a place means."""
        if self.form is not None:
            self._again({**self.form.answers, place.cell: target}, dict(self.form.ledgers))

    def fill_to(self, path: Path) -> None:
        """Write the filled form."""
        form, store = self.form, self.desk.store
        if form is None:
            return
        wanted = self.bar.wanted(self.earlier)

        def work(task: background.Task) -> tuple[Filled, Any]:
            from services import filling

            filled = filling.fill(store, form, path, wanted, task.report)
            return filled, filling.remember(store, form)

        self.progress.run("正在填…", work, self._on_filled, writer=True)

    def touched_by(self, changed: Changed) -> bool:
        """A form stays as it is shown until it is read again."""
        return False

    def _on_read(self, read: tuple[Guess, list[Way], dict[str, str]]) -> None:
        self.form, ways, meant = read
        self.earlier = None
        self.sheet = self.form.parts[0].sheet if self.form.parts else self.form.template.sheets[0].name
        self.bar.offer(self.form, self.sheet, ways, meant)
        self._show()
        for widget in (self.table, self.panel, self.fill_button, self.earlier_button):
            widget.setVisible(True)
        self.drop.hide()
        first = next((place for place in self._places() if state_of(place) in (OPEN, UNSURE)), None)
        self._point(first or next(iter(self._places()), None))

    def _again(self, answers: dict[tuple[str, int, int], str], ledgers: dict[str, str]) -> None:
        form, store = self.form, self.desk.store

        def work(task: background.Task) -> Guess | None:
            from services import filling

            return filling.again(store, form.template, answers, ledgers) if form else None

        self.progress.run("正在重新认…", work, self._on_again)

    def _on_again(self, form: Guess) -> None:
        cell = self.place.cell if self.place else None
        self.form = form
        self._show()
        self._point(next((place for place in self._places() if place.cell == cell), None))

    def _on_filled(self, done: tuple[Filled, Any]) -> None:
        filled, learned = done
        self.desk.settings.folder = str(filled.path.parent)
        more = [*filled.lost[:3], *filled.changes, *filled.notes]
        if filled.asked:
            who = "、".join(name for name, _ in filled.asked[:8])
            more.append(f"还要问{len(filled.asked)}家：{who}{'等' if len(filled.asked) > 8 else ''}。")
        kept = "改过的栏记住了，下次不用再改。" if learned else ""
        actions = [("撤回记住的", self.desk.undo)] if learned else []
        self.line.say(f"{filled.text}{kept}{''.join(more)}", "warning" if filled.lost or filled.asked else "accent", actions)
        if learned:
            self.desk.wrote(None, origin=self, ledgers=("mapping",))
        self.desk.toast(filled.text)

    def _show(self) -> None:
        if self.form is None:
            return
        self.table.clearSpans()
        self.model.show(self.form, self.sheet)
        for top, left, bottom, right in self.model.boxes:
            self.table.setSpan(top, left, bottom - top + 1, right - left + 1)
        self._fit()
        self.bar.offer_ledgers(self.form, self.sheet)
        known, open_, unsure = len(self.form.filled), len(self.form.open), sum(state_of(one) == UNSURE for one in self.form.filled)
        words = f"“{self.form.template.path.name}”：认出 {known} 栏" + (f"，其中 {unsure} 栏拿不准（黄的）" if unsure else "")
        words += f"，{open_} 栏没认出（红的，会空着）" if open_ else ""
        tail = "".join(self.form.template.notes)
        self.line.say(f"{words}。点一下表里的格子，就能改它填什么。{tail}", "warning" if open_ or unsure else "accent")
        self.fill_button.setEnabled(bool(known))
        self.forget_button.setVisible(any(one.how == "learned" for one in self.form.filled))

    def _places(self) -> list[Place]:
        parts = self.form.parts if self.form else ()
        return [place for part in parts if part.sheet == self.sheet for place in part.places]

    def _part(self) -> Part | None:
        parts = [part for part in self.form.parts if part.sheet == self.sheet] if self.form else []
        return next((part for part in parts if self.place in part.places), next(iter(parts), None))

    def _point(self, place: Place | None) -> None:
        from services.fill.targets import choices, words_of

        self.place = place
        self.panel.setEnabled(place is not None)
        part = self._part()
        if place is not None and part is not None:
            self.panel.ask(place, words_of(part.ledger, place.target), choices(part.ledger))
            self.table.setCurrentIndex(self.model.index(place.cell[1], place.cell[2]))

    def _on_clicked(self, index: QModelIndex) -> None:
        found = self.model.place_at(index.row(), index.column())
        if found is not None:
            self._point(found)
        elif self.form is not None and not index.data():
            from services.filling import Place

            part = self._part()
            if part is not None and part.table is None:
                self._point(Place((self.sheet, index.row(), index.column()), "这一格", at=(index.row(), index.column())))

    def _on_chosen(self, target: str) -> None:
        if self.place is not None:
            self.answer(self.place, target)

    def _on_sheet(self, sheet: str) -> None:
        self.sheet = sheet
        self._show()
        self._point(next(iter(self._places()), None))

    def _on_ledger(self, ledger: str) -> None:
        if self.form is not None:
            self._again(dict(self.form.answers), {**self.form.ledgers, self.sheet: ledger})

    def _on_pick(self) -> None:
        if path := choosing.open_file(self, self.desk.settings, "选要填的表", FORMS):
            self.read(path)

    def _on_dropped(self, paths: list[Path]) -> None:
        self.read(paths[0])

    def _on_earlier(self) -> None:
        if path := choosing.open_file(self, self.desk.settings, "选上次填好的那张", FORMS):
            self.earlier = path
            self.line.say(f"填的时候会拿“{path.name}”里答过的抄过来，只列出还要问的。", "info")

    def _on_forget(self) -> None:
        from services import known_headings

        if self.form is not None:
            count = known_headings.forget(self.desk.store, self.form.form)
            self.desk.wrote(None, origin=self, ledgers=("mapping",))
            self.desk.toast(f"忘掉了{count}栏，重新认一遍。", "撤回 Ctrl+Z", self.desk.undo)
            self._again({}, {})

    def _on_save(self) -> None:
        if self.form is None:
            return
        path = self.form.template.path
        suffix = ".xlsm" if self.form.template.macros else ".xlsx"
        name, _ = QFileDialog.getSaveFileName(self, "填好存到", str(path.with_name(f"{path.stem}-已填{suffix}")), f"Excel 表 (*{suffix})")
        if name:
            self.fill_to(Path(name))

    def _on_back(self) -> None:
        self.desk.go("returns")

    def _fit(self) -> None:
        metrics = self.table.fontMetrics()
        covered = {(row, left) for top, left, bottom, right in self.model.boxes if right > left for row in range(top, bottom + 1)}
        for column in range(self.model.columnCount()):
            words = [str(self.model.index(row, column).data() or "") for row in range(min(self.model.rowCount(), _SAMPLE))
                     if (row, column) not in covered]
            widest = max((metrics.horizontalAdvance(word) for word in words), default=0) + theme.px(22)
            self.table.setColumnWidth(column, min(max(widest, theme.px(_NARROWEST)), theme.px(_WIDEST)))

    def _build(self) -> None:
        self.model = TemplateModel(self)
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        self.bar = FillBar(self.desk.store)
        self.bar.sheet_chosen.connect(self._on_sheet)
        self.bar.ledger_chosen.connect(self._on_ledger)
        self.fill_button: QPushButton = button("填好，存到…", self._on_save, look="primary", picture="save")
        self.earlier_button = button("上次填好的…", self._on_earlier, tip="表改了又发下来时，把上次手填的答案抄过来")
        self.forget_button = button("忘掉记住的", self._on_forget, look="quiet")
        self.forget_button.hide()
        tools = FlowLayout(gap=8)
        for widget in (button("报表打印", self._on_back, picture="left", look="quiet"), button("选要填的表…", self._on_pick, picture="import"),
                       *self.bar.boxes, self.earlier_button, self.forget_button):
            tools.addWidget(widget)
        top = QHBoxLayout()
        top.addLayout(tools, 1)
        top.addWidget(self.fill_button)
        self.table = cell_table(self.model, "要填的表", 30, self._on_clicked)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.panel = MeaningPanel()
        self.panel.chosen.connect(self._on_chosen)
        work = QHBoxLayout()
        work.setSpacing(theme.px(12))
        work.addWidget(self.table, 1)
        work.addWidget(self.panel)
        self.drop = DropArea("把别人发下来的空表拖到这里，或者按“选要填的表…”")
        self.drop.column.addWidget(label(_HINT, "muted", wrap=True))
        self.drop.setMinimumHeight(theme.px(210))
        self.drop.dropped.connect(self._on_dropped)
        self.column.setSpacing(theme.px(10))
        self.column.addLayout(top)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.line)
        self.column.addWidget(self.drop)
        self.column.addLayout(work, 1)
        self.column.addStretch(0)
        for hidden in (self.table, self.panel, self.fill_button, self.earlier_button):
            hidden.hide()


_HINT = (
    "花名册、统计表、一户一张的采集表都行。程序自己找表头，认出每一栏该填什么，认错的点一下格子就能改；改过的会记住，下次、别的村都不用再改。"
    "\n\n原来的表不动，填好的另存一份：字体、行高、合并的格子、公式、打印设置都照原样。"
)
