"""联农带农: one household tied to one 经营主体 in one way, and what a year of it brought."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.business import LINK_MODE
from models.kernel.numbers import FlagKind


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The agreement's own order; nothing is handed out before it began."""
    yield from k.too_early(f, "from_on", "开始日期", to_on="协议结束日期")
    yield from k.too_early(f, "from_on", "协议开始日期", k.DOUBT, paid_on="兑现日期")


def kept_its_word(f: k.Facts) -> Iterable[k.Mistake]:
    """Less handed out than agreed; money without a day; the same year twice."""
    agreed, got = f.new.get("agreed"), f.new.get("got")
    if agreed is not None and got is not None and f.new.get("paid_on") and got < agreed:
        yield k.Mistake(f"约定{agreed:.2f}元，只兑现{got:.2f}元，请问清原因。", "got", k.DOUBT)
    if got and not f.new.get("paid_on"):
        yield k.Mistake("写了收益，没有兑现日期。", "paid_on", k.HINT)
    same = ("enterprise", "mode", "year")
    if got and any(o.get("got") for o in k.earlier(f, f.same(*same))):
        yield k.Mistake("这户今年同一家、同一种方式的收益已经记过，请核对是不是重复。", "got", k.DOUBT)


class BenefitLink(k.Ledger):
    """One tie of one household for one year."""

    __tablename__ = "benefit_link"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    enterprise = k.link("经营主体", "enterprise", required=True, aliases=("主体", "企业", "合作社", "带动主体"))
    mode = k.code("带动方式", LINK_MODE, common=True, aliases=("联农带农方式", "方式", "利益联结方式"))
    year = k.year("年度", common=True, default="this_year", aliases=("年份",), width=14)
    agreed = k.money("约定年收益", common=True, private="welfare", aliases=("约定收益",))
    got = k.money("年收益", common=True, private="welfare", aliases=("实际收益", "分红金额", "收益金额"))
    paid_on = k.date("兑现日期", common=True, aliases=("兑现日", "发放日期", "分红日期"))
    from_on = k.date("协议开始日期", aliases=("签订日期", "开始日期"))
    to_on = k.date("协议结束日期", aliases=("到期日期", "结束日期"))
    agreement = k.attachment("协议扫描件", private="identity")
    note = k.text("备注", private="health", width=30)
    running = k.derived("还在带动", FlagKind(), lambda f: not (f.new.get("to_on") and f.new["to_on"] < f.today), width=16)

    __ledger__ = k.LedgerSpec(
        title="联农带农", group="产业", name=("enterprise", "mode", "year"),
        key=(("household", "enterprise", "mode", "year"), ("household", "enterprise", "year"), ("household", "enterprise")),
        sort=("year", "enterprise", "household"), on="from_on", filters=("year", "enterprise", "mode"),
        totals=("agreed", "got"), unit="户次", rules=(dates_in_order, kept_its_word),
    )  # fmt: skip
