"""暂存，没收进来: each package that was refused with its reason, to be tried again or thrown away; and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.desk import Desk
from gui.forms.filing import moment
from gui.pages import sync_work
from gui.pages.sync_part import SyncPart
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.theme import px
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import Rows, row
from services.sync_board import Board, Late

if TYPE_CHECKING:
    from models.store import Store

COLUMNS = (WalkColumn("包", 150), WalkColumn("谁的", 120), WalkColumn("什么时候", 130), WalkColumn("为什么没收进来", 0))
NOTHING = "没有暂存的包，都收进来了。"


class HeldView(SyncPart):
    """The list, the whole reason of the current one, and what can be done with it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._held: dict[str, Mapping[str, Any]] = {}
        self.late = Rows("没有在等的。")
        self._column = self.lay_out(self._held_card(), self._late_card())

    def tell(self, board: Board) -> None:
        """Show what lies there."""
        self._held = {str(one["id"]): one for one in board.held}
        self.list.put([_line(one) for one in board.held])
        self.list.setVisible(bool(board.held))
        self.list.setMinimumHeight(px(40 + 34 * min(len(board.held), 8)))
        self.nothing.setVisible(not board.held)
        self._column.setStretch(0, int(bool(board.held)))  # a list takes the room that there is, two sentences do not
        self._on_moved(self.list.current())
        self.late.put([_late(one) for one in board.late])

    def try_again(self) -> None:
        """再收一次."""
        store, id = self.desk.store, self.list.current()
        if id:
            self.progress.run("正在收…", lambda task: _try_again(store, id), self._on_tried, writer=True)

    def drop(self) -> None:
        """删掉, after asking in the page."""
        if self.list.current():
            self.line.say("删的是这台电脑里暂存的一份，U盘上的不动。真要删掉吗？", "warning",
                          [("删掉", self._on_drop), ("不删", self.line.clear)])

    def _on_drop(self) -> None:
        store, id = self.desk.store, self.list.current()
        if id:
            self.progress.run("正在删…", lambda task: _drop(store, id), self._on_dropped, writer=True)

    def _on_tried(self, found: dict[str, Any]) -> None:
        words, tone = sync_work.STATUS.get(found["status"], (found["status"], "muted"))
        self.line.say(found.get("text") or f"{words}。", tone if tone != "muted" else "info")
        self.wrote_something()

    def _on_dropped(self, nothing: object) -> None:
        self.line.say("删掉了。要的话请对方再装一次。", "info")
        self.wrote_something("sync")

    def _on_moved(self, id: str) -> None:
        one = self._held.get(id)
        missing = one.get("missing") if one else None
        self.why.setText(f"{one['text']}" + ("缺的部分已经记下，下次请对方再装一次就齐了。" if missing else "") if one else "")
        self.why.setVisible(one is not None)
        for made in (self.again_button, self.drop_button):
            made.setVisible(one is not None)

    def _held_card(self) -> Card:
        card = Card("暂存，没收进来")
        self.list = WalkList("暂存的包", COLUMNS, spare=(2,))
        self.list.moved.connect(self._on_moved)
        self.list.opened.connect(self.try_again)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.drop)
        self.nothing = label(NOTHING, "muted", wrap=True)
        self.why = label("", "", wrap=True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.again_button = button("再收一次", self.try_again, look="primary", tip="回车")
        self.drop_button = button("删掉", self.drop, look="danger", tip="Delete 键")
        flow = FlowLayout(gap=8)
        for made in (self.again_button, self.drop_button):
            flow.addWidget(made)
        card.body.addWidget(label("这些包原样留着，别的照收不误。毛病去掉了（收了卡、换了新程序、重新拷了一遍），再收一次就行。", "hint", wrap=True))
        card.body.addWidget(self.nothing)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.why)
        card.body.addLayout(flow)
        for part in (self.progress, self.line):
            card.body.addWidget(part)
        return card

    def _late_card(self) -> Card:
        card = Card("等前面的包")
        card.body.addWidget(self.late)
        return card


def _line(one: Mapping[str, Any]) -> WalkLine:
    package = sync_work.numbered(one["package"]) if one["package"] else "封面看不清"
    return WalkLine(str(one["id"]), (package, one["sender"] or "看不出", moment(one["at"]), one["text"]), "danger")


def _late(one: Late) -> QWidget:
    words = f"{moment(one.since)} 到的，{one.count} 件事要等前面的包到了才并得进去。请对方再装一次U盘，就齐了。"
    return row(f"{one.sender}第{one.number}包", words, ("收下，等前面的", "warning"))


def _try_again(store: Store, id: str) -> dict[str, Any]:
    from services import quarantine

    return quarantine.try_again(store, id)


def _drop(store: Store, id: str) -> None:
    from services import quarantine

    quarantine.drop(store, id)
