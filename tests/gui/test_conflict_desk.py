"""村里和镇里记得不一样 with real keys: a number decides, 0 types another value, twins side by side, and Ctrl+Z."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.desk import Desk
from gui.pages.conflict_desk import ConflictDesk
from models import store as st
from services import differing
from tests.gui.conftest import household_of
from tests.gui.small_village import identity
from tests.gui.two_offices import carry, differ, settle, township


@pytest.fixture
def apart(village: st.Store, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two households whose telephone stands differently in village and township."""
    town = township(village, tmp_path)
    homes = household_of(village, "白云飞"), household_of(village, "赵石头")
    for number, home in enumerate(homes):
        differ(village, town, tmp_path, home, "phone", f"1390000000{number}", f"1390000001{number}")
    town.close()
    yield homes


def opened(desk: Desk, qtbot) -> ConflictDesk:
    page = ConflictDesk(desk)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    page.refresh()
    settle(qtbot)
    return page


def phone(store: st.Store, home: str) -> str:
    row = st.get(store, "household", home)
    return str(row["phone"]) if row else ""


def test_an_empty_desk_says_so(desk: Desk, qtbot) -> None:
    page = opened(desk, qtbot)
    assert page.nothing.isVisible() and not page.list.isVisible()


def test_each_value_stands_with_its_office_and_the_shown_one_is_marked(desk: Desk, qtbot, apart) -> None:
    page = opened(desk, qtbot)
    assert page.list.lines.rowCount() == 2
    shown = "\n".join(one.text() for one in page.panel.findChildren(QLabel))
    assert "原来：（空着）" in shown and "示范镇 · 镇专干" in shown and "清水村 · 村专干" in shown and "现在显示的" in shown
    assert page.bulk_button.text() == "都按现在显示的（2 处）"


def test_a_number_decides_and_the_next_one_comes_up(desk: Desk, qtbot, apart) -> None:
    page = opened(desk, qtbot)
    item = page._items[page.list.current()]
    wanted = item.heads[0].text
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    settle(qtbot)
    assert phone(desk.store, item.uid) == wanted
    assert page.list.lines.rowCount() == 1 and page.list.current() != item.id
    desk.undo()
    assert phone(desk.store, item.uid) == next(head.text for head in item.heads if head.shown)


def test_another_value_is_typed_through_the_ledgers_own_editor(desk: Desk, qtbot, apart) -> None:
    page = opened(desk, qtbot)
    item = page._items[page.list.current()]
    qtbot.keyClick(page.list, Qt.Key.Key_0)
    assert page.panel._row is not None
    qtbot.keyClicks(page.panel._row.editor.control(), "13900000077")
    qtbot.keyClick(page.panel._row.editor.control(), Qt.Key.Key_Return)
    settle(qtbot)
    assert phone(desk.store, item.uid) == "13900000077"


def test_a_decision_wants_a_line_of_why(desk: Desk, qtbot, apart) -> None:
    page = opened(desk, qtbot)
    page.reason.clear()
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert "写一句怎么定的" in page.line.text()
    assert page.list.lines.rowCount() == 2


def test_all_by_what_is_shown_after_asking(desk: Desk, qtbot, apart) -> None:
    page = opened(desk, qtbot)
    before = [phone(desk.store, home) for home in apart]
    page.bulk_button.click()
    assert "把这 2 处都按现在显示的定下来" in page.line.text()
    page._bulk()
    settle(qtbot)
    assert differing.count(desk.store) == 0
    assert [phone(desk.store, home) for home in apart] == before


@pytest.fixture
def twins(desk: Desk) -> tuple[str, str]:
    """The same person in two households, entered twice."""
    homes = household_of(desk.store, "白云飞"), household_of(desk.store, "赵石头")
    one, other = (
        st.add(desk.store, "person", {"household": home, "name": "白小雨", "id_no": identity("20100101", 3), "relation": "3", **more}).uid
        for home, more in zip(homes, ({"phone": "13900000005"}, {}), strict=True))
    return one, other


def test_twins_stand_side_by_side_with_what_differs_marked_and_become_one(desk: Desk, qtbot, twins) -> None:
    page = opened(desk, qtbot)
    assert page.views.currentWidget() is page.twins
    item = page._items[page.list.current()]
    lines = {line.heading: line for line in differing.side_by_side(desk.store, item)}
    assert not lines["姓名"].differs and lines["联系电话"].differs and item.same == "同一人"
    marked = [one.text() for one in page.twins.findChildren(QLabel) if one.property("tone") == "warning"]
    assert "13900000005" in marked and "白小雨" not in marked
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    settle(qtbot)
    assert len(st.find(desk.store, "person", {"name": "白小雨"})) == 1
    desk.undo()
    assert len(st.find(desk.store, "person", {"name": "白小雨"})) == 2


def test_twins_that_are_two_are_not_asked_about_again(desk: Desk, qtbot, twins) -> None:
    page = opened(desk, qtbot)
    assert page.list.lines.rowCount() == 1
    qtbot.keyClick(page.list, Qt.Key.Key_0)
    settle(qtbot)
    page.refresh()
    settle(qtbot)
    assert page.list.lines.rowCount() == 0
    assert len(st.find(desk.store, "person", {"name": "白小雨"})) == 2


def test_removed_here_and_edited_there_is_decided_by_a_number(desk: Desk, qtbot, tmp_path: Path) -> None:
    from services import packing, receiving

    store = desk.store
    town = township(store, tmp_path)
    home = household_of(store, "白云飞")
    toilet = st.add(store, "toilet", {"household": home, "kind": "new", "year": 2025}).uid
    carry(store, town, tmp_path)
    st.remove(store, "toilet", toilet, "记重了")
    st.change(town, "toilet", toilet, {"subsidy": "1000"})
    packing.pack(town, tmp_path / "down")
    receiving.receive(store, [tmp_path / "down"])
    town.close()
    page = opened(desk, qtbot)
    item = page._items[page.list.current()]
    assert item.kind == "delete" and not page.panel.own_button.isVisible() and not page.bulk_button.isVisible()
    removing = next(head for head in item.heads if head.text.startswith("撤掉"))
    page.settle(item.id, str(removing.n))
    settle(qtbot)
    assert st.count(store, "toilet") == 0
