"""就业意向: what somebody wants to do or learn, whether they can leave home, and what came of it."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.business import INTENT_RESULT
from models.codes.job import PLACE
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind
from models.rules.post import labour_doubt

DONE = frozenset({"hired", "trained", "declined", "ended"})


def settled_after_asked(f: k.Facts) -> Iterable[k.Mistake]:
    """Nothing comes of a wish before it was told; a result has its day."""
    settled, result = f.new.get("settled_on"), f.new.get("result")
    yield from k.not_come(f, date="登记日期")
    yield from k.too_early(f, "date", "登记日期", settled_on="对接日期")
    if f.new.get("opening") is not True and result in ("hired", "trained") and not settled:
        yield k.Mistake("有对接结果，没有对接日期。", "settled_on", k.DOUBT)
    if settled and result in (None, "open"):
        yield k.Mistake("有对接日期，对接结果还没改。", "result", k.DOUBT)


def can_do_it(f: k.Facts) -> Iterable[k.Mistake]:
    """A wish to go away of somebody who cannot; somebody entered as unable to work."""
    if f.new.get("can_leave") is False and f.new.get("place") in ("county_out", "province", "abroad"):
        yield k.Mistake("写了不能外出，想去的地方却在县外，请核对。", "place", k.DOUBT)
    if labour_doubt((f.parent("person") or {}).get("labour")):
        yield k.Mistake("这个人登记的是没有劳动能力，请核对。", "person", k.DOUBT)


class JobIntent(k.Ledger):
    """One wish of one person."""

    __tablename__ = "job_intent"

    person = k.link("姓名", "person", parent=True, required=True, aliases=("人员姓名", "人", "求职人"))
    date = k.date("登记日期", required=True, default="today", aliases=("日期", "登记时间"))
    want = k.text("想干什么", common=True, aliases=("就业意向", "意向岗位", "意向工种"), width=30)
    place = k.code("想去哪", PLACE, common=True, aliases=("意向区域", "意向地区"), width=20)
    learn = k.text("想学什么", common=True, aliases=("培训意向", "培训需求"), width=30)
    can_leave = k.flag("能外出", common=True, aliases=("能否外出", "是否愿意外出"), width=14)
    result = k.code("对接结果", INTENT_RESULT, common=True, default="open", aliases=("结果", "对接情况"), width=18)
    settled_on = k.date("对接日期", common=True, aliases=("对接时间",))
    wage = k.money("期望月工资", aliases=("期望工资",))
    unemployed = k.flag("失业登记", aliases=("是否失业登记", "失业人员"))
    unemployed_on = k.date("失业日期", aliases=("失业时间",))
    why = k.text("暂时没去的原因", private="health", aliases=("未就业原因",), width=30)
    vacancy = k.link("推荐的招工", "vacancy", aliases=("招工信息", "推荐岗位"))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    waiting = k.derived("还等着对接", FlagKind(), lambda f: f.new.get("result") not in DONE, width=16)

    __ledger__ = k.LedgerSpec(
        title="就业意向", group="就业", key=(("person", "date"),), name=("want", "date"), sort=("date", "person"), on="date",
        filters=("result", "place", "can_leave"), state=("result",), unit="人次", rules=(settled_after_asked, can_do_it),
    )  # fmt: skip
