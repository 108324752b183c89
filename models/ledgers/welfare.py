"""兜底救助: one row a payment to a household or a person of it, with its 渐退期. Raised amounts are new rows."""

from collections.abc import Iterable
from dataclasses import fields

from models import kernel as k
from models.codes import welfare as c
from models.kernel.codes import CodeKind
from models.kernel.facts import Values
from models.rules import welfare as r
from models.rules.dates import age_on
from models.rules.id_number import read_certificate
from models.rules.person import destitute_doubt


def _welfare(values: Values) -> r.Welfare:
    return r.Welfare(**{one.name: values.get(one.name) for one in fields(r.Welfare)})


def _person(f: k.Facts) -> Values:
    return f.parent("person") or {}


def months_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order."""
    if fault := r.order_fault(_welfare(f.new)):
        yield k.Mistake(fault[1], fault[0])


def tapers_and_stops(f: k.Facts) -> Iterable[k.Mistake]:
    """渐退期 is looked at when it is over; stopping has its reason. 期初 rows that ended need none."""
    doubt = r.taper_doubt(_welfare(f.new), f.today, f.parameter("welfare.taper_months"))
    if not doubt and f.new.get("opening") is not True:
        doubt = r.stop_doubt(_welfare(f.new), f.new.get("stop_why"))
    if doubt:
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)


def for_whom(f: k.Facts) -> Iterable[k.Mistake]:
    """Kinds that are one person's name the person; 单人户 has its ground."""
    kind, person = f.new.get("kind") or "", f.new.get("person")
    if kind in (f.parameter("welfare.person_kinds") or ()) and not person:
        yield k.Mistake(f"{c.WELFARE_KIND.label(kind)}是给一个人的，请写是谁。", "person", k.DOUBT)
    single, why, people = f.new.get("single"), f.new.get("single_why"), f.new.get("people")
    if doubt := r.single_doubt(single, why, people, named=bool(person)):
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)
    if person and _person(f).get("household") not in (None, f.new.get("household")):
        yield k.Mistake("这个人不是这一户的，请核对。", "person", k.MEND)


def one_of_a_kind(f: k.Facts) -> Iterable[k.Mistake]:
    """低保 beside 特困; 护理补贴 without severe disability."""
    kind = f.new.get("kind")
    others = [other.get("kind") or "" for other in k.earlier(f, f.siblings()) if _meets(f, other) and not _ended(f, other)]
    if not _ended(f, f.new) and (doubt := r.exclusive_doubt(kind, others, f.parameter("welfare.exclusive_kinds") or ())):
        yield k.Mistake(doubt, "kind", k.DOUBT)
    if doubt := r.care_doubt(kind, _person(f).get("disability_level"), f.parameter("welfare.care_levels") or ()):
        yield k.Mistake(doubt, "kind", k.DOUBT)


def able_adult(f: k.Facts) -> Iterable[k.Mistake]:
    """特困供养 is not for healthy adults (V12)."""
    person, low, high = _person(f), f.parameter("person.adult_age"), f.parameter("person.retire_age")
    card, kind = read_certificate(person.get("id_no")), f.new.get("kind") or ""
    if card and low and high and kind.startswith("destitute") and not _ended(f, f.new):
        age, health, stage = age_on(card.born, f.today), person.get("health") or (), person.get("stage")
        if doubt := destitute_doubt(age, "rural", health, stage, low, high):
            yield k.Mistake(doubt, "person", k.DOUBT)


def _ended(f: k.Facts, values: Values) -> bool:
    return r.welfare_state(_welfare(values), f.today) == "ended"


def _meets(f: k.Facts, other: Values) -> bool:
    """Whether another row is the same person's, or the whole household's."""
    return not f.new.get("person") or not other.get("person") or other["person"] == f.new["person"]


class Welfare(k.Ledger):
    """One kind of help that a household or one of its people is paid."""

    __tablename__ = "welfare"
    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    kind = k.code("救助种类", c.WELFARE_KIND, required=True, private="welfare", aliases=("种类", "保障类型", "救助类型"), width=28)
    person = k.link("享受人", "person", common=True, aliases=("姓名", "享受人姓名", "保障对象"), help="整户享受的不用写。")
    grade = k.code("类别", c.WELFARE_CLASS, common=True, private="welfare", aliases=("保障类别", "低保类别"), width=16)
    people = k.integer("保障人数", low=0, high=30, common=True, private="welfare", aliases=("人数", "享受人数"), width=16)
    monthly = k.money("每月金额", common=True, private="welfare", aliases=("月保障金额", "月发放金额", "保障金", "月额"))
    from_month = k.month("从几月", common=True, aliases=("开始时间", "享受开始年月", "纳入时间", "起始时间"))
    to_month = k.month("到几月", common=True, aliases=("结束时间", "停发年月", "退出时间"))
    once = k.money("一次性金额", private="welfare", aliases=("临时救助金额", "救助金额"))
    taper_from = k.month("渐退期起", private="welfare", aliases=("渐退开始",))
    taper_to = k.month("渐退期止", private="welfare", aliases=("渐退结束", "渐退期满"))
    rechecked_on = k.date("复核日期", aliases=("复核时间", "年审日期"))
    result = k.code("复核结果", c.RECHECK, private="welfare")
    stop_why = k.text("停发原因", private="health", aliases=("退出原因",))
    single = k.flag("参照单人户", private="welfare", aliases=("单人户", "是否单人户"))
    single_why = k.code("单人户理由", c.SINGLE_WHY, private="health")
    number = k.text("证号", private="welfare", aliases=("低保证号", "特困证号"), width=30)
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    state = k.derived("现在状态", CodeKind(codes=c.WELFARE_STATE), lambda f: r.welfare_state(_welfare(f.new), f.today), private="welfare")
    __ledger__ = k.LedgerSpec(
        "兜底救助", "三保障", name=("household", "kind"),
        key=(("person", "kind", "from_month"), ("household", "kind", "from_month"), ("person", "kind"), ("household", "kind")),
        sort=("kind", "household"), filters=("kind", "grade", "single"), totals=("people", "monthly"),
        state=("kind", "to_month"), unit="条", days=("from_month",), rules=(months_in_order, tapers_and_stops, for_whom, one_of_a_kind, able_adult),
    )  # fmt: skip
