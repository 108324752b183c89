"""任务数: what a year is to reach, figure by figure, and which document says so."""

from models import kernel as k


class Target(k.Ledger):
    """One figure's target for one year."""

    __tablename__ = "target"

    id = k.text("指标", required=True, aliases=("指标编号", "任务"), width=34)
    year = k.year("年度", required=True, default="this_year", aliases=("年份",), width=14)
    value = k.decimal("任务数", required=True, aliases=("目标", "目标数"))
    unit = k.text("单位", common=True, width=18)
    source = k.text("依据文件", common=True, limit=500, aliases=("依据", "文件"), width=50)

    __ledger__ = k.LedgerSpec(
        title="任务数", group="计划", key=(("id", "year"),), name=("id", "year"), sort=("year", "id"),
        filters=("year",), unit="项",
    )  # fmt: skip
