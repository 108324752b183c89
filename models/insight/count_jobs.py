"""务工: people with work in the year, each once, by where their latest spell of the year is.

Sources: monthly 务工监测 of the national system (people are counted, never spells); practice for 地点未核实.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from models.insight import count_households as c
from models.insight.figure import Amount, Figure, Record
from models.insight.reader import Keep, Reader
from models.rules import job as r
from models.rules.dates import month_number, month_of, months_period
from models.rules.rounding import percent
from models.store.source import Values

_SPELL = itemgetter("from_month", "to_month", "year", "still")
Worker = tuple[Values, str, Values]  # household, who, the latest job of the year


def in_year(job: Values, year: int, until: str) -> bool:
    """Whether a spell belongs to a year: by its 年度, or because it still went on. until: the month one looks from."""
    return _in_year(*_SPELL(job), year, until)


@lru_cache(maxsize=4096)
def _in_year(begun: str | None, ended: str | None, own: int | None, still: bool | str | None, year: int, until: str) -> bool:
    """Of thousands of spells a few dozen differ in their months."""
    if begun and begun > until:
        return False
    if own == year:
        return True
    # Without an end, and not known to go on, it ends where its own year does.
    ended = ended or (None if still is True else begun and f"{max(own or 0, int(begun[:4]))}-12")
    return bool(begun) and r.works_in(r.Spell(begun, ended), months_period(year, 1, 12))


def place_now(reader: Reader, job: Values) -> str:
    """Where it is: as the job says, else as the last answer says; unknown when nobody has found out."""
    known = job["place"]
    if known in (None, r.UNKNOWN):
        answers = sorted(reader.children("job_check", "job", job["uid"]), key=lambda a: (str(a["date"]), a["uid"]))
        known = next((a["place"] for a in reversed(answers) if a["place"] not in (None, r.UNKNOWN)), r.UNKNOWN)
    return str(known)


def latest(jobs: Sequence[Values]) -> Values:
    """The spell that began last."""
    return max(jobs, key=lambda j: (month_number(j["from_month"]) if j["from_month"] else (j["year"] or 0) * 12, j["uid"]))


def workers(reader: Reader, year: int) -> list[Worker]:
    """Who of the households' members worked in a year, once each; worked out once a question."""
    return reader.once(f"workers {year}", lambda: list(_workers(reader, year)))


def _workers(reader: Reader, year: int) -> Iterable[Worker]:
    until, spells = month_of(reader.on), dict[str, list[Values]]()
    for job in reader.all("job"):
        if _in_year(*_SPELL(job), year, until):
            spells.setdefault(job["person"], []).append(job)
    for uid, household in c.everybody(reader).items():
        if uid in spells:
            yield household, uid, latest(spells[uid])


def _people(keep: Keep, place: str = "", post: bool = False) -> Callable[[Reader], Iterable[Record]]:
    def records(reader: Reader) -> Iterable[Record]:
        for _, uid, job in workers_of(reader, keep):
            if (not place or place_now(reader, job) == place) and (not post or job["channel"] == "post"):
                yield Record("person", uid)

    return records


def workers_of(reader: Reader, keep: Keep, last: bool = False) -> list[Worker]:
    """Who of a class of households worked this year, or last year; looked up once a question."""
    found = workers(reader, reader.on.year - last)
    return reader.once(("workers", keep, last), lambda: [worker for worker in found if keep(reader, worker[0])])


def _anybody(_reader: Reader, _household: Values) -> bool:
    return True


def last_year(reader: Reader) -> Iterable[Record]:
    """Typed as a target row where last year's spells were never entered here, else counted."""
    _, typed = reader.target("job.last_year", reader.on.year)
    if typed:
        return [Record("target", row["uid"], _whole(row["value"])) for row in typed]
    return [Record("person", uid) for _, uid, _ in workers_of(reader, c.lifted, last=True)]


def _whole(value: Decimal) -> Amount:
    return int(value) if value == value.to_integral_value() else value


def _rate(reader: Reader, records: Sequence[Record]) -> Amount | None:
    target, _ = reader.target("job.lifted", reader.on.year)
    return percent(len(records), target) if target is not None else None


_SOURCE = "全国防返贫监测信息系统务工监测口径：按人去重"
_LATEST = "一人干过几处的，按最近一处。"
_PLACES = ((r.ABROAD, "境外"), (r.PROVINCE, "省外"), (r.COUNTY_OUT, "省内县外"), (r.COUNTY_IN, "县内"), (r.UNKNOWN, "地点未核实"))
FIGURES: tuple[Figure, ...] = (
    Figure("job.lifted", "脱贫人口务工", "人", "脱贫户里今年干过活的人，一人只数一次。", _SOURCE, _people(c.lifted), grows=True),
    *(Figure(f"job.lifted.{place}", f"脱贫人口务工：{word}", "人", f"脱贫人口务工里在{word}的。{_LATEST}", _SOURCE,
             _people(c.lifted, place)) for place, word in _PLACES),
    Figure("job.lifted.county_in.post", "脱贫人口务工：县内公益岗位", "人", f"县内务工里就业渠道是公益岗位的。{_LATEST}", _SOURCE,
           _people(c.lifted, r.COUNTY_IN, post=True)),
    Figure("job.monitored", "监测对象务工", "人", "监测户里今年干过活的人，其中脱贫不稳定户的人也在脱贫人口里。", _SOURCE,
           _people(c.monitored)),
    *(Figure(f"job.monitored.{place}", f"监测对象务工：{word}", "人", f"监测对象务工里在{word}的。{_LATEST}", _SOURCE,
             _people(c.monitored, place)) for place, word in _PLACES),
    Figure("job.persons", "务工总人数", "人", "今年干过活的人，不分户类型，一人只数一次。", _SOURCE, _people(_anybody)),
    Figure("job.last_year", "去年脱贫人口务工", "人", "任务数里填了去年数的用填的，没填的按去年的务工数。", _SOURCE, last_year),
    Figure("job.target_rate", "脱贫人口务工完成目标", "%", "脱贫人口务工除以今年任务数；没填任务数就没有这个数。", "任务数里的依据文件",
           _people(c.lifted), _rate),
)  # fmt: skip
