"""One household through every ledger: its rows, what a new row starts from, and everything that was ever changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models import store as st
from models.insight.belonging import of_a_household, ways
from models.insight.reader import reading
from models.ledgers import LEDGERS
from models.store import history

if TYPE_CHECKING:
    from models.store import Entry, Store

COMMON = ("person", "visit", "income", "job", "loan", "toilet")
"""Ledgers that a cadre looks for on every household, with rows or without."""
OFTEN = (*COMMON, "monitoring", "post_holder", "industry_subsidy", "welfare")
"""Those with a tab of their own as soon as the household has rows; the others stand under 更多."""


def tabs(counts: dict[str, int]) -> list[str]:
    """The ledgers with a tab of their own, in menu order."""
    return [id for id in of_a_household() if id in COMMON or (id in OFTEN and counts.get(id))]


def rows(store: Store, household: str, ledger: str) -> list[str]:
    """The household's rows of a ledger, by the ledger's own order, newest first where it has dates."""
    spec = LEDGERS[ledger].__ledger__
    with reading(store, whole=False) as reader:
        found = reader.under(ledger, household)
    if spec.on:
        dated = sorted(found, key=lambda row: (str(row.get(spec.on) or ""), row["uid"]), reverse=True)
        return [row["uid"] for row in dated]
    order = [name for name in spec.sort if name in LEDGERS[ledger].__fields__ and name != "household"]
    return [row["uid"] for row in sorted(found, key=lambda row: ([_sortable(row.get(name)) for name in order], row["uid"]))]


def preset(store: Store, household: str, ledger: str) -> dict[str, Any]:
    """What a new row of a ledger starts from on this page: the household, its 户主, or the only thing it can be about."""
    way = next(iter(ways(ledger)), None)
    if way is None or way.to is None:
        return {}
    if way.to == "household":
        return {way.name: household}
    above = rows(store, household, way.to)
    if way.to == "person":
        heads = st.uids(store, "person", {"household": household, "relation": "1"})
        return {way.name: (heads or above)[0]} if heads or above else {}
    return {way.name: above[0]} if len(above) == 1 else {}


def changes(store: Store, household: str) -> list[Entry]:
    """改动记录: the household and everything under it, newest first."""
    with reading(store, whole=False) as reader:
        found = [row["uid"] for ledger in of_a_household() for row in reader.under(ledger, household)]
    return history.of(store, [household, *found])


def _sortable(value: Any) -> tuple[bool, int, str]:
    """Numbers by size, words as they are, blanks last; codes of one list are numbers written as text."""
    text = "" if value is None else str(value)
    return value is None, int(text) if text.isdigit() and len(text) < 9 else 0, text
