"""Histories run one after the other in one process, in folders of their own."""

from collections.abc import Iterator

import pytest

from tests.sync_proof.founding import forget_founded
from tests.sync_proof.world import forget_ground


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.fixture(scope="session", autouse=True)
def _cleared_away() -> Iterator[None]:
    yield
    forget_founded()
    forget_ground()
