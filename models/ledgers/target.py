"""任务数: what a year is to reach, figure by figure, and which document says so; and what was reported of it, as handed in.

The reported number is kept as it was said, never counted: checks hold it against what the ledgers come to on its day.
"""

from collections.abc import Iterable

from models import kernel as k
from models.codes.figure_titles import SHARES, TITLES

_WHOLE = 100


def share_of_the_whole(f: k.Facts) -> Iterable[k.Mistake]:
    """More than everybody: 112 户 written where 100 % was meant. What is measured against a target may be more than done."""
    id = f.new.get("id") or ""
    for name in ("value", "reported") if id in SHARES else ():
        if (amount := f.new.get(name)) is not None and amount > _WHOLE:
            said = f"{TITLES[id]}是占总数的百分之几，最多100%，{Target.__fields__[name].label}写着{amount.normalize():f}%"
            yield k.Mistake(f"{said}，请核对是不是写成了户数、人数。", name, k.MEND)


class Target(k.Ledger):
    """One figure of one year: its target, what was reported, or both."""

    __tablename__ = "target"

    id = k.titled("指标", TITLES, required=True, aliases=("指标编号", "任务"), width=34)
    year = k.year("年度", required=True, default="this_year", aliases=("年份",), width=14)
    value = k.decimal("任务数", required=("reported",), aliases=("目标", "目标数"))
    reported = k.decimal("上报数", common=True, aliases=("已报数", "报过的数"), help="报给上级的数，照原来报的填。")
    reported_on = k.date("上报日期", aliases=("报数日期", "截至日期"))
    unit = k.text("单位", common=True, width=18)
    source = k.text("依据文件", common=True, limit=500, aliases=("依据", "文件"), width=50)

    __ledger__ = k.LedgerSpec(
        title="任务数", group="计划", key=(("id", "year"),), name=("id", "year"), sort=("year", "id"),
        filters=("year",), unit="项", rules=(share_of_the_whole,),
    )  # fmt: skip
