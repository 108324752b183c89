"""What is due: one Duty for one household, contract, worker or toilet. Made from the records, never ticked off.

A duty goes when the record that fulfils it exists, and comes back when its time comes again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.insight.count_households import watched
from models.insight.reader import Reader
from models.store.source import Values

TITLES = {
    "visit_home": "入户走访", "visit_phone": "电话联系", "visit_township": "镇里走访", "loan_due": "贷款快到期",
    "loan_overdue": "贷款逾期", "loan_check": "看贷款用途", "job_quarter": "问务工", "job_place": "核实务工地点",
    "toilet_use": "看户厕用没用上", "to_pack": "带到镇上",
}  # fmt: skip
"""Duty ids (settled 26) in the order in which equally urgent ones stand, with what people call them."""

ACTIONS = {
    "visit_home": ("route", "排路线"), "visit_phone": ("call", "逐户打"), "visit_township": ("route", "看名单"),
    "loan_due": ("remind", "打印提醒单"), "loan_overdue": ("remind", "打印告知单"), "loan_check": ("look", "看看"),
    "job_quarter": ("ask", "逐个问"), "job_place": ("ask", "逐个核实"), "toilet_use": ("look", "看看"),
    "to_pack": ("pack", "装U盘"),
}  # fmt: skip
"""What the button of a duty does, and its words."""


@dataclass(frozen=True)
class Duty:
    """One thing to do. due is its last day; left counts the days until then, negative when it has passed.

    ledger and uid name the record that it is about (uid None: a record still to be made). among: of how many this is
    one, done ones counted. monitored: it concerns a 监测户. brief: what the line says when the duty stands alone.
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

    @property
    def title(self) -> str:
        """What people call this sort of duty."""
        return TITLES[self.duty]

    @property
    def action(self) -> str:
        """What its button does."""
        return ACTIONS[self.duty][0]

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


def day_words(day: date) -> str:
    """7月31日."""
    return f"{day.month}月{day.day}日"


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
