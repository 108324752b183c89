"""以前出的表: found, looked at as it was, checked by its code, compared with today."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.desk import Desk
from gui.menu import has_page
from gui.pages.kept_page import KeptPage
from gui.search_box import SearchBox
from models import store as st
from services import kept_since, returning
from tests.gui.two_offices import settle


@pytest.fixture
def page(desk: Desk, qtbot) -> KeptPage:
    """Two papers: 2.2 of both houses, and the visit record of one."""
    homes = st.uids(desk.store, "household")
    for home in homes:
        st.add(desk.store, "toilet", {"household": home, "kind": "新建", "year": "2025", "subsidy": "1500"})
    returning.make(desk.store, "2.2", formats=("pdf",))
    returning.make(desk.store, "2.1b", household=homes[0], formats=("pdf",))
    made = KeptPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.open()
    settle(qtbot)
    return made


def _of(page: KeptPage, id: str) -> str:
    return next(one.code for one in page.kept.shown if one.id == id)


def test_what_was_handed_over_is_found_seen_and_kept_as_files_again(page: KeptPage, tmp_path: Path, qtbot) -> None:
    assert has_page("kept") and len(page.kept.shown) == 2
    page.kept.search.setText("hcgz")
    assert [one.id for one in page.kept.shown] == ["2.2"]
    page.kept.search.setText("没有的")
    assert page.kept.nothing.isVisible() and not page.kept.look_button.isEnabled()
    page.kept.search.setText("户厕")
    page.kept.look_button.click()
    settle(qtbot)
    assert page.views.currentWidget() is page.filed and page.filed.preview.data.startswith(b"%PDF")
    page.filed.save_to(tmp_path)
    settle(qtbot)
    assert sorted(path.suffix for path in tmp_path.glob("2.2*")) == [".pdf", ".xlsx"]
    assert "没有加密" in page.filed.line.text()
    page.filed._on_back()
    assert page.views.currentWidget() is page.kept


def test_a_code_says_whether_the_paper_still_holds_and_leads_to_what_changed_and_on_to_the_record(page: KeptPage, desk: Desk, qtbot) -> None:
    code = _of(page, "2.2")
    page.open(code.lower().replace("-", " "))
    settle(qtbot)
    assert kept_since.SAME in page.kept.line.text()
    toilet = st.uids(desk.store, "toilet")[0]
    st.change(desk.store, "toilet", toilet, {"subsidy": "1600"})
    page.check_code(code)
    settle(qtbot)
    assert "2 处变了" in page.kept.line.text()
    page._on_compare_again()
    settle(qtbot)
    money, total = page.changed.rows
    assert (money.then, money.now, total.who, total.now) == ("1500.00", "1600.00", kept_since.TOTAL, "3100.00")
    asked = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    for one in (money, total):
        page.changed.list.pick(f"{one.ledger}/{one.uid}/{one.what}")
        page.changed.list._open()
    assert asked == [("ledger/toilet", toilet)] and "整张表" in page.changed.line.text()
    page._on_print()
    settle(qtbot)
    assert page.views.currentWidget() is page.paper and page.paper.preview.data.startswith(b"%PDF")


def test_a_paper_that_holds_and_a_code_of_nobody_are_said_in_a_sentence(page: KeptPage, qtbot) -> None:
    page.compare(page.kept.shown[0])
    settle(qtbot)
    assert page.changed.line.text() == kept_since.SAME
    page.check_code("ZZZZ-ZZZZ")
    assert "ZZZZ-ZZZZ" in page.kept.line.text() and "抄错" in page.kept.line.text()


def test_the_search_above_knows_a_code(page: KeptPage, desk: Desk, qtbot) -> None:
    box, asked = SearchBox(desk), []
    qtbot.addWidget(box)
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    box.setText(_of(page, "2.2").replace("-", ""))
    box.look()
    box._take(box.list.item(0))
    assert asked == [("kept", _of(page, "2.2"))]
