"""今日待办: from the first page to a filed visit in a handful of keys; every line leads somewhere; done lines go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from gui import background
from gui.desk import Desk
from gui.pages.today import TodayPage
from gui.pages.today_parts import DueLine
from gui.pages.walk_list import WalkList
from gui.settings import Settings
from gui.shell import MainWindow
from models import store as st
from services import visiting
from tests.gui.small_village import LONG_NAME, Village, build, build_full

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Keys:
    """Presses keys where the focus is, as a person does, and counts them; Ctrl held down is a key too."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot
        self.pressed = 0

    def press(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        """One key."""
        there = focus()
        assert there is not None, "no control has the focus"
        self._qtbot.keyClick(there, key, Ctrl if ctrl else Qt.KeyboardModifier.NoModifier)
        self.pressed += 2 if ctrl else 1


def window_of(village: Village, tmp_path: Path, qtbot: Any) -> MainWindow:
    window = MainWindow(Desk(village.store, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(window)
    qtbot.window = window  # held, or Python lets it go while the test runs
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    window.go("today")
    return window


@pytest.fixture
def opened(styled: QApplication) -> Iterator[list[Village]]:
    villages: list[Village] = []
    yield villages
    background.wait()
    for village in villages:
        village.store.close()


@pytest.fixture
def walkers(opened: list[Village], tmp_path: Path) -> Village:
    """Three households that want a visit and nothing else."""
    opened.append(build(tmp_path / "data", {"张三强": "一组", "李四妹": "一组", "王五": "二组"}))
    return opened[0]


@pytest.fixture
def full(opened: list[Village], tmp_path: Path) -> Village:
    opened.append(build_full(tmp_path / "data"))
    return opened[0]


def page_of(window: MainWindow, qtbot: Any) -> TodayPage:
    page = window.page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: bool(page._lines))
    return page


def line_of(page: TodayPage, duty: str) -> DueLine:
    return next(line for line in page._lines if line.line.duties[0].duty == duty)


def focus() -> Any:
    return QApplication.focusWidget()


def test_a_visit_without_change_takes_twelve_keystrokes_or_fewer(walkers: Village, tmp_path: Path, qtbot: Any) -> None:
    window = window_of(walkers, tmp_path, qtbot)
    page = page_of(window, qtbot)
    keys = Keys(qtbot)
    assert focus() is page._lines[0]
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.route.list.current()))
    assert focus() is page.route.list
    assert page.route.list.currentIndex().row() == 0
    first = page.route.list.current()
    keys.press(Key.Key_Return)
    assert focus() is page.route.panel.form.result
    keys.press(Key.Key_1)
    keys.press(Key.Key_Return, ctrl=True)
    (visit,) = st.find(walkers.store, "visit")
    assert (visit["household"], visit["result"], visit["method"], visit["units"]) == (first, "same", "home", ("village",))
    assert keys.pressed <= 12


def test_the_next_household_is_there_at_once_and_takes_two_keys(walkers: Village, tmp_path: Path, qtbot: Any) -> None:
    keys = Keys(qtbot)
    page = page_of(window_of(walkers, tmp_path, qtbot), qtbot)
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.route.list.current()))
    keys.press(Key.Key_Return)
    seen = []
    for _ in range(3):
        seen.append(page.route.panel.household)
        keys.press(Key.Key_1)
        keys.press(Key.Key_Return, ctrl=True)
    assert sorted(seen) == sorted(walkers.homes.values())
    assert st.count(walkers.store, "visit") == 3
    qtbot.waitUntil(lambda: not page.route.list.lines.lines)
    assert page.route.empty.isVisible()


def test_a_line_goes_when_its_record_exists_and_comes_back_with_undo(
    walkers: Village, tmp_path: Path, qtbot: Any
) -> None:
    window = window_of(walkers, tmp_path, qtbot)
    page = page_of(window, qtbot)
    assert "3 户没走到" in line_of(page, "visit_home").line.text
    for home in walkers.homes.values():
        saved = visiting.record_visit(walkers.store, home, {"result": "same"})
    window.desk.wrote(saved)
    qtbot.waitUntil(lambda: all(line.line.duties[0].duty != "visit_home" for line in page._lines))
    window.desk.undo()
    qtbot.waitUntil(lambda: any("1 户没走到" in line.line.text for line in page._lines))


