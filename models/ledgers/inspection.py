"""督导检查: who came to look at what, what was found, and till when it is to be put right."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.helper import UNIT_LEVEL
from models.codes.problem import INSPECTION_STATE


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Days in order; a finding and the state that says what became of it."""
    mended, state = f.new.get("mended_on"), f.new.get("state")
    yield from k.not_come(f, date="检查日期")
    yield from k.too_early(f, "date", "检查日期", due_on="整改时限", mended_on="整改完成日期")
    if f.new.get("opening") is True:
        return
    if f.new.get("findings") and state == "clean":
        yield k.Mistake("写了发现的问题，整改情况却是没有发现问题，请核对。", "state", k.DOUBT)
    if state == "mended" and not mended:
        yield k.Mistake("已经整改，没有整改完成日期。", "mended_on", k.DOUBT)
    if mended and state == "open":
        yield k.Mistake("有整改完成日期，整改情况还没改。", "state", k.DOUBT)


class Inspection(k.Ledger):
    """One look at the village's work by somebody from outside, or by the village itself."""

    __tablename__ = "inspection"

    date = k.date("检查日期", required=True, default="today", aliases=("日期", "检查时间", "督导日期", "督导时间"))
    target = k.text("检查对象", required=True, aliases=("检查内容", "督导内容", "督导对象", "被检查单位"), width=34)
    inspectors = k.text("检查人", common=True, aliases=("督导人员", "检查人员", "督导人"), width=30)
    unit = k.text("检查单位", common=True, aliases=("督导单位", "检查组"), width=30)
    level = k.code("单位隶属", UNIT_LEVEL, aliases=("检查级别", "级别"))
    findings = k.long_text("发现的问题", common=True, private="welfare", aliases=("存在问题", "发现问题", "问题"), width=50)
    demand = k.text("整改要求", limit=500, common=True, aliases=("督导意见", "检查意见"), width=40)
    due_on = k.date("整改时限", common=True, aliases=("整改期限", "完成时限"))
    state = k.code("整改情况", INSPECTION_STATE, common=True, aliases=("整改状态", "状态"))
    keeper = k.name("责任人", aliases=("整改责任人",))
    mended_on = k.date("整改完成日期", aliases=("完成日期", "完成时间", "整改日期"))
    problem = k.link("列进哪个问题", "problem", aliases=("对应问题",), help="由人列进整改台账时选。")
    photo = k.attachment("检查单照片", private="identity")
    note = k.text("备注", private="welfare", width=30)
    opening, opened_on = k.opening()

    __ledger__ = k.LedgerSpec(
        title="督导检查", group="整改", key=(("date", "target", "unit"), ("date", "target")), name=("date", "target"),
        sort=("date", "target"), on="date", filters=("level", "state"), rules=(sound,), unit="次", state=("state",),
    )  # fmt: skip
