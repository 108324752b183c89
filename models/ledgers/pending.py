"""待核: what stood in a cell that could not be read. The row was taken, the cell stayed empty, nothing was lost."""

from models import kernel as k


class Pending(k.Ledger):
    """One unread cell; it goes when the field gets a value. Takes the scope of the row it names."""

    __tablename__ = "pending"

    ledger = k.text("台账", required=True)
    row = k.text("哪一条", required=True, width=40)
    field = k.text("哪一栏", required=True)
    raw = k.text("原始内容", limit=2000, private="identity", width=40)
    why = k.text("为什么没收", limit=500, width=40)
    place = k.text("原来在哪格", help="工作表和格子，例如 名册 F12。")

    __ledger__ = k.LedgerSpec(
        title="待核", group="系统", key=(("ledger", "row", "field"),), name=("ledger", "field"),
        sort=("ledger", "row", "field"), system=True, unit="格",
    )  # fmt: skip
