"""户厕改造: one row a toilet. A mended one is an older toilet with a toilet_fault, never a class of its own."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import toilet as c
from models.kernel.codes import CodeKind
from models.kernel.numbers import FlagKind
from models.rules import toilet as r

KEYS, DATES = (("household", "number"),), ("started_on", "built_on", "accepted_on", "acceptance")


def _stage(f: k.Facts) -> str:
    return r.stage_on(r.Building(*map(f.new.get, DATES)), f.today)


def _use(f: k.Facts) -> str:
    answers = [r.Care(a["date"], a["use"]) for a in f.children("toilet_care") if a.get("date") and a.get("use")]
    return r.use_now(f.new.get("use"), answers)


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Dates in order; a result with its day; in use once finished; 一宅一厕."""
    if fault := r.order_fault(dates := r.Building(*map(f.new.get, DATES))):
        yield k.Mistake(fault, "accepted_on" if fault.startswith("验收") else "built_on")
    if doubt := r.acceptance_doubt(dates) or r.built_doubt(f.new.get("use"), f.today, f.new.get("built_on")):
        yield k.Mistake(doubt, "use" if "使用" in doubt else "accepted_on", k.DOUBT)
    if f.new.get("use") != "gone" and any(other.get("use") != "gone" for other in f.siblings()):
        yield k.Mistake("这户已经登记过一座户厕，请核对是不是同一座。", "household", k.DOUBT)


class Toilet(k.Ledger):
    """One household toilet (一宅一厕)."""

    __tablename__ = "toilet"
    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    number = k.integer("本户序号", low=1, default="next_number", width=14)
    kind = k.code("改造类别", c.TOILET_CLASS, required=True, aliases=("类别", "改厕类别", "建设类别"), width=18)
    year = k.year("年度", required=True, default="this_year", aliases=("改造年度", "建设年度", "年份"), width=14)
    mode = k.code("技术模式", c.TOILET_MODE, common=True, aliases=("改厕模式", "改厕类型", "厕所类型"), width=28)
    place = k.code("厕屋位置", c.TOILET_PLACE, aliases=("位置",))
    started_on = k.date("开工日期", aliases=("开工时间", "建设时间"))
    built_on = k.date("竣工日期", common=True, aliases=("完工日期", "竣工时间", "完工时间"))
    accepted_on = k.date("验收日期", common=True, aliases=("验收时间",))
    acceptance = k.code("验收结果", c.ACCEPTANCE, common=True, aliases=("验收结论", "是否合格"), width=18)
    use = k.code("使用情况", c.TOILET_USE, common=True, default="unknown", aliases=("使用状态", "是否正常使用"))
    subsidy = k.money("财政补助", common=True, aliases=("补助金额", "奖补资金", "财政补助资金"))
    own_money = k.money("自筹", aliases=("自筹资金", "农户自筹"))
    volume = k.decimal("化粪池容积（立方米）", aliases=("容积", "化粪池容积"))
    old_toilet = k.code("旧厕", c.OLD_TOILET, aliases=("旧厕拆除", "旧厕情况"))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    state = k.derived("状态", k.Kind(), lambda f: r.STAGE_WORDS[_stage(f)])
    use_now = k.derived("现在使用情况", CodeKind(codes=c.TOILET_USE), _use)
    unused = k.derived("建好没用上", FlagKind(), lambda f: _stage(f) == r.ACCEPTED and _use(f) == "unused")
    __ledger__ = k.LedgerSpec(
        "户厕", "户厕与环境", key=KEYS, twice=KEYS, name=("household", "number"), on="built_on", unit="座",
        sort=("year", "household"), totals=("subsidy",), rules=(sound,), filters=("kind", "year", "mode", "use"), state=("use",),
    )
