"""项目: one row a project, from 村里申报 to 移交资产. Progress, notices, beneficiaries and wages are ledgers of their own."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from models import kernel as k
from models.codes import project as c
from models.kernel.numbers import DecimalKind, FlagKind, MoneyKind
from models.rules import project as r

STEPS, MONEY, MEETING = "各环节日期", "资金", "申报和评议"
_DAYS = {
    "approved": "approved_on", "started": "started_on", "finished": "finished_on", "accepted": "accepted_on",
    "settled": "settled_on", "handed": "handed_on",
}  # fmt: skip


def _days(f: k.Facts) -> dict[str, Any]:
    return {step: f.new.get(field) for step, field in _DAYS.items()}


def _paid(f: k.Facts) -> Decimal | None:
    lines = (
        r.Progress(p["month"], paid=p["paid"])
        for p in f.children("project_progress")
        if p.get("month") and p.get("paid")
    )
    last = r.latest(lines)
    return last.paid if last else f.new.get("opening_paid")


def days_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order; begun before it was approved."""
    if fault := r.order_fault(_days(f)):
        yield k.Mistake(fault[1], _DAYS[fault[0]])
    if doubt := r.early_start_doubt(f.new.get("approved_on"), f.new.get("started_on")):
        yield k.Mistake(doubt, "started_on", k.DOUBT)


def step_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """进度 and days go together; 期初 ones need no days."""
    if f.new.get("opening") is not True and (doubt := r.step_doubt(f.new.get("step"), _days(f), f.today)):
        yield k.Mistake(doubt[1], "step", k.DOUBT)


def money_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Money handed on in time; not paid above what there is."""
    limit = f.parameter("project.handing_on_days") if f.new.get("opening") is not True else None
    if limit and (doubt := r.handing_on_doubt(f.new.get("received_on"), f.new.get("passed_on"), f.today, limit)):
        yield k.Mistake(doubt, "passed_on", k.DOUBT)
    budget, paid = f.new.get("budget"), _paid(f)
    if budget is not None and paid is not None and paid > budget:
        yield k.Mistake("累计支付超过了项目资金，请核对。", "budget", k.DOUBT)


def not_on_the_negative_list(f: k.Facts) -> Iterable[k.Mistake]:
    """负面清单 projects are not to be applied for; a refused one may stand here as 不实施了."""
    if f.new.get("negative") is True and f.new.get("step") != "stopped":
        yield k.Mistake("这个项目在负面清单里，不能用衔接资金，请核对。", "negative", k.MEND)


def told_before(f: k.Facts) -> Iterable[k.Mistake]:
    """What has begun was put up for all to see before; 期初 ones need no notice."""
    told = any(notice.get("stage") in ("listing", "before") for notice in f.children("project_notice"))
    if f.new.get("opening") is not True and f.new.get("step") in r.BEGUN and not told:
        yield k.Mistake("项目已经开工，还没记实施前的公示。", "step", k.DOUBT)


class Project(k.Ledger):
    """One project of the village."""

    __tablename__ = "project"

    title = k.text("项目名称", required=True, aliases=("名称", "项目"), width=40)
    year = k.year("年度", required=True, default="this_year", aliases=("项目年度", "实施年度", "年份"), width=14)
    kind = k.code("项目类别", c.PROJECT_CLASS, common=True, aliases=("类别", "项目类型"), width=26)
    step = k.code(
        "进度", c.PROJECT_STEP, common=True, default="proposed", aliases=("项目进度", "实施进度", "状态"), width=18
    )
    budget = k.money("项目资金", common=True, aliases=("投资", "总投资", "计划投资", "项目投资", "投资金额"))
    fund = k.code("资金来源", c.FUND, common=True, aliases=("资金渠道",), width=28)
    owner = k.text("实施单位", common=True, aliases=("项目实施单位", "责任单位"), width=30)
    started_on = k.date("开工日期", common=True, aliases=("开工时间",))
    finished_on = k.date("完工日期", common=True, aliases=("完工时间", "竣工日期"))
    accepted_on = k.date("验收日期", common=True, aliases=("验收时间",))
    code = k.text("项目编号", aliases=("编号", "项目库编号"), width=28)
    place = k.text("建设地点", aliases=("地点", "实施地点"), width=30)
    content = k.long_text("建设内容", aliases=("建设内容及规模", "建设规模"), width=40)
    goal = k.long_text("绩效目标", width=40)
    goal_approved = k.flag("绩效目标已批复", aliases=("绩效目标是否批复",))
    keeper = k.name("项目负责人", aliases=("负责人",))
    relief = k.flag("以工代赈", aliases=("是否以工代赈",))
    negative = k.flag("在负面清单里", group=MEETING, aliases=("是否负面清单",))
    applied_on = k.date("申报日期", group=MEETING, aliases=("村申报日期",))
    discussed_on = k.date("四议两公开日期", group=MEETING, aliases=("民主评议日期",))
    discussed = k.attachment("四议两公开记录", private="identity", group=MEETING)
    township_on = k.date("乡镇审核日期", group=MEETING)
    argued_on = k.date("行业部门论证日期", group=MEETING, aliases=("论证日期",))
    approved_on = k.date("批复日期", group=STEPS, aliases=("批复时间",))
    approval = k.text("批复文号", group=STEPS, width=28)
    settled_on = k.date("决算日期", group=STEPS)
    handed_on = k.date("移交日期", group=STEPS, aliases=("资产移交日期",))
    received_on = k.date("资金下达日期", group=MONEY, aliases=("收到资金日期",))
    passed_on = k.date("分解下达日期", group=MONEY)
    opening_paid = k.money("建账时累计支付", group="建账")
    note = k.text("备注", width=30)
    opening, opened_on = k.opening()
    paid = k.derived("累计支付", MoneyKind(), _paid)
    share = k.derived("支付率（%）", DecimalKind(places=2), lambda f: r.paid_share(_paid(f), f.new.get("budget")))
    wage_share = k.derived(
        "劳务报酬占比（%）", DecimalKind(places=2),
        lambda f: r.wage_share([w.get("paid") for w in f.children("project_wage")], f.new.get("budget")) if f.new.get("relief") is True else None,
    )  # fmt: skip
    noticed = k.derived("公示过", FlagKind(), lambda f: bool(f.children("project_notice")))

    __ledger__ = k.LedgerSpec(
        title="项目", group="项目资产", key=(("code",), ("title", "year")), name=("title",), sort=("year", "title"),
        on="started_on", totals=("budget",), filters=("year", "kind", "step", "fund"), search=("title", "code"),
        state=("step",), unit="个", rules=(days_in_order, step_fits, money_fits, not_on_the_negative_list, told_before),
    )  # fmt: skip
