"""消费帮扶: what a household sold through 帮扶, to whom, for how much."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.business import BUYER_KIND


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """It has been sold."""
    yield from k.not_come(f, date="销售日期")


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same goods for the same money on the same day."""
    if k.again(f, "date", "goods", "amount", "buyer"):
        yield k.Mistake("这户同一天同样的东西已经记过一笔，请核对是不是重复。", "amount", k.DOUBT)


class Sale(k.Ledger):
    """One sale of one household."""

    __tablename__ = "sale"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    date = k.date("销售日期", required=True, default="today", aliases=("日期", "销售时间"))
    goods = k.text("品名", required=True, aliases=("产品", "农产品", "商品名称"))
    amount = k.money("金额", required=True, private="welfare", aliases=("销售金额", "销售额"))
    quantity = k.decimal("数量", common=True, aliases=("销售数量",))
    unit = k.text("单位", common=True, default="last", aliases=("计量单位",), width=18)
    buyer = k.text("买方", common=True, default="last", aliases=("采购单位", "购买单位", "购买方"), width=30)
    buyer_kind = k.code("买方类型", BUYER_KIND, aliases=("采购方类型",))
    enterprise = k.link("经由主体", "enterprise", aliases=("合作社", "经营主体"))
    settled = k.flag("款已到户", common=True, aliases=("是否到账", "是否结清"), width=16)
    note = k.text("备注", width=30)

    __ledger__ = k.LedgerSpec(
        title="消费帮扶", group="产业", name=("date", "goods"), sort=("date", "household"), on="date", unit="笔",
        key=(("household", "date", "goods", "buyer"), ("household", "date", "goods")),
        filters=("goods", "buyer", "buyer_kind"), totals=("amount",), rules=(not_in_the_future, not_twice),
    )  # fmt: skip
