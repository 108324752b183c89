"""户厕: the register of faults and the sheet of acceptance, as they come out on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models import store as st
from services import evidence, returning
from tests.reports.paper import pages
from tests.reports.village_of_returns import build
from tests.services.pictures import photo


def test_faults_of_the_year_and_those_left_over_are_listed_with_the_figures_of_toilets(village: st.Store) -> None:
    made = returning.draw(village, "2.2b", formats=("pdf",))
    text = pages(made)
    assert made.rows == 2
    assert "便池漏水" in text
    assert "加保温层" in text
    assert "已经修好的" not in text
    assert "应整改问题户厕1座，已整改完成1座" in text
    assert made.sheet is not None
    assert [row[-1] for row in made.sheet.rows] in (["是", "否"], ["否", "是"])


def test_the_photos_of_a_fault_are_numbered_wherever_they_were_put_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store = build(tmp_path / "data")
    fault = st.find(store, "toilet_fault", {"text": "便池漏水"})[0].uid
    st.change(store, "toilet_fault", fault, {"photo_before": photo(shade=1)})
    for number, field in ((2, "photo_before"), (3, "photo_after")):
        (tmp_path / str(number)).write_bytes(photo(shade=number))
        taken = evidence.take_in(store, [tmp_path / str(number)]).pictures
        evidence.add(store, "toilet_fault", fault, [replace(one, field=field) for one in taken])
    sheet = returning.draw(store, "2.2b", full=True, formats=()).sheet
    store.close()
    assert sheet is not None
    told = {row[7]: row[-2] for row in sheet.rows}
    assert told == {"便池漏水": "前1、前2、后1", "冬天上冻用不了": None}


def test_a_toilet_is_accepted_on_one_page_with_three_offices(village: st.Store) -> None:
    toilet = st.find(village, "toilet")[0]
    made = returning.draw(village, "2.2c", record=toilet.uid)
    text = pages(made)
    assert (made.rows, made.files[0].pages) == (1, 1)
    for words in ("三格化粪池式", "2025-05-20", "1500.00元", "地下部分", "粪便不暴露", "乡镇（签字盖章）", "县（签字盖章）",
                  "2025年6月10日"):
        assert words in text, words
    assert returning.draw(village, "2.2c").rows == len(st.find(village, "toilet", {"year": 2025}))
