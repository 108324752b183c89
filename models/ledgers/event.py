"""灾情突发: one hailstorm is one row; the households that it hit are the rows of event_household."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import warning as c
from models.kernel.numbers import IntegerKind, MoneyKind
from models.rules import small_books as r


def days_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """It has happened; reported and over after it began."""
    yield from k.not_come(f, date="发生日期")
    yield from k.too_early(f, "date", "发生日期", ended_on="处置完日期", reported_on="上报日期")


def counts_fit(f: k.Facts) -> Iterable[k.Mistake]:
    """Households written against households listed; over means its day."""
    if doubt := r.event_doubt(f.new.get("households"), f.new.get("people"), len(f.children("event_household"))):
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)
    if f.new.get("state") == "done" and not f.new.get("ended_on") and f.new.get("opening") is not True:
        yield k.Mistake("写了处置完，请写是哪天。", "ended_on", k.DOUBT)
    if f.new.get("ended_on") and f.new.get("state") in ("taken", "counting"):
        yield k.Mistake("有处置完日期，处置到哪一步还没改。", "state", k.DOUBT)


class Event(k.Ledger):
    """One disaster or sudden thing."""

    __tablename__ = "event"
    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    date = k.date("发生日期", required=True, default="today", aliases=("日期", "发生时间", "受灾日期"))
    kind = k.code("什么事", c.EVENT_KIND, required=True, aliases=("类型", "灾害类型", "灾种", "事件类型"))
    place = k.text("在哪", common=True, aliases=("地点", "受灾范围", "涉及组"), width=30)
    households = k.integer("受灾户数", low=0, common=True, aliases=("涉及户数", "户数"), width=16)
    people = k.integer("受灾人数", low=0, common=True, aliases=("涉及人数", "人数"), width=16)
    text = k.long_text("情况", common=True, private="health", aliases=("受灾情况", "事件经过", "描述"), width=50)
    state = k.code("处置到哪一步", c.EVENT_STATE, common=True, default="taken", aliases=("状态", "处置情况"), width=18)
    area = k.decimal("受灾面积（亩）", aliases=("受灾面积",))
    animals = k.integer("死伤牲畜", low=0, aliases=("死亡牲畜",), width=16)
    houses = k.integer("损坏房屋（间）", low=0, aliases=("损坏房屋", "倒损房屋"), width=16)
    loss = k.money("估计损失", aliases=("经济损失", "直接经济损失"))
    relief = k.text("怎么救助的", aliases=("救助措施", "处置措施"), width=40)
    reported_on = k.date("上报日期", aliases=("上报时间",))
    reported_to = k.text("报给谁", aliases=("上报单位",))
    ended_on = k.date("处置完日期", aliases=("结束日期",))
    photo = k.attachment("照片", private="identity")
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    listed = k.derived("逐户记了", IntegerKind(), lambda f: len(f.children("event_household")), width=16)
    listed_loss = k.derived(
        "逐户损失合计", MoneyKind(), lambda f: sum((h["loss"] for h in f.children("event_household") if h.get("loss")), start=0)
    )
    __ledger__ = k.LedgerSpec(
        "灾情突发", "走访", key=(("village", "date", "kind"), ("date", "kind")), name=("date", "kind", "place"), sort=("date", "kind"), on="date",
        filters=("kind", "state"), totals=("households", "people", "loss"), state=("state",), unit="起",
        rules=(days_in_order, counts_fit),
    )  # fmt: skip
