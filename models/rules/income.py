"""收支: net and per-head income over a window of months, what counts beside the monitoring line, and the audit of both.

Sources: income form of 全国防返贫监测信息系统 (2023): 家庭纯收入 = 工资性 + 生产经营性 + 财产性 + 转移性 - 生产经营性支出, divided by the
people who share it; the year of collection begins in October, identification looks at rolling months (both parameters).
纳入监测参考收入 = 纯收入 + 理赔收入 - 合规自付. Audits compare registered with verified per head, and here per part as well.
Nobody's medicine counts twice: of a quarter's bills and 医疗自付 typed for it the larger stands (audit of 2023: drugs left out).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from models.rules.dates import (
    MONTHS_A_QUARTER,
    MONTHS_A_YEAR,
    Period,
    add_months,
    cycle,
    month_number,
    month_of,
    months_period,
)
from models.rules.rounding import growth, half_up

EARNED = ("wage", "business", "property", "transfer")
COST, RIGID, CLAIM = "cost", "rigid", "claim"
SUMMED = (*EARNED, COST, RIGID, CLAIM)
_TOLD = frozenset((*EARNED, COST))  # what says that something is known of a month
MEDICAL = "rigid_medical"
ROLLING, YEARLY = "近几个月", "收入年度"
ZERO = Decimal(0)
TOLD_BY = ("part", "amount", "month", "span", "item")  # what an entry is made of


class Entry(NamedTuple):
    """One amount of one part over some whole months."""

    part: str
    amount: Decimal
    month: str
    months: int = 1
    item: str = ""

    def inside(self, window: Period) -> range:
        """Its months that fall into a window, as numbers."""
        return _shared(self.month, self.months, *_ends(window))

    def within(self, window: Period) -> Decimal:
        """The share of the amount that falls into a window: a quarter of which two months lie in it gives two thirds."""
        return self.share(len(self.inside(window)))

    def share(self, months: int) -> Decimal:
        """What of the amount falls to so many of its months."""
        return self.amount if months == self.months else self.amount * months / self.months


@lru_cache(maxsize=4096)
def _shared(month: str, months: int, begin: int, end: int) -> range:
    """Of thousands of amounts a few dozen differ in their months."""
    first = month_number(month)
    return range(max(first, begin), min(first + months - 1, end) + 1)


def _ends(window: Period) -> tuple[int, int]:
    return month_number(month_of(window.first)), month_number(month_of(window.last))


def entry_of(row: Mapping[str, Any]) -> Entry | None:
    """An amount out of a row's values; None while month or amount is not known."""
    month, span = row.get("month"), row.get("span") or "1"
    if not month or row.get("amount") is None or not span.isdigit():
        return None
    return Entry(row.get("part") or "", row["amount"], month, int(span), row.get("item") or "")


class Sum(NamedTuple):
    """Amounts of one item that lie wholly in a window, added up; told: the months of which they are, as numbers."""

    part: str
    item: str
    amount: Decimal
    told: frozenset[int]


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


def items(entries: Iterable[Entry], within: Period) -> dict[tuple[str, str], Decimal]:
    """Sums by part and item over a window, of what falls into it."""
    return _items(touching(entries, within), ())


def touching(entries: Iterable[Entry], within: Period) -> list[tuple[Entry, range]]:
    """What falls into a window at all, with its months there."""
    begin, end = _ends(within)
    return [(entry, months) for entry in entries if (months := _shared(entry.month, entry.months, begin, end))]


