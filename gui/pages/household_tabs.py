"""The tabs of a household: what happened, each ledger's rows of this family, and who changed what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui import icons, theme
from gui.desk import Desk
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.tables.filter_box import ALL, FilterBox
from gui.tables.ledger_model import LedgerModel
from gui.tables.ledger_view import LedgerView
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout, whole_lines
from models.insight.story import Event
from models.ledgers import GROUPS, LEDGERS
from models.store import Entry
from services import one_household

EVENTS = (WalkColumn("日期", 104), WalkColumn("哪一类", 116), WalkColumn("什么事", 0), WalkColumn("谁", 110))
CHANGES = (WalkColumn("时间", 136), WalkColumn("谁", 84), WalkColumn("做了什么", 150), WalkColumn("改了什么", 0))
MORE = "more"
_MOST_CHANGES = 4
_SHORT = {"visit": "走访", "job": "务工", "loan": "信贷", "monitoring": "监测", "income": "收支", "industry_subsidy": "产业", "post_holder": "公岗",
          "welfare": "兜底"}


class TagDelegate(QStyledItemDelegate):
    """Paints a cell as a word on a soft ground."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt."""
        words = str(index.data() or "")
        copy = QStyleOptionViewItem(option)
        self.initStyleOption(copy, index)
        copy.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, copy, painter, option.widget)
        width = min(option.fontMetrics.horizontalAdvance(words) + theme.px(18), option.rect.width() - theme.px(6))
        high = option.fontMetrics.height() + theme.px(4)
        box = QRectF(option.rect.x() + theme.px(4), option.rect.center().y() - high / 2, width, high)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.setBrush(QColor(theme.CARD if chosen else theme.SOFT))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        painter.setPen(QColor(theme.ACCENT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, option.fontMetrics.elidedText(
            words, Qt.TextElideMode.ElideRight, round(width)))
        painter.restore()


class EventsTab(Card):
    """这户的事. Signal opened(ledger, uid)."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._events: Sequence[Event] = ()
        self.list = WalkList("这户的事", EVENTS, spare=(3,), parent=self)
        self.list.horizontalHeader().hide()
        self.list.setItemDelegateForColumn(1, TagDelegate(self.list))
        self.list.setAlternatingRowColors(False)
        theme.look(self.list, "bare")
        self.list.opened.connect(self._on_opened)
        self.family = FilterBox("family", "哪一类", (), parent=self)
        self.family.currentIndexChanged.connect(self._show)
        self.count = label("", "small", parent=self)
        self.nothing = label("还没有记过什么。按“登记走访”记第一次。", "muted", wrap=True, parent=self)
        self.nothing.hide()  # not known until what happened has been read
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        above = QHBoxLayout()
        above.addWidget(self.family)
        above.addStretch(1)
        above.addWidget(self.count)
        self.body.addLayout(above)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def put(self, events: Sequence[Event]) -> None:
        """Show these; the family that was looked at stays."""
        self._events = events
        families = Counter(one.family for one in events)
        kept = self.family.value()
        self.family.blockSignals(True)
        self.family.fill([(ALL, None), *((f"{name} {families[name]}", name) for name in GROUPS if families[name])])
        self.family.setCurrentIndex(max(self.family.findData(kept), 0))
        self.family.blockSignals(False)
        self.family.setVisible(len(families) > 1)
        self.count.setVisible(bool(events))
        self.nothing.setVisible(not events)
        self.list.setVisible(bool(events))
        self._show()

    def _show(self) -> None:
        wanted = self.family.value()
        shown = [one for one in self._events if wanted in (None, one.family)]
        self.count.setText(f"共 {len(shown):,} 件")
        self.list.put([
            WalkLine(f"{one.ledger}/{one.uid}", (one.on.isoformat(), one.tag, one.text, one.who), "muted") for one in shown
        ])

    def _on_opened(self, key: str) -> None:
        ledger, _, uid = key.partition("/")
        self.opened.emit(ledger, uid)


class LedgerTab(Card):
    """The household's rows of one ledger. Signals: opened(ledger, uid); wanted(ledger) for a new one."""

    opened = Signal(str, str)
    wanted = Signal(str)

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.ledger, spec = ledger, LEDGERS[ledger].__ledger__
        self.model = LedgerModel(desk.store, ledger, self)
        self.view = LedgerView(self.model, self)
        self.view.setAccessibleName(spec.title)
        self.view.opened.connect(self._on_opened)
        self._leave_out_household()
        self.nothing = label(f"这户没有{spec.title}。按下面的“登记”记一{spec.unit}。", "muted", parent=self)
        add = QPushButton(f"登记{spec.title}", self)
        add.setIcon(icons.icon("add"))
        add.setAccessibleName(add.text())
        add.clicked.connect(self._on_add)
        self.count = label("", "small")
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(add)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)
        self.body.addStretch(0)

    def put(self, uids: Sequence[str]) -> None:
        """Show these rows."""
        self.model.show(uids)
        self.nothing.setVisible(not uids)
        self.view.setVisible(bool(uids))
        self.count.setText(f"{len(uids)} {LEDGERS[self.ledger].__ledger__.unit}" if uids else "")

    def _leave_out_household(self) -> None:
        """Whose rows they are stands above; the group too."""
        for at, column in enumerate(self.model.columns):
            field = LEDGERS[self.ledger].__fields__.get(column.name)
            if getattr(column, "via", "") or (field is not None and field.to in ("household", "village")):
                self.view.setColumnHidden(at, True)

    def _on_opened(self, uid: str) -> None:
        self.opened.emit(self.ledger, uid)

    def _on_add(self) -> None:
        self.wanted.emit(self.ledger)


