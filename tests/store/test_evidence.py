"""Rules see the photos and scans of a record: its own, live ones, fetched once for all that is read together."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

import models.store as st
from models.ledgers import LEDGERS
from models.store.facts import Policy, RecordFacts
from models.store.query import full
from models.store.source import Source

DEED = b"%PDF-1.4 a made-up scan"


@pytest.fixture
def asked(store: st.Store) -> Iterator[list[str]]:
    """Every question put to the table of attachments."""
    found: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if "FROM attachment" in statement:
            found.append(statement)

    event.listen(store.reader, "before_cursor_execute", note)
    yield found
    event.remove(store.reader, "before_cursor_execute", note)


def test_a_record_s_own_live_photos_are_seen_and_asked_for_once(store: st.Store, household: str, asked: list[str]) -> None:
    visits = [st.add(store, "visit", {"household": household, "date": f"2025-07-{day:02}"}).uid for day in range(1, 8)]
    kept, taken_back = (st.add(store, "attachment", {"ledger": "visit", "row": visits[at], "file": DEED}).uid for at in (0, 1))
    st.remove(store, "attachment", taken_back, "放错了")
    batch = full(store, "visit", st.by_uids(store, "visit", visits))
    asked.clear()
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS)
        policy = Policy(source, store.scope)
        facts = [RecordFacts(source, LEDGERS["visit"], one, one, policy, store.today(), batch) for one in batch]
        assert [[photo["uid"] for photo in one.attachments()] for one in facts] == [[kept], *([[]] * 6)]
    assert len(asked) == 1


def test_a_closed_measure_is_in_order_once_its_scan_is_there(store: st.Store) -> None:
    problem = st.add(store, "problem", {"反馈来源": "国家考核", "反馈问题": "路灯不亮", "反馈日期": "2025-03-01"}).uid
    measure = st.add(store, "measure", {"problem": problem, "整改措施": "换灯", "完成时限": "立行立改", "state": "已完成",
                                        "done_on": "2025-06-01"}).uid
    closed = {"state": "已销号", "closed_on": "2025-06-20", "closed_by": "张甲"}
    assert [note.field for note in st.change(store, "measure", measure, closed).notices] == ["evidence"]
    st.add(store, "attachment", {"ledger": "measure", "row": measure, "file": DEED})
    assert st.change(store, "measure", measure, {"note": "灯亮了"}).notices == ()


def test_photos_of_children_are_asked_for_once_too(store: st.Store, asked: list[str]) -> None:
    problem = st.add(store, "problem", {"反馈来源": "国家考核", "反馈问题": "路灯不亮", "反馈日期": "2025-03-01"}).uid
    measures = [st.add(store, "measure", {"problem": problem, "整改措施": f"换第{n}盏灯"}).uid for n in range(4)]
    for number, measure in enumerate(measures):
        month = st.add(store, "measure_progress", {"measure": measure, "month": "2025-04", "text": f"换了第{number}盏"}).uid
        st.add(store, "attachment", {"ledger": "measure_progress", "row": month, "file": DEED + bytes([number])})
    batch = full(store, "measure", st.by_uids(store, "measure", measures))
    asked.clear()
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS)
        policy = Policy(source, store.scope)
        facts = [RecordFacts(source, LEDGERS["measure"], one, one, policy, store.today(), batch) for one in batch]
        assert [len(one.attachments("measure_progress")) for one in facts] == [1, 1, 1, 1]
        assert [one.attachments() for one in facts] == [[]] * 4
    assert len(asked) == 2
