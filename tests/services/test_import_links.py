"""Rows that belong to people and toilets behind a household find them by whatever the list gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models import store as st
from models.kernel import UserMistake
from models.ledgers import LEDGERS
from models.store import query
from services import importing
from services.importing import ImportReport

Book = Callable[..., Path]


def _import(store: st.Store, ledger: str, path: Path) -> ImportReport:
    return importing.apply(store, importing.preview(store, ledger, path))


@pytest.fixture
def village(store: st.Store, book: Book) -> st.Store:
    """Two households; in each a person named 王乙."""
    path = book(("户编号", "姓名", "关系", "身份证号"), ("01", "张甲", "户主", "999999197001010011"), ("01", "王乙", "配偶", None),
                ("02", "李丁", "户主", None), ("02", "王乙", "配偶", "999999197202020022"), name="名册.xlsx")  # fmt: skip
    assert _import(store, "person", path).count("added") == 4
    return store


def test_a_person_is_found_by_name_within_the_household(village: st.Store, book: Book) -> None:
    head = ("户主姓名", "姓名", "在哪干", "年度")
    report = _import(village, "job", book(head, ("张甲", "王乙", "省外", 2025), (None, "王乙", "省外", 2025)))
    assert [row.outcome for row in report.rows] == ["added", "rejected"]
    assert "2条都像它" in report.rows[1].reason
    person = village and query.get(village, "person", query.find(village, "job")[0]["person"])
    assert person is not None and person["id_no"] is None


def test_a_borrower_is_found_by_certificate_and_a_loan_by_contract_or_day(village: st.Store, book: Book) -> None:
    head = ("借款人", "身份证号", "放款金额", "放款日期", "到期日期")
    path = book(head, ("王乙", "999999197202020022", "4.5万元", "2025.3.1", "2026.3.1"))
    assert _import(village, "loan", path).count("added") == 1
    again = _import(village, "loan", path)
    assert (again.count("unchanged"), again.batch) == (1, None)


def test_a_fault_finds_the_only_toilet_of_its_household(village: st.Store, book: Book) -> None:
    _import(village, "toilet", book(("户主", "改造类别", "年度"), ("李丁", "新建", 2019)))
    report = _import(village, "toilet_fault", book(("户主姓名", "发现日期", "问题类型"), ("李丁", "2024-05-01", "工程质量")))
    assert report.count("added") == 1, report.rows
    assert query.find(village, "toilet_fault")[0]["toilet"] == query.uids(village, "toilet")[0]


_WORDS = some.sampled_from(["张甲", "王乙", "户主", "01", "合计", "2024", "新建", "（清空）", "2月30日", "999999197001010011", "=1"])
_CELLS = some.one_of(some.none(), _WORDS, some.text(max_size=6), some.floats(), some.dates())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ledger=some.sampled_from(sorted(LEDGERS)), rows=some.lists(some.lists(_CELLS, min_size=6, max_size=6), max_size=6),
       data=some.data())  # fmt: skip
def test_no_list_at_all_brings_anything_but_a_report_or_a_sentence(
    village: st.Store, tmp_path: Path, ledger: str, rows: list[list[object]], data: some.DataObject
) -> None:
    labels = [field.label for field in LEDGERS[ledger].__fields__.values()]
    head = data.draw(some.lists(some.sampled_from([*labels, "户主姓名", "姓名", "身份证号"]), min_size=6, max_size=6))
    lines = [",".join(str(cell or "").replace(",", "").replace("\n", "").replace('"', "") for cell in row) for row in rows]
    (tmp_path / "表.csv").write_bytes("\n".join([",".join(head), *lines]).encode("utf-8-sig", "ignore"))
    try:
        report = importing.apply(village, importing.preview(village, ledger, tmp_path / "表.csv"))
    except UserMistake as sentence:
        assert str(sentence)
    else:
        assert sum(map(report.count, ("added", "updated", "unchanged", "rejected"))) == len(report.rows)
