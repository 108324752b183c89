"""资产收益: one contract year of one asset: what is due, what came in, who got it, and whether the year is cleared up."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.asset import EARNING_WAY
from models.kernel.kind import Kind
from models.kernel.numbers import FlagKind, MoneyKind
from models.rules import asset as r

CONTRACT, SPENDING = "合同", "收益分配"
PARTS = ("to_households", "to_posts", "to_public", "kept")


def _where(f: k.Facts) -> str:
    return r.due_state(f.new.get("due"), f.new.get("received"), f.new.get("due_on"), f.today)


def contract_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order, and the year against the contract."""
    begun, ended, year = (f.new.get(name) for name in ("from_on", "to_on", "year"))
    if begun and ended and ended < begun:
        yield k.Mistake("合同到期日比开始日还早，请核对。", "to_on")
    elif year and ((begun and year < begun.year) or (ended and year > ended.year)):
        yield k.Mistake(f"{year}年不在合同期里，请核对年度或续签的合同。", "year", k.DOUBT)


def money_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """More than was due; money without a day or from the future; come in twice; more given out than came in."""
    due, got, got_on = (f.new.get(name) for name in ("due", "received", "received_on"))
    if due is not None and got is not None and got > due:
        yield k.Mistake("收到的比应收的多，请核对。", "received", k.DOUBT)
    if got and not got_on and f.new.get("opening") is not True:
        yield k.Mistake("收到了钱，没有写收到的日期。", "received_on", k.DOUBT)
    if got_on and got_on > f.today:
        yield k.Mistake("收到的日期还没到，请核对。", "received_on")
    same = ("year", "due_on", "payer")
    if got and any(o.get("received") for o in k.earlier(f, f.same(*same))):
        yield k.Mistake("这项资产这一笔已经收过一次，请核对是不是记重了。", "received", k.DOUBT)
    if doubt := r.spent_doubt((f.new.get(name) for name in PARTS), got):
        yield k.Mistake(doubt, "received", k.DOUBT)


def told_and_cleared(f: k.Facts) -> Iterable[k.Mistake]:
    """What is given out is put up for all to see; a year is cleared up in time. 期初 rows need neither."""
    if f.new.get("opening") is True:
        return
    if any(f.new.get(name) for name in PARTS) and not f.new.get("noticed_on"):
        yield k.Mistake("收益分配了，没有公示日期，请补公示。", "noticed_on", k.DOUBT)
    last = f.parameter("asset.clearing_day")
    if last and (doubt := r.clearing_doubt(f.new.get("year"), f.new.get("cleared_on"), f.today, last)):
        yield k.Mistake(doubt, "cleared_on", k.HINT)


def _owed(f: k.Facts) -> object:
    return r.owed(f.new.get("due"), f.new.get("received"))


class AssetRevenue(k.Ledger):
    """What one asset earns in one year."""

    __tablename__ = "asset_revenue"

    asset = k.link("资产", "asset", parent=True, required=True, aliases=("资产名称", "哪项资产"))
    year = k.year("年度", required=True, default="this_year", aliases=("收益年度", "年份"), width=14)
    payer = k.text(
        "谁来交", common=True, default="last", aliases=("经营主体", "承租人", "承包人", "交款单位"), width=30
    )
    due = k.money("应收", common=True, aliases=("应收收益", "年应收收益", "合同金额"))
    due_on = k.date("应收日期", common=True, aliases=("应收时间", "交款期限"))
    received = k.money("实收", common=True, aliases=("实收收益", "已收", "到账金额"))
    received_on = k.date("收到日期", common=True, aliases=("到账日期", "收到时间"))
    way = k.code("经营方式", EARNING_WAY, group=CONTRACT, aliases=("方式",), width=20)
    contract = k.text("合同号", group=CONTRACT, aliases=("合同编号",), width=26)
    from_on = k.date("合同开始", group=CONTRACT, aliases=("合同起", "合同开始日期"))
    to_on = k.date("合同到期", group=CONTRACT, aliases=("合同止", "合同到期日"))
    scan = k.attachment("合同", private="identity", group=CONTRACT)
    to_households = k.money("分给农户", group=SPENDING, aliases=("农户分红",))
    households = k.integer("分给几户", low=0, group=SPENDING)
    to_posts = k.money("用于公益岗位", group=SPENDING)
    to_public = k.money("用于公益事业", group=SPENDING)
    kept = k.money("村集体留存", group=SPENDING, aliases=("留存",))
    noticed_on = k.date("分配公示日期", group=SPENDING)
    cleared_on = k.date("清算核实日期", aliases=("清算日期",))
    cleared_by = k.name("清算人")
    note = k.text("备注", width=30)
    opening, opened_on = k.opening()
    owed = k.derived("还欠", MoneyKind(), _owed)
    where = k.derived("收得怎样", Kind(), lambda f: r.DUE_WORDS[_where(f)])
    overdue = k.derived(
        "到期没收齐", FlagKind(), lambda f: bool(f.new.get("due_on") and f.new["due_on"] < f.today and _owed(f))
    )

    __ledger__ = k.LedgerSpec(
        title="资产收益", group="项目资产", key=(("asset", "year", "due_on"), ("asset", "year")), name=("asset", "year"),
        sort=("year", "asset"), on="due_on", totals=("due", "received"), filters=("year", "way"), state=("received",),
        unit="笔", rules=(contract_in_order, money_fits, told_and_cleared),
    )  # fmt: skip
