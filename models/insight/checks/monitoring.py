"""监测帮扶: help that is late, named by nobody or not what the case needs, and risks held against work, bills and welfare.

Sources: 全国防返贫监测信息系统核查规则 (5_15_014, 5_15_020, 5_11_032, 5_16_003, 5_16_005, 1111_3, 4_11_012, 4_11_013) and the audit of
2022: measures and a helper missing after identification, removed with the risk unsolved. What was opened as 期初 is not
asked for papers of a time before the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from models.codes.household import RESETTLED
from models.insight.checks.about import assisted
from models.insight.checks.people import CLOSED, ON_WELFARE, case_begun, here, risks
from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake
from models.ledgers import LEDGERS
from models.ledgers.visit import SIX
from models.rules import income as i
from models.rules import job as j
from models.rules import monitoring as r
from models.rules import post as p
from models.rules.dates import MONTHS_A_YEAR, add_months
from models.rules.person import ABLE

Values = Mapping[str, Any]
_ILL, _UNSTABLE_WORK = "1", "7"
_WELFARE, _WORK = "welfare", frozenset({"job", "post"})
_LOW_INCOME = "低保"
_SIX = tuple(name for name, field in LEDGERS["visit"].__fields__.items() if field.group == SIX)


def _given(f: Watched) -> list[Values]:
    """Measures begun since the case began."""
    return [one for one in f.beside("household", "support") if r.begins_before(f.new, one["date"])]


def _stepped(f: Watched) -> bool:
    """Identified step by step in these books, and open."""
    return f.mine("open") and not r.start_of(f.new).opening and f.mine("identified_on") is not None


# --- 监测


def measure_in_time(f: Watched) -> Iterable[Mistake]:
    """Identified, and after the days a place allows not one measure (only 纳入, no 帮扶)."""
    most = f.now("monitoring.first_measure_days")
    if most and _stepped(f) and not _given(f) and (days := (f.today - f.mine("identified_on")).days) > most:
        yield Mistake(f"认定{days}天了，还没有一条帮扶措施，一般{most}天内要落实，请补上。", "household", DOUBT)


def helper_is_named(f: Watched) -> Iterable[Mistake]:
    """Who is newly identified has somebody who answers for the household."""
    if _stepped(f) and not any(not one["to_on"] or one["to_on"] > f.today for one in f.beside("household", "helper")):
        yield Mistake("已经认定，还没有帮扶责任人，请明确一名。", "household", DOUBT)


def illness_costs(f: Watched) -> Iterable[Mistake]:
    """5_15_020: at risk for illness, and nothing was paid for it."""
    if _ILL in (f.new["risks"] or ()) and f.new["own_medical"] == 0:
        yield Mistake("风险写着因病，识别时合规自付却是0元，请核对是不是漏了。", "own_medical", DOUBT)


def more_than_welfare(f: Watched) -> Iterable[Mistake]:
    """5_11_032: able to work, and helped by welfare alone. After half a year its own rule says it."""
    months, since = f.now("monitoring.development_months"), f.mine("identified_on")
    told_there = months and since and add_months(since, months) <= f.today
    if f.new["has_labour"] is True and f.mine("open") and not told_there and {one["kind"] for one in _given(f)} == {_WELFARE}:
        yield Mistake("有劳动能力，帮扶措施只有综合保障，请看看能不能加产业、就业这样的措施。", "development", DOUBT)


def look_back_heeded(f: Watched) -> Iterable[Mistake]:
    """A look-back that failed after removal, and nothing came of it."""
    looks = [step for step in f.children("monitoring_step") if step["kind"] == "lookback" and step["date"]]
    last = max(looks, key=lambda step: (step["date"], step["uid"]), default={})
    if last.get("result") == "fail" and f.mine("state") == "removed" and not f.children("monitoring"):
        yield Mistake("回头看没有通过，还写着已消除，请办风险回退，有新风险的重新识别。", "household", DOUBT)


# --- 农户


def _cases(f: Watched) -> Iterator[Values]:
    """Cases whose help goes on."""
    return (case for case in f.under("monitoring") if f.derived("monitoring", case, "open"))


def work_on_record(f: Watched) -> Iterable[Mistake]:
    """5_15_014: at risk because work is unsteady, and there is no work on record."""
    if any(_UNSTABLE_WORK in (case["risks"] or ()) for case in _cases(f)) and not f.under("job") and not f.under("post_holder"):
        yield Mistake("监测风险写着因务工就业不稳，务工台账里一条也没有，请补记或者核对风险。", "", DOUBT)


def helped_to_work(f: Watched) -> Iterable[Mistake]:
    """1111_3: helped to work, or to a post, and nobody works."""
    kinds = {one["kind"] for one in f.children("support") if one["state"] in ("doing", "done") and _lasts(one, f.today)}
    if kinds & _WORK and assisted({"assisted": f.mine("assisted")}) and not _somebody_works(f):
        yield Mistake("有就业、公岗帮扶措施，家里没有人在务工或者在公岗上，请核对。", "", DOUBT)


def _lasts(measure: Values, on: date) -> bool:
    """Of this year and not ended."""
    return bool(measure["date"] and measure["date"].year == on.year and not (measure["ended_on"] and measure["ended_on"] < on))


def _somebody_works(f: Watched) -> bool:
    spells = ((j.Spell(job["from_month"], job["to_month"]), job) for job in f.under("job"))
    posts = (p.Holding(*(one[name] for name in ("from_on", "to_on", "left_on", "state"))) for one in f.under("post_holder"))
    return any(j.running(spell, job["still"], job["year"], f.today) for spell, job in spells) or any(p.on_duty(one, f.today) for one in posts)


def resettled_and_working(f: Watched) -> Iterable[Mistake]:
    """搬迁户 with somebody able to work, and nobody works: at least one is to."""
    able = any(person["labour"] in ABLE for person in here(f))
    if f.new["resettlement"] in RESETTLED and able and not _somebody_works(f):
        yield Mistake("搬迁户家里有劳动力，没有一个人在务工或者在公岗上，请看看怎么帮着就业。", "resettlement", DOUBT)


def low_income_help_fits(f: Watched) -> Iterable[Mistake]:
    """5_16_003, 5_16_005: 低保 as a measure against 低保 of the members, both ways."""
    measures = f.children("support")
    flagged = any(person["low_income"] in ON_WELFARE for person in here(f))
    named = any(_LOW_INCOME in (one["content"] or "") and one["state"] != "stopped" for one in measures)
    if named and not flagged:
        yield Mistake("帮扶措施里有低保，家里没有人写享受低保，请核对。", "", DOUBT)
    elif flagged and measures and not any(one["kind"] == _WELFARE for one in measures) and any(_cases(f)):
        yield Mistake("家里有人享受低保，帮扶措施里没有综合保障，请补上。", "", DOUBT)


def cleared_and_at_risk(f: Watched) -> Iterable[Mistake]:
    """Said to be free of risk, and the household's own page tells of a house, water or insurance that is not sound."""
    said = "、".join(risks(f)) if f.mine("cleared") is True and f.new["residence"] != CLOSED else ""
    if said and not case_begun(f):
        yield Mistake(f"{said}，风险却已经标了消除，请回头看是不是真的消除了。", "", DOUBT)


