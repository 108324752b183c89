"""A handful of the nasty forms and messy lists: understood without a wrong guess, and known after one correction."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models import store as st
from tools.messy_lists import LISTS, take
from tools.nasty_forms import FORMS
from tools.templates import try_form


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> st.Store:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    monkeypatch.setenv("ZHENXING_NOW", "2025-07-22T09:00:00+08:00")
    store, _ = st.create(tmp_path / "village", role="village", region="999999104201", name="清水村", operator="村专干", password="made-up 1")
    for name in ("云山明", "川冬"):
        house = st.add(store, "household", {"head_name": name, "group": "一组", "type": "脱贫户"})
        st.add(store, "toilet", {"household": house.uid, "kind": "新建", "year": 2025, "subsidy": 1800})
    return store


def test_nasty_forms_are_understood_and_a_correction_is_needed_only_once(village: st.Store, tmp_path: Path) -> None:
    for at in (0, 1, 3, 6, 9):
        tried = try_form(village, FORMS[at], tmp_path)
        assert (tried.wrong, tried.second) == ((), 0), tried
    village.close()
    rows = CalamineWorkbook.from_path(tmp_path / f"{FORMS[1].name}-已填.xlsx").get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[5:7]] == ["云山明", "川冬"] and rows[9][6] == 3600


@pytest.mark.parametrize("at", [2, 11, 16, 26])
def test_messy_lists_come_in_as_they_should(at: int, tmp_path: Path) -> None:
    assert take(LISTS[at], tmp_path).expected
