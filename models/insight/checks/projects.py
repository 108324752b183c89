"""项目资产: projects that were not told of or stand still, wages not paid, things nobody keeps, and money not collected.

Sources: audits and assessments of 2021 and 2022 (公告公示 not carried out, slow projects, 绩效目标 not approved, things
without a keeper, 收益 not collected for years); 国办函〔2021〕51号; 项目库 guides (村申报、乡审核、行业部门论证).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from models.insight.checks.rectification import month_to_tell
from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake
from models.rules.asset import owed
from models.rules.dates import add_months, day_words, month_of, month_words
from models.rules.project import BEGUN

_OVER = frozenset({"accepted", "settled", "handed"})
_WAY = (("applied_on", "申报"), ("discussed_on", "四议两公开"), ("township_on", "乡镇审核"), ("argued_on", "行业部门论证"), ("approved_on", "批复"))
_LET = frozenset({"rent", "share", "contract", "trust"})
_AFTER = frozenset({"after", "title", "income"})


def _ours(f: Watched) -> bool:
    """Whether its steps were taken while the books were open: 期初 ones owe no proof of any."""
    return f.new["opening"] is not True


def applied_in_order(f: Watched) -> Iterable[Mistake]:
    """村申报、乡审核、行业部门论证、批复, in this order; the village may talk it over before or after it applies."""
    days = [(f.new[name], name, word) for name, word in _WAY if f.new[name]]
    for (before, _, first), (day, name, word) in pairwise(days):
        if day < before and name != "discussed_on":
            yield Mistake(f"{word}日期比{first}日期还早，请核对申报的程序。", name, DOUBT)


def goal_is_approved(f: Watched) -> Iterable[Mistake]:
    """Begun, and its 绩效目标 said not to be approved."""
    if f.new["step"] in BEGUN and f.new["goal_approved"] is False and _ours(f):
        yield Mistake("项目已经开工，绩效目标还没有批复。", "goal_approved", DOUBT)


def told_after(f: Watched) -> Iterable[Mistake]:
    """Accepted, and nothing put up afterwards."""
    if f.new["step"] in _OVER and _ours(f) and not any(one["stage"] in _AFTER for one in f.children("project_notice")):
        yield Mistake("项目已经验收，还没记完工后的公示。", "step", DOUBT)


def moves_on(f: Watched) -> Iterable[Mistake]:
    """Under way, and nothing written of the month before."""
    day, begun = f.now("project.progress_day"), f.new["started_on"]
    month = month_to_tell(f.today, day)
    if f.new["step"] != "started" or month is None or not begun or month_of(begun) > month:
        return
    if not any((one["month"] or "") >= month for one in f.children("project_progress")):
        yield Mistake(f"{month_words(month)}的项目进度还没写，应在下个月{day}日前报。", "step", DOUBT)


def became_an_asset(f: Watched) -> Iterable[Mistake]:
    """Handed over as an asset, and no such asset in the book."""
    if f.new["step"] == "handed" and _ours(f) and not f.children("asset"):
        yield Mistake("项目写着移交资产，资产台账里还没有，请登记。", "step", DOUBT)


def more_than_a_share(f: Watched) -> Iterable[Mistake]:
    """A project of industry that does nothing for people but hand out money."""
    ways = {one["way"] for one in f.children("project_beneficiary") if one["way"] not in (None, "unknown")}
    if f.new["kind"] == "industry" and ways == {"share"}:
        yield Mistake("产业项目只有分红一种带动方式，看看能不能带着干。", "kind", HINT)


def wage_is_paid(f: Watched) -> Iterable[Mistake]:
    """Said to be unpaid, a whole month after the month of work."""
    if f.new["way"] == "unpaid" and f.new["month"] and f.new["month"] < month_of(add_months(f.today, -1)):
        yield Mistake(f"{month_words(f.new['month'])}的工资还没发，请催一催。", "way", DOUBT)


def looked_at(f: Watched) -> Iterable[Mistake]:
    """Something of the village's that nobody went to see for too long. What is a household's own is not inspected."""
    due = f.mine("check_by")
    if f.new["book"] != "household" and due and due < f.today:
        yield Mistake(f"该在{day_words(due)}前巡查，还没有去看。", "", DOUBT)


def somebody_keeps(f: Watched) -> Iterable[Mistake]:
    """Handed over or in trouble, and nobody named who keeps it."""
    kept = f.new["keeper"] or f.new["keeper_unit"] or f.new["book"] == "household" or f.mine("state_now") == "gone"
    if not kept and ((f.new["handed_on"] and _ours(f)) or f.mine("trouble")):
        yield Mistake("没有写管护单位，也没有写管护责任人，请明确谁来管。", "keeper", DOUBT)


def put_to_use(f: Watched) -> Iterable[Mistake]:
    """Idle, locked or broken."""
    if f.mine("trouble"):
        yield Mistake(f"资产现在{f.ledger.__fields__['state'].kind.show(f.mine('state_now'))}，请盘活、修好或者按程序处置。", "state", DOUBT)


def revenue_collected(f: Watched) -> Iterable[Mistake]:
    """Money of one year or several that was due and did not come in."""
    rows = [one for one in f.children("asset_revenue") if _past(one["due_on"], one["year"], f.today)]
    due = {one["year"]: money for one in rows if (money := owed(one["due"], one["received"]))}
    if due:
        total = sum(owed(one["due"], one["received"]) or 0 for one in rows)
        yield Mistake(f"{len(due)}个年度的收益没收齐，还欠{total:.2f}元，请催收。", "", DOUBT)


def _past(due_on: date | None, year: int | None, today: date) -> bool:
    """Whether the money was due before today; where no day is written, at the end of its year."""
    return due_on < today if due_on else bool(year and year < today.year)


def finding_dealt_with(f: Watched) -> Iterable[Mistake]:
    """Something was wrong at a look, and by the time of the next nobody said that it was mended."""
    days, seen = f.now("asset.check_days"), f.new["date"]
    if not (days and seen and f.mine("open") and seen + timedelta(days=days) < f.today):
        return
    if not any(one["date"] and one["date"] > seen and not one["finding"] for one in f.siblings()):
        yield Mistake(f"{day_words(seen)}发现的问题，还没写处理日期。", "mended_on", DOUBT)


def contract_goes_on(f: Watched) -> Iterable[Mistake]:
    """A contract that ran out, and no other after it."""
    ended, asset = f.new["to_on"], f.parent("asset") or {}
    if not ended or ended >= f.today or f.new["way"] not in _LET or asset.get("disposed_on") or asset.get("state") == "gone":
        return
    if not any((one["to_on"] or ended) > ended or (one["year"] or 0) > ended.year for one in f.siblings()):
        yield Mistake(f"合同{day_words(ended)}到期，没有新的合同，请续签或者收回。", "to_on", DOUBT)


CHECKS = {
    "project": (applied_in_order, goal_is_approved, told_after, moves_on, became_an_asset, more_than_a_share),
    "project_wage": (wage_is_paid,),
    "asset": (looked_at, somebody_keeps, put_to_use, revenue_collected),
    "asset_inspection": (finding_dealt_with,),
    "asset_revenue": (contract_goes_on,),
}
