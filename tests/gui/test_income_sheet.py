"""收支表 in the real window: a quarter typed with the keys, what other ledgers know taken with one, a reason where it was agreed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui import background, theme
from gui.pages.household import HouseholdPage
from gui.pages.income_page import IncomePage
from gui.pages.income_tab import IncomeTab
from models import store as st
from tests.gui.shown import shown_over
from tests.gui.small_village import Village


@pytest.fixture
def page(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> IncomePage:
    return _shown(place, tmp_path, qtbot)


def _shown(place: Village, folder: Path, qtbot: Any) -> IncomePage:
    page = shown_over(place.store, IncomePage, folder, qtbot, (1080, 620))
    page.open(place.homes["张三强"])
    qtbot.waitUntil(lambda: page.sheet.model.sheet is not None)
    return page


def row_of(tab: IncomeTab, item: str) -> int:
    return next(at for at, line in enumerate(tab.model.lines) if item in (line.item, line.title))


def text(tab: IncomeTab, item: str, column: int) -> str:
    return str(tab.model.index(row_of(tab, item), column).data())


def go_to(tab: IncomeTab, item: str, column: int) -> None:
    tab.view.setCurrentIndex(tab.model.index(row_of(tab, item), column))
    tab.view.setFocus()


def again(tab: IncomeTab, qtbot: Any) -> None:
    """Until the sheet has been read after a write."""
    before = tab.model.sheet
    qtbot.waitUntil(lambda: tab.model.sheet is not before)


def test_a_quarter_is_typed_with_the_keys_and_saved_at_once(page: IncomePage, place: Village, qtbot: Any) -> None:
    tab = page.sheet
    here = tab.view.currentIndex()
    assert (tab.model.lines[here.row()].item, tab.model.month(here)) == ("wage_job", "2025-04"), "the quarter that is over"
    tab.view.setFocus()
    for keys in ("9000", "1800"):
        qtbot.keyClicks(tab.view, keys[:1])
        editor = QApplication.focusWidget()
        qtbot.keyClicks(editor, keys[1:])
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.wait(1)  # Qt closes an editor when it comes to it
    assert tab.model.lines[tab.view.currentIndex().row()].item == "business_crops", "Enter has gone down twice, over the sums"
    assert [text(tab, of, 3) for of in ("wage_job", "wage_post_village", "工资性收入", "家庭纯收入")] == ["9,000", "1,800", "10,800", "10,800"]
    assert (text(tab, "人均纯收入", 5), tab.save_button.text()) == ("5,400", "存好 2 格  Ctrl+S")
    assert st.count(place.store, "income") == 0, "nothing is written before Ctrl+S"
    qtbot.keyClick(tab.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    again(tab, qtbot)
    found = {(row["month"], row["span"], row["item"], row["amount"]) for row in st.find(place.store, "income")}
    assert found == {("2025-04", "3", "wage_job", 9000), ("2025-04", "3", "wage_post_village", 1800)}
    assert st.undoable(place.store).label == "收支 张三强"  # type: ignore[union-attr]
    assert tab.save_button.text() == "存好  Ctrl+S"


def test_what_cannot_be_read_is_said_and_what_has_not_come_cannot_be_typed(page: IncomePage, qtbot: Any) -> None:
    tab = page.sheet
    at = tab.model.index(row_of(tab, "wage_job"), 3)
    assert not tab.model.setData(at, "很多")
    assert tab.line.text().startswith("务工收入：")
    assert tab.model.setData(at, "1.2万")
    assert text(tab, "wage_job", 3) == "12,000"
    assert not tab.model.setData(tab.model.index(row_of(tab, "家庭纯收入"), 3), "1")


def test_a_cell_of_months_opens_its_rows_and_delete_empties_a_quarter(page: IncomePage, place: Village, qtbot: Any) -> None:
    home = place.homes["张三强"]
    one = place.add("income", household=home, month="2025-02", part="wage", item="wage_post_village", amount=600)
    place.add("income", household=home, month="2025-04", span="3", part="transfer", item="transfer_pension", amount=300)
    page.sheet.refresh()
    again(page.sheet, qtbot)
    go_to(page.sheet, "wage_post_village", 2)
    qtbot.keyClick(page.sheet.view, Qt.Key.Key_Return)
    assert page.forms["income"].uid == one
    go_to(page.sheet, "transfer_pension", 3)
    qtbot.keyClick(page.sheet.view, Qt.Key.Key_Delete)
    assert text(page.sheet, "transfer_pension", 3) == ""
    page.sheet.save()
    again(page.sheet, qtbot)
    assert [row["item"] for row in st.find(place.store, "income")] == ["wage_post_village"]


def test_medicine_is_asked_on_its_own_line_and_a_bill_opens_from_it(page: IncomePage, place: Village, qtbot: Any) -> None:
    tab = page.sheet
    go_to(tab, "看病自付（票据）", 3)
    tab.new_button.click()
    form = page.side.currentWidget()
    assert (form.ledger, form.fields.raw()["person"]) == ("medical_bill", place.head(place.homes["张三强"]))  # type: ignore[attr-defined]
    bill = place.add("medical_bill", person=place.head(place.homes["张三强"]), date="2025-05-03", total=800, kind="chronic")
    tab.refresh()
    again(tab, qtbot)
    assert [text(tab, "看病自付（票据）", column) for column in (2, 3, 5)] == ["", "800", "800"]
    at = tab.model.index(row_of(tab, "rigid_medical"), 3)
    for typed, rigid in (("500", "800"), ("900", "900"), ("", "800")):
        tab.model.setData(at, typed)
        assert [text(tab, "刚性支出", column) for column in (3, 5)] == [rigid, rigid], "the same medicine once, while typing too"
    go_to(tab, "看病自付（票据）", 3)
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert page.forms["medical_bill"].uid == bill


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(page: IncomePage, place: Village, qtbot: Any) -> None:
    tab, home = page.sheet, place.homes["张三强"]
    at = tab.model.index(row_of(tab, "wage_job"), 3)
    tab.model.setData(at, "9000")
    place.add("income", household=home, month="2025-04", span="3", part="wage", item="wage_job", amount=8000)
    tab.refresh()
    again(tab, qtbot)
    assert text(tab, "wage_job", 3) == "9,000", "what was typed stays in sight"
    tab.save()
    assert tab.line.text() == "务工收入：刚才被别人改过，现在是8000.00元，请看一下再改。"
    tab.model.setData(tab.model.index(row_of(tab, "wage_job"), 3), "9100")
    tab.save()
    again(tab, qtbot)
    assert [row["amount"] for row in st.find(place.store, "income")] == [9100]


def test_what_was_typed_and_not_saved_is_offered_again(
    page: IncomePage, place: Village, tmp_path: Path, qtbot: Any,
) -> None:
    tab = page.sheet
    tab.model.setData(tab.model.index(row_of(tab, "wage_job"), 3), "700")
    page.may_leave()
    background.wait()
    other = _shown(place, tmp_path, qtbot)
    later = other.sheet
    qtbot.waitUntil(lambda: "接着填吗" in later.line.text())
    next(made for made in later.line.findChildren(QPushButton) if made.text() == "接着填").click()
    assert text(later, "wage_job", 3) == "700"


def test_what_a_job_says_is_taken_with_one_key_and_a_change_of_it_is_told(page: IncomePage, place: Village, qtbot: Any) -> None:
    [job] = st.find(place.store, "job")
    st.change(place.store, "job", job.uid, {"wage": 4000})
    tab = page.sheet
    tab.refresh()
    again(tab, qtbot)
    assert tab.offers_button.text().strip() == "从别的台账带过来（2）"
    tab.offers_button.click()
    qtbot.keyClick(tab.offers.list, "1")
    again(tab, qtbot)
    assert tab.offers.all_button.text() == "全部带过来（1 笔）"
    tab.offers.all_button.click()
    again(tab, qtbot)
    assert {row["amount"] for row in st.find(place.store, "income")} == {Decimal(4000), Decimal(12000)}
    st.change(place.store, "job", job.uid, {"to_month": "2025-04", "still": False})
    tab.refresh()
    again(tab, qtbot)
    assert tab.offers.list.lines.lines[0].cells[-1] == "来源改了：原来 12,000 元，现在 4,000 元"
    assert text(tab, "wage_job", 3) == "12,000"
    qtbot.keyClick(tab.offers.list, Qt.Key.Key_Return)
    again(tab, qtbot)
    assert (text(tab, "wage_job", 3), tab.offers.list.lines.lines) == ("4,000", [])


def test_agreed_months_ask_for_a_line_of_reason(page: IncomePage, place: Village, qtbot: Any) -> None:
    paper = place.add("kept_return", return_id="2.8b", period="2025Q2", code="甲")
    st.add(place.store, "approval", {"ledger": "kept_return", "row": paper, "decision": "agreed", "on": "2025-07-01"})
    tab = page.sheet
    tab.model.setData(tab.model.index(row_of(tab, "wage_job"), 3), "700")
    tab.save()
    assert (tab.reason.isVisible(), st.count(place.store, "income")) == (True, 0)
    tab.reason.line.setText("五月才开始干")
    qtbot.keyClick(tab.reason.line, Qt.Key.Key_Return)
    again(tab, qtbot)
    assert st.undoable(place.store).label == "批后更正 收支 张三强：五月才开始干"  # type: ignore[union-attr]


def test_people_below_a_line_are_told_so_by_its_name(page: IncomePage, place: Village, qtbot: Any) -> None:
    place.add("parameter", id="income.monitor_line", value="7300", from_on="2025-01-01")
    place.add("income", household=place.homes["张三强"], month="2025-01", span="3", part="transfer", item="transfer_pension", amount=9000)
    page.sheet.refresh()
    again(page.sheet, qtbot)
    said = {"人均纯收入（近12个月） 4,500 元 2 口人 · 只记了 3 个月", "监测线（人均） 7,300 元 低 2,800", "增收关注线（人均） 15,000 元 低 10,500"}

    def told() -> set[str]:
        return {one.accessibleName() for one in page.sheet.facts.findChildren(QWidget) if one.accessibleName() and not one.isHidden()}

    qtbot.waitUntil(lambda: told() == said)  # those of before go, and those of now show, a moment later


@pytest.mark.parametrize("percent", [100, 150])
def test_all_columns_stand_in_the_window_and_on_the_household_page(
    qapp: QApplication, place: Village, tmp_path: Path, qtbot: Any, percent: int,
) -> None:
    theme.apply(qapp, percent)
    page = _shown(place, tmp_path, qtbot)
    qtbot.wait(30)
    other = _household_page(place, tmp_path, qtbot)
    for tab in (page.sheet, other._income_tab()):
        assert sum(tab.view.columnWidth(at) for at in range(7)) <= tab.view.viewport().width()
        assert tab.width() >= tab.minimumSizeHint().width()
    theme.apply(qapp, 100)


def _household_page(place: Village, folder: Path, qtbot: Any) -> HouseholdPage:
    page = shown_over(place.store, HouseholdPage, folder, qtbot, (1149, 900))  # what the menu leaves of 1366
    page.open(place.homes["张三强"])
    qtbot.waitUntil(lambda: bool(page.head.name.text()))
    page.show_tab("income")
    tab = page._income_tab()
    qtbot.waitUntil(lambda: tab.model.sheet is not None)
    qtbot.wait(30)
    return page
