"""The table of forms speaks of every official form, and no register lacks a column that it says is asked."""

import pytest

from reports.returns import OFFICIAL
from reports.returns.from_monitoring_on import FROM_MONITORING_ON
from tools.forms_table import PAGE, forms, headings, missing

REGISTERS = [one.id for one in FROM_MONITORING_ON if one.columns]


def test_every_official_form_says_what_is_asked_of_it_and_stands_in_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for declared in OFFICIAL:
        assert declared.id in forms(), declared.id
        assert f"| {declared.id} | {declared.title} |" in page, declared.id


@pytest.mark.parametrize("id", REGISTERS)
def test_no_column_that_is_asked_is_lacking(id: str) -> None:
    declared = next(one for one in OFFICIAL if one.id == id)
    assert missing(forms()[id], headings(declared), "") == ()
