"""标准和期限: every policy value by topic, what holds now and by which document; a new one is set from a day on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui import feedback, theme
from gui.desk import Changed, Desk
from gui.pages.door import field, form
from gui.pages.page import Page
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import FilterBox
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.code_box import initials
from gui.widgets.date_edit import DateEdit
from gui.widgets.message_line import MessageLine
from gui.widgets.rows import Rows, row
from models.kernel import Field
from models.kernel.dates import DateKind
from services import policies
from services.policies import Line

SIDE, _WIDEST_SIDE = 380, 0.4


class ParametersPage(Page):
    """A list at the left, the chosen value with its times and the change at the right."""

    title = "标准和期限"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: list[Line] = []
        self.line = MessageLine()
        self.search = QLineEdit()
        theme.look(self.search, "search")
        self.search.setPlaceholderText("找一个：如 补助、公示、到期")
        self.search.setAccessibleName("找标准和期限")
        self.search.setClearButtonEnabled(True)
        self.area = FilterBox("area", "哪一类", [])
        self.list = WalkList("标准和期限", (
            WalkColumn("哪一类", 100), WalkColumn("标准或期限"), WalkColumn("现在是", 140), WalkColumn("哪天起", 104),
            WalkColumn("谁定的", 80),
        ), spare=(3, 0, 4))  # fmt: skip
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setWidget(self._card())
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.area)
        left = QVBoxLayout()
        left.addLayout(head)
        left.addWidget(self.list, 1)
        across = QHBoxLayout()
        across.setSpacing(theme.px(12))
        across.addLayout(left, 1)
        across.addWidget(self.side)
        self.column.addWidget(self.line)
        self.column.addLayout(across, 1)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._show)
        self.area.currentIndexChanged.connect(self._show)
        self.list.moved.connect(self._on_moved)
        self.list.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Read the values of today."""
        self._lines = policies.lines(self.desk.store)
        areas = list(dict.fromkeys(line.area for line in self._lines))
        if self.area.count() != len(areas) + 1:
            self.area.fill([("全部", None), *((area, area) for area in areas)])
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list keeps the greater part at large letters too."""
        super().resizeEvent(event)
        self.side.setFixedWidth(min(theme.px(SIDE), round(event.size().width() * _WIDEST_SIDE)))

    def touched_by(self, changed: Changed) -> bool:
        """Whenever somebody sets a value."""
        return changed.touches("parameter")

    def chosen(self) -> Line | None:
        """The line that is current."""
        return next((line for line in self._lines if line.id == self.list.current()), None)

    def _show(self) -> None:
        wanted, area = self.search.text().strip().lower(), self.area.value()
        shown = [line for line in self._lines if (not area or line.area == area) and _fits(line, wanted)]
        self.list.put([
            WalkLine(line.id, (line.area, line.title, line.value, line.since, line.whose), "accent" if line.own_uid else "muted")
            for line in shown
        ])  # fmt: skip
        if not shown:
            self.line.say("没有找到，换个词试试。", "info")
        else:
            self.line.clear()
        self._tell()

    def _on_moved(self, id: str) -> None:
        self._tell()
        self._empty()

    def _on_opened(self, id: str) -> None:
        self.value.setFocus()

    def _tell(self) -> None:
        chosen = self.chosen()
        self.card.setEnabled(chosen is not None)
        if chosen is None:
            return
        self.name.setText(chosen.title)
        self.now.setText(chosen.value)
        self.coming.setText(chosen.coming)
        self.coming.setVisible(bool(chosen.coming))
        self.hint.setText(policies.hint(chosen.id))
        self.hint.setVisible(bool(self.hint.text()))
        self.back.setVisible(bool(chosen.own_uid))
        self.spans.put([
            row("", f"{span.value}　{span.time}\n{span.source or '没有写依据'}",
                ("现在用", "accent") if span.now else (span.whose, "muted"), span.source)
            for span in reversed(chosen.spans)
        ])  # fmt: skip

    def _empty(self) -> None:
        self.value.clear()
        self.source.clear()
        self.since.load(self.desk.store.today())

    def _on_change(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        try:
            saved = policies.set_value(
                self.desk.store, chosen.id, self.value.text(), self.since.raw(), self.source.text())
        except Exception as error:
            self.line.say(feedback.sentence(error), "warning")
            return
        self._empty()
        self.desk.wrote(saved, origin=self, text=f"“{chosen.title}”改好了。")
        self.refresh()

    def _on_back(self) -> None:
        chosen = self.chosen()
        if chosen is None or not chosen.own_uid:
            return
        self.desk.wrote(policies.give_up(self.desk.store, chosen.own_uid), origin=self, text="改回原来的值了。")
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Ctrl+S store, as in every form; Down goes from the search into the list."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S):
            self._on_change()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _card(self) -> QWidget:
        self.card = Card()
        self.name, self.now = label("", "heading", wrap=True), label("", "figure", wrap=True)
        self.coming = label("", "doubt", wrap=True)
        self.value = field("新的值")
        self.since = DateEdit(Field("从哪天起", DateKind()), self.desk.store.today)
        self.source = field("依据文件", "文号和标题，没有就写谁定的")
        self.hint = label("", "hint", wrap=True)
        self.spans = Rows("还没有定过。")
        self.back = button("不用自己定的了", self._on_back, look="quiet")
        rows = form()
        for words, made in (("新的值", self.value), ("从哪天起", self.since), ("依据文件", self.source)):
            rows.addRow(words, made)
        for part in (self.name, self.now, self.coming, label("改成别的", "strong"), self.hint):
            self.card.body.addWidget(part)
        self.card.body.addLayout(rows)
        presses = QHBoxLayout()
        presses.addWidget(button("改", self._on_change, look="primary", tip="从写的那天起按新的算，以前的不变（Ctrl+回车）"))
        presses.addWidget(self.back)
        presses.addStretch(1)
        self.card.body.addLayout(presses)
        self.card.body.addWidget(label("各个时候的值", "strong"))
        self.card.body.addWidget(self.spans)
        self.card.body.addStretch(1)
        return self.card


def _fits(line: Line, wanted: str) -> bool:
    """By words, by where it comes from, or by the first letters of the words."""
    text = f"{line.area}{line.title}"
    return wanted in text or wanted in line.source.lower() or (bool(wanted) and wanted in initials(text))
