"""一次性交通补助: for the way to work outside the county, once a person a year, at fare or as the place pays."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from models import kernel as k
from models.codes import subsidy as c
from models.codes.job import PLACE
from models.kernel.codes import CodeKind
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import UNKNOWN, IntegerKind, MoneyKind
from models.rules import post as steps
from models.rules import subsidy as r
from models.rules.dates import age_on
from models.rules.id_number import read_certificate
from models.rules.job import Spell, months_worked

STEPS = (("applied_on", "申请日期"), ("village_on", "村审日期"), ("noticed_on", "公示日期"), ("township_on", "乡审日期"),
         ("county_on", "县审日期"), ("paid_on", "发放日期"))  # fmt: skip
COURSE = "审核过程"


def _year(f: k.Facts) -> int:
    return int(f.new.get("year") or f.today.year)  # a rule is asked before 年度 has filled itself in


def _paid_for(f: k.Facts) -> tuple[str, ...]:
    return tuple(f.parameter("travel.places") or ())


def _months(f: k.Facts) -> int | None:
    """Months away in the year: of the jobs on record, else of this row's own beginning and end."""
    own = Spell(f.new.get("from_month"), f.new.get("to_month"))
    away = [j for j in f.beside("person", "job") if j.get("place") in _paid_for(f) and j.get("from_month")]
    spells = [Spell(j["from_month"], j.get("to_month")) for j in away] or ([own] if own.from_month else [])
    return months_worked(spells, _year(f), f.today) if spells else None


def _due(f: k.Facts) -> Any:
    method, amount = f.parameter("travel.method"), f.parameter("travel.amount")
    return r.travel_due(f.new.get("fare"), r.Fare(method, amount or Decimal(0))) if method else None


def outside_the_county(f: k.Facts) -> Iterable[k.Mistake]:
    """A place that is paid for, on this row and in 务工台账; long enough away."""
    places, place = _paid_for(f), f.new.get("place")
    if places and (fault := r.place_fault(place, places)):
        yield k.Mistake(fault, "place", k.REFUSE if place == "county_in" else k.MEND)
    jobs = [j for j in f.beside("person", "job") if j.get("year") == _year(f)]
    if places and jobs and all(j.get("place") == "county_in" for j in jobs):
        yield k.Mistake("务工台账里这人今年只在县内干活，请核对务工地。", "place", k.DOUBT)
    least = f.parameter("travel.min_months")
    if least and (doubt := r.few_months_doubt(_months(f), least)):
        yield k.Mistake(doubt, "from_month", k.MEND)


def once_a_year(f: k.Facts) -> Iterable[k.Mistake]:
    """A second application in the year; one that was sent back does not count."""
    times = f.parameter("travel.times_a_year")
    before = [o for o in k.earlier(f, f.siblings()) if o.get("year") == _year(f) and o.get("state") != "returned"]
    if times and f.new.get("state") != "returned" and (doubt := r.again_doubt(len(before), times)):
        yield k.Mistake(doubt, "year", k.MEND)


def steps_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order; an end after the beginning; state, day and reason together."""
    course = [(name, label, f.new.get(name)) for name, label in STEPS]
    yield from k.too_early(f, "from_month", "开始月份", to_month="结束月份")
    if f.new.get("opening") is not True:
        if fault := steps.steps_fault(course):
            yield k.Mistake(fault[1], fault[0])
        else:
            state = r.claim_doubt(f.new.get("state"), f.new.get("paid_on"), f.new.get("returned_why"))
            if doubt := state or steps.skipped_doubt(course):
                yield k.Mistake(doubt[1], doubt[0], k.DOUBT)


def papers_and_money(f: k.Facts) -> Iterable[k.Mistake]:
    """凭证任一 or a pledge that somebody looked into; not more than is due; somebody of age, of a household meant."""
    paid, low = f.new.get("paid_on") is not None, f.parameter("travel.age_min")
    old = f.new.get("opening") is True
    pledged = None if f.new.get("pledge") == UNKNOWN else f.new.get("pledge")
    doubt = r.proof_doubt(f.new.get("proofs") or (), pledged, bool(f.new.get("verifier")), paid)
    if doubt and not old:
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)
    if more := r.paid_doubt(f.new.get("paid"), _due(f)):
        yield k.Mistake(more, "paid", k.MEND)
    person, house = f.parent("person") or {}, f.parent("person.household") or {}
    card = read_certificate(person.get("id_no"))
    if card and low and age_on(card.born, f.on) < low:
        yield k.Mistake(f"申请时不到{low}周岁，请核对。", "person", k.MEND)
    if odd := steps.household_doubt(house.get("type"), (house.get("monitoring_class") or "unknown") != "unknown"):
        yield k.Mistake(odd, "person", k.DOUBT)


class TravelSubsidy(k.Ledger):
    """One application of one person for one year."""

    __tablename__ = "travel_subsidy"

    person = k.link("姓名", "person", parent=True, required=True, aliases=("申请人", "务工人员"))
    year = k.year("年度", required=True, default="this_year", aliases=("年份", "补助年度"), width=14)
    place = k.code("务工区域", PLACE, required=True, aliases=("在哪干", "区域"), width=20)
    city = k.text("务工地", common=True, aliases=("务工地点", "市县", "务工所在地"), width=32)
    employer = k.text("单位", common=True, aliases=("务工单位", "单位或老板"), width=30)
    from_month = k.month("从几月", common=True, aliases=("开始时间", "务工开始时间"))
    to_month = k.month("到几月", common=True, aliases=("结束时间", "务工结束时间"))
    fare = k.money("票价", common=True, aliases=("票据金额", "车票金额"))
    proofs = k.codes("凭证类型", c.PROOF, common=True, aliases=("凭证", "证明材料"))
    state = k.code("办理状态", c.CLAIM_STATE, common=True, aliases=("状态", "审核状态"))
    paid = k.money("实发金额", common=True, aliases=("补助金额", "实补", "发放金额"))
    paid_on = k.date("发放日期", common=True, aliases=("发放时间", "兑付日期"))
    pledge = k.flag("个人承诺", aliases=("承诺书", "是否个人承诺"))
    proof = k.attachment("凭证照片", private="identity")
    verifier = k.name("核实人")
    card = k.card("银行卡号", aliases=("社保卡号", "一卡通号", "卡号"))
    applied_on = k.date("申请日期", group=COURSE, aliases=("申请时间",))
    village_on = k.date("村审日期", group=COURSE, aliases=("村初审日期",))
    noticed_on = k.date("公示日期", group=COURSE)
    township_on = k.date("乡审日期", group=COURSE)
    county_on = k.date("县审日期", group=COURSE)
    returned_why = k.text("退回原因", group=COURSE, private="health", width=30)
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    months = k.derived("务工月数", IntegerKind(), _months, width=14)
    stage = k.derived("办到哪了", CodeKind(codes=c.CLAIM_STATE), lambda f: r.stage_of(f.new.get("state"), f.new.get("paid_on")))
    due = k.derived("应补", MoneyKind(), _due)

    __ledger__ = k.LedgerSpec(
        title="一次性交通补助", group="就业", key=(("person", "year"),), name=("person", "year"), sort=("year", "person"),
        on="applied_on", filters=("year", "place", "state"), totals=("fare", "paid"), state=("state",), unit="人次",
        rules=(outside_the_county, once_a_year, steps_in_order, papers_and_money),
    )  # fmt: skip