def _items(touching: Iterable[tuple[Entry, range]], added: Iterable[Sum]) -> dict[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = {}
    for part, item, amount, _ in added:
        sums[part, item] = sums.get((part, item), ZERO) + amount
    for entry, months in touching:
        of = entry.part, entry.item
        sums[of] = sums.get(of, ZERO) + entry.share(len(months))
    return {of: half_up(total) for of, total in sums.items()}


def by_part(sums: Mapping[tuple[str, str], Decimal]) -> dict[str, Decimal]:
    """Items added up by part; 不计收入 is no part of it."""
    found = dict.fromkeys(SUMMED, ZERO)
    for (part, _), amount in sums.items():
        if part in found:
            found[part] += amount
    return found


def parts(entries: Iterable[Entry], within: Period) -> dict[str, Decimal]:
    """Sums by part over a window."""
    return by_part(items(entries, within))


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


@dataclass(frozen=True)
class Bill:
    """What a bill of a day left to the family: of the whole, and of its 合规 part."""

    day: date
    own: Decimal | None
    own_allowed: Decimal | None


def beyond(bills: Decimal, typed: Decimal) -> Decimal:
    """What bills of a quarter say beyond 医疗自付 that was typed for it: the same medicine is not counted twice."""
    return max(bills - typed, ZERO)


@dataclass(frozen=True)
class Account:
    """What a household took in and spent over a window. Of whom nothing is written nothing is known: not that it is 0.

    months: those of the window of which income or what production cost is written. own: what bills left to the family;
    own_allowed: of their 合规 part alone; own_beyond: what they say beyond what was typed, quarter by quarter.
    """

    within: Period
    items: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    people: int = 0
    months: int = 0
    own: Decimal = ZERO
    own_allowed: Decimal = ZERO
    own_beyond: Decimal = ZERO

    @cached_property
    def parts(self) -> dict[str, Decimal]:
        """Sums by part."""
        return by_part(self.items)

    @cached_property
    def net(self) -> Decimal | None:
        """家庭纯收入."""
        return net(self.parts) if self.months else None

    @property
    def head(self) -> Decimal | None:
        """人均纯收入."""
        return None if self.net is None else per_head(self.net, self.people)

    @property
    def rigid(self) -> Decimal:
        """刚性支出, medicine once."""
        return self.parts[RIGID] + self.own_beyond

    @property
    def head_left(self) -> Decimal | None:
        """人均 after rigid spending."""
        return None if self.net is None else per_head(after_rigid(self.net, self.rigid), self.people)

    @property
    def head_reference(self) -> Decimal | None:
        """纳入监测参考收入, per head."""
        whole = reference(self.net, self.parts[CLAIM], self.own_allowed)
        return None if whole is None else per_head(whole, self.people)


def account(entries: Iterable[Entry], bills: Iterable[Bill], people: int, within: Period, added: Collection[Sum] = ()) -> Account:
    """All of it at once; what lies outside the window counts for nothing. added: what was added up before, medicine apart."""
    there, paid = touching(entries, within), [bill for bill in bills if bill.day in within]
    months = {month for months in {months for entry, months in there if entry.part in _TOLD} for month in months}
    months = months.union(*(one.told for one in added if one.part in _TOLD))
    own, allowed = sum((bill.own or ZERO for bill in paid), ZERO), sum((bill.own_allowed or ZERO for bill in paid), ZERO)
    medical = [entry for entry, _ in there if entry.item == MEDICAL]
    more = sum((_beyond(medical, paid, quarter) for quarter in _quarters(within)), ZERO) if paid else ZERO
    return Account(within, _items(there, added), people, len(months), own, allowed, more)


def _beyond(typed: Iterable[Entry], bills: Iterable[Bill], quarter: Period) -> Decimal:
    said = sum((entry.within(quarter) for entry in typed), ZERO)
    return half_up(beyond(sum((bill.own or ZERO for bill in bills if bill.day in quarter), ZERO), said))


@lru_cache(maxsize=256)
def _quarters(within: Period) -> tuple[Period, ...]:
    """The quarters of a window; the first and the last may be cut by it."""
    found, day = [], within.first
    while day <= within.last:
        last = min(cycle(day, MONTHS_A_QUARTER).last, within.last)
        found.append(Period(day, last))
        day = last + timedelta(days=1)
    return tuple(found)


def change(now: Decimal | None, before: Decimal | None) -> tuple[Decimal, Decimal | None] | None:
    """增减额 and 增幅 (percent); None where either year is not known."""
    return None if now is None or before is None else (now - before, growth(now, before) if before > 0 else None)


def audit(
    registered: Mapping[str, Decimal], verified: Mapping[str, Decimal], people: int, gap: Decimal | int
) -> dict[str, str]:
    """漏登 or 虚登 for the whole (net) and each part whose difference per head reaches the gap.

    A wage that was really 赡养费 hardly moves the whole, so the parts are looked at as well.
    """
    differences = {"net": net(verified) - net(registered)}
    differences |= {part: verified.get(part, ZERO) - registered.get(part, ZERO) for part in (*EARNED, COST)}
    return faults({of: more / people for of, more in differences.items()}, gap) if people else {}


def faults(per_head: Mapping[str, Decimal], gap: Decimal | int) -> dict[str, str]:
    """What of differences per head (verified less registered) reaches the gap."""
    return {of: "漏登" if more > 0 else "虚登" for of, more in per_head.items() if abs(more) >= gap}


def part_of(item: str | None) -> str | None:
    """The part to which an item's code belongs; None when it says nothing."""
    return item.split("_", 1)[0] if item and "_" in item else None


def overlap(entry: Entry, other: Entry) -> bool:
    """Whether two rows speak of the same months."""
    first, begin = month_number(entry.month), month_number(other.month)
    return first <= begin + other.months - 1 and begin <= first + entry.months - 1
