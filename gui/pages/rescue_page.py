"""The password and the 密码找回单 are both lost: the township's 找回钥匙 opens the book, and a new password is set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from gui import background, feedback
from gui.pages.door import Door, field, form
from gui.widgets.buttons import button
from gui.widgets.card import label
from models.store.accounts import SHORTEST
from models.store.folder import Folder

_WHAT = ("收过镇里接收卡的村，镇里的找回钥匙能打开。钥匙在镇里建账那天的密码找回单上：带着那个文件来，"
         "或者把最下面那一行照抄成一个文本文件。数据一条不少，只是换一个新密码。")


class RescuePage(Door):
    """Signals: finished() when the new password is set; back()."""

    finished = Signal()
    back = Signal()

    def __init__(self, folder: Path | Folder, operator: str = "") -> None:
        super().__init__("用镇里的找回钥匙打开")
        self._folder, self._operator = folder, operator
        self.key = field("找回钥匙文件", "镇里的密码找回单（PDF）或文本文件")
        self.password = field("新密码", f"至少 {SHORTEST} 位", secret=True)
        self.again = field("再输一遍新密码", secret=True)
        rows = form()
        across = QHBoxLayout()
        across.addWidget(self.key, 1)
        across.addWidget(button("选文件…", self._on_choose))
        rows.addRow("找回钥匙", across)
        rows.addRow("新密码", self.password)
        rows.addRow("再输一遍", self.again)
        self.open_button = button("打开，换新密码", self.unlock, look="primary")
        foot = QHBoxLayout()
        foot.addWidget(button("回去输密码", self.back.emit, look="quiet"))
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        self.card.body.addWidget(label(_WHAT, "hint", wrap=True))
        self.card.body.addLayout(rows)
        self.card.body.addLayout(foot)

    def unlock(self) -> None:
        """Set the new password, off the window's thread."""
        if fault := self._fault():
            self.line.say(fault, "warning")
            return
        self.open_button.setEnabled(False)
        self.line.say("正在打开…", "info")
        folder, key, password, operator = self._folder, Path(self.key.text().strip()), self.password.text(), self._operator

        def work(task: background.Task) -> dict[str, Any]:
            from services import rescue

            return rescue.unlock(folder, key, password, operator)

        background.run(self, work, self._on_done, self._on_failed, pool="writer")

    def _fault(self) -> str:
        if not self.key.text().strip():
            return "请先选镇里的找回钥匙文件。"
        if len(self.password.text()) < SHORTEST:
            return f"新密码至少 {SHORTEST} 位。"
        if self.password.text() != self.again.text():
            return "两次密码不一样，请再输一遍。"
        return ""

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选找回钥匙文件", str(Path.home()))
        if name:
            self.key.setText(name)

    def _on_done(self, made: dict[str, Any]) -> None:
        self.finished.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.open_button.setEnabled(True)
        self.line.say(feedback.sentence(error), "danger")
