"""防返贫监测: one case of one household. A new risk after removal is a new case that names the one before.

State and dates follow from its steps; 识别年月 and 是否消除 are typed for 期初 alone.
"""

from collections.abc import Iterable
from decimal import Decimal

from models import kernel as k
from models.codes import monitoring as c
from models.codes.household import MONITORING_CLASS
from models.kernel.codes import CodeKind
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind, MoneyKind
from models.rules import income
from models.rules import monitoring as r
from models.rules import monitoring_papers as p
from models.rules import monitoring_risks as risk
from models.rules.household import monitoring_doubt

THEN, CLOSED, BOOKS = "识别时情况", "监测联系人", "建账"


def _course(f: k.Facts) -> r.Course:
    start = r.start_of(f.new)
    steps = [step for step in r.steps_of(f.children("monitoring_step"), start) if step.on <= f.today]
    return r.replay(start, steps, dict(c.STEP.items))


def _reference(f: k.Facts) -> Decimal | None:
    whole = income.reference(f.new.get("income"), f.new.get("claims"), f.new.get("own_medical"))
    return None if whole is None else income.per_head(whole, f.new.get("people"))


def own_order(f: k.Facts) -> Iterable[k.Mistake]:
    """A clue is no news from tomorrow; removal comes after identification, and that after the clue."""
    yield from (k.Mistake(text, name) for name, text in p.case_faults(f.new, f.today))


def opening_is_told(f: k.Facts) -> Iterable[k.Mistake]:
    """期初 has its day and says since when; anything else goes step by step."""
    for name, text in p.opening_faults(f.new):  # what the first program kept on the household has no such day
        yield k.Mistake(text, name, k.HINT if name == "opened_on" else k.MEND)


def class_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """脱贫不稳定户 are lifted, 边缘易致贫户 are not; labour as the household says."""
    home = f.parent("household") or {}
    if doubt := monitoring_doubt(home.get("type"), f.new.get("kind")):
        yield k.Mistake(doubt, "kind", k.MEND)
    if home.get("no_labour") is True and f.new.get("has_labour") is True:
        yield k.Mistake("农户里写着整户无劳动力，这里写有劳动能力，请核对。", "has_labour", k.MEND)


def one_at_a_time(f: k.Facts) -> Iterable[k.Mistake]:
    """Another case of the household that this one does not follow, or one that follows this before its end."""
    later, ended = [case["clue_on"] or f.today for case in f.children("monitoring")], _course(f).ended_on
    apart = [case for case in r.not_in_line(f.new, f.siblings()) if not r.start_of(case).cleared]
    if apart and (r.start_of(f.new).cleared or any(k.earlier(f, apart))):
        yield k.Mistake("这户还登记过一次监测：没结束的，接着那一次记；消除后又有新风险的，请写“上一次监测”。", "after", k.DOUBT)
    if later and not r.start_of(f.new).cleared and (ended is None or min(later) < ended):
        yield k.Mistake("这次监测还没有结束，就又登记了一次，请核对。", "household", k.MEND)


def risks_are_borne_out(f: k.Facts) -> Iterable[k.Mistake]:
    """A risk of illness needs somebody ill, and a family with a good income is rarely at risk."""
    members, share = f.beside("household", "person"), f.parameter("monitoring.able_percent")
    yield from (k.Mistake(text, "risks", k.DOUBT) for text in risk.risk_doubts(f.new.get("risks") or (), members, share))
    much, had = f.parameter("monitoring.income_ask"), _reference(f)
    if much and had is not None and had > much:
        yield k.Mistake(f"识别时参考人均{had}元，超过{much}元，请核对。", "income", k.DOUBT)


