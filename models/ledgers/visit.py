"""入户走访: one doorstep, one record. Whose cycle it counts for follows from the units of its visitors."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import visit as c
from models.rules.visit import repeated_text_doubt

SIX, WHAT_CAME = "六项核查", "有变化"


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """A visit has been made."""
    yield from k.not_come(f, date="走访日期")


def call_back_later(f: k.Facts) -> Iterable[k.Mistake]:
    """The next visit is not before this one; the same evening may do."""
    yield from k.too_early(f, "date", "这次", next_on="下次走访日期")


def once_a_day(f: k.Facts) -> Iterable[k.Mistake]:
    """The same household on the same day in the same way is one visit."""
    if f.new.get("date") and k.again(f, "date", "method"):
        yield k.Mistake("这户当天已经记过一次走访，请核对是不是同一次。", "date", k.DOUBT)


def own_words(f: k.Facts) -> Iterable[k.Mistake]:
    """The same long words as before, although something changed."""
    longer, changed = f.parameter("visit.repeat_chars"), f.new.get("result") == "changed"
    before = [other["text"] for other in f.same("text")] if changed and f.new.get("text") else []
    if longer and (doubt := repeated_text_doubt(f.new.get("text") or "", before, changed, longer)):
        yield k.Mistake(doubt, "text", k.HINT)


class Visit(k.Ledger):
    """One visit or call to one household; what it settles besides are records of their own that name it."""

    __tablename__ = "visit"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    date = k.date("走访日期", required=True, default="today", aliases=("日期", "走访时间", "入户日期"))
    visitors = k.text("走访人", common=True, default="me", aliases=("入户人员", "走访人员", "走访干部"), width=30)
    units = k.codes("走访人单位", c.UNIT, common=True, aliases=("单位", "走访单位"))
    method = k.code("走访方式", c.METHOD, common=True, default="home", aliases=("方式",), width=18)
    result = k.code("情况", c.RESULT, common=True, default="same", aliases=("走访情况", "排查情况"), width=18)
    tasks = k.codes("本次办理", c.TASK, common=True, default="general", aliases=("走访类型", "办理事项", "走访事由"))
    text = k.long_text("一句话记录", common=True, private="health", aliases=("走访记录", "走访内容", "记录"), width=50)
    met = k.name("受访人")
    met_relation = k.text("受访人与户主关系", aliases=("受访人关系",))
    absent_why = k.text("不在家原因")
    next_on = k.date("下次走访日期", aliases=("下次走访",))
    changes = k.codes("家庭变化", c.CHANGE, private="health", aliases=("家庭变化情况", "变化情况"), group=WHAT_CAME)
    food_ok = k.flag("不愁吃", aliases=("吃不愁",), group=SIX)
    clothes_ok = k.flag("不愁穿", aliases=("穿不愁",), group=SIX)
    school_ok = k.flag("义务教育有保障", aliases=("义务教育",), group=SIX)
    medical_ok = k.flag("基本医疗有保障", aliases=("基本医疗",), group=SIX)
    house_ok = k.flag("住房安全有保障", aliases=("住房安全",), group=SIX)
    water_ok = k.flag("饮水安全有保障", aliases=("饮水安全",), group=SIX)
    money = k.long_text("收支情况", private="welfare", aliases=("收入支出",), group=WHAT_CAME)
    policy = k.long_text("政策落实", private="welfare", aliases=("政策落实情况",), group=WHAT_CAME)
    wishes = k.long_text("诉求", private="health", aliases=("群众诉求", "诉求及建议"), group=WHAT_CAME)
    satisfaction = k.code("满意度", c.SATISFACTION)
    photo = k.attachment("照片", private="identity")
    signed = k.flag("户主已签字", aliases=("户主签字",))

    __ledger__ = k.LedgerSpec(
        title="入户走访", group="走访", key=(("household", "date", "method"),), name=("date", "household"),
        sort=("date", "household"), on="date", filters=("result", "method", "tasks", "units"), unit="次",
        rules=(not_in_the_future, call_back_later, once_a_day, own_words),
    )  # fmt: skip
