"""农户: one family on one page, every ledger a tab, the visit beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gui import background, theme
from gui.pages.household import CHANGES, EVENTS, MORE, HouseholdPage
from gui.pages.household_tabs import EventsTab, LedgerTab
from models import store as st
from models.ledgers import LEDGERS
from reports.returns import RETURNS
from services import one_household, visiting
from services.household_papers import FORMS
from tests.gui.shown import shown_over
from tests.gui.small_village import LONG_NAME, Village


@pytest.fixture
def page(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> HouseholdPage:
    page = shown_over(place.store, HouseholdPage, tmp_path, qtbot, (1150, 650))
    with qtbot.waitActive(page):
        pass
    show(page, place.homes["张三强"], qtbot)
    return page


def show(page: HouseholdPage, uid: str, qtbot: Any) -> None:
    page.head.name.setText("")
    page.open(uid)
    qtbot.waitUntil(lambda: bool(page.head.name.text()))


def tabs(page: HouseholdPage) -> list[str]:
    return [button.text() for button in page.tabs._buttons.values()]


def test_a_household_that_is_still_being_read_is_not_said_to_be_blank(qtbot: Any) -> None:
    tab = EventsTab()
    qtbot.addWidget(tab)
    assert tab.nothing.isHidden()
    tab.put([])
    assert not tab.nothing.isHidden()


def test_the_head_says_who_it_is(page: HouseholdPage) -> None:
    assert page.head.name.text() == "张三强 户"
    words = [label.text() for label in page.head.findChildren(QLabel)]
    assert "脱贫户" in words
    assert any("13900000001" in word for word in words)


def test_a_figure_of_the_head_opens_the_rows_that_it_comes_from(page: HouseholdPage) -> None:
    owed = next(made for made in page.head.findChildren(QPushButton) if made.text() == "4 万元")
    owed.click()
    tab = page.views.currentWidget()
    assert isinstance(tab, LedgerTab) and tab.ledger == "loan"


def test_the_papers_of_a_household_are_printed_from_its_head(page: HouseholdPage) -> None:
    asked: list[str] = []
    page.desk.asked.connect(lambda key, about: asked.append(f"{key} {about}"))
    for action in page.head.menu.actions():
        action.trigger()
    assert asked == [f"returns {form}/{page.household}" for form in ("2.14", "2.8", "2.15")]
    assert {form for form, _ in FORMS} <= set(RETURNS)


def test_each_ledger_is_a_tab_with_its_number(page: HouseholdPage) -> None:
    assert tabs(page) == ["这户的事", "家庭成员 2", "走访", "收支", "务工 1", "信贷 1", "户厕 1", "更多", "改动记录"]


def test_the_panel_waits_for_the_first_key(page: HouseholdPage) -> None:
    assert page.panel.isVisible()
    assert QApplication.focusWidget() is page.panel.form.result


def test_what_happened_stands_newest_first_and_opens_its_record(page: HouseholdPage, qtbot: Any) -> None:
    lines = page.events.list.lines.lines
    assert [line.cells[0] for line in lines] == sorted((line.cells[0] for line in lines), reverse=True)
    qtbot.keyClick(page.events.list, Qt.Key.Key_Return)
    form = page.side.currentWidget()
    assert f"{form.ledger}/{form.uid}" == lines[0].uid


@pytest.mark.parametrize("ledger", ["person", "visit", "job", "loan", "toilet"])
def test_each_tab_shows_only_this_household(page: HouseholdPage, place: Village, ledger: str) -> None:
    visiting.record_visit(place.store, place.homes["赵六"], {"result": "same"})
    page.show_tab(ledger)
    tab = page._ledger_tabs[ledger]
    assert tab.model.uids() == one_household.rows(place.store, page.household, ledger)
    assert st.count(place.store, ledger) >= len(tab.model.uids())
    assert tab.nothing.isVisible() == (not tab.model.uids())


@pytest.mark.parametrize("ledger", ["person", "job", "loan", "toilet"])
def test_a_new_row_begins_with_the_household_or_its_head(page: HouseholdPage, place: Village, ledger: str) -> None:
    page.show_tab(ledger)
    page._ledger_tabs[ledger].wanted.emit(ledger)
    form = page.side.currentWidget()
    assert form.ledger == ledger
    parent = next(name for name, field in LEDGERS[ledger].__fields__.items() if field.parent)
    wanted = page.household if LEDGERS[ledger].__fields__[parent].to == "household" else place.head(page.household)
    assert form.fields.raw()[parent] == wanted


def test_a_new_member_is_counted_at_once(page: HouseholdPage, qtbot: Any) -> None:
    page._on_new("person")
    form = page.side.currentWidget()
    form.fields.rows["name"].editor.restore("张小花")
    assert form.save()
    qtbot.waitUntil(lambda: "家庭成员 3" in tabs(page))


def test_a_visit_filed_here_is_seen_here(page: HouseholdPage, qtbot: Any) -> None:
    assert page.panel.save()
    qtbot.waitUntil(lambda: "走访 1" in tabs(page))
    assert page.events.list.lines.lines[0].cells[1] == "入户走访"


def test_the_next_household_is_the_next_due_on_the_way(page: HouseholdPage, place: Village, qtbot: Any) -> None:
    page.panel.save_and_next()
    qtbot.waitUntil(lambda: page.household != place.homes["张三强"])
    assert page.household in (place.homes["赵六"], place.homes[LONG_NAME])
    assert page.panel.household == page.household


def test_who_changed_what_stands_in_its_tab(page: HouseholdPage, place: Village, qtbot: Any) -> None:
    st.change(place.store, "household", page.household, {"phone": "13900000009"})
    page.show_tab(CHANGES)
    qtbot.waitUntil(lambda: bool(page.changes.list.lines.lines))
    cells = page.changes.list.lines.lines[0].cells
    assert cells[1] == "村专干"
    assert "13900000001 → 13900000009" in cells[3]


def test_closing_the_panel_leaves_the_page_and_its_button_brings_it_back(page: HouseholdPage) -> None:
    page.panel._on_close()
    assert not page.side.isVisible()
    next(b for b in page.head.findChildren(QPushButton) if b.accessibleName() == "登记走访").click()
    assert page.panel.isVisible()
    assert QApplication.focusWidget() is page.panel.form.result


def test_a_household_with_nothing_says_what_to_do(page: HouseholdPage, place: Village, qtbot: Any) -> None:
    show(page, place.homes["钱七"], qtbot)
    assert page.events.nothing.isVisible()
    page.show_tab("loan")
    assert page._ledger_tabs["loan"].nothing.text() .startswith("这户没有小额信贷。")


def test_another_household_begins_at_its_events(page: HouseholdPage, place: Village, qtbot: Any) -> None:
    page.show_tab("job")
    show(page, place.homes["李四妹"], qtbot)
    assert page._tab == EVENTS
    assert any("监测户" in label.text() for label in page.head.findChildren(QLabel))


@pytest.mark.parametrize("percent", [100, 150])
def test_a_long_name_hides_no_button(
    qapp: QApplication, place: Village, tmp_path: Path, qtbot: Any, percent: int
) -> None:
    theme.apply(qapp, percent)
    page = shown_over(place.store, HouseholdPage, tmp_path, qtbot, (1080, 620))
    show(page, place.homes[LONG_NAME], qtbot)
    background.wait()
    qtbot.wait(50)
    assert page.minimumSizeHint().width() <= 1080
    for button in page.head.findChildren(QPushButton):
        assert button.width() >= button.minimumSizeHint().width()
        assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))
    page._on_visit()
    qtbot.wait(50)
    for button in (page.panel.save_button, page.panel.next_button):
        assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))
    theme.apply(qapp, 100)


def test_days_of_the_visits_are_newest_first(place: Village) -> None:
    home = place.homes["赵六"]
    for day in (1, 3, 2):
        visiting.record_visit(place.store, home, {"date": date(2025, 7, day)})
    days = [row["date"].day for row in st.by_uids(place.store, "visit", one_household.rows(place.store, home, "visit"))]
    assert days == [3, 2, 1]


def test_what_has_no_tab_of_its_own_is_reached_through_more(page: HouseholdPage, place: Village, qtbot: Any) -> None:
    place.add("handout", household=page.household, item="化肥", date="2025-07-20")
    page.refresh()
    qtbot.waitUntil(lambda: "更多（1 本）" in tabs(page))
    page.show_tab(MORE)
    assert page.more.has.buttons["handout"].text() == "发放签收　1 次"
    assert page.more.empty.isHidden()  # what was never written stands folded
    page.more.has.buttons["handout"].click()
    assert "发放签收 1" in tabs(page)
    assert page._ledger_tabs["handout"].model.uids() == one_household.rows(place.store, page.household, "handout")
    page.more.empty.buttons["points"].click()
    page._ledger_tabs["points"].wanted.emit("points")
    assert page.side.currentWidget().fields.raw()["household"] == page.household


def test_what_happened_is_kept_to_one_family(page: HouseholdPage) -> None:
    lines = page.events.list.lines
    before = len(lines.lines)
    page.events.family.setCurrentIndex(page.events.family.findData("就业"))
    assert {line.cells[1] for line in lines.lines} == {"务工就业"}
    assert page.events.count.text() == "共 1 件"
    page.events.family.setCurrentIndex(0)
    assert len(lines.lines) == before
