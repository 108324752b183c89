"""A small village for the window's tests: two households, three people, a toilet. All made up, area code 999999."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gui import background, theme
from gui.desk import Desk
from gui.settings import Settings
from models import store as st
from services import sticks
from tests.gui.small_village import Village, build_full
from tests.gui.two_offices import township

PASSWORD = "green-hill-7"


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """An open data folder on the demo's day."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "data", role="village", region="999999104201", name="清水村", operator="村专干",
                         password=PASSWORD, today=date(2025, 7, 22))
    for name, group in (("白云飞", "一组"), ("赵石头", "二组")):
        st.add(store, "household", {"head_name": name, "group": group})
    yield store
    store.close()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The plain application."""
    return QApplication


@pytest.fixture
def styled(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> QApplication:
    """Our letters and colours."""
    theme.apply(qapp, 100)
    return qapp


@pytest.fixture
def desk(styled: QApplication, village: st.Store, tmp_path: Path) -> Iterator[Desk]:
    """What every page is given."""
    desk = Desk(village, Settings(tmp_path / "screen.ini"))
    yield desk
    assert background.wait()
    desk.deleteLater()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    """The full small village; a module that needs another has a `place` of its own."""
    made = build_full(tmp_path / "data")
    yield made
    background.wait()
    made.store.close()


@pytest.fixture
def town(village: st.Store, tmp_path: Path) -> Iterator[st.Store]:
    """The village's township; both have the other's card."""
    store = township(village, tmp_path)
    yield store
    store.close()


@pytest.fixture
def town_desk(styled: QApplication, town: st.Store, tmp_path: Path) -> Iterator[Desk]:
    """The township's window."""
    desk = Desk(town, Settings(tmp_path / "town.ini"))
    yield desk
    assert background.wait()
    desk.deleteLater()


@pytest.fixture(autouse=True)
def _no_stick_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged in here has no part in a test."""
    monkeypatch.setattr(sticks, "sticks", list)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Widgets that outlive their test crash the next one."""
    yield
    background.wait()
    close_all()
    gc.collect()


def close_all() -> None:
    """No window is left."""
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def household_of(store: st.Store, name: str) -> str:
    """The household whose 户主 is called so."""
    return next(row["household"] for row in st.find(store, "person", {"name": name}))
