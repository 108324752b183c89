"""Editors take what people type, leave alone what they did not touch, and speak when something is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from gui import crash
from gui.desk import Desk
from gui.widgets.by_kind import editor_for
from gui.widgets.choice_editors import CodeTicks, FlagButtons
from gui.widgets.code_box import CodeBox
from gui.widgets.date_edit import DateEdit, with_year
from gui.widgets.link_picker import LinkPicker
from gui.widgets.money_edit import MoneyEdit
from models import store as st
from models.kernel import Field, code_list
from models.kernel.codes import CodeKind, MultiCodeKind
from models.kernel.dates import DateKind, MonthKind
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind, MoneyKind
from models.ledgers import LEDGERS

TODAY = date(2025, 7, 22)
WORDS = code_list("t", "模式", "made up", (("1", "三格化粪池式"), ("2", "双瓮漏斗式"), ("3", "卫生旱厕")))


def test_every_kind_of_every_ledger_has_an_editor(desk: Desk, qtbot) -> None:
    for ledger in LEDGERS.values():
        for field in ledger.__fields__.values():
            editor = editor_for(desk, field)
            qtbot.addWidget(editor)
            editor.load(None)
            assert editor.raw() in ("", (), None)


@pytest.mark.parametrize(("typed", "wanted"), [("7.1", "2025-7-1"), ("0701", "2025-07-01"), ("7月1日", "2025-7-1"),
                                               ("2024-03-05", "2024-03-05"), ("9999", "9999"), ("", "")])
def test_a_day_without_a_year_is_of_this_year(typed: str, wanted: str) -> None:
    assert with_year(typed, TODAY, month=False) == wanted


@pytest.fixture
def day(styled, qtbot) -> DateEdit:
    editor = DateEdit(Field("日期", DateKind(), name="on"), lambda: TODAY)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_a_blank_day_stays_blank(day: DateEdit) -> None:
    day.load(None)
    assert day.raw() == ""


def test_j_is_today_and_arrows_move_by_a_day(day: DateEdit, qtbot) -> None:
    qtbot.keyClick(day.line, Qt.Key.Key_J)
    assert day.raw() == "2025-07-22"
    qtbot.keyClick(day.line, Qt.Key.Key_Down)
    assert day.raw() == "2025-07-21"


def test_what_can_be_read_is_shown_tidily_and_what_cannot_stays(day: DateEdit) -> None:
    day.line.setText("2025年7月1日")
    day._tidy()
    assert day.line.text() == "2025-07-01"
    day.line.setText("2月30日")
    day._tidy()
    assert day.line.text() == "2月30日"


def test_a_month_takes_a_bare_number(styled, qtbot) -> None:
    editor = DateEdit(Field("月", MonthKind(), name="m"), lambda: TODAY)
    qtbot.addWidget(editor)
    editor.line.setText("3月")
    editor._tidy()
    assert editor.line.text() == "2025-03"


def test_money_is_read_back_in_words(styled, qtbot) -> None:
    editor = MoneyEdit(Field("金额", MoneyKind(), name="m"))
    qtbot.addWidget(editor)
    editor.line.setText("1.2万")
    assert editor.echo.text() == "壹万贰仟元整"
    editor.load(Decimal("2000.00"))
    assert editor.line.text() == "2000"
    editor.line.setText("两千")
    assert editor.echo.text() == ""


@pytest.fixture
def box(styled, qtbot) -> CodeBox:
    editor = CodeBox(Field("模式", CodeKind(codes=WORDS), name="mode"))
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_pinyin_initials_pick_a_word_and_backspace_clears(box: CodeBox, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("gui.widgets.code_box.monotonic", lambda: 1.0)  # however slow the machine, the keys follow at once
    qtbot.keyClicks(box.box, "sw")
    assert box.raw() == "2"
    qtbot.keyClick(box.box, Qt.Key.Key_Backspace)
    assert box.raw() == ""


def test_the_wheel_never_changes_a_word(box: CodeBox) -> None:
    box.load("1")
    box.box.setFocus()
    turn = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(box.box, turn)
    assert box.raw() == "1"


def test_a_code_of_a_newer_list_is_kept(box: CodeBox) -> None:
    box.load("77")
    assert box.raw() == "77"


def test_a_flag_is_answered_by_its_number_and_can_be_left_blank(styled, qtbot) -> None:
    editor = FlagButtons(Field("在用", FlagKind(), name="use"))
    qtbot.addWidget(editor)
    editor.show()
    for key, answer in ((Qt.Key.Key_1, True), (Qt.Key.Key_2, False), (Qt.Key.Key_3, "unknown"), (Qt.Key.Key_Backspace, "")):
        qtbot.keyClick(editor.choices, key)
        assert editor.raw() == answer
    editor.load(False)
    assert editor.raw() is False


def test_several_words_are_ticked_and_unticked(styled, qtbot) -> None:
    editor = CodeTicks(Field("办理", MultiCodeKind(codes=WORDS), name="done"))
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClick(editor.choices, Qt.Key.Key_1)
    qtbot.keyClick(editor.choices, Qt.Key.Key_3)
    assert editor.raw() == ("1", "3")
    qtbot.keyClick(editor.choices, Qt.Key.Key_1)
    assert editor.raw() == ("3",)


def test_a_household_is_found_by_the_initials_of_its_head(desk: Desk, qtbot) -> None:
    editor = LinkPicker(Field("户", LinkKind(to="household"), name="household"), desk)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor.line, "byf")
    editor.look()
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert st.names(desk.store, "household", [editor.raw()]) == {editor.raw(): "白云飞"}


def test_a_name_that_fits_nobody_is_handed_over_as_typed(desk: Desk, qtbot) -> None:
    editor = LinkPicker(Field("户", LinkKind(to="household"), name="household"), desk)
    qtbot.addWidget(editor)
    editor.line.setText("没这个人")
    editor.line.textEdited.emit("没这个人")
    assert editor.raw() == "没这个人"


def test_no_long_number_reaches_a_log() -> None:
    text = crash.masked("证件 99999919500110000X 卡 6222020000000000000 电话 13800000000 金额 220000")
    assert "9999991" not in text and "62220" not in text and "13800" not in text and "220000" in text
