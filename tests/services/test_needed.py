"""Blank is no mistake, but for a return that prints the column and beside an export of the national system."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models import store as st
from models.codes.needed import needs
from models.insight.alerts import alerts
from reports.returns import RETURNS
from reports.returns.book import field_at
from services import import_compare, importing, returning


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """A 脱贫户 of which hardly anything is known."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲", password="试用密码 2025",
                        today=date(2025, 7, 22))  # fmt: skip
    st.add(made, "household", {"head_name": "白小乙", "code": "0001", "type": "lifted"})
    yield made
    made.close()


def test_every_need_names_columns_and_returns_that_there_are() -> None:
    for need in needs():
        assert {field_at(need.ledger, path).label for paths in need.columns for path in paths} and need.source
        assert all(field_at(need.ledger, path) for path in need.where)
        assert need.national or (need.returns and set(need.returns) <= set(RETURNS))


def test_a_return_says_which_of_its_columns_are_blank_and_whose(store: st.Store) -> None:
    head = st.find(store, "person")[0].uid
    assert alerts(store) == [], "nobody is asked for anything while it is written down"
    st.add(store, "job", {"person": head, "place": "province", "city": "示范市", "from_month": "2025-03"})
    assert "缺身份证号 1 人：白小乙。" in returning.draw(store, "2.5").warnings
    assert not any(text.startswith("缺") for text in returning.draw(store, "2.5", blank=True).warnings)
    st.change(store, "person", head, {"id_no": "999999198001010011"})
    assert not any(text.startswith("缺") for text in returning.draw(store, "2.5").warnings)


def test_beside_a_national_export_what_is_blank_in_both_is_listed(store: st.Store, tmp_path: Path) -> None:
    def compared(headings: tuple[str, ...], *rows: tuple[object, ...]) -> list[tuple[str, ...]]:
        book = openpyxl.Workbook()
        for row in (headings, *rows):
            book.active.append(row)
        book.save(tmp_path / "表.xlsx")
        found = import_compare.differences(store, importing.preview(store, "household", tmp_path / "表.xlsx").report)
        return [one.cells[:5] for one in found if one.kind == "blank"]

    national = ("户编号", "户主姓名", "户主证件号码", "主要致贫原因", "与村主干路距离", "耕地面积")
    assert compared(national, ("0001", "白小乙", None, None, None, "3.5")) == [
        ("两边都空着", "白小乙", heading, "空", "空，全国系统要填") for heading in ("户主证件号", "与村主干路距离（公里）", "主要致贫原因")]
    assert compared(("户编号", "户主姓名", "户主证件号码"), ("0001", "白小乙", None)) == [], "a list of our own is no export"
