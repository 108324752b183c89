"""What year plans of a county ask for besides: shares of the insured, treated and aided, houses mended, water, project money.

Source: a county's plan of 2023 for 巩固拓展脱贫攻坚成果 (参保率, 专项救治, 家医签约, 危房改造, 饮水安全, 产业资金占比, 支付进度, 明白纸).
A share of nothing is no number: a village that keeps no such book is told none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from models.codes.affairs import LEAFLETS
from models.codes.health import OVER
from models.insight import count_jobs
from models.insight.count_households import assisted, homes, resident
from models.insight.figure import Amount, Figure, Record
from models.insight.reader import Reader
from models.rules.dates import MONTHS_A_YEAR, months_period
from models.rules.health import INSURED
from models.rules.rounding import percent
from models.store.source import Values

_TREATED = ("treated", "treating")
_OPEN_STEPS = ("approved", "started", "finished", "accepted", "settled", "handed")
_PUPIL = ("person", "attendance", "aid", "money")
_YES_NO, _UNSAID, _TAP = (True, False), (None, "unknown"), "1"

Found = Callable[[Reader], Iterable[str]]


def _people(reader: Reader) -> set[str]:
    """Everybody of 脱贫户 and 监测户; looked up once a question."""
    return reader.once("assisted people", lambda: {uid for home in homes(reader, assisted) for uid in reader.who_counts(home["uid"])})


def _rate(part: Found, whole: Found, ledger: str) -> dict[str, Any]:
    """A share: its records are the part, and the whole is counted for the number alone."""
    def value(reader: Reader, records: Sequence[Record]) -> Amount | None:
        return percent(len(records), len(set(whole(reader))))

    return {"records": lambda reader: (Record(ledger, uid) for uid in sorted(set(part(reader)))), "total": value}


def _insured(reader: Reader, *, only: bool = True) -> set[str]:
    rows = reader.once("insured", lambda: reader.source.columns("insurance", ("person", "kind"), year=reader.on.year))
    known = {person for person, kind in rows if not only or kind in INSURED}
    return known & _people(reader)


def _insurable(reader: Reader) -> set[str]:
    """Nobody where this year's list has not been begun."""
    return _people(reader) if _insured(reader, only=False) else set()


def _ill(kind: str | None, wanted: Callable[[Values], bool]) -> Found:
    def people(reader: Reader) -> Iterable[str]:
        among = _people(reader)
        return (row["person"] for row in reader.all("illness")
                if row["person"] in among and row["course"] not in OVER and (kind is None or row["kind"] == kind) and wanted(row))

    return people


def _pupils(aided: bool) -> Found:
    def people(reader: Reader) -> Iterable[str]:
        among = _people(reader)
        rows = reader.once("pupils", lambda: reader.source.columns("schooling", _PUPIL, year=reader.on.year))
        return (person for person, attendance, aid, money in rows
                if person in among and attendance == "here" and (not aided or aid or money))

    return people


def _homes_where(field: str, wanted: Callable[[Any], bool]) -> Found:
    return lambda reader: (home["uid"] for home in homes(reader, resident) if wanted(home[field]))


def _resident(reader: Reader) -> Iterable[str]:
    return (home["uid"] for home in homes(reader, resident))


def _given(reader: Reader) -> Iterable[str]:
    year = months_period(reader.on.year, 1, MONTHS_A_YEAR)
    here = set(_resident(reader))
    return (row["household"] for row in reader.between("handout", "date", year.first, reader.on)
            if row["kind"] in LEAFLETS and row["household"] in here)


def _leafleted(reader: Reader) -> Iterable[str]:
    return _resident(reader) if any(True for _ in _given(reader)) else ()


def _unsafe(mended: bool) -> Callable[[Reader], Iterable[Record]]:
    def houses(reader: Reader) -> Iterable[Record]:
        for row in reader.all("housing_check"):
            due = reader.derived("housing_check", row, "due")
            done = bool(row["mended_on"] and row["mended_on"] <= reader.on)
            if due and due.year == reader.on.year and row["opening"] is not True and (done or not mended):
                yield Record("housing_check", row["uid"])

    return houses


