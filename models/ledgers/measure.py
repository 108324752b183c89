"""整改措施: one measure of a problem, with lead, units and deadline; of the deadline's own words its sort and day are read."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import problem as c
from models.kernel.codes import CodeKind
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules import problem as r


def _deadline(f: k.Facts) -> r.Deadline:
    words, kind, due, lasting = map(f.new.get, ("deadline", "deadline_kind", "due_on", "lasting"))
    return r.Deadline(words, kind, due, lasting, (f.parent("problem") or {}).get("told_on"))


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Days in order; 销号 signed; 限期 has its day. 期初 ones need only the order."""
    standing = r.Standing(*map(f.new.get, ("state", "done_on", "closed_on", "closed_by")))
    if fault := r.order_fault((f.parent("problem") or {}).get("told_on"), standing, f.today):
        yield k.Mistake(*fault)
    if f.new.get("opening") is True:
        return
    for text, field, grave in r.said_of(standing, (f.old or {}).get("state")):
        yield k.Mistake(text, field, k.MEND if grave else k.DOUBT)
    if undated := r.undated_doubt(_deadline(f)):
        yield k.Mistake(undated, "due_on", k.DOUBT)


def closed_with_evidence(f: k.Facts) -> Iterable[k.Mistake]:
    """销号 has a word or scan of evidence, its own or of a month's progress; 期初 ones need none."""
    if f.new.get("opening") is True:
        return
    months = [one.get("evidence") or one.get("evidence_text") for one in f.children("measure_progress")]
    evidence = (f.new.get("evidence"), *months, *f.attachments(), *f.attachments("measure_progress"))
    if doubt := r.evidence_doubt(f.new.get("state"), evidence):
        yield k.Mistake(doubt, "evidence", k.DOUBT)


class Measure(k.Ledger):
    """One measure against one problem."""
    __tablename__ = "measure"
    problem = k.link("哪个问题", "problem", parent=True, required=True, aliases=("所属问题",))
    text = k.long_text("整改措施", required=True, private="welfare", aliases=("措施", "措施内容", "具体措施"), width=50)
    lead = k.text("牵头单位", common=True, aliases=("牵头部门",), width=30)
    units = k.text("责任单位", common=True, aliases=("责任部门", "配合单位"), width=30)
    keeper = k.name("责任人", common=True, aliases=("整改责任人",))
    deadline = k.text("完成时限", common=True, aliases=("整改时限", "时限", "整改期限"), width=30, help="照文件原样写。")
    state = k.code("整改状态", c.STATE, common=True, default="waiting", aliases=("状态", "完成情况", "整改情况", "是否销号"))
    deadline_kind = k.code("时限类型", c.DEADLINE, aliases=("完成时限类型",), help="空着就照完成时限的字面算。")
    due_on = k.date("截止日期", aliases=("截止日", "最后期限"))
    lasting = k.flag("长期坚持", aliases=("是否长期坚持",), width=18)
    goal = k.text("整改目标", limit=500, aliases=("目标",), width=40)
    effect = k.text("整改成效", limit=500, private="welfare", aliases=("成效",), width=40)
    evidence = k.text("佐证材料", limit=500, aliases=("佐证", "印证材料"), width=30)
    done_on = k.date("完成日期", aliases=("整改完成日期", "完成时间"))
    closed_on = k.date("销号日期", aliases=("销号时间",))
    closed_by = k.name("销号审批人", aliases=("审批人",))
    note = k.text("备注", private="welfare", width=30)
    opening, opened_on = k.opening()
    how_due = k.derived("按哪种时限", CodeKind(codes=c.DEADLINE), lambda f: r.deadline_kind(_deadline(f)))
    due = k.derived("最后一天", DateKind(), lambda f: r.due_day(_deadline(f)))
    kept_up = k.derived("做完还要坚持", FlagKind(), lambda f: r.kept_up(_deadline(f)))
    days_over = k.derived("晚了几天", IntegerKind(), lambda f: r.days_over(_deadline(f), f.new.get("state"), f.today))
    __ledger__ = k.LedgerSpec(
        "整改措施", "整改", key=(("problem", "text"),), name=("text",), sort=("problem", "text"), on="due_on", rules=(sound, closed_with_evidence),
        filters=("state", "lead", "deadline_kind"), search=("text",), state=("state", "lasting"), unit="条",
    )  # fmt: skip
