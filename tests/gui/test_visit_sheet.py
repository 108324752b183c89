"""A sheet that comes back is scanned into the box above; what stands on it is typed in its order and filed at one go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import background
from gui.desk import Desk
from gui.pages.household import HouseholdPage
from gui.settings import Settings
from gui.shell import MainWindow
from models import store as st
from models.rules import sheet_code
from services import visit_sheet
from tests.gui.small_village import TODAY, Village


@pytest.fixture
def window(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> Iterator[MainWindow]:
    window = MainWindow(Desk(place.store, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    background.wait()


def scan(window: MainWindow, code: str, qtbot: Any) -> HouseholdPage:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    window.search.setFocus()
    qtbot.keyClicks(window.search, code.replace("-", "").lower())
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, HouseholdPage)
    qtbot.waitUntil(lambda: not page._fresh)
    return page


def test_a_scanned_sheet_is_typed_in_its_order_and_filed_at_one_go(window: MainWindow, place: Village, qtbot: Any) -> None:
    home = place.homes["张三强"]
    page = scan(window, sheet_code.code_of(place.store.scope, home, TODAY), qtbot)
    form = page.panel.form
    assert (page.household, form.date.raw(), form.method.code()) == (home, "2025-07-22", "home")
    son = list(form.sheet.changes.lines.values())[1]
    chain = [widget for widget in form._chain() if widget.isVisibleTo(form)]
    wages, asks = form.sheet.income.lines["wage"], form.asks.lines
    assert chain.index(son) < chain.index(form.six) < chain.index(asks[0]) < chain.index(wages) < chain.index(form.text)
    tops = [widget.mapTo(form, widget.rect().topLeft()).y() for widget in (form.result, son, form.six, asks[0], wages, form.text)]
    assert tops == sorted(tops)
    qtbot.keyClicks(son, "x")
    assert form.result.code() == "changed"
    qtbot.keyClicks(wages, "6000")
    form.text.restore("y")
    page.panel.save_and_next()
    (visit,) = st.find(place.store, "visit")
    assert (visit["text"], visit["wishes"], visit["result"]) == ("张小山：x", "y", "changed")
    assert [row["part"] for row in st.find(place.store, "income")] == ["wage"]
    assert window.search.hasFocus()


def test_a_slip_of_the_pen_is_said_in_the_list_and_what_was_begun_waits(window: MainWindow, place: Village, qtbot: Any) -> None:
    code = sheet_code.code_of(place.store.scope, place.homes["张三强"], TODAY)
    window.search.setText(code[:-1] + ("A" if code[-1] != "A" else "B"))
    window.search.look()
    assert window.search.list.item(0).text() == visit_sheet.WRONG
    page = scan(window, code, qtbot)
    qtbot.keyClicks(next(iter(page.panel.form.sheet.changes.lines.values())), "x")
    assert page.may_leave()
    background.wait()
    page = scan(window, code, qtbot)
    page.panel._take_draft()
    assert page.panel.form.sheet.changes.raw() == {place.head(page.household): "x"}
