"""A made-up village and its township in real encrypted folders, made once and copied: the worlds that are spoilt here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import text

import models.store as st
from models.store import backup
from services import offices, packing

PASSWORD = "试用的密码"  # made up
TODAY = date(2025, 7, 22)
VILLAGE, TOWNSHIP = "village", "township"
STICK = "stick"


def quick_locks() -> None:
    """Passwords that are stretched a little only: thousands of openings are to be tried."""
    os.environ["ZHENXING_TEST_KDF"] = "fast"


def begin(root: Path, name: str = VILLAGE) -> st.Store:
    """A new folder of that office below `root`."""
    region = "999999104201" if name == VILLAGE else "999999104000"
    made, _ = st.create(root / name, role=name, region=region, name="清水村" if name == VILLAGE else "示范镇",
                        operator="村专干", password=PASSWORD, today=TODAY)
    return made


def both(root: Path) -> tuple[st.Store, st.Store]:
    """Village and township, each with the other's card."""
    pair = begin(root), begin(root, TOWNSHIP)
    for giver, taker in (pair, pair[::-1]):
        card = root / f"{giver.device}.card"
        offices.identity(giver, card)
        offices.pair(taker, card)
    return pair


def opened(root: Path, name: str = VILLAGE, password: str = PASSWORD) -> st.Store:
    """The office as its people open it."""
    return st.open_store(root / name, password)


def add(store: st.Store, n: int) -> str:
    """One more household; the operation under which it was saved."""
    return str(st.add(store, "household", {"户主姓名": f"甲{n}", "组": f"{n}组"}).operation)


def operations(store: st.Store) -> list[str]:
    """What the journal holds, oldest first."""
    with store.reader.connect() as connection:
        return [op for (op,) in connection.execute(text("SELECT op FROM sync_journal ORDER BY rid"))]


def workbook(path: Path, rows: int) -> Path:
    """A list of households as a township sends it."""
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.append(["户主姓名", "组"])
    for n in range(rows):
        sheet.append([f"乙{n}", "二组"])
    made.save(path)
    return path


def packages(root: Path, count: int) -> list[Path]:
    """Packages of the village, one after the other, each with one more household and its scan, on a stick below `root`."""
    found = []
    with closing(opened(root)) as store:
        for n in range(count):
            add(store, 100 + n)
            home = st.uids(store, "household")[-1]
            st.add(store, "attachment", {"ledger": "household", "row": home, "file": b"%PDF-" + bytes([n]) * 5000})
            (made,) = packing.pack(store, root / STICK)["packages"]
            found.append(Path(made["path"]))
    return found


@contextmanager
def closing(store: st.Store) -> Iterator[st.Store]:
    """Close it whatever happens."""
    try:
        yield store
    finally:
        store.close()


def faults_of(store: st.Store, *, rebuild: bool = False) -> list[str]:
    """What verify says of an open file; nothing when it is sound."""
    found = backup.verify(store, rebuild=rebuild)
    if found.good:
        return []
    return [f"verify: integrity {found.integrity}, chain {found.chain}, different {found.different}"]
