"""A village with its township for the window's tests: cards exchanged, sticks as folders. All made up, area 999999."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gui import background
from gui.desk import Desk
from gui.pages.sync_page import SyncPage
from models import store as st
from services import offices, packing, receiving

PASSWORD = "green-hill-7"


def pair(one: st.Store, other: st.Store, folder: Path) -> None:
    """Both take the other's card."""
    for here, there in ((one, other), (other, one)):
        card = folder / f"{here.device}.card"
        offices.identity(here, card)
        offices.pair(there, card)


def township(village: st.Store, folder: Path, *, paired: bool = True) -> st.Store:
    """The township of a village."""
    store, _ = st.create(folder / "town", role="township", region="999999104000", name="示范镇", operator="镇专干",
                         password=PASSWORD, today=village.today())
    if paired:
        pair(store, village, folder)
    return store


def carry(source: st.Store, target: st.Store, folder: Path) -> Path:
    """One way of the stick; returns the folder with the answers."""
    packing.pack(source, folder / "stick")
    receiving.receive(target, [folder / "stick"], folder / "answers")
    return folder / "answers"


def differ(village: st.Store, town: st.Store, folder: Path, uid: str, field: str, here: str, there: str) -> None:
    """The same field of a household is written in both places, and the village hears of it."""
    carry(village, town, folder)
    st.change(town, "household", uid, {field: there})
    st.change(village, "household", uid, {field: here})
    packing.pack(town, folder / "down")
    receiving.receive(village, [folder / "down"])


def settle(qtbot: Any) -> None:
    """Until nothing works in the background."""
    qtbot.waitUntil(lambda: not background._alive, timeout=30_000)


def opened(desk: Desk, qtbot: Any, tab: str | None = None) -> SyncPage:
    """上报接收 with everything read."""
    page = SyncPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.open(tab)
    settle(qtbot)
    return page
