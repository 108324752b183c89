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
_pools: dict[str, QThreadPool] = {}
# Readers may overlap; what writes waits its turn, and a draft never waits for a long import.
_WIDTH = {"reader": 2, "writer": 1, "draft": 1}


class Cancelled(Circumstance):
    """The person pressed 取消."""

    def __init__(self) -> None:
        super().__init__("已取消，什么也没改。")


class Task(QObject):
    """A piece of work under way. Signals: done(result), failed(error), progress(done, total, text)."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(object, object, str)
    _over = Signal()

    def __init__(self, parent: QObject | None) -> None:
        super().__init__()
        self._cancelled = False
        self.running = True
        # The page may close before the work ends: then nobody is told, and the work may stop.
        if parent is not None:
            parent.destroyed.connect(self.cancel)
        self._over.connect(self._end)

    @property
    def cancelled(self) -> bool:
        """Whether 取消 was pressed; work reads it between chunks."""
        return self._cancelled

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next chunk."""
        self._cancelled = True

    def report(self, done: int, total: int, text: str = "") -> None:
        """The progress callback that services take; raises Cancelled when 取消 was pressed."""
        if self._cancelled:
            raise Cancelled
        self.progress.emit(done, total, text)

    @Slot()
    def _end(self) -> None:
        self.running = False
        _alive.discard(self)


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
            self._task.failed.emit(error)
        else:
            self._task.done.emit(result)
        self._task._over.emit()  # noqa: SLF001  the two classes are one thing


def run(
    parent: QObject | None,
    work: Work,
    done: Callable[[Any], Any],
    failed: Callable[[BaseException], Any],
    progress: Callable[[int, int, str], Any] | None = None,
    *,
    pool: Literal["reader", "writer", "draft"] = "reader",
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
