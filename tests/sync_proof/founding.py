"""The first days of the offices, lived once a process: founded, introduced, with a few households that all of them know.

Founding takes a fifth of a second an office, and a history needs five, so every history begins with copies of these.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import models.store as st
from models.store.clock import NOW_VARIABLE
from models.store.folder import Folder
from services import packing
from tests.sync_proof import edits
from tests.sync_proof.offices import OFFICES, PASSWORD, Office
from tests.sync_proof.post import ByHand
from tests.sync_proof.repeat import START, repeatable

NEWCOMER = "later"  # founded and introduced, but it has not heard of anything yet


def scratch() -> Path:
    """A folder in memory where there is one: a million commits would wear a disk and teach nothing here."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="sync-proof-", dir=memory if os.access(memory, os.W_OK) else None))


@cache
def founded() -> Path:
    """A folder with every office; made by the same seed each time."""
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    top = scratch()
    with repeatable(0):
        offices = {name: Office(name, top / name, _found(top / name, name)) for name in OFFICES}
        for office in offices.values():
            packing.identity(office.store, top / f"{office.name}.card")
            office.set_clock(START)
        for giver, taker in _knows():
            packing.pair(offices[taker].store, top / f"{giver}.card")
        _first_rows(offices)
        for office in offices.values():
            office.store.close()
    return top


def _found(folder: Path, name: str) -> st.Store:
    role, region = OFFICES[name]
    return found(folder, role, region, name)


def found(folder: Path | Folder, role: str, region: str, operator: str) -> st.Store:
    """A new office on the first day, at a fixed hour: its first line has the same hash whenever this is run."""
    given = os.environ.get(NOW_VARIABLE)
    os.environ[NOW_VARIABLE] = START.isoformat()
    try:
        return st.create(folder, role=role, region=region, name="清水", operator=operator, password=PASSWORD)[0]
    finally:
        os.environ.pop(NOW_VARIABLE)
        if given is not None:
            os.environ[NOW_VARIABLE] = given


def _knows() -> Iterator[tuple[str, str]]:
    """Who has whose card: the township and its villages, and the computers of one village among themselves."""
    for giver, (role, place) in OFFICES.items():
        for taker, (other, its) in OFFICES.items():
            if giver != taker and (role != other or place == its):
                yield giver, taker


def _first_rows(offices: dict[str, Office]) -> None:
    """Households and people in both villages, a parameter of the township, and sticks until all but one know them."""
    rng = random.Random(0)
    for name in ("first", "second"):
        edits.batch(offices[name], rng)
        for ledger in edits.CHILDREN:
            edits.add_to(offices[name], ledger, rng)
    edits.rules(offices["town"], rng)
    post, town = ByHand("founding-"), offices["town"]
    for _ in range(2):
        for village in [one for name, one in offices.items() if name not in ("town", NEWCOMER)]:
            for sender, taker in ((village, town), (town, village)):
                parcel = post.send(sender, taker)
                if parcel is not None:
                    post.take(taker, parcel)


def forget_founded() -> None:
    """Clear away what this process made."""
    if founded.cache_info().currsize:
        shutil.rmtree(founded(), ignore_errors=True)
        founded.cache_clear()
