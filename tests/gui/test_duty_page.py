"""What is behind the lines of 今日待办: every door with all there is to do, an order to walk, and a clock that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import background
from gui.desk import Desk
from gui.forms.record_form import RecordForm
from gui.pages.duty_page import DutyPage
from gui.pages.today import TodayPage
from gui.pages.visit_panel import VisitPanel
from gui.settings import Settings
from models.insight import duties
from models.store.clock import Clock
from services import board, duty_list
from tests.gui.small_village import Village, build_full


@pytest.fixture
def full(styled: QApplication, tmp_path: Path) -> Iterator[Village]:
    village = build_full(tmp_path / "data")
    yield village
    background.wait()
    village.store.close()


def desk_of(village: Village, tmp_path: Path) -> Desk:
    return Desk(village.store, Settings(tmp_path / "screen.ini"))


def test_a_door_stands_once_with_all_there_is_to_do_and_enter_leads_there(full: Village, tmp_path: Path, qtbot: Any) -> None:
    desk = desk_of(full, tmp_path)
    page = DutyPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.begin_doors("按户看", walking=True)
    qtbot.waitUntil(lambda: bool(page.list.lines.lines))
    doors = [line.cells for line in page.list.lines.lines if line.cells[1]]
    assert len({cells[1] for cells in doors}) == len(doors)
    assert [cells[0] for cells in doors] == sorted((cells[0] for cells in doors), key="一二".find)
    with_several = next(cells[2] for cells in doors if "；" in cells[2])
    assert "入户走访" in with_several or "问务工" in with_several
    page.list.pick(next(line.uid for line in page.list.lines.lines if line.cells[2] == with_several))
    assert with_several in page.foot.text()  # whole, however narrow the window is
    page.head.choose("一组")
    page.begin("还没走到", {"visit_home"})
    qtbot.waitUntil(lambda: bool(page.list.lines.lines) and page.head.title.text().startswith("还没走到 · "))
    assert page.head.title.text() == f"还没走到 · {len(page.list.lines.lines)} 件"  # what was picked before hides none of them
    asked: list[tuple[str, Any]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert len(asked) == 1
    with qtbot.waitSignal(page.back):
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)


def test_today_shows_a_dozen_lines_and_the_rest_when_asked(full: Village, tmp_path: Path, qtbot: Any) -> None:
    home = next(iter(full.homes.values()))
    for day in range(23, 30):
        visit = full.add("visit", household=home, date=f"2025-07-{day - 10}")
        full.add("finding", visit=visit, text=f"第{day}件", due_on=f"2025-07-{day}")
    full.add("loan", borrower=full.head(home), amount="10000", granted_on="2022-08-10", due_on="2025-08-10")
    full.add("loan", borrower=full.head(home), amount="20000", granted_on="2022-08-11", due_on="2025-08-11")
    page = TodayPage(desk_of(full, tmp_path))
    qtbot.addWidget(page)
    page.show()
    page.open()
    qtbot.waitUntil(lambda: len(page._lines) > board.MOST_LINES)
    qtbot.waitUntil(lambda: sum(not line.isHidden() for line in page._lines) == board.MOST_LINES)  # Qt shows them a moment later
    assert page.more.text() == f"还有 {len(page._lines) - board.MOST_LINES} 样，点开看"
    page.more.click()
    assert all(not line.isHidden() for line in page._lines)


def test_a_clock_that_is_wrong_is_told_before_anything_is_saved_and_due_dates_live(
    full: Village, tmp_path: Path, qtbot: Any
) -> None:
    before = duties.totals(duties.due(full.store))
    full.store.clock = Clock(datetime(2016, 1, 1, 9, tzinfo=UTC))
    assert duties.totals(duties.due(full.store)) == before
    assert board.read(full.store).doubt == "电脑日期是 2016年1月1日，比上次存的还早。先改日期再记。下面先按 2025年7月22日 算。"
    desk, home = desk_of(full, tmp_path), next(iter(full.homes.values()))
    form, panel = RecordForm(desk, "visit"), VisitPanel(desk)
    for widget in (form, panel):
        qtbot.addWidget(widget)
        widget.show()
    form.new()
    panel.begin(home)
    assert "2016年1月1日" in form.line.text()
    assert "2016年1月1日" in panel.line.text()


def test_a_line_opens_to_its_duties_one_by_one(full: Village) -> None:
    items = duty_list.of_sorts(full.store, {"visit_home"})
    assert len(items) == duties.totals(duties.due(full.store))["visit_home"]
    assert all(one.text.endswith("还没走到") and one.when == "还有 9 天 · 7月31日" for one in items)
