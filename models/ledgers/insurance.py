"""参保: one row a person and insured year, so that last year's answer is never overwritten by this year's."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import health as c
from models.codes.person import MEDICAL_INSURANCE
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind
from models.rules import health as r


def insured_or_why(f: k.Facts) -> Iterable[k.Mistake]:
    """未参保 has a reason; 参保 has none."""
    if doubt := r.insurance_doubt(f.new.get("kind"), f.new.get("why"), f.new.get("own")):
        yield k.Mistake(doubt, "kind" if "缴费" in doubt else "why", k.DOUBT)


def paid_in_its_year(f: k.Facts) -> Iterable[k.Mistake]:
    """Paid, but for another year or not yet."""
    if f.new.get("paid_on") and f.new["paid_on"] > f.today:
        yield k.Mistake("缴费日期还没到，请核对。", "paid_on")
    elif doubt := r.paid_year_doubt(f.new.get("year"), f.new.get("paid_on")):
        yield k.Mistake(doubt, "paid_on", k.DOUBT)


def money_adds_up(f: k.Facts) -> Iterable[k.Mistake]:
    """Own money and help against the contribution of the day on which it was paid."""
    own, help_ = f.new.get("own"), f.new.get("subsidy")
    if doubt := r.subsidy_doubt(f.new.get("subsidy_kind"), help_):
        yield k.Mistake(doubt, "subsidy_kind", k.DOUBT)
    due = f.parameter("health.insurance_due") if f.new.get("paid_on") else None
    if doubt := r.amount_doubt(f.new.get("kind"), own, help_, due):
        yield k.Mistake(doubt, "own", k.DOUBT)


def once_a_year(f: k.Facts) -> Iterable[k.Mistake]:
    """A year is written once; somebody may be insured at home and elsewhere, which is to be looked at."""
    if k.again(f, "year"):
        yield k.Mistake("这人这一年的参保已经记过一条，请核对是不是重复参保。", "year", k.DOUBT)


class Insurance(k.Ledger):
    """One person's health insurance of one year."""

    __tablename__ = "insurance"
    person = k.link("姓名", "person", parent=True, required=True, aliases=("参保人", "人员姓名", "参保人姓名"))
    year = k.year("参保年度", required=True, default="this_year", aliases=("年度", "年份"), width=16)
    kind = k.code("险种", MEDICAL_INSURANCE, required=True, aliases=("参保险种", "医保", "参保情况", "医保类型"), width=18)
    why = k.code("没参保原因", c.NOT_INSURED, common=True, private="health", aliases=("未参保原因",))
    own = k.money("自己缴费", common=True, private="welfare", aliases=("个人缴费", "个人缴费金额"))
    subsidy_kind = k.code("资助类别", c.SUBSIDY, common=True, private="welfare", aliases=("资助参保类别",))
    subsidy = k.money("资助金额", common=True, private="welfare", aliases=("资助参保金额", "财政资助"))
    guard = k.flag("有防贫保", common=True, aliases=("防贫保", "是否参加防贫保"))
    serious = k.flag("有大病保险", aliases=("大病保险", "是否参加大病保险"))
    commercial = k.flag("有商业补充医保", aliases=("商业补充医保", "惠民保"))
    paid_on = k.date("缴费日期", aliases=("缴费时间",))
    place = k.text("在哪参保", aliases=("参保地",))
    note = k.text("备注", private="health", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    insured = k.derived("算参保", FlagKind(), lambda f: f.new.get("kind") in r.INSURED)
    __ledger__ = k.LedgerSpec(
        "参保", "三保障", key=(("person", "year"),), name=("person", "year"), sort=("year", "kind", "person"), on="paid_on",
        filters=("year", "kind", "subsidy_kind", "guard"), totals=("own", "subsidy"), state=("kind",),
        rules=(insured_or_why, paid_in_its_year, money_adds_up, once_a_year),
    )  # fmt: skip
