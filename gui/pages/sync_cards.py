"""接收卡: this computer's own card large enough to read out, the cards of others, and which computers are trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPlainTextEdit, QWidget

from gui import background, feedback, printing, sticks, theme
from gui.desk import Desk
from gui.pages import sync_work
from gui.pages.sync_computers import ComputersCard
from gui.pages.sync_part import SyncPart
from gui.widgets.buttons import button
from gui.widgets.card import Card, Line, label
from gui.widgets.flow import FlowLayout
from services.sync_board import Board

if TYPE_CHECKING:
    from models.store import Store
    from services.card_page import OwnCard

RENEW = "换了以后，对方收到下一个包就自己认得，不用再交卡；路上还没读的包照样能读。电脑丢过、被人动过才要换。"


class CardsView(SyncPart):
    """Three cards: whose computers, our own, and taking one in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._own: OwnCard | None = None
        self._village = desk.store.role == "village"
        self.computers = ComputersCard(desk)
        self.computers.closing.connect(self._on_close)
        below = QWidget()
        self._grid = QGridLayout(below)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        for at, card in enumerate((self._take_card(), self._own_card())):
            self._grid.addWidget(card, 0, at)
            self._grid.setColumnStretch(at, 1)
        self.lay_out(self.progress, self.line, self.computers, below)

    def tell(self, board: Board) -> None:
        """Show whose cards are here; our own code is made once."""
        self.computers.put(board.devices)
        if self._own is None:
            store = self.desk.store
            background.read(self, lambda task: _read_own(store), self._on_own, self._on_failed)

    def take_file(self, path: Path) -> None:
        """A card in a file."""
        store = self.desk.store
        self.progress.run("正在核对…", lambda task: sync_work.pair(store, path), self._on_paired, writer=True)

    def take_code(self) -> None:
        """A code as it was read out and typed."""
        text = self.code.toPlainText().strip()
        if not text:
            self.line.say("请照着对方的接收码打，一行一行打，大小写都行。", "warning")
            return
        store = self.desk.store
        self.progress.run("正在核对…", lambda task: sync_work.pair_code(store, text), self._on_paired, writer=True)

    def _on_paired(self, made: dict[str, Any]) -> None:
        self.code.clear()
        self.line.say(f"收下了“{made['name']}”的卡。打电话对一下指纹，八组都一样才算数：{made['fingerprint']}", "accent")
        self.wrote_something("sync")

    def _on_own(self, own: OwnCard) -> None:
        self._own = own
        for at, words in enumerate(own.lines):
            self._lines[at].setText(words)
        for at, holder in enumerate(self._lines):
            holder.setVisible(at < len(own.lines))
        self.fingerprint.setText(f"指纹 {own.fingerprint}")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_take_file(self) -> None:
        start = str(sticks.likely() or self.desk.settings.folder)
        name, _ = QFileDialog.getOpenFileName(self, "选对方的卡", start)
        if name:
            self.take_file(Path(name))

    def _on_save(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "卡存到哪儿"):
            store, path = self.desk.store, folder / f"接收卡-{self.desk.store.name}.txt"
            self.progress.run("正在写…", lambda task: sync_work.card(store, path), self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self.line.say(f"卡存好了：“{path}”。交给{'镇里' if self._village else '村里'}收一下，卡上没有秘密。", "accent")

    def _on_print(self) -> None:
        store, own = self.desk.store, self._own
        if own is None:
            return

        def work(task: background.Task) -> tuple[bytes, str]:
            from services import card_page

            return card_page.pdf(store, own), card_page.TITLE

        self.progress.run("正在排版…", work, self._on_drawn)

    def _on_drawn(self, drawn: tuple[bytes, str]) -> None:
        printing.print_pdf(self, *drawn, self._on_not_printed)

    def _on_not_printed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "warning")

    def _on_renew(self) -> None:
        self.line.say(RENEW, "warning", [("换钥匙", self._renew), ("不换", self.line.clear)])

    def _renew(self) -> None:
        store = self.desk.store
        self.progress.run("正在换钥匙…", lambda task: _rotate(store), self._on_renewed, writer=True)

    def _on_renewed(self, nothing: object) -> None:
        self._own = None
        self.line.say("钥匙换好了。下次照常装U盘，对方自己认得。", "accent")
        self.wrote_something("sync")

    def _on_close(self, device: str, reason: str) -> None:
        store = self.desk.store
        self.progress.run("正在停用…", lambda task: _close(store, device, reason), self._on_closed, writer=True)

    def _on_closed(self, nothing: object) -> None:
        self.line.say("停用了。它以后装的包都不收，以前收过的都在。下次给各村装包，各村也就不认它了。", "accent")
        self.wrote_something("sync")

    def _take_card(self) -> Card:
        card = Card("收对方的卡")
        self.code = QPlainTextEdit()
        self.code.setAccessibleName("对方的接收码")
        self.code.setPlaceholderText("没有U盘也行：照着对方念的接收码打进来，一行一行打。")
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(self.fontMetrics().lineSpacing() * 6 + theme.px(16))
        self.code_button = button("核对并收下", self.take_code)
        flow = FlowLayout(gap=8)
        flow.addWidget(self.code_button)
        card.body.addWidget(button("从U盘收卡（文件）…", self._on_take_file, look="primary", picture="import"))
        card.body.addWidget(Line())
        card.body.addWidget(self.code)
        card.body.addLayout(flow)
        card.body.addStretch(1)
        return card

    def _own_card(self) -> Card:
        card = Card("本村的卡" if self._village else "本镇的卡")
        card.body.addWidget(label("把下面几行念给对方打进去，或者打印、存成文件交过去。卡上没有秘密。", "hint", wrap=True))
        self._lines = [label("", "code") for _ in range(8)]
        for line in self._lines:
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.hide()
            card.body.addWidget(line)
        self.fingerprint = label("", "small", wrap=True)
        card.body.addWidget(self.fingerprint)
        flow = FlowLayout(gap=8)
        for made in (button("打印", self._on_print, picture="print"), button("存成文件…", self._on_save),
                     button("换钥匙…", self._on_renew, look="quiet")):
            flow.addWidget(made)
        card.body.addLayout(flow)
        card.body.addStretch(1)
        return card


def _read_own(store: Store) -> OwnCard:
    from services import card_page

    return card_page.own(store)


def _rotate(store: Store) -> object:
    from services import offices

    return offices.rotate(store)


def _close(store: Store, device: str, reason: str) -> object:
    from services import offices

    return offices.close_device(store, device, reason)
