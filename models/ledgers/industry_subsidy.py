"""产业到户补助: one line of one application. 公岗 and 交通补助 stand in their own ledgers; 产业到户 in all is a union."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from models import kernel as k
from models.codes import subsidy as c
from models.kernel.codes import CodeKind
from models.kernel.numbers import MoneyKind
from models.rules import post as steps
from models.rules import subsidy as r

STEPS = (("applied_on", "申请日期"), ("noticed_on", "公示日期"), ("accepted_on", "验收日期"), ("paid_on", "发放日期"))
COURSE, WHERE = "审核过程", "地块和牲畜"
ONE = ("household", "year", "category")
KEYS = ((*ONE, "animal", "batch"), (*ONE, "animal"), (*ONE, "breed", "batch"), (*ONE, "breed"), (*ONE, "place"), ONE)


def _year(f: k.Facts) -> int:
    return int(f.new.get("year") or f.today.year)  # a rule is asked before 年度 has filled itself in


def _rate(f: k.Facts) -> Any:
    own, key = f.new.get("standard"), r.rate_key(f.new.get("category"), f.new.get("animal"))
    return own if own is not None or key is None else f.parameter(f"subsidy.rate.{key}")


def _due(f: k.Facts) -> Any:
    return r.due(f.new.get("verified"), _rate(f), f.new.get("cap"))


def _quantity(row: Any) -> Decimal:
    found = row.get("verified") if row.get("verified") is not None else row.get("applied")
    return found or Decimal(0)


def _this_year(f: k.Facts, *same: str) -> list[Any]:
    """This row and the household's others of the year that were not sent back and are alike in some fields."""
    year = [o for o in f.siblings() if o.get("year") == _year(f)]
    rows = [f.new, *(o for o in year if all(o.get(n) == f.new.get(n) for n in ("category", *same)))]
    return [row for row in rows if row.get("state") != "returned"]


def _same_animals(f: k.Facts) -> Iterable[Any]:
    """Everybody's claims for animals of this sort: one of several ear tags may be the neighbour's."""
    return f.alike("animal" if f.new.get("animal") else "tags") if f.new.get("tags") else ()


def quantities_fit(f: k.Facts) -> Iterable[k.Mistake]:
    """核定 within 申报; whole animals; paid within what is due."""
    unit, asked, found = r.unit_of(f.new.get("category"), f.new.get("animal")), f.new.get("applied"), f.new.get("verified")
    if fault := r.verified_fault(asked, found):
        yield k.Mistake(fault, "verified", k.MEND)
    if fault := r.whole_fault(unit, found if found is not None else asked):
        yield k.Mistake(fault, "verified" if found is not None else "applied", k.MEND)
    if doubt := r.paid_doubt(f.new.get("paid"), _due(f)):
        yield k.Mistake(doubt, "paid", k.MEND)


