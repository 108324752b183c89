"""公岗人员: who holds which post from when till when, by what steps, at what pay. 期初 rows need none of the steps."""

from collections.abc import Iterable, Mapping
from typing import Any

from models import kernel as k
from models.codes import post as c
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind, IntegerKind, MoneyKind
from models.rules import post as r
from models.rules.dates import age_on
from models.rules.id_number import read_certificate

STEPS = (("announced_on", "公告日期"), ("applied_on", "申请日期"), ("reviewed_on", "评议日期"), ("noticed_on", "公示日期"),
         ("signed_on", "签协议日期"))  # fmt: skip
HIRING, LEAVING = "聘用程序", "退岗"


def _held(values: Mapping[str, Any]) -> r.Holding:
    return r.Holding(*(values.get(name) for name in ("from_on", "to_on", "left_on", "state")))


def _standard(f: k.Facts) -> Any:
    own = f.new.get("standard")
    return own if own is not None else (f.parent("post") or {}).get("standard")


def _sheets(f: k.Facts) -> tuple[int, Any]:
    names = ("absent_cut", "excellent_reward", "fail_cut")
    tariff = r.Tariff(*(f.parameter(f"post.{name}") or 0 for name in names))
    months = [r.Month(a.get("marks"), a.get("present_days"), a.get("opening") is True, a["standard"] if a.get("standard") is not None
              else _standard(f), a.get("cut"), a.get("reward"), a.get("grade")) for a in f.children("post_attendance")]  # fmt: skip
    return r.total(months, tariff)


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order; state against dates; one year at a time; a post that stayed behind when the household moved."""
    held, longest = _held(f.new), f.parameter("post.agreement_months")
    if fault := r.period_fault(held):
        yield k.Mistake(fault[1], fault[0])
        return
    if doubt := r.state_doubt(held, f.today):
        yield k.Mistake(doubt[1], doubt[0], k.MEND if doubt[0] == "state" else k.DOUBT)
    if longest and (long := r.length_doubt(held, longest)):
        yield k.Mistake(long, "to_on", k.DOUBT)
    if f.new.get("post") and f.parent("post") is None and r.on_duty(held, f.today):
        yield k.Mistake("这个岗位是别的村的或者撤掉了：请办退岗，或者改成本村的岗位。", "post", k.MEND)


def steps_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """公告 申请 评议 公示 协议: none before the one that leads to it, none left out once the books are open."""
    steps = [(name, label, f.new.get(name)) for name, label in STEPS]
    if f.new.get("opening") is not True:
        if fault := r.steps_fault(steps):
            yield k.Mistake(fault[1], fault[0])
        elif doubt := r.skipped_doubt(steps):
            yield k.Mistake(doubt[1], doubt[0], k.DOUBT)


def may_hold_it(f: k.Facts) -> Iterable[k.Mistake]:
    """Age, labour, and the household for which posts are meant."""
    person, house = f.parent("person") or {}, f.parent("person.household") or {}
    low, hire, high = (f.parameter(f"post.{name}") for name in ("age_min", "hire_age_max", "age_max"))
    card, day = read_certificate(person.get("id_no")), f.new.get("from_on") or f.today
    old = f.new.get("opening") is True
    age = age_on(card.born, f.today if old else day) if card else None
    if None not in (low, hire, high) and (doubt := r.age_doubt(age, not old, low, hire, high)):
        yield k.Mistake(doubt, "person", k.MEND if age is not None and age < low else k.DOUBT)
    monitored = (house.get("monitoring_class") or "unknown") != "unknown"
    away = "这户的户口不在本村，公岗一般安排本村的人，请核对。" if house.get("local") is False else None
    for doubt in (r.labour_doubt(person.get("labour")), r.household_doubt(house.get("type"), monitored), away):
        if doubt:
            yield k.Mistake(doubt, "person", k.DOUBT)


def one_place_at_a_time(f: k.Facts) -> Iterable[k.Mistake]:
    """No second post, no work outside the county in the same months."""
    held = _held(f.new)
    if any(r.overlap(held, _held(other)) for other in k.earlier(f, f.siblings())):
        yield k.Mistake("这人同一时间还有另一个公益性岗位，请核对。", "from_on", k.DOUBT)
    jobs = (j for j in f.beside("person", "job") if j.get("channel") != "post")
    doubts = (r.away_doubt(held, j.get("place"), j.get("from_month"), j.get("to_month"), f.today) for j in jobs)
    if doubt := next((d for d in doubts if d), None):
        yield k.Mistake(doubt, "from_on", k.DOUBT)


class PostHolder(k.Ledger):
    """One person on one post under one agreement."""

    __tablename__ = "post_holder"

    person = k.link("姓名", "person", parent=True, required=True, aliases=("公岗人员", "人员姓名", "上岗人员"))
    post = k.link("岗位", "post", required=True, aliases=("岗位名称", "公岗名称"))
    from_on = k.date("协议开始日期", common=True, aliases=("上岗日期", "聘用日期", "开始日期", "上岗时间"))
    to_on = k.date("协议结束日期", common=True, aliases=("协议到期日", "到期日期", "结束日期"))
    state = k.code("状态", c.HOLDER_STATE, common=True, default="on_duty", aliases=("上岗状态", "在岗情况"), width=16)
    standard = k.money("月补贴", common=True, aliases=("月标准", "月补贴标准", "补贴标准"), help="空着就按岗位的标准。")
    card = k.card("银行卡号", common=True, aliases=("社保卡号", "一卡通号", "卡号"))
    announced_on = k.date("公告日期", group=HIRING)
    applied_on = k.date("申请日期", group=HIRING)
    reviewed_on = k.date("评议日期", group=HIRING, aliases=("审核日期",))
    noticed_on = k.date("公示日期", group=HIRING)
    signed_on = k.date("签协议日期", group=HIRING, aliases=("签订日期",))
    trained_on = k.date("岗前培训日期", aliases=("培训日期",))
    insured = k.flag("上了意外险", aliases=("保险", "是否购买保险", "意外险"))
    left_on = k.date("退岗日期", group=LEAVING, aliases=("离岗日期", "退岗时间"))
    left_why = k.code("退岗原因", c.HOLDER_LEFT, group=LEAVING, private="health", aliases=("离岗原因",))
    agreement = k.attachment("协议扫描件", private="identity")
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    pay_standard = k.derived("现在月标准", MoneyKind(), _standard)
    active = k.derived("在岗", FlagKind(), lambda f: r.on_duty(_held(f.new), f.today), width=14)
    months = k.derived("已发月数", IntegerKind(), lambda f: _sheets(f)[0], width=14)
    paid = k.derived("累计补贴", MoneyKind(), lambda f: _sheets(f)[1], private="welfare")

    __ledger__ = k.LedgerSpec(
        title="公岗人员", group="就业", key=(("person", "post", "from_on"), ("person", "post")), name=("person", "post"),
        twice=(("person", "post", "from_on"),), sort=("state", "from_on", "person"), on="from_on", filters=("state", "post"),
        state=("state",), unit="人",
        rules=(dates_in_order, steps_in_order, may_hold_it, one_place_at_a_time),
    )  # fmt: skip
