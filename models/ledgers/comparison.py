"""部门比对: what a department's list of the month said of the village. 推送 0 户 is an answer, and done with it."""

from collections.abc import Iterable
from dataclasses import fields

from models import kernel as k
from models.codes import warning as c
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules import small_books as r


def _compared(f: k.Facts) -> r.Compared:
    return r.Compared(**{one.name: f.new.get(one.name) for one in fields(r.Compared)})


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """A month that has come; an answer after the list."""
    yield from k.not_come(f, month="这个月")
    yield from k.too_early(f, "got_on", "收到日期", fed_back_on="反馈日期")


def counts_fit(f: k.Facts) -> Iterable[k.Mistake]:
    """Counts against each other; what is excluded has its reason; nothing goes back unverified."""
    yield from (k.Mistake(text, field, k.DOUBT) for field, text in r.compared_doubts(_compared(f)))
    if f.new.get("excluded") and not f.new.get("excluded_why"):
        yield k.Mistake("排除了几户，请写为什么排除。", "excluded_why", k.DOUBT)
    if f.new.get("fed_back_on") and (left := r.unverified(_compared(f))):
        yield k.Mistake(f"已经反馈，还有{left}户没核实，请核对。", "checked_households", k.DOUBT)


class Comparison(k.Ledger):
    """One department's list for one month."""

    __tablename__ = "comparison"
    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    month = k.month("年月", required=True, aliases=("比对月份", "月份", "比对时间"))
    department = k.code("部门", c.DEPARTMENT, required=True, aliases=("比对部门", "推送部门", "行业部门"))
    pushed_households = k.integer("推送户数", low=0, required=("pushed_people",), aliases=("推送户", "反馈户数"), width=16)
    pushed_people = k.integer("推送人数", low=0, common=True, aliases=("推送人",), width=16)
    checked_households = k.integer("核实户数", low=0, common=True, aliases=("已核实户数", "核查户数"), width=16)
    checked_people = k.integer("核实人数", low=0, aliases=("已核实人数", "核查人数"), width=16)
    clues = k.integer("列为线索户数", low=0, common=True, aliases=("列为线索", "线索户数"), width=16)
    excluded = k.integer("排除户数", low=0, common=True, aliases=("排除", "不符合户数"), width=16)
    excluded_why = k.text("排除原因", common=True, private="health", width=40)
    fed_back_on = k.date("反馈日期", common=True, aliases=("反馈日", "反馈时间"))
    got_on = k.date("收到日期", aliases=("推送日期", "推送时间"))
    due_on = k.date("反馈时限", aliases=("时限",))
    content = k.text("比对什么", aliases=("比对内容", "预警内容"), private="health", width=40)
    households = k.long_text("核出的户", private="health", aliases=("涉及户", "核实情况"), width=40)
    by = k.name("核实人", default="me")
    paper = k.attachment("推送表", private="identity")
    note = k.text("备注", private="health", width=30)
    unverified = k.derived("还没核实户数", IntegerKind(), lambda f: r.unverified(_compared(f)), width=16)
    open = k.derived("还没反馈", FlagKind(), lambda f: r.comparison_open(_compared(f), f.new.get("fed_back_on")))
    __ledger__ = k.LedgerSpec(
        "部门比对", "走访", key=(
            ("village", "month", "department", "content"), ("month", "department", "content"),
            ("village", "month", "department"), ("month", "department"),
        ),
        name=("month", "department"), sort=("month", "department"), on="month", filters=("month", "department"),
        totals=("pushed_households", "pushed_people", "checked_households", "clues", "excluded"), unit="次",
        rules=(dates_in_order, counts_fit),
    )  # fmt: skip
