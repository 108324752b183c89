"""A visit sheet comes back with its code: it finds its household, asks what was on it, and is filed whole or not at all."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import store as st
from models.kernel import UserMistake
from models.rules import sheet_code
from services import returning, visit_sheet, visiting
from tests.gui.small_village import TODAY, Village, build_full


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    village = build_full(tmp_path / "data")
    yield village
    village.store.close()


def _mark(place: Village, home: str, day: date = TODAY) -> str:
    return sheet_code.code_of(place.store.scope, home, day)


def test_the_code_on_the_paper_leads_back_to_its_household_and_to_what_it_asked(place: Village) -> None:
    home = place.homes["张三强"]
    (document,) = returning.draw(place.store, "2.1b", household=home, formats=("pdf",)).documents
    assert visit_sheet.household_of(place.store, document.mark) == (home, TODAY)
    paper = visit_sheet.paper(place.store, home, TODAY)
    assert [ask.ledger for ask in paper.asks] == ["job_check", "toilet_care", "loan_check"]
    assert [name for _, name in paper.members] == ["张三强", "张小山"]


def test_what_stands_on_it_becomes_one_visit_and_an_amount_is_counted_once(place: Village) -> None:
    store, home = place.store, place.homes["张三强"]
    place.add("income", household=home, month="2025-07", part="transfer", amount="900")
    paper = visit_sheet.paper(store, home, TODAY)
    amounts = {"wage": "6000", "transfer": "900"}
    raw = {"date": TODAY, "result": "changed", "wishes": "想修羊圈"}
    values, more = visit_sheet.filled(paper, raw, {paper.members[1][0]: "回家了"}, amounts)
    visiting.record_visit(store, home, values, [(paper.asks[0], 1)], rows=more)
    (visit,) = st.find(store, "visit")
    assert (visit["text"], visit["wishes"]) == ("张小山：回家了", "想修羊圈")
    assert "工资性收入 6000 元，转移性收入 900 元" in visit["money"]
    assert visit_sheet.beside(paper, amounts) == ["转移性收入"]
    rows = {row["part"]: row for row in st.find(store, "income")}
    assert (rows["wage"]["amount"], rows["wage"]["month"], rows["wage"]["span"]) == (Decimal(6000), "2025-07", "3")
    assert len(rows) == 2
    assert len(visit_sheet.paper(store, home, TODAY).asks) == len(paper.asks) - 1
    st.undo(store)
    assert st.count(store, "visit") == st.count(store, "job_check") == 0
    assert st.count(store, "income") == 1


def test_each_code_that_leads_nowhere_says_why_in_one_sentence(place: Village) -> None:
    store, home = place.store, place.homes["张三强"]
    right = _mark(place, home)
    closed, gone = list(place.homes.values())[1:3]
    st.change(store, "household", closed, {"residence": "closed"})
    st.remove(store, "household", gone, "搬到镇上")
    for code, words in (
        (right[:-1] + ("0" if right[-1] != "0" else "1"), visit_sheet.WRONG), (_mark(place, home, date(2026, 1, 1)), visit_sheet.WRONG),
        (sheet_code.code_of("999999104202", "b" * 32, TODAY), visit_sheet.ELSEWHERE),
        (_mark(place, "c" * 32), visit_sheet.UNKNOWN), (_mark(place, closed), "已注销"), (_mark(place, gone), "搬到镇上"),
    ):
        with pytest.raises(UserMistake, match=words):
            visit_sheet.household_of(store, code)