def test_nobody_at_home_stays_on_the_list(walkers: Village, tmp_path: Path, qtbot: Any) -> None:
    keys = Keys(qtbot)
    page = page_of(window_of(walkers, tmp_path, qtbot), qtbot)
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.route.list.current()))
    first = page.route.list.current()
    keys.press(Key.Key_Return)
    keys.press(Key.Key_3)
    keys.press(Key.Key_Return, ctrl=True)
    assert page.route.panel.household != first
    background.wait()
    assert page.route.list.lines.row_of(first) >= 0


@pytest.mark.parametrize(
    ("duty", "goes_to"),
    [("loan_due", ("returns", "2.4")), ("to_pack", ("sync", None)), ("visit_phone", None), ("visit_township", None),
     ("job_quarter", None), ("toilet_use", None), ("loan_check", None)],
)  # fmt: skip
def test_every_line_leads_somewhere(
    full: Village, tmp_path: Path, qtbot: Any, duty: str, goes_to: tuple[str, str | None] | None
) -> None:
    page = page_of(window_of(full, tmp_path, qtbot), qtbot)
    asked: list[tuple[str, str | None]] = []
    page.desk.asked.disconnect()
    page.desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    line_of(page, duty).button.click()
    if goes_to:
        assert [(key, uid.partition("/")[0] if uid else None) for key, uid in asked] == [goes_to]
    else:
        there = page.views.currentWidget().findChild(WalkList)
        qtbot.waitUntil(lambda: bool(there.lines.lines))


def test_a_call_list_begins_with_the_phone(full: Village, tmp_path: Path, qtbot: Any) -> None:
    page = page_of(window_of(full, tmp_path, qtbot), qtbot)
    line_of(page, "visit_phone").button.click()
    qtbot.waitUntil(lambda: bool(page.route.list.current()))
    qtbot.keyClick(page.route.list, Key.Key_Return)
    assert page.route.panel.form.method.code() == "phone"
    assert page.route.panel.save()
    assert st.find(full.store, "visit")[0]["method"] == "phone"


def test_a_question_is_answered_by_one_key_and_taken_back(full: Village, tmp_path: Path, qtbot: Any) -> None:
    window = window_of(full, tmp_path, qtbot)
    page = page_of(window, qtbot)
    line_of(page, "job_quarter").button.click()
    qtbot.waitUntil(lambda: bool(page.asking.list.current()))
    assert page.asking.list.lines.lines[0].cells[2] == "张小山还在包头干活吗？"
    qtbot.keyClick(page.asking.list, Key.Key_2)
    assert st.find(full.store, "job_check")[0]["still"] is False
    assert page.asking.list.lines.lines[0].cells[-1] == "不是"
    window.desk.undo()
    qtbot.waitUntil(lambda: page.asking.list.lines.lines[0].cells[-1] == "")
    assert st.count(full.store, "job_check") == 0


def test_one_group_can_be_walked_alone(full: Village, tmp_path: Path, qtbot: Any) -> None:
    page = page_of(window_of(full, tmp_path, qtbot), qtbot)
    line_of(page, "visit_home").button.click()
    qtbot.waitUntil(lambda: len(page.route.list.lines.lines) == 4)
    page.route.head.choose("二组")
    page.route.head.group_changed.emit()
    assert {line.cells[1] for line in page.route.list.lines.lines} == {"赵六", LONG_NAME}


def test_an_empty_village_says_so_and_shows_its_cards(opened: list[Village], tmp_path: Path, qtbot: Any) -> None:
    opened.append(build(tmp_path / "data"))
    window = window_of(opened[0], tmp_path, qtbot)
    page = window.page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: bool(page.cards[0].figure.text()))
    if not page._lines:
        assert page.empty.isVisible()
        assert page.empty.text().startswith("今天没有到期的事")


def test_a_made_return_is_shown_as_made(walkers: Village, tmp_path: Path, qtbot: Any) -> None:
    window = window_of(walkers, tmp_path, qtbot)
    page = page_of(window, qtbot)
    words = [button.text() for button in page.month.findChildren(QPushButton)]
    assert words
    from services import returning

    returning.make(walkers.store, "2.1", formats=("xlsx",))
    page.refresh()
    qtbot.waitUntil(lambda: any(label.text() == "已生成" for label in page.month.findChildren(QObject, "")
                                if hasattr(label, "text") and callable(label.text)))  # fmt: skip


def test_all_pressable_things_have_a_name(full: Village, tmp_path: Path, qtbot: Any) -> None:
    page = page_of(window_of(full, tmp_path, qtbot), qtbot)
    background.wait()
    assert [b.text() for b in page.findChildren(QPushButton) if b.isVisible() and not b.accessibleName()] == []
