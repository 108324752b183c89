"""The list of sticks: name, room and kind; which one is chosen; what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.desk import Desk
from gui.widgets.stick_list import StickList, size_words, tip_of, words_of
from services import sticks as found_sticks
from tests.gui.two_offices import settle

STICK = found_sticks.Stick(Path("/media/u/KINGSTON"), "KINGSTON", 12_300_000_000, "FAT32", True, 4 * 1024**3 - 1)
FULL = found_sticks.Stick(Path("/media/u/OLD"), "", 4_000, "exFAT", False, None)


def test_sticks_show_name_room_and_kind_and_one_that_can_be_written_is_chosen(desk: Desk, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(found_sticks, "sticks", lambda: [FULL, STICK])
    made = StickList(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.folder() is not None)
    assert made.folder() == STICK.path
    assert [one.text().strip() for one in made._buttons] == [
        "U盘 /media/u/OLD · 只能读，写不进去 · exFAT", "U盘 KINGSTON · 还能放 11.5 GB · FAT32"]
    assert "4 GB" in tip_of(STICK) and "4 GB" not in tip_of(FULL)
    made._buttons[0].click()
    assert made.folder() == FULL.path
    monkeypatch.setattr(found_sticks, "sticks", list)
    made.look()
    qtbot.waitUntil(lambda: made.folder() is None)
    assert "没有找到U盘" in made.words.text()


def test_a_chosen_folder_stays_when_there_is_no_stick(desk: Desk, qtbot, tmp_path: Path) -> None:
    made = StickList(desk)
    qtbot.addWidget(made)
    made.choose(tmp_path)
    made.look()
    settle(qtbot)
    assert made.folder() == tmp_path and "放到这个文件夹" in made.words.text()


@pytest.mark.parametrize(("size", "said"), [(12_300_000_000, "11.5 GB"), (5 * 1024**2, "5 MB"), (2048, "2 KB"), (-1, "0 KB")])
def test_room_is_said_in_round_numbers(size: int, said: str) -> None:
    assert size_words(size) == said


def test_a_stick_without_a_name_is_called_by_its_place() -> None:
    assert words_of(FULL).startswith("U盘 /media/u/OLD")
