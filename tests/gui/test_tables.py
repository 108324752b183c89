"""The table of a ledger is sound for Qt, shows numbers in part, sorts by its head, and finds."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt

from gui.desk import Desk
from gui.pages import ledger_page
from gui.pages.ledger_page import LedgerPage
from gui.tables.columns import columns_of, mask
from gui.tables.ledger_model import LedgerModel
from gui.tables.ledger_view import LedgerView
from gui.tables.selection import Wish, select
from models import store as st
from models.ledgers import LEDGERS

# Certificate numbers of nobody: area code 999999, right check digits.
NUMBERS = ("999999195001100005", "999999195405140046", "999999195809180087")


@pytest.fixture
def people(village: st.Store) -> list[str]:
    household = st.uids(village, "household")[0]
    for name, number in zip(("阿云", "波日", "苍天"), NUMBERS, strict=True):
        st.add(village, "person", {"household": household, "name": name, "id_no": number})
    return st.uids(village, "person")


def test_the_model_of_every_ledger_passes_qts_own_tester(desk: Desk, people, qtmodeltester) -> None:
    for ledger in LEDGERS:
        model = LedgerModel(desk.store, ledger)
        model.show(st.uids(desk.store, ledger))
        qtmodeltester.check(model)


def test_a_certificate_is_shown_in_part_until_somebody_asks(desk: Desk, people) -> None:
    model = LedgerModel(desk.store, "person")
    model.show(people)
    column = next(at for at, c in enumerate(model.columns) if c.name == "id_no")
    texts = [model.index(row, column).data() for row in range(model.rowCount())]
    assert not set(NUMBERS) & set(texts)
    assert any(text.startswith("9999***") for text in texts if text)
    model.reveal(True)
    assert set(NUMBERS) <= {model.index(row, column).data() for row in range(model.rowCount())}


def test_short_numbers_are_hidden_too() -> None:
    assert mask("12345678") == "1*******"
    assert mask("999999195001100005") == "9999**********0005"


def test_blank_and_unreadable_places_give_no_error(desk: Desk) -> None:
    model = LedgerModel(desk.store, "toilet")
    model.show(["0" * 32])
    assert model.index(0, 0).data() == ""
    assert model.index(5, 5).data() is None


def test_the_second_press_on_a_heading_turns_the_order_round(desk: Desk, people, qtbot) -> None:
    page = LedgerPage(desk, "person")
    qtbot.addWidget(page)
    page.open()
    at = next(n for n, c in enumerate(page.model.columns) if c.name == "name")
    page.view._on_head(at)
    first = page.model.index(0, at).data()
    page.view._on_head(at)
    assert page.model.index(page.model.rowCount() - 1, at).data() == first


def test_rows_are_chosen_by_group_of_the_household_and_by_words(desk: Desk, people) -> None:
    everybody = select(desk.store, "person", Wish())
    assert len(select(desk.store, "person", Wish(group="一组"))) + len(select(desk.store, "person", Wish(group="二组"))) == len(everybody)
    assert len(select(desk.store, "person", Wish(text="波日"))) == 1
    assert select(desk.store, "person", Wish(text="没有这个人")) == []


def test_rows_are_chosen_by_a_derived_field(desk: Desk) -> None:
    household = st.uids(desk.store, "household")[0]
    st.add(desk.store, "toilet", {"household": household, "kind": "新建", "year": "2025"})
    assert len(select(desk.store, "toilet", Wish(where={"unused": False}))) == 1
    assert select(desk.store, "toilet", Wish(where={"unused": True})) == []


def test_a_table_never_shows_a_heading_twice() -> None:
    for ledger in LEDGERS.values():
        labels = [column.label for column in columns_of(ledger, dict(LEDGERS["household"].__fields__))]
        assert len(labels) == len(set(labels)), ledger


def test_totals_and_counts_stand_at_the_foot(desk: Desk, qtbot) -> None:
    household = st.uids(desk.store, "household")[0]
    st.add(desk.store, "toilet", {"household": household, "kind": "新建", "year": "2025", "subsidy": "2000"})
    page = LedgerPage(desk, "toilet")
    qtbot.addWidget(page)
    page.open()
    assert page.count.text() == "共 1 座"
    assert page.totals.text() == "财政补助合计 2,000.00 元"


def test_an_empty_table_says_what_to_do(desk: Desk, qtbot) -> None:
    page = LedgerPage(desk, "toilet")
    qtbot.addWidget(page)
    page.open()
    assert "Ctrl+N" in page.empty.text()
    page.filters[0].setCurrentIndex(1)
    page.refresh()
    assert "换个条件" in page.empty.text()


def test_control_n_opens_an_empty_form_and_a_saved_row_is_picked(desk: Desk, qtbot) -> None:
    page = LedgerPage(desk, "household")
    qtbot.addWidget(page)
    page.show()
    page.open()
    qtbot.keyClick(page.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.new_record()
    page.form.fields.rows["head_name"].editor.line.setText("孟根·苏和")
    uid = page.form.save()
    assert uid and page.view.current_uid() == uid


def test_room_left_over_goes_to_columns_whose_text_is_cut(desk: Desk, people, qtbot) -> None:
    st.add(desk.store, "target", {"id": "job.lifted", "value": "3", "unit": "脱贫人口务工的人", "source": "依据"})
    model = LedgerModel(desk.store, "target")
    view = LedgerView(model)
    qtbot.addWidget(view)
    view.resize(1400, 400)
    view.show()
    model.show(st.uids(desk.store, "target"))
    for at in range(len(model.columns)):
        text = str(model.index(0, at).data() or "")
        assert view.columnWidth(at) >= view.fontMetrics().horizontalAdvance(text)
    assert model.index(0, 0).data() == "脱贫人口务工"


def test_where_there_is_no_room_what_says_nothing_is_left_out_and_comes_back(desk: Desk, qtbot) -> None:
    person = st.uids(desk.store, "person")[0]
    st.add(desk.store, "loan", {"borrower": person, "amount": "50000", "granted_on": "2025-03-01", "due_on": "2026-03-01"})
    page = LedgerPage(desk, "loan")
    qtbot.addWidget(page)

    def shown() -> list[str]:
        return [column.name for at, column in enumerate(page.model.columns) if not page.view.isColumnHidden(at)]

    page.resize(4000, 600)
    page.show()
    page.open()
    assert "opening_balance" in shown() or "bank" in shown()
    page.resize(900, 600)
    assert {"borrower", "amount", "granted_on"} <= set(shown())
    assert "bank" not in shown()
    page.resize(4000, 600)
    assert "bank" in shown()


def test_a_filter_by_a_link_shows_names(desk: Desk, qtbot) -> None:
    person = st.uids(desk.store, "person")[0]
    post = st.add(desk.store, "post", {"name": "保洁员"}).uid
    st.add(desk.store, "post_holder", {"person": person, "post": post})
    page = LedgerPage(desk, "post_holder")
    qtbot.addWidget(page)
    page.open()
    box = next(box for box in page.filters if box.name == "post")
    assert [box.itemText(at) for at in range(box.count())] == ["全部", "保洁员"]
    box.setCurrentIndex(1)
    assert page.wish().where == {"post": post}


def test_rows_that_were_being_chosen_do_not_come_over_those_of_a_newer_choice(desk: Desk, qtbot, monkeypatch) -> None:
    may_go, chosen = Event(), []

    def slow(store, ledger, wish, progress=None):
        if progress is not None:  # on a worker
            chosen.append(may_go.wait(5))
        return select(store, ledger, wish)

    monkeypatch.setattr(ledger_page, "select", slow)
    page = LedgerPage(desk, "household")
    qtbot.addWidget(page)
    page.search.blockSignals(True)
    page.search.setText("石头")
    page.open()
    page.search.clear()
    page.refresh()
    assert len(page.model.uids()) == 2
    may_go.set()
    qtbot.waitUntil(lambda: bool(chosen))
    qtbot.wait(50)
    assert len(page.model.uids()) == 2 and not page.line.text()
