"""The book of alerts after an edit is the book one would write anew."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import models.store as st
from models.insight.alerts import alerts
from models.insight.rechecking import Book
from models.kernel import UserMistake, stored_fields
from models.ledgers import LEDGERS
from tests.ledgers.samples import make, value_of

SYSTEM = {"operator", "kept_return", "mapping"}


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """A made-up village with one row of every ledger."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "village", role="village", region="999999104201", name="清水村", operator="村专干",
                         password="试用密码", today=date(2025, 7, 22))
    made: dict[str, str] = {}
    for ledger in LEDGERS:
        make(store, ledger, made)
    yield store
    store.close()


def test_after_any_edit_the_book_says_what_a_look_at_everything_says(village: st.Store) -> None:
    book = Book(village)
    assert book.refresh() == -1
    assert sorted(book.alerts, key=repr) == sorted(alerts(village, hints=True), key=repr)
    wrong = []
    for number, ledger in enumerate(LEDGERS):
        if ledger in SYSTEM:
            continue
        uid = st.uids(village, ledger)[0]
        fields = [f for f in stored_fields(LEDGERS[ledger]) if not f.to and not f.required and f.kind.name not in ("attachment",)]
        for field in fields[number % 5::5]:  # emptied, then written again: each is followed by itself
            for value in ("（清空）", value_of(ledger, field)):
                try:
                    st.change(village, ledger, uid, {field.name: value})
                except UserMistake:
                    continue
        book.refresh()
        if sorted(book.alerts, key=repr) != sorted(alerts(village, hints=True), key=repr):
            wrong.append(ledger)
    assert wrong == []


def test_a_row_that_goes_takes_its_alerts_along_and_those_it_gave_to_others(village: st.Store) -> None:
    book = Book(village)
    book.refresh()
    for ledger in ("loan_check", "job", "person"):
        uid = st.uids(village, ledger)[0]
        st.remove(village, ledger, uid, "登记错了")
        assert book.refresh() >= 0
        assert sorted(book.alerts, key=repr) == sorted(alerts(village, hints=True), key=repr)
        assert not any(alert.uid == uid for alert in book.alerts)


def test_what_follows_from_the_rows_of_a_parent_is_followed_too(village: st.Store) -> None:
    """Whether a household is meant for a post follows from its cases, which are rows of their own, and from their steps."""
    home = st.add(village, "household", {"head_name": "白小乙", "type": "一般户"}).uid
    person = st.find(village, "person", {"household": home})[0].uid
    held = st.add(village, "post_holder", {"person": person, "post": st.uids(village, "post")[0], "from_on": "2025-07-01"}).uid
    book = Book(village)
    book.refresh()
    assert ("post_holder.may_hold_it", held) in {(one.check, one.uid) for one in book.alerts}
    st.add(village, "monitoring", {"household": home, "kind": "边缘易致贫户", "opening": "是", "identified_month": "2025-01"})
    assert book.refresh() >= 0
    assert sorted(book.alerts, key=repr) == sorted(alerts(village, hints=True), key=repr)
    assert ("post_holder.may_hold_it", held) not in {(one.check, one.uid) for one in book.alerts}


def test_a_figure_that_a_check_asked_for_is_followed_from_the_rows_it_counts(village: st.Store) -> None:
    year = st.add(village, "target", {"id": "toilet.new_accepted", "year": 2025, "value": 1}).uid
    book = Book(village)
    book.refresh()
    for name in ("白小丙", "白小丁"):
        home = st.add(village, "household", {"head_name": name}).uid
        st.add(village, "toilet", {"household": home, "kind": "新建", "year": 2025, "accepted_on": "2025-07-01", "acceptance": "合格"})
        assert book.refresh() >= 0
    told = {one.uid: one.text for one in book.alerts if one.check == "target.no_more_than_the_task"}
    assert told.keys() == {year} and "比任务1座多" in told[year]
    assert sorted(book.alerts, key=repr) == sorted(alerts(village, hints=True), key=repr)


def test_nothing_written_nothing_looked_at(village: st.Store) -> None:
    book = Book(village)
    book.refresh()
    assert book.refresh() == 0


def test_a_photo_on_a_month_s_progress_is_followed_to_the_measure_that_lacked_evidence(village: st.Store) -> None:
    problem = st.add(village, "problem", {"反馈来源": "国家考核", "反馈问题": "灯不亮", "反馈日期": "2025-03-01"}).uid
    closed = {"state": "已销号", "done_on": "2025-06-01", "closed_on": "2025-06-20", "closed_by": "张甲"}
    measure = st.add(village, "measure", {"problem": problem, "整改措施": "换灯泡", "完成时限": "立行立改"} | closed).uid
    month = st.add(village, "measure_progress", {"measure": measure, "month": "2025-05", "text": "换了"}).uid
    book = Book(village)
    book.refresh()
    assert [alert.field for alert in book.alerts if alert.uid == measure] == ["evidence"]
    st.add(village, "attachment", {"ledger": "measure_progress", "row": month, "file": b"made-up scan"})
    book.refresh()
    assert not any(alert.uid == measure for alert in book.alerts)
