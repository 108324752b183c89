"""上报接收 of a village: what has not gone, onto the stick, off the stick, and what the township answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui import sticks, theme
from gui.desk import Desk
from gui.forms.filing import moment
from gui.pages import sync_work
from gui.pages.sync_part import SyncPart
from gui.pages.sync_read import ReadCard, tell
from gui.pages.unsent import Unsent
from gui.widgets.buttons import button
from gui.widgets.card import Card, Line, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.rows import Rows, row
from gui.widgets.stick_list import StickList
from services.sync_board import Board, Came, Written

_LARGE = 110  # what 100 design pixels become when letters are large: then two cards do not fit beside each other
MOST_SHOWN = 8
NO_CARD = "还没有镇里的接收卡。先记先打，领到卡再装包，一条不少。"


class VillageView(SyncPart):
    """Going up above, what has gone and what came back below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.packages, self.came = Rows("还没有装过包。"), Rows("镇里还没有带东西回来。")
        self.read_card = ReadCard()
        self.lay_out(self._up(), self.read_card, self._below())

    def tell(self, board: Board) -> None:
        """Show what stands."""
        self.no_card.setVisible(not board.partners)
        self.pack_button.setEnabled(board.peers)
        last = f"，上次是 {moment(board.written[0].at)}" if board.written else ""
        since = f"，最早的一条是 {moment(board.oldest)} 记的" if board.oldest else ""
        self.waiting.setText(f"{board.unsent} 条还没带到镇上{since}{last}。" if board.unsent else "都带到镇上了，没有新的。")
        self.by_ledger.put(board.by_ledger)
        self._show_waiting(board)
        self.packages.put([_written(one) for one in board.written[:MOST_SHOWN]])
        self.came.put([self._came(one) for one in board.came[:MOST_SHOWN]])

    def pack_to(self, folder: Path) -> None:
        """装进U盘."""
        store = self.desk.store
        self.progress.run("正在装包…", lambda task: sync_work.pack(store, folder, task.report), self._on_packed, writer=True,
                          stopped="停下了，没有装。U盘里原来的文件没动。")

    def receive_from(self, paths: list[Path]) -> None:
        """读取镇里带回的U盘."""
        store = self.desk.store
        self.progress.run("正在读取…", lambda task: sync_work.receive(store, paths, task.report), self._on_received, writer=True,
                          stopped="停下了。前面收好的都在，没收的下次再读。")

    def reports_to(self, folder: Path) -> None:
        """本月报表 as PDF and Excel."""
        store = self.desk.store
        self.progress.run("正在出表…", lambda task: sync_work.month_reports(store, folder, task), self._on_reports, writer=True)

    def _on_packed(self, made: dict[str, Any]) -> None:
        packages = made["packages"]
        if not packages:
            self.line.say("没有新的要带，镇里都有了。", "info")
            return
        self.line.say(sync_work.packed_words(packages), "accent")
        self.wrote_something("sync")

    def _on_received(self, found: dict[str, Any]) -> None:
        tell(self.line, found, self.desk.store.role, self._on_differing)
        self.read_card.put(found["packages"])
        self.wrote_something()

    def _on_reports(self, made: tuple[int, Path, list[str]]) -> None:
        count, folder, warnings = made
        said = [f"存了 {count} 个文件到“{folder}”。这些文件没有加密，不要丢，不要外传。", *warnings]
        self.line.say("\n".join(said), "warning")
        self.desk.wrote(None, origin=self, ledgers=("kept_return",))

    def _show_waiting(self, board: Board) -> None:
        """What needs a look: one line, and the way to it."""
        said, actions = [], []
        if board.held:
            said.append(f"{len(board.held)} 个包暂存，没收进来。")
            actions.append(("看暂存", self._on_held))
        if board.late:
            count = sum(one.count for one in board.late)
            said.append(f"{count} 件事在等前面的包。")
            actions = actions or [("看一看", self._on_held)]
        if said:
            self.attention.say("".join(said), "warning", actions)
        else:
            self.attention.clear()

    def _came(self, one: Came) -> QWidget:
        down = "、".join(f"{title} {n}" for _, title, n in one.brought)
        words = f"{moment(one.at)} 读的" + (f"，带下来：{down}" if down else "，带来了回执")
        presses = [("看看", self._on_brought, one.package)] if one.brought else []
        status = sync_work.STATUS.get(one.status, (one.status, "muted"))
        return row(f"{one.sender}第{one.number}包", words, status, tip=one.why or f"包号 {one.package}", presses=presses)

    def _on_brought(self) -> None:
        self.wanted.emit(f"brought/{self.sender().property('key')}")

    def _on_differing(self) -> None:
        self.wanted.emit("conflicts")

    def _on_held(self) -> None:
        self.wanted.emit("held")

    def _on_pack(self) -> None:
        if folder := self.sticks.folder() or sticks.ask_folder(self, self.desk, "装到哪个U盘"):
            self.pack_to(folder)

    def _on_receive(self) -> None:
        if folder := self.sticks.folder() or sticks.ask_folder(self, self.desk, "从哪个U盘读"):
            self.receive_from([folder])

    def _on_reports_button(self) -> None:
        if folder := self.sticks.folder() or sticks.ask_folder(self, self.desk, "报表存到哪个U盘"):
            self.reports_to(folder)

    def _on_cards(self) -> None:
        self.wanted.emit("cards")

    def _up(self) -> Card:
        up = Card()
        up.setAccessibleName("带到镇上")
        self.waiting = label("", "strong", wrap=True)
        self.waiting.setTextFormat(Qt.TextFormat.PlainText)
        self.by_ledger = Unsent(self.desk)
        self.no_card, self.attention = MessageLine(), MessageLine()
        self.no_card.say(NO_CARD, "warning", [("收镇里的卡", self._on_cards)])
        self.sticks = StickList(self.desk)
        self.pack_button = button("装进U盘，带到镇上", self._on_pack, look="primary", picture="stick")
        theme.look(self.pack_button, "big")
        self.receive_button = button("读取镇里带回的U盘", self._on_receive, picture="import")
        self.reports_button = button("把本月报表（Excel+PDF）存到U盘", self._on_reports_button, picture="print")
        flow = FlowLayout(gap=8)
        for made in (self.pack_button, self.receive_button, self.reports_button):
            flow.addWidget(made)
        up.body.addWidget(self.waiting)
        up.body.addWidget(self.by_ledger)
        for part in (self.no_card, self.attention, Line(), self.sticks):
            up.body.addWidget(part)
        up.body.addLayout(flow)
        for below in (self.progress, self.line):
            up.body.addWidget(below)
        up.body.addWidget(label("装进U盘的包加了密，只有镇里打得开；报表没有加密。", "hint", wrap=True))
        return up

    def _below(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(12))
        for at, (title, rows) in enumerate((("装过的包", self.packages), ("镇里带回来的", self.came))):
            card = Card(title)
            card.body.addWidget(rows)
            card.body.addStretch(1)
            grid.addWidget(card, *((at, 0) if theme.px(100) > _LARGE else (0, at)))
            grid.setColumnStretch(at, int(theme.px(100) <= _LARGE or not at))
        return holder


def _written(one: Written) -> QWidget:
    if one.beside:
        tag, got = ("那台已收" if one.received else "还没回音"), ""
    else:
        tag, got = ("镇里已收" if one.received else "还没回音"), f"，镇里已收到第{one.number}包，一条不少"
    words = f"{moment(one.at)} 装" + ("，给村里另一台电脑" if one.beside else "") + (got if one.received else "")
    return row(f"第{one.number}包", words, (tag, "accent" if one.received else "warning"), tip=f"包号 {one.package}")
