"""认得的表头: a heading that somebody once said means this field; the next workbook with it is read without asking."""

from collections.abc import Iterable

from models import kernel as k

ANY_FORM = "各种表"
"""Written as the form of a heading that means the same wherever it stands: those of lists that come in."""
LEFT_ALONE = "-"
"""Written as the field of a heading that means nothing here."""


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """A heading is words, not a row number."""
    heading = (f.new.get("heading") or "").strip()
    if heading and heading.isdigit():
        yield k.Mistake("表头只有数字，认不出是哪一栏，请写表头上的字。", "heading")


class Mapping(k.Ledger):
    """One heading of one ledger's workbooks."""

    __tablename__ = "mapping"

    ledger = k.text("台账", required=True)
    heading = k.text("表头", required=True, aliases=("表头写法", "列名"), width=34)
    field = k.text("算哪一栏", required=True, aliases=("对应栏目",), help="写一道短横，就是这一列不用。")
    form = k.text("哪种表", common=True, aliases=("表名",), width=34)
    by = k.name("谁认的", default="me")
    on = k.date("哪天认的", default="today")

    __ledger__ = k.LedgerSpec(
        title="认得的表头", group="系统", key=(("ledger", "heading", "form"),), name=("heading", "field"), unit="个",
        sort=("ledger", "heading"), filters=("ledger",), rules=(sound,), system=True,
    )  # fmt: skip
