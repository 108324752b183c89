"""Long work: done and failed arrive in the window's thread, 取消 stops it, a closed page is never called."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gui import background, feedback
from gui.widgets.message_line import MessageLine
from gui.widgets.progress_line import ProgressLine
from models.kernel import Circumstance, UserMistake


class Listener(QObject):
    """Notes what came, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.thread_names: list[str] = []

    @Slot(object)
    def take(self, result: object) -> None:
        self.got.append(result)
        self.thread_names.append(threading.current_thread().name)


def test_a_result_arrives_in_the_windows_thread(qapp, qtbot) -> None:
    listener = Listener()
    background.run(None, lambda task: threading.current_thread().name, listener.take, listener.take)
    qtbot.waitUntil(lambda: bool(listener.got))
    assert listener.thread_names == ["MainThread"]
    assert listener.got != ["MainThread"]


def test_a_fault_arrives_as_an_error_and_not_in_the_worker(qapp, qtbot) -> None:
    listener = Listener()

    def work(task: background.Task) -> None:
        raise Circumstance("U盘满了。")

    background.run(None, work, listener.take, listener.take)
    qtbot.waitUntil(lambda: bool(listener.got))
    assert isinstance(listener.got[0], Circumstance)


def test_cancel_stops_the_work_at_its_next_report(styled, qtbot) -> None:
    line = MessageLine()
    progress = ProgressLine(line)
    for widget in (line, progress):
        qtbot.addWidget(widget)
    begun = threading.Event()

    def work(task: background.Task) -> None:
        while True:
            begun.set()
            task.report(1, 10, "正在数")

    assert progress.run("开始", work, lambda result: None)
    begun.wait(5)
    assert not progress.run("再来", work, lambda result: None)
    progress._on_cancel()
    qtbot.waitUntil(lambda: not progress.busy)
    assert line.text() == "已取消，什么也没改。"


def test_work_of_a_closed_page_stops_and_calls_nobody(qapp, qtbot) -> None:
    page = QWidget()
    begun, go = threading.Event(), threading.Event()
    stopped: list[bool] = []

    def work(task: background.Task) -> None:
        begun.set()
        go.wait(5)
        stopped.append(task.cancelled)

    background.run(page, work, page.setWindowTitle, page.setWindowTitle)
    begun.wait(5)
    page.deleteLater()
    qtbot.wait(20)
    go.set()
    assert background.wait()
    assert stopped == [True]


def test_every_error_has_a_chinese_sentence(caplog) -> None:
    assert feedback.sentence(UserMistake("请填村名。")) == "请填村名。"
    assert feedback.sentence(Circumstance("U盘满了。")) == "U盘满了。"
    assert "正开着" in feedback.sentence(PermissionError(13, "denied"))
    assert "U盘" in feedback.sentence(OSError(5, "io"))
    assert feedback.sentence(ZeroDivisionError("x")) == feedback.BUG
    assert "ZeroDivisionError" in caplog.text
