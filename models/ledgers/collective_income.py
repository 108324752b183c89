"""村集体经济: one income of the village itself: from what, how much, and how it was given out."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.asset import COLLECTIVE_SOURCE
from models.kernel.numbers import MoneyKind
from models.rules import asset as r

PARTS = ("to_households", "to_public", "to_posts", "kept")


def has_come_in(f: k.Facts) -> Iterable[k.Mistake]:
    """Its day against today and its year."""
    came, year = f.new.get("date"), f.new.get("year")
    yield from k.not_come(f, date="收到的日期")
    if came and year and came.year != year:
        yield k.Mistake("收到的日期不在这个年度，请核对。", "date", k.DOUBT)


def given_out_openly(f: k.Facts) -> Iterable[k.Mistake]:
    """No more than came in, agreed on by the members, put up for all to see."""
    parts = [f.new.get(name) for name in PARTS]
    if doubt := r.spent_doubt(parts, f.new.get("amount")):
        yield k.Mistake(doubt, "amount", k.DOUBT)
    if not any(parts):
        return
    if not f.new.get("agreed_on"):
        yield k.Mistake("分配了，没有写成员会议通过的日期。", "agreed_on", k.DOUBT)
    if not f.new.get("noticed_on"):
        yield k.Mistake("分配了，没有写公示日期。", "noticed_on", k.DOUBT)


def not_counted_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """What a thing earned stands in 资产收益; here it is the village's share of it."""
    if f.parent("asset") and f.new.get("source") != "asset":
        yield k.Mistake("写了是哪项资产的收益，收入来源却不是帮扶资产收益，请核对。", "source", k.DOUBT)


def _left(f: k.Facts) -> object:
    amount = f.new.get("amount")
    given = [f.new.get(name) or 0 for name in PARTS if name != "kept"]
    return None if amount is None else amount - sum(given)


class CollectiveIncome(k.Ledger):
    """One income of the village."""

    __tablename__ = "collective_income"

    year = k.year("年度", required=True, default="this_year", aliases=("年份", "收入年度"), width=14)
    source = k.code("收入来源", COLLECTIVE_SOURCE, required=True, aliases=("来源", "收入类别"), width=22)
    amount = k.money("金额", required=True, aliases=("收入金额", "收入"))
    date = k.date("收到日期", common=True, aliases=("日期", "到账日期"))
    payer = k.text("谁交的", common=True, aliases=("交款单位", "付款单位"), width=30)
    asset = k.link("资产", "asset", aliases=("资产名称", "哪项资产"))
    text = k.text("说明", common=True, aliases=("摘要",), width=40)
    to_households = k.money("分给农户", group="收益分配", aliases=("农户分红",))
    households = k.integer("分给几户", low=0, group="收益分配")
    to_public = k.money("用于公益事业", group="收益分配")
    to_posts = k.money("用于公益岗位", group="收益分配")
    kept = k.money("提取公积公益金", group="收益分配", aliases=("公积公益金", "留存"))
    agreed_on = k.date("成员会议通过日期", group="收益分配")
    noticed_on = k.date("公示日期", group="收益分配")
    voucher = k.attachment("凭证", private="identity")
    note = k.text("备注", width=30)
    left = k.derived("分完还剩", MoneyKind(negative=True), _left)

    __ledger__ = k.LedgerSpec(
        title="村集体经济", group="项目资产", key=(("year", "source", "date", "payer"), ("year", "source", "date"), ("year", "source", "amount")),
        name=("year", "source"), sort=("year", "source"), on="date", totals=("amount",), filters=("year", "source"),
        unit="笔", rules=(has_come_in, given_out_openly, not_counted_twice),
    )  # fmt: skip
