"""饮水查看: a report of a source, a look at a household's water, or an outage of either with its end."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import safety as c
from models.kernel.numbers import IntegerKind
from models.rules import water as r


def _short(f: k.Facts) -> tuple[str, ...]:
    needs = (f.parameter(f"water.{name}") for name in ("fetch_minutes", "litres", "guarantee"))
    return r.short_of(r.Look(*map(f.new.get, ("minutes", "litres", "guarantee"))), r.Needs(*needs))


def _days(f: k.Facts) -> int | None:
    return r.outage_days(f.new.get("date"), f.new.get("to_on"), f.today) if f.new.get("kind") == "outage" else None


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """It has happened, and ended after it began."""
    yield from k.not_come(f, date="日期")
    if fault := r.outage_fault(f.new.get("date"), f.new.get("to_on")):
        yield k.Mistake(fault, "to_on")
    if doubt := r.posted_doubt(f.new.get("date"), f.new.get("posted_on")):
        yield k.Mistake(doubt, "posted_on", k.DOUBT)


def result_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """合格 against the standard; an outage that goes on; a report has a source and a result."""
    if doubt := r.result_doubt(f.new.get("result"), _short(f), f.new.get("reason")):
        yield k.Mistake(doubt, "result" if "合格，但" in doubt else "reason", k.DOUBT)
    if doubt := r.outage_doubt(_days(f), f.new.get("to_on"), f.parameter("water.long_outage_days")):
        yield k.Mistake(doubt, "to_on", k.DOUBT)
    if f.new.get("kind") == "report" and not f.new.get("result"):
        yield k.Mistake("水质报告请写合格还是不合格。", "result", k.DOUBT)
    if f.new.get("to_on") and f.new.get("kind") in ("report", "look"):
        yield k.Mistake("写了恢复供水日期，记的却不是停水，请核对。", "kind", k.DOUBT)


class WaterCheck(k.Ledger):
    """One look at the water of a source or of a household."""

    __tablename__ = "water_check"
    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    source = k.link("供水点", "water_source", required=("household",), aliases=("供水点名称", "水源", "水厂"))
    household = k.link("户主", "household", common=True, aliases=("所属农户", "户", "户主姓名"))
    date = k.date("日期", required=True, default="today", aliases=("检查日期", "检测日期", "停水日期", "报告日期"))
    kind = k.code("记什么", c.WATER_CHECK, required=True, default="look", aliases=("类型", "检查类型"), width=18)
    result = k.code("结果", c.WATER_RESULT, common=True, aliases=("检测结果", "是否合格", "是否达标"), width=16)
    to_on = k.date("恢复供水日期", common=True, aliases=("恢复日期", "停水结束日期"))
    reason = k.text("原因", common=True, aliases=("停水原因", "不合格原因"), width=30)
    measure = k.text("怎么解决", common=True, aliases=("处理措施", "措施"), width=30)
    posted_on = k.date("公示日期", aliases=("公示时间",))
    minutes = k.integer("取水往返（分钟）", low=0, high=600, aliases=("取水往返时间", "取水时间"))
    litres = k.decimal("每人每天（升）", aliases=("人均水量", "水量"))
    guarantee = k.decimal("供水保证率（%）", aliases=("保证率",))
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    by = k.name("谁看的", default="me", aliases=("检查人", "检测人"))
    photo = k.attachment("报告或照片", private="identity")
    note = k.text("备注", private="health", width=30)
    days_out = k.derived("停水天数", IntegerKind(), _days, width=16)
    short = k.derived("没达标的", k.Kind(), lambda f: "；".join(_short(f)) or None, width=40)
    __ledger__ = k.LedgerSpec(
        "饮水查看", "三保障", key=(("source", "date", "kind"), ("household", "date", "kind")), name=("date", "kind"), sort=("date", "kind"),
        on="date", filters=("kind", "result"), unit="次", rules=(dates_in_order, result_fits),
    )  # fmt: skip
