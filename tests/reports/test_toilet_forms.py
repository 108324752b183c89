"""户厕: the register of faults and the sheet of acceptance, as they come out on paper."""

from __future__ import annotations

from models import store as st
from services import returning
from tests.reports.paper import pages


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


def test_a_toilet_is_accepted_on_one_page_with_three_offices(village: st.Store) -> None:
    toilet = st.find(village, "toilet")[0]
    made = returning.draw(village, "2.2c", record=toilet.uid)
    text = pages(made)
    assert (made.rows, made.files[0].pages) == (1, 1)
    for words in ("三格化粪池式", "2025-05-20", "1500.00元", "地下部分", "粪便不暴露", "乡镇（签字盖章）", "县（签字盖章）",
                  "2025年6月10日"):
        assert words in text, words
    assert returning.draw(village, "2.2c").rows == len(st.find(village, "toilet", {"year": 2025}))
