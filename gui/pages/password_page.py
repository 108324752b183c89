"""The password, or the code of the 密码找回单: whatever opens the file, in one field."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui import background, feedback
from gui.pages.door import Door, field, form
from gui.widgets.buttons import button
from gui.widgets.card import label
from models import store as st
from models.kernel import CannotOpen
from models.store.folder import Folder


class PasswordPage(Door):
    """Signals: opened(store); restoring() to come back from a backup instead; rescuing() with the township's key."""

    opened = Signal(object)
    restoring = Signal()
    rescuing = Signal()

    def __init__(self, folder: Path | Folder, operator: str = "") -> None:
        super().__init__("请输入密码")
        self._folder, self._operator = folder, operator
        self._task: QObject | None = None
        self.password = field("密码", "密码，或者密码找回单上的那一串", secret=True)
        self.password.returnPressed.connect(self.enter)
        self.enter_button: QPushButton = button("进入", self.enter, look="primary")
        rows = form()
        rows.addRow("密码", self.password)
        self.card.body.addLayout(rows)
        self.card.body.addWidget(label("忘了密码，就把保险柜里那张密码找回单上的字照样打进来，大小写和空格都不要紧。", "hint", wrap=True))
        row = QHBoxLayout()
        row.addWidget(button("从备份恢复…", self.restoring.emit, look="quiet"))
        row.addWidget(button("用镇里的找回钥匙打开…", self.rescuing.emit, look="quiet"))
        row.addStretch(1)
        row.addWidget(self.enter_button)
        self.card.body.addLayout(row)

    def enter(self) -> None:
        """Try it, off the window's thread: stretching a password takes a while on purpose."""
        if not self.password.text():
            self.line.say("请先输入密码。", "warning")
            return
        self.enter_button.setEnabled(False)
        self.line.say("正在打开…", "info")
        folder, password, operator = self._folder, self.password.text(), self._operator
        background.run(self, lambda task: st.open_store(folder, password, operator), self._on_open, self._on_failed)

    def _on_open(self, store: st.Store) -> None:
        self.opened.emit(store)

    def _on_failed(self, error: BaseException) -> None:
        self.enter_button.setEnabled(True)
        tone = "warning" if isinstance(error, CannotOpen) else "danger"
        self.line.say(feedback.sentence(error), tone)
        self.password.selectAll()
        self.password.setFocus()
