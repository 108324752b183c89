"""受灾户: one row a household that an event hit. It becomes a clue only when a person says so in 怎么处理."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import warning as c
from models.codes.visit import FINDING_ROUTE
from models.kernel.dates import DateKind


def once_an_event(f: k.Facts) -> Iterable[k.Mistake]:
    """A household stands in an event once."""
    if f.new.get("household") and k.again(f, "household"):
        yield k.Mistake("这户在这次灾情里已经记过一条，请核对。", "household", k.DOUBT)


def helped_after_the_event(f: k.Facts) -> Iterable[k.Mistake]:
    """Help comes afterwards, and money has its day."""
    begun, helped = (f.parent("event") or {}).get("date"), f.new.get("helped_on")
    if begun and helped and helped < begun:
        yield k.Mistake("救助日期比发生日期还早，请核对。", "helped_on", k.MEND)
    if f.new.get("relief_money") and not helped:
        yield k.Mistake("写了救助金额，请写救助日期。", "helped_on", k.DOUBT)


class EventHousehold(k.Ledger):
    """One household hit by one event."""

    __tablename__ = "event_household"
    event = k.link("哪次灾情", "event", parent=True, required=True, aliases=("灾情", "事件"))
    household = k.link("户主", "household", required=True, aliases=("所属农户", "户", "户主姓名", "受灾户"))
    losses = k.codes("损失在哪", c.LOSS, common=True, private="health", aliases=("损失类型", "受灾类型"), width=28)
    loss = k.money("估计损失", common=True, aliases=("损失金额", "经济损失"))
    route = k.code("怎么处理", FINDING_ROUTE, common=True, private="welfare", default="note", aliases=("处理方式",))
    relief = k.text("怎么救助的", common=True, aliases=("救助措施", "救助物资"), width=30)
    relief_money = k.money("救助金额", common=True, private="welfare", aliases=("救助资金",))
    helped_on = k.date("救助日期", aliases=("救助时间",))
    claim = k.money("保险理赔", private="welfare", aliases=("理赔金额",))
    text = k.text("损失情况", private="health", aliases=("受灾情况", "情况"), width=40)
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    photo = k.attachment("照片", private="identity")
    note = k.text("备注", private="health", width=30)
    date = k.derived("发生日期", DateKind(), lambda f: (f.parent("event") or {}).get("date"))
    __ledger__ = k.LedgerSpec(
        "受灾户", "走访", key=(("event", "household"),), name=("household", "losses"), sort=("event", "household"),
        filters=("route", "losses"), totals=("loss", "relief_money"), unit="户", rules=(once_an_event, helped_after_the_event),
    )  # fmt: skip
