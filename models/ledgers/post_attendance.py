"""公岗考勤: one row a holder and month, its days in one line. What the month pays is computed, never typed."""

from collections.abc import Iterable
from typing import Any

from models import kernel as k
from models.codes import post as c
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import IntegerKind, MoneyKind
from models.rules import day_marks as d
from models.rules import post as r


def _month(f: k.Facts) -> r.Month:
    options = (f.new.get("standard"), (f.parent("holder") or {}).get("standard"), (f.parent("holder.post") or {}).get("standard"))
    standard = next((money for money in options if money is not None), None)
    marks, days, old = f.new.get("marks"), f.new.get("present_days"), f.new.get("opening") is True
    return r.Month(marks, days, old, standard, f.new.get("cut"), f.new.get("reward"), f.new.get("grade"))


def _tariff(f: k.Facts) -> r.Tariff:
    return r.Tariff(*(f.parameter(f"post.{name}") or 0 for name in ("absent_cut", "excellent_reward", "fail_cut")))


def days_there_are(f: k.Facts) -> Iterable[k.Mistake]:
    """No mark on 31 February nor tomorrow; the days typed are those of the sheet."""
    month, marks = f.new.get("month"), f.new.get("marks")
    if month and d.first_day(month) > f.today:
        yield k.Mistake("这个月还没到，请核对。", "month")
    elif fault := d.beyond_fault(month, marks) or d.future_fault(month, marks, f.today):
        yield k.Mistake(fault, "marks")
    if month and (f.new.get("present_days") or 0) > d.days_of(month):
        yield k.Mistake(f"这个月只有{d.days_of(month)}天，请核对出勤天数。", "present_days")
    if fault := r.days_fault(_month(f)):
        yield k.Mistake(fault, "present_days", k.MEND)


def within_the_agreement(f: k.Facts) -> Iterable[k.Mistake]:
    """Attendance outside the agreement; the same month twice."""
    month, holder = f.new.get("month"), f.parent("holder") or {}
    ends = [day for day in (holder.get("to_on"), holder.get("left_on")) if day]
    if month and f.new.get("opening") is not True:
        first, last = holder.get("from_on"), min(ends, default=None)
        days = d.outside_days(month, f.new.get("marks"), first, last)
        if doubt := r.outside_doubt(days, month):
            yield k.Mistake(doubt, "marks", k.DOUBT)
        elif f.new.get("present_days") and not d.overlaps(month, first, last):
            yield k.Mistake("整个月都不在协议期内，请核对协议起止。", "month", k.DOUBT)
    if month and k.again(f, "month"):
        yield k.Mistake("这人这个月的考勤已经记过一条，请看看是不是要改那一条。", "month", k.MEND)


def enough_to_be_paid(f: k.Facts) -> Iterable[k.Mistake]:
    """Fewer days than asked for; money without attendance; more taken off than there is; paid before the month."""
    month, paid_on, own = _month(f), f.new.get("paid_on"), (f.parent("holder.post") or {}).get("min_days")
    least = own if own is not None else f.parameter("post.min_days")
    over = f.new.get("month") and d.first_day(f.new["month"]).replace(day=d.days_of(f.new["month"])) < f.today
    if least and over and (doubt := r.few_days_doubt(month, least)):
        yield k.Mistake(doubt, "marks" if month.marks else "present_days", k.DOUBT)
    if doubt := r.unpaid_doubt(month, paid_on):
        yield k.Mistake(doubt, "paid_on", k.MEND)
    if doubt := r.cut_doubt(month, _tariff(f)):
        yield k.Mistake(doubt, "cut", k.DOUBT)
    if paid_on and f.new.get("month") and paid_on < d.first_day(f.new["month"]):
        yield k.Mistake("发放日期比考勤月份还早，请核对。", "paid_on")


def _pay(f: k.Facts) -> Any:
    return r.pay(_month(f), _tariff(f))


class PostAttendance(k.Ledger):
    """One month of one holder."""

    __tablename__ = "post_attendance"

    holder = k.link("公岗人员", "post_holder", parent=True, required=True, aliases=("姓名", "上岗人员"))
    month = k.month("月份", required=True, aliases=("考勤月份", "发放月份", "年月"))
    marks = k.day_marks("每天考勤", c.POST_MARKS, common=True, aliases=("考勤", "考勤记录", "签到"),
                        help="从1日起一天一个记号：√出勤、△请假、×旷工、－休；5√2－是五天出勤、两天休。")  # fmt: skip
    present_days = k.integer("出勤天数", low=0, high=31, common=True, aliases=("出勤", "上岗天数"), help="没有签到册的只写天数。")
    grade = k.code("考评等次", c.GRADE, common=True, aliases=("考评", "考核结果", "考核等次"))
    cut = k.money("扣款", common=True, aliases=("扣款金额", "扣发"), help="空着就按旷工天数和考评算。")
    reward = k.money("奖励", common=True, aliases=("奖励金额", "绩效奖励"), help="空着就按考评算。")
    standard = k.money("当月标准", aliases=("标准", "月标准"), help="空着就按这人的月补贴。")
    listed_on = k.date("公示日期", aliases=("公示时间",))
    paid_on = k.date("发放日期", common=True, aliases=("发放时间", "打卡日期"))
    checked_by = k.name("抽查人", aliases=("核查人",))
    checked_on = k.date("抽查日期")
    sheet = k.attachment("签到册照片", private="identity")
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    days = k.derived("实际出勤", IntegerKind(), lambda f: r.days_present(_month(f)), width=14)
    absent = k.derived("旷工天数", IntegerKind(), lambda f: d.count(f.new.get("marks"), r.ABSENT), width=14)
    pay = k.derived("实发", MoneyKind(), _pay, private="welfare", width=18)
    taken = k.derived("实扣", MoneyKind(), lambda f: r.deduction(_month(f), _tariff(f)))
    leave = k.derived("请假天数", IntegerKind(), lambda f: d.count(f.new.get("marks"), r.LEAVE), width=14)
    person = k.derived("人", LinkKind(to="person"), lambda f: (f.parent("holder") or {}).get("person"))
    post = k.derived("岗位", LinkKind(to="post"), lambda f: (f.parent("holder") or {}).get("post"))

    __ledger__ = k.LedgerSpec(
        title="公岗考勤", group="就业", key=(("holder", "month"),), name=("month",), sort=("month", "holder"), on="month",
        filters=("month", "grade"), totals=("cut", "reward"), unit="条",
        rules=(days_there_are, within_the_agreement, enough_to_be_paid),
    )  # fmt: skip
