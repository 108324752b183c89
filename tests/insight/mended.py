"""Plants cases, does about each finding what is to be done, and says what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models import store as st
from models.insight.alerts import alerts
from tests.insight.planted import cases
from tests.insight.planted.village import TODAY, Village

Mend = Callable[[Village, str], object]


def left_of(folder: Path, mends: Mapping[str, Mend]) -> dict[str, str]:
    """By check, what is still said of the same rows after everything was mended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        store, _ = st.create(folder / "村", role="village", region="999999104201", name="试验村",
                             operator="白小甲", password="试用密码 2025", today=TODAY)  # fmt: skip
        village, plants = Village(store), cases()
        for key in mends:
            plants[key](village)
        before = [one for one in alerts(store, hints=True) if one.key in mends]
        assert {one.key for one in before} == mends.keys()
        for one in before:
            mends[one.key](village, one.uid)
        found = {(one.key, one.uid) for one in before}
        left = {one.key: one.text for one in alerts(store, hints=True) if (one.key, one.uid) in found}
        store.close()
        return left
