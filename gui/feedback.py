"""The only place that opens a dialog, and the words for every kind of error.

In order of preference: a sentence under the field, a line in the page, a toast, and only then a dialog.
"""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from models.kernel import Circumstance, UserMistake

log = logging.getLogger(__name__)
BUG = "程序出了点问题，这一步没有做成，已存的都在。请把“设置与备份”里的运行记录交给镇里。"


def sentence(error: BaseException) -> str:
    """What to tell the person; a bug is logged with its traceback and told without it."""
    if isinstance(error, UserMistake):
        return "\n".join(mistake.text for mistake in error.mistakes)
    if isinstance(error, Circumstance):
        return str(error)
    if isinstance(error, PermissionError):
        return "这个文件正开着或者不让改。请先关掉它，再试一次。"
    if isinstance(error, OSError):
        return "文件没读写成。请看看U盘是不是插好了、是不是满了，再试一次。"
    log.error("bug", exc_info=(type(error), error, error.__traceback__))
    return BUG


def ask(parent: QWidget | None, question: str, *, yes: str = "是", no: str = "取消") -> bool:
    """A question with two answers, the safe one preselected."""
    box = QMessageBox(QMessageBox.Icon.Question, "振兴台账", question, QMessageBox.StandardButton.NoButton, parent)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    answer = box.clickedButton() is accept
    box.deleteLater()
    return answer


def tell(parent: QWidget | None, text: str) -> None:
    """A sentence that must be read before anything else; without a screen it goes to the log."""
    if QApplication.instance() is None:
        log.warning("%s", text)
        return
    box = QMessageBox(QMessageBox.Icon.Information, "振兴台账", text, QMessageBox.StandardButton.NoButton, parent)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()
