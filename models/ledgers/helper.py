"""帮扶责任人: who answers for which household, and from when till when."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.helper import UNIT_LEVEL
from models.codes.person import POLITICAL, SEX


def ended_after_begun(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody stops before having begun."""
    yield from k.too_early(f, "from_on", "开始日期", to_on="帮扶结束日期")


class Helper(k.Ledger):
    """One person who looks after one household."""

    __tablename__ = "helper"

    household = k.link("户主", "household", parent=True, required=True, aliases=("户", "户主姓名", "帮扶户"))
    name = k.name("帮扶责任人", required=True, aliases=("姓名", "帮扶人", "帮扶干部", "结对帮扶人", "责任人姓名"))
    unit = k.text("单位", common=True, default="last", aliases=("工作单位", "帮扶单位", "所在单位"), width=34)
    level = k.code("单位隶属", UNIT_LEVEL, aliases=("单位级别", "隶属关系"))
    post = k.text("职务", aliases=("职务职级",))
    phone = k.phone("联系电话", common=True, aliases=("帮扶人电话", "责任人电话", "电话"))
    sex = k.code("性别", SEX, width=12)
    political = k.code("政治面貌", POLITICAL)
    from_on = k.date("帮扶开始日期", common=True, aliases=("开始日期", "结对日期", "帮扶开始时间"))
    to_on = k.date("帮扶结束日期", aliases=("结束日期", "帮扶结束时间"))
    note = k.text("备注", width=30)

    __ledger__ = k.LedgerSpec(
        title="帮扶责任人", group="农户", key=(("household", "name"),), name=("name",), sort=("name", "household"),
        filters=("unit", "level"), search=("name",), rules=(ended_after_begun,), days=("from_on", "to_on"), unit="人次",
    )  # fmt: skip
