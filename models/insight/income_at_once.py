"""Amounts of all households over a window at one go: what lies wholly in it comes added up, only the rest row by row.

Which months of an amount fall into a window is for models.rules.income to say; here it is asked once for each pair of
first month and span that stands in the books, of which there are a few dozen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.rules import income as r
from models.rules.dates import Period
from models.store.source import Source, Within

LEDGER = "income"
_WHOSE = ("household", *r.TOLD_BY)


class Told(NamedTuple):
    """What one household has on record over a window: amounts one by one, and those that were added up."""

    entries: Sequence[r.Entry] = ()
    added: Sequence[r.Sum] = ()


class AtOnce:
    """Everybody's amounts, window by window as they are asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._windows: dict[Period, dict[str, Told]] = {}
        kinds = source.distinct(LEDGER, ("span", "month", "item"))
        self._months = {span: {month for of, month, _ in kinds if of == span and month} for span in {span for span, _, _ in kinds}}
        self._medical = {span for span, _, item in kinds if item == r.MEDICAL}

    def of(self, within: Period) -> dict[str, Told]:
        """Who has anything in a window."""
        if within not in self._windows:
            entries, added = defaultdict[str, list[r.Entry]](list), defaultdict[str, list[r.Sum]](list)
            for span, months in self._months.items():
                self._read(within, span, months, entries, added)
            uids = entries.keys() | added.keys()
            self._windows[within] = {uid: Told(entries.get(uid, ()), added.get(uid, ())) for uid in uids}
        return self._windows[within]

    def _read(
        self, within: Period, span: str | None, months: Iterable[str], entries: dict[str, list[r.Entry]], added: dict[str, list[r.Sum]]
    ) -> None:
        like = [one for month in months if (one := r.entry_of({"month": month, "span": span, "amount": r.ZERO}))]
        inside = {one.month: one.inside(within) for one in like}
        whole = [one.month for one in like if len(inside[one.month]) == one.months]
        if whole:
            there = Within(min(whole), max(whole))  # of one span all that begin between these two lie in it as well
            for household, part, item, amount, told in self._source.sums(
                LEDGER, "amount", ("household", "part", "item"), "month", span=span, month=there
            ):
                if item != r.MEDICAL:  # which is held against the bills quarter by quarter
                    numbers = frozenset[int]().union(*map(inside.__getitem__, told))
                    added[household].append(r.Sum(part or "", item or "", amount, numbers))
            if span in self._medical:
                self._take(entries, span=span, month=there, item=r.MEDICAL)
        for one in like:
            if 0 < len(inside[one.month]) < one.months:
                self._take(entries, span=span, month=one.month)

    def _take(self, entries: dict[str, list[r.Entry]], **where: object) -> None:
        for household, *told in self._source.columns(LEDGER, _WHOSE, **where):
            if one := r.entry_of(dict(zip(r.TOLD_BY, told, strict=True))):
                entries[household].append(one)
