"""The list of returns that were handed over: found by a few words, by the form, or by the code that is printed on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui import theme
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import FilterBox
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.code_box import initials
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from services.kept_returns import Kept

COLUMNS = (WalkColumn("出表日期", 104), WalkColumn("报表", 0), WalkColumn("期间", 130), WalkColumn("哪一户、哪些", 170),
           WalkColumn("哪一版", 76), WalkColumn("编码", 116), WalkColumn("谁出的", 90, muted=True))  # fmt: skip
KEYS = (("回车", "看当时的原样，再打一份"), ("↑ ↓", "换一份"))
NOTHING = "还没有出过表。在“报表打印”里打印或存下的每一份，都会记在这里。"
NOT_FOUND = "没有这样的。换几个字，或者把格子清空看全部。"


class KeptList(QWidget):
    """Signals: opened(Kept) to see it, compared(Kept), checked(code as it was typed)."""

    opened = Signal(object)
    compared = Signal(object)
    checked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Kept] = []
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        self.list = WalkList("以前出的表", COLUMNS, spare=(6, 4, 2, 5, 3))
        self._build()

    @property
    def shown(self) -> list[Kept]:
        """Those that fit what is looked for."""
        words, form = self.search.text().strip().lower(), self.forms.value()
        return [one for one in self._found if form in (None, one.title) and (not words or words in _words_of(one))]

    def current(self) -> Kept | None:
        """The line that is current."""
        return next((one for one in self._found if one.uid == self.list.current()), None)

    def put(self, found: Sequence[Kept]) -> None:
        """Other returns; what is looked for stays."""
        self._found = list(found)
        self.forms.offer([(title, title) for title in sorted({one.title for one in found})])
        self.show_fitting()

    def show_fitting(self) -> None:
        """What fits, or why there is nothing."""
        rows = self.shown
        self.list.put([WalkLine(one.uid, _cells(one)) for one in rows])
        for part in (self.look_button, self.compare_button):
            part.setEnabled(bool(rows))
        self.nothing.setText(NOT_FOUND if self._found else NOTHING)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))

    def _build(self) -> None:
        self.search, self.code = _field("找：表名、期间、户、首字母", 220), _field("纸上的编码", 150)
        self.search.textChanged.connect(self.show_fitting)
        self.code.returnPressed.connect(self._on_code)
        self.forms = FilterBox("form", "报表", ())
        self.forms.activated.connect(self.show_fitting)
        self.look_button = button("看原样、再打", self._on_open, look="primary", picture="print")
        self.compare_button = button("和现在比", self._on_compare, picture="checks", tip="这张表上的数，后来改了哪些、谁改的")
        finding, doing = FlowLayout(gap=8), FlowLayout(gap=8, right=True)
        for part in (self.search, self.forms, self.code, button("核对编码", self._on_code, tip="纸左下角印着的八个字，大小写、横线都不要紧")):
            finding.addWidget(part)
        for part in (self.compare_button, self.look_button):
            doing.addWidget(part)
        top = QHBoxLayout()
        top.addLayout(finding, 2)
        top.addLayout(doing, 1)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list.opened.connect(self._on_open)
        card = Card(parent=self)
        card.body.addLayout(top)
        for widget in (self.progress, self.line):
            card.body.addWidget(widget)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.nothing, 1)
        card.body.addWidget(KeyHint(KEYS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _on_open(self) -> None:
        if (one := self.current()) is not None:
            self.opened.emit(one)

    def _on_compare(self) -> None:
        if (one := self.current()) is not None:
            self.compared.emit(one)

    def _on_code(self) -> None:
        if self.code.text().strip():
            self.checked.emit(self.code.text())
        else:
            self.code.setFocus()


def _field(words: str, width: int) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    made.setClearButtonEnabled(True)
    made.setFixedWidth(theme.px(width))
    return made


def _cells(one: Kept) -> tuple[str, ...]:
    number = f"{one.number}　" if one.number else ""
    return (one.day.isoformat() if one.day else "", f"{number}{one.title}", one.period, one.whose or "全部", "公示版" if one.public else "",
            one.code, one.by)  # fmt: skip


def _words_of(one: Kept) -> str:
    return " ".join((*_cells(one), initials(one.title), initials(one.whose))).lower()
