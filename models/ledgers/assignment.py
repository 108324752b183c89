"""镇里交办: a task that the township gives one village, and what the village answers."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.office import ASSIGNMENT_STATE
from models.kernel.numbers import FlagKind


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Days in order; 已办结 has its day; no more done than was due."""
    done, state = f.new.get("done_on"), f.new.get("state")
    yield from k.too_early(f, "given_on", "交办日期", due_on="办理期限", done_on="办结日期")
    yield from k.not_come(f, done_on="办结日期")
    if state == "done" and not done and f.new.get("opening") is not True:
        yield k.Mistake("已经办结，没有办结日期。", "done_on", k.DOUBT)
    if done and state in ("open", "working"):
        yield k.Mistake("有办结日期，办理情况还没改。", "state", k.DOUBT)
    asked, made = f.new.get("asked"), f.new.get("made")
    if asked is not None and made is not None and made > asked:
        yield k.Mistake(f"要办{asked}件，办了{made}件，请核对。", "made", k.DOUBT)


def _late(f: k.Facts) -> bool:
    return bool(f.new.get("due_on")) and f.today > f.new["due_on"] and f.new.get("state") not in ("done", "called_off")


class Assignment(k.Ledger):
    """One task of one village."""

    __tablename__ = "assignment"

    village = k.link("哪个村", "village", parent=True, required=True, default="only")
    title = k.text("任务", required=True, aliases=("任务名称", "事项", "交办事项"), width=40)
    given_on = k.date("交办日期", required=True, default="today", aliases=("交办时间", "下发日期"))
    text = k.long_text("要求", common=True, private="welfare", aliases=("任务内容", "具体要求", "交办内容"), width=50)
    due_on = k.date("办理期限", common=True, aliases=("完成时限", "时限", "办结时限"))
    given_by = k.text("交办单位", common=True, aliases=("交办人", "下发单位"), width=30)
    keeper = k.name("承办人", common=True, aliases=("责任人",))
    state = k.code("办理情况", ASSIGNMENT_STATE, common=True, default="open", aliases=("状态", "办结情况"), width=18)
    done_on = k.date("办结日期", common=True, aliases=("完成日期", "办结时间"))
    reply = k.long_text("办理结果", common=True, private="welfare", aliases=("回复", "反馈", "办理回复"), width=50)
    asked = k.integer("要办几件", low=0, aliases=("任务数",))
    made = k.integer("办了几件", low=0, aliases=("完成数",))
    basis = k.text("依据文件", limit=500, aliases=("依据", "文件"), width=40)
    paper = k.attachment("文件照片", private="identity")
    note = k.text("备注", private="welfare", width=30)
    opening, opened_on = k.opening()
    late = k.derived("过了期限", FlagKind(), _late)

    __ledger__ = k.LedgerSpec(
        title="镇里交办", group="系统", key=(("village", "title", "given_on"),), name=("title",), sort=("due_on", "title"),
        on="given_on", filters=("state",), rules=(sound,), system=True, state=("state",), search=("title",), unit="件",
    )  # fmt: skip
