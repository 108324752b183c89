"""数字和口径 in the window: each number with its 口径, opened to what it counts, and from there to the record."""


from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from gui.desk import Desk
from gui.pages.figures_page import FiguresPage
from models import store as st
from models.insight.figures import FIGURES
from services.figure_list import classes


@pytest.fixture
def page(desk: Desk, qtbot) -> FiguresPage:
    """The page over the small village, its numbers counted."""
    made = FiguresPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 650)
    made.show()
    made.open()
    qtbot.waitUntil(lambda: bool(made.list.lines.lines), timeout=15000)
    return made


def _open(page: FiguresPage, id: str, qtbot) -> None:
    page.list.pick(id)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.behind.list.lines.lines), timeout=15000)


def test_every_number_stands_there_with_its_words(page: FiguresPage) -> None:
    assert {line.uid for line in page.list.lines.lines} == set(FIGURES)
    page.list.pick("household.resident")
    assert page.words.text().startswith("口径：本台账登记的户") and "来源：" in page.words.text()


def test_a_number_opens_what_it_counts_and_enter_leads_to_the_record(page: FiguresPage, desk: Desk, qtbot) -> None:
    _open(page, "household.resident", qtbot)
    homes = st.find(desk.store, "household")
    assert page.behind.head.title.text() == f"实有户数 {len(homes)} 户"
    assert len(page.behind.list.lines.lines) == len(homes)
    asked: list[tuple[str, object]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    qtbot.keyClick(page.behind.list, Qt.Key.Key_Return)
    assert asked[0][0] == "household" and asked[0][1] in {home.uid for home in homes}
    qtbot.keyClick(page.behind.list, Qt.Key.Key_Escape)
    assert page.views.currentIndex() == 0


def test_one_ledger_and_the_numbers_of_a_card_can_be_seen_alone(page: FiguresPage, qtbot) -> None:
    page.family.setCurrentIndex(page.family.findData("户厕"))
    assert {line.uid.partition(".")[0] for line in page.list.lines.lines} == {"toilet"}
    page.family.setCurrentIndex(0)
    page.open("visit.home_done,visit.home_due")
    qtbot.waitUntil(lambda: len(page.list.lines.lines) == 2, timeout=15000)


def test_a_number_that_a_link_names_opens_at_once(page: FiguresPage, qtbot) -> None:
    page.open("household.resident")
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.behind and bool(page.behind.list.lines.lines), timeout=15000)


def test_a_class_of_households_has_its_own_numbers_and_a_link_forgets_it(page: FiguresPage, qtbot) -> None:
    whole = page._numbers["household.resident"].value
    page.houses.setCurrentIndex(page.houses.findData("lifted"))
    qtbot.waitUntil(lambda: page._numbers["household.resident"].value != whole, timeout=15000)
    assert page._numbers["household.resident"].value == page._numbers["household.lifted"].value
    assert [page.houses.itemText(at) for at in range(1, page.houses.count())] == [words for words, _ in classes()]
    page.open("household.resident")
    qtbot.waitUntil(lambda: page.behind.head.title.text() == f"实有户数 {whole}", timeout=15000)


def test_a_link_may_speak_of_another_year(page: FiguresPage, qtbot) -> None:
    page.open("household.resident/2024")
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.behind, timeout=15000)
    assert (page.asked().period, page.period.currentText()) == ("2024", "2024年")


def test_a_number_of_a_past_day_opens_what_changed_since_and_who_did_it(page: FiguresPage, desk: Desk, tmp_path: Path, qtbot) -> None:
    page.back.day.load(date(2025, 7, 21))
    page.show_back()
    qtbot.waitUntil(lambda: bool(page.back.list.lines.lines), timeout=30000)
    homes = len(st.find(desk.store, "household"))
    page.back.list.pick("household.resident")
    told = page.back.list.lines.lines[page.back.list.currentIndex().row()].cells[1:]
    assert told == ("实有户数", "0 户", f"{homes} 户", f"+{homes}", f"{homes} 条")
    qtbot.keyClick(page.back.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.changed.list.lines.lines) == homes, timeout=15000)
    assert page.changed.list.lines.lines[0].cells[3:5] == ("没算", "1")
    assert "村专干 7月22日" in page.changed.list.lines.lines[0].cells[5]
    qtbot.mouseClick(page.changed.head.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.paper.preview.data), timeout=15000)
    page.paper.save_to(tmp_path)
    [file] = tmp_path.glob("*.pdf")
    printed = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "实有户数：2025年7月21日 0 户" in printed and "村专干 7月22日" in printed
    qtbot.keyClick(page.paper.preview, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.changed


def test_a_day_that_has_not_come_is_said_so(page: FiguresPage) -> None:
    page.back.day.load(date(2025, 8, 1))
    page.show_back()
    assert page.back.line.text().startswith("那一天还没到")


def test_what_is_written_meanwhile_is_in_the_number_its_rows_and_the_choice_of_groups(page: FiguresPage, desk: Desk, qtbot) -> None:
    _open(page, "household.resident", qtbot)
    desk.wrote(st.add(desk.store, "household", {"head_name": "石新来", "group": "九组"}))
    homes = len(st.find(desk.store, "household"))
    qtbot.waitUntil(lambda: page.behind.head.title.text() == f"实有户数 {homes} 户", timeout=15000)
    qtbot.waitUntil(lambda: len(page.behind.list.lines.lines) == homes, timeout=15000)
    assert page.group.findData("九组") > 0
    page.group.setCurrentIndex(page.group.findData("九组"))
    desk.wrote(st.change(desk.store, "household", next(one.uid for one in page.behind.rows if one.group == "九组"), {"group": "十组"}))
    qtbot.waitUntil(lambda: page.group.findData("十组") > 0, timeout=15000)
    assert page.group.value() == "九组"  # what is chosen stays, and is seen to be chosen
    assert page._numbers["household.resident"].value == "0 户"


def test_the_way_back_from_what_changed_leads_to_numbers_of_now(page: FiguresPage, desk: Desk, qtbot) -> None:
    page.back.day.load(date(2025, 7, 21))
    page.show_back()
    qtbot.waitUntil(lambda: bool(page.back.list.lines.lines), timeout=30000)
    page.back.list.pick("household.resident")
    qtbot.keyClick(page.back.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.changed.list.lines.lines), timeout=15000)
    desk.wrote(st.add(desk.store, "household", {"head_name": "石新来"}))
    qtbot.keyClick(page.changed.list, Qt.Key.Key_Escape)
    told = f"{len(st.find(desk.store, 'household'))} 户"
    qtbot.waitUntil(lambda: any(line.uid == "household.resident" and line.cells[3] == told for line in page.back.list.lines.lines), timeout=30000)
