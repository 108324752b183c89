"""What a household took in and spent over any whole months, counted from its rows, and how it stands beside the lines.

The arithmetic is models.rules.income; here are the rows, the people of the last day and the parameters of the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.codes.income import ITEM, USUAL
from models.insight.income_at_once import AtOnce, Told
from models.insight.reader import Reader
from models.rules import income as r
from models.rules.dates import MONTHS_A_QUARTER, MONTHS_A_YEAR, Period, add_months, month_of, months_period, read_period
from models.store.source import Values

MONITOR_LINE, WATCH_LINE = "income.monitor_line", "income.watch_line"
LINES = (MONITOR_LINE, WATCH_LINE)
_PAPERS = ("2.8", "2.8b")  # 收入确认表 of one household and 收支台账 of the village
_AGREED = "agreed"
_EVERYBODY = "income of everybody"


@dataclass(frozen=True)
class Standing:
    """The window that counts on the day, the same months a year before, and the lines of the place (None: not set).

    ask: 人均 so low that the national system asks whether it was taken down rightly.
    """

    now: r.Account
    before: r.Account
    lines: Mapping[str, Decimal | None]
    ask: Decimal | None = None

    def below(self, line: str) -> bool:
        """Whether 人均 is known and under a line that is set."""
        limit = self.lines[line]
        return limit is not None and self.now.head is not None and self.now.head < limit

    @property
    def low(self) -> Decimal | None:
        """The limit under which 人均 is to be asked about, when a whole window on record is under it."""
        whole = self.now.months and self.now.within.months <= self.now.months
        return self.ask if whole and self.ask is not None and self.now.head is not None and self.now.head < self.ask else None

    @property
    def change(self) -> tuple[Decimal, Decimal | None] | None:
        """增减额 and 增幅 of 人均."""
        return r.change(self.now.head, self.before.head)


def rows(reader: Reader, household: str) -> list[Values]:
    """The household's amounts, the oldest first."""
    return sorted(reader.children("income", "household", household), key=lambda row: (str(row["month"]), row["uid"]))


def bills(reader: Reader, household: str) -> dict[str, r.Bill]:
    """The household's bills by uid, with what each left to the family."""
    return {bill["uid"]: r.Bill(bill["date"], *(reader.derived("medical_bill", bill, name) for name in ("own", "own_allowed")))
            for bill in reader.under("medical_bill", household) if bill["date"]}  # fmt: skip


def people_of(reader: Reader, household: str, on: date) -> frozenset[str]:
    """Who shares the household's income on a day; on today where that day has not come."""
    return frozenset(reader.who_counts(household, min(on, reader.on)))


def at_once(reader: Reader) -> AtOnce:
    """For whoever goes over all households: from then on nobody's amounts are looked up one by one."""
    return reader.once(_EVERYBODY, lambda: AtOnce(reader.source))


def _told(reader: Reader, household: str, within: Period) -> Told:
    everybody: AtOnce | None = reader.kept.get(_EVERYBODY)
    if everybody is not None:
        return everybody.of(within).get(household, Told())
    return Told(list(filter(None, map(r.entry_of, reader.children("income", "household", household)))))


def accounts(reader: Reader, household: str, *windows: Period) -> list[r.Account]:
    """All sums of one household over some windows."""
    paid = bills(reader, household).values()
    told = ((within, _told(reader, household, within), len(people_of(reader, household, within.last))) for within in windows)
    return [r.account(entries, paid, people, within, added) for within, (entries, added), people in told]


def account(reader: Reader, household: str, within: Period) -> r.Account:
    """All sums of one household over a window."""
    return accounts(reader, household, within)[0]


def items_shown(part: str, years: Iterable[r.Account], *, every: bool = False) -> list[str]:
    """The items of a part that a sheet shows: those with an amount in these years, and those asked in nearly every household."""
    own = [item for item, _ in ITEM.items if r.part_of(item) == part]
    held = {item for account in years for of, item in account.items if of == part}
    return [item for item in (*own, *sorted(held.difference(own))) if item in held or every or item in USUAL]


def quarters(within: Period) -> tuple[Period, ...]:
    """A window of whole months in stretches of three."""
    firsts = (add_months(within.first, at) for at in range(0, within.months, MONTHS_A_QUARTER))
    return tuple(months_period(first.year, first.month, MONTHS_A_QUARTER) for first in firsts)


def year_before(within: Period) -> Period:
    """The same months a year earlier."""
    first = add_months(within.first, -MONTHS_A_YEAR)
    return months_period(first.year, first.month, within.months)


def window(reader: Reader, scope: str) -> Period:
    """The months by which 人均 is told in a village on the day."""
    basis, months, first = (reader.parameter(f"income.{name}", scope) for name in ("basis", "window_months", "year_first_month"))
    return r.window(basis, reader.on, months, first)


def income_year(reader: Reader, scope: str, year: int | None = None) -> Period:
    """An income year of a village, the running one when none is named."""
    first = reader.parameter("income.year_first_month", scope)
    return r.income_year(year or r.income_year_of(month_of(reader.on), first), first)


def standing(reader: Reader, household: Values) -> Standing:
    """How a household stands on the day; worked out once a question."""
    return reader.once(f"income of {household['uid']}", lambda: _standing(reader, household["uid"], household["scope"]))


def _standing(reader: Reader, household: str, scope: str) -> Standing:
    within = window(reader, scope)
    now, before = accounts(reader, household, within, year_before(within))
    lines = {line: reader.parameter(line, scope) for line in LINES}
    return Standing(now, before, lines, reader.parameter("income.low_ask", scope))


def approved(reader: Reader, household: Values, months: Period, uids: frozenset[str] = frozenset()) -> bool:
    """Whether somebody agreed to one of these amounts, or to a paper on which these months stand (practice.md 23).

    Of several decisions on one row the last one holds.
    """
    last = {(one["ledger"], one["row"]): one["decision"] for one in
            sorted(reader.all("approval"), key=lambda one: (str(one["on"] or ""), one["uid"]))}
    agreed = [of for of, decision in last.items() if decision == _AGREED]
    papers = (reader.get("kept_return", uid) for ledger, uid in agreed if ledger == "kept_return")
    return any(("income", uid) in agreed for uid in uids) or any(_covers(reader, paper, household, months) for paper in papers)


def _covers(reader: Reader, paper: Values, household: Values, months: Period) -> bool:
    if paper.get("return_id") not in _PAPERS or paper.get("for_uid") not in (None, household["uid"]):
        return False
    text = str(paper.get("period") or "")
    try:
        # A year on a paper about income is an income year.
        held = income_year(reader, household["scope"], int(text)) if text.isdigit() else read_period(text)
    except ValueError:
        return False
    return held.first <= months.last and months.first <= held.last
