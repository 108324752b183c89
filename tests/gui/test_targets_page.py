"""任务和进度 in the window: the documents' targets taken over, each with its bar and its pace, and the way to its records."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from gui.desk import Desk
from gui.menu import has_page
from gui.pages.ledger_page import LedgerPage
from gui.pages.targets_page import TargetsPage
from gui.widgets.titled_edit import TitledEdit
from models import store as st
from models.ledgers import LEDGERS


@pytest.fixture
def page(desk: Desk, qtbot) -> TargetsPage:
    """The page over the small village, read."""
    made = TargetsPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    made.open()
    qtbot.waitUntil(lambda: "年度" in made.take_button.text() and made.take_button.isEnabled(), timeout=15000)
    return made


def test_targets_of_documents_are_taken_over_and_shown_as_list_and_bars(page: TargetsPage, desk: Desk, qtbot) -> None:
    assert page.nothing.isVisible() and not page.list.isVisible() and not page.print_button.isEnabled()
    said: list[str] = []
    desk.said.connect(lambda text, *_: said.append(text))
    qtbot.mouseClick(page.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.goals), timeout=15000)
    assert "取用文件里2025年度的任务" in said[0]
    mended = next(line for line in page.list.lines.lines if line.uid == "toilet.mended")
    assert mended.cells == ("今年整改完成", "38 座", "0 座", "0.00%", "还差 38 座")
    assert [bar.title for bar in page.chart.bars] == [line.cells[0] for line in page.list.lines.lines]
    assert page.chart.picture.isValid() and "今年整改完成 0 座，任务 38 座" in page.chart.accessibleDescription()
    below = page.chart.grab().toImage()
    assert below.pixelColor(below.width() // 2, int(page.chart.picture.viewBoxF().height()) - 4).lightness() > 200  # a light ground, not a black one
    assert not page.take_button.isVisible()
    desk.undo()
    qtbot.waitUntil(lambda: not page.goals, timeout=15000)


def test_enter_opens_what_was_counted_and_print_opens_the_paper(page: TargetsPage, desk: Desk, qtbot) -> None:
    page.take_button.click()
    qtbot.waitUntil(lambda: bool(page.goals), timeout=15000)
    asked: list[tuple[str, object]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    page.list.pick("toilet.mended")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    page.print_button.click()
    assert asked == [("figures", "toilet.mended/2025/"), ("returns", "targets")]


def test_the_list_of_targets_says_the_figures_title(desk: Desk, qtbot) -> None:
    st.add(desk.store, "target", {"id": "job.lifted", "year": 2025, "value": "94"})
    listed = LedgerPage(desk, "target")
    qtbot.addWidget(listed)
    listed.open()
    at = next(n for n, column in enumerate(listed.model.columns) if column.name == "id")
    assert listed.model.index(0, at, QModelIndex()).data() == "脱贫人口务工"
    assert has_page("targets")


def test_the_form_of_a_target_finds_its_figure_by_initials_and_says_its_title(desk: Desk, qtbot) -> None:
    edit = TitledEdit(LEDGERS["target"].__fields__["id"], desk)
    qtbot.addWidget(edit)
    edit.show()
    edit.line.setText("tprkwg")
    edit.look()
    assert edit.list.item(0).text() == "脱贫人口务工"
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert (edit.line.text(), edit.raw()) == ("脱贫人口务工", "job.lifted")
    edit.load("庭院经济示范户")
    assert edit.raw() == "庭院经济示范户"
