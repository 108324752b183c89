"""照片和扫描件: one file that belongs to one row of any ledger. The bytes are in the blob store, sealed."""

from collections.abc import Iterable

from models import kernel as k


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """The same picture once on one row; taken on a day that has come."""
    if any((one["ledger"], one["row"]) == (f.new["ledger"], f.new["row"]) for one in f.alike("file")):
        yield k.Mistake("这一条已经有这张了，没有再放一遍。", "file")
    if f.new.get("taken_on") and f.new["taken_on"] > f.today:
        yield k.Mistake("拍摄日期还没到，请核对。", "taken_on")


class Attachment(k.Ledger):
    """One photo or scan. Takes the scope of the row it names."""

    __tablename__ = "attachment"

    ledger = k.text("台账", required=True)
    row = k.text("哪一条", required=True, width=40)
    file = k.attachment("照片或扫描件", required=True, private="identity", aliases=("文件", "照片"))
    title = k.text("说明", common=True, private="health", aliases=("名称",), width=40)
    field = k.text("哪一栏", help="整改前、整改后各算各的；空着就是整条的。")
    taken_on = k.date("拍摄日期", help="照片里记着哪天拍的就自己填上；没记的空着，不拿放进来那天顶替。")

    __ledger__ = k.LedgerSpec(
        title="照片和扫描件", group="系统", key=(("ledger", "row", "file"),), name=("title",), unit="张",
        sort=("ledger", "row", "taken_on"), system=True, rules=(sound,),
    )  # fmt: skip
