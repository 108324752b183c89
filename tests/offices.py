"""Made-up offices for tests: real stores in folders of their own, and cards exchanged as people do it, by file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import models.store as st
from models.store.folder import Folder
from services import packing

TODAY = date(2025, 7, 22)


def office(folder: Path | Folder, role: str, region: str, name: str) -> st.Store:
    """A new office on the day of the training books."""
    return st.create(folder, role=role, region=region, name=name, operator="干部", password="密码", today=TODAY)[0]


def hand_over(giver: st.Store, taker: st.Store, folder: Path) -> None:
    """One office's card, taken by the other."""
    packing.identity(giver, folder / f"{giver.device}.card")
    packing.pair(taker, folder / f"{giver.device}.card")


def introduce(one: st.Store, other: st.Store, folder: Path) -> None:
    """Cards both ways."""
    hand_over(one, other, folder)
    hand_over(other, one, folder)
