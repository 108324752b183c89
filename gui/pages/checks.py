"""数据核对: what does not add up, check by check; each case leads to its record, doubts are explained singly or at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.alert_book import book_of
from gui.desk import Changed, Desk
from gui.pages.page import Page
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import FilterBox
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.date_edit import DateEdit
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models.kernel import DOUBT, HINT, MEND, Field
from models.kernel.dates import DateKind
from services import checklist
from services.checklist import Case, Lot

if TYPE_CHECKING:
    from models.insight.alerts import Alert

TONES = {MEND: "danger", DOUBT: "warning", HINT: "muted"}
LOTS = (WalkColumn("轻重", 52), WalkColumn("核对什么"), WalkColumn("几条", 60))
CASES = (WalkColumn("组", 76), WalkColumn("谁家", 150), WalkColumn("怎么了"), WalkColumn("说明", 130))
NOTHING = "都对得上，没有要改的。"
NONE_OF_THESE = "挑出来的这些，都对得上。"
REASON = "核对过，情况属实"
_BESIDE = 860
_LOTS, _LOW, _NO_LIMIT = 320, 112, 16_777_215  # the list of checks beside the cases, above them; Qt's own largest size


class ChecksPage(Page):
    """Checks at the left, the cases of the chosen one at the right; 1, 2, 3 choose by severity."""

    title = "数据核对"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lots: list[Lot] = []
        self._cases: dict[str, Case] = {}
        self._wanted: str | None = None
        self._of: frozenset[str] = frozenset()
        self.book = book_of(desk)
        self.line = MessageLine()
        self.severity = FilterBox("severity", "轻重", [(one, one) for one in TONES])
        self.area = FilterBox("area", "哪本台账", [])
        self.group = FilterBox("group", "哪一组", [])
        self._filters = (self.severity, self.area, self.group)
        self.count = label("", "muted")
        self.lots = WalkList("核对了什么", LOTS)
        self.cases = WalkList("对不上的地方", CASES, spare=(0, 3))
        self._lay_out()
        for box in self._filters:
            box.currentIndexChanged.connect(self._show)
        self.lots.moved.connect(self._on_lot)
        self.lots.opened.connect(self._on_lot_opened)
        self.cases.opened.connect(self._on_open)
        self.cases.moved.connect(self._on_case)
        self.book.told.connect(self._on_told)
        self.book.looking.connect(self._on_looking)
        self.book.failed.connect(self._on_failed)

    def open(self, uid: str | None = None) -> None:
        """`uid` may name a check that is wanted (V05), or after of/ the records of a paper, of which alone is told."""
        kind, _, uids = (uid or "").partition("/")
        self._of = frozenset(uids.split(",")) if kind == "of" else frozenset()
        self._wanted = None if self._of else uid
        if uid:  # what was chosen here before must not hide what is asked for
            for box in self._filters:
                box.setCurrentIndex(0)
        super().open(None)

    def refresh(self) -> None:
        """Show what is known, or look."""
        if self.book.alerts is None:
            self.line.say("正在从头核对一遍…", "info")
            self.book.look()
        else:
            self._on_told(self.book.alerts)

    def touched_by(self, changed: Changed) -> bool:
        """The book follows by itself."""
        return False

    def explain(self, cases: Sequence[Case]) -> bool:
        """Write that these stand as they are; False when that could not be."""
        store, reason, until = self.desk.store, self.reason.text(), self.until.raw()
        try:
            day = DateKind().parse(until).value if until else None
            checklist.explain(store, cases, reason, day)
        except Exception as error:
            self.line.say(feedback.sentence(error), "warning")
            return False
        self._wrote(f"{len(cases)} 条写了说明，不再提示，内容变了会重新提。")
        return True

    def _wrote(self, text: str) -> None:
        self.desk.wrote(None, origin=self, ledgers=("waiver",))
        self.desk.toast(text, "撤回 Ctrl+Z", self.desk.undo)

    def _on_told(self, found: list[Alert]) -> None:
        store = self.desk.store
        background.read(self, lambda task: checklist.lots(store, found), self._on_lots, self._on_failed)

    def _on_looking(self, done: int, of: int) -> None:
        self.line.say(f"正在核对…第 {done + 1} 本台账，共 {of} 本。", "info")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_lots(self, found: list[Lot]) -> None:
        self.line.clear()
        if self._of:
            self.line.say("只看那张表上还要核对的。", "info", [("全部看", self._on_all_of_it)])
        self._lots = found
        self.area.offer([(area, area) for area in dict.fromkeys(lot.area for lot in found)])
        self.group.offer([(group, group) for group in checklist.groups(found)])
        self._show()

    def _chosen(self, lot: Lot) -> list[Case]:
        return [case for case in lot.cases if self.group.value() in (None, case.group) and (not self._of or case.alert.uid in self._of)]

    def _show(self) -> None:
        severity, area = self.severity.value(), self.area.value()
        shown = [(lot, self._chosen(lot)) for lot in self._lots if severity in (None, lot.severity) and area in (None, lot.area)]
        shown = [(lot, cases) for lot, cases in shown if cases]
        self.lots.put([WalkLine(lot.key, (lot.severity, lot.title, _told(cases)), TONES[lot.severity] if _open(cases) else "muted")
                       for lot, cases in shown])  # fmt: skip
        numbers = [(one, sum(_open(cases) for lot, cases in shown if lot.severity == one)) for one in TONES]
        self.count.setText("　".join(f"{one} {number} 条" for one, number in numbers if number) or (NONE_OF_THESE if self._picked() else NOTHING))
        wanted = next((at for at, (lot, _) in enumerate(shown) if lot.check == self._wanted), None)
        if wanted is not None:
            self.lots.go_to(wanted)
            self._wanted = None
        self._on_lot(self.lots.current())

    def _picked(self) -> bool:
        return bool(self._of) or any(box.value() is not None for box in self._filters)

    def _on_all_of_it(self) -> None:
        self._of = frozenset()
        self.line.clear()
        self._show()

    def _lot(self) -> Lot | None:
        return next((lot for lot in self._lots if lot.key == self.lots.current()), None)

    def _on_lot(self, key: str) -> None:
        lot = self._lot()
        self.side.setVisible(lot is not None)
        if lot is None:
            return
        cases = self._chosen(lot)
        self._cases = {case.key: case for case in cases}
        self.name.setText(lot.title)
        self.source.setText(f"{lot.area} · {lot.mend}" + (f" · 依据：{lot.source}" if lot.source else ""))
        self.cases.put([WalkLine(case.key, (case.group, case.who, case.alert.text, case.explained), "muted")
                        for case in cases])  # fmt: skip
        self.foot.setVisible(lot.explainable)
        self.all_button.setText(f"这 {_open(cases)} 条都属实")
        self.all_button.setVisible(_open(cases) > 1)

    def _on_case(self, key: str) -> None:
        case = self._cases.get(key)
        self.whole.setText("\n".join(filter(None, (case.alert.text, case.explained and f"说明：{case.explained}"))) if case else "")
        self.back_button.setVisible(bool(case and case.alert.waived is not None))

    def _on_lot_opened(self, key: str) -> None:
        self.cases.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self, key: str) -> None:
        case = self._cases.get(key)
        if case is not None:
            one = case.alert
            self.desk.go("household" if one.ledger == "household" else f"ledger/{one.ledger}", one.uid)

    def _on_open_pressed(self) -> None:
        self._on_open(self.cases.current())

    def _on_gaps(self) -> None:
        self.desk.go("returns", "gaps")

    def _on_one(self) -> None:
        case = self._cases.get(self.cases.current())
        if case is not None and self.explain([case]):
            self.cases.step()

    def _on_all(self) -> None:
        self.explain([case for case in self._cases.values() if case.alert.waived is None])

    def _on_take_back(self) -> None:
        case = self._cases.get(self.cases.current())
        if case is not None:
            checklist.take_back(self.desk.store, [case])
            self._wrote("重新列为要核对的。")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else below each other."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_BESIDE)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.lots.setMinimumWidth(theme.px(_LOTS) if wide else 0)
        self.lots.setMaximumWidth(theme.px(_LOTS) if wide else _NO_LIMIT)
        self.lots.setMaximumHeight(_NO_LIMIT if wide else theme.px(_LOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 show one severity, 0 all of them."""
        if not event.modifiers() and event.text() in ("0", "1", "2", "3"):
            self.severity.setCurrentIndex(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = FlowLayout(gap=8)
        gaps = button("缺项清单", self._on_gaps, picture="print", tip="还空着的栏目，一家一行，带着上门补")
        for part in (*self._filters, gaps, self.count):
            head.addWidget(part)
        self.side = self._side()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(theme.px(12))
        self._both.addWidget(self.lots)
        self._both.addWidget(self.side, 1)
        self.column.addWidget(self.line)
        self.column.addLayout(head)
        self.column.addLayout(self._both, 1)
        self.setFocusProxy(self.lots)

    def _side(self) -> QWidget:
        card = Card()
        self.name, self.source = label("", "heading", wrap=True), label("", "hint", wrap=True)
        self.whole = label("", "", wrap=True)
        self.reason = QLineEdit(REASON)
        self.reason.setAccessibleName("核对的情况")
        self.reason.setPlaceholderText("核对的情况，写一句")
        self.until = DateEdit(Field("有效到", DateKind()), self.desk.store.today)
        self.until.line.setPlaceholderText("空着就一直有效")
        self.all_button = button("", self._on_all)
        self.back_button = button("重新核对", self._on_take_back, look="quiet")
        self.foot = QWidget()
        row = QVBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        typed, presses = QHBoxLayout(), QHBoxLayout()
        typed.addWidget(self.reason, 1)
        typed.addWidget(label("有效到"))
        typed.addWidget(self.until)
        presses.addWidget(button("这一条属实", self._on_one))
        presses.addWidget(self.all_button)
        presses.addWidget(self.back_button)
        presses.addStretch(1)
        row.addLayout(typed)
        row.addLayout(presses)
        opening = QHBoxLayout()
        opening.addWidget(self.whole, 1)
        opening.addWidget(button("打开这一条", self._on_open_pressed, look="primary", tip="回车也行"))
        for part in (self.name, self.source):
            card.body.addWidget(part)
        card.body.addWidget(self.cases, 1)
        card.body.addLayout(opening)
        card.body.addWidget(self.foot)
        return card


def _open(cases: Sequence[Case]) -> int:
    return sum(case.alert.waived is None for case in cases)


def _told(cases: Sequence[Case]) -> str:
    left = _open(cases)
    return str(left) if left == len(cases) else f"{left}/{len(cases)}"
