"""问题整改: problems told in the year, those taken on, finished, to be done at once, to be kept up for good.

Sources: township plans for the findings of the national assessments of 2021 and 2022. 完成 and 长期坚持 are two answers:
what is finished may still be kept up; of those taken on each is counted under one kind of deadline only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.codes.problem import SOURCE
from models.insight.figure import Figure, Record
from models.insight.reader import Reader
from models.rules import problem as r
from models.store.source import Values

Keep = Callable[[Reader, Values], bool]


def told(reader: Reader) -> list[Values]:
    """Problems of the year, told by the day."""
    rows = (row for row in reader.all("problem") if row["year"] == reader.on.year)
    return [row for row in rows if not row["told_on"] or row["told_on"] <= reader.on]


def lasting(reader: Reader, problem: Values) -> bool:
    """Whether it is to be kept up: as written of it, else of one of its measures."""
    if isinstance(problem["lasting"], bool):
        return problem["lasting"]
    return any(reader.derived("measure", one, "kept_up") for one in _measures(reader, problem))


def at_once(reader: Reader, problem: Values) -> bool:
    """立行立改, and done with it."""
    kinds = (reader.derived("measure", one, "how_due") for one in _measures(reader, problem))
    return not lasting(reader, problem) and r.NOW in kinds


def _measures(reader: Reader, problem: Values) -> list[Values]:
    return reader.children("measure", "problem", problem["uid"])


def _claimed(_reader: Reader, problem: Values) -> bool:
    return problem["claimed"] is True


def _any(_reader: Reader, _problem: Values) -> bool:
    return True


def _finished(_reader: Reader, problem: Values) -> bool:
    return r.finished(problem["state"])


def _each(keep: Keep, also: Keep = _any, source: str = "") -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (
        Record("problem", row["uid"]) for row in told(reader)
        if (not source or row["source"] == source) and keep(reader, row) and also(reader, row)
    )  # fmt: skip


_SOURCE = "考核评估反馈问题整改方案的通用口径"
_SOURCES = tuple((f".{id}", f"：{word}", id) for id, word in SOURCE.items if id not in ("other", "unknown"))
_BY_SOURCE = (("", "", ""), *_SOURCES)
FIGURES: tuple[Figure, ...] = (
    *(Figure(f"problem.told{id}", f"今年反馈问题{word}", "条", "年度是今年、到这一天已经反馈的问题，一条问题有几条措施也只数一次。", _SOURCE,
             _each(_any, source=of)) for id, word, of in _BY_SOURCE),
    *(Figure(f"problem.claimed{id}", f"今年认领问题{word}", "条", "今年反馈的问题里认领了的。", _SOURCE, _each(_claimed, source=of))
      for id, word, of in _BY_SOURCE),
    Figure("problem.finished", "今年认领问题整改完", "条", "今年认领的问题里，状态是已完成待验收或已销号的；要长期坚持的也可以是整改完的。", _SOURCE,
           _each(_claimed, _finished)),
    Figure("problem.at_once", "今年认领问题：立行立改", "条", "今年认领的问题里，措施是立行立改、不用长期坚持的。", _SOURCE,
           _each(_claimed, at_once)),
    Figure("problem.lasting", "今年认领问题：长期坚持", "条", "今年认领的问题里，写明长期坚持的，整改完没完都数。", _SOURCE,
           _each(_claimed, lasting)),
)  # fmt: skip
