"""三保障和饮水: cards past their review, help that goes to nobody, houses and water that a household's own page tells otherwise.

Sources: county health, water and housing plans after the assessment of 2022 (复审 in time, reports of water posted each half
year, plants out of order, leaking houses); rules of 低保 and 特困 (payments end with the one who is paid).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake
from models.ledgers import LEDGERS
from models.rules.dates import MONTHS_A_YEAR, add_months, day_words
from models.rules.health import INSURED
from models.rules.water import next_report

Values = Mapping[str, Any]
_UNSAID = (None, "unknown")
_UNDECIDED = (None, "unknown", "not_yet")
_OF_PERSON = {"low": "low_income", "destitute": "destitute"}


def _words(ledger: str, field: str, value: Any) -> str:
    return LEDGERS[ledger].__fields__[field].kind.show(value)


def _latest(f: Watched, others: Iterable[Values]) -> bool:
    """Whether no other row of these is later."""
    return all((one["date"] or f.today, one["uid"]) < (f.new["date"] or f.today, f.new["uid"]) for one in others)


def stage_as_known(f: Watched) -> Iterable[Mistake]:
    """This year's last row of a pupil against the 在读学段 among the household's people."""
    if f.new["year"] != f.today.year or f.new["attendance"] != "here":
        return
    known, rows = (f.parent("person") or {}).get("stage"), [one for one in f.siblings() if one["year"] == f.today.year]
    last = all((one["term"] == "autumn", one["uid"]) < (f.new["term"] == "autumn", f.new["uid"]) for one in rows)
    if last and known not in (*_UNSAID, f.new["stage"]):
        yield Mistake(f"这里是{f.said('stage')}，家庭成员里写着{_words('person', 'stage', known)}，请核对。", "stage", HINT)


def insured_as_known(f: Watched) -> Iterable[Mistake]:
    """This year's insurance against what stands with the person."""
    kind = f.new["kind"]
    if f.new["year"] != f.today.year or kind in _UNSAID:
        return
    known = (f.parent("person") or {}).get("medical")
    if known not in _UNSAID and (kind in INSURED) != (known in INSURED):
        yield Mistake(f"今年参保记着{f.said('kind')}，家庭成员里写着{_words('person', 'medical', known)}，请核对。", "kind", DOUBT)


def reviewed_in_time(f: Watched) -> Iterable[Mistake]:
    """A card whose day of review has passed."""
    due = f.new["review_due"]
    if f.mine("state") == "to_review" and due < f.today:
        yield Mistake(f"复审到期日是{day_words(due)}，已经过了，请帮着复审续卡。", "review_due", DOUBT)


def recipient_is_there(f: Watched) -> Iterable[Mistake]:
    """Still paid to somebody who has died or left."""
    monthly = f.new["monthly"] or not f.new["once"]
    if monthly and f.mine("state") not in ("ended", "coming") and (f.parent("person") or {}).get("gone"):
        yield Mistake(f"享受人已经不在这户了，{f.said('kind')}还没有停发，请核对。", "to_month", DOUBT)


def paid_as_known(f: Watched) -> Iterable[Mistake]:
    """低保 and 特困 of a person against what stands with the person."""
    field = _OF_PERSON.get((f.new["kind"] or "").partition("_")[0], "")
    if field and f.mine("state") != "ended" and (f.parent("person") or {}).get(field) == "none":
        yield Mistake(f"这里在享{f.said('kind')}，家庭成员里写着不享受，请核对。", "kind", DOUBT)


def graded_as_known(f: Watched) -> Iterable[Mistake]:
    """The last judgement of a house against the household's page; a house that was mended is no longer C or D there."""
    known, state, grade = (f.parent("household") or {}).get("danger"), f.mine("state"), f.new["grade"]
    if known in (*_UNSAID, "none") or grade in (*_UNSAID, "none") or not _latest(f, f.siblings()):
        return
    if state == "mended" and known in (f.now("house.unsafe_grades") or ()):
        yield Mistake(f"危房已经改好，农户信息里还写着{known}级，请改过来。", "grade", DOUBT)
    elif state != "mended" and known != grade:
        yield Mistake(f"鉴定是{grade}级，农户信息里写着{known}级，请核对。", "grade", DOUBT)


def trouble_is_mended(f: Watched) -> Iterable[Mistake]:
    """A house that is safe by its grade, and leaks all the same."""
    open_ = f.new["problem"] and f.new["remedy"] in _UNDECIDED and not f.new["mended_on"]
    if open_ and f.mine("state") in ("safe", "unjudged") and _latest(f, f.siblings()):
        yield Mistake("房子有问题，还没写怎么解决，请跟进。", "remedy", DOUBT)


def report_posted(f: Watched) -> Iterable[Mistake]:
    """A report of water each half year; where there was none yet, counted from when the source was built or entered."""
    months, since = f.now("water.report_months"), f.new["opened_on"] or f.new["built_on"]
    due = f.mine("next_report") or next_report(since, months)
    if f.new["state"] != "closed" and due and due < f.today:
        yield Mistake(f"水质报告该在{day_words(due)}前公示，还没有新的。", "posted_at", DOUBT)


def out_of_order(f: Watched) -> Iterable[Mistake]:
    """A source that is broken and that people still live by."""
    if f.new["state"] == "broken":
        yield Mistake("供水点损坏停用，请写现在怎么供水，修好了改状态。", "state", DOUBT)


def often_without(f: Watched) -> Iterable[Mistake]:
    """Outage upon outage within a year."""
    most, since = f.now("water.often_outages"), add_months(f.today, -MONTHS_A_YEAR)
    days = [one["date"] for one in f.children("water_check") if one["kind"] == "outage" and one["date"] and one["date"] > since]
    if most and len(days) >= most:
        yield Mistake(f"一年里停水{len(days)}次，最近一次是{day_words(max(days))}，请跟进供水保障。", "state", DOUBT)


def household_says_safe(f: Watched) -> Iterable[Mistake]:
    """Water that was found bad at a door where the household's page calls it safe."""
    if f.new["result"] != "bad" or (f.parent("household") or {}).get("safe_water") is not True:
        return
    if _latest(f, (one for one in f.beside("household", "water_check") if one["kind"] != "outage")):
        yield Mistake("这次用水不合格，农户信息里写着饮水安全，请核对。", "result", DOUBT)


CHECKS = {
    "schooling": (stage_as_known,),
    "insurance": (insured_as_known,),
    "chronic_card": (reviewed_in_time,),
    "welfare": (recipient_is_there, paid_as_known),
    "housing_check": (graded_as_known, trouble_is_mended),
    "water_source": (report_posted, out_of_order, often_without),
    "water_check": (household_says_safe,),
}