def _projects(reader: Reader) -> list[Values]:
    return [row for row in reader.some("project", year=reader.on.year) if row["budget"] and row["step"] in _OPEN_STEPS]


def _industry(reader: Reader) -> Iterable[Record]:
    return (Record("project", row["uid"], row["budget"]) for row in _projects(reader) if row["kind"] == "industry")


def _paid(reader: Reader) -> Iterable[Record]:
    paid = ((row, reader.derived("project", row, "paid")) for row in _projects(reader))
    return (Record("project", row["uid"], money) for row, money in paid if money)


def _of_budget(reader: Reader, records: Sequence[Record]) -> Amount | None:
    whole = sum(row["budget"] for row in _projects(reader))
    return percent(sum(record.value for record in records), whole)


def _workers(reader: Reader) -> Iterable[Record]:
    return (Record("person", uid) for _, uid, _ in count_jobs.workers_of(reader, assisted))


_PLAN, _OF = "县级年度行动方案口径", "脱贫户和监测户里"
FIGURES: tuple[Figure, ...] = (
    Figure("job.assisted", "帮扶对象务工", "人", f"{_OF}今年务过工的人，两样都是的只数一次。", _PLAN, _workers),
    Figure("insurance.rate", "帮扶对象参保率", "%", f"{_OF}有今年参保记录的人除以全部人；今年一个也没记的就没有这个数。",
           _PLAN, **_rate(_insured, _insurable, "person")),
    Figure("illness.treated_rate", "大病专项救治率", "%", f"{_OF}患大病没治好的人，已救治、救治中的占多少。", _PLAN,
           **_rate(_ill("serious", lambda row: row["treatment"] in _TREATED), _ill("serious", lambda row: row["treatment"] != "outside"), "person")),
    Figure("illness.signed_rate", "患病人员家医签约率", "%", f"{_OF}患大病、慢病的人，签了家庭医生的占多少。", _PLAN,
           **_rate(_ill(None, lambda row: row["doctor_signed"] is True), _ill(None, lambda row: True), "person")),
    Figure("schooling.aided_rate", "在校学生资助率", "%", f"{_OF}今年在校的学生，有资助项目或者资助金额的占多少。", _PLAN,
           **_rate(_pupils(True), _pupils(False), "person")),
    Figure("housing_check.mend_due", "今年应改好的危房", "户", "鉴定是危房、按规定今年年底前要改好的，建账前的不算。", _PLAN, _unsafe(False)),
    Figure("housing_check.mended", "今年改好的危房", "户", "今年应改好的危房里，到这一天改造竣工了的。", _PLAN, _unsafe(True)),
    Figure("household.safe_water_rate", "饮水安全保障率", "%", "实有户里写了饮水安全不安全的，写安全的占多少。", _PLAN,
           **_rate(_homes_where("safe_water", lambda said: said is True), _homes_where("safe_water", lambda said: said in _YES_NO),
                   "household")),
    Figure("household.tap_water_rate", "自来水普及率", "%", "实有户里写了供水方式的，自来水入户的占多少。", _PLAN,
           **_rate(_homes_where("water", lambda said: said == _TAP), _homes_where("water", lambda said: said not in _UNSAID),
                   "household")),
    Figure("handout.leaflet_rate", "明白纸发放率", "%", "实有户里今年领过明白纸、明白卡的占多少；今年一户也没记的就没有这个数。", _PLAN,
           **_rate(_given, _leafleted, "household")),
    Figure("project.industry_share", "项目资金用于产业", "%", "今年批复了的项目，产业发展类的资金占全部项目资金多少。", _PLAN, _industry, _of_budget),
    Figure("project.paid_share", "项目资金支付率", "%", "今年批复了的项目，累计支付占全部项目资金多少。", _PLAN, _paid, _of_budget),
)  # fmt: skip
