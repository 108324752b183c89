"""What a figure is: an id, its words, its 口径, and the records it counts. The number is always their sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from models.insight.reader import Reader

Amount = int | Decimal
MONEY = "元"


class Record(NamedTuple):
    """One record that a figure counts, and what it adds. There are tens of thousands, so it is made in one stroke."""

    ledger: str
    uid: str
    value: Amount = 1


def added(_reader: Reader, records: Sequence[Record]) -> Amount | None:
    """The sum of what the records add."""
    return sum(value for _, _, value in records)


@dataclass(frozen=True)
class Figure:
    """One number. definition is its 口径 in the cadre's words; only a rate is more than a sum of its records.

    grows: counted from 1 January on and never less afterwards, so that its pace says where the year will end.
    thorough: it reads every column of everything, so it is counted only when it is named.
    """

    id: str
    title: str
    unit: str
    definition: str
    source: str
    records: Callable[[Reader], Iterable[Record]]
    total: Callable[[Reader, Sequence[Record]], Amount | None] = added
    grows: bool = False
    thorough: bool = False

    def value(self, reader: Reader, records: Sequence[Record]) -> Amount | None:
        """The number of these records; money keeps its fen."""
        found = self.total(reader, records)
        return Decimal(found).quantize(Decimal("0.01")) if found is not None and self.unit == MONEY else found
