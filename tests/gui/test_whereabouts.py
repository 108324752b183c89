"""没带走, 已装U盘, 镇里已收: on the table, the form, the household's page, the menu and the foot; notices; the doors of a township."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from sqlalchemy import insert

from gui.desk import Changed, Desk
from gui.doors import Doors
from gui.forms.record_form import RecordForm
from gui.pages import household as household_page
from gui.pages.ledger_page import LedgerPage
from gui.pages.password_page import PasswordPage
from gui.pages.rescue_page import RescuePage
from gui.pages.start_page import StartPage
from gui.pages.today import TodayPage
from gui.settings import Settings
from gui.shell import MainWindow
from gui.status import Status
from models import store as st
from models.store import incarnation
from models.store.journal import tables
from services import packing, sync_board
from tests.gui.conftest import PASSWORD, household_of
from tests.gui.two_offices import differ, settle, township


def test_the_table_is_filtered_by_what_has_not_gone_and_the_menu_shows_all_again(
    desk: Desk, town: st.Store, qtbot, tmp_path: Path
) -> None:
    packing.pack(desk.store, tmp_path / "stick")
    new = st.add(desk.store, "household", {"head_name": "钱小河", "group": "一组"}).uid
    page = LedgerPage(desk, "household")
    qtbot.addWidget(page)
    page.open("local")
    assert page.model.uids() == [new] and "按上面的条件" in page.count.text()
    page.open("written")
    assert len(page.model.uids()) == 2
    page.open(None)
    assert len(page.model.uids()) == 3


def test_the_column_is_hidden_and_stays_hidden(desk: Desk, qtbot) -> None:
    page = LedgerPage(desk, "household")
    qtbot.addWidget(page)
    page.refresh()
    last = len(page.model.columns) - 1
    assert not page.view.isColumnHidden(last)
    page.view.state_wanted.emit(False)
    assert page.view.isColumnHidden(last)
    again = LedgerPage(desk, "person")
    qtbot.addWidget(again)
    again.refresh()
    assert again.view.isColumnHidden(len(again.model.columns) - 1)


def test_the_form_says_how_far_a_record_has_got(desk: Desk, town: st.Store, qtbot, tmp_path: Path) -> None:
    form = RecordForm(desk, "household")
    qtbot.addWidget(form)
    form.new()
    assert form.state.isHidden()
    home = household_of(desk.store, "白云飞")
    form.edit(home)
    assert form.state.text() == "没带走" and not form.state.isHidden()
    packing.pack(desk.store, tmp_path / "stick")
    form.edit(home)
    assert form.state.text() == "已装U盘"


def test_the_households_page_counts_what_has_not_gone_and_what_is_remembered_differently(
    desk: Desk, town: st.Store, tmp_path: Path
) -> None:
    home = household_of(desk.store, "白云飞")
    assert sync_board.household_tags(desk.store, home) == (("2 条没带走", "warning"),)
    differ(desk.store, town, tmp_path, home, "phone", "13900000001", "13900000002")
    tags = household_page.read(desk.store, home).about.tags
    assert ("1 条没带走", "warning") in tags and ("1 处和镇里记得不一样", "danger") in tags


def test_the_menu_and_the_foot_count_what_waits_for_a_decision(desk: Desk, town: st.Store, qtbot, tmp_path: Path) -> None:
    differ(desk.store, town, tmp_path, household_of(desk.store, "白云飞"), "phone", "13900000001", "13900000002")
    window = qtbot.window = MainWindow(desk)  # held, or it takes the desk along before the fixture ends
    qtbot.addWidget(window)
    window.show()
    settle(qtbot)
    entry = next(one for one in window.navigation.findChildren(QPushButton) if one.property("key") == "sync")
    assert entry.text() == "上报接收（1）"
    link = next(one for one in window.status.findChildren(QPushButton) if one.isVisible())
    assert link.text() == "1 处记得不一样"
    link.click()
    settle(qtbot)
    assert window.page().title == "上报接收" and window.page()._here is window.page().conflicts


def test_a_difference_in_any_ledger_is_counted_as_soon_as_it_is_there(desk: Desk, qtbot) -> None:
    status = Status(desk)
    qtbot.addWidget(status)
    settle(qtbot)
    counts: list[int] = []
    status.differing.connect(counts.append)
    visit = st.add(desk.store, "visit", {"household": household_of(desk.store, "白云飞"), "date": "2025-07-01"}).uid
    with desk.store.writer.begin() as connection:
        connection.execute(insert(tables.conflict).values(tbl="visit", uid=visit, col="note", heads="[]", kind="value"))
    desk.changed.emit(Changed(frozenset({"visit"})))
    settle(qtbot)
    assert counts == [1]


def test_a_doubted_clock_never_makes_the_window_wider(desk: Desk, qtbot, monkeypatch) -> None:
    window = qtbot.window = MainWindow(desk)  # held, or it takes the desk along before the fixture ends
    qtbot.addWidget(window)
    settle(qtbot)
    before = window.minimumSizeHint().width()
    window.status._on_counted((1, "电脑日期是 2016年1月1日，比上次存的还早。先改日期再记。" * 4))
    assert window.minimumSizeHint().width() <= before
    assert window.status._clock.toolTip().startswith("电脑日期是 2016年1月1日")


def test_a_notice_stands_on_the_first_page_until_it_is_read(desk: Desk, qtbot) -> None:
    incarnation.tell(desk.store, "这本账是从备份恢复的，照常用就行。")
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open()
    settle(qtbot)
    assert "从备份恢复的" in page.notice.text()
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "知道了").click()
    page.refresh()
    settle(qtbot)
    assert page.notice.text() == ""


def test_a_townships_book_is_begun_in_the_window(styled, monkeypatch, qtbot, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    page = StartPage(tmp_path / "data")
    qtbot.addWidget(page)
    page.show()
    page._roles["township"].click()
    page.create()
    assert page.line.text() == "请填镇名。"
    page.village.setText("示范镇")
    page.region.setText("999999104000")
    page.me.setText("镇专干")
    page.password.setText(PASSWORD)
    page.again.setText(PASSWORD)
    page.create()
    settle(qtbot)
    assert page.store is not None and page.store.role == "township"
    page._on_safe()
    begun: list[tuple[st.Store, str]] = []
    page.begun.connect(lambda store, key: begun.append((store, key)))
    page._go_roster()
    assert begun[0][1] == "sync"
    begun[0][0].close()


def test_the_townships_key_opens_a_book_whose_password_is_lost(village: st.Store, styled, qtbot, tmp_path: Path) -> None:
    town = township(village, tmp_path)
    (tmp_path / "钥匙.txt").write_text(town.identity["recovery_secret"], "utf-8")
    town.close()
    doors = Doors(village.folder.path, Settings(tmp_path / "screen.ini"))
    doors.open()
    assert isinstance(doors.window, PasswordPage)
    doors.window.rescuing.emit()
    page = doors.window
    assert isinstance(page, RescuePage)
    page.unlock()
    assert "请先选" in page.line.text()
    page.key.setText(str(tmp_path / "钥匙.txt"))
    page.password.setText("blue-river-9")
    page.again.setText("blue-river-8")
    page.unlock()
    assert "两次密码不一样" in page.line.text()
    page.again.setText("blue-river-9")
    with qtbot.waitSignal(page.finished, timeout=20_000):
        page.unlock()
    assert isinstance(doors.window, PasswordPage)
    st.open_store(village.folder.path, "blue-river-9").close()
    doors.window.close()
