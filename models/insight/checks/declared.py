"""上报数: what was handed in, held against its own parts, against what any target gives, and against whom it can be about.

Every number is a figure of its own definition: the reported one as it was typed with its day, the other as the ledgers come
to on that day. Source: a half-year report of which 89 of 96, 35 of 10, 101.62 % and 116 of 112 did not agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.insight.checks.counted import counted
from models.insight.figure import Amount
from models.insight.figures import FIGURES
from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, MEND, Mistake, earlier
from models.rules import reported as r

_PLACES = ("abroad", "province", "county_out", "county_in", "unknown")
_CLASSES = ("unstable", "marginal", "sudden")
_PARTS = {of: tuple(f"{of}.{part}" for part in parts) for of, parts in (
    ("job.lifted", _PLACES), ("job.monitored", _PLACES), ("household.monitored", _CLASSES), ("person.monitored", _CLASSES),
)}  # fmt: skip
_RATES = {"job.target_rate": "job.lifted"}
_AWAY = tuple(f"job.{whose}.{place}" for whose in ("lifted", "monitored") for place in ("abroad", "province", "county_out"))
_AMONG = {
    "industry_subsidy.households": (("household.assisted",), "申报{}户，多于去重后的{}户：是不是按户次数的？"),
    "travel_subsidy.persons": (_AWAY, "交通补助报了{}人，多于在县外务工的{}人，请核对。"),
}
_SCOPES = {"post.holders.bridging": "job.lifted.county_in.post", "post.holders": "job.lifted.county_in.post"}


def _reported(f: Watched) -> dict[str, Decimal]:
    """All that this office reported of the row's year."""
    f.asked.add(("every", "target"))
    rows = f.source.all("target")
    return {row["id"]: row["reported"] for row in rows
            if row["reported"] is not None and (row["scope"], row["year"]) == (f.new["scope"], f.new["year"])}  # fmt: skip


def _number(f: Watched, id: str, told: dict[str, Decimal]) -> Amount | None:
    """As it was reported, else as the ledgers come to on the day of the report."""
    return told[id] if id in told else counted(f, id, min(f.new["reported_on"] or f.today, f.today))


def _of(amount: Amount | None) -> str:
    return "" if amount is None else f"{Decimal(amount).normalize():f}"


def _short(id: str) -> str:
    """省外 of 脱贫人口务工：省外."""
    whole, _, part = FIGURES[id].title.partition("：")
    return part or whole


def parts_make_the_whole(f: Watched) -> Iterable[Mistake]:
    """省外, 县外 and 县内 against all who work; the three classes against all 监测对象."""
    id, whole = f.new["id"] or "", f.new["reported"]
    told = _reported(f) if id in _PARTS and whole is not None else {}
    parts = [part for part in _PARTS.get(id, ()) if part in told]
    if len(parts) < 2 or not (lack := r.missing(whole, (told[part] for part in parts))):
        return
    unit, own = FIGURES[id].unit, counted(f, id, min(f.new["reported_on"] or f.today, f.today))
    each = "、".join(f"{_short(part)}{_of(told[part])}{unit}" for part in parts)
    apart = f"少{_of(lack)}{unit}，请核对漏了谁" if lack > 0 else f"多{_of(-lack)}{unit}，请核对是不是按{unit}次数的"
    yield Mistake(f"{FIGURES[id].title}报了{_of(whole)}{unit}，{each}，加起来{apart}。台账里是{_of(own)}{unit}。", "reported", MEND)


def rate_has_a_target(f: Watched) -> Iterable[Mistake]:
    """A rate that no whole target gives."""
    rate, of = f.new["reported"], _RATES.get(f.new["id"] or "", "")
    done = _number(f, of, _reported(f)) if of and rate is not None else None
    if done is None or rate is None or r.reachable(done, rate):
        return
    unit = FIGURES[of].unit
    near = "、".join(f"任务{target}{unit}是{found}%" for target, found in r.nearest_targets(done, rate))
    yield Mistake(f"报了完成{_of(rate)}%，{_of(done)}{unit}除以哪个任务数都不是这个数：{near}，请核对。", "reported", DOUBT)


def no_more_than_there_are(f: Watched) -> Iterable[Mistake]:
    """More than all of whom it can be true: households counted once for each thing that they got."""
    among, words = _AMONG.get(f.new["id"] or "", ((), ""))
    if not among or f.new["reported"] is None:
        return
    told = _reported(f)
    most = sum((Decimal(amount) for id in among if (amount := _number(f, id, told)) is not None), Decimal(0))
    if f.new["reported"] > most:
        yield Mistake(words.format(_of(f.new["reported"]), _of(most)), "reported", DOUBT)


def scopes_told_apart(f: Watched) -> Iterable[Mistake]:
    """Two numbers of the same people by two definitions: both are right, and neither stands for the other."""
    id, other = f.new["id"] or "", _SCOPES.get(f.new["id"] or "", "")
    told = _reported(f) if other and f.new["reported"] is not None else {}
    if other in told and told[other] != f.new["reported"]:
        both = "；".join(f"{FIGURES[one].title}{_of(told[one])}{FIGURES[one].unit}，{FIGURES[one].definition.rstrip('。')}" for one in (id, other))
        yield Mistake(f"同一件事报了两个数，口径不同，各用各的：{both}。", "reported", HINT)


def said_once(f: Watched) -> Iterable[Mistake]:
    """Two targets of one figure and year: progress is held against one of them, and nobody sees which."""
    f.asked.add(("every", "target"))
    same = [row for row in f.source.all("target") if row["value"] is not None and row["uid"] != f.new["uid"]
            and all(row[name] == f.new[name] for name in ("scope", "id", "year"))]  # fmt: skip
    if f.new["value"] is not None and any(earlier(f, same)):
        values = "、".join(_of(row["value"]) for row in same)
        yield Mistake(f"{f.new['year']}年这个指标另外还有任务数{values}，进度只照其中一个算，请核对留哪个。", "value", DOUBT)


def answered_by_a_figure(f: Watched) -> Iterable[Mistake]:
    """A target in words of one's own: nothing counts towards it."""
    if f.new["id"] and f.new["id"] not in FIGURES:
        yield Mistake(f"“{f.new['id']}”不在能数的数里，进度里看不到。要看进度，请在指标里挑一个。", "id", HINT)


CHECKS = {
    "target": (parts_make_the_whole, rate_has_a_target, no_more_than_there_are, scopes_told_apart, said_once, answered_by_a_figure),
}
