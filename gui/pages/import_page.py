"""从 Excel 导入: what would come in, cell by cell, before anything is written; then one operation that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui import background, choosing, theme
from gui.desk import Desk
from gui.pages.import_side import Batches, ImportSide
from gui.pages.page import Page
from gui.pages.paper_view import PaperView
from gui.tables.cell_delegate import cell_table
from gui.tables.difference_model import DifferenceModel
from gui.tables.import_model import WHY, ImportModel
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from services.import_compare import Difference
    from services.importing import Fixes, ImportReport, Preview

TABLES = "表格 (*.xlsx *.xls *.xlsb *.ods *.csv *.et)"
_HINTS = {
    "person": "名册一人一行，有“姓名”和“与户主关系”就行；户主那一行会把这一户建起来。",
    "household": "一户一行，有“户主姓名”就行。",
}


class ImportPage(Page):
    """One per ledger."""

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ledger = ledger
        self.spec = LEDGERS[ledger].__ledger__
        self.title = f"导入{self.spec.title}"
        self.preview: Preview | None = None
        self.model = ImportModel(self)
        self._build()

    def read(self, path: Path, fixes: Fixes | None = None) -> None:
        """Show what a file would bring, with what was said of it; nothing is written."""
        store, ledger = self.desk.store, self.ledger

        def work(task: background.Task) -> Preview:
            from services import importing

            return importing.preview(store, ledger, path, task.report, fixes)

        self.progress.run(f"正在看“{path.name}”…", work, self._on_preview)

    def apply(self) -> None:
        """收下."""
        preview, store = self.preview, self.desk.store
        if preview is None:
            return

        def work(task: background.Task) -> ImportReport:
            from services import importing

            return importing.apply(store, preview, task.report)

        self.progress.run("正在收…", work, self._on_applied, writer=True)

    def refresh(self) -> None:
        """What was brought in lately."""
        if self.preview is None:
            self.batches.refresh()

    def _on_preview(self, preview: Preview) -> None:
        again = self.preview is not None and self.preview.path == preview.path
        shown = next((what for what, made in self.choices.items() if made.isChecked()), "all") if again else "all"
        self.preview = preview
        self.table.setModel(self.model)
        self.model.show(preview)
        report = preview.report
        self.table.setVisible(True)
        for before in (self.hint, self.batches):
            before.hide()
        if not again:
            self._fit_columns()
        taken = report.count("added") + report.count("updated")
        self.apply_button.setText(f"收下 {taken} 行" if taken else "没有要收的")
        self.apply_button.setEnabled(bool(taken))
        self.report_button.setEnabled(True)
        troubled = self.model.troubled()
        actions = [(f"看这 {troubled} 行", self._on_troubled)] if troubled and shown == "all" else []
        left = self._left()
        actions += [("告诉它是哪一栏", self._on_left)] if left else []
        guessed = [match.heading for staged in preview.staged for match in staged.head.matches if match.how in ("content", "alike")]
        tail = f"“{'”“'.join(guessed)}”是看着像认的，请核对。" if guessed else ""
        tail += f"没认出来的栏：{'、'.join(left[:6])}{'等' if len(left) > 6 else ''}，不收。" if left else ""
        self.line.say(f"还没收，先看一眼：{_will(report.text)}{tail}", "warning" if troubled else "accent", actions)
        for what, made in self.choices.items():
            count = {"all": len(report.rows), "troubled": troubled}.get(what)
            made.setText(f"{_CHOICES[what]} {report.count(what) if count is None else count}")  # type: ignore[arg-type]
            made.setVisible(True)
        self.compare_button.setEnabled(True)
        self.choices[shown if not self.choices[shown].isHidden() else "all"].click()

    def _left(self) -> list[str]:
        return [word for staged in self.preview.staged for word in staged.head.unmatched] if self.preview else []

    def _on_left(self) -> None:
        if left := self._left():
            self.side.ask_heading(left[0], "")

    def _on_heading(self, section: int) -> None:
        heading, target = self.model.heading_at(section) if self.table.model() is self.model else ("", "")
        if heading:
            self.side.ask_heading(heading, target)

    def _on_cell(self, index: QModelIndex) -> None:
        if self.table.model() is self.model and (bad := self.model.bad_cell(index)) is not None:
            self.side.ask_cell(bad)

    def _on_mended(self, sheet: str, cell: str, text: str) -> None:
        if self.preview is not None:
            self.side.hide()
            self.read(self.preview.path, self.preview.fixes.with_cell(sheet, cell, text))

    def _on_answered(self, heading: str, target: str) -> None:
        if self.preview is not None:
            self.side.hide()
            self.read(self.preview.path, self.preview.fixes.with_head(heading, target))

    def _on_compare(self) -> None:
        preview, store = self.preview, self.desk.store
        if preview is None:
            return

        def work(task: background.Task) -> list[Difference]:
            from services import import_compare

            return import_compare.differences(store, preview.report)

        self.progress.run("正在比…", work, self._on_compared)

    def _on_compared(self, found: list[Difference]) -> None:
        from services import import_compare

        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # before what has it goes
        self.side.hide()
        self.differences.show(found)
        self.table.setModel(self.differences)
        self._fit_columns()
        same = self.preview.report.count("unchanged") if self.preview else 0
        self.line.say(import_compare.told(found, same), "warning" if found else "accent",
                      [("打印", self._on_print), ("存差异清单…", self._on_keep)] if found else [])

    def _on_print(self) -> None:
        from services import import_compare

        store, ledger, found = self.desk.store, self.ledger, self.differences.found
        self.paper.begin(lambda: import_compare.paper(store, ledger, found), self.body, self.views)

    def _on_keep(self) -> None:
        from services import import_compare

        found = self.differences.found
        self._save(self._beside("差异清单"), lambda path: import_compare.write_differences(self.ledger, found, path))

    def _on_applied(self, report: ImportReport) -> None:
        self.preview = None
        self.side.hide()
        for made in (self.apply_button, self.compare_button):
            made.setEnabled(False)
        self.line.say(report.text, "accent", [(f"去看{self.spec.title}", self._on_go), ("整批撤回", self.desk.undo)])
        self.desk.wrote(None, ledgers=(self.ledger, "household", "person"))
        self.desk.toast(report.text, "撤回 Ctrl+Z", self.desk.undo)

    def _on_pick(self) -> None:
        if path := choosing.open_file(self, self.desk.settings, "选一个表格", TABLES):
            self.read(path)

    def _on_template(self) -> None:
        from services import exporting

        self._save(Path(self.desk.settings.folder) / f"{self.spec.title}-空白模板.xlsx", lambda path: exporting.template(self.ledger, path))

    def _on_report(self) -> None:
        from services import importing

        preview = self.preview
        if preview is not None:
            self._save(self._beside("带说明"), lambda path: importing.write_report(preview.report, path))

    def _beside(self, words: str) -> Path:
        path = self.preview.path if self.preview else Path(self.desk.settings.folder) / self.spec.title
        return path.with_name(f"{path.stem}-{words}.xlsx")

    def _save(self, wanted: Path, write: Callable[[Path], None]) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "存到", str(wanted), "Excel 表 (*.xlsx)")
        if not name:
            return

        def work(task: background.Task) -> str:
            write(Path(name))
            return name

        self.progress.run("正在写…", work, self._on_saved)

    def _on_saved(self, name: str) -> None:
        self.desk.toast(f"已存：{Path(name).name}")

    def _on_go(self) -> None:
        self.desk.go("household" if self.ledger == "household" else f"ledger/{self.ledger}")

    def _on_troubled(self) -> None:
        self.choices["troubled"].click()

    def _on_choose(self) -> None:
        for what, made in self.choices.items():
            if made is self.sender():
                self.table.setModel(self.model)
                self.model.choose(what)

    def _fit_columns(self) -> None:
        metrics, shown = self.table.horizontalHeader().fontMetrics(), self.table.model()
        for at in range(shown.columnCount()):
            words = [str(shown.headerData(at, _ACROSS))]
            words += [str(shown.index(row, at).data()) for row in range(min(shown.rowCount(), _MEASURED))]
            widest = max(map(metrics.horizontalAdvance, words)) + theme.px(30)
            self.table.setColumnWidth(at, min(max(widest, theme.px(60)), theme.px(_WIDEST_REASON if at == WHY else 230)))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setMinimumSectionSize(theme.px(60))
        self.table.scrollToTop()
        self.table.horizontalScrollBar().setValue(0)

    def _build(self) -> None:
        self.views, self.body = QStackedWidget(), QWidget()
        self.paper, column = PaperView(self.desk, self.views), QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        for view in (self.body, self.paper):
            self.views.addWidget(view)
        self.column.addWidget(self.views, 1)
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        self.apply_button = button("收下", self.apply, look="primary")
        self.apply_button.setEnabled(False)
        self.report_button = button("存一份带说明的表", self._on_report)
        self.report_button.setEnabled(False)
        self.compare_button = button("只和账里比", self._on_compare, tip="看两边哪里不一样，什么都不收")
        self.compare_button.setEnabled(False)
        tools = FlowLayout(gap=8)
        for made in (button("选文件…", self._on_pick, picture="import"), button("空白模板", self._on_template),
                     self.report_button, self.compare_button):
            tools.addWidget(made)
        top = QHBoxLayout()
        top.addLayout(tools, 1)
        top.addWidget(self.apply_button)
        self.choices: dict[str, QPushButton] = {}
        chosen = FlowLayout(gap=6)
        for what, words in _CHOICES.items():
            made = button(words, self._on_choose, look="choice")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.hide()
            self.choices[what] = made
            chosen.addWidget(made)
        self.table = cell_table(self.model, "将要收进来的行", 28, self._on_cell)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().sectionClicked.connect(self._on_heading)
        self.table.hide()
        words = _HINTS.get(self.ledger, "栏目顺序随便，题目行、合计行不用删；认不出的栏不收，看不懂的格子会一个一个指出来。")
        self.hint = label(f"{words}\n\n先看，后收：选了文件只是看一遍，按“收下”才真的记进来，记错了一步就能撤回。", "muted", wrap=True)
        for layout in (top, chosen):
            column.addLayout(layout)
        column.addWidget(self.progress)
        column.addWidget(self.line)
        self.side, self.batches, self.differences = ImportSide(self.ledger), Batches(self.desk), DifferenceModel(self)
        self.side.mended.connect(self._on_mended)
        self.side.answered.connect(self._on_answered)
        work = QHBoxLayout()
        work.addWidget(self.table, 1)
        work.addWidget(self.side)
        for widget in (self.hint, self.batches):
            column.addWidget(widget)
        column.addLayout(work, 1)


_WIDEST_REASON = 420
_MEASURED = 60  # rows by which a column is made wide enough
_ACROSS = Qt.Orientation.Horizontal
_CHOICES = {"all": "全部", "troubled": "要看的", "added": "新增", "updated": "更新", "unchanged": "没有变化", "rejected": "没收"}


def _will(text: str) -> str:
    """The report speaks of what was done; before, it will be."""
    return text.replace("收下", "会收下", 1).replace("行没收", "行收不了")
