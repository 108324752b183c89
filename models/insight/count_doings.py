"""培训 and 环境整治: how often something was held in the year.

Source: township monthly reports count sessions and clean-ups (次), never the people who came.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.insight.figure import Figure, Record
from models.insight.reader import Reader


def _this_year(reader: Reader, day: date | None) -> bool:
    return day is not None and day.year == reader.on.year and day <= reader.on


def _sessions(reader: Reader) -> Iterable[Record]:
    """A session is one topic begun on one day, whoever came from whichever village; its first row stands for it."""
    first = {
        (row["topic"], row["from_on"]): row["uid"]
        for row in reversed(reader.all("training"))
        if _this_year(reader, row["from_on"]) and row["came"] is not False
    }
    return (Record("training", uid) for _, uid in sorted(first.items()))


def _clean_ups(reader: Reader) -> Iterable[Record]:
    rows = reader.all("environment_action")
    return (Record("environment_action", row["uid"]) for row in rows if _this_year(reader, row["date"]))


_SOURCE = "乡镇月报口径：按场次、次数"
FIGURES: tuple[Figure, ...] = (
    Figure("training.sessions", "今年培训", "次", "今年到这一天开过的培训，同一天开始的同一内容算一次，几个村一起去也是一次。",
           _SOURCE, _sessions, grows=True),
    Figure("environment_action.times", "今年环境整治", "次", "今年到这一天的环境整治活动，一条一次。", _SOURCE, _clean_ups, grows=True),
)  # fmt: skip
