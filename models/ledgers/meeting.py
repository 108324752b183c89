"""会议和研判: the minutes of one meeting, the households it spoke of, and the notice that followed."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import cadre as c
from models.kernel.dates import MonthKind
from models.kernel.numbers import IntegerKind
from models.rules import meeting as r


def _days(f: k.Facts) -> int | None:
    return r.notice_days(f.new.get("notice_from"), f.new.get("notice_to"))


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Days in order; the notice long enough for what it is about; 研判 has its conclusion."""
    if fault := r.order_fault(f.new.get("date"), f.new.get("notice_from"), f.new.get("notice_to"), f.today):
        yield k.Mistake(*fault)
    if doubt := r.came_doubt(f.new.get("came"), f.new.get("due")):
        yield k.Mistake(doubt, "came", k.DOUBT)
    about = f.new.get("notice_about")
    if doubt := r.notice_doubt(_days(f), f.parameter(f"notice.days.{about}") if about else None):
        yield k.Mistake(doubt, "notice_to", k.DOUBT)
    if f.new.get("objections") is True and not f.new.get("objection_text"):
        yield k.Mistake("公示有异议，请写是什么异议、怎么处理的。", "objection_text", k.DOUBT)


class Meeting(k.Ledger):
    """One meeting."""

    __tablename__ = "meeting"
    date = k.date("会议日期", required=True, default="today", aliases=("日期", "时间", "会议时间", "研判日期", "召开时间"))
    kind = k.code("会议类别", c.MEETING_KIND, required=True, aliases=("类别", "会议类型"), width=24)
    title = k.text("议题", common=True, aliases=("会议名称", "会议主题", "主题"), width=40)
    place = k.text("地点", common=True, default="last", aliases=("会议地点",))
    host = k.name("主持人", common=True)
    recorder = k.name("记录人", default="me")
    due = k.integer("应到人数", low=0, aliases=("应到",))
    came = k.integer("实到人数", low=0, common=True, aliases=("实到", "参会人数", "人数"))
    attendees = k.long_text("参会人员", aliases=("参加人员", "到会人员"), width=40)
    households = k.long_text("研判了哪些户", common=True, private="welfare", aliases=("研判对象", "研判农户", "讨论的户"), width=40)
    text = k.long_text("会议内容", common=True, private="welfare", aliases=("会议记录", "内容", "会议纪要"), width=50)
    conclusion = k.long_text("结论", common=True, private="welfare", aliases=("研判结果", "会议决议", "议定事项", "研判结论"), width=40)
    notice_about = k.code("公示什么", c.NOTICE_ABOUT, group="公示")
    notice_from = k.date("公示开始", group="公示", aliases=("公示开始日期", "公示起"))
    notice_to = k.date("公示结束", group="公示", aliases=("公示结束日期", "公示止"))
    notice_place = k.text("公示地点", group="公示")
    objections = k.flag("有异议", group="公示", aliases=("公示有无异议",))
    objection_text = k.text("异议和处理", limit=500, private="welfare", group="公示", width=40)
    photo = k.attachment("会议照片", private="identity")
    notice_photo = k.attachment("公示照片", private="identity")
    signatures = k.attachment("签到表照片", private="identity")
    note = k.text("备注", private="welfare", width=30)
    month = k.derived("月份", MonthKind(), lambda f: f"{f.new['date']:%Y-%m}" if f.new.get("date") else None)
    notice_days = k.derived("公示天数", IntegerKind(), _days)
    __ledger__ = k.LedgerSpec(
        title="会议和研判", group="干部", key=(("date", "kind", "title"), ("date", "kind")), name=("date", "kind", "title"),
        sort=("date", "kind"), on="date", filters=("kind",), rules=(sound,), unit="次", search=("title",),
    )  # fmt: skip
