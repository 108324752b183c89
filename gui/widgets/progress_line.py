"""How far long work has come, with 取消: shown while it runs, gone when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui import background, feedback, theme
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.message_line import MessageLine


class ProgressLine(QWidget):
    """Runs one piece of work at a time and tells its faults in a MessageLine."""

    def __init__(self, line: MessageLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._task: background.Task | None = None
        self._done: Callable[[Any], Any] | None = None
        self._failed: Callable[[], object] | None = None
        self._stopped = ""
        self._words = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self._bar.setMinimumWidth(theme.px(120))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(button("取消", self._on_cancel, look="quiet"))
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def run(self, words: str, work: background.Work, done: Callable[[Any], Any], *, writer: bool = False,
            stopped: str = "", failed: Callable[[], object] | None = None) -> bool:
        """Start; False when something runs already. stopped: what 取消 leaves behind, where it is not nothing; failed: what else it undoes."""
        if self.busy:
            return False
        self._line.clear()
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._done, self._stopped, self._failed = done, stopped, failed
        self.show()
        self._task = background.run(
            self, work, self._on_done, self._on_failed, self._on_progress, pool="writer" if writer else "reader")
        return True

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if text:
            self._words.setText(text)

    def _on_done(self, result: object) -> None:
        self._end()
        if self._done is not None:
            self._done(result)

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        if self._failed is not None:
            self._failed()
        if isinstance(error, background.Cancelled):
            self._line.say(self._stopped or feedback.sentence(error), "info")
        else:
            self._line.say(feedback.sentence(error), "danger")

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._words.setText("正在停下…")

    def _end(self) -> None:
        self._task = None
        self.hide()
