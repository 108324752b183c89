"""上报接收 of a township: take in what the villages brought, see who has not come, give each village its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from gui import sticks, theme
from gui.desk import Desk
from gui.forms.filing import moment
from gui.pages import sync_work
from gui.pages.sync_part import SyncPart
from gui.pages.sync_read import ReadCard, tell
from gui.pages.unsent import Unsent
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.drop_area import DropArea
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.stick_list import StickList
from services.sync_board import Board, Village

COLUMNS = (WalkColumn("村", 0), WalkColumn("接收卡", 70), WalkColumn("最近一包", 190), WalkColumn("收过", 66),
           WalkColumn("等前面的", 84), WalkColumn("暂存", 60), WalkColumn("回包", 210), WalkColumn("多久没来", 100))
NO_CARD = "还没有村里的接收卡。先收各村的卡，再收包、装包。"
LATE_DAYS = 7  # from here on the last column is coloured; nothing is decided by it
_BESIDE = 900


class TownView(SyncPart):
    """The two ways of a stick above, the villages below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self.read_card = ReadCard()
        self.villages = WalkList("各村", COLUMNS, spare=(3, 6, 1))
        self.villages.opened.connect(self._on_village)
        column = self.lay_out(self._ways(), self.read_card, self._board())
        column.setStretch(2, 1)
        column.setStretch(3, 0)

    def tell(self, board: Board) -> None:
        """Show what stands."""
        self.no_card.setVisible(not board.partners)
        self.pack_button.setEnabled(board.peers)
        self.waiting.setText(f"{board.unsent} 条还没发下去。" if board.unsent else "要发下去的都发了。")
        self.by_ledger.put(board.by_ledger)
        self.villages.put([_line(one) for one in board.villages])
        self.villages.setVisible(bool(board.villages))
        self.nothing.setVisible(not board.villages)
        self.villages.setMinimumHeight(theme.px(40 + 34 * min(len(board.villages), 8)))
        came = sum(one.received > 0 for one in board.villages)
        self.came_count.setText(f"{len(board.villages)} 个村，{came} 个来过" if board.villages else "")
        if board.held:
            self.attention.say(f"{len(board.held)} 个包暂存，没收进来。", "warning", [("看暂存", self._on_held)])
        else:
            self.attention.clear()

    def receive_from(self, paths: list[Path]) -> None:
        """Files, folders or a stick's root."""
        store = self.desk.store
        self.progress.run("正在读取…", lambda task: sync_work.receive(store, paths, task.report), self._on_received, writer=True,
                          stopped="停下了。前面收好的都在，没收的下次再读。")

    def pack_to(self, folder: Path) -> None:
        """A package for each village that lacks something."""
        store = self.desk.store
        self.progress.run("正在装包…", lambda task: sync_work.pack(store, folder, task.report), self._on_packed, writer=True,
                          stopped="停下了。前面装好的包留着，能用；没装的下次再装。")

    def _on_received(self, found: dict[str, Any]) -> None:
        tell(self.line, found, self.desk.store.role, self._on_differing)
        self.read_card.put(found["packages"])
        self.wrote_something()

    def _on_packed(self, made: dict[str, Any]) -> None:
        if made["packages"]:
            self.line.say(sync_work.packed_words(made["packages"]), "accent")
            self.wrote_something("sync")
        else:
            self.line.say("没有新的要发，各村都有了。", "info")

    def _on_village(self, region: str) -> None:
        self.wanted.emit("held" if region.startswith("held/") else "cards")

    def _on_differing(self) -> None:
        self.wanted.emit("conflicts")

    def _on_held(self) -> None:
        self.wanted.emit("held")

    def _on_cards(self) -> None:
        self.wanted.emit("cards")

    def _on_stick(self) -> None:
        if folder := self.sticks.folder() or sticks.ask_folder(self, self.desk, "从哪个U盘读"):
            self.receive_from([folder])

    def _on_files(self) -> None:
        start = str(self.sticks.folder() or self.desk.settings.folder)
        names, _ = QFileDialog.getOpenFileNames(self, "选各村的包", start, "上报包 (*.gbp)")
        if names:
            self.receive_from([Path(name) for name in names])

    def _on_folder(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "选一个文件夹"):
            self.receive_from([folder])

    def _on_pack(self) -> None:
        if folder := self.sticks.folder() or sticks.ask_folder(self, self.desk, "装到哪个U盘"):
            self.pack_to(folder)

    def _ways(self) -> Card:
        card = Card()
        card.setAccessibleName("收各村的包，发给各村")
        self.no_card, self.attention = MessageLine(), MessageLine()
        self.no_card.say(NO_CARD, "warning", [("收村里的卡", self._on_cards)])
        self.sticks = StickList(self.desk)
        self.drop = DropArea("把各村的包或者文件夹拖到这里")
        self.drop.dropped.connect(self.receive_from)
        take = FlowLayout(gap=8)
        self.receive_button = button("读取各村带来的U盘", self._on_stick, look="primary", picture="import")
        theme.look(self.receive_button, "big")
        for made in (self.receive_button, button("选文件…", self._on_files), button("选文件夹…", self._on_folder)):
            take.addWidget(made)
        self.drop.column.addLayout(take)
        give = QWidget()
        self.waiting = label("", "strong", wrap=True)
        self.pack_button = button("装进U盘，带给各村", self._on_pack, picture="stick")
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, give)
        column.setContentsMargins(0, theme.px(10), 0, 0)
        self.by_ledger = Unsent(self.desk)
        column.addWidget(self.waiting)
        column.addWidget(self.by_ledger)
        column.addWidget(self.pack_button)
        column.addStretch(1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(theme.px(18))
        self._both.addWidget(self.drop, 2)
        self._both.addWidget(give, 1)
        for part in (self.no_card, self.attention, self.sticks):
            card.body.addWidget(part)
        card.body.addLayout(self._both)
        for below in (self.progress, self.line):
            card.body.addWidget(below)
        return card

    def _board(self) -> Card:
        card = Card("各村")
        self.came_count = label("", "small")
        card.head.addWidget(self.came_count)
        self.nothing = label("还没有村。收了哪个村的卡，哪个村就在这里。", "muted", wrap=True)
        card.body.addWidget(self.nothing)
        card.body.addWidget(self.villages, 1)
        return card


def _line(one: Village) -> WalkLine:
    """回包: when the answer was written, and whether the village has read it."""
    last = f"第{one.number}包 {moment(one.last)}" if one.last else "还没来过"
    answer = f"{moment(one.answered)} {'村里已收' if one.answer_read else '还没回音'}" if one.answered else ""
    days = "" if one.days is None else "今天来过" if one.days == 0 else f"{one.days} 天没来"
    tone = "muted" if one.days is None or one.days < LATE_DAYS else "warning"
    cells = (one.name or f"区划代码 {one.region}", "有" if one.card else "没有", last, f"{one.received} 包" if one.received else "",
             f"{one.waiting} 件" if one.waiting else "", f"{one.held} 个" if one.held else "", answer, days)
    return WalkLine(f"{'held' if one.held else 'cards'}/{one.region}", cells, tone)
