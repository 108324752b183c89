"""帮扶措施: one measure for one household; 脱贫户 have them too, so the case it belongs to may stay blank."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import monitoring as c
from models.kernel.numbers import FlagKind
from models.rules import monitoring_papers as p


def own_order(f: k.Facts) -> Iterable[k.Mistake]:
    """No measure ends before it began; one that is there has not begun tomorrow."""
    yield from k.too_early(f, "date", "开始日期", ended_on="结束日期")
    if f.new.get("date") and f.new["date"] > f.today and f.new.get("state") in ("doing", "done"):
        yield k.Mistake("开始日期还没到，落实情况却写着已经在做，请核对。", "state", k.MEND)


def of_its_household(f: k.Facts) -> Iterable[k.Mistake]:
    """The case and the person are those of this household, and the case had begun."""
    case, person = f.parent("case") or {}, f.parent("person") or {}
    if case and case.get("household") != f.new.get("household"):
        yield k.Mistake("这次监测不是这户的，请核对。", "case", k.MEND)
    elif f.new.get("date") and case.get("clue_on") and f.new["date"] < case["clue_on"]:
        yield k.Mistake("措施比这次监测的线索还早，请核对。", "date", k.DOUBT)
    if person and person.get("household") != f.new.get("household"):
        yield k.Mistake("这个人不是这户的，请核对。", "person", k.MEND)


def _development(f: k.Facts) -> bool:
    return p.develops(f.new.get("kind"), f.parameter("monitoring.development_kinds"))


class Support(k.Ledger):
    """One measure of help."""

    __tablename__ = "support"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    kind = k.code("措施类别", c.SUPPORT_KIND, required=True, aliases=("帮扶类别", "帮扶措施类别", "类别"), width=26)
    date = k.date("开始日期", required=True, default="today", aliases=("日期", "落实日期", "实施时间", "帮扶时间"))
    content = k.text("措施内容", common=True, private="welfare", aliases=("帮扶措施", "具体措施", "内容"), width=40)
    amount = k.money("金额", common=True, private="welfare", aliases=("受益金额", "补助金额", "帮扶资金"))
    state = k.code("落实情况", c.SUPPORT_STATE, common=True, default="done", aliases=("状态", "是否落实"))
    keeper = k.name("责任人", common=True, aliases=("帮扶责任人", "落实人"))
    person = k.link("受益人", "person", aliases=("家庭成员",))
    case = k.link("哪次监测", "monitoring", aliases=("监测",))
    unit = k.text("责任单位", aliases=("帮扶单位", "单位"), width=30)
    ended_on = k.date("结束日期", aliases=("完成日期",))
    effect = k.text("帮扶成效", private="welfare", aliases=("成效",), width=30)
    evidence = k.attachment("佐证材料", private="identity")
    opening, opened_on = k.opening()
    note = k.text("备注", private="welfare", width=30)
    development = k.derived("开发式", FlagKind(), _development, width=14)

    __ledger__ = k.LedgerSpec(
        title="帮扶措施", group="监测帮扶", key=(("household", "kind", "date", "content"), ("household", "kind", "date")),
        name=("kind", "date"), sort=("date", "household"), on="date", totals=("amount",), filters=("kind", "state"),
        state=("state",), rules=(own_order, of_its_household), unit="条",
    )  # fmt: skip
