"""人均 of the place's window beside its two lines, and how much of the window is on record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.tables.income_model import money
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout, empty
from models.insight.household_income import MONITOR_LINE, WATCH_LINE, Standing
from models.rules.dates import MONTHS_A_YEAR


@dataclass(frozen=True)
class Fact:
    """A caption, its figure, and a word below it."""

    caption: str
    value: str
    note: str = ""
    grave: bool = False


def facts(standing: Standing) -> list[Fact]:
    """What stands above the sheet."""
    now, months = standing.now, standing.now.within.months
    window = f"近{months}个月" if months == MONTHS_A_YEAR and now.within.last.month != MONTHS_A_YEAR else "这一年"
    low = standing.low
    note = f"不到 {money(low)} 元，请问清楚" if low is not None else _since(standing, months)
    first = Fact(f"人均纯收入（{window}）", _yuan(now.head) or "还没记", note, grave=low is not None)
    return [first, _line(standing, MONITOR_LINE, "监测线"), _line(standing, WATCH_LINE, "增收关注线")]


def _yuan(amount: Decimal | None) -> str:
    return f"{money(amount)} 元" if amount is not None else ""


def _since(standing: Standing, months: int) -> str:
    """Of how many people and months it is, or how it has moved since the year before."""
    now = standing.now
    if now.months < months:
        return f"{now.people} 口人 · 只记了 {now.months} 个月" if now.months else f"{now.people} 口人"
    if standing.change is None:
        return f"{now.people} 口人 · 上年没数"
    more, percent = standing.change
    rate = f"（{percent:+}%）" if percent is not None else ""
    return f"{now.people} 口人 · 比上年{'多' if more >= 0 else '少'} {money(abs(more))}{rate}"


def _line(standing: Standing, id: str, name: str) -> Fact:
    limit, head = standing.lines[id], standing.now.head
    if limit is None:
        return Fact(f"{name}（人均）", "还没设", "在“标准和期限”里填")
    if head is None:
        return Fact(f"{name}（人均）", _yuan(Decimal(limit)))
    gap = head - limit
    return Fact(f"{name}（人均）", _yuan(Decimal(limit)), f"{'高出' if gap >= 0 else '低'} {money(abs(gap))}", grave=gap < 0)


class FactsRow(QWidget):
    """The facts side by side, in as many rows as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=22)

    def tell(self, found: list[Fact]) -> None:
        """Show these."""
        empty(self._flow)
        for fact in found:
            self._flow.addWidget(self._one(fact))

    def _one(self, fact: Fact) -> QWidget:
        holder = QWidget(self)
        holder.setAccessibleName(f"{fact.caption} {fact.value} {fact.note}".strip())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(1))
        for words, look in ((fact.caption, "small"), (fact.value, "strong"), (fact.note, "grave" if fact.grave else "hint")):
            if words:
                column.addWidget(label(words, look))
        column.addStretch(1)
        return holder
