"""A made-up village in a real database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import models.store as st
from tests.postgres import Keeping


@pytest.fixture
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeping: Keeping
) -> Iterator[st.Store]:
    """An empty village on 2025-07-22, in a file and on a server."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    opened, _ = st.create(keeping(tmp_path / "village"), role="village", region="999999104201", name="清水村", operator="村专干",
                          password="试用密码", today=date(2025, 7, 22))
    yield opened
    opened.close()


@pytest.fixture
def household(store: st.Store) -> str:
    """A household of one, 甲一."""
    return st.add(store, "household", {"户主姓名": "甲一", "户主身份证号": "999999198001010011", "组": "一组"}).uid
