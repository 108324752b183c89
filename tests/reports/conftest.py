"""Reports look the same on every machine under test: only the font that comes with the program is used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models import store as st
from reports.fonts import CHOICE_VARIABLE
from tests.reports.village_of_returns import build


@pytest.fixture(autouse=True)
def _bundled_font(_nobody_at_this_machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE_VARIABLE, "bundled")


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[st.Store]:
    """One village for all tests of returns, which only read it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("ZHENXING_TEST_KDF", "fast")
    store = build(tmp_path_factory.mktemp("village") / "data")
    patch.undo()
    yield store
    store.close()
