"""审批: who agreed to one row of any ledger, sent it back or refused it, and in what words."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import office as c


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """A decision has been made; a refusal says why."""
    yield from k.not_come(f, on="审批日期")
    if f.new.get("decision") in ("returned", "refused") and not f.new.get("words"):
        yield k.Mistake("没有同意，请写一句为什么。", "words", k.MEND)


class Approval(k.Ledger):
    """One decision on one row. Takes the scope of the row it names."""

    __tablename__ = "approval"

    ledger = k.text("台账", required=True)
    row = k.text("哪一条", required=True, width=40)
    decision = k.code("意见", c.DECISION, required=True, aliases=("审批意见", "审核意见"), width=18)
    by = k.name("审批人", required=True, default="me", aliases=("审核人",))
    step = k.code("哪一步", c.APPROVAL_STEP, common=True, aliases=("审批环节",))
    on = k.date("审批日期", common=True, default="today", aliases=("审核日期",))
    post = k.text("职务", common=True)
    words = k.text("审批的话", limit=500, common=True, private="welfare", aliases=("说明", "理由"), width=40)
    paper = k.attachment("批件照片", private="identity")

    __ledger__ = k.LedgerSpec(
        title="审批", group="系统", key=(("ledger", "row", "step", "on"),), name=("decision", "by"), unit="次",
        sort=("on", "ledger", "row"), on="on", filters=("ledger", "decision"), rules=(sound,), system=True, state=("decision",),
    )  # fmt: skip
