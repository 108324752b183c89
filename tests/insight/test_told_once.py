"""What several rows make together is told once, not once a row."""

from collections import Counter
from pathlib import Path

import pytest

from models import store as st
from models.insight.alerts import alerts

from .planted.monitoring import IDENTIFYING, identified, step
from .planted.trade import lease, lifted
from .planted.village import TODAY, Village


def test_one_matter_is_one_alert_however_many_rows_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲",
                         password="试用密码 2025", today=TODAY)  # fmt: skip
    v = Village(store)
    home = lifted(v, field_area=5)
    for plot in ("南滩", "北滩", "西滩"):
        lease(v, home, area=3, plot=plot)
    case = identified(v)
    again = next(raw for kind, _, raw in IDENTIFYING if kind == "民主评议")
    step(v, case, "民主评议", "2025-06-15", **again)
    found = Counter(one.key for one in alerts(store) if one.key in ("land_lease.within_the_land", "monitoring_step.papers_in_order"))
    assert found == {"land_lease.within_the_land": 1, "monitoring_step.papers_in_order": 1}
    store.close()
