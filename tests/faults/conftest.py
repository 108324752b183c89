"""Where the two doors to the disk can be watched at all, and quick locks."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("the engine's file layer is watched on systems with fork and folders that can be flushed")
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