# --- 走访


def no_is_followed(f: Watched) -> Iterable[Mistake]:
    """Something of the six that a visit found wanting: of a household free of risk, or without a word of what becomes of it."""
    bad = [name for name in _SIX if f.new[name] is False]
    later = [one for one in f.siblings() if one["date"] and f.new["date"] and one["date"] > f.new["date"]] if bad else []
    bad = [name for name in bad if not any(one[name] is not None for one in later)]
    if not bad:
        return
    said, home = "、".join(LEDGERS["visit"].__fields__[name].label for name in bad), f.parent("household") or {}
    if home.get("cleared") is True:
        yield Mistake(f"走访里“{said}”写着否，这户的风险却已经标了消除，请回头看是不是真的消除了。", bad[0], DOUBT)
    elif not home.get("monitored") and not f.children("finding"):
        yield Mistake(f"走访里“{said}”写着否，没有记成走访问题，也没有列为监测线索，请写怎么办。", bad[0], HINT)


def income_as_helped(f: Watched) -> Iterable[Mistake]:
    """4_11_012, 4_11_013: removed by help to work without any wage on record, or with 低保 and without any transfer."""
    removed = [case for case in f.under("monitoring") if case["opening"] is not True and f.derived("monitoring", case, "state") == "removed"]
    window = i.rolling(f.today, MONTHS_A_YEAR)
    entries = [entry for row in (f.under("income") if removed else ()) if (entry := i.entry_of(row)) and entry.inside(window)]
    parts, kinds = {entry.part for entry in entries}, {one["kind"] for one in f.children("support")}
    if parts and kinds & _WORK and "wage" not in parts:
        yield Mistake("靠就业帮扶消除了风险，近12个月没有工资性收入，请核对。", "", DOUBT)
    if parts and "transfer" not in parts and any(_LOW_INCOME in (one["content"] or "") for one in f.children("support")):
        yield Mistake("帮扶措施里有低保，近12个月没有转移性收入，请核对。", "", DOUBT)


CHECKS = {
    "household": (work_on_record, helped_to_work, resettled_and_working, low_income_help_fits, income_as_helped, cleared_and_at_risk),
    "visit": (no_is_followed,),
    "monitoring": (measure_in_time, helper_is_named, illness_costs, more_than_welfare, look_back_heeded),
}
