"""数字和口径 in the window: each number with its 口径, opened to what it counts, and from there to the record."""


import pytest
from PySide6.QtCore import Qt

from gui.desk import Desk
from gui.pages.figures_page import FiguresPage
from models import store as st
from models.insight.figures import FIGURES


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
