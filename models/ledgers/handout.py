"""发放签收: one row a thing handed to a household, from a leaflet to a calf, with who signed for it."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import affairs as c


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """It has been handed out."""
    yield from k.not_come(f, date="发放日期")


def signed_for(f: k.Facts) -> Iterable[k.Mistake]:
    """A signature has a name."""
    if f.new.get("signed") is True and not f.new.get("receiver"):
        yield k.Mistake("已经签收，请写是谁签的。", "receiver", k.HINT)


def card_on_their_own_wall(f: k.Facts) -> Iterable[k.Mistake]:
    """The card hangs in the household's own house."""
    if f.new.get("on_wall") is False:
        yield k.Mistake("明白卡要贴在这户自己家里，请去看看贴在哪了。", "on_wall", k.DOUBT)


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same thing on the same day is one handing-out."""
    if f.new.get("item") and k.again(f, "date", "item"):
        yield k.Mistake("这户当天已经记过同样的东西，请核对是不是同一次。", "item", k.DOUBT)


class Handout(k.Ledger):
    """One thing handed to one household."""

    __tablename__ = "handout"
    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名", "领取户"))
    date = k.date("发放日期", required=True, default="today", aliases=("日期", "发放时间", "领取日期"))
    item = k.text("发了什么", required=True, aliases=("发放物品", "物品名称", "名称", "资料名称"), width=30)
    kind = k.code("哪一类", c.HANDOUT_KIND, common=True, aliases=("类别", "发放类别"))
    quantity = k.decimal("数量", common=True, aliases=("发放数量",), width=16)
    unit = k.text("单位", common=True, aliases=("计量单位",), width=18)
    receiver = k.name("签收人", common=True, aliases=("领取人", "领取人签字"))
    signed = k.flag("已签收", common=True, aliases=("是否签收", "是否签字"))
    value = k.money("折合金额", private="welfare", aliases=("金额", "价值"))
    relation = k.text("签收人与户主关系", aliases=("与户主关系",))
    on_wall = k.flag("贴在自己家", aliases=("是否上墙",), help="发明白卡时填。")
    source = k.text("谁给的", aliases=("来源", "资金来源", "捐赠单位"), width=30)
    giver = k.name("发放人", default="me", aliases=("经手人",))
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    photo = k.attachment("签收单照片", private="identity")
    note = k.text("备注", private="health", width=30)
    __ledger__ = k.LedgerSpec(
        "发放签收", "群众事", key=(("household", "date", "item"),), name=("date", "item"), sort=("date", "household"),
        on="date", filters=("kind", "item", "signed"), totals=("quantity", "value"), unit="次",
        rules=(not_in_the_future, signed_for, card_on_their_own_wall, not_twice),
    )  # fmt: skip
