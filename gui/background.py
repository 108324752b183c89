"""Work over 50 ms runs off the window's thread: one worker for what writes, a few for what only reads.

`work(task)` is called on a worker with plain data and must not touch a widget; `done`, `failed` and `progress` are
called back on the window's thread. The Task is a QObject made on the window's thread, so Qt delivers its signals
there whatever thread emits them; it keeps itself alive until its last word has been delivered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from models.kernel import Circumstance

Work = Callable[["Task"], Any]
_alive: set[Task] = set()
_newest: dict[tuple[int, str], Task] = {}  # what a page asked last, by the page and what it does with the answer
_pools: dict[str, QThreadPool] = {}
# Readers may overlap; what writes waits its turn, and a draft never waits for a long import,
# and papers leave one after the other.
_WIDTH = {"reader": 2, "writer": 1, "draft": 1, "printer": 1}


class Cancelled(Circumstance):
    """The person pressed 取消."""

    def __init__(self) -> None:
        super().__init__("已取消，什么也没改。")


class Task(QObject):
    """A piece of work under way. Signals: done(result), failed(error), progress(done, total, text)."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(object, object, str)
    _told = Signal(object, bool)
    _over = Signal()

    def __init__(self, parent: QObject | None) -> None:
        super().__init__()
        self._cancelled = self._outdated = False
        self.running = True
        # The page may close before the work ends: then nobody is told, and the work may stop.
        if parent is not None:
            parent.destroyed.connect(self.cancel)
        self._told.connect(self._tell)
        self._over.connect(self._end)

    @property
    def cancelled(self) -> bool:
        """Whether 取消 was pressed; work reads it between chunks."""
        return self._cancelled

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next chunk."""
        self._cancelled = True

    def outdate(self) -> None:
        """A newer question has been asked: nobody waits for this answer any more."""
        self._outdated = True
        self.cancel()

    def report(self, done: int, total: int, text: str = "") -> None:
        """The progress callback that services take; raises Cancelled when 取消 was pressed."""
        if self._cancelled:
            raise Cancelled
        self.progress.emit(done, total, text)

    @Slot(object, bool)
    def _tell(self, answer: object, well: bool) -> None:
        """On the window's thread, so that between a newer question and its answer no older answer slips in."""
        if not self._outdated:
            (self.done if well else self.failed).emit(answer)

    @Slot()
    def _end(self) -> None:
        self.running = False
        _alive.discard(self)
        for key in [key for key, task in _newest.items() if task is self]:
            del _newest[key]


class _Runner(QRunnable):
    """Carries the work to a worker thread; Qt frees it after it ran, so nobody keeps it."""

    def __init__(self, task: Task, work: Work) -> None:
        super().__init__()
        self._task, self._work = task, work

    def run(self) -> None:
        """On a worker thread: whatever happens becomes one of the two signals."""
        try:
            result = self._work(self._task)
        except BaseException as error:  # a bug in the work must reach the window, not vanish in the pool
            self._task._told.emit(error, False)  # noqa: SLF001  the two classes are one thing
        else:
            self._task._told.emit(result, True)  # noqa: SLF001
        self._task._over.emit()  # noqa: SLF001


def run(
    parent: QObject | None,
    work: Work,
    done: Callable[[Any], Any],
    failed: Callable[[BaseException], Any],
    progress: Callable[[int, int, str], Any] | None = None,
    *,
    pool: Literal["reader", "writer", "draft", "printer"] = "reader",
) -> Task:
    """Start `work` and return its Task. Callbacks should be bound methods of QObjects (they die with their object)."""
    task = Task(parent)
    task.done.connect(done)
    task.failed.connect(failed)
    if progress is not None:
        task.progress.connect(progress)
    _alive.add(task)
    _pool(pool).start(_Runner(task, work))
    return task


def read(
    parent: QObject, work: Work, done: Callable[[Any], Any], failed: Callable[[BaseException], Any]
) -> Task:
    """Read what a page shows. Readers overlap, so an older answer may come last: only the newest question is answered."""
    key = id(parent), getattr(done, "__qualname__", repr(done))
    if key in _newest:
        _newest[key].outdate()
    task = _newest[key] = run(parent, work, done, failed)
    return task


def wait(milliseconds: int = 5000) -> bool:
    """Stop asking and wait for all work: at closing, and between tests."""
    for task in tuple(_alive):
        task.cancel()
    return all([pool.waitForDone(milliseconds) for pool in _pools.values()])


def _pool(name: str) -> QThreadPool:
    if name not in _pools:
        _pools[name] = QThreadPool()
        _pools[name].setMaxThreadCount(_WIDTH[name])
    return _pools[name]
