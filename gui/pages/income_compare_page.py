"""与全国系统导出表比对: choose the file, see who is apart and by what, keep the comparison as a workbook. Nothing is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gui import background, choosing, theme
from gui.desk import Changed, Desk
from gui.pages.list_head import GroupBox
from gui.pages.page import Page
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.income_model import money
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from models.rules.income import income_year_of
from services import income_compare as service

if TYPE_CHECKING:
    from services.income_compare import Compared, Comparison

TABLES = "表格 (*.xlsx *.xls *.xlsb *.ods *.csv *.et)"
YEARS_BACK = 4
COLUMNS = (WalkColumn("组", 70), WalkColumn("户主", 96), WalkColumn("系统人均", 92), WalkColumn("本台账人均", 92), WalkColumn("人均相差", 86),
           WalkColumn("扣刚性后", 86), WalkColumn("分项出入和说明", 0), WalkColumn("结论", 136))  # fmt: skip
SPARE = (5, 0, 4)
TONES = {service.ERROR: "danger", service.BY_PART: "warning", service.SAME: "accent", service.SILENT: "muted",
         service.STRANGE: "muted", service.ABSENT: "muted"}  # fmt: skip
APART, ALL, REST = "apart", "all", "rest"
_CHOICES = {APART: "有出入的", REST: "只有一边有的", ALL: "全部"}


class IncomeComparePage(Page):
    """`compare(path)` shows what a file says against our own rows."""

    title = "与全国系统导出表比对"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Comparison | None = None
        self._path: Path | None = None
        self._build()

    def compare(self, path: Path) -> None:
        """Read a file and hold it against the chosen year."""
        store, year = self.desk.store, int(self.years.currentData())
        self._path = path

        def work(task: background.Task) -> Comparison:
            return service.compare(store, path, year, task.report)

        self.progress.run(f"正在比“{path.name}”…", work, self._on_compared)

    def touched_by(self, changed: Changed) -> bool:
        """A comparison stays as it was made until it is asked for again."""
        return False

    def _on_compared(self, found: Comparison) -> None:
        self.found = found
        self.report_button.setEnabled(True)
        self.again_button.setEnabled(True)
        apart = found.count(service.ERROR) + found.count(service.BY_PART)
        self.line.say(f"{found.text}只比，什么都没有收进来。", "warning" if apart else "accent")
        for what, made in self.choices.items():
            made.setText(f"{_CHOICES[what]} {len(self._rows(what))}")
            made.show()
        self.hint.hide()
        self.list.show()
        self.choices[APART if apart else ALL].setChecked(True)
        self._show()

    def _rows(self, what: str) -> list[Compared]:
        rows = self.found.rows if self.found else ()
        states = {APART: (service.ERROR, service.BY_PART), REST: (service.SILENT, service.STRANGE, service.ABSENT)}.get(what)
        return [row for row in rows if states is None or row.state in states]

    def _show(self) -> None:
        what = next((what for what, made in self.choices.items() if made.isChecked()), ALL)
        self.list.put([_line(number, row) for number, row in enumerate(self._rows(what))])
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, key: str) -> None:
        uid = key.partition("/")[2]
        if uid:
            self.desk.go("income", uid)

    def _on_pick(self) -> None:
        if path := choosing.open_file(self, self.desk.settings, "选全国系统导出的表", TABLES):
            self.compare(path)

    def _on_again(self) -> None:
        if self._path is not None:
            self.compare(self._path)

    def _on_report(self) -> None:
        found, store = self.found, self.desk.store
        wanted = str(Path(self.desk.settings.folder) / f"收支比对-{store.name}-{store.today().isoformat()}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "存到", wanted, "Excel 表 (*.xlsx)")
        if not name or found is None:
            return

        def work(task: background.Task) -> str:
            from services.income_compare_report import write_report

            write_report(store, found, Path(name))
            return name

        self.progress.run("正在写…", work, self._on_saved)

    def _on_saved(self, name: str) -> None:
        self.desk.toast(f"已存：{Path(name).name}")

    def _on_back(self) -> None:
        self.desk.go("ledger/income")

    def _build(self) -> None:
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        self.years = GroupBox()
        self.years.setAccessibleName("哪个收入年度")
        today = self.desk.store.today()
        running = income_year_of(f"{today:%Y-%m}", _first_month(self.desk))
        for year in range(running, running - YEARS_BACK, -1):
            self.years.addItem(f"{year}收入年度", year)
        self.years.activated.connect(self._on_again)
        self.report_button = button("存一份比对表", self._on_report, picture="export")
        self.again_button = button("再比一次", self._on_again)
        for made in (self.report_button, self.again_button):
            made.setEnabled(False)
        tools = FlowLayout(gap=8)
        for widget in (button("家庭收支", self._on_back, picture="left", look="quiet"), self.years,
                       button("选文件…", self._on_pick, picture="import", look="primary"), self.again_button, self.report_button):
            tools.addWidget(widget)
        chosen = FlowLayout(gap=6)
        self.choices: dict[str, QPushButton] = {}
        for what, words in _CHOICES.items():
            made = button(words, self._show, look="choice")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.hide()
            self.choices[what] = made
            chosen.addWidget(made)
        self.list = WalkList("比对的户", COLUMNS, spare=SPARE)
        self.list.opened.connect(self._on_opened)
        self.list.hide()
        self.hint = label(
            "从全国系统导出农户收入表（有户编号、户主、证件号，工资性、生产经营性、财产性、转移性、生产经营性支出、纯收入、人均），"
            "在这里选上，逐户和本台账比：人均差多少、哪一类差。只比不收，不会改台账里的数。\n\n回车打开这一户的收支表。", "muted", wrap=True)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        self.column.setSpacing(theme.px(10))
        for layout in (tools, chosen):
            self.column.addLayout(layout)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.line)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(foot)
        self.column.addStretch(0)


def _first_month(desk: Desk) -> int:
    from models.insight.policy import parameter

    return int(parameter(desk.store, "income.year_first_month"))


def _line(number: int, row: Compared) -> WalkLine:
    theirs, ours = row.figures.get(service.HEAD, (None, None))
    more = row.more(service.HEAD)
    said = "；".join(part for part in (row.by_part, *row.notes) if part)
    gap = "" if more is None else f"{'+' if more > 0 else ''}{money(more)}"
    cells = (row.group, row.name, money(theirs), money(ours), gap, money(row.left), said, row.words)
    return WalkLine(f"{number}/{row.uid}", cells, TONES[row.state])
