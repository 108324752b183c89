"""待建线索: what was sent to monitoring on a doorstep or after a hailstorm becomes cases by one key, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import background
from gui.desk import Desk
from gui.pages.clues_page import CluesPage
from gui.settings import Settings
from models import store as st
from services import clues, visiting
from tests.gui.small_village import Village, build


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    """A doorstep and a hailstorm; 赵六 was hit by both, 王五 is monitored already, 钱七 was only noted."""
    made = build(tmp_path / "data", {"赵六": "一组", "钱七": "一组", "王五": "二组"})
    homes = made.homes
    visiting.record_visit(made.store, homes["赵六"], {"result": "changed", "date": "2025-07-03"}, findings=[{"text": "户主住院", "route": "clue"}])
    made.add("monitoring", household=homes["王五"], clue_on="2025-01-05")
    storm = made.add("event", date="2025-07-10", kind="hail")
    for head, route in (("赵六", "clue"), ("钱七", "note"), ("王五", "clue")):
        made.add("event_household", event=storm, household=homes[head], route=route, text="玉米倒伏")
    yield made
    background.wait()
    made.store.close()


def test_only_what_a_person_sent_there_waits_and_once_for_each_household(place: Village) -> None:
    told = [(one.head, f"{one.on}", one.source, one.text) for one in clues.waiting(place.store)]
    assert told == [("赵六", "2025-07-03", "入户走访", "户主住院；风雹，玉米倒伏")]


def test_one_key_begins_a_case_and_undo_takes_it_back(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> None:
    page = CluesPage(Desk(place.store, Settings(tmp_path / "screen.ini")))
    page.desk.setParent(page)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    page.open()
    qtbot.waitUntil(lambda: page.all_button.text() == "1 户都建成线索")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(page.nothing.isVisible)
    case = st.find(place.store, "monitoring", {"household": place.homes["赵六"]})[0]
    assert (f"{case['clue_on']}", case["channel"], case["clue"]) == ("2025-07-03", "sweep", "户主住院；风雹，玉米倒伏")
    page.desk.undo()
    qtbot.waitUntil(lambda: not page.nothing.isVisible())


def test_a_clue_after_a_removal_begins_a_case_that_follows_the_old_one(place: Village) -> None:
    old = place.add("monitoring", household=place.homes["钱七"], identified_month="2021-05", cleared=True, cleared_month="2023-06",
                    opening=True, opened_on="2025-04-30")  # fmt: skip
    visiting.record_visit(place.store, place.homes["钱七"], {"result": "changed", "date": "2025-07-05"}, findings=[{"text": "摔伤", "route": "clue"}])
    saved = clues.begin(place.store, [one for one in clues.waiting(place.store) if one.head == "钱七"])
    assert st.by_uids(place.store, "monitoring", [saved.uid])[0]["after"] == old
    assert [one.head for one in clues.waiting(place.store)] == ["赵六"]