def within_what_there_is(f: k.Facts) -> Iterable[k.Mistake]:
    """A year's claims against the household's land, its animals and the ceiling."""
    house, claimed = f.parent("household") or {}, sum(map(_quantity, _this_year(f)), Decimal(0))
    if f.new.get("category") == "crop":
        leases = ((x.get("way"), x.get("area")) for x in f.beside("household", "land_lease") if x.get("year") == _year(f))
        land = r.land_of((house.get(n) for n in ("field_area", "orchard_area")), leases)
        if doubt := r.over_doubt(claimed, land, "耕地和林果地", "亩"):
            yield k.Mistake(doubt, "verified", k.DOUBT)
    stock, unit = f.new.get("stock"), r.unit_of(f.new.get("category"), f.new.get("animal")) or ""
    of_kind = sum(map(_quantity, _this_year(f, "animal")), Decimal(0))
    if f.new.get("category") == "livestock" and (doubt := r.over_doubt(of_kind, stock, "现场存栏", unit)):
        yield k.Mistake(doubt, "stock", k.DOUBT)
    cap, rows = f.parameter("subsidy.cap_household"), (f.new, *(o for o in f.siblings() if o.get("year") == _year(f)))
    paid = sum((o["paid"] for o in rows if o.get("paid")), Decimal(0))
    if cap and paid > cap:
        yield k.Mistake(f"这户今年产业补助合计{paid:.2f}元，超过每户上限{cap}元，请核对。", "paid", k.DOUBT)


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same plot in a year, or the same animal ever, claimed by this household or another."""
    place, home = f.new.get("place"), (f.parent("household") or f.new).get("scope")
    if f.new.get("state") == "returned":
        return
    if place and any(o.get("place") == place for o in k.earlier(f, _this_year(f, "animal")) if o is not f.new):
        yield k.Mistake("这户今年同一个地方已经申报过，请核对是不是重复。", "place", k.DOUBT)
    elsewhere = [o for o in k.earlier(f, f.alike("plot")) if o.get("year") == _year(f) and o.get("state") != "returned"]
    if any(o.get("scope") == home for o in elsewhere):
        yield k.Mistake("这块地今年已经申报过，请核对是不是重复。", "plot", k.DOUBT)
    others = [o for o in k.earlier(f, (*f.siblings(), *_same_animals(f))) if o.get("state") != "returned"]
    if doubt := r.shared_tags_doubt(f.new.get("tags"), (o.get("tags") for o in others)):
        yield k.Mistake(doubt, "tags", k.DOUBT)


def steps_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """先建后补: nothing is paid before it stands; state, day and reason together; 期初 rows need none of it."""
    course = [(name, label, f.new.get(name)) for name, label in STEPS]
    if f.new.get("opening") is True:
        return
    if fault := steps.steps_fault(course):
        yield k.Mistake(fault[1], fault[0])
    else:
        state = r.claim_doubt(f.new.get("state"), f.new.get("paid_on"), f.new.get("returned_why"))
        if doubt := state or steps.skipped_doubt(course):
            yield k.Mistake(doubt[1], doubt[0], k.DOUBT)


def household_meant(f: k.Facts) -> Iterable[k.Mistake]:
    """脱贫户 or 监测户, with somebody who can work."""
    house = f.parent("household") or {}
    doubt = steps.household_doubt(house.get("type"), (house.get("monitoring_class") or "unknown") != "unknown")
    if doubt or house.get("no_labour") is True:
        yield k.Mistake(doubt or "这户登记的是整户没有劳动力，请核对是谁在干。", "household", k.DOUBT)


class IndustrySubsidy(k.Ledger):
    """One thing one household is subsidised for in one year."""

    __tablename__ = "industry_subsidy"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    year = k.year("年度", required=True, default="this_year", aliases=("年份", "补助年度"), width=14)
    category = k.code("项目类别", c.CATEGORY, required=True, aliases=("类别", "补助类别", "产业类别"), width=18)
    animal = k.code("畜种", c.ANIMAL, common=True, aliases=("牲畜种类", "养殖品种"), width=14)
    breed = k.text("品种", aliases=("作物", "种植品种", "作物品种"))
    applied = k.decimal("申报数量", common=True, aliases=("计划数量", "申报面积", "数量"), help="亩、头、匹或只。")
    verified = k.decimal("核定数量", common=True, aliases=("验收数量", "核实数量", "核定面积"))
    paid = k.money("实补金额", common=True, aliases=("补助金额", "实发金额", "兑付金额"))
    paid_on = k.date("发放日期", common=True, aliases=("发放时间", "兑付日期", "拨付日期"))
    state = k.code("办理状态", c.CLAIM_STATE, common=True, aliases=("状态", "审核状态"))
    batch = k.text("批次", common=True, default="last")
    standard = k.money("补助标准", aliases=("标准",), help="空着就按当年的标准。")
    cap = k.money("上限", aliases=("补助上限", "每户上限"))
    place = k.text("地块或圈舍位置", group=WHERE, aliases=("位置", "地块位置", "圈舍位置"))
    plot = k.text("地块编码", group=WHERE, aliases=("承包地块编码", "地块编号"))
    tags = k.text("耳标号", group=WHERE, limit=2000, aliases=("耳标", "耳标编号"), width=40)
    stock = k.integer("现场存栏", low=0, group=WHERE, aliases=("存栏", "存栏数"))
    keeping = k.code("饲养方式", c.KEEPING, group=WHERE, aliases=("养殖方式",))
    yard = k.code("庭院经济类型", c.YARD_KIND, group=WHERE, aliases=("庭院类型",))
    loan = k.link("用的贷款", "loan", aliases=("贷款",))
    applied_on = k.date("申请日期", group=COURSE, aliases=("申请时间",))
    noticed_on = k.date("公示日期", group=COURSE)
    accepted_on = k.date("验收日期", group=COURSE, aliases=("核实日期", "验收时间"))
    accepted_by = k.name("验收人", group=COURSE, aliases=("核实人",))
    photo = k.attachment("验收照片", group=COURSE, private="identity")
    returned_why = k.text("退回原因", group=COURSE, private="health", width=30)
    card = k.card("银行卡号", aliases=("社保卡号", "一卡通号", "卡号"))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    unit = k.derived("单位", k.Kind(), lambda f: r.unit_of(f.new.get("category"), f.new.get("animal")), width=18)
    rate = k.derived("现行标准", MoneyKind(), _rate)
    stage = k.derived("办到哪了", CodeKind(codes=c.CLAIM_STATE), lambda f: r.stage_of(f.new.get("state"), f.new.get("paid_on")))
    due = k.derived("应补金额", MoneyKind(), _due)

    __ledger__ = k.LedgerSpec(
        title="产业到户补助", group="产业", key=KEYS, name=("year", "category"), sort=("year", "category", "household"),
        on="applied_on", totals=("paid",), state=("state",), filters=("year", "category", "animal", "batch", "state"),
        unit="笔", rules=(quantities_fit, within_what_there_is, not_twice, steps_in_order, household_meant),
    )  # fmt: skip
