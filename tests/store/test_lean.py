"""Of tall ledgers only some columns are read, and of long ones only some rows: what is asked for is there all the same."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event

from models import store as st
from models.ledgers import LEDGERS
from models.store.lean import LeanSource
from models.store.source import Source, Within


@pytest.fixture
def visited(store: st.Store) -> st.Store:
    """Three households with a visit each."""
    for at, head in enumerate(("白小乙", "白小丙", "白小丁"), 1):
        home = st.add(store, "household", {"head_name": head, "group": f"{at}组", "type": "lifted"}).uid
        st.add(store, "visit", {"household": home, "date": f"2025-0{at}-05", "units": "village", "method": "home"})
    return store


def test_a_lean_row_gives_what_was_not_read_and_then_is_the_whole_row(visited: st.Store) -> None:
    with visited.reader.connect() as connection:
        lean, whole = LeanSource(connection, LEDGERS, {"household": ("type",)}), Source(connection, LEDGERS, whole=True)
        asked: list[str] = []
        connection.begin()
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        first, *_ = lean.all("household")
        assert (first["type"], first.get("type"), len(asked)) == ("lifted", "lifted", 1)
        assert (first.get("group"), first.get("no such column", "-"), len(asked)) == ("1组", "-", 2)
        assert [{**row} for row in lean.all("household")] == whole.all("household")
        with pytest.raises(KeyError):
            first["no such column"]


def test_a_lean_row_is_whole_for_whoever_copies_it(visited: st.Store) -> None:
    with visited.reader.connect() as connection:
        lean, whole = LeanSource(connection, LEDGERS, {"household": ("type",)}), Source(connection, LEDGERS, whole=True)
        assert dict(lean.all("household")[0]) == whole.all("household")[0]


@pytest.mark.parametrize("loaded", [False, True], ids=["from the database", "from what was read"])
def test_some_rows_and_some_columns_are_the_same_from_the_file_and_from_memory(visited: st.Store, loaded: bool) -> None:
    with visited.reader.connect() as connection:
        source = Source(connection, LEDGERS, whole=True)
        if loaded:
            source.all("visit")
        spring = Within(date(2025, 2, 1), date(2025, 3, 5))
        found = source.some("visit", date=spring, method="home")
        assert sorted(row["date"] for row in found) == [date(2025, 2, 5), date(2025, 3, 5)]
        told = source.columns("visit", ("uid", "date", "units"), date=spring)
        assert sorted(told) == sorted((row["uid"], row["date"], row["units"]) for row in found)
        assert source.columns("visit", ("uid",), method="phone") == []


@pytest.mark.parametrize("loaded", [False, True], ids=["from the database", "from what was read"])
def test_sums_and_what_stands_together_are_the_same_from_the_file_and_from_memory(visited: st.Store, loaded: bool) -> None:
    [home, *_] = st.uids(visited, "household", {"group": "1组"})
    for month, amount in (("2025-01", "100.50"), ("2025-02", "7"), ("2025-09", "1")):
        st.add(visited, "income", {"household": home, "month": month, "amount": amount, "part": "wage", "item": "wage_job"})
    with visited.reader.connect() as connection:
        source = Source(connection, LEDGERS, whole=True)
        if loaded:
            source.all("income")
        [(*by, amount, months)] = source.sums("income", "amount", ("household", "part"), "month", month=Within("2025-01", "2025-06"))
        assert (by, amount, sorted(months)) == ([home, "wage"], Decimal("107.50"), ["2025-01", "2025-02"])
        assert source.distinct("income", ("part", "item")) == {("wage", "wage_job")}
        assert source.sums("income", "amount", ("household",), "month", part="cost") == []


def test_rows_of_many_parents_are_the_same_as_those_of_a_few(visited: st.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    homes = st.uids(visited, "household")
    told = []
    for many in (1, 4000):
        monkeypatch.setattr("models.store.source._MANY", many)
        with visited.reader.connect() as connection:
            source = Source(connection, LEDGERS)
            source.warm("household", homes[:2])
            source.warm_children("visit", "household", homes[:2])
            told.append([(source.get("household", home), source.children("visit", "household", home)) for home in homes])
    assert told[0] == told[1]
    assert [len(visits) for _, visits in told[0]] == [1, 1, 1]
