"""上报接收: onto the stick, off the stick, and what the township has. Works without a township card too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import background, sticks, theme
from gui.desk import Desk
from gui.forms.filing import moment
from gui.pages import sync_work
from gui.pages.page import Page
from gui.widgets.buttons import button
from gui.widgets.card import Card, Line, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from gui.widgets.tag import Tag
from models.ledgers import LEDGERS

MOST_SHOWN = 8


class SyncPage(Page):
    """Three cards: going up, what has gone, what came back."""

    title = "上报接收"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.packages_card, self.packages = Card("装过的包"), QWidget()
        self.packages_card.body.addWidget(self.packages)
        self._build()

    def open(self, uid: str | None = None) -> None:
        """Count again; `reports` puts the focus on the button that saves the returns."""
        super().open(None)
        (self.reports_button if uid == "reports" else self.pack_button).setFocus()

    def refresh(self) -> None:
        """Read what stands."""
        store = self.desk.store
        background.run(self, lambda task: sync_work.standing(store), self._on_standing, self._on_failed)

    def _on_standing(self, found: sync_work.Standing) -> None:
        self.no_card.setVisible(not found.partners)
        self.pack_button.setEnabled(bool(found.partners))
        if found.records:
            last = f"，上次是 {moment(found.last)}" if found.last else ""
            self.waiting.setText(f"{found.records} 条还没带到镇上{last}")
        else:
            self.waiting.setText("都带到镇上了，没有新的。")
        parts = [f"{LEDGERS[id].__ledger__.title} {n}" for id, n in found.by_ledger.items() if id in LEDGERS]
        self.by_ledger.setText(" · ".join(parts))
        self.partners.setText("已收卡：" + "、".join(found.partners))
        self.partners.setVisible(bool(found.partners))
        self._show_packages(found.packages)

    def _on_failed(self, error: BaseException) -> None:
        from gui import feedback

        self.line.say(feedback.sentence(error), "danger")

    def pack_to(self, folder: Path) -> None:
        """装进U盘."""
        store = self.desk.store
        self.progress.run("正在装包…", lambda task: sync_work.pack(store, folder, task.report), self._on_packed, writer=True)

    def receive_from(self, paths: list[Path]) -> None:
        """读取镇里带回的U盘."""
        store = self.desk.store
        self.progress.run("正在读取…", lambda task: sync_work.receive(store, paths, task.report), self._on_received, writer=True)

    def reports_to(self, folder: Path) -> None:
        """本月报表 as PDF and Excel."""
        store = self.desk.store
        self.progress.run("正在出表…", lambda task: sync_work.month_reports(store, folder, task), self._on_reports, writer=True)

    def _on_packed(self, made: dict[str, Any]) -> None:
        packages = made["packages"]
        if not packages:
            self.line.say("没有新的要带，镇里都有了。", "info")
            return
        count = sum(one["changes"] for one in packages)
        names = "、".join(Path(one["path"]).name for one in packages)
        self.line.say(f"装好了，{count} 条改动，读回来核对过：{names}。U盘可以拔了。", "accent")
        self.desk.wrote(None, origin=self, ledgers=("sync",))
        self.refresh()

    def _on_received(self, found: dict[str, Any]) -> None:
        texts = [one.get("text", "") for one in found["packages"]] or ["没有找到包。请看看是不是这个U盘、这个文件夹。"]
        bad = any(one["status"] in ("quarantined", "partial") for one in found["packages"])
        if found.get("receipts"):
            texts.append(f"回执 {found['receipts']} 份，收到的都标上“镇里已收”了。")
        if found.get("answers"):
            texts.append("回包已经放好，带回去给对方读一下。")
        self.line.say("\n".join(filter(None, texts)), "warning" if bad or not found["packages"] else "accent")
        self._came(found["packages"])
        self.desk.wrote(None)
        self.refresh()

    def _on_reports(self, made: tuple[int, Path, list[str]]) -> None:
        count, folder, warnings = made
        said = [f"存了 {count} 个文件到“{folder}”。这些文件没有加密，不要丢，不要外传。", *warnings]
        self.line.say("\n".join(said), "warning")
        self.desk.wrote(None, origin=self, ledgers=("kept_return",))

    def _came(self, packages: list[dict[str, Any]]) -> None:
        for one in packages:
            words, tone = sync_work.STATUS.get(one["status"], (one["status"], "muted"))
            self.came.insertLayout(0, _row(Path(one["path"]).name, one.get("text", ""), Tag(words, tone)))
        self.came_card.setVisible(self.came.count() > 0)

    def _show_packages(self, packages: list[dict[str, Any]]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for one in packages[:MOST_SHOWN]:
            got = one["received_at"]
            tag = Tag("镇里已收" if got else "还没回音", "accent" if got else "warning")
            when = f"{moment(one['written_at'])} 装" + (f"，{moment(got)} 收到回执" if got else "")
            column.addLayout(_row(_number(one["package"]), when, tag, tip=f"包号 {one['package']}"))
        if not packages:
            column.addWidget(label("还没有装过包。", "muted"))
        column.addStretch(1)
        old = self.packages
        self.packages = holder
        self.packages_card.body.replaceWidget(old, holder)
        old.hide()
        old.deleteLater()

    def _on_pack(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "装到哪个U盘"):
            self.pack_to(folder)

    def _on_receive(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "从哪个U盘读"):
            self.receive_from([folder])

    def _on_reports_button(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "报表存到哪个U盘"):
            self.reports_to(folder)

    def _on_take_card(self) -> None:
        start = str(sticks.likely() or self.desk.settings.folder)
        name, _ = QFileDialog.getOpenFileName(self, "选对方的卡", start)
        if name:
            store, path = self.desk.store, Path(name)
            self.progress.run("正在核对…", lambda task: sync_work.pair(store, path), self._on_paired, writer=True)

    def _on_paired(self, made: dict[str, Any]) -> None:
        self.line.say(f"收下了“{made['name']}”的卡。打电话对一下指纹：{made['fingerprint']}", "accent")
        self.refresh()

    def _on_give_card(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "本村的卡存到哪儿"):
            store, path = self.desk.store, folder / f"接收卡-{self.desk.store.name}.txt"
            self.progress.run("正在写…", lambda task: sync_work.card(store, path), self._on_card)

    def _on_card(self, path: Path) -> None:
        self.line.say(f"本村的卡存好了：“{path}”。交给镇里收一下，卡上没有秘密。", "accent")

    def _build(self) -> None:
        village = self.desk.store.role == "village"
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        up = Card("带到镇上" if village else "发给各村")
        self.waiting, self.by_ledger = label("", "strong", wrap=True), label("", "small", wrap=True)
        self.partners = label("", "small", wrap=True)
        self.no_card = MessageLine()
        self.no_card.say("还没有镇里的接收卡。先记先打，领到卡再装包，一条不少。" if village
                         else "还没有村里的卡。先收各村的卡，再装包。", "warning", [("收对方的卡…", self._on_take_card)])
        words = "装进U盘，带到镇上" if village else "装进U盘，带给各村"
        self.pack_button = button(words, self._on_pack, look="primary", picture="stick")
        self.receive_button = button("读取镇里带回的U盘" if village else "读取各村带来的U盘", self._on_receive, picture="import")
        self.reports_button = button("把本月报表（Excel+PDF）存到U盘", self._on_reports_button, picture="print")
        flow, cards = FlowLayout(gap=8), FlowLayout(gap=4)
        for part in (self.pack_button, self.receive_button, self.reports_button):
            flow.addWidget(part)
        for part in (button("收对方的卡…", self._on_take_card, look="quiet"),
                     button("存一张本村的卡…" if village else "存一张本镇的卡…", self._on_give_card, look="quiet")):
            cards.addWidget(part)
        for words_of in (self.waiting, self.by_ledger, self.no_card):
            up.body.addWidget(words_of)
        up.body.addLayout(flow)
        up.body.addWidget(label("装进U盘的包加了密，只有镇里打得开；报表没有加密。", "hint", wrap=True))
        up.body.addWidget(Line())
        up.body.addWidget(self.partners)
        up.body.addLayout(cards)
        self.came_card, self.came = Card("这次读到的"), QVBoxLayout()
        self.came_card.body.addLayout(self.came)
        self.came_card.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for card in (up, self.came_card, self.packages_card):
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.line)
        self.column.addWidget(scroll, 1)


def _number(package: str) -> str:
    """第3包: what two people say on the phone; the whole id is told by the tooltip."""
    tail = package.rpartition("-")[2]
    return f"第{int(tail)}包" if tail.isdecimal() else package


def _row(words: str, detail: str, tag: Tag, tip: str = "") -> QHBoxLayout:
    row = QHBoxLayout()
    named = label(words)
    named.setToolTip(tip)
    row.addWidget(named)
    row.addWidget(label(detail, "small", wrap=True), 1)
    row.addWidget(tag)
    return row
