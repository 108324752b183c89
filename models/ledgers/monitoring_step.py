"""监测步骤: what was done in a case on a day, by whom and with what result; the steps in order are the case's state."""

from collections.abc import Iterable, Mapping
from typing import Any

from models import kernel as k
from models.codes import monitoring as c
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import IntegerKind
from models.rules import monitoring as r
from models.rules import monitoring_papers as p

MEETING, NOTICE, REMOVAL, END = "评议票数", "公示", "消除条件", "整户减少"
WORDS = dict(c.STEP.items)
_PLACED = ("case", "kind", "date", "until", "result", "opening")


def _free(f: k.Facts) -> bool:
    """期初, or done before the books were opened: nothing more is asked of it."""
    return all(step.free for step in r.steps_of([f.new], r.start_of(f.parent("case") or {})))


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """A step has been made; a notice may still hang."""
    if f.new.get("date") and f.new["date"] > f.today:
        yield k.Mistake("日期还没到，请核对。", "date")
    if fault := p.notice_order_fault(f.new.get("date"), f.new.get("until")):
        yield k.Mistake(fault, "until")


def in_the_chain(f: k.Facts) -> Iterable[k.Mistake]:
    """No step is skipped or dated out of order; what came in so from elsewhere is to be mended."""
    start, others = r.start_of(f.parent("case") or {}), list(f.siblings())
    after = r.replay(start, r.steps_of([*others, f.new], start), WORDS)
    placed = f.old is None or any(f.old.get(name) != f.new.get(name) for name in _PLACED)
    if fault := after.faults.get(f.new["uid"]):
        yield k.Mistake(fault[1], fault[0], k.REFUSE if placed else k.MEND)
    before = r.replay(start, r.steps_of([*others, *([f.old] if f.old else [])], start), WORDS)
    if broken := r.broken_by(before, after, f.new["uid"]):
        kind = next(other["kind"] for other in others if other["uid"] == broken)
        yield k.Mistake(f"这样一来，后面的“{WORDS[kind]}”就接不上了，请核对。", "date")


def papers_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """Two visitors, a notice of enough days, an identification in its time."""
    if _free(f):
        return
    kind, day, least = f.new.get("kind"), f.new.get("date"), f.parameter("monitoring.visitors_min")
    names = p.names_in(f.new.get("who"))
    if kind in ("visit", "removal_visit") and names and least and len(names) < least:
        yield k.Mistake(f"入户核实至少要{least}个人，这里只写了{len(names)}个。", "who", k.DOUBT)
    hung = p.notice_fault(day, f.new.get("until"), f.parameter("notice.days.monitoring"))
    if kind in ("notice", "removal_notice") and hung:
        yield k.Mistake(hung, "until", k.MEND)
    if kind in ("review", "notice") and p.twice(f.new, k.earlier(f, f.siblings())):
        yield k.Mistake(f"“{WORDS[kind]}”已经做过一次，一般只做一次，请核对是不是记重了。", "kind", k.DOUBT)
    if kind == "rejected" and not f.new.get("text"):
        yield k.Mistake("不符合的，请写明原因，告诉申报人。", "text", k.DOUBT)
    clue = (f.parent("case") or {}).get("clue_on")
    if kind == "identified" and day and (slow := p.slow_doubt(clue, day, f.parameter("monitoring.process_days"))):
        yield k.Mistake(slow, "date", k.DOUBT)


