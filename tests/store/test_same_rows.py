"""Rows of one parent that say the same are found through an index of a whole ledger, which keeps up with what is written."""

from models import store as st
from models.ledgers import LEDGERS
from models.store.source import Source

NAMES = ("date", "method")


def test_an_index_of_a_whole_ledger_finds_what_going_through_it_finds_after_each_write(store: st.Store) -> None:
    homes = [st.add(store, "household", {"head_name": name}).uid for name in ("白小甲", "白小乙")]
    days = ("2025-06-01", "2025-06-01", "2025-07-01")
    uids = [st.add(store, "visit", {"household": home, "date": day, "method": "home"}).uid for home in homes for day in days]
    with store.reader.connect() as connection:
        whole, asked = Source(connection, LEDGERS, whole=True), Source(connection, LEDGERS)

        def found(source: Source) -> list[list[str]]:
            rows = [row for uid in uids if (row := source.get("visit", uid))]
            return [sorted(one["uid"] for one in source.same("visit", "household", row, NAMES)) for row in rows]

        first, third = (dict(whole.get("visit", uids[at]) or {}) for at in (0, 2))
        told = found(whole)
        assert told == found(asked) and [len(one) for one in told] == [2, 2, 1, 2, 2, 1]
        for written in (third | {"date": first["date"]}, first | {"household": homes[1]}, third | {"removed_at": "now"}):
            for source in (whole, asked):
                source.put("visit", written)
            assert found(whole) == found(asked)
        assert [len(one) for one in found(whole)] == [3, 1, 3, 3, 1]
