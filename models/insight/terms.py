"""Duties that stand in one record each: a term is declared once, and is asked of the whole village or of one household.

`narrow` keeps a village of ten thousand fast: rows that cannot be due are never read. What is due is said by `tell` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models.insight.belonging import of_a_household, ways
from models.insight.duty import Duty, is_monitored
from models.insight.reader import CLOSED, Reader
from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.rules.dates import add_months, month_of
from models.rules.workdays import remind_from
from models.store.source import Values, link_between

AHEAD, MONTH_END, NOTICE = "duty.ahead_days", "duty.month_end_days", "duty.notice_days"
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """What is due of a record: its last day, what a line says of it alone, the small word beside it, who answers.

    text: the whole of it in words, where the line alone says only the month that all of its sort share.
    """

    due: date
    brief: str
    keeper: str | None = ""
    detail: str = ""
    monthly: bool = False
    text: str = ""


@dataclass(frozen=True)
class Term:
    """One sort of duty of one ledger. needs: (child, parent) ledgers that `tell` asks for, fetched in one go.

    narrow: a condition on the table's columns; the text is the last day on which something is looked ahead for.
    back: a column with a month, and the parameter that says how many months later nobody asks any more.
    """

    duty: str
    ledger: str
    tell: Callable[[Reader, Values], Told | None]
    narrow: Callable[[Any, str], Any]
    needs: Names = ()
    ahead: str = AHEAD
    back: tuple[str, str] | None = None


def everywhere(reader: Reader, terms: Iterable[Term]) -> Iterator[Duty]:
    """Of all records of the place."""
    for term in terms:
        rows = _candidates(reader, term)
        for child, parent in term.needs:
            reader.source.warm_children(child, link_between(LEDGERS[child], parent), _uids(reader, term.ledger, parent, rows))
        for row in rows:
            yield from _of(reader, term, row)


def of_household(reader: Reader, household: str, terms: Iterable[Term]) -> Iterator[Duty]:
    """Of one household's records."""
    for term in terms:
        if term.ledger in of_a_household():
            for row in reader.under(term.ledger, household):
                yield from _of(reader, term, row)


def _candidates(reader: Reader, term: Term) -> list[Values]:
    table = LEDGERS[term.ledger].__table__
    days = _most(reader, term.ahead)
    wanted = select(table.c.uid).where(table.c.removed_at.is_(None), term.narrow(table.c, _ahead(reader.on, days).isoformat()))
    if term.back and (months := _most(reader, term.back[1])):
        wanted = wanted.where(table.c[term.back[0]] >= month_of(add_months(reader.on, -months)))
    if reader.scope:
        wanted = wanted.where(table.c.scope == reader.scope)
    uids = list(reader.source.connection.execute(wanted).scalars())
    reader.source.warm(term.ledger, uids)
    rows = [row for uid in sorted(uids) if (row := reader.get(term.ledger, uid))]
    _warm_above(reader, term.ledger, rows)
    return rows


def _most(reader: Reader, id: str) -> int:
    return max((reader.parameter(id, scope) or 0 for scope in places(reader)), default=0)


def places(reader: Reader) -> list[str]:
    """The villages that are read here."""
    return [row["scope"] for row in reader.all("village")] or [reader.place]


def _ahead(on: date, days: int) -> date:
    return on + timedelta(days=days)


def _warm_above(reader: Reader, ledger: str, rows: Sequence[Values]) -> None:
    """What these rows name, and everything that leads from them to their households."""
    for field in stored_fields(LEDGERS[ledger]):
        if field.to:
            reader.source.warm(field.to, [row.get(field.name) for row in rows])
    for way in ways(ledger):
        if way.to != "household":
            _warm_above(reader, str(way.to), [up for row in rows if (up := reader.get(str(way.to), row.get(way.name)))])


def _uids(reader: Reader, ledger: str, parent: str, rows: Sequence[Values]) -> set[str]:
    """The rows of `parent` that these rows belong to."""
    if parent == ledger:
        return {row["uid"] for row in rows}
    if parent == "household":
        return {home["uid"] for row in rows if (home := reader.home(ledger, row))}
    links = [field.name for field in stored_fields(LEDGERS[ledger]) if field.to == parent]
    return {row[name] for name in links for row in rows if row[name]}


def _gone(reader: Reader, ledger: str, row: Values) -> bool:
    """Whether the person that it is about has died or left."""
    for way in ways(ledger):
        above = reader.get(str(way.to), row.get(way.name))
        if above and way.to == "person":
            return bool(reader.derived("person", above, "gone"))
        if above and way.to != "household" and _gone(reader, str(way.to), above):
            return True
    return False


def _of(reader: Reader, term: Term, row: Values) -> Iterator[Duty]:
    told = term.tell(reader, row)
    days = reader.parameter(term.ahead, row["scope"]) or 0
    if told is None or told.due > _ahead(reader.on, days):
        return
    home = reader.home(term.ledger, row)
    if home.get("residence") == CLOSED or _gone(reader, term.ledger, row):
        return
    yield duty_of(reader, term.duty, told, home, term.ledger, row["uid"], row["scope"])


def duty_of(reader: Reader, id: str, told: Told, home: Mapping[str, Any], ledger: str, uid: str | None, scope: str) -> Duty:
    """The duty itself, with its household's group."""
    holidays = reader.parameter("duty.holidays", scope) or ()
    return Duty(
        id, told.due, (told.due - reader.on).days, home.get("uid"), ledger, uid, told.text or told.brief, 0,
        bool(home) and is_monitored(reader, dict(home)), home.get("group") or "", told.detail, told.brief,
        remind_from(told.due, holidays) if told.monthly else None, told.keeper or "", scope,
    )  # fmt: skip