def signed_before_comparison(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody's accounts are looked into before the householder has signed; what came in so from elsewhere is to be mended."""
    if _free(f) or f.new.get("kind") != "comparison":
        return
    placed = f.old is None or any(f.old.get(name) != f.new.get(name) for name in ("kind", "authorised"))
    if fault := p.authorisation_fault(f.new, f.siblings(), f.attachments()):
        yield k.Mistake(fault, "authorised", k.REFUSE if placed else k.MEND)


def votes_add_up(f: k.Facts) -> Iterable[k.Mistake]:
    """Who came, who voted, and whether that was enough."""
    due, present, yes, no, abstained = (f.new.get(name) for name in ("due", "present", "yes", "no", "abstained"))
    if fault := p.votes_fault(due, present, (yes, no, abstained)):
        yield k.Mistake(fault, "present", k.MEND)
    if doubt := p.quorum_doubt(due, present, f.parameter("monitoring.quorum_percent")):
        yield k.Mistake(doubt, "present", k.DOUBT)
    if fault := p.majority_fault(present, yes, f.parameter("monitoring.vote_percent"), f.new.get("result")):
        yield k.Mistake(fault, "yes", k.MEND)


def _conditions(f: k.Facts, told: Mapping[str, Any]) -> Iterable[k.Mistake]:
    removed = f.new.get("kind") == "removed"
    if told.get("risk_solved") is False:
        yield k.Mistake("风险还没有解决，不能消除。请接着帮扶，解决以后再核查。", "kind" if removed else "risk_solved")
    if told.get("risk_solved") == "unknown":
        yield k.Mistake("风险解决没有还不清楚，问清楚了再消除。", "risk_solved", k.DOUBT)
    if removed and told.get("risk_solved") is None:
        yield k.Mistake("消除核查里没有写风险解决了没有，请补上。", "risk_solved", k.MEND)
    for word in p.unsolved({word: told.get(name) for name, word in p.CONDITIONS.items()}):
        yield k.Mistake(f"“{word}”写的是否，不符合消除条件，请核对。", "result", k.MEND)
    if doubt := p.below_line_doubt(told.get("per_head"), f.parameter("income.monitor_line")):
        yield k.Mistake(doubt, "per_head", k.DOUBT)


def removal_allowed(f: k.Facts) -> Iterable[k.Mistake]:
    """Never while the risk is unsolved; the other conditions, the shortest time of help and labour are to be mended."""
    kind, day, case = f.new.get("kind"), f.new.get("date"), f.parent("case") or {}
    if _free(f) or (kind, f.new.get("result")) not in (("removal_visit", "pass"), ("removed", "pass"), ("removed", None)):
        return
    if kind != "removed" or k.being_written(f) or not p.said_at_check(f.new, f.siblings()):
        yield from _conditions(f, p.last_check(f.new, f.siblings()))
    start = r.start_of(case)
    identified = r.replay(start, r.steps_of(f.siblings(), start), WORDS).identified_on
    if kind == "removed" and day and (early := p.early_removal(identified, day, f.parameter("monitoring.min_help_months"))):
        yield k.Mistake(early, "date", k.MEND)
    labour = False if (f.parent("case.household") or {}).get("no_labour") is True else case.get("has_labour")
    if kind == "removed" and (fault := p.no_labour_fault(labour, f.new.get("way"), f.new.get("document"))):
        yield k.Mistake(fault, "way", k.MEND)


def end_has_its_reason(f: k.Facts) -> Iterable[k.Mistake]:
    """整户减少 is open to every household and says why; a fallback too."""
    if _free(f):
        return
    if f.new.get("kind") == "ended" and f.new.get("end_why") in (None, "unknown"):
        yield k.Mistake("整户减少，请写原因：死亡、迁出还是并户。", "end_why", k.MEND)
    if f.new.get("kind") == "fallback" and not f.new.get("text"):
        yield k.Mistake("风险回退，请写为什么回退。", "text", k.MEND)


class MonitoringStep(k.Ledger):
    """One step of one case."""

    __tablename__ = "monitoring_step"

    case = k.link("哪次监测", "monitoring", parent=True, required=True, aliases=("监测户", "监测"))
    kind = k.code("步骤", c.STEP, required=True, aliases=("环节", "办理环节"), width=20)
    date = k.date("日期", required=True, default="today", aliases=("办理日期", "公示开始", "时间"))
    result = k.code("结果", c.STEP_RESULT, common=True, aliases=("结论",), width=18)
    who = k.text("经办人", common=True, aliases=("核实人", "主持人", "入户人员"), width=30)
    text = k.long_text("情况和原因", common=True, private="health", aliases=("情况", "原因", "说明"), width=40)
    evidence = k.attachment("佐证材料", private="identity")
    document = k.text("批复文号", aliases=("文号", "批复"), width=26)
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    authorised = k.flag("承诺授权书已签字", aliases=("授权书", "承诺授权书"))
    until = k.date("公示截止", group=NOTICE, aliases=("公示结束",))
    place = k.text("公示地点", group=NOTICE)
    objection = k.flag("有异议", group=NOTICE)
    due = k.integer("应到人数", low=0, group=MEETING, aliases=("应到",))
    present = k.integer("实到人数", low=0, group=MEETING, aliases=("实到",))
    yes = k.integer("同意票", low=0, group=MEETING, aliases=("同意",))
    no = k.integer("反对票", low=0, group=MEETING, aliases=("不同意",))
    abstained = k.integer("弃权票", low=0, group=MEETING, aliases=("弃权",))
    risk_solved = k.flag("风险已解决", group=REMOVAL, private="welfare")
    income_stable = k.flag(p.CONDITIONS["income_stable"], group=REMOVAL, private="welfare")
    spending_ok = k.flag(p.CONDITIONS["spending_ok"], group=REMOVAL, private="welfare")
    basics_ok = k.flag(p.CONDITIONS["basics_ok"], group=REMOVAL, private="welfare")
    per_head = k.money("消除时人均", negative=True, group=REMOVAL, private="welfare", aliases=("消除时人均纯收入",))
    way = k.code("消除方式", c.REMOVAL_WAY, group=REMOVAL, aliases=("风险消除方式",))
    end_why = k.code("整户减少原因", c.END_WHY, group=END)
    opening, opened_on = k.opening()
    note = k.text("备注", private="health", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("case") or {}).get("household"))
    days = k.derived("公示天数", IntegerKind(), lambda f: p.notice_days(f.new.get("date"), f.new.get("until")))

    __ledger__ = k.LedgerSpec(
        title="监测步骤", group="监测帮扶", key=(("case", "kind", "date"),), name=("kind", "date"), sort=("date", "case"),
        on="date", filters=("kind", "result"), state=("kind", "result"), unit="步",
        rules=(
            not_in_the_future, in_the_chain, papers_in_order, signed_before_comparison, votes_add_up, removal_allowed,
            end_has_its_reason,
        ),
    )  # fmt: skip
