"""户厕: toilets newly built in the year, and older ones whose faults of the year are mended.

Sources: 农村户厕问题摸排整改口径 (2021-): 整改 counts toilets, never faults; a mended toilet is no new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.insight.figure import Figure, Record
from models.insight.reader import Reader
from models.rules.toilet import ACCEPTED, STAGE_WORDS
from models.store.source import Values


def new(reader: Reader) -> list[Values]:
    """新建 of the year."""
    return reader.some("toilet", kind="new", year=reader.on.year)


def _accepted(reader: Reader) -> list[Values]:
    return [row for row in new(reader) if reader.derived("toilet", row, "state") == STAGE_WORDS[ACCEPTED]]


def faulty(reader: Reader) -> dict[str, list[Values]]:
    """Faults of this year's task, by toilet; looked up once a question."""
    return reader.once("faulty toilets", lambda: _faulty(reader))


def _faulty(reader: Reader) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for fault in reader.all("toilet_fault"):
        day = fault["found_on"]
        year = fault["year"] or (day.year if day else None)
        if year == reader.on.year and fault["toilet"]:
            found.setdefault(fault["toilet"], []).append(fault)
    return found


def _due(reader: Reader) -> Iterable[Record]:
    return (Record("toilet", uid) for uid in sorted(faulty(reader)))


def _mended(reader: Reader) -> Iterable[Record]:
    for uid, faults in sorted(faulty(reader).items()):
        if not any(reader.derived("toilet_fault", fault, "open") for fault in faults):
            yield Record("toilet", uid)


def _each(of: Callable[[Reader], list[Values]]) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("toilet", row["uid"]) for row in of(reader))


_SOURCE = "农村户厕问题摸排整改口径，2021年起"
FIGURES: tuple[Figure, ...] = (
    Figure("toilet.new", "今年新建户厕", "座", "年度是今年、改造类别是新建的户厕。", _SOURCE, _each(new)),
    Figure("toilet.new_accepted", "今年新建已验收", "座", "今年新建的里面，到这一天已经验收并且没有不合格的。", _SOURCE,
           _each(_accepted), grows=True),
    Figure("toilet.mended", "今年整改完成", "座", "有今年整改任务的户厕里，问题都整改完的；一座有几个问题只数一座。", _SOURCE, _mended),
    Figure("toilet.mended_due", "今年应整改", "座", "有今年整改任务的户厕；一座有几个问题只数一座。", _SOURCE, _due),
)  # fmt: skip
