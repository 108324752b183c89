"""Work off the window's thread: whatever comes last, a page shows the answer to what it asked last."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, QThread

from gui import background


class Asker(QObject):
    """A page that reads."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: list[QThread] = []
        self.faults: list[BaseException] = []

    def read(self, answer: str, may_go: Event) -> background.Task:
        return background.read(self, lambda task: (may_go.wait(5), answer)[1], self._on_read, self.faults.append)

    def _on_read(self, answer: object) -> None:
        self.told.append(answer)
        self.threads.append(QThread.currentThread())


def test_an_older_answer_that_comes_last_is_not_shown(qapp, qtbot) -> None:
    asker, first, second = Asker(), Event(), Event()
    old, new = asker.read("old", first), asker.read("new", second)
    second.set()
    qtbot.waitUntil(lambda: not new.running)
    first.set()
    qtbot.waitUntil(lambda: not old.running)
    assert (asker.told, asker.faults) == (["new"], [])
    assert asker.threads == [asker.thread()]


def test_two_pages_and_two_questions_of_one_page_do_not_outdate_each_other(qapp, qtbot) -> None:
    one, other, go = Asker(), Asker(), Event()
    other_told: list[object] = []
    tasks = [one.read("a", go), other.read("b", go), background.read(one, lambda task: "c", other_told.append, one.faults.append)]
    go.set()
    qtbot.waitUntil(lambda: not any(task.running for task in tasks))
    assert (one.told, other.told, other_told) == (["a"], ["b"], ["c"])


def test_a_fault_of_the_newest_question_is_told(qapp, qtbot) -> None:
    asker = Asker()
    task = background.read(asker, lambda task: 1 // 0, asker._on_read, asker.faults.append)
    qtbot.waitUntil(lambda: not task.running)
    assert asker.told == [] and isinstance(asker.faults[0], ZeroDivisionError)
