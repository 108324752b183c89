"""A village, and a township that trusts it, in real encrypted folders."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import models.store as st
from services import packing


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """A made-up village on 2025-07-22."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "village", role="village", region="999999104201", name="清水村", operator="村专干",
                         password="试用密码", today=date(2025, 7, 22))
    yield store
    store.close()


@pytest.fixture
def township(tmp_path: Path, village: st.Store) -> Iterator[st.Store]:
    """The township of that village; both have taken each other's card."""
    store, _ = st.create(tmp_path / "township", role="township", region="999999104000", name="示范镇", operator="镇专干",
                         password="试用密码", today=date(2025, 7, 22))
    for giver, taker in ((village, store), (store, village)):
        packing.identity(giver, tmp_path / f"{giver.device}.card")
        packing.pair(taker, tmp_path / f"{giver.device}.card")
    yield store
    store.close()
