"""The form of every ledger builds, says what is wrong under the field, saves, and can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.desk import Desk
from gui.forms.record_form import RecordForm
from models import store as st
from models.ledgers import LEDGERS


@pytest.fixture
def toilet(desk: Desk, qtbot) -> RecordForm:
    form = RecordForm(desk, "toilet")
    qtbot.addWidget(form)
    form.resize(420, 700)
    form.new({"household": st.uids(desk.store, "household")[0]})
    form.show()
    return form


def test_a_form_builds_for_every_ledger_with_an_editor_for_every_field(desk: Desk, qtbot) -> None:
    for ledger in LEDGERS:
        form = RecordForm(desk, ledger)
        qtbot.addWidget(form)
        form.new()
        form.fields.unfold()
        wanted = {n for n, f in LEDGERS[ledger].__fields__.items() if (f.derived is None or f.fills) and f.default != "only"}
        assert form.fields.rows.keys() | form.photos.columns.keys() == wanted, ledger
        assert form.fields.rows.keys().isdisjoint(form.photos.columns)
        for row in form.fields.rows.values():
            assert row.editor.control().accessibleName()
            row.editor.raw()


def test_what_can_be_skipped_is_folded_and_counted(toilet: RecordForm) -> None:
    assert "还有" in toilet.fields.fold.text() and "项没填" in toilet.fields.fold.text()
    assert "volume" not in toilet.fields.rows
    toilet.fields.unfold()
    assert "volume" in toilet.fields.rows


def test_a_mistake_stands_under_its_field_and_nothing_is_stored(toilet: RecordForm, desk: Desk) -> None:
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    toilet.fields.rows["built_on"].editor.line.setText("2月30日")
    assert toilet.save() is None
    assert "没有这一天" in toilet.fields.rows["built_on"].mistakes_text()
    assert st.count(desk.store, "toilet") == 0


def test_leaving_a_field_says_at_once_that_it_cannot_be_read(toilet: RecordForm, qtbot) -> None:
    row = toilet.fields.rows["subsidy"]
    qtbot.keyClicks(row.editor.line, "abc")
    row.look_over()
    assert "不是数字" in row.mistakes_text()


def test_save_gives_a_toast_with_undo_and_undo_takes_it_back(toilet: RecordForm, desk: Desk) -> None:
    said = []
    desk.said.connect(lambda text, action, call: said.append((text, action, call)))
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    uid = toilet.save()
    assert uid and st.get(desk.store, "toilet", uid)
    assert said[0][1] == "撤回 Ctrl+Z"
    said[0][2]()
    assert st.count(desk.store, "toilet") == 0
    assert "已撤回“登记户厕 白云飞" in said[-1][0]


def test_enter_moves_on_and_control_s_files(toilet: RecordForm, desk: Desk, qtbot) -> None:
    toilet.fields.rows["kind"].editor.setFocus()
    qtbot.keyClick(toilet.fields.rows["kind"].editor.box, Qt.Key.Key_Return)
    assert not toilet.fields.rows["kind"].editor.box.hasFocus()
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    assert toilet.save()


def test_a_changed_form_sends_only_what_was_changed(toilet: RecordForm, desk: Desk) -> None:
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    uid = toilet.save()
    toilet.edit(uid)
    toilet.fields.rows["subsidy"].editor.line.setText("2000")
    assert toilet.fields.changed().keys() == {"subsidy"}
    toilet.save()
    assert st.get(desk.store, "toilet", uid)["subsidy"] == 2000


def test_a_record_changed_elsewhere_shows_both_values_and_the_person_chooses(toilet: RecordForm, desk: Desk) -> None:
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    uid = toilet.save()
    toilet.edit(uid)
    st.change(desk.store, "toilet", uid, {"subsidy": "1800"})
    toilet.fields.rows["subsidy"].editor.line.setText("2000")
    assert toilet.save() is None
    assert not toilet.conflict.isHidden()
    toilet.conflict.chosen.emit({"subsidy"})
    assert st.get(desk.store, "toilet", uid)["subsidy"] == 1800


def test_a_draft_survives_and_is_offered_with_a_question(toilet: RecordForm, desk: Desk, qtbot) -> None:
    toilet.fields.rows["subsidy"].editor.line.setText("777")
    toilet.draft.keep()
    qtbot.waitUntil(lambda: "toilet/new" in desk.store.drafts.all())
    again = RecordForm(desk, "toilet")
    qtbot.addWidget(again)
    again.new()
    assert "上次没存完的" in again.line.text()
    again._take_draft()
    assert again.fields.rows["subsidy"].editor.line.text() == "777"


def test_a_filed_draft_is_never_offered_again(toilet: RecordForm, desk: Desk, qtbot) -> None:
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    toilet.draft.keep()
    toilet.save_and_next()
    assert "上次没存完的" not in toilet.line.text()
    qtbot.waitUntil(lambda: "toilet/new" not in desk.store.drafts.all())


def test_children_are_filed_in_one_operation_with_their_parent(toilet: RecordForm, desk: Desk) -> None:
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    faults = next(rows for rows in toilet.children_rows if rows.ledger == "toilet_fault")
    faults._on_add()
    faults._form.rows["found_on"].editor.line.setText("2025-07-01")
    assert toilet.save()
    assert st.count(desk.store, "toilet_fault") == 1
    st.undo(desk.store)
    assert st.count(desk.store, "toilet") == st.count(desk.store, "toilet_fault") == 0


def test_removing_asks_for_a_reason_in_place(toilet: RecordForm, desk: Desk) -> None:
    toilet.fields.rows["kind"].editor.load(LEDGERS["toilet"].__fields__["kind"].kind.codes.items[0][0])
    uid = toilet.save()
    toilet.remove_button.click()
    assert not toilet.reason.isHidden() and not toilet.reason.button.isEnabled()
    toilet.reason.line.setText("记重了")
    toilet.reason.button.click()
    assert st.get(desk.store, "toilet", uid).removed_why == "记重了"
