"""参数: a policy value that somebody set, from when till when and by which document. Presets are files, never rows."""

from collections.abc import Iterable

from models import kernel as k


def ends_after_it_begins(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order."""
    yield from k.too_early(f, "from_on", "有效期起", to_on="有效期止")


class Parameter(k.Ledger):
    """One value: the village's own in its scope, the township's for everywhere."""

    __tablename__ = "parameter"

    id = k.text("参数", required=True, aliases=("参数编号",), width=40)
    value = k.text("值", required=True, limit=500)
    unit = k.text("单位", width=18)
    region = k.region("地区", common=True)
    from_on = k.date("有效期起", common=True, aliases=("起",))
    to_on = k.date("有效期止", common=True, aliases=("止",))
    source = k.text("依据文件", common=True, limit=500, aliases=("依据", "文件"), width=50)

    __ledger__ = k.LedgerSpec(
        title="参数", group="计划", key=(("id", "region", "from_on"),), name=("id", "value"), sort=("id", "from_on"),
        rules=(ends_after_it_begins,), unit="个",
    )  # fmt: skip
