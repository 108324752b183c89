"""Only the households for which anything can be due: a village of ten thousand opens on its hundred without reading all.

Who is left out has no visit due by the parameters and no worker, loan, toilet or illness and was never
resettled, so duties and the cards lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, or_, select

from models.codes.household import RESETTLED
from models.insight.count_visits import TOWNSHIP, VILLAGE, policy_of
from models.insight.reader import CLOSED, Reader, reading
from models.ledgers import LEDGERS
from models.rules.visit import ORDINARY
from models.store.calm import calm
from models.store.source import link_between

if TYPE_CHECKING:
    from models.store.store import Store

_OWNED = (("person", "household"), ("toilet", "household"), ("monitoring", "household"))
_BELOW = (
    ("job", "person"), ("loan", "person"), ("job_check", "job"), ("loan_check", "loan"), ("loan_repayment", "loan"),
    ("loan_extension", "loan"), ("monitoring_step", "monitoring"), ("loan", "loan"), ("toilet_care", "toilet"), ("illness", "person"),
)  # fmt: skip


@contextmanager
def reading_busy(store: Store, on: date) -> Iterator[Reader]:
    """A reader of these households alone, everything asked of them fetched in a few queries."""
    with calm(), reading(store, on, whole=False) as reader:
        yield _only_busy(reader)


def _only_busy(reader: Reader) -> Reader:
    uids = _uids(reader)
    reader.source.warm("household", uids)
    found = [row for uid in sorted(uids) if (row := reader.get("household", uid)) and row["residence"] != CLOSED]
    reader.households = [row for row in found if not reader.scope or row["scope"] == reader.scope]
    asked = {"household": {row["uid"] for row in reader.households}}
    for child, parent in (*_OWNED, *_BELOW):
        link, above = link_between(LEDGERS[child], parent), asked.get(parent, set())
        reader.source.warm_children(child, link, above)
        asked[child] = asked.get(child, set()) | {row["uid"] for uid in above for row in reader.children(child, parent, uid)}
    return reader


def _uids(reader: Reader) -> set[str]:
    household, person, toilet = (_table(name) for name in ("household", "person", "toilet"))
    due = select(household.c.uid).where(household.c.removed_at.is_(None))
    monitoring = _table("monitoring")
    watched = select(monitoring.c.household).where(monitoring.c.removed_at.is_(None))
    if not _everybody(reader):
        due = due.where(or_(household.c.type == "lifted", household.c.uid.in_(watched)))
    resettled = select(household.c.uid).where(household.c.removed_at.is_(None), household.c.resettlement.in_(RESETTLED))
    owners: list[Select[Any]] = [due, resettled, select(toilet.c.household).where(toilet.c.removed_at.is_(None))]
    for name in ("job", "loan", "illness"):
        table = _table(name)
        link = table.c[link_between(LEDGERS[name], "person")]
        owners.append(select(person.c.household).join(table, link == person.c.uid).where(table.c.removed_at.is_(None)))
    found = (uid for statement in owners for uid in reader.source.connection.execute(statement.distinct()).scalars())
    return {uid for uid in found if uid}


def _table(name: str) -> Any:
    return LEDGERS[name].__table__


def _everybody(reader: Reader) -> bool:
    """Whether ordinary households are to be visited too, in any village read here."""
    scopes = [row["scope"] for row in reader.all("village")] or [reader.place]
    return any(ORDINARY in policy_of(reader, who, scope).classes for scope in scopes for who in (VILLAGE, TOWNSHIP))
