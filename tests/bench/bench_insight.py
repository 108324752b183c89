"""What the records say, on ten thousand households and half a million rows: figures, checks, and one edit looked at again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from sqlalchemy import text

from models import store as st
from models.insight import figures
from models.insight.rechecking import Book
from tests.bench import big_village
from tests.bench.measure import PASSWORD, Line, seconds, spoken, times, typical, village

_LIVE = "removed_at IS NULL"
_HOME = f"SELECT uid FROM household WHERE {_LIVE} AND residence<>'closed'"
_LIFTED = f"{_HOME} AND type='lifted'"
_WATCHED = f"SELECT household FROM monitoring WHERE {_LIVE}"
_HERE = f"{_LIVE} AND (joined_on IS NULL OR joined_on<='2025-07-22') AND (left_on IS NULL OR left_on>'2025-07-22') AND coalesce(shares_income,1)<>0"
_HELPED = f"SELECT uid FROM person WHERE {_HERE} AND household IN ({_LIFTED} UNION {_WATCHED})"
_JOB = f"SELECT count(DISTINCT person) FROM job WHERE {_LIVE} AND year="
_INCOME = ("SELECT household, sum(CASE WHEN part='cost' THEN -amount ELSE amount END) FROM income "
           f"WHERE {_LIVE} AND month BETWEEN '%s' AND '%s' GROUP BY household")  # fmt: skip
# The same counts for somebody who knows these tables by heart: one statement a number, without a word about its records.
RAW = (
    *(f"SELECT count(*) FROM ({homes})" for homes in (_HOME, _LIFTED, _WATCHED, f"{_LIFTED} UNION {_WATCHED}")),
    *(f"SELECT count(*) FROM person WHERE {_HERE} AND household IN ({homes})" for homes in
      (_HOME, _LIFTED, _WATCHED, f"{_LIFTED} UNION {_WATCHED}")),
    *(f"SELECT kind, count(DISTINCT household) FROM monitoring WHERE {_LIVE} GROUP BY kind" for _ in range(3)),
    *(f"SELECT count(*) FROM ({_LIFTED} AND residence {away}'away' UNION {_WATCHED})" for away in ("<>", "=")),
    *(f"SELECT count(DISTINCT household) FROM visit WHERE {_LIVE} AND date BETWEEN '2025-07-01' AND '2025-07-31' AND method IN ({how}) "
      f"AND household IN ({_LIFTED} UNION {_WATCHED})" for how in ("'home'", "'home','phone','video'")),
    *(f"SELECT place, count(DISTINCT person) FROM job WHERE {_LIVE} AND year={year} AND person IN "
      f"(SELECT uid FROM person WHERE {_HERE} AND household IN ({homes})) GROUP BY place"
      for year, homes in ((2025, _LIFTED), (2025, _WATCHED), (2025, _HOME), (2024, _LIFTED))),
    f"SELECT count(*) FROM post_holder WHERE {_LIVE} AND state='on_duty'",
    f"SELECT count(*), sum(h.standard) FROM post_attendance a JOIN post_holder h ON h.uid=a.holder WHERE a.{_LIVE} AND a.paid_on BETWEEN "
    "'2025-01-01' AND '2025-07-22'",
    f"SELECT category, count(DISTINCT household), sum(paid), sum(verified) FROM industry_subsidy WHERE {_LIVE} AND paid_on BETWEEN "
    "'2025-01-01' AND '2025-07-22' AND state<>'returned' GROUP BY category",
    f"SELECT count(*), sum(amount) FROM loan WHERE {_LIVE} AND granted_on BETWEEN '2025-01-01' AND '2025-07-22'",
    f"SELECT sum(amount) FROM loan WHERE {_LIVE}", f"SELECT sum(amount) FROM loan_repayment WHERE {_LIVE}",
    f"SELECT count(*) FROM loan WHERE {_LIVE} AND due_on BETWEEN '2025-01-01' AND '2025-07-22'",
    f"SELECT count(*), sum(acceptance='pass') FROM toilet WHERE {_LIVE} AND kind='new' AND year=2025",
    f"SELECT count(DISTINCT toilet) FROM toilet_fault WHERE {_LIVE} AND year=2025",
    *(_INCOME % months for months in (("2024-07", "2025-06"), ("2023-07", "2024-06"))),
    f"SELECT count(*) FROM (SELECT household, sum(amount) AS made FROM income WHERE {_LIVE} AND month>='2024-07' GROUP BY household) "
    "WHERE made<3200000",
    f"SELECT kind, count(DISTINCT person) FROM insurance WHERE {_LIVE} AND year=2025 AND person IN ({_HELPED}) GROUP BY kind",
    f"SELECT count(DISTINCT person) FROM schooling WHERE {_LIVE} AND year=2025 AND attendance='here' AND person IN ({_HELPED})",
    f"SELECT kind, count(DISTINCT person), sum(doctor_signed) FROM illness WHERE {_LIVE} AND person IN ({_HELPED}) GROUP BY kind",
    f"{_JOB}2025 AND person IN ({_HELPED})",
    f"SELECT count(*) FROM ({_LIFTED} UNION {_WATCHED}) WHERE uid NOT IN (SELECT household FROM helper WHERE {_LIVE} AND "
    "from_on<='2025-07-22' AND (to_on IS NULL OR to_on>'2025-07-22'))",
    f"SELECT water, safe_water, count(*) FROM household WHERE {_LIVE} AND residence<>'closed' GROUP BY water, safe_water",
    f"SELECT sum(joined_on BETWEEN '2025-01-01' AND '2025-07-22'), sum(left_on BETWEEN '2025-01-01' AND '2025-07-22') FROM person WHERE {_LIVE}",
    *(f"SELECT count(*) FROM {one} WHERE {_LIVE} AND {day} BETWEEN '2025-01-01' AND '2025-07-22'" for one, day in
      (("handout", "date"), ("training", "from_on"), ("environment_action", "date"), ("travel_subsidy", "paid_on"))),
    f"SELECT count(*) FROM housing_check WHERE {_LIVE}", f"SELECT step, sum(budget) FROM project WHERE {_LIVE} AND year=2025 GROUP BY step",
    f"SELECT count(*) FROM problem WHERE {_LIVE} AND year=2025", f"SELECT sum(registered_households) FROM village WHERE {_LIVE}",
)  # fmt: skip


def measure(work: Path) -> Iterator[Line]:
    """Figures, all checks, one edit."""
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    # In a process of its own: what it needed to build half a million rows is not the program's memory.
    fill = f"from pathlib import Path; from tests.bench import bench_insight; bench_insight.fill(Path({str(work / 'data')!r}))"
    subprocess.run([sys.executable, "-c", fill], check=True)
    with closing(st.open_store(work / "data", PASSWORD)) as store:
        yield times(f"all {len(figures.values(store))} figures of 500,000 rows : the same counts by raw SQL",
                    typical(lambda: figures.values(store), 3), typical(lambda: _raw(store), 3), "2 s or less, 3x or less")
        yield times("the same, time of the processor alone",
                    _busy(lambda: figures.values(store)), _busy(lambda: _raw(store)), "2 s or less, 3x or less")
        book = Book(store)
        whole, edit = _both([book.refresh]), _looked_at_again(store, book)
        yield Line("all checks of 500,000 rows", whole, f"{len(book.alerts):,} things found", None, "20 s or less")
        yield Line("one edit looked at again", edit, "", None, "50 ms or less")


def fill(folder: Path) -> None:
    """The village, open for nothing else."""
    with village(folder) as store:
        big_village.build(store)


def _raw(store: st.Store) -> None:
    with store.reader.connect() as connection:
        for question in RAW:
            connection.execute(text(question)).all()


def _busy(job: Callable[[], object]) -> float:
    """On a machine that others use too this is the fairer half of the answer."""
    begun = time.process_time()
    job()
    return time.process_time() - begun


def _both(jobs: Iterable[Callable[[], object]]) -> str:
    """By the clock, and of the processor; of several the median of each."""
    busy: list[float] = []
    took = [seconds(lambda job=job: busy.append(_busy(job))) for job in jobs]  # type: ignore[misc]
    return f"{spoken(median(took))} ({spoken(median(busy))} of the processor)"


def _edit(store: st.Store) -> None:
    [row] = st.find(store, "household", limit=1)
    st.change(store, "household", row.uid, {"phone": "19900001111" if row["phone"] != "19900001111" else "19900002222"})


def _looked_at_again(store: st.Store, book: Book) -> str:
    """The saving itself is another measurement."""
    def edits() -> Iterator[Callable[[], object]]:
        for _ in range(5):
            _edit(store)
            yield book.refresh

    return _both(edits())
