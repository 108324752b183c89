"""家庭收支: the sheet that one household signs and the village's register agree with what the figures say."""

from __future__ import annotations

from decimal import Decimal

from models import store as st
from models.insight import figures
from services import returning
from tests.reports.paper import pages

# Of village_of_returns: a quarter's wage, business, transfer and cost, in three quarters of the income year and one of the year before.
QUARTER = Decimal("4500") + Decimal("6000") + Decimal("820.50") - Decimal("1500")


def test_one_household_signs_its_quarters_beside_last_year(village: st.Store) -> None:
    home = st.find(village, "income")[0]["household"]
    made = returning.draw(village, "2.8", household=str(home), formats=("pdf",))
    text = pages(made)
    assert made.files[0].pages == 1
    for words in ("2024年10—12月", "2025年7—9月", f"{QUARTER * 3}", f"{QUARTER}", "地力补贴", "村级公益岗", "户主（签字按印）", "核对过，属实"):
        assert words in text, words
    (table,) = [block for block in made.documents[0].blocks if any(getattr(column, "shade", False) for column in getattr(block, "columns", ()))]
    net = table.rows[-1]  # type: ignore[union-attr]
    assert net == ("家庭纯收入", QUARTER, QUARTER, QUARTER, None, QUARTER * 3, QUARTER, None)
    assert returning.draw(village, "2.8", blank=True, formats=("pdf",)).files[0].pages == 1


def test_the_register_adds_up_to_the_figures(village: st.Store) -> None:
    made = returning.draw(village, "2.8b", formats=("pdf",))
    assert made.sheet is not None
    net = figures.value(village, "income.net", "2025-07")
    assert made.totals["net"] == f"{net}"
    known = [row for row in made.sheet.rows if row[9] is not None]
    assert len(known) == figures.value(village, "income.households", "2025-07")
    assert f"人均纯收入{figures.value(village, 'income.per_head', '2025-07')}元" in pages(made)
    assert made.rows > len(known)  # whose income is still to be asked stands there as well
