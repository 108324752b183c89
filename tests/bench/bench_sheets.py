"""A hundred half-filled visit sheets in one PDF, in walking order, out of a village of a thousand households."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from models import store as st
from services import returning
from tests.bench.big_village import build
from tests.bench.measure import PASSWORD, REGION, TODAY, Line, spoken

SHEETS, HOUSEHOLDS = 100, 1000


def measure(work: Path) -> Iterator[Line]:
    """From the press of the button to the file, the first time and again."""
    store, _ = st.create(work / "sheets", role="village", region=REGION, name="清水村", operator="村专干", password=PASSWORD, today=TODAY)
    build(store, HOUSEHOLDS)
    homes = st.uids(store, "household")[:SHEETS]
    taken = []
    for _ in range(2):
        began = time.perf_counter()
        made = returning.draw(store, "2.1b", formats=("pdf",), only=homes)
        taken.append(time.perf_counter() - began)
    pages = sum(file.pages for file in made.files)
    store.close()
    yield Line(f"{pages} visit sheets in one PDF, of {HOUSEHOLDS:,} households", spoken(taken[0]), f"again {spoken(taken[1])}", None, "5 s or less")
