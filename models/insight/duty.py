"""What is due: one Duty for one household, contract, worker or toilet. Made from the records, never ticked off.

A duty goes when the record that fulfils it exists, and comes back when its time comes again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.insight.count_households import watched
from models.insight.reader import Reader
from models.insight.sorts import SORTS
from models.rules.dates import day_words as long_day_words
from models.store.source import Values


@dataclass(frozen=True)
class Duty:
    """One thing to do. due is its last day; left counts the days until then, negative when it has passed.

    ledger and uid name the record that it is about (uid None: a record still to be made). among: of how many this is
    one, done ones counted. monitored: it concerns a 监测户. brief: what the line says when the duty stands alone.
    pressing: from when on it is to be thought of although its day is in the next month. keeper: who answers for it.
    """

    duty: str
    due: date
    left: int
    household: str | None
    ledger: str
    uid: str | None
    text: str
    among: int = 0
    monitored: bool = False
    group: str = ""
    detail: str = ""
    brief: str = ""
    pressing: date | None = None
    keeper: str = ""
    scope: str = ""

    @property
    def title(self) -> str:
        """What people call this sort of duty."""
        return SORTS[self.duty].title

    @property
    def day_words(self) -> str:
        """7月31日, with its year when that is not the one it is said in."""
        return day_words(self.due, self.due - timedelta(days=self.left))

    @property
    def late_days(self) -> int:
        """Days since its last day; 0 until that has passed."""
        return max(0, -self.left)


@dataclass(frozen=True)
class Ask:
    """A line of 顺便核实. An answer is (key, words, values for a new record of `ledger`); the visit adds itself."""

    id: str
    duty: str
    ledger: str
    question: str
    answers: tuple[tuple[str, str, dict[str, object]], ...]
    target: str
    fulfils: tuple[str, ...] = ()


def day_words(day: date, on: date | None = None) -> str:
    """7月31日; beside a day of another year 2023年7月31日, for a bare day is taken for one of this year."""
    return f"{day.month}月{day.day}日" if on is None or day.year == on.year else long_day_words(day)


def when_words(left: int) -> str:
    """今天, 还有 n 天, 晚了 n 天; never late before the last day has passed."""
    return "今天" if not left else f"还有 {left} 天" if left > 0 else f"晚了 {-left} 天"


def money_words(amount: Decimal) -> str:
    """4 万元, 4.5 万元, 800 元."""
    unit, number = ("万元", amount / 10_000) if amount >= 10_000 else ("元", amount)
    return f"{number.normalize():f} {unit}"


def head_of(reader: Reader, household: Values) -> str:
    """A household's name: that of its 户主."""
    return str(reader.derived("household", household, "head_name") or "没有户主的一户")


def is_monitored(reader: Reader, household: Values) -> bool:
    """监测户 whose risk has not been removed."""
    kind, cleared = watched(reader, household)
    return kind is not None and not cleared
