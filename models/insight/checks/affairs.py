"""群众事: people who were answered and not asked how it went, and cards on the wall that have grown old.

Sources: findings of the assessment of 2022 (12317 matters settled to nobody's content, 明白卡 that nobody looked after) and
the plans that follow them (回访核查).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake
from models.rules.dates import add_months, day_words


def called_back(f: Watched) -> Iterable[Mistake]:
    """Settled some time ago, and nobody asked them since. 期初 ones need no such step."""
    days, closed = f.now("appeal.call_back_days"), f.new["closed_on"]
    if days and closed and not f.new["called_back_on"] and f.new["opening"] is not True and closed + timedelta(days=days) < f.today:
        yield Mistake(f"{day_words(closed)}办结，还没有回访，请问问办得怎么样。", "called_back_on", HINT)


def card_is_fresh(f: Watched) -> Iterable[Mistake]:
    """The last 明白卡 of a household, grown old. One that never had any is not told: nobody may have written it down."""
    months = f.now("handout.card_months")
    days = [one["date"] for one in f.under("handout") if one["kind"] == "card" and one["date"]]
    if months and days and add_months(max(days), months) < f.today and f.mine("assisted"):
        yield Mistake(f"明白卡是{day_words(max(days))}发的，超过{months}个月，请换新的。", "", DOUBT)


CHECKS = {"appeal": (called_back,), "household": (card_is_fresh,)}
