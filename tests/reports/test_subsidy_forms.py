"""What is paid to households: fares, lines of 产业到户, and the notice of it on the board."""

from __future__ import annotations

import re
from decimal import Decimal

from models import store as st
from models.insight import figures
from models.rules.money_words import capital
from services import returning
from tests.reports.paper import pages
from tests.reports.samples import LONG_NAME


def test_fares_add_up_to_the_figure_and_everybody_can_apply_on_one_page(village: st.Store) -> None:
    made = returning.draw(village, "2.7", formats=("pdf",))
    amount = figures.value(village, "travel_subsidy.amount", "2025")
    assert made.totals == {"fare": f"{amount}", "granted": f"{amount}"}
    assert f"合计（大写）：{capital(Decimal(str(amount)))}" in pages(made)
    one = st.find(village, "travel_subsidy")[0].uid
    form = returning.draw(village, "2.7b", record=one, formats=("pdf",))
    text = pages(form)
    assert form.files[0].pages == 1
    for words in ("545.50元", "某某建筑劳务公司", "本人承诺", "申请人（签字按印）", "县级审核意见"):
        assert words in text


def test_what_goes_to_households_is_one_union_with_households_and_times_apart(village: st.Store) -> None:
    made = returning.draw(village, "2.9", formats=("pdf",))
    assert made.sheet is not None
    assert made.totals == {"granted": f"{figures.value(village, 'industry_subsidy.total', '2025')}"}
    text = pages(made)
    homes, times = (figures.value(village, f"industry_subsidy.{what}", "2025") for what in ("households", "times"))
    assert f"受益{homes}户（一户只数一次）、{times}户次" in text
    subtotals = [band for band in made.sheet.bands if band.values]
    assert [band.text for band in subtotals][:2] == ["小计：种植业 4 户，4 户次", "小计：畜牧业 4 户，4 户次"]
    assert sum(Decimal(str(band.values[10] or 0)) for band in subtotals) == Decimal(made.totals["granted"])
    assert "小麦" not in text  # sent back


def test_the_notice_names_everybody_in_full_for_as_long_as_the_parameter_says(village: st.Store) -> None:
    made = returning.draw(village, "2.9b", formats=("pdf",))
    text = pages(made)
    assert LONG_NAME in text
    assert "公示期：2025年7月22日至2025年7月28日，共7日" in text
    assert "12317" in text
    assert "某某村村民委员会" in text
    assert "1077.75" in text
    assert not re.search(r"\d{15}|1[3-9]\d{9}|边缘|突发|脱贫不稳定", text)
    assert made.files[0].public


def test_a_batch_is_posted_by_itself_as_the_month_or_the_rows_picked_out(village: st.Store) -> None:
    lines = [row for row in st.find(village, "industry_subsidy") if row["year"] == 2025 and row["state"] != "returned"]
    june = {row.uid for row in lines if row["paid_on"] and row["paid_on"].month == 6}
    assert 0 < len(june) < len(lines)
    batch = returning.draw(village, "2.9", period="2025-06", formats=())
    assert {uid for ledger, uid in batch.of if ledger == "industry_subsidy"} == june
    (notice,) = returning.draw(village, "2.9b", period="2025-06", formats=()).documents
    assert notice.title == "关于2025年6月产业到户补助的公示"
    one = min(june)
    assert returning.draw(village, "2.9", only=(one,), formats=()).of == (("industry_subsidy", one),)
    (posted,) = returning.draw(village, "2.9b", only=(one,), formats=()).documents
    assert "拟兑现1户" in repr(posted)
