"""Every number of the program: `value`, `values`, and the records behind it. Screens and returns count nothing themselves.

A period (2025, 2025Q2, 2025-07, 2025-07-22) says on which day one looks: its last, or today while it runs. Figures of
the year then reach from 1 January to that day, those of the month are its month's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.codes.figure_titles import SHARES, TITLES
from models.insight import (
    count_doings,
    count_gaps,
    count_households,
    count_income,
    count_jobs,
    count_loans,
    count_plans,
    count_posts,
    count_problems,
    count_subsidies,
    count_toilets,
    count_visits,
    count_year,
)
from models.insight.figure import Amount, Figure, Record
from models.insight.reader import Keep, Reader, reading
from models.kernel import UsageMistake
from models.rules.dates import Period, read_period

if TYPE_CHECKING:
    from models.store.store import Store

_PARTS = (
    count_households, count_visits, count_jobs, count_posts, count_subsidies, count_loans, count_toilets, count_income,
    count_doings, count_problems, count_year, count_plans, count_gaps,
)  # fmt: skip
FIGURES: dict[str, Figure] = {figure.id: figure for part in _PARTS for figure in part.FIGURES}
"""By id, in the order in which they are listed."""
TITLES.update({id: figure.title for id, figure in FIGURES.items()})
SHARES.update(id for id, figure in FIGURES.items() if figure.unit == "%" and not id.endswith(".target_rate"))
ENOUGH = {
    "household": ("type", "residence", "group", "water", "safe_water"), "person": ("household", "shares_income", "joined_on", "left_on"),
    "job": ("person", "year", "from_month", "to_month", "still", "place", "channel"),
}  # fmt: skip
"""What is asked of nearly every row of the tall ledgers; for anything else they are read whole."""

__all__ = ["ENOUGH", "FIGURES", "Amount", "Figure", "Record", "day_of", "records", "shown", "to_json", "value", "values"]


def day_of(store: Store, period: str | Period | None) -> date:
    """The day on which a period is looked at."""
    if not period:
        return store.today()
    try:
        found = read_period(period) if isinstance(period, str) else period
    except ValueError as error:
        raise UsageMistake(str(error)) from None
    return min(found.last, store.today())


def class_of(id: str) -> Keep | None:
    """Which households a class of them keeps; none named, all."""
    return count_households.CHOICES[id][1] if id else None


def value(store: Store, id: str, period: str | Period | None = None, *, scope: str = "") -> Amount | None:
    """One figure; None only for a rate without a target."""
    return values(store, [id], period, scope=scope)[id]


def values(
    store: Store, ids: Iterable[str] | None = None, period: str | Period | None = None, *, scope: str = "", group: str = "",
    household_class: str = "",
) -> dict[str, Amount | None]:
    """Several figures of one moment (when none are named all but the thorough ones): of one village, one group, one class of houses if given."""
    wanted = _known(ids)
    keep = class_of(household_class)
    with reading(store, day_of(store, period), scope=scope, group=group, keep=keep, enough=ENOUGH) as reader:
        return {figure.id: amount(reader, figure, list(figure.records(reader))) for figure in wanted}


def amount(reader: Reader, figure: Figure, counted: Sequence[Record]) -> Amount | None:
    """What its records come to. Of what is the village's a group and a class have no number: 0 would be a wrong one."""
    found = figure.value(reader, counted)
    if found != 0 or reader.whole is reader:
        return found
    whole, everything = reader.whole, list(figure.records(reader.whole))
    of_houses = any(whole.home(one.ledger, whole.get(one.ledger, one.uid)) for one in everything)
    return found if of_houses or not everything else None


def records(
    store: Store, id: str, period: str | Period | None = None, *, scope: str = "", group: str = "", household_class: str = ""
) -> list[Record]:
    """What a figure counted: the answer to 这个数是怎么来的."""
    [figure] = _known([id])
    keep = class_of(household_class)
    with reading(store, day_of(store, period), scope=scope, group=group, keep=keep, enough=ENOUGH) as reader:
        return list(figure.records(reader))


def shown(amount: Amount | None) -> str:
    """A figure as text; nothing when there is none."""
    return "" if amount is None else format(amount, "f") if isinstance(amount, Decimal) else str(amount)


def to_json(
    store: Store, ids: Iterable[str] | None = None, period: str | None = None, *, explain: bool = False
) -> dict[str, Any]:
    """The command line's answer (commands.md)."""
    wanted = _known(FIGURES if ids is None else ids)
    with reading(store, day_of(store, period), enough=ENOUGH) as reader:
        return {"period": period or reader.on.isoformat(), "figures": [_json(reader, f, explain) for f in wanted]}


def _json(reader: Reader, figure: Figure, explain: bool) -> dict[str, Any]:
    found = list(figure.records(reader))
    amount = figure.value(reader, found)
    told = {
        "id": figure.id, "title": figure.title, "unit": figure.unit, "value": None if amount is None else shown(amount),
        "definition": figure.definition, "source": figure.source,
    }  # fmt: skip
    listed = [{"ledger": r.ledger, "uid": r.uid, "value": shown(r.value)} for r in found]
    return told | ({"records": listed} if explain else {})


def _known(ids: Iterable[str] | None) -> list[Figure]:
    wanted = [id for id, figure in FIGURES.items() if not figure.thorough] if ids is None else list(ids)
    for id in wanted:
        if id not in FIGURES:
            raise UsageMistake(f"没有“{id}”这个数。用 figures 看有哪些。")
    return [FIGURES[id] for id in wanted]
