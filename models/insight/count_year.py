"""What changed in the year and what share was reached: the numbers of a summary that are no list of their own.

Sources: statistics of one town's report (新识别、自然增减、遍访率、较上年); rates are of identities, a visit and a call apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from models.insight import count_households as c
from models.insight import count_jobs, count_visits
from models.insight.figure import Amount, Figure, Record
from models.insight.reader import Reader
from models.rules.rounding import growth, percent
from models.store.source import Values


def _villages(reader: Reader) -> Iterable[Record]:
    return (Record("village", row["uid"]) for row in reader.all("village"))


def _places(kinds: tuple[str, ...]) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("village", row["uid"]) for row in reader.all("village") if row["kind"] in kinds)


def _identified(reader: Reader, household: Values) -> bool:
    if not c.monitored(reader, household):
        return False
    return str(reader.derived("household", household, "identified_month") or "").startswith(f"{reader.on.year:04d}-")


def _people(field: str) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("person", row["uid"]) for row in reader.this_year("person", field))


def _done(name: str) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("household", uid) for uid in sorted(getattr(count_visits.whole(reader), name)))


def _share(due: str) -> Callable[[Reader, Sequence[Record]], Amount | None]:
    def rate(reader: Reader, records: Sequence[Record]) -> Amount | None:
        owed = len(getattr(count_visits.whole(reader), due))
        return percent(len(records), owed) if owed else None

    return rate


def _workers(reader: Reader) -> Iterable[Record]:
    return (Record("person", uid) for _, uid, _ in count_jobs.workers_of(reader, c.lifted))


def _more(reader: Reader, records: Sequence[Record]) -> Amount | None:
    before = sum(record.value for record in count_jobs.last_year(reader))
    return growth(len(records), before) if before else None


_REPORT = "乡镇工作总结口径"
FIGURES: tuple[Figure, ...] = (
    Figure("village.all", "村和社区", "个", "登记了的村、嘎查和社区。", _REPORT, _villages),
    Figure("village.rural", "村（嘎查）", "个", "村类型是行政村或嘎查的。", _REPORT, _places(("village", "gacha"))),
    Figure("village.community", "社区", "个", "村类型是社区的。", _REPORT, _places(("community",))),
    Figure("household.monitored.open", "监测对象：未消除户数", "户", "识别过的监测对象里，到这一天风险还没有消除的。",
           _REPORT, c.households_of(c.at_risk, c.monitored)),
    Figure("household.monitored.new", "监测对象：今年新识别户数", "户", "识别年月在今年的监测对象，今年又消除了的也数。",
           _REPORT, c.households_of(_identified, c.monitored)),
    Figure("person.monitored.open", "监测对象：未消除人数", "人", "风险还没有消除的监测户里，算在家里收支、没有减少的人。",
           _REPORT, c.people_of(c.at_risk, c.monitored)),
    Figure("person.joined", "今年自然增加", "人", "增加日期在今年、到这一天的人。", _REPORT, _people("joined_on")),
    Figure("person.left", "今年自然减少", "人", "减少日期在今年、到这一天的人，去世、出嫁、迁出都在内。", _REPORT, _people("left_on")),
    Figure("visit.home_rate", "本月遍访率", "%", "本月已入户除以本月应入户；没有应入户的就没有这个数。",
           _REPORT, _done("home_done"), _share("home_due")),
    Figure("visit.phone_rate", "本月联系率", "%", "本月已联系除以本月应电话；没有应电话的就没有这个数。",
           _REPORT, _done("phone_done"), _share("phone_due")),
    Figure("job.growth", "脱贫人口务工较去年", "%", "脱贫人口务工比去年脱贫人口务工增减百分之几；没有去年数就没有这个数。",
           _REPORT, _workers, _more),
)  # fmt: skip
