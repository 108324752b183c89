"""整改进展: what was done on a measure in one month, reported by the 5th with its evidence."""

from collections.abc import Iterable

from models import kernel as k


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """A month that has come; a month told anew, not copied."""
    month, text = f.new.get("month"), f.new.get("text")
    if month and month > f"{f.today:%Y-%m}":
        yield k.Mistake("这个月还没到，写不了进展，请核对月份。", "month")
    if f.new.get("reported_on") and month and f"{f.new['reported_on']:%Y-%m}" < month:
        yield k.Mistake("报送日期比进展的月份还早，请核对。", "reported_on")
    if text and any(other.get("text") == text and other.get("month") != month for other in f.siblings()):
        yield k.Mistake("和别的月份写得一字不差，请写这个月做了什么。", "text", k.HINT)


class MeasureProgress(k.Ledger):
    """One month of one measure."""

    __tablename__ = "measure_progress"

    measure = k.link("哪条措施", "measure", parent=True, required=True, aliases=("所属措施",))
    month = k.month("月份", required=True, aliases=("进展月份", "报送月份"))
    text = k.long_text("本月进展", required=True, private="welfare", aliases=("整改进展", "进展", "进展情况"), width=50)
    evidence_text = k.text("佐证材料", limit=500, common=True, aliases=("佐证", "印证材料"), width=30)
    evidence = k.attachment("佐证照片", common=True, private="identity")
    next_step = k.text("下一步打算", limit=500, aliases=("下一步", "下步打算"), width=40)
    reported_on = k.date("报送日期", aliases=("报送时间",))
    by = k.name("填写人", default="me", aliases=("填报人",))

    __ledger__ = k.LedgerSpec(
        title="整改进展", group="整改", key=(("measure", "month"),), name=("month", "text"), unit="条",
        sort=("month", "measure"), on="reported_on", filters=("month",), rules=(sound,),
    )  # fmt: skip
