"""One group, a selection, or nothing but the lines: what is asked of a return beside its period."""

from __future__ import annotations

import pytest

from models import store as st
from models.insight import figures
from models.kernel import UsageMistake
from reports.returns import OFFICIAL, RETURNS
from services import returning
from tests.reports.paper import pages


def test_one_group_of_a_register_has_its_own_figures_and_says_so(village: st.Store) -> None:
    made = returning.draw(village, "2.2", group="1组", formats=("pdf",))
    assert made.sheet is not None
    assert {row[1] for row in made.sheet.rows} == {"1组"}
    assert made.files[0].name == "2.2-户厕改造台账-1组-某某村-2025.pdf"
    assert made.sheet.period_text.endswith("1组")
    new = figures.values(village, ["toilet.new"], "2025", group="1组")["toilet.new"]
    assert f"新建户厕{new}座" in made.sheet.footnotes[0]
    assert made.rows == new


def test_a_selection_holds_what_was_picked_and_no_figure_of_the_village(village: st.Store) -> None:
    homes = st.uids(village, "household")[:3]
    toilet = st.find(village, "toilet")[-1].uid
    made = returning.draw(village, "2.2", only=(*homes, toilet), formats=("pdf",))
    theirs = {row.uid for row in st.find(village, "toilet") if row["household"] in homes} | {toilet}
    assert made.rows == len(theirs)
    assert made.sheet is not None
    assert made.sheet.footnotes == ()
    assert returning.draw(village, "2.1b", only=homes).rows == 3


@pytest.mark.parametrize("id", [*(one.id for one in OFFICIAL if one.blanks), "household"])
def test_a_blank_form_is_its_head_and_lines_on_one_sheet(village: st.Store, id: str) -> None:
    formats = RETURNS[id].formats
    made = returning.draw(village, id, blank=True, formats=formats)
    text = pages(made)
    assert next(file.pages for file in made.files if file.format == "pdf") <= 2
    assert all("空白表" in file.name for file in made.files)
    assert not any(name in text for name in ("白小甲", "其其格", "138000", "含未核实"))
    if made.sheet is not None:
        assert all(value is None or "□" in str(value) for row in made.sheet.rows for value in row)
        assert len(made.sheet.rows) >= 8


def test_a_blank_form_is_not_kept(village: st.Store) -> None:
    before = village.generation()
    returning.make(village, "2.2", blank=True)
    assert village.generation() == before


def test_what_is_no_form_of_households_is_not_made_for_one(village: st.Store) -> None:
    with pytest.raises(UsageMistake, match="不分户"):
        returning.draw(village, "problem", group="1组")
    with pytest.raises(UsageMistake, match="没有空白表"):
        returning.draw(village, "attachment", blank=True)
