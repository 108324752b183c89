"""What other ledgers already know of a household's income: which item it is, and how much falls into which months.

Sources: items of the 2023 collection form (土地流转, 资产收益分红, 低保金 and the like); money paid once counts in the month in
which it was paid, a wage and 低保 by the quarter in which the form asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules.dates import MONTHS_A_QUARTER, Period, add_months, month_number, month_of, months_period

TAKEN, NEW, ALIKE, CHANGED, GONE = "taken", "new", "alike", "changed", "gone"
VILLAGE_POST, TRADE_POST = "wage_post_village", "wage_post_trade"
_WELFARE = {
    "low_rural": "transfer_low_income", "low_urban": "transfer_low_income", "destitute_home": "transfer_destitute",
    "destitute_house": "transfer_destitute", "temporary": "transfer_relief", "disabled_life": "transfer_disabled",
    "disabled_care": "transfer_disabled", "old": "transfer_aged",
}  # fmt: skip
_LINKS = {"land": "property_land", "work": "wage_job", "order": "business_other", "service": "business_other"}


@dataclass(frozen=True)
class Offer:
    """One amount that a row of another ledger gives: known again by that row and its month."""

    ledger: str
    row: str
    month: str
    months: int
    item: str
    amount: Decimal
    person: str | None = None
    payer: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """By which it is taken once and never twice."""
        return self.ledger, self.row, self.month

    @property
    def part(self) -> str:
        """The part of its item."""
        return self.item.split("_", 1)[0]


def welfare_item(kind: str | None) -> str:
    """What a kind of help is called among the items."""
    return _WELFARE.get(kind or "", "transfer_other")


def link_item(mode: str | None) -> str:
    """What a tie to a 经营主体 pays: a share unless it says something else."""
    return _LINKS.get(mode or "", "property_assets")


def post_item(fund: str | None) -> str:
    """行业部门公益岗 are paid from the line's money, all others are the village's."""
    return TRADE_POST if fund == "line" else VILLAGE_POST


def quarters(within: Period, on: date) -> Iterator[Period]:
    """The whole quarters of a window that are over: what goes on is not income yet."""
    first = date(within.first.year, (within.first.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1, 1)
    while first <= within.last:
        quarter = months_period(first.year, first.month, MONTHS_A_QUARTER)
        if quarter.last < on:
            yield quarter
        first = add_months(first, MONTHS_A_QUARTER)


def is_over(month: str, on: date) -> bool:
    """Whether a month has ended by a day."""
    return month < month_of(on)


def months_in(begun: str, ended: str | None, quarter: Period) -> int:
    """How many months of a quarter lie between two months, both counted; no end means it goes on."""
    first, last = month_number(month_of(quarter.first)), month_number(month_of(quarter.last))
    return max(0, min(last, month_number(ended) if ended else last) - max(first, month_number(begun)) + 1)


def end_of_spell(begun: str, ended: str | None, year: int | None, still: bool | str | None) -> str | None:
    """The last month of a spell of work: as written, open while it is said to go on, else the end of its own year."""
    return ended or (None if still is True else f"{max(year or 0, int(begun[:4]))}-12")
