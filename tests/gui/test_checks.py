"""数据核对 in the window: found in the background, opened, explained singly and in bulk, followed after every write."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.desk import Desk
from gui.forms.record_form import RecordForm
from gui.pages.checks import ChecksPage
from models import store as st


@pytest.fixture
def page(desk: Desk, qtbot) -> ChecksPage:
    """The page over a village where two phones and two loans are wrong."""
    store = desk.store
    for number, home in enumerate(st.find(store, "household")):
        st.change(store, "household", home.uid, {"phone": f"12345{number}"})
        st.add(store, "loan", {"borrower": st.find(store, "person", {"household": home.uid})[0].uid, "amount": "40000",
                               "granted_on": "2025-01-05", "due_on": "2025-12-05", "term": "36"})
    made = ChecksPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 650)
    made.show()
    made.open()
    qtbot.waitUntil(lambda: bool(made.lots.lines.lines), timeout=15000)
    return made


def _titles(page: ChecksPage) -> list[tuple[str, ...]]:
    return [line.cells for line in page.lots.lines.lines]


def test_each_check_is_a_line_with_its_gravity_and_number_the_gravest_first(page: ChecksPage) -> None:
    cells = _titles(page)
    assert [cell[0] for cell in cells] == sorted((cell[0] for cell in cells), key=["要改", "存疑", "提示"].index)
    assert cells[0][0] == "要改" and cells[0][2] == "2"
    assert "2 条" in page.count.text()


def test_a_case_says_whose_it_is_and_enter_leads_to_the_record(page: ChecksPage, desk: Desk, qtbot) -> None:
    page.lots.go_to(0)
    assert sorted(line.cells[1] for line in page.cases.lines.lines) == ["白云飞", "赵石头"]
    asked: list[tuple[str, object]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    page.cases.setFocus()
    qtbot.keyClick(page.cases, Qt.Key.Key_Return)
    assert asked and asked[0][0] == "household"


def test_the_record_says_under_its_field_what_was_found_until_it_is_saved(page: ChecksPage, desk: Desk, qtbot) -> None:
    found = next(one for one in page.book.alerts or () if one.field and one.ledger == "household")
    form = RecordForm(desk, "household")
    qtbot.addWidget(form)
    form.edit(found.uid)
    row = form.fields.rows[found.field]
    assert row.mistakes_text().endswith(found.text)
    row.look_over()  # the focus came and went
    assert found.text in row.mistakes_text()
    form.edit(found.uid, notices=())
    assert not form.fields.rows[found.field].mistakes_text()


def test_doubts_are_explained_in_bulk_with_one_sentence_and_undo_brings_them_back(page: ChecksPage, desk: Desk, qtbot) -> None:
    row = next(at for at, cells in enumerate(_titles(page)) if cells[0] == "存疑")
    page.lots.go_to(row)
    assert page.all_button.text() == "这 2 条都属实"
    page.all_button.click()
    qtbot.waitUntil(lambda: _titles(page)[row][2] == "0/2", timeout=15000)
    assert {waiver["reason"] for waiver in st.find(desk.store, "waiver")} == {"核对过，情况属实"}
    desk.undo()
    qtbot.waitUntil(lambda: _titles(page)[row][2] == "2", timeout=15000)


def test_what_is_to_be_mended_cannot_be_explained_away(page: ChecksPage) -> None:
    page.lots.go_to(0)
    assert page.foot.isHidden()


def test_an_explanation_without_a_word_is_asked_for_one(page: ChecksPage) -> None:
    page.lots.go_to(next(at for at, cells in enumerate(_titles(page)) if cells[0] == "存疑"))
    page.reason.setText(" ")
    page.all_button.click()
    assert "写一句" in page.line.text()
    assert not st.find(page.desk.store, "waiver")


def test_one_is_explained_until_a_day_that_is_told_and_the_next_one_is_current(page: ChecksPage, qtbot) -> None:
    page.lots.go_to(next(at for at, cells in enumerate(_titles(page)) if cells[0] == "存疑"))
    first = page.cases.current()
    page.until.load(page.desk.store.today())
    page._on_one()
    assert page.cases.current() != first
    told = "核对过，情况属实（到2025年7月22日为止）"
    qtbot.waitUntil(lambda: any(line.uid == first and line.cells[3] == told for line in page.cases.lines.lines), timeout=15000)


def test_a_mended_record_leaves_the_list_by_itself(page: ChecksPage, desk: Desk, qtbot) -> None:
    home = st.find(desk.store, "household")[0]
    desk.wrote(st.change(desk.store, "household", home.uid, {"phone": "13900000000"}))
    qtbot.waitUntil(lambda: _titles(page)[0][2] == "1", timeout=15000)


def test_an_explanation_that_has_run_out_no_longer_holds(page: ChecksPage, desk: Desk, tmp_path: Path) -> None:
    from models.insight.alerts import alerts
    from services import checklist

    doubts = [lot for lot in checklist.lots(desk.store, alerts(desk.store)) if lot.severity == "存疑"]
    checklist.explain(desk.store, doubts[0].cases, "到年底再看", desk.store.today())
    assert all(one.waived for one in alerts(desk.store) if one.check == doubts[0].check)
    held = st.find(desk.store, "waiver")
    for waiver in held:
        st.change(desk.store, "waiver", waiver.uid, {"until": "2025-07-21"})
    assert not any(one.waived for one in alerts(desk.store))


def test_what_belongs_to_no_household_is_called_by_its_own_name(desk: Desk) -> None:
    from models.insight.alerts import alerts
    from services import checklist

    st.add(desk.store, "post", {"name": "护路员", "quota": 2, "set_up_on": "2025-07-01", "closed_on": "2025-07-10"})
    st.add(desk.store, "enterprise", {"name": "示范合作社", "sales": 100, "profit": 200})
    st.add(desk.store, "post", {"name": "护林员", "quota": 2})
    told = {case.who for lot in checklist.lots(desk.store, alerts(desk.store, hints=True)) for case in lot.cases}
    assert {"示范合作社", "护林员"} <= told and "护路员" not in told


def test_what_was_chosen_stays_chosen_after_a_case_is_explained(page: ChecksPage, qtbot) -> None:
    page.area.setCurrentIndex(page.area.findData("小额信贷"))
    only = _titles(page)
    row = next(at for at, cells in enumerate(only) if cells[0] == "存疑")
    page.lots.go_to(row)
    page.all_button.click()
    qtbot.waitUntil(lambda: any(cells[2] == "0/2" for cells in _titles(page)), timeout=15000)
    assert page.area.value() == "小额信贷" and [cells[1] for cells in _titles(page)] == [cells[1] for cells in only]


def test_from_a_paper_only_its_own_open_places_are_shown_until_all_are_asked_for(page: ChecksPage, desk: Desk, qtbot) -> None:
    [home] = [one for one in st.find(desk.store, "household") if one["phone"] == "123450"]
    page.open(f"of/{home.uid}")
    qtbot.waitUntil(lambda: page.count.text() == "要改 1 条", timeout=15000)
    assert page.line.text() == "只看那张表上还要核对的。"
    page.line.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: "要改 2 条" in page.count.text(), timeout=15000)
    assert not page.line.text()


def test_what_was_picked_out_before_hides_nothing_that_a_paper_asks_for(page: ChecksPage, desk: Desk, qtbot) -> None:
    page.severity.setCurrentIndex(page.severity.findData("提示"))
    assert not page.lots.lines.lines and page.count.text() == "挑出来的这些，都对得上。"  # there are others, which are not seen now
    page.open(f"of/{st.find(desk.store, 'household')[0].uid}")
    qtbot.waitUntil(lambda: bool(page.lots.lines.lines) and page.line.text().startswith("只看那张表上"), timeout=15000)
    assert [line.cells[2] for line in page.lots.lines.lines if line.cells[0] == "要改"] == ["1"]
