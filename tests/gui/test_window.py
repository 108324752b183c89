"""The window as a whole: every page opens, nothing is hidden at 150 %, every control has a name, the words are Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from gui import background, theme
from gui.desk import Desk
from gui.menu import PAGES, has_page
from gui.pages.sync_page import SyncPage
from gui.settings import Settings
from gui.shell import MainWindow
from models import store as st
from models.ledgers import LEDGERS
from tests.gui.conftest import close_all

KEYS = [*(key for key in PAGES if has_page(key)), *(f"ledger/{id}" for id in LEDGERS), "import/person"]
LATIN = re.compile(r"[A-Za-z]{2,}")
# Keys of the keyboard, file types, and what is written on the machine itself.
ALLOWED = re.compile(r"Ctrl(\+[A-Z0-9]+)?|Shift|Alt|Esc|Excel|PDF|WPS|A[34]|/\S+")


@pytest.fixture
def window(desk: Desk, qtbot) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    return made


@pytest.fixture
def large(village: st.Store, qapp: QApplication, qtbot, tmp_path: Path):
    theme.apply(qapp, 150)
    made = MainWindow(Desk(village, Settings(tmp_path / "screen.ini")))
    made.resize(1366, 728)
    made.show()
    yield made
    background.wait()
    close_all()  # first: to dress a hundred pages in small letters again takes longer than all that was asked of them
    theme.apply(qapp, 100)


def test_the_last_entry_of_the_menu_is_in_sight_at_large_letters(large: MainWindow, qtbot) -> None:
    settle(qtbot)
    last = large.navigation._buttons["settings"]
    assert last.visibleRegion().boundingRect().height() == last.height() >= theme.px(25)


def settle(qtbot) -> None:
    """Until no work is under way."""
    qtbot.waitUntil(lambda: not background._alive, timeout=20_000)
    QApplication.processEvents()


def test_every_page_opens_with_names_on_its_controls_and_chinese_words(window: MainWindow, qtbot) -> None:
    """All of them in one window, as on a day of work: what one page leaves behind must not spoil the next."""
    faults = []
    for key in KEYS:
        window.go(key)
        settle(qtbot)
        page = window.page()
        if page is None or not window.title.text():
            faults.append(f"{key} does not open")
        else:
            faults += [f"{key}: {fault}" for fault in (*_nameless(page), *_latin(page))]
    assert faults == []


def _nameless(page: QWidget) -> list[str]:
    found = []
    for control in page.findChildren(QWidget):
        if isinstance(control, (QAbstractButton, QLineEdit, QComboBox, QTableView)) and control.isVisibleTo(page):
            owner = control.parentWidget()
            inside = isinstance(owner, (QComboBox, QLineEdit, QTableView)) or owner.inherits("QAbstractItemView")
            if not (inside or control.accessibleName() or control.text()):
                found.append(str(control))
    return found


def _latin(page: QWidget) -> list[str]:
    # A code that is read out and typed sign by sign is no word.
    texts = [w.text() for w in page.findChildren(QLabel) if w.property("look") != "code"]
    texts += [w.text() for w in page.findChildren(QPushButton)]
    texts += [w.placeholderText() for w in page.findChildren(QLineEdit)]
    plain = [ALLOWED.sub("", re.sub(r"<[^>]+>", "", text)) for text in texts]
    return [text for text in plain if LATIN.search(text)]


def test_nothing_is_clipped_or_pushed_out_at_150_percent(large: MainWindow, qtbot) -> None:
    faults = []
    for key in KEYS:
        large.go(key)
        settle(qtbot)
        if large.width() > 1366 or large.height() > 728:
            faults.append(f"{key} makes the window {large.width()} x {large.height()}")
            break
        for button in large.page().findChildren(QPushButton):
            if button.isVisibleTo(large.page()) and button.width() < button.fontMetrics().horizontalAdvance(button.text()):
                faults.append(f"{button.text()} in {key}")
    assert faults == []


def test_the_side_form_at_150_percent_keeps_its_buttons_in_sight(large: MainWindow, qtbot) -> None:
    large.go("ledger/toilet")
    large.page().new_record()
    settle(qtbot)
    form = large.page().form
    for button in (form.save_button, form.next_button):
        corner = button.mapTo(large, button.rect().bottomRight())
        assert corner.x() <= large.width() and corner.y() <= large.height()
    assert large.width() <= 1366


def test_control_k_finds_a_household_and_enter_goes_there(window: MainWindow, qtbot) -> None:
    asked = []
    window.desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    window.go("ledger/toilet")
    window._on_search()
    qtbot.keyClicks(window.search, "byf")
    window.search.look()
    assert window.search.list.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert asked[0][0] == "household"
    assert st.names(window.desk.store, "household", [asked[0][1]])[asked[0][1]] == "白云飞"


def test_the_undo_button_names_what_it_takes_back_and_redo_brings_it_again(window: MainWindow) -> None:
    store = window.desk.store
    saved = st.add(store, "household", {"head_name": "其其格", "group": "一组"}, label="登记农户 其其格")
    window.desk.wrote(saved)
    assert window.undo_action.text() == "撤回“登记农户 其其格”"
    window.desk.undo()
    assert window.toast.text() == "已撤回“登记农户 其其格”。"
    assert st.get(store, "household", saved.uid).removed_at
    window.desk.redo()
    assert not st.get(store, "household", saved.uid).removed_at


def test_the_foot_says_who_writes_and_on_what_day(window: MainWindow, qtbot) -> None:
    settle(qtbot)
    assert "演示数据 · 今天按 2025年7月22日 算" in window.status.text()
    assert "条没带走" in window.status.text()
    window.status._waiting.click()
    assert isinstance(window.page(), SyncPage)


def test_another_programs_commit_is_noticed(window: MainWindow) -> None:
    told = []
    window.desk.changed.connect(told.append)
    st.add(window.desk.store, "household", {"head_name": "外来", "group": "一组"})
    window.desk._look()
    assert told and told[0].origin is None


def test_the_menu_has_no_entry_that_leads_nowhere(window: MainWindow) -> None:
    for key in list(window.navigation.keys()):
        assert has_page(key) or key == "household", key


def test_a_page_that_comes_to_the_front_has_the_focus_where_it_wants_it(window: MainWindow, qtbot) -> None:
    window.go("today")
    settle(qtbot)
    window.page().setFocus()
    window.go("figures")
    settle(qtbot)
    assert window.page().focusProxy() is QApplication.focusWidget()
