"""What is typed survives a power cut: the form is kept, sealed, a moment after each edit, and offered again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from gui import background
from gui.desk import Desk

PAUSE_MS = 700


class DraftKeeper(QObject):
    """Keeps one form. `read` gives what stands in it, an empty mapping when nothing was typed."""

    def __init__(self, desk: Desk, read: Callable[[], dict[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._read = desk, read
        self._key = ""
        # Keys whose draft is being dropped on a worker: a form begun in that moment must not offer it again.
        self._gone: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, key: str) -> dict[str, Any] | None:
        """Start keeping under `key`; gives what was left there last time."""
        self._timer.stop()
        self._key = key
        return None if key in self._gone else self._desk.store.drafts.all().get(key)

    def touch(self) -> None:
        """Something was typed: keep it in a moment."""
        self._timer.start()

    def keep(self) -> None:
        """Keep now (on leaving a page, on closing)."""
        self._timer.stop()
        raw = self._read()
        if not self._key or not raw:
            return
        key, drafts = self._key, self._desk.store.drafts
        self._gone.discard(key)
        form = {"raw": raw, "at": self._desk.store.now().isoformat(timespec="minutes")}
        background.run(None, lambda task: drafts.save(key, form), self._quiet, self._quiet, pool="draft")

    def drop(self) -> None:
        """The form was filed or thrown away."""
        self._timer.stop()
        if self._key:
            key, drafts = self._key, self._desk.store.drafts
            self._gone.add(key)
            background.run(None, lambda task: drafts.drop(key), self._quiet, self._quiet, pool="draft")

    def _quiet(self, result: object) -> None:
        """A draft that could not be kept is told once, and stops nobody."""
        if isinstance(result, Exception):
            from gui import feedback

            self._desk.toast(feedback.sentence(result))
