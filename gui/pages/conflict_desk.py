"""村里和镇里记得不一样: one after the other, each decided by one key; nothing is decided by the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.pages.beside import Views, on_escape
from gui.pages.conflict_panel import ConflictPanel
from gui.pages.duplicate_panel import DuplicatePanel
from gui.pages.sync_part import SyncPart
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from models.ledgers import LEDGERS
from services import differing
from services.differing import DELETE, Item

if TYPE_CHECKING:
    from models.store import Store

COLUMNS = (WalkColumn("哪一户", 0), WalkColumn("哪一栏", 170), WalkColumn("怎么了", 110))
KINDS = {"value": "两种记法", "state": "状态不一样", "delete": "撤了又改", "duplicate": "像是重了"}
TONES = {"duplicate": "warning", "delete": "danger", "state": "warning"}
REASON = "核对过"
NOTHING = "没有记得不一样的地方。"
_BESIDE = 860
_LOW, _CHOICES, _NO_LIMIT = 112, 250, 16_777_215  # the list above the choices; Qt's own largest size


class ConflictDesk(SyncPart):
    """The list at the left, the choices at the right. Signal counted(how many)."""

    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._items: dict[str, Item] = {}
        self.panel, self.twins = ConflictPanel(desk), DuplicatePanel()
        self._build()
        self.panel.chosen.connect(self._on_head)
        self.panel.typed.connect(self._on_value)
        self.twins.merged.connect(self._on_head)
        self.twins.apart.connect(self._on_apart)
        for panel in (self.panel, self.twins):
            panel.opened.connect(self._on_open)

    def refresh(self) -> None:
        """Read what waits for a decision."""
        store = self.desk.store
        background.read(self, lambda task: differing.items(store), self._on_read, self._on_failed)

    def settle(self, key: str, digit: str) -> None:
        """One key decides: a number takes that one; 0 types another value, or says that twins are two."""
        item = self._items.get(key)
        if item is None or self.progress.busy:
            return
        if digit == "0":
            if item.twice:
                self._on_apart()
            elif item.typed:
                self.panel.type_own()
        elif int(digit) <= len(item.heads):
            self._on_head(int(digit))

    def _on_head(self, number: int) -> None:
        item = self._items.get(self.list.current())
        if item is not None:
            self._resolve(item, {"head": number, "merge": item.twice})

    def _on_value(self, value: Any) -> None:
        item = self._items.get(self.list.current())
        if item is not None:
            self._resolve(item, {"value": value})

    def _on_apart(self) -> None:
        item = self._items.get(self.list.current())
        if item is not None:
            self._resolve(item, {"apart": True})

    def _resolve(self, item: Item, how: dict[str, Any]) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.line.say("写一句怎么定的，将来有人问起说得清。", "warning")
            self.reason.setFocus()
            return
        store, id = self.desk.store, item.id
        self.progress.run("正在存…", lambda task: _resolve(store, id, how, reason), self._on_settled, writer=True)

    def _on_settled(self, nothing: object) -> None:
        self._items.pop(self.list.current(), None)
        self._show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.toast("定下了，镇里村里下次都按这个。", "撤回 Ctrl+Z", self.desk.undo)
        self.wrote_something()

    def _on_bulk(self) -> None:
        count = len(differing.ids_of(list(self._items.values())))
        self.line.say(f"把这 {count} 处都按现在显示的定下来？像是重了的、撤了又改的不算，要一个一个看。", "warning",
                      [("都定下来", self._bulk), ("不", self.line.clear)])

    def _bulk(self) -> None:
        store, reason = self.desk.store, self.reason.text().strip() or REASON
        ids = differing.ids_of(list(self._items.values()))
        self.progress.run("正在存…", lambda task: _bulk(store, ids, reason), self._on_bulk_done, writer=True)

    def _on_bulk_done(self, count: int) -> None:
        self.line.say(f"{count} 处都按现在显示的定下来了。", "accent")
        self.desk.toast(f"定下了 {count} 处。", "撤回 Ctrl+Z", self.desk.undo)
        self.wrote_something()

    def _on_read(self, found: list[Item]) -> None:
        self._items = {one.id: one for one in found}
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _show(self) -> None:
        found = list(self._items.values())
        self.list.put([_line(one) for one in found])
        plain = len(differing.ids_of(found))
        self.bulk_button.setText(f"都按现在显示的（{plain} 处）")
        self.bulk_button.setVisible(plain > 1)
        self.nothing.setVisible(not found)
        self._tell_keys()
        came_up = bool(found) and self.list.isHidden()
        for part in (self.list, self.side, self.foot):
            part.setVisible(bool(found))
        if came_up and self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # what is hidden takes no focus, so the page could not give it
        self._on_moved(self.list.current())
        self.counted.emit(len(found))

    def _on_moved(self, key: str) -> None:
        item = self._items.get(key)
        if item is None:
            return
        if item.twice:
            self.views.setCurrentWidget(self.twins)
            self.twins.put(item, differing.side_by_side(self.desk.store, item))
        else:
            self.views.setCurrentWidget(self.panel)
            self.panel.put(item)

    def _on_open(self) -> None:
        item = self._items.get(self.list.current())
        if item is not None:
            self.desk.go("household" if item.ledger == "household" else f"ledger/{item.ledger}", item.uid)

    def _on_back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else below each other."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_BESIDE)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.list.setMaximumHeight(_NO_LIMIT if wide else theme.px(_LOW))
        self.views.setMinimumHeight(0 if wide else theme.px(_CHOICES))
        self._tell_keys()

    def _tell_keys(self) -> None:
        """Where there is something to press them for, and room to say so."""
        self.hint.setVisible(bool(self._items) and self.width() >= theme.px(_BESIDE))

    def _build(self) -> None:
        card = Card(parent=self)
        card.setAccessibleName("村里和镇里记得不一样")
        self.list = WalkList("记得不一样的地方", COLUMNS, keys="0123456789", spare=(2,))
        self.list.keyed.connect(self.settle)
        self.list.moved.connect(self._on_moved)
        self.list.setMinimumHeight(theme.px(_LOW))
        self.setFocusProxy(self.list)
        self.nothing = label(NOTHING, "muted", wrap=True)
        self.views = Views()
        self.views.addWidget(self.panel)
        self.views.addWidget(self.twins)
        self.bulk_button = button("", self._on_bulk)
        words = "数字键选一种，自动到下一处；上下键挑；Ctrl+Z 撤回。定下来以后，再晚到的旧包也改不回去。"
        self.hint = label(words, "hint", wrap=True)
        card.head.insertWidget(0, self.hint, 8)
        card.head.addWidget(self.bulk_button)
        self.reason = QLineEdit(REASON)
        self.reason.setAccessibleName("怎么定的")
        self.reason.returnPressed.connect(self._on_back_to_list)
        self.side, self.foot = QWidget(), QWidget()
        side = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.views, 1)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("怎么定的", "small"))
        row.addWidget(self.reason, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(theme.px(14))
        self._both.addWidget(self.list, 5)
        self._both.addWidget(self.side, 6)
        card.body.addWidget(self.nothing)
        card.body.addLayout(self._both, 1)
        for part in (self.foot, self.progress, self.line):
            card.body.addWidget(part)
        outer = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card, 1)
        on_escape(self, self._on_back_to_list)


def _line(one: Item) -> WalkLine:
    title = LEDGERS[one.ledger].__ledger__.title
    what = title if one.twice or one.kind == DELETE else f"{title} {one.heading}"
    return WalkLine(one.id, (one.household or one.title, what, KINDS.get(one.kind, "")), TONES.get(one.kind, "muted"))


def _resolve(store: Store, id: str, how: dict[str, Any], reason: str) -> object:
    from services import resolving

    return resolving.resolve(store, id, **how, reason=reason)


def _bulk(store: Store, ids: list[str], reason: str) -> int:
    from services import resolving

    return resolving.bulk(store, ids, reason=reason)
