"""情况属实: an alert that somebody looked into and explained. It holds for the value seen, not for the next one."""

from models import kernel as k


class Waiver(k.Ledger):
    """One explained alert. Takes the scope of the row it names."""

    __tablename__ = "waiver"

    check = k.text("哪项核对", required=True)
    ledger = k.text("台账", required=True)
    row = k.text("哪一条", required=True, width=40)
    field = k.text("哪一栏", common=True)
    value = k.text("当时的内容", limit=2000, private="identity")
    reason = k.long_text("说明", required=True, private="health", width=50)
    by = k.name("说明人", default="me")
    on = k.date("说明日期", default="today")
    until = k.date("有效到", aliases=("到哪天为止",), help="空着就一直有效，直到内容改了。")

    __ledger__ = k.LedgerSpec(
        title="情况属实", group="系统", key=(("check", "ledger", "row", "field"),), name=("check", "reason"),
        sort=("ledger", "row", "check"), on="on", system=True,
    )  # fmt: skip
