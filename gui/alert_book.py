"""The alerts of the open village, kept by one worker: looked for in the background, followed after every write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui import background
from gui.desk import Changed, Desk
from models.kernel import Mistake

if TYPE_CHECKING:
    from models.insight.alerts import Alert

START_MS = 4000  # the first page comes first; a look at the whole village waits until it stands


class AlertBook(QObject):
    """Signals: told(list of Alert) after each look; looking(done, of) while a whole one lasts; failed(error)."""

    told = Signal(list)
    looking = Signal(int, int)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._book: object | None = None
        self._busy = self._missed = False
        self.alerts: list[Alert] | None = None
        desk.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(START_MS)

    def look(self) -> None:
        """Look now; what is written meanwhile is looked at afterwards."""
        self._timer.stop()
        if self._busy:
            self._missed = True
            return
        self._busy, self._missed = True, False
        background.run(self, self._refresh, self._on_looked, self._on_failed, self._on_progress)

    def _refresh(self, task: background.Task) -> list[Alert]:
        from models.insight.rechecking import Book

        if not isinstance(self._book, Book):
            self._book = Book(self._desk.store)
        self._book.refresh(task.report)
        return self._book.alerts

    def _on_changed(self, changed: Changed) -> None:
        if self._book is not None or self.alerts is not None:
            self.look()

    def _on_progress(self, done: int, of: int, text: str) -> None:
        self.looking.emit(done, of)

    def _on_looked(self, found: list[Alert]) -> None:
        self._busy, self.alerts = False, found
        self.told.emit(found)
        if self._missed:
            self.look()

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self.failed.emit(error)


def known(desk: Desk, ledger: str, uid: str) -> tuple[Mistake, ...]:
    """What has been found in a record and stands open, as a form says it; nothing while nobody has looked."""
    book = desk.findChild(AlertBook)
    found: Sequence[Alert] = (book.alerts or ()) if isinstance(book, AlertBook) else ()
    return tuple(Mistake(one.text, one.field, one.severity) for one in found if (one.ledger, one.uid) == (ledger, uid) and one.waived is None)


def book_of(desk: Desk) -> AlertBook:
    """The one book of an open desk."""
    found = desk.findChild(AlertBook)
    return found if isinstance(found, AlertBook) else AlertBook(desk)