def helped_fitly(f: k.Facts) -> Iterable[k.Mistake]:
    """Whoever is removed had help, and help against each risk; whoever can work is helped to earn."""
    course, start = _course(f), r.start_of(f.new)
    given = {row.get("kind") for row in f.beside("household", "support") if r.begins_before(f.new, row.get("date"))}
    if course.state == "helping":
        developed = any(p.develops(kind, f.parameter("monitoring.development_kinds")) for kind in given)
        args = course.identified_on, f.today, f.parameter("monitoring.development_months"), developed
        if doubt := risk.no_development_doubt(f.new.get("has_labour"), *args):
            yield k.Mistake(doubt, "development", k.DOUBT)
    if course.closed != "removed" or start.opening:
        return
    risks = f.new.get("risks") or ()
    wanted = {one: f.parameter(f"monitoring.help_for.{one}") for one in risks}
    if not given:
        yield k.Mistake("已经消除，还没有登记过一条帮扶措施，请补上。", "household", k.DOUBT)
    elif words := "、".join(map(c.RISK.label, risk.unmet(risks, wanted, given))):
        yield k.Mistake(f"已经消除，“{words}”这样的风险没有登记对应的帮扶措施，请核对。", "risks", k.DOUBT)


class Monitoring(k.Ledger):
    """One case, from clue to its end."""

    __tablename__ = "monitoring"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    clue_on = k.date("线索日期", required=("identified_month", "opening"), aliases=("发现日期", "线索时间", "申报日期"))
    channel = k.code("线索来源", c.CHANNEL, common=True, aliases=("来源", "发现渠道", "线索渠道"))
    kind = k.code("监测对象类别", MONITORING_CLASS, common=True, aliases=("监测类别", "监测对象类型", "监测户类型"))
    risks = k.codes("致（返）贫风险", c.RISK, common=True, private="health", aliases=("风险类型", "致返贫风险", "风险原因"))
    clue = k.long_text("线索内容", common=True, private="health", aliases=("风险情况", "情况说明"), width=40)
    has_labour = k.flag("有劳动能力", common=True, private="health", aliases=("是否有劳动能力",))
    department = k.code("预警部门", c.DEPARTMENT, aliases=("推送部门",))
    disaster = k.code("自然灾害", c.DISASTER, aliases=("灾害种类",))
    development = k.code("开发式帮扶措施", c.DEVELOPMENT, private="welfare", aliases=("实施开发式帮扶措施情况",))
    after = k.link("上一次监测", "monitoring", aliases=("重新识别自",), help="风险消除以后又有新风险的，写上一次。")
    people = k.integer("识别时人口", low=1, high=99, group=THEN)
    income = k.money("识别时家庭纯收入", negative=True, group=THEN, private="welfare", aliases=("识别时纯收入",))
    claims = k.money("识别时理赔收入", group=THEN, private="welfare")
    own_medical = k.money("识别时合规自付", group=THEN, private="health", aliases=("识别时合规自付支出",))
    school_ok = k.flag("识别时义务教育有保障", group=THEN)
    medical_ok = k.flag("识别时基本医疗有保障", group=THEN)
    house_ok = k.flag("识别时住房安全有保障", group=THEN)
    water_ok = k.flag("识别时饮水安全有保障", group=THEN)
    contact = k.name("监测联系人", group=CLOSED)
    contact_phone = k.phone("监测联系人电话", group=CLOSED)
    identified_month = k.month("识别年月", group=BOOKS, aliases=("识别时间", "识别监测时间", "纳入监测时间"), help="建账以前认定的填。")
    cleared = k.flag("是否消除", group=BOOKS, aliases=("风险是否已消除", "是否消除风险"), help="建账以前认定的填。")
    cleared_month = k.month("消除年月", group=BOOKS, aliases=("风险消除时间", "消除时间"))
    opening, opened_on = k.opening()
    note = k.text("备注", private="health", width=30)
    state = k.derived("监测状态", CodeKind(codes=c.CASE_STATE), lambda f: _course(f).state, common=True)
    identified_on = k.derived("认定日期", DateKind(), lambda f: _course(f).identified_on)
    ended_on = k.derived("结束日期", DateKind(), lambda f: _course(f).ended_on)
    open = k.derived("还在监测", FlagKind(), lambda f: _course(f).state in r.HELPED)
    reference = k.derived("识别时参考人均", MoneyKind(negative=True), _reference, private="welfare")

    __ledger__ = k.LedgerSpec(
        title="防返贫监测", group="监测帮扶", key=(("household", "clue_on"), ("household", "identified_month")), unit="户次",
        name=("household", "kind"), sort=("clue_on", "household"), on="clue_on", filters=("kind", "channel", "cleared"),
        state=("kind", "cleared"), rules=(own_order, opening_is_told, class_fits, one_at_a_time, risks_are_borne_out, helped_fitly),
    )  # fmt: skip
