"""小额信贷: loans of the products that count, lent in the year, owed on the day, due and paid back in the year.

Sources: 银保监发〔2021〕6号 and county practice: 富民贷 and the like are not 小额信贷; 续贷 is a new contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from models.insight.figure import MONEY, Figure, Record
from models.insight.reader import Reader
from models.store.source import Values

_PAID = ("settled", "renewed")


def loans(reader: Reader) -> list[Values]:
    """The contracts that count as 小额信贷; looked up once a question."""
    return reader.once("loans", lambda: [row for row in reader.all("loan") if reader.derived("loan", row, "microcredit")])


def _this_year(reader: Reader, day: date | None) -> bool:
    return day is not None and day.year == reader.on.year and day <= reader.on


def granted(reader: Reader) -> list[Values]:
    """Lent this year by the day; whether 续贷 is among them is a parameter."""
    return [
        row for row in loans(reader) if _this_year(reader, row["granted_on"])
        and not (row["renews"] and reader.parameter("loan.renewal_counts_as_granted", row["scope"]) is False)
    ]  # fmt: skip


def matured(reader: Reader) -> list[Values]:
    """Due this year by the day, extensions considered."""
    return reader.once("loans due", lambda: [r for r in loans(reader) if _this_year(reader, reader.derived("loan", r, "due"))])


def _amounts(reader: Reader) -> Iterable[Record]:
    return (Record("loan", row["uid"], row["amount"]) for row in granted(reader) if row["amount"] is not None)


def _each(of: Callable[[Reader], list[Values]]) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("loan", row["uid"]) for row in of(reader))


def _households(reader: Reader) -> Iterable[Record]:
    found = {reader.household_of("loan", row) for row in granted(reader)}
    return (Record("household", uid) for uid in sorted(filter(None, found)))


def _balances(reader: Reader) -> Iterable[Record]:
    for row in loans(reader):
        owed = reader.derived("loan", row, "balance")
        if owed:
            yield Record("loan", row["uid"], owed)


def _repaid(reader: Reader) -> list[Values]:
    return [row for row in matured(reader) if reader.derived("loan", row, "state") in _PAID]


_SOURCE = "银保监发〔2021〕6号；哪些产品算小额信贷在参数里"
_YEAR = "1月1日起到这一天，"
FIGURES: tuple[Figure, ...] = (
    Figure("loan.granted", "今年发放笔数", "笔", f"{_YEAR}放款的小额信贷，续贷计不计入看参数。", _SOURCE, _each(granted), grows=True),
    Figure("loan.granted_amount", "今年发放金额", MONEY, f"{_YEAR}放款的小额信贷的放款金额相加。", _SOURCE, _amounts, grows=True),
    Figure("loan.households", "今年发放户数", "户", f"{_YEAR}放过小额信贷的户，一户几笔只数一户。", _SOURCE, _households),
    Figure("loan.balance", "小额信贷余额", MONEY, "这一天还没还的本金，一笔一笔相加；代偿、核销、续贷结清的不算。", _SOURCE, _balances),
    Figure("loan.matured", "今年到期笔数", "笔", f"{_YEAR}到期的小额信贷，展期的按展期后的日子。", _SOURCE, _each(matured)),
    Figure("loan.repaid", "到期已还笔数", "笔", "今年到期的里面已经结清或续贷结清的。", _SOURCE, _each(_repaid)),
)
