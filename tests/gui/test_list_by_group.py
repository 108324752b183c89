"""按组登记: who is insured next year, a key a person, last year's answer in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import background
from gui.desk import Desk
from gui.pages.list_by_group import ListByGroupPage
from gui.settings import Settings
from models import store as st
from services import group_list as gl
from tests.gui.small_village import Village, build

Key = Qt.Key


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    """Two groups, three people; one was insured last year, one has died."""
    made = build(tmp_path / "data", {"张三强": "一组", "李四妹": "二组"})
    zhang = made.homes["张三强"]
    made.add("person", household=zhang, name="张小山", relation="3")
    made.add("person", household=zhang, name="张老爹", relation="5", left_on="2025-03-01", left_why="死亡")
    made.add("insurance", person=made.head(zhang), year=2024, kind="居民医保")
    yield made
    background.wait()
    made.store.close()


@pytest.fixture
def page(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> ListByGroupPage:
    page = ListByGroupPage(Desk(place.store, Settings(tmp_path / "screen.ini")), "insurance")
    page.desk.setParent(page)
    qtbot.addWidget(page)
    page.resize(1130, 640)
    page.show()
    page.activateWindow()
    with qtbot.waitActive(page):
        pass
    page.open()
    qtbot.waitUntil(lambda: bool(page.list.lines.lines))
    return page


def said(page: ListByGroupPage) -> dict[str, tuple[str, str]]:
    """Name -> last year's answer and this year's."""
    return {line.cells[2]: (line.cells[-2], line.cells[-1]) for line in page.list.lines.lines}


def answers(store: st.Store) -> list[tuple[str, str | None]]:
    return [(row["kind"], row["why"]) for row in st.find(store, "insurance", {"year": 2025})]


def test_a_key_a_person_and_how_many_are_left_in_words(page: ListByGroupPage, place: Village, qtbot: Any) -> None:
    assert QApplication.focusWidget() is page.list
    assert said(page) == {"张三强": ("居民医保", ""), "张小山": ("", "")}
    assert page.left.text() == "今年医保还有 3 人没缴"
    qtbot.keyClicks(page.list, "02")
    assert said(page) == {"张三强": ("居民医保", "居民医保"), "张小山": ("", "职工医保")}
    assert page.left.text() == "今年医保还有 1 人没缴"
    assert page.progress.text() == "一组 2/2" and "登完了" in page.line.text()
    page.desk.undo()
    qtbot.waitUntil(lambda: said(page)["张小山"][1] == "")
    qtbot.keyClick(page.list, Key.Key_1)
    page._on_next()
    assert page.group() == "二组"
    qtbot.keyClick(page.list, Key.Key_0)
    assert "李四妹去年没有记" in page.line.text()
    assert sorted(answers(place.store)) == [("resident", None), ("resident", None)]


def test_who_is_not_insured_is_asked_why_by_one_more_key(page: ListByGroupPage, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_5)
    assert "张三强未参保，为什么？按 1 不愿参保" in page.line.text() and answers(place.store) == []
    qtbot.keyClick(page.list, Key.Key_Escape)
    assert answers(place.store) == []
    qtbot.keyClicks(page.list, "51")
    assert answers(place.store) == [("none", "unwilling")]
    assert said(page)["张三强"][1] == "未参保（不愿参保）"
    assert page.left.text() == "今年医保还有 3 人没缴"
    qtbot.keyClick(page.list, Key.Key_5)
    page.list.go_to(0)  # whoever goes on without a reason loses nothing
    assert len(answers(place.store)) == 2
    qtbot.keyClick(page.list, Key.Key_1)
    assert ("resident", None) in answers(place.store)
    page.open_only.click()
    assert list(said(page)) == ["张小山"]


def test_from_the_month_of_the_parameter_on_next_year_comes_first(place: Village) -> None:
    autumn = st.on_day(place.store, datetime.fromisoformat("2025-09-02T09:00:00+08:00"))
    assert gl.years(place.store, gl.INSURANCE)[0] == 2025
    assert gl.years(autumn, gl.INSURANCE)[0] == 2026
    everybody = gl.lines(autumn, gl.INSURANCE, 2026)
    assert [one.name for one in everybody] == ["张三强", "张小山", "李四妹"]
    assert gl.left_words(autumn, gl.INSURANCE, 2026, everybody) == "明年医保还有 3 人没缴"
    for one in everybody:
        gl.answer(autumn, gl.INSURANCE, 2026, one, "resident")
    assert gl.left_words(autumn, gl.INSURANCE, 2026, gl.lines(autumn, gl.INSURANCE, 2026)) == "明年医保都缴了"
