"""包联单位: a unit that stands by the village, and what it did in one year."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.helper import UNIT_LEVEL


def in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody stops before having begun."""
    yield from k.too_early(f, "from_on", "开始日期", to_on="包联结束日期")
    if f.new.get("money") and not f.new.get("deeds"):
        yield k.Mistake("写了投入资金，请写办了什么实事。", "deeds", k.HINT)


class PartnerUnit(k.Ledger):
    """One unit in one year."""

    __tablename__ = "partner_unit"

    name = k.text("包联单位", required=True, aliases=("单位", "单位名称", "帮扶单位", "结对单位"), width=34)
    year = k.year("年度", required=True, default="this_year", aliases=("年份",), width=14)
    level = k.code("单位隶属", UNIT_LEVEL, common=True, aliases=("单位级别", "隶属关系"))
    leader = k.name("包联领导", common=True, aliases=("分管领导", "负责人"))
    contact = k.name("联系人", common=True)
    phone = k.phone("联系电话", common=True, aliases=("电话", "联系人电话"))
    deeds = k.long_text("办的实事", common=True, aliases=("办实事", "帮扶成效", "帮扶内容", "实事"), width=50)
    money = k.money("投入资金", common=True, aliases=("帮扶资金", "资金"))
    visits = k.integer("来村次数", low=0, aliases=("到村次数", "调研次数"))
    from_on = k.date("包联开始日期", aliases=("开始日期",))
    to_on = k.date("包联结束日期", aliases=("结束日期",))
    note = k.text("备注", width=30)

    __ledger__ = k.LedgerSpec(
        title="包联单位", group="干部", key=(("name", "year"),), name=("name", "year"), sort=("year", "name"), unit="个",
        filters=("year", "level"), totals=("money",), rules=(in_order,), search=("name",),
    )  # fmt: skip
