"""Back from a backup: which file, which password of its day. What stands in the folder now is set aside, never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from gui import background, feedback, sticks
from gui.pages.door import Door, field, form
from gui.widgets.buttons import button
from gui.widgets.card import label
from models.store.folder import Folder

BACKUPS = "备份 (*.zxbak)"


class RestorePage(Door):
    """Signal finished(): restored, or thought better of it."""

    finished = Signal()

    def __init__(self, folder: Path | Folder) -> None:
        super().__init__("从备份恢复")
        self._folder = folder
        self.file = field("备份文件", "选 .zxbak 结尾的文件")
        self.password = field("密码", "做备份那天的密码，或密码找回单上的那一串", secret=True)
        self.password.returnPressed.connect(self.restore)
        pick = QHBoxLayout()
        pick.addWidget(self.file, 1)
        pick.addWidget(button("选文件…", self._on_pick))
        rows = form()
        rows.addRow("备份文件", pick)
        rows.addRow("密码", self.password)
        self.card.body.addLayout(rows)
        self.card.body.addWidget(label("现在的数据会原样挪到旁边留着，不会丢。", "hint", wrap=True))
        self.restore_button = button("恢复", self.restore, look="primary")
        row = QHBoxLayout()
        row.addWidget(button("返回", self.finished.emit, look="quiet"))
        row.addStretch(1)
        row.addWidget(self.restore_button)
        self.card.body.addLayout(row)

    def restore(self) -> None:
        """Do it, off the window's thread."""
        if not self.file.text().strip() or not self.password.text():
            self.line.say("请选备份文件，再输入密码。", "warning")
            return
        self.restore_button.setEnabled(False)
        self.line.say("正在恢复…", "info")
        path, folder, password = Path(self.file.text().strip()), self._folder, self.password.text()

        def work(task: background.Task) -> dict[str, Any]:
            from services import backing

            return backing.restore(path, folder, password)

        background.run(self, work, self._on_done, self._on_failed, pool="writer")

    def _on_done(self, made: dict[str, Any]) -> None:
        self.finished.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.restore_button.setEnabled(True)
        self.line.say(feedback.sentence(error), "danger")

    def _on_pick(self) -> None:
        start = str(sticks.likely() or Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "选备份文件", start, BACKUPS)
        if name:
            self.file.setText(name)
            self.password.setFocus()
