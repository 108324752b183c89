"""从别的台账带过来: taking offers over, following a source that has changed, and saying that it stays as it is.

Every decision is one operation; what has been taken meanwhile by another window is not taken again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from models import store as st
from models.codes.income import ITEM, SOURCE_BOOK
from models.insight import household_income as income
from models.insight import income_sources as sources
from models.insight.income_sources import Found
from models.insight.reader import Reader, reading
from models.rules import income_source as s
from models.rules.dates import Period, months_period
from models.rules.day_marks import first_day
from services.income_sheet import NeedsReason, label_of

if TYPE_CHECKING:
    from models.store import Saved, Store
    from models.store.records import Doing

Key = tuple[str, str, str]
MOVED = (s.CHANGED, s.GONE)
REPLACED, WITHDRAWN = "换成从别的台账带过来的", "来源已经撤掉"


def waiting(store: Store, household: str, year: int | None = None) -> list[Found]:
    """What is to be decided in an income year: everything that is not taken as it stands."""
    with reading(store, whole=False) as reader:
        home = reader.get("household", household)
        found = sources.found(reader, home, income.income_year(reader, home["scope"], year)) if home else []
    return [one for one in found if one.state != s.TAKEN]


def words(store: Store, found: Sequence[Found]) -> list[tuple[str, str, str]]:
    """For each: when, what (item, whose, from which book), and how it stands."""
    people = st.names(store, "person", {one.offer.person for one in found if one.offer.person})
    return [(_period(one.offer).words(), _what(one, people), _standing(one)) for one in found]


def take(store: Store, household: str, keys: Collection[Key], reason: str = "") -> Saved:
    """Offers that nothing stands for yet become rows, each tied to its source row."""
    return _decide(
        store, household, "带过来 {n} 笔", lambda one: one.offer.key in keys and one.state == s.NEW,
        lambda doing, chosen: _add(doing, household, chosen), reason, keys)


def replace(store: Store, household: str, uid: str, reason: str = "") -> Saved:
    """What was typed by hand gives way to all offers that are the same money."""

    def write(doing: Doing, chosen: Sequence[Found]) -> None:
        doing.remove("income", uid, REPLACED)
        _add(doing, household, chosen)

    return _decide(store, household, "换成来源的 {n} 笔", lambda one: one.uid == uid and one.state == s.ALIKE, write, reason)


def follow(store: Store, household: str, uid: str, reason: str = "") -> Saved:
    """照新的改: the row says what its source says now, or goes with it."""

    def write(doing: Doing, chosen: Sequence[Found]) -> None:
        for one in chosen:
            if one.state == s.GONE:
                doing.remove("income", uid, WITHDRAWN)
            else:
                doing.change("income", uid, {"amount": one.offer.amount, "source_amount": one.offer.amount})

    return _decide(store, household, "照来源改 {n} 笔", lambda one: one.uid == uid and one.state in MOVED, write, reason)


def keep(store: Store, household: str, uid: str) -> Saved:
    """不改，留着: the figure stays, and nobody asks again; what months were agreed to is not touched by it."""

    def write(doing: Doing, chosen: Sequence[Found]) -> None:
        for one in chosen:
            gone = dict.fromkeys(("source_ledger", "source_row", "source_amount"))
            doing.change("income", uid, gone if one.state == s.GONE else {"source_amount": one.offer.amount})

    return _decide(store, household, "来源改了，照旧 {n} 笔", lambda one: one.uid == uid and one.state in MOVED, write, None)


def _decide(
    store: Store, household: str, verb: str, fits: Callable[[Found], bool], write: Callable[[Doing, Sequence[Found]], None],
    reason: str | None, keys: Collection[Key] = (),
) -> Saved:
    """Read again inside the transaction, so that nothing is taken twice. reason: None where no figure changes."""
    name = st.names(store, "household", [household]).get(household, "")
    with st.together(store, label_of(name, reason or "")) as doing:
        reader = Reader(doing.source, store.today(), store.scope)
        home = reader.get("household", household)
        own = [row["month"] for row in income.rows(reader, household) if row["month"]]
        first = min([*own, *(key[2] for key in keys), f"{reader.on:%Y-%m}"])
        chosen = [one for one in sources.found(reader, home, Period(first_day(first), reader.on)) if fits(one)]
        if reason == "" and any(income.approved(reader, home, _period(one.offer), frozenset({one.uid})) for one in chosen):
            raise NeedsReason
        if chosen:
            write(doing, chosen)
        if not reason:
            doing.unit.label += f"：{verb.format(n=len(chosen))}"
        return st.Saved("income", "", doing.unit.operation if chosen else None, doing.unit.label)


def _add(doing: Doing, household: str, chosen: Sequence[Found]) -> None:
    for offer in (one.offer for one in chosen):
        doing.add("income", {
            "household": household, "month": offer.month, "span": str(offer.months), "part": offer.part, "item": offer.item,
            "amount": offer.amount, "person": offer.person, "payer": offer.payer or None, "source_ledger": offer.ledger,
            "source_row": offer.row, "source_amount": offer.amount,
        })  # fmt: skip


def _period(offer: s.Offer) -> Period:
    first = first_day(offer.month)
    return months_period(first.year, first.month, offer.months)


def _what(one: Found, people: dict[str, str]) -> str:
    offer = one.offer
    words = dict.fromkeys((ITEM.label(offer.item), people.get(offer.person or "", ""), SOURCE_BOOK.label(offer.ledger)))
    return " · ".join(word for word in words if word)


def _standing(one: Found) -> str:
    now, was = (f"{amount or 0:,.2f}".removesuffix(".00") for amount in (one.offer.amount, one.was))
    return {
        s.NEW: f"{now} 元", s.ALIKE: f"来源是 {now} 元，手填过 {was} 元", s.CHANGED: f"来源改了：原来 {was} 元，现在 {now} 元",
        s.GONE: f"来源撤掉了：原来 {was} 元",
    }.get(one.state, "")
