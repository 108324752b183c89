"""问题整改: one problem that an assessment, an audit or a look of one's own brought up. Its measures are rows of theirs.

完成 and 长期坚持 are two answers: a closed problem may still have to be kept up. 销号 names who signed it.
"""

from collections.abc import Iterable

from models import kernel as k
from models.codes import problem as c
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules import problem as r


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Days in order; 销号 signed by name; steps, measures and a refusal that have what they need. 期初 ones need none."""
    standing = r.Standing(*map(f.new.get, ("state", "done_on", "closed_on", "closed_by")))
    if fault := r.order_fault(f.new.get("told_on"), standing, f.today):
        yield k.Mistake(*fault)
    if doubt := r.claim_doubt(f.new.get("claimed"), f.new.get("unclaimed_why")):
        yield k.Mistake(doubt, "unclaimed_why", k.DOUBT)
    if f.new.get("opening") is True:
        return
    for text, field, grave in r.said_of(standing, (f.old or {}).get("state")):
        yield k.Mistake(text, field, k.MEND if grave else k.DOUBT)
    if doubt := r.unfinished_doubt(standing.state, [one.get("state") for one in f.children("measure")]):
        yield k.Mistake(doubt, "state", k.DOUBT)


class Problem(k.Ledger):
    """One problem to be put right."""

    __tablename__ = "problem"
    source = k.code("反馈来源", c.SOURCE, required=True, aliases=("问题来源", "来源"), width=28)
    year = k.year("年度", required=True, default="this_year", aliases=("反馈年度", "考核年度"), width=14)
    text = k.long_text("反馈问题", required=True, private="welfare", aliases=("反馈问题原文", "问题", "问题描述", "问题内容"), width=50)
    number = k.text("问题编号", limit=40, common=True)
    local = k.long_text("本地存在的问题", common=True, private="welfare", aliases=c.LOCAL_WORDS, width=50)
    claimed = k.flag("认领", common=True, aliases=("是否认领", "认领情况"), width=14)
    unclaimed_why = k.text("不认领原因", aliases=("未认领原因",), width=40)
    lead = k.text("牵头单位", common=True, aliases=("牵头部门",), width=30)
    state = k.code("整改状态", c.STATE, common=True, default="waiting", aliases=("状态", "完成情况", "整改情况", "是否销号"))
    lasting = k.flag("长期坚持", common=True, aliases=("是否长期坚持",), width=18)
    area = k.code("问题领域", c.AREA, aliases=("领域", "问题类别"))
    nature = k.code("问题性质", c.NATURE, aliases=("性质",))
    told_on = k.date("反馈日期", aliases=("反馈时间",))
    done_on = k.date("完成日期", aliases=("整改完成日期", "完成时间"))
    closed_on = k.date("销号日期", aliases=("销号时间",))
    closed_by = k.name("销号审批人", aliases=("审批人",))
    closing_words = k.text("销号意见", aliases=("审批意见",), width=40)
    note = k.text("备注", private="welfare", width=30)
    opening, opened_on = k.opening()
    finished = k.derived("整改完毕", FlagKind(), lambda f: r.finished(f.new.get("state")))
    measures = k.derived("几条措施", IntegerKind(), lambda f: len(f.children("measure")))
    __ledger__ = k.LedgerSpec(
        "问题整改", "整改", key=(("year", "source", "number"), ("year", "source", "text")), name=("number", "text"), unit="条",
        sort=("year", "source", "number"), on="told_on", filters=("source", "year", "state", "area"), rules=(sound,),
        search=("number", "text"), state=("state", "lasting"),
    )  # fmt: skip
