"""公益性岗位: the roster, the sheet of days and the pay list, whose columns add up in figures and in 大写."""

from __future__ import annotations

from decimal import Decimal

from models import store as st
from models.insight import figures
from models.rules.money_words import capital
from services import returning
from tests.reports.paper import pages


def test_the_roster_goes_post_by_post_and_agrees_with_the_figure(village: st.Store) -> None:
    made = returning.draw(village, "2.6", formats=("pdf",))
    assert made.sheet is not None
    assert made.rows == figures.value(village, "post.holders", "2025-07")
    assert [band.text for band in made.sheet.bands] == ["小计：保洁员 3 人", "小计：护林员 3 人"]
    assert "6200000000000005" in pages(made)


def test_every_day_of_the_month_has_its_mark_and_a_month_that_is_not_noted_waits_for_the_pen(village: st.Store) -> None:
    noted = returning.draw(village, "2.6b", period="2025-06", formats=("pdf",)).sheet
    assert noted is not None
    assert noted.rows[0][3:26] == ("√",) * 20 + ("△", "×", "－")
    assert noted.rows[0][26:34] == (None,) * 7 + ("／",)  # 30 June, and no 31st
    assert noted.rows[0][34:37] == (20, 1, 1)
    empty = returning.draw(village, "2.6b", period="2025-07", formats=("pdf",)).sheet
    assert empty is not None
    assert len(empty.rows) == len(noted.rows)
    assert not any(value for row in empty.rows for value in row[3:])


def test_a_pay_list_adds_up_in_figures_and_in_words(village: st.Store) -> None:
    made = returning.draw(village, "2.6c", period="2025", formats=("pdf",))
    due, cut, more, paid = (Decimal(made.totals[name]) for name in ("due", "cut", "reward", "paid"))
    assert due - cut + more == paid == figures.value(village, "post.paid", "2025")
    assert made.totals["months"] == str(figures.value(village, "post.paid_months", "2025")) == "12"
    assert f"合计（大写）：{capital(paid)}" in pages(made)
    assert made.sheet is not None
    assert {row[4] for row in made.sheet.rows} == {"5—6月"}
    one = returning.draw(village, "2.6c", period="2025-06", formats=("pdf",))
    assert one.totals["months"] == "6"
