"""What is paid to households: fares, lines of 产业到户, and the notice of it on the board."""

from __future__ import annotations

from decimal import Decimal

from models import store as st
from models.insight import figures
from models.rules.money_words import capital
from services import returning
from tests.reports.paper import pages


def test_fares_add_up_to_the_figure_and_everybody_can_apply_on_one_page(village: st.Store) -> None:
    made = returning.draw(village, "2.7", formats=("pdf",))
    amount = figures.value(village, "travel_subsidy.amount", "2025")
    assert made.totals == {"fare": f"{amount}", "补助金额": f"{amount}"}
    assert f"合计（大写）：{capital(Decimal(str(amount)))}" in pages(made)
    one = st.find(village, "travel_subsidy")[0].uid
    form = returning.draw(village, "2.7b", record=one, formats=("pdf",))
    text = pages(form)
    assert form.files[0].pages == 1
    for words in ("545.50元", "某某建筑劳务公司", "本人承诺", "申请人（签字按印）", "县级审核意见"):
        assert words in text
