"""接收卡: read out and typed, shown large, printed, closed and changed."""

from __future__ import annotations

from pathlib import Path

from gui.desk import Desk
from models import store as st
from tests.gui.two_offices import carry, opened, settle, township


def test_a_code_that_was_read_out_pairs_and_a_wrong_sign_names_its_line(desk: Desk, qtbot, tmp_path: Path) -> None:
    from services import offices

    town = township(desk.store, tmp_path, paired=False)
    lines = offices.typed_code(town)
    town.close()
    page = opened(desk, qtbot, "cards")
    wrong = lines[1].translate(str.maketrans({lines[1][0]: "2" if lines[1][0] != "2" else "3"}))
    page.cards.code.setPlainText("\n".join([lines[0], wrong, *lines[2:]]))
    page.cards.take_code()
    settle(qtbot)
    assert "2" in page.cards.line.text() or "二" in page.cards.line.text()
    page.cards.code.setPlainText("\n".join(lines).lower())
    page.cards.take_code()
    settle(qtbot)
    assert "打电话对一下指纹" in page.cards.line.text()
    assert page.cards.computers.list.lines.rowCount() == 2


def test_our_own_code_is_shown_large_and_printed_on_one_sheet(desk: Desk, qtbot) -> None:
    from services import card_page, offices

    page = opened(desk, qtbot, "cards")
    shown = [line.text() for line in page.cards._lines if not line.isHidden()]
    assert shown == offices.typed_code(desk.store)
    assert card_page.pdf(desk.store, page.cards._own).startswith(b"%PDF")


def test_the_township_closes_a_lost_computer_with_a_reason(town_desk: Desk, desk: Desk, qtbot) -> None:
    page = opened(town_desk, qtbot, "cards")
    computers = page.cards.computers
    computers.list.pick(town_desk.store.device)
    assert computers.close_button.isHidden()
    computers.list.pick(desk.store.device)
    computers.close_button.click()
    computers.reason.line.setText("电脑丢了")
    computers.reason._give()
    settle(qtbot)
    assert "停用了" in page.cards.line.text()
    assert computers.list.lines.lines[1].cells[-1] == "停用了"


def test_a_village_is_not_offered_to_close_computers(desk: Desk, qtbot, town: st.Store) -> None:
    page = opened(desk, qtbot, "cards")
    page.cards.computers.list.pick(town.device)
    assert page.cards.computers.close_button.isHidden()


def test_changed_keys_go_on_by_themselves(desk: Desk, town: st.Store, qtbot, tmp_path: Path) -> None:
    page = opened(desk, qtbot, "cards")
    before = desk.store.device
    page.cards._on_renew()
    assert "不用再交卡" in page.cards.line.text()
    page.cards._renew()
    settle(qtbot)
    assert desk.store.device != before
    carry(desk.store, town, tmp_path)
    assert st.count(town, "household") == 2
