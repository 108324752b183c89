"""考勤 by the month: one key a day, Enter the next person, one operation for the whole sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from gui import background
from gui.desk import Desk
from gui.pages.attendance_page import AttendancePage
from gui.settings import Settings
from gui.shell import MainWindow
from models import store as st
from tests.gui.small_village import Village, build

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    """Two people on a post, one of whom works in another province."""
    made = build(tmp_path / "data", {"王小二": "一组", "张三强": "一组"})
    made.add("post", name="保洁员", standard="200")
    for head in made.homes:
        made.add("post_holder", person=made.head(made.homes[head]), post="保洁员", from_on="2025-01-01", to_on="2025-12-31")
    made.add("job", person=made.head(made.homes["王小二"]), year=2025, place="province", from_month="2025-03")
    made.add("parameter", id="post.absent_cut", value="20", from_on="2025-01-01")
    yield made
    background.wait()
    made.store.close()


@pytest.fixture
def shell(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> Iterator[MainWindow]:
    window = MainWindow(Desk(place.store, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    yield window
    background.wait()


def opened(shell: MainWindow, qtbot: Any, ledger: str = "post_attendance", month: str | None = None) -> AttendancePage:
    shell.go(f"month/{ledger}", month)
    page = shell.page()
    qtbot.waitUntil(lambda: bool(page.model.lines) or page.empty.isVisible())
    return page


def press(days: Any, typed: str) -> None:
    """Keys with any sign on them; QTest knows those of Latin keyboards only."""
    for sign in typed:
        QApplication.sendEvent(days, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign))


def cells(page: AttendancePage, row: int) -> list[str]:
    """The figures beside the days."""
    count = page.model.columnCount()
    return [page.model.index(row, at).data() for at in range(count - len(page.book.sides), count)]


def test_a_key_a_day_and_enter_for_the_next_person_is_one_operation(shell: MainWindow, place: Village, qtbot: Any) -> None:
    page = opened(shell, qtbot)
    days = page.grid.days
    assert QApplication.focusWidget() is days and page.model.day_of(days.currentIndex().column()) == 1
    assert not days.horizontalScrollBar().maximum()  # 31 days and the figures fit at 1366 x 728
    qtbot.keyClicks(days, "1113")
    assert cells(page, 0) == ["3", "", "20", "0", "180"]
    qtbot.keyClick(days, Key.Key_Return)
    assert (days.currentIndex().row(), page.model.day_of(days.currentIndex().column())) == (1, 1)
    press(days, "√2x-")
    assert page.model.values(1)["marks"] == "√△×－"
    qtbot.keyClick(days, Key.Key_Z, Ctrl)
    assert page.model.values(1)["marks"] == "√△×"
    assert st.count(place.store, "post_attendance") == 0
    qtbot.keyClick(days, Key.Key_S, Ctrl)
    qtbot.waitUntil(lambda: st.count(place.store, "post_attendance") == 2)
    qtbot.waitUntil(lambda: not page.model.edits and page.model.lines[0].uid != "")
    assert page.line.text() == ""
    shell.desk.undo()
    assert st.count(place.store, "post_attendance") == 0
    qtbot.waitUntil(lambda: page.model.mark(0, 1) == "")


def test_the_lists_of_posts_holders_and_months_lead_to_the_sheet(shell: MainWindow) -> None:
    for ledger in ("post", "post_holder", "post_attendance"):
        shell.go(f"ledger/{ledger}")
        next(b for b in shell.page().findChildren(QPushButton) if b.text().strip() == "按月记考勤").click()
        assert isinstance(shell.page(), AttendancePage) and shell.title.text() == "公岗考勤"


def test_what_is_wrong_with_somebody_stands_on_the_sheet_in_words(shell: MainWindow, qtbot: Any) -> None:
    page = opened(shell, qtbot)
    doubted = next(row for row, line in enumerate(page.model.lines) if line.name == "王小二")
    assert page.model.index(doubted, 1).data() == "存疑 · 保洁员"
    page.grid.days.setCurrentIndex(page.model.index(doubted, 5))
    assert "务工台账里同时在省外干活" in page.doubts.text()


def test_a_day_that_has_not_come_and_the_thirtieth_of_february_take_no_mark(shell: MainWindow, qtbot: Any) -> None:
    page = opened(shell, qtbot)
    page.grid.days.setCurrentIndex(page.model.index(0, 2 + 22))
    qtbot.keyClicks(page.grid.days, "1")
    assert "7月23日还没到" in page.line.text() and not page.model.edits
    page.open("2025-02")
    qtbot.waitUntil(lambda: page.model.month == "2025-02" and bool(page.model.lines))
    hidden = [day for day in range(1, 32) if page.grid.days.isColumnHidden(1 + day)]
    assert hidden == [29, 30, 31]
    page.grid.days.setCurrentIndex(page.model.index(0, 2))
    qtbot.keyClicks(page.grid.days, "1" * 40)
    assert page.model.values(0)["marks"] == "√" * 28
    qtbot.keyClicks(page.grid.days, "7")
    assert "“7”不是考勤记号" in page.line.text()


def test_the_whole_row_by_one_key_and_figures_typed_beside_it(shell: MainWindow, place: Village, qtbot: Any) -> None:
    page = opened(shell, qtbot, month="2025-06")
    page.grid.days.setCurrentIndex(page.model.index(0, 2))
    qtbot.keyClick(page.grid.days, Key.Key_F4)
    assert cells(page, 0)[0] == "21"
    reward = page.model.index(0, page.model.columnCount() - 2)
    assert page.model.setData(reward, "30") and cells(page, 0)[-1] == "230"
    assert page.model.setData(page.model.index(0, page.model.columnCount() - 4), "1") and cells(page, 0)[1] == "优秀"
    assert not page.model.setData(reward, "好多") and "奖励" in page.line.text()
    page.pay_button.click()
    assert "实发合计 230.00 元（贰佰叁拾元整）" in page.sums.text()
    page.save()
    qtbot.waitUntil(lambda: st.count(place.store, "post_attendance") == 1)
    (row,) = st.full(place.store, "post_attendance", st.find(place.store, "post_attendance"))
    assert (row["month"], row["grade"], row["pay"]) == ("2025-06", "excellent", 230)


def test_what_was_typed_survives_and_is_offered_again(shell: MainWindow, place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> None:
    page = opened(shell, qtbot)
    qtbot.keyClicks(page.grid.days, "11")
    page.may_leave()
    background.wait()
    again = AttendancePage(Desk(place.store, Settings(tmp_path / "other.ini")), "post_attendance")
    qtbot.addWidget(again)
    again.open()
    qtbot.waitUntil(lambda: bool(again.model.lines))
    assert "没存完" in again.line.text()
    again._take_draft()
    assert again.model.values(0)["marks"] == "√√"


def test_another_who_wrote_the_same_month_is_told_before_anything_is_lost(shell: MainWindow, place: Village, qtbot: Any) -> None:
    page = opened(shell, qtbot)
    line = page.model.lines[0]
    qtbot.keyClicks(page.grid.days, "11")
    place.add("post_attendance", holder=line.owner, month="2025-07", marks="△")
    page.save()
    qtbot.waitUntil(lambda: "刚才被别人改过" in page.line.text())
    assert st.find(place.store, "post_attendance")[0]["marks"] == "△"
    page._on_look()
    qtbot.waitUntil(lambda: page.model.mark(0, 1) == "△")


def test_resident_cadres_keep_the_same_sheet_and_one_more_is_added_by_name(shell: MainWindow, place: Village, qtbot: Any) -> None:
    page = opened(shell, qtbot, "attendance")
    assert "加一人" in page.empty.text() and not page.pay_button.isVisible()
    page.name.setText("周队长")
    qtbot.keyClick(page.name, Key.Key_Return)
    press(page.grid.days, "1115○0")
    assert cells(page, 0)[:3] == ["4", "3", "1"]
    page.save()
    qtbot.waitUntil(lambda: st.count(place.store, "attendance") == 1)
    assert "周队长：有1天缺岗，请写缺岗原因。" in page.line.text()


def test_the_sheet_is_a_model_as_qt_wants_it(shell: MainWindow, qtbot: Any) -> None:
    page = opened(shell, qtbot)
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.model.set_mark(0, 1, "√")
    page.model.put(page.model.lines, "2025-06", page.desk.store.today())
    page.model.put([], "2025-06", page.desk.store.today())
    assert tester.model() is page.model
