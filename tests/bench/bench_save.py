"""Saving a visit: the program's way against the same rows by bare SQL, and against itself without capture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import text

from models import store as st
from models.store.journal.triggers import drop_all
from tests.bench.measure import REGION, Line, seconds, settle, times, village
from tests.bench.places import Bare, places

RUNS = 150


def measure(work: Path) -> Iterator[Line]:
    """Median of 150 saves each, turn by turn, one durable commit a save, among 1,000 households."""
    for place in places(work):
        with village(place.fresh()) as store, village(place.fresh()) as plain, place.bare() as bare:
            homes = settle(store, 1000)
            settle(plain, 1000)
            with plain.writer.begin() as connection:
                # The seal finds nothing caught and writes nothing: what is left is check, row and commit.
                drop_all(connection)
            found: tuple[list[float], list[float]] = ([], [])
            for at in range(RUNS):
                for taken, one in zip(found, (store, plain), strict=True):
                    taken.append(seconds(lambda one=one, home=homes[at]: _save(one, home)))  # type: ignore[misc]
            ours, without = map(median, found)
            raw = _bare(bare, _rows_of_the_last(store))
            yield times(f"{place.label}: save a visit (journal, heads, durable) : the same rows by raw SQL, durable", ours, raw, "3x or less")
            yield times(f"{place.label}: save a visit : the same save without capture", ours, without, "1.25x or less")


def _save(store: st.Store, home: str) -> None:
    st.add(store, "visit", {"household": home, "date": date(2025, 7, 1), "text": "家里都好，羊又多了两只。"})


def _rows_of_the_last(store: st.Store) -> dict[str, dict[str, Any]]:
    """Every row that one save leaves behind, by table."""
    last = "(SELECT max(rid) FROM sync_journal)"
    questions = {
        "sync_journal": f"SELECT * FROM sync_journal WHERE rid = {last}",
        "sync_change": f"SELECT * FROM sync_change WHERE rid = {last}",
        "sync_row": f"SELECT * FROM sync_row WHERE uid = (SELECT uid FROM sync_change WHERE rid = {last})",
        "sync_tip": "SELECT * FROM sync_tip ORDER BY seq DESC LIMIT 1",
        "visit": f"SELECT * FROM visit WHERE uid = (SELECT uid FROM sync_change WHERE rid = {last})",
    }
    with store.reader.connect() as connection:
        return {table: dict(connection.execute(text(sql)).mappings().one()) for table, sql in questions.items()}


def _bare(bare: Bare, rows: dict[str, dict[str, Any]]) -> float:
    """The same inserts, tip replaced, through the bare driver in a database with the same tables and indexes."""
    _parents(bare, rows["visit"]["household"])
    statements = [(bare.insert(table, tuple(row)), row) for table, row in rows.items()]
    found = []
    for at in range(RUNS):
        fresh = {"rid": at + 1, "uid": f"{at:032x}", "h": f"{at:032x}", "seq": at + 1}
        ready = [(sql, [fresh.get(name, value) for name, value in row.items()]) for sql, row in statements]
        found.append(seconds(lambda ready=ready: _commit(bare, ready)))  # type: ignore[misc]
    return median(found)


def _parents(bare: Bare, household: str) -> None:
    """A database that keeps its links wants the visited household to be there."""
    bare.raw.execute(bare.insert("household", ("uid", "scope")), (household, REGION))


def _commit(bare: Bare, ready: list[tuple[str, list[Any]]]) -> None:
    bare.begin()
    bare.raw.execute("DELETE FROM sync_tip")
    for sql, values in ready:
        bare.raw.execute(sql, values)
    bare.raw.execute("COMMIT")
