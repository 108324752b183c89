"""以工代赈工资: days of work and wages of one worker in one month, to the worker's own card."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.project import WAGE_WAY
from models.kernel.numbers import MoneyKind
from models.rules import project as r
from models.rules.dates import age_on, month_of
from models.rules.id_number import read_certificate


def days_in_the_month(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody works on the 31st of June; and a month that has not begun has no days."""
    if fault := r.days_fault(f.new.get("days"), f.new.get("month")):
        yield k.Mistake(fault, "days")
    yield from k.not_come(f, month="这个月")


def paid_as_worked(f: k.Facts) -> Iterable[k.Mistake]:
    """实发 against days and the day's wage; paid with a day; not before the month."""
    due, paid, paid_on = r.wage_due(f.new.get("days"), f.new.get("rate")), f.new.get("paid"), f.new.get("paid_on")
    if due is not None and paid is not None and due != paid:
        yield k.Mistake(f"出工天数乘日工资是{due:.2f}元，实发写着{paid:.2f}元，请核对。", "paid", k.DOUBT)
    if paid_on and f.new.get("month") and month_of(paid_on) < f.new["month"]:
        yield k.Mistake("发放日期在干活的月份之前，请核对。", "paid_on", k.DOUBT)


def to_the_own_card(f: k.Facts) -> Iterable[k.Mistake]:
    """Ways of paying that the rules allow."""
    allowed, way = f.parameter("project.wage_ways"), f.new.get("way")
    if allowed and way and way not in (*allowed, "unpaid", "unknown"):
        yield k.Mistake("以工代赈的工资要打到本人卡上，请核对发放方式。", "way", k.DOUBT)


def worker_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Of age, and once a month; the project is one of 以工代赈."""
    low = f.parameter("job.age_min")
    card = read_certificate((f.parent("person") or {}).get("id_no"))
    if low and card and age_on(card.born, f.on) < low:
        yield k.Mistake(f"这人还不满{low}周岁，不能务工，请核对。", "person", k.MEND)
    if k.again(f, "person", "worker", "month"):
        yield k.Mistake("这人这个月的工资已经记了一条，请看看是不是重了。", "month", k.DOUBT)
    if (f.parent("project") or {}).get("relief") is False:
        yield k.Mistake("这个项目写着不是以工代赈，请核对。", "project", k.DOUBT)


class ProjectWage(k.Ledger):
    """One worker's month on one project."""

    __tablename__ = "project_wage"

    project = k.link("项目", "project", parent=True, required=True, aliases=("项目名称", "哪个项目"))
    month = k.month("月份", required=True, aliases=("年月", "工资月份"))
    person = k.link("姓名", "person", required=("worker",), aliases=("务工人员", "本村人"))
    worker = k.name("外村人姓名", private="identity", aliases=("花名册外人员",), help="花名册里没有的人写在这里。")
    days = k.decimal("出工天数", places=1, common=True, aliases=("天数", "出勤天数"))
    rate = k.money("日工资", common=True, default="last", aliases=("工资标准", "日工资标准"), private="welfare")
    paid = k.money("实发", common=True, aliases=("实发金额", "发放金额", "工资"), private="welfare")
    way = k.code("发放方式", WAGE_WAY, common=True, aliases=("发放途径",), width=20)
    paid_on = k.date("发放日期", common=True, aliases=("发放时间",))
    card = k.card()
    signed = k.flag("已签字", aliases=("是否签字",))
    note = k.text("备注", width=30)
    due = k.derived("应发", MoneyKind(), lambda f: r.wage_due(f.new.get("days"), f.new.get("rate")), private="welfare")

    __ledger__ = k.LedgerSpec(
        title="以工代赈工资", group="项目资产", key=(("project", "person", "month"), ("project", "worker", "month")),
        name=("month", "person"), sort=("month", "project"), on="month", totals=("paid",), filters=("month", "way"),
        state=("way",), unit="条", rules=(days_in_the_month, paid_as_worked, to_the_own_card, worker_fits),
    )  # fmt: skip
