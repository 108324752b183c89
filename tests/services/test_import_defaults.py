"""What fills itself in is there before a row is judged and before it is looked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models import store as st
from services import importing

Book = Callable[..., Path]
HOLDERS = ("姓名", "身份证号", "岗位", "协议开始日期", "协议结束日期")


@pytest.fixture
def village(store: st.Store) -> st.Store:
    """One household, one post."""
    st.add(store, "household", {"head_name": "张甲", "head_id": "999999197001010011", "type": "脱贫户"})
    st.add(store, "post", {"name": "保洁员", "standard": 200})
    return store


def test_rules_of_a_new_row_see_its_defaults_in_preview_and_at_the_desk(village: st.Store, book: Book) -> None:
    ended = ("张甲", "999999197001010011", "保洁员", "2024-01-01", "2024-12-31")
    report = importing.preview(village, "post_holder", book(HOLDERS, ended)).report
    assert report.rows[0].outcome == "added"
    assert any("状态还是在岗" in cell.text for cell in report.cells)
    person = st.uids(village, "person")[0]
    raw = {"person": person, "post": "保洁员", "from_on": "2024-01-01", "to_on": "2024-12-31"}
    assert [mistake.field for mistake in st.check(village, "post_holder", raw).mistakes] == ["to_on"]


def test_a_key_with_the_only_village_in_it_finds_its_row_again(village: st.Store, book: Book) -> None:
    path = book(("交办事项", "交办日期", "完成时限"), ("核实安全饮水", "2025-07-01", "2025-07-31"))
    first, again = (importing.apply(village, importing.preview(village, "assignment", path)) for _ in range(2))
    assert (first.count("added"), again.count("unchanged")) == (1, 1)
