"""Reports look the same on every machine under test: only the font that comes with the program is used."""

import pytest

from reports.fonts import CHOICE_VARIABLE


@pytest.fixture(autouse=True)
def _bundled_font(_nobody_at_this_machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE_VARIABLE, "bundled")