class ChangesTab(Card):
    """改动记录: nothing is ever lost, and everybody can see who wrote what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.list = WalkList("改动记录", CHANGES, spare=(1, 2), parent=self)
        self.body.addWidget(self.list, 1)

    def put(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.list.put([WalkLine(f"{at}", _change_cells(entry)) for at, entry in enumerate(entries)])


def _change_cells(entry: Entry) -> tuple[str, ...]:
    said = [f"{name} {old} → {new}" if old else f"{name} {new}" for name, old, new in entry.changes if old or new]
    more = f" 等 {len(said)} 处" if len(said) > _MOST_CHANGES else ""
    title = LEDGERS[entry.ledger].__ledger__.title if entry.ledger in LEDGERS else ""
    what = f"{title}：{'；'.join(said[:_MOST_CHANGES])}{more}" if said else title
    return entry.at[:16].replace("T", " "), entry.by, entry.label, what.replace("\n", " ")


class TabBar(QWidget):
    """Words side by side, the number of rows with each. Signal chosen(key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout(gap=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        self.setAccessibleName("这一户的各本台账")

    def offer(self, tabs: Sequence[tuple[str, str]]) -> None:
        """(key, words) in order; buttons stay, so that the focus stays."""
        keys = [key for key, _ in tabs]
        if list(self._buttons) != keys:
            for button in self._buttons.values():
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {key: self._button(key) for key in keys}
        for key, words in tabs:
            self._buttons[key].setText(words)
            self._buttons[key].setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """All its lines."""
        return whole_lines(self, super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def mark(self, key: str) -> None:
        """Show which one is open."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def _button(self, key: str) -> QPushButton:
        button = QPushButton(self)
        theme.look(button, "tab")
        button.setCheckable(True)
        button.setProperty("key", key)
        button.clicked.connect(self._on_clicked)
        self._flow.addWidget(button)
        return button

    def _on_clicked(self) -> None:
        key = str(self.sender().property("key"))
        self.mark(key)
        self.chosen.emit(key)


def titles(counts: dict[str, int], opened: str = "") -> list[tuple[str, str]]:
    """家庭成员 4, 走访 7, ...: the ledgers of this household in menu order, the one that 更多 opened, and 更多 itself."""
    tabs = one_household.tabs(counts)
    tabs += [opened] if opened not in (*tabs, "") else []
    rest = sum(bool(count) for ledger, count in counts.items() if ledger not in tabs)
    named = [(id, _SHORT.get(id, LEDGERS[id].__ledger__.title)) for id in tabs]
    return [
        *((id, f"{words} {counts[id]}" if counts.get(id) else words) for id, words in named),
        (MORE, f"更多（{rest} 本）" if rest else "更多"),
    ]
