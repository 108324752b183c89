"""A doorstep is written down with as few keys as there was to see, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import background
from gui.pages.visit_panel import VisitPanel
from models import store as st
from services import visiting
from tests.gui.shown import shown_over
from tests.gui.small_village import Village

Key = Qt.Key


@pytest.fixture
def panel(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> VisitPanel:
    panel = shown_over(place.store, VisitPanel, tmp_path, qtbot, (380, 620))
    qtbot.waitActive(panel).__enter__()
    panel.begin(place.homes["张三强"])
    panel.start()
    return panel


def focus() -> Any:
    return QApplication.focusWidget()


def test_one_key_answers_each_question_and_moves_to_the_next(panel: VisitPanel, place: Village, qtbot: Any) -> None:
    asks = panel.form.asks.lines
    assert [line.ask.ledger for line in asks] == ["job_check", "toilet_care", "loan_check"]
    qtbot.keyClick(focus(), Key.Key_1)
    for line in asks:
        assert focus() is line.choices
        qtbot.keyClick(focus(), Key.Key_1)
    assert focus() is panel.form.text.control()
    assert panel.save()
    assert [st.count(place.store, name) for name in ("visit", "job_check", "toilet_care", "loan_check")] == [1, 1, 1, 1]


def test_what_was_not_asked_stays_open_and_stops_nobody(panel: VisitPanel, place: Village) -> None:
    assert panel.save()
    assert st.count(place.store, "job_check") == 0
    assert len(st.find(place.store, "visit")) == 1


def test_a_picked_answer_pressed_again_stays(panel: VisitPanel, qtbot: Any) -> None:
    panel.form.start()
    qtbot.keyClick(focus(), Key.Key_1)
    panel.form.start()
    qtbot.keyClick(focus(), Key.Key_1)
    assert panel.form.result.code() == "same"


def test_nobody_at_home_asks_nothing(panel: VisitPanel, qtbot: Any) -> None:
    qtbot.keyClick(focus(), Key.Key_3)
    assert not panel.form.asks.isVisible()
    assert panel.form.answers() == []


def test_a_problem_goes_to_findings_unless_somebody_says_otherwise(panel: VisitPanel, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(focus(), Key.Key_2)
    assert focus() is panel.form.text.control()
    qtbot.keyClicks(focus(), "x")
    panel.form.text.paper.setPlainText("西屋漏雨")
    panel.form.six.pick(4)
    assert "住房有问题" in panel.form.route.words.text()
    assert panel.form.route.choices.code() == "finding"
    assert panel.save()
    (finding,) = st.find(place.store, "finding")
    (visit,) = st.find(place.store, "visit")
    assert (finding["text"], finding["kind"], finding["route"]) == ("住房有问题：西屋漏雨", "house", "finding")
    assert visit["house_ok"] is False
    assert visit["water_ok"] is None


def test_a_clue_is_only_what_a_person_makes_one(panel: VisitPanel, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(focus(), Key.Key_2)
    panel.form.six.pick(3)
    panel.form.route.setFocus()
    qtbot.keyClick(focus(), Key.Key_2)
    assert panel.save()
    assert st.find(place.store, "finding")[0]["route"] == "clue"


def test_a_mere_change_is_a_note_and_no_finding(panel: VisitPanel, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(focus(), Key.Key_2)
    panel.form.changes.pick(2)
    panel.form.text.paper.setPlainText("儿子去旗里干活了")
    assert panel.save()
    assert st.count(place.store, "finding") == 0
    assert st.find(place.store, "visit")[0]["changes"] == ("work",)


def test_the_rest_is_fine_only_when_somebody_says_so(panel: VisitPanel, place: Village, qtbot: Any) -> None:
    qtbot.keyClick(focus(), Key.Key_2)
    panel.form.six.pick(0)
    panel.form.six.pick(6)
    assert panel.save()
    visit = st.find(place.store, "visit")[0]
    assert (visit["food_ok"], visit["water_ok"]) == (False, True)


def test_a_visit_of_tomorrow_is_refused_at_its_field(panel: VisitPanel, place: Village) -> None:
    panel.form.date.line.setText("2025-07-23")
    assert not panel.save()
    assert "走访日期还没到" in panel.line.text()
    assert panel.form.date.control().property("wrong") == "true"
    assert st.count(place.store, "visit") == 0


def test_what_was_typed_is_offered_again_and_gone_when_filed(panel: VisitPanel, place: Village, qtbot: Any) -> None:
    home = place.homes["张三强"]
    panel.form.text.paper.setPlainText("写到一半")
    panel.form.asks.lines[0].choices.pick(1)
    panel.may_leave()
    background.wait()
    panel.household = ""
    panel.begin(home)
    assert "有上次没存完的" in panel.line.text()
    assert panel.form.text.raw() == ""
    panel._take_draft()
    assert panel.form.text.raw() == "写到一半"
    assert panel.form.asks.raw() == {panel.form.asks.lines[0].ask.id: 1}
    assert panel.save()
    background.wait()
    assert place.store.drafts.all() == {}


def test_a_visit_just_looked_at_leaves_no_draft(panel: VisitPanel, place: Village) -> None:
    panel.may_leave()
    background.wait()
    assert place.store.drafts.all() == {}


def test_the_companion_of_last_time_is_one_press_away(panel: VisitPanel, place: Village) -> None:
    visiting.record_visit(place.store, place.homes["赵六"], {"visitors": "村专干、白干部"})
    panel.begin(place.homes["张三强"])
    panel.form.companions.click()
    assert panel.form.visitors.raw() == "村专干、白干部"


def test_a_joint_visit_counts_for_both_offices(panel: VisitPanel, place: Village) -> None:
    panel.form.units.pick(2)
    assert panel.save()
    assert set(st.find(place.store, "visit")[0]["units"]) == {"village", "township"}


def test_enter_walks_through_the_panel_to_its_button(panel: VisitPanel, qtbot: Any) -> None:
    panel.form.date.setFocus()
    for _ in range(9):
        qtbot.keyClick(focus(), Key.Key_Return)
    assert focus() is panel.next_button


def test_saving_goes_back_with_one_undo(panel: VisitPanel, place: Village) -> None:
    panel.form.asks.lines[0].choices.pick(0)
    assert panel.save()
    assert st.undoable(place.store).label == "走访 张三强"  # type: ignore[union-attr]
    st.undo(place.store)
    assert st.count(place.store, "visit") == st.count(place.store, "job_check") == 0
