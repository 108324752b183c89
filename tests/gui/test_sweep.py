"""排查登记: forty households in two minutes, each by one key, each a visit, each taken back by one undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from gui import background
from gui.pages.sweep import SweepPage
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList, WalkModel
from models import store as st
from tests.gui.shown import shown_over
from tests.gui.small_village import Village, build

Key = Qt.Key


def page_of(place: Village, tmp_path: Path, qtbot: Any) -> SweepPage:
    page = shown_over(place.store, SweepPage, tmp_path, qtbot, (1130, 640))
    with qtbot.waitActive(page):
        pass
    page.open()
    qtbot.waitUntil(lambda: page.empty.isVisible() or bool(page.list.lines.lines))
    return page


@pytest.fixture
def page(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> SweepPage:
    return page_of(place, tmp_path, qtbot)


def heads(page: SweepPage) -> list[str]:
    return [line.cells[1] for line in page.list.lines.lines]


def results(page: SweepPage) -> list[str]:
    return [line.cells[-1] for line in page.list.lines.lines]


def test_a_group_stands_in_walking_order_and_the_first_household_waits_for_a_key(page: SweepPage) -> None:
    assert page.group() == "一组"
    assert heads(page) == ["李四妹", "张三强"]
    assert page.list.currentIndex().row() == 0
    assert QApplication.focusWidget() is page.list
    assert page.progress.text() == "一组 0/2"


def test_each_key_is_a_visit_and_goes_on_to_the_next(page: SweepPage, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_1)
    assert page.list.currentIndex().row() == 1
    qtbot.keyClick(page.list, Key.Key_4)
    assert results(page) == ["无异常", "电话问过"]
    assert page.progress.text() == "一组 2/2"
    assert page.whole.text() == "全村 2/6 户"
    assert {row["tasks"] for row in st.find(place.store, "visit")} == {("sweep",)}
    assert "登完了" in page.line.text()
    page._on_next_group()
    assert page.group() == "二组"


def test_a_wrong_key_is_mended_by_the_right_one(page: SweepPage, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_1)
    page.list.go_to(0)
    qtbot.keyClick(page.list, Key.Key_3)
    assert results(page) == ["不在家", ""]
    assert [row["result"] for row in st.find(place.store, "visit")] == ["absent"]


def test_undo_takes_the_last_key_back(page: SweepPage, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_1)
    qtbot.keyClick(page.list, Key.Key_1)
    page.desk.undo()
    qtbot.waitUntil(lambda: results(page) == ["无异常", ""])
    assert st.count(place.store, "visit") == 1


def test_something_found_opens_the_panel_with_the_words_waiting(page: SweepPage, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_2)
    assert page.panel.isVisible()
    assert QApplication.focusWidget() is page.panel.form.text.control()
    assert page.panel.form.result.code() == "changed"
    page.panel.form.text.paper.setPlainText("井水发浑")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (visit,) = st.find(place.store, "visit")
    assert (visit["result"], visit["tasks"], visit["text"]) == ("changed", ("sweep",), "井水发浑")
    assert not page.panel.isVisible()
    assert page.list.current() == place.homes["张三强"]
    qtbot.waitUntil(lambda: results(page)[0] == "有情况")


def test_a_sweep_of_another_time_does_not_count(page: SweepPage, place: Village, qtbot: Any) -> None:
    st.add(place.store, "visit", {"household": place.homes["李四妹"], "date": date(2025, 6, 3), "tasks": ("sweep",)})
    page.refresh()
    background.wait()
    qtbot.wait(50)
    assert results(page) == ["", ""]
    page.day.put(date(2025, 6, 1))
    qtbot.waitUntil(lambda: results(page) == ["无异常", ""])


def test_an_empty_village_says_what_to_do_first(styled: QApplication, tmp_path: Path, qtbot: Any) -> None:
    place = build(tmp_path / "empty")
    page = page_of(place, tmp_path, qtbot)
    assert "还没有农户" in page.empty.text()
    assert not page.list.isVisible()
    background.wait()
    place.store.close()


def test_spare_columns_go_before_a_name_is_cut(page: SweepPage, qtbot: Any) -> None:
    assert not page.list.isColumnHidden(4)
    page.resize(640, 640)
    qtbot.wait(20)
    assert page.list.isColumnHidden(4)
    assert not page.list.isColumnHidden(1)
    assert not page.list.isColumnHidden(7)


def test_the_list_is_a_model_as_qt_wants_it(styled: QApplication) -> None:
    model = WalkModel([WalkColumn("组", 60), WalkColumn("户主")])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put([WalkLine("1", ("一组", "张三强"), "accent"), WalkLine("2", ("", "李四妹"))])
    model.set_line(1, WalkLine("2", ("", "李四妹"), "danger"))
    model.put([])
    assert tester.model() is model


def test_a_name_gets_the_room_that_is_free_and_a_column_without_words_none_until_it_has_some(styled: QApplication, qtbot: Any) -> None:
    seen = WalkList("名单", [WalkColumn("户主", 60), WalkColumn("说明", 90), WalkColumn("要办的事")], spare=(1,))
    qtbot.addWidget(seen)
    seen.resize(700, 200)
    seen.show()
    name = "阿卜杜热合曼·买买提吐尔逊"
    seen.put([WalkLine("1", (name, "", "入户")), WalkLine("2", ("李四妹", "", "入户"))])
    assert seen.columnWidth(0) > seen.fontMetrics().horizontalAdvance(name) and seen.isColumnHidden(1)
    seen.lines.set_line(1, WalkLine("2", ("李四妹", "核对过", "入户")))
    assert not seen.isColumnHidden(1)
    seen.setColumnWidth(0, 50)  # as a person draws it
    seen.put([WalkLine("1", (name, "", "入户"))])
    assert seen.columnWidth(0) == 50
