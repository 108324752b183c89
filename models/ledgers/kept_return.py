"""出过的报表: what was handed over, with its code and its figures, so that it can be made again and compared."""

from models import kernel as k

_LONG = 5_000_000  # a whole register as text


class KeptReturn(k.Ledger):
    """One return as it was made; the same sheet again adds no row."""

    __tablename__ = "kept_return"

    return_id = k.text("报表", required=True)
    period = k.text("期间", common=True)
    for_uid = k.text("哪一户哪一条", width=40)
    code = k.text("报表编码", required=True, aliases=("编码",), width=30)
    figures = k.text("数", limit=_LONG, private="identity", width=60)
    made_on = k.date("出表日期", default="today")
    public = k.flag("公示版")
    by = k.name("制表人", default="me")

    __ledger__ = k.LedgerSpec(
        title="出过的报表", group="系统", key=(("return_id", "period", "for_uid", "code"),), system=True, unit="份",
        name=("return_id", "period"), sort=("made_on", "return_id"), on="made_on", filters=("return_id",),
    )  # fmt: skip
