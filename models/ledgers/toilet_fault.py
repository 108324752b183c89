"""问题厕所整改: a fault of a toilet that stands. 整改 figures count distinct toilets, not faults."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import toilet as c
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind
from models.rules import toilet as r


def mended_after_found(f: k.Facts) -> Iterable[k.Mistake]:
    """Nothing is mended before it was found."""
    if fault := r.fault_order_fault(f.new.get("found_on"), f.new.get("mended_on")):
        yield k.Mistake(fault, "mended_on")


def state_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """State, day and signature go together; 期初 ones need none of it."""
    doubt = r.fault_doubt(f.new.get("state"), f.new.get("mended_on"), f.new.get("checked_by"))
    if doubt and f.new.get("opening") is not True:
        yield k.Mistake(doubt, "state", k.DOUBT)


def _open(f: k.Facts) -> bool:
    return r.fault_open(f.new.get("state"), f.new.get("mended_on"), f.today)


class ToiletFault(k.Ledger):
    """One fault of one toilet, from 摸排登记 to 销号."""

    __tablename__ = "toilet_fault"

    toilet = k.link("户厕", "toilet", parent=True, required=True, aliases=("哪座户厕",))
    found_on = k.date("发现日期", required=True, default="today", aliases=("发现日", "摸排日期", "发现时间"))
    kind = k.code("问题类型", c.FAULT_TYPE, common=True, aliases=("问题类别",), width=28)
    state = k.code("整改状态", c.FAULT_STATE, common=True, default="found", aliases=("状态", "是否销号", "整改情况"))
    mended_on = k.date("整改完成日期", common=True, aliases=("完成日期", "完成时间", "整改完成时间", "整改日期"))
    checked_by = k.name("验收人", common=True)
    year = k.year("任务年度", common=True, default="this_year", aliases=("年度", "整改年度"), width=14)
    batch = k.text("任务批次", aliases=("批次",))
    text = k.text("问题描述", aliases=("问题", "具体问题"), width=40)
    severity = k.code("严重程度", c.FAULT_SEVERITY)
    handling = k.code("整改方式", c.FAULT_HANDLING, aliases=("整改类别",))
    measure = k.text("整改措施", aliases=("措施",), width=40)
    keeper = k.name("责任人")
    due_on = k.date("整改时限", aliases=("完成时限", "整改期限"))
    closed_on = k.date("销号日期", aliases=("销号时间",))
    photo_before = k.attachment("整改前照片", private="identity")
    photo_after = k.attachment("整改后照片", private="identity")
    note = k.text("备注", width=30)
    opening, opened_on = k.opening()
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("toilet") or {}).get("household"))
    open = k.derived("还没整改完", FlagKind(), _open)

    __ledger__ = k.LedgerSpec(
        title="问题厕所整改", group="户厕与环境", key=(("toilet", "found_on"),), name=("found_on", "kind"),
        sort=("found_on", "toilet"), on="found_on", filters=("state", "kind", "year"), state=("state",),
        rules=(mended_after_found, state_fits), unit="个",
    )  # fmt: skip
