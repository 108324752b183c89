"""What every measurement shares: a line of the answer, honest timing, and villages made fast.

Rows are put in by raw SQL in the triggers' apply mode: a village of 200,000 people in seconds, with search keys,
but without journal lines of their own. What is measured afterwards goes through the program as it is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, insert

from models import store as st
from models.ledgers import LEDGERS
from models.rules.id_number import check_digit
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.pinyin import search_keys
from models.store.unit import set_mode

REGION, PASSWORD, TODAY = "999999104201", "green-hill-7", date(2025, 7, 22)
_SURNAMES = "云禾青砚霁柏桐榆杉枫棠苇荷菱岚屿川泽溪楠乔禹佟阮"
_GIVEN = "山川岩松林海平安成远志明广田春生有福长贵国梁文武永和德厚庆丰家宝立新兰梅芳秀霞"


@dataclass(frozen=True)
class Line:
    """One line of the answer: `what | ours | against | ratio | goal`."""

    what: str
    ours: str
    against: str
    ratio: float | None
    goal: str

    def __str__(self) -> str:
        return " | ".join((self.what, self.ours, self.against, f"{self.ratio:.2f}x" if self.ratio else "", self.goal))


def times(what: str, ours: float, against: float, goal: str) -> Line:
    """Two durations side by side."""
    return Line(what, spoken(ours), spoken(against), ours / against, goal)


def spoken(seconds: float) -> str:
    """A duration in the unit that suits it."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def seconds(job: Callable[[], object]) -> float:
    """One run."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def typical(job: Callable[[], object], runs: int) -> float:
    """The median of several runs."""
    return median(seconds(job) for _ in range(runs))


def number(at: int) -> str:
    """A made-up certificate that nobody else has, area 999999."""
    first = f"999999{1940 + at // 1000 // 336 % 70}{at // 28 // 1000 % 12 + 1:02d}{at // 1000 % 28 + 1:02d}{at % 1000:03d}"
    return first + check_digit(first)


def name(at: int) -> str:
    """A made-up name, one of some forty thousand."""
    many, given = len(_SURNAMES), len(_GIVEN)
    return _SURNAMES[at % many] + _GIVEN[at // many % given] + _GIVEN[at // many // given % given]


@contextmanager
def village(folder: Path | Folder, *, role: str = "village", region: str = REGION) -> Iterator[st.Store]:
    """A new open data folder on the demo's day."""
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    store, _ = st.create(folder, role=role, region=region, name="清水村", operator="村专干", password=PASSWORD, today=TODAY)
    try:
        yield store
    finally:
        store.close()


def settle(store: st.Store, households: int, people: int = 3) -> list[str]:
    """Households with so many people each, past the journal; returns the households' ids."""
    homes, everybody, keys = [], [], []
    ids = (f"{at:032x}" for at in count(1))
    for at in range(households):
        home = next(ids)
        homes.append({"code": f"{at:07d}", "group": f"{at % 8 + 1}组", "walk_order": at + 1, "uid": home,
                      "type": "lifted" if at % 9 == 0 else "ordinary", "residence": "resident", "phone": f"1990000{at % 10000:04d}"})
        for one in range(people):
            who, uid = at * people + one, next(ids)
            everybody.append({"uid": uid, "household": home, "name": name(who), "id_no": number(who),
                              "relation": "1" if one == 0 else "3", "shares_income": True})
            keys += [{"key": key, "tbl": "person", "uid": uid, "scope": REGION}
                     for key in {*_keys(name(who)), number(who).lower(), number(who)[-4:].lower()}]
    with store.writer.begin() as connection:
        set_mode(connection, "apply")
        put(connection, "household", homes)
        put(connection, "person", everybody)
        for start in range(0, len(keys), 50_000):
            connection.execute(insert(t.search_key), keys[start : start + 50_000])
        set_mode(connection, None)
    return [home["uid"] for home in homes]


def put(connection: Connection, ledger: str, rows: list[dict[str, Any]]) -> None:
    """Rows by plain SQL, values as their Kinds store them."""
    fields, table = LEDGERS[ledger].__fields__, LEDGERS[ledger].__table__
    stored = [{n: fields[n].kind.dump(v) if n in fields else v for n, v in row.items()} | {"scope": REGION} for row in rows]
    for start in range(0, len(stored), 20_000):
        connection.execute(insert(table), stored[start : start + 20_000])  # type: ignore[arg-type]


@cache
def _keys(word: str) -> frozenset[str]:
    return frozenset(search_keys(word, None))


def on_disk(path: Path) -> int:
    """Bytes of a file or folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size
