"""Progress towards a year's target: how much of it is done, and where the pace of the year so far would lead by its end.

The arithmetic of work plans: what was done in the days that have passed, in proportion to all days of the year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from models.rules.rounding import percent

Amount = int | Decimal


@dataclass(frozen=True)
class Progress:
    """done of goal; by_end: where the pace leads, None for what does not grow with the days of a year."""

    done: Amount
    goal: Amount
    by_end: Amount | None = None

    @property
    def share(self) -> Decimal | None:
        """In percent of the goal."""
        return percent(self.done, self.goal)

    @property
    def reached(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.goal

    def pace(self, unit: str) -> str:
        """到12月底能到 144 人; nothing where that says nothing."""
        return "" if self.by_end is None or self.reached else f"到12月底能到 {self.by_end:,} {unit}"

    def words(self, unit: str) -> str:
        """任务 94 人，完成 85.11%；照现在的进度，到12月底能到 144 人."""
        told = f"任务 {self.goal:,f} {unit}，" if isinstance(self.goal, Decimal) else f"任务 {self.goal:,} {unit}，"
        told += f"完成 {self.share}%" if self.share is not None else "不用做"
        return f"{told}；照现在的进度，{pace}" if (pace := self.pace(unit)) else told


def by_end_of_year(done: Amount, on: date) -> int:
    """What the year comes to when each of its days brings as much as those that have passed; a part of one is none."""
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    passed, whole = (on - first).days + 1, (last - first).days + 1
    return int((Decimal(done) * whole / passed).to_integral_value(ROUND_DOWN))


def progress(done: Amount, goal: Amount, on: date, *, grows: bool) -> Progress:
    """grows: counted from 1 January on, so that the days say something of the rest of the year."""
    plain = int(goal) if isinstance(goal, Decimal) and goal == goal.to_integral_value() else goal
    return Progress(done, plain, by_end_of_year(done, on) if grows else None)
