"""照片和扫描件: one file that belongs to one row of any ledger. The bytes are in the blob store, sealed."""

from models import kernel as k


class Attachment(k.Ledger):
    """One photo or scan. Takes the scope of the row it names."""

    __tablename__ = "attachment"

    ledger = k.text("台账", required=True)
    row = k.text("哪一条", required=True, width=40)
    file = k.attachment("照片或扫描件", required=True, private="identity", aliases=("文件", "照片"))
    title = k.text("说明", common=True, private="health", aliases=("名称",), width=40)
    field = k.text("哪一栏")
    taken_on = k.date("拍摄日期", default="today")

    __ledger__ = k.LedgerSpec(
        title="照片和扫描件", group="系统", key=(("ledger", "row", "file"),), name=("title",), unit="张",
        sort=("ledger", "row", "taken_on"), system=True,
    )  # fmt: skip
