"""Import, returns, the stick, settings and the doors, each on a real village."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui import background
from gui.desk import Desk
from gui.doors import Doors
from gui.pages import periods
from gui.pages.forms_list import FormsColumn
from gui.pages.import_page import ImportPage
from gui.pages.password_page import PasswordPage
from gui.pages.restore_page import RestorePage
from gui.pages.returns_page import ReturnsPage
from gui.pages.settings_page import SettingsPage
from gui.pages.start_page import StartPage
from gui.settings import Settings
from models import store as st
from models.kernel import UserMistake
from services import returning

PASSWORD = "green-hill-7"


def settle(qtbot) -> None:
    qtbot.waitUntil(lambda: not background._alive, timeout=30_000)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["清水村名册"])
    sheet.append(["姓名", "与户主关系", "身份证号", "组别", "联系电话"])
    sheet.append(["阿云", "户主", "999999195001100005", "三组", "13800000001"])
    sheet.append(["波日", "配偶", "999999195405140046", "三组", "没有电话"])
    sheet.append(["", "之子", "", "三组", ""])
    path = tmp_path / "名册.xlsx"
    book.save(path)
    return path


def test_an_import_is_shown_before_it_is_written_and_goes_back_in_one_step(desk: Desk, qtbot, roster: Path) -> None:
    page = ImportPage(desk, "person")
    qtbot.addWidget(page)
    before = st.count(desk.store, "person")
    page.read(roster)
    settle(qtbot)
    assert st.count(desk.store, "person") == before
    assert page.apply_button.text() == "收下 2 行"
    assert "会收下2行" in page.line.text() and "收不了" in page.line.text()
    page._on_troubled()
    shown = {page.model.index(row, 1).data() for row in range(page.model.rowCount())}
    assert "没收" in shown
    page.apply()
    settle(qtbot)
    assert st.count(desk.store, "person") == before + 2
    desk.undo()
    assert st.count(desk.store, "person") == before


def test_bad_cells_stand_right_after_their_reason_and_whose_they_are(desk: Desk, qtbot, roster: Path) -> None:
    page = ImportPage(desk, "person")
    qtbot.addWidget(page)
    page.read(roster)
    settle(qtbot)
    headings = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(6)]
    assert headings == ["行", "结果", "怎么回事", "姓名", "与户主关系", "联系电话"]
    why = page.model.index(1, 2)
    assert "电话" in why.data() and "。" not in why.data()
    assert why.data(Qt.ItemDataRole.ToolTipRole).startswith(why.data()[:4])


def test_a_bad_cell_is_coloured_and_says_why(desk: Desk, qtbot, roster: Path, qtmodeltester) -> None:
    page = ImportPage(desk, "person")
    qtbot.addWidget(page)
    page.read(roster)
    settle(qtbot)
    qtmodeltester.check(page.model)
    headings = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]
    cell = page.model.index(1, headings.index("联系电话"))
    assert cell.data() == "没有电话"
    assert "电话" in cell.data(Qt.ItemDataRole.ToolTipRole) and cell.data(Qt.ItemDataRole.BackgroundRole) is not None


def test_a_file_that_is_no_table_gets_a_sentence(desk: Desk, qtbot, tmp_path: Path) -> None:
    page = ImportPage(desk, "person")
    qtbot.addWidget(page)
    wrong = tmp_path / "名册.xlsx"
    wrong.write_bytes(b"%PDF-1.7 not a table")
    page.read(wrong)
    settle(qtbot)
    assert "PDF" in page.line.text() and not page.apply_button.isEnabled()


def test_the_preview_is_the_pdf_itself_and_drawing_leaves_no_trace(desk: Desk, qtbot) -> None:
    household = st.uids(desk.store, "household")[0]
    st.add(desk.store, "toilet", {"household": household, "kind": "新建", "year": "2025"})
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.open("toilet")
    settle(qtbot)
    assert page.chosen.id == "2.2" and page.preview.data.startswith(b"%PDF")
    assert st.count(desk.store, "kept_return") == 0


def test_saving_a_return_keeps_it_and_writes_pdf_and_excel(desk: Desk, qtbot, tmp_path: Path) -> None:
    household = st.uids(desk.store, "household")[0]
    st.add(desk.store, "toilet", {"household": household, "kind": "新建", "year": "2025"})
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    page.open("2.2")
    settle(qtbot)
    page.save_to(tmp_path / "out")
    settle(qtbot)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".pdf", ".xlsx"]
    assert st.count(desk.store, "kept_return") == 1
    assert "没有加密" in page.line.text()


def test_what_was_chosen_in_a_ledger_is_what_is_printed_and_one_group_or_a_blank_form_can_be_asked_for(desk: Desk, qtbot) -> None:
    homes = st.uids(desk.store, "household")
    toilets = [st.add(desk.store, "toilet", {"household": home, "kind": "新建", "year": "2025"}).uid for home in (*homes[:2], homes[0])]
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open(f"toilet/{toilets[0]},{toilets[1]}")
    settle(qtbot)
    assert page.made.rows == 2 and "2 条" in page.line.text()
    page._on_all()
    settle(qtbot)
    assert page.made.rows == 3
    page.place.setCurrentIndex(1)
    page.refresh()
    settle(qtbot)
    group = page.place.value()[1]
    assert {row[1] for row in page.made.sheet.rows} <= {group} and page.made.sheet.period_text.endswith(group)
    page.blank.click()
    settle(qtbot)
    assert not any(any(row) for row in page.made.sheet.rows)
    page.open(f"household/{homes[0]},{homes[1]}")
    settle(qtbot)
    page.list.setCurrentRow(page.list.row_of("2.1b"))
    settle(qtbot)
    assert page.made.rows == 2 and "2 条" in page.line.text()


def test_a_group_chosen_on_one_form_says_nothing_of_another_and_no_paper_stands_under_another_name(
    desk: Desk, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def refused(store: st.Store, id: str, **wish: Any) -> None:
        asked.append((id, wish["group"]))
        raise UserMistake("这张表今天打不出来。")

    monkeypatch.setattr(returning, "draw", refused)
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    page.open("2.1")
    settle(qtbot)
    page.place.addItem("一组", ("", "一组"))
    page.place.setCurrentIndex(page.place.count() - 1)
    page.refresh()
    settle(qtbot)
    page.print_button.setEnabled(True)  # as it is under a paper that was drawn
    page.open("2.17")
    settle(qtbot)
    assert asked == [("2.1", ""), ("2.1", "一组"), ("2.17", "")]
    assert page.line.text() == "这张表今天打不出来。" and page.made is None and not page.print_button.isEnabled()


def test_the_numbers_of_a_paper_lead_to_what_they_count_and_their_meaning_can_stand_below(desk: Desk, qtbot) -> None:
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open("2.2")
    settle(qtbot)
    bare = page.preview.data
    asked: list[tuple[str, object]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    page.sources.click()
    assert asked == [("figures", "toilet.new,toilet.new_accepted,toilet.mended_due,toilet.mended/2025//")]
    page.explained.click()
    settle(qtbot)
    assert page.preview.data != bare
    page.open("household")
    settle(qtbot)
    assert page.sources.isHidden() and page.explained.isHidden()


def test_a_form_is_found_by_its_number_a_word_or_first_letters(desk: Desk, qtbot) -> None:
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    column = page.findChild(FormsColumn)
    for words, title in (("2.9", "产业到户申报汇总表"), ("考勤", "公益性岗位考勤表"), ("hcgz", "户厕改造台账")):
        column.search.setText(words)
        qtbot.keyClick(column.search, Qt.Key.Key_Return)
        assert page.chosen.title == title
    settle(qtbot)
    column.search.setText("没有这张")
    assert page.list.first_shown() is None


@pytest.mark.parametrize(("kind", "first"), [("year", "2025"), ("part", "2025"), ("quarter", "2025Q3"), ("month", "2025-07"), ("date", "2025-07-22")])
def test_the_running_period_comes_first(desk: Desk, kind: str, first: str) -> None:
    assert periods.periods(kind, desk.store.today())[0][1] == first


def test_a_backup_is_made_and_told(desk: Desk, qtbot, tmp_path: Path) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.backup_to(tmp_path / "stick")
    settle(qtbot)
    assert "备份好了" in page.line.text()
    assert len(list((tmp_path / "stick").glob("*.zxbak"))) == 1


def test_another_password_and_another_slip_close_the_old_ways(desk: Desk, qtbot) -> None:
    from models.kernel import CannotOpen
    from services import access

    access.change_password(desk.store, PASSWORD, "blue-river-9")
    with pytest.raises(CannotOpen):
        st.open_store(desk.store.folder.path, PASSWORD)
    st.open_store(desk.store.folder.path, "blue-river-9").close()
    with pytest.raises(CannotOpen):
        access.change_password(desk.store, "wrong-one", "x-y-z-1")
    assert access.new_slip(desk.store).exists()


def test_a_second_operator_is_added_in_the_window_and_opens_with_their_own_password(desk: Desk, qtbot) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.newcomer.setText("接任的")
    page.their.setText("white-cloud-5")
    page.their_again.setText("white-cloud-6")
    page._on_add_operator()
    assert "两次密码不一样" in page.line.text()
    page.their_again.setText("white-cloud-5")
    page._on_add_operator()
    qtbot.waitUntil(lambda: "添好了" in page.line.text(), timeout=20_000)
    again = st.open_store(desk.store.folder.path, "white-cloud-5")
    assert again.operator_name == "接任的"
    again.close()


def start(folder: Path, qtbot) -> StartPage:
    page = StartPage(folder)
    qtbot.addWidget(page)
    page.show()
    page.village.setText("清水村")
    page.me.setText("村专干")
    page.later.setChecked(True)
    page.password.setText(PASSWORD)
    page.again.setText(PASSWORD)
    return page


def test_first_start_asks_shows_the_slip_and_waits_until_it_is_in_the_safe(styled, monkeypatch, qtbot, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    page = start(tmp_path / "data", qtbot)
    page.create()
    settle(qtbot)
    slip = tmp_path / "data" / "密码找回单.pdf"
    assert slip.exists() and page.preview.data.startswith(b"%PDF")
    assert not page.safe_button.isEnabled()
    page.tick.setChecked(True)
    page.safe_button.click()
    assert not slip.exists()
    begun: list[tuple[st.Store, str]] = []
    page.begun.connect(lambda store, key: begun.append((store, key)))
    page._go_roster()
    store, key = begun[0]
    assert key == "import/person" and store.region.startswith("98") and store.name == "清水村"
    store.close()


@pytest.mark.parametrize(("spoil", "words"), [("village", "请填村名"), ("me", "请填您的姓名"), ("again", "两次密码不一样")])
def test_first_start_says_what_is_missing(styled, qtbot, tmp_path: Path, spoil: str, words: str) -> None:
    page = start(tmp_path / "data", qtbot)
    getattr(page, spoil).setText("")
    page.create()
    assert words in page.line.text() and not (tmp_path / "data").exists()


def test_a_wrong_password_gets_its_sentence_and_the_right_one_opens(village: st.Store, styled, qtbot) -> None:
    page = PasswordPage(village.folder.path)
    qtbot.addWidget(page)
    opened: list[st.Store] = []
    page.opened.connect(opened.append)
    page.password.setText("wrong")
    page.enter()
    settle(qtbot)
    assert page.line.text() == "密码不对。忘了的话，用保险柜里那张密码找回单。"
    page.password.setText(PASSWORD)
    page.enter()
    qtbot.waitUntil(lambda: bool(opened))
    opened[0].close()


def test_a_backup_comes_back_into_an_empty_folder(village: st.Store, styled, qtbot, tmp_path: Path) -> None:
    from services import backing

    path = backing.backup(village, tmp_path)["path"]
    page = RestorePage(tmp_path / "elsewhere")
    qtbot.addWidget(page)
    page.file.setText(path)
    page.password.setText(PASSWORD)
    with qtbot.waitSignal(page.finished, timeout=20_000):
        page.restore()
    again = st.open_store(tmp_path / "elsewhere", PASSWORD)
    assert st.count(again, "household") == 2
    again.close()


def test_the_doors_lead_from_password_to_desk_and_closing_makes_the_days_copy(village: st.Store, styled, qtbot, tmp_path: Path) -> None:
    doors = Doors(village.folder.path, Settings(tmp_path / "screen.ini"))
    doors.open()
    assert isinstance(doors.window, PasswordPage)
    doors.window.password.setText(PASSWORD)
    doors.window.enter()
    qtbot.waitUntil(lambda: doors.store is not None, timeout=20_000)
    settle(qtbot)
    doors.window.desk.settings.percent = 125
    doors.window.desk.resized.emit()
    assert doors.window.page().title == "设置与备份"
    doors.window.close()
    doors.close()
    assert len(list(village.folder.backups.glob("每日-*.zxbak"))) == 1


def test_a_bad_cell_is_mended_in_place_and_a_strange_heading_answered(desk: Desk, qtbot, roster: Path) -> None:
    page = ImportPage(desk, "person")
    qtbot.addWidget(page)
    page.show()
    page.read(roster)
    settle(qtbot)
    headings = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]
    page.table.clicked.emit(page.model.index(1, headings.index("联系电话")))
    assert page.side.mend.was.text() == "表里写的：没有电话"
    page.side.mend.line.setText("13900000009")
    page.side.mend.line.returnPressed.emit()
    settle(qtbot)
    assert "13900000009" in {page.model.index(1, at).data() for at in range(page.model.columnCount())}
    headings = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]
    page.table.horizontalHeader().sectionClicked.emit(headings.index("联系电话"))
    page.side.meaning.chosen.emit("-")
    settle(qtbot)
    assert "联系电话" not in [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]
    page.compare_button.click()
    settle(qtbot)
    assert page.table.model() is page.differences and "只账里有" in page.line.text()
    page._on_print()
    settle(qtbot)
    assert page.views.currentWidget() is page.paper and "差异清单" in page.paper.head.title.text() and page.paper.preview.data
    page.paper.head.back.emit()
    page.choices["all"].click()
    page.apply()
    settle(qtbot)
    later = ImportPage(desk, "person")
    qtbot.addWidget(later)
    later.open()
    assert later.batches.lines.count() == 1
    before, said = st.count(desk.store, "person"), list[str]()
    desk.said.connect(lambda text, *_: said.append(text))
    later.batches.findChild(QPushButton).click()
    assert st.count(desk.store, "person") < before and said[0].startswith("已撤回“")
