"""走访发现的问题: what a doorstep brought up. Nothing becomes a clue or a 整改 problem by itself: a person moves it."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import visit as c
from models.kernel.identifiers import LinkKind


def solved_after_found(f: k.Facts) -> Iterable[k.Mistake]:
    """Nothing is settled before it was found."""
    found = (f.parent("visit") or {}).get("date")
    if found and f.new.get("solved_on") and f.new["solved_on"] < found:
        yield k.Mistake("办结日期比走访日期还早，请核对。", "solved_on", k.MEND)


def state_has_its_day(f: k.Facts) -> Iterable[k.Mistake]:
    """已解决 has a day, a day has 已解决."""
    done = f.new.get("state") in ("solved", "called_back")
    if done and not f.new.get("solved_on"):
        yield k.Mistake("已经解决，没有办结日期。", "solved_on", k.DOUBT)
    if f.new.get("solved_on") and f.new.get("state") in ("open", "working"):
        yield k.Mistake("有办结日期，办理情况还没改。", "state", k.DOUBT)


class Finding(k.Ledger):
    """One thing that a visit found: a problem, a clue or a note."""

    __tablename__ = "finding"

    visit = k.link("哪次走访", "visit", parent=True, required=True, aliases=("走访",))
    text = k.long_text("发现问题", required=True, private="health", aliases=("问题", "问题描述", "存在问题"), width=50)
    kind = k.code("问题类别", c.FINDING_KIND, common=True, private="health", aliases=("类别", "问题类型"))
    route = k.code("怎么处理", c.FINDING_ROUTE, common=True, default="finding", aliases=("处理方式",))
    measure = k.text("解决措施", common=True, aliases=("处理意见", "措施"), private="health", width=40)
    keeper = k.name("责任人", common=True)
    due_on = k.date("完成时限", common=True, aliases=("时限", "办理期限"))
    state = k.code("办理情况", c.FINDING_STATE, common=True, default="open", aliases=("办结情况", "是否办结"), width=18)
    solved_on = k.date("办结日期", aliases=("解决日期", "完成日期"))
    called_back_on = k.date("回访日期")
    note = k.text("备注", private="health", width=30)
    household = k.derived(
        "户主", LinkKind(to="household"), lambda f: (f.parent("visit") or {}).get("household")
    )

    __ledger__ = k.LedgerSpec(
        title="走访发现的问题", group="走访", key=(("visit", "text"),), name=("text",), sort=("due_on", "visit"),
        filters=("state", "kind", "route"), state=("state",), rules=(solved_after_found, state_has_its_day),
    )  # fmt: skip
