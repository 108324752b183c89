"""收支: net and per-head income over a window of months, what counts beside the monitoring line, and the audit of both.

Sources: income form of 全国防返贫监测信息系统 (2023): 家庭纯收入 = 工资性 + 生产经营性 + 财产性 + 转移性 - 生产经营性支出, divided by the
people who share it; the year of collection begins in October, identification looks at rolling months (both parameters).
纳入监测参考收入 = 纯收入 + 理赔收入 - 合规自付. Audits compare registered with verified per head, and here per part as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules.dates import MONTHS_A_YEAR, Period, add_months, month_number, month_of, months_period
from models.rules.rounding import half_up

EARNED = ("wage", "business", "property", "transfer")
COST, RIGID, CLAIM = "cost", "rigid", "claim"
ROLLING, YEARLY = "近几个月", "收入年度"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Entry:
    """One amount of one part over some whole months."""

    part: str
    amount: Decimal
    month: str
    months: int = 1

    def within(self, window: Period) -> Decimal:
        """The share of the amount that falls into a window: a quarter of which two months lie in it gives two thirds."""
        first = month_number(self.month)
        begin, end = month_number(month_of(window.first)), month_number(month_of(window.last))
        inside = min(first + self.months - 1, end) - max(first, begin) + 1
        return self.amount * inside / self.months if inside > 0 else ZERO


def income_year(year: int, first_month: int) -> Period:
    """The income year called `year`; from October on it begins in the year before."""
    begin = year - 1 if first_month > 1 else year
    return months_period(begin, first_month, MONTHS_A_YEAR)


def income_year_of(month: str, first_month: int) -> int:
    """The income year in which a month like 2024-11 lies."""
    year, number = map(int, month.split("-"))
    return year + 1 if 1 < first_month <= number else year


def rolling(on: date, months: int) -> Period:
    """The whole months up to the one before a day's own."""
    first = add_months(on.replace(day=1), -months)
    return months_period(first.year, first.month, months)


def window(basis: str, on: date, months: int, first_month: int) -> Period:
    """The months that count on a day: rolling ones, or the income year in which the day lies."""
    if basis == YEARLY:
        return income_year(income_year_of(month_of(on), first_month), first_month)
    return rolling(on, months)


def parts(entries: Iterable[Entry], within: Period) -> dict[str, Decimal]:
    """Sums by part over a window; 不计收入 is no part of it."""
    sums = dict.fromkeys((*EARNED, COST, RIGID, CLAIM), ZERO)
    for entry in entries:
        if entry.part in sums:
            sums[entry.part] += entry.within(within)
    return {part: half_up(total) for part, total in sums.items()}


def net(sums: Mapping[str, Decimal]) -> Decimal:
    """家庭纯收入: the four parts less what production cost."""
    return sum((sums.get(part, ZERO) for part in EARNED), ZERO) - sums.get(COST, ZERO)


def per_head(amount: Decimal, people: int | None) -> Decimal | None:
    """人均; None for nobody."""
    return half_up(amount / people) if people else None


def reference(net_income: Decimal | None, claims: Decimal | None, own_medical: Decimal | None) -> Decimal | None:
    """纳入监测参考收入: 纯收入 + 理赔收入 - 合规自付; None while the income is not known."""
    return None if net_income is None else net_income + (claims or ZERO) - (own_medical or ZERO)


def after_rigid(net_income: Decimal, rigid: Decimal) -> Decimal:
    """What is left after medicine, school, housing and the like."""
    return net_income - rigid


def own_share(total: Decimal | None, refunds: Iterable[Decimal | None]) -> Decimal | None:
    """What the family pays of a bill: of the whole one 个人自付, of its 合规 part 合规自付. Never less than nothing."""
    return None if total is None else max(total - sum((one or ZERO for one in refunds), ZERO), ZERO)


def audit(
    registered: Mapping[str, Decimal], verified: Mapping[str, Decimal], people: int, gap: Decimal | int
) -> dict[str, str]:
    """漏登 or 虚登 for the whole (net) and each part whose difference per head reaches the gap.

    A wage that was really 赡养费 hardly moves the whole, so the parts are looked at as well.
    """
    differences = {"net": net(verified) - net(registered)}
    differences |= {part: verified.get(part, ZERO) - registered.get(part, ZERO) for part in (*EARNED, COST)}
    return {
        part: "漏登" if more > 0 else "虚登" for part, more in differences.items() if people and abs(more) / people >= gap
    }


def part_of(item: str | None) -> str | None:
    """The part to which an item's code belongs; None when it says nothing."""
    return item.split("_", 1)[0] if item and "_" in item else None


def item_fault(part: str | None, item: str | None) -> bool:
    """Whether an item stands under a part that is not its own."""
    own = part_of(item)
    return bool(own and part and part not in {"unknown", own})


def span_fault(month: str, months: int) -> str | None:
    """A quarter, half-year or year that begins in its middle; a year may be an income year and begin anywhere."""
    if months in {3, 6} and (month_number(month) % months) != 0:
        return f"{'一个季度' if months == 3 else '半年'}不是从这个月开始的，请核对月份。"
    return None


def overlap(entry: Entry, other: Entry) -> bool:
    """Whether two rows speak of the same months."""
    first, begin = month_number(entry.month), month_number(other.month)
    return first <= begin + other.months - 1 and begin <= first + entry.months - 1


def product_doubt(quantity: Decimal | None, price: Decimal | None, amount: Decimal | None) -> str | None:
    """Quantity times price against the amount; a yuan of rounding is nothing."""
    if quantity is None or price is None or amount is None or abs(quantity * price - amount) < 1:
        return None
    return f"数量乘单价是{half_up(quantity * price)}元，和金额对不上，请核对。"
