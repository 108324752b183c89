"""A made-up village on 22 July 2025 with one of everything that figures and duties speak of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from models import store as st

TODAY = date(2025, 7, 22)


@dataclass
class Village:
    """An open store and short ways to write in it."""

    store: st.Store

    def add(self, ledger: str, **raw: object) -> str:
        """One record; its uid."""
        return st.add(self.store, ledger, raw).uid

    def household(self, head: str, **raw: object) -> str:
        """A household with its head."""
        return self.add("household", head_name=head, **raw)

    def person(self, household: str, name: str = "", **raw: object) -> str:
        """Another member, or the head when no name is given."""
        if name:
            return self.add("person", household=household, name=name, **raw)
        return st.find(self.store, "person", {"household": household, "relation": "1"})[0].uid


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    """An empty village."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲",
                         password="试用密码 2025", today=TODAY)  # fmt: skip
    yield Village(store)
    store.close()
