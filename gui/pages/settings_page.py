"""设置与备份: copies, password and slip, letter size, who writes here, and what is installed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import background, feedback, printing, sticks, theme
from gui.crash import LOG_NAME
from gui.desk import Desk
from gui.pages.door import field, form
from gui.pages.page import Page
from gui.settings import SIZES
from gui.status import last_backup
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from models import store as st
from models.store.accounts import SHORTEST


class SettingsPage(Page):
    """A card a matter."""

    title = "设置与备份"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.px(12))
        left = (self._backup_card(), self._place_card(), self._operator_card())
        for cards in (left, (self._access_card(), self._screen_card(), self._about_card())):
            column = QVBoxLayout()
            column.setSpacing(theme.px(12))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.line)
        self.column.addWidget(scroll, 1)

    def refresh(self) -> None:
        """When the last copy was made."""
        self.last.setText(f"{last_backup(self.desk.store.folder.backups)}。每天关程序时自动抄一份，留最近 14 天的。")

    def backup_to(self, folder: Path) -> None:
        """An encrypted copy, opened again and checked."""
        store = self.desk.store

        def work(task: background.Task) -> dict[str, Any]:
            from services import backing

            return backing.backup(store, folder)

        self.progress.run("正在备份…", work, self._on_backed_up, writer=True)

    def _on_backed_up(self, made: dict[str, Any]) -> None:
        self.line.say(f"备份好了，打开核对过：“{made['path']}”。U盘可以拔了。", "accent")
        self.refresh()

    def _on_backup(self) -> None:
        if folder := sticks.ask_folder(self, self.desk, "备份到哪儿"):
            self.backup_to(folder)

    def _on_backup_here(self) -> None:
        self.backup_to(self.desk.store.folder.backups)

    def _on_verify(self) -> None:
        store = self.desk.store

        def work(task: background.Task) -> dict[str, Any]:
            from services import backing

            return backing.verify(store)

        self.progress.run("正在核对…", work, self._on_verified)

    def _on_verified(self, found: dict[str, Any]) -> None:
        if found["ok"]:
            self.line.say(f"数据完好：{found['journal']['transactions']} 次改动一环扣一环，没有断。", "accent")
        else:
            self.line.say("数据查出了问题。请先不要再记，用最近的备份恢复，或者找镇里帮忙。", "danger")

    def _on_password(self) -> None:
        if len(self.new.text()) < SHORTEST:
            self.line.say(f"新密码至少 {SHORTEST} 位。", "warning")
            return
        if self.new.text() != self.again.text():
            self.line.say("两次密码不一样，请再输一遍。", "warning")
            return
        store, old, new = self.desk.store, self.old.text(), self.new.text()

        def work(task: background.Task) -> None:
            from services import access

            access.change_password(store, old, new)

        self.progress.run("正在换密码…", work, self._on_password_changed, writer=True)

    def _on_add_operator(self) -> None:
        name, password = self.newcomer.text().strip(), self.their.text()
        if not name:
            self.line.say("请写新录入人的姓名。", "warning")
            return
        if password != self.their_again.text():
            self.line.say("两次密码不一样，请再输一遍。", "warning")
            return
        store = self.desk.store

        def work(task: background.Task) -> str:
            from services import access, visiting

            return access.add_operator(store, name, visiting.own_unit(store), password)

        self.progress.run("正在添录入人…", work, self._on_operator_added, writer=True)

    def _on_operator_added(self, uid: str) -> None:
        for line in (self.newcomer, self.their, self.their_again):
            line.clear()
        self.line.say("添好了。下次开程序，输这个人自己的密码，记的就是他的名字。", "accent")

    def _on_password_changed(self, nothing: object) -> None:
        for line in (self.old, self.new, self.again):
            line.clear()
        self.line.say("密码换好了，下次开程序用新密码。", "accent")

    def _on_slip(self) -> None:
        if not feedback.ask(self, "换一张新的密码找回单？旧单子上的字就不能用了。", yes="换一张"):
            return
        store = self.desk.store

        def work(task: background.Task) -> Path:
            from services import access

            return access.new_slip(store)

        self.progress.run("正在做新单子…", work, self._on_slip_made, writer=True)

    def _on_slip_made(self, path: Path) -> None:
        self._slip = path
        self.line.say("新单子做好了。打印出来锁进保险柜，旧的撕掉。", "warning",
                      [("打印", self._on_print_slip), ("打印好了，删掉文件", self._on_slip_safe)])

    def _on_print_slip(self) -> None:
        try:
            printing.print_pdf(self, self._slip.read_bytes(), "密码找回单", self._on_slip_not_printed)
        except OSError as error:
            self._on_slip_not_printed(error)

    def _on_slip_not_printed(self, error: BaseException) -> None:
        self.line.say(f"{feedback.sentence(error)}文件在“{self._slip}”，打印后请删掉。", "warning",
                      [("打印好了，删掉文件", self._on_slip_safe)])

    def _on_slip_safe(self) -> None:
        self._slip.unlink(missing_ok=True)
        self.line.clear()
        self.desk.toast("单子的文件删掉了。")

    def _on_size(self) -> None:
        sender = self.sender()
        percent = int(sender.property("percent")) if isinstance(sender, QPushButton) else 100
        if printing.queue().busy:  # other letters make the window anew, and what is under way would end with the old one
            self.line.say("还在往打印机送，送完再换字号。", "info")
            return
        if percent != self.desk.settings.percent:
            self.desk.settings.percent = percent
            self.desk.resized.emit()

    def _on_log(self) -> None:
        source = self.desk.store.folder.path / LOG_NAME
        if not source.exists():
            self.line.say("还没有运行记录，说明没有出过问题。", "info")
            return
        name, _ = QFileDialog.getSaveFileName(self, "存到", str(Path(self.desk.settings.folder) / "运行记录.log"))
        if name:
            try:
                shutil.copyfile(source, name)
            except OSError as error:
                self.line.say(feedback.sentence(error), "danger")

    def _on_operators(self) -> None:
        self.desk.go("ledger/operator")

    def _on_parameters(self) -> None:
        self.desk.go("parameters")

    def _on_village(self) -> None:
        own = st.uids(self.desk.store, "village")
        self.desk.go("ledger/village", own[0] if own else None)

    def _backup_card(self) -> Card:
        card = Card("备份")
        self.last = label("", "small", wrap=True)
        flow = FlowLayout(gap=8)
        for made in (button("备份到U盘", self._on_backup, look="primary", picture="stick"),
                     button("在本机抄一份", self._on_backup_here), button("核对数据", self._on_verify)):
            flow.addWidget(made)
        card.body.addWidget(self.last)
        card.body.addLayout(flow)
        card.body.addWidget(label("要从备份恢复：关掉程序再打开，在输密码那一页按“从备份恢复”。", "hint", wrap=True))
        return card

    def _place_card(self) -> Card:
        store = self.desk.store
        card = Card("这本台账")
        kind = "村" if store.role == "village" else "镇"
        for words in (f"{kind}名　{store.name}", f"区划代码　{store.region}", f"录入人　{store.operator_name}",
                      f"存在　{store.folder.path}"):
            card.body.addWidget(label(words, "small", wrap=True))
        flow = FlowLayout(gap=8)
        if store.role == "village":
            flow.addWidget(button("村的基本情况", self._on_village))
        flow.addWidget(button("录入人名单", self._on_operators))
        flow.addWidget(button("标准和期限", self._on_parameters, tip="补助标准、上限、天数，哪天起、按哪个文件"))
        card.body.addLayout(flow)
        return card

    def _operator_card(self) -> Card:
        card = Card("添一个录入人")
        self.newcomer = field("新录入人的姓名", "记的每一条都写着是谁记的")
        self.their = field("新录入人的密码", f"至少 {SHORTEST} 位", secret=True)
        self.their_again = field("新录入人的密码再输一遍", secret=True)
        rows = form()
        for words, made in (("姓名", self.newcomer), ("密码", self.their), ("再输一遍", self.their_again)):
            rows.addRow(words, made)
        card.body.addLayout(rows)
        flow = FlowLayout(gap=8)
        flow.addWidget(button("添上", self._on_add_operator))
        card.body.addLayout(flow)
        return card

    def _access_card(self) -> Card:
        card = Card("密码")
        self.old, self.new = field("现在的密码", secret=True), field("新密码", f"至少 {SHORTEST} 位", secret=True)
        self.again = field("再输一遍", secret=True)
        rows = form()
        for words, made in (("现在的密码", self.old), ("新密码", self.new), ("再输一遍", self.again)):
            rows.addRow(words, made)
        card.body.addLayout(rows)
        flow = FlowLayout(gap=8)
        flow.addWidget(button("换密码", self._on_password))
        flow.addWidget(button("换一张密码找回单", self._on_slip))
        card.body.addLayout(flow)
        return card

    def _screen_card(self) -> Card:
        card = Card("字的大小")
        flow = FlowLayout(gap=8)
        self.sizes: dict[int, QPushButton] = {}
        for percent, words in zip(SIZES, ("一般", "大", "特大"), strict=True):
            made = button(words, self._on_size, look="choice", tip=f"{percent}%")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setChecked(percent == self.desk.settings.percent)
            made.setProperty("percent", percent)
            self.sizes[percent] = made
            flow.addWidget(made)
        card.body.addLayout(flow)
        return card

    def _about_card(self) -> Card:
        from services import about

        card = Card("关于")
        found = about.versions()
        card.body.addWidget(label(f"振兴台账 {found['program']} 版 · 数据格式第 {int(found['schema'])} 版", "small"))
        flow = FlowLayout(gap=8)
        flow.addWidget(button("存一份运行记录…", self._on_log, tip="程序出问题时交给镇里，里面没有证件号和电话"))
        card.body.addLayout(flow)
        return card
