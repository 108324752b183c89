"""A ledger of 200,000 people (a million with --full): its first screen, and finding one of them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from models import store as st
from tests.bench.measure import PASSWORD, Line, number, seconds, settle, spoken, times, typical, village

ROWS, FULL = 200_000, 1_000_000


def measure(work: Path, *, full: bool) -> Iterator[Line]:
    """The ledger page opened in a window without a screen, then keys of the search."""
    rows = FULL if full else ROWS
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    # In a process of its own, or its lists would count as the window's memory.
    fill = f"from pathlib import Path; from tests.bench import bench_large; bench_large.fill(Path({str(work / 'data')!r}), {rows})"
    subprocess.run([sys.executable, "-c", fill], check=True)
    with closing(st.open_store(work / "data", PASSWORD)) as store:
        raw = typical(lambda: _raw(store), 5)
        took, first, peak = _opened(store, work)
        yield Line(f"open a ledger of {rows:,} rows, default order, first screen : 200 rows by raw SQL",
                   f"{spoken(took)} (again: {spoken(first)}, {peak} MB)", spoken(raw), took / raw, "50 ms more or less, under 300 MB")
        for what, typed in (("initials", "yysc"), ("last four", number(rows // 2)[-4:]), ("middle of a name", "山川")):
            yield times(f"find a person among {rows:,}: {what} : raw SQL on the same index",
                        typical(lambda typed=typed: st.find_anybody(store, typed), 9),  # type: ignore[misc]
                        typical(lambda typed=typed: _keys(store, typed), 9), "16 ms a key or less")  # type: ignore[misc]


def fill(folder: Path, rows: int) -> None:
    """The village, four people a household."""
    with village(folder) as store:
        settle(store, rows // 4, 4)


def _raw(store: st.Store) -> None:
    with store.reader.connect() as connection:
        connection.execute(text("SELECT * FROM person WHERE removed_at IS NULL ORDER BY uid LIMIT 200")).all()


def _keys(store: st.Store, typed: str) -> None:
    question = "SELECT DISTINCT tbl, uid FROM search_key WHERE key >= :one AND key < :two LIMIT 20"
    with store.reader.connect() as connection:
        connection.execute(text(question), {"one": typed, "two": typed + "\U0010ffff"}).all()


def _opened(store: st.Store, work: Path) -> tuple[float, float, int]:
    """Seconds until cells are painted, the first and the second time; and the most memory in MB."""
    from gui import app, background, theme
    from gui.desk import Desk
    from gui.pages.ledger_page import LedgerPage
    from gui.settings import Settings

    application = app.application()
    theme.apply(application, 100)
    page = LedgerPage(Desk(store, Settings(work / "screen.ini")), "person")
    page.resize(1100, 640)
    page.show()

    def open_it() -> None:
        page.model.show([])
        page.open(None)
        while not page.model.rowCount():
            application.processEvents()
        page.grab()

    found = seconds(open_it), seconds(open_it)
    background.wait()
    page.hide()
    return *found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
