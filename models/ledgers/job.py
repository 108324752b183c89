"""务工就业: one row a spell of work. Somebody may have several in a year; figures count people, never spells."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import job as c
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind, IntegerKind, MoneyKind
from models.rules import job as r
from models.rules.dates import age_on
from models.rules.id_number import read_certificate


def _spell(f: k.Facts) -> r.Spell:
    return r.Spell(f.new.get("from_month"), f.new.get("to_month"))


def _months(f: k.Facts) -> int | None:
    year = f.new.get("year")
    return r.months_worked((_spell(f),), year, f.today) if year and f.new.get("from_month") else None


def ended_after_begun(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order, and 还在干 against the end."""
    if fault := r.order_fault(_spell(f)):
        yield k.Mistake(fault, "to_month")
    elif f.new.get("still") is True and f.new.get("to_month") and f.new["to_month"] < f"{f.today:%Y-%m}":
        yield k.Mistake("写了结束月份，还在干却写着是，请核对。", "still", k.MEND)


def place_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """在哪干 against 市县 and 就业渠道."""
    place, region = f.new.get("place") or "unknown", f.new.get("region")
    home = (f.parent("person") or {}).get("scope") or f.new.get("scope") or ""
    digits = f.parameter("job.home_region_digits")
    known = r.place_doubt(place, region, home, digits) if digits else None
    doubts = (known, r.channel_doubt(place, f.new.get("channel") or ""))
    yield from (k.Mistake(doubt, "place", k.DOUBT) for doubt in doubts if doubt)


def wage_usual(f: k.Facts) -> Iterable[k.Mistake]:
    """A month's wage out of the usual."""
    ask, low, high = (f.parameter(f"job.wage_{what}") for what in ("ask", "min", "max"))
    wage = f.new.get("wage")
    if wage is not None and None not in (ask, low, high) and (doubt := r.wage_doubt(int(wage), ask, low, high)):
        yield k.Mistake(doubt, "wage", k.DOUBT)


def worker_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Too young is to be mended, entered as unable to work to be looked at."""
    person, low = f.parent("person") or {}, f.parameter("job.age_min")
    card = read_certificate(person.get("id_no"))
    age = age_on(card.born, f.on) if card else None
    if low and (doubt := r.worker_doubt(age, person.get("labour"), low)):
        yield k.Mistake(doubt, "person", k.MEND if age is not None and age < low else k.DOUBT)


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same work begun in the same month stands already: a corrected 在哪干 comes in as a second spell (its key)."""
    if f.new.get("from_month") and k.again(f, "from_month", "employer", "work"):
        yield k.Mistake("这人同一个月开始的同一份活已经记了一条，请看看是不是要改那一条。", "place", k.DOUBT)


class Job(k.Ledger):
    """One spell of work of one person."""

    __tablename__ = "job"

    person = k.link("姓名", "person", parent=True, required=True, aliases=("务工人员", "人", "务工人员姓名"))
    place = k.code("在哪干", c.PLACE, required=True, aliases=("务工区域", "区域", "务工地区"), width=20)
    year = k.year("年度", required=True, default="this_year", aliases=("年份", "务工年度"), width=14)
    still = k.flag("还在干", common=True, default=True, aliases=("是否在岗", "是否还在务工", "是否在干"), width=14)
    city = k.text("市县", common=True, default="last", aliases=("务工地", "务工地点", "务工所在地"), width=32)
    employer = k.text("单位或老板", common=True, aliases=("单位", "务工单位", "务工企业名称", "企业名称"), width=30)
    work = k.text("干什么", common=True, aliases=("工种", "岗位", "从事工作"))
    from_month = k.month("从几月", common=True, aliases=("开始时间", "开始月份", "务工开始时间", "外出时间"))
    to_month = k.month("到几月", aliases=("结束时间", "结束月份", "务工结束时间", "返乡时间"))
    wage = k.money("月收入", common=True, private="welfare", aliases=("务工月收入", "月工资", "工资", "每月收入"))
    channel = k.code("就业渠道", c.CHANNEL, common=True, aliases=("渠道", "务工渠道"), help="公益岗位也写在这里。")
    region = k.region("市县代码", aliases=("务工地代码",), help="填了就能核对在哪干。")
    industry = k.code("行业", c.INDUSTRY, aliases=("所属行业",))
    point_to_point = k.flag("点对点输送", aliases=("是否点对点", "是否点对点输送"))
    contract = k.flag("签了合同", aliases=("是否签订合同", "劳动合同"))
    insured = k.flag("有社保", aliases=("是否参加社保", "社保"))
    end_reason = k.code("结束原因", c.END_REASON, private="health", aliases=("返乡原因",))
    phone = k.phone("在外电话", aliases=("务工电话",))
    note = k.text("备注", private="health", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    months = k.derived("月数", IntegerKind(), _months, width=14)
    income = k.derived(
        "年务工收入", MoneyKind(), lambda f: f.new["wage"] * (_months(f) or 0) if f.new.get("wage") else None,
        private="welfare",
    )  # fmt: skip
    post = k.derived("公益岗位", FlagKind(), lambda f: f.new.get("channel") == "post", width=16)

    __ledger__ = k.LedgerSpec(
        title="务工就业", group="就业", twice=(("person", "from_month", "employer", "work"),), unit="条",
        key=(("person", "from_month", "place"), ("person", "year", "place")),
        name=("person", "city"), sort=("year", "place", "person"), on="from_month",
        filters=("year", "place", "channel", "still"), state=("still", "place"),
        rules=(ended_after_begun, place_fits, wage_usual, worker_fits, not_twice),
    )  # fmt: skip
