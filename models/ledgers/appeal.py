"""群众诉求: what somebody asks for, through which channel, and how it goes on till they are called back."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from models import kernel as k
from models.codes import affairs as c
from models.codes.visit import SATISFACTION
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind
from models.rules import appeal as r

STEPS, REVIEW = "办理", "复查复核"


def _appeal(f: k.Facts) -> r.Appeal:
    return r.Appeal(**{one.name: f.new.get("date" if one.name == "on" else one.name) for one in fields(r.Appeal)})


def _due(f: k.Facts) -> date | None:
    channel = f.new.get("channel")
    days = f.parameter(f"appeal.days.{channel}") or f.parameter("appeal.days")
    return r.due_on(_appeal(f), f.parameter(f"appeal.workdays.{channel}"), days)


def steps_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """It has come in, and each step follows the one before."""
    yield from k.not_come(f, date="登记日期")
    if fault := r.order_fault(_appeal(f)):
        yield k.Mistake(fault[1], fault[0])


def state_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """States with their days; 期初 ones need none."""
    state = f.new.get("state")
    if f.new.get("opening") is not True and (doubt := r.state_doubt(state, _appeal(f))):
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)


def settled_in_time(f: k.Facts) -> Iterable[k.Mistake]:
    """Still open after its day, or settled after it; 期初 ones are not counted."""
    late = r.late_doubt(f.new.get("state"), _appeal(f), _due(f), f.today)
    if late and f.new.get("opening") is not True:
        yield k.Mistake(late, "closed_on", k.DOUBT)


def to_their_content(f: k.Facts) -> Iterable[k.Mistake]:
    """不满意, and closed all the same."""
    if ill := r.content_doubt(f.new.get("satisfaction"), f.new.get("state"), f.new.get("review")):
        yield k.Mistake(ill, "satisfaction", k.DOUBT)


class Appeal(k.Ledger):
    """One thing asked for by somebody."""

    __tablename__ = "appeal"
    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    date = k.date("登记日期", required=True, default="today", aliases=("日期", "反映日期", "受理日期", "来访日期"))
    text = k.long_text("反映什么", required=True, private="health", aliases=("诉求内容", "反映内容", "诉求", "问题", "事项"), width=50)
    household = k.link("户主", "household", common=True, aliases=("所属农户", "户", "户主姓名"))
    who = k.name("反映人", common=True, private="identity", aliases=("诉求人", "来访人", "信访人", "姓名"))
    phone = k.phone("联系电话", common=True, aliases=("反映人电话", "电话"))
    channel = k.code("从哪来", c.CHANNEL, common=True, default="came", aliases=("来源", "渠道", "诉求渠道"))
    kind = k.code("哪方面的事", c.APPEAL_KIND, common=True, aliases=("类别", "诉求类别", "问题类别"))
    state = k.code("办到哪一步", c.APPEAL_STATE, common=True, default="taken", aliases=("状态", "办理情况", "是否办结"))
    keeper = k.name("办理人", common=True, aliases=("责任人", "承办人"), group=STEPS)
    answer = k.long_text("怎么回复的", common=True, private="health", aliases=("回复内容", "办理结果", "答复"), group=STEPS)
    answered_on = k.date("回复日期", common=True, aliases=("回复时间", "答复日期"), group=STEPS)
    closed_on = k.date("办结日期", common=True, aliases=("办结时间",), group=STEPS)
    due_on = k.date("办结时限", aliases=("办理期限", "时限"), help="空着就按渠道算。", group=STEPS)
    number = k.text("编号", aliases=("工单号", "信访件编号", "件号"), width=28)
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    leader = k.name("包案领导", group=STEPS)
    handed_on = k.date("交办日期", group=STEPS)
    handed_to = k.text("交给谁办", aliases=("承办单位",), group=STEPS)
    called_back_on = k.date("回访日期", group=STEPS)
    satisfaction = k.code("满意度", SATISFACTION, group=STEPS)
    review_on = k.date("复查复核日期", group=REVIEW)
    review = k.code("复查复核结果", c.REVIEW_RESULT, group=REVIEW)
    people = k.integer("一起反映的人数", low=1, aliases=("人数",))
    photo = k.attachment("附件", private="identity")
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    due = k.derived("应办结", DateKind(), _due)
    open = k.derived("还没办完", FlagKind(), lambda f: r.is_open(f.new.get("state"), f.new.get("closed_on")))
    __ledger__ = k.LedgerSpec(
        "群众诉求", "群众事", key=(("number",), ("date", "text")), name=("date", "who", "kind"), sort=("date", "state"),
        on="date", filters=("state", "channel", "kind"), state=("state",), unit="件",
        rules=(steps_in_order, state_fits, settled_in_time, to_their_content),
    )  # fmt: skip
