"""A row of which nothing is known, as a package can bring it, stops no check: the whole village's look would end with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import store as st
from models.insight.alerts import Examiner
from models.kernel import stored_fields
from models.ledgers import LEDGERS
from tests.insight.planted.village import TODAY

LOOKED_AT = [id for id in LEDGERS if id != "pending"]  # its rows are told of by themselves


@pytest.mark.usefixtures("fast")
def test_a_row_without_any_value_is_looked_at_by_every_check(tmp_path: Path) -> None:
    store, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲",
                         password="试用密码 2025", today=TODAY)  # fmt: skip
    with store.reader.connect() as connection:
        examiner = Examiner(store, connection)
        for id in LOOKED_AT:
            row = dict.fromkeys((field.name for field in stored_fields(LEDGERS[id])), None)
            bare = row | {"uid": "1", "scope": store.scope, "removed_at": None, "removed_why": None}
            assert all(alert.text for alert in examiner.row(id, bare, [bare])), id
    store.close()


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that is derived quickly."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
