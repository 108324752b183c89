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

if TYPE_CHECKING:
    from models.store import Saved, Store
    from models.store.records import Doing

WAITING = (s.NEW, s.CHANGED, s.GONE)
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
    return [(_months(one.offer), _what(one, people), _standing(one)) for one in found]


def take(store: Store, household: str, keys: Collection[tuple[str, str, str]]) -> Saved:
    """Offers that nothing stands for yet become rows, each tied to its source row."""
    def work(doing: Doing, found: Sequence[Found]) -> int:
        chosen = [one for one in found if one.offer.key in keys and one.state == s.NEW]
        for one in chosen:
            _add(doing, household, one.offer)
        return len(chosen)

    return _decide(store, household, "带过来 {n} 笔", work, keys)


def replace(store: Store, household: str, uid: str) -> Saved:
    """What was typed by hand gives way to all offers that are the same money."""
    def work(doing: Doing, found: Sequence[Found]) -> int:
        chosen = [one for one in found if one.uid == uid and one.state == s.ALIKE]
        if chosen:
            doing.remove("income", uid, REPLACED)
        for one in chosen:
            _add(doing, household, one.offer)
        return len(chosen)

    return _decide(store, household, "换成来源的 {n} 笔", work)


def follow(store: Store, household: str, uid: str, *, as_it_is: bool = False) -> Saved:
    """照新的改: the row says what its source says now, or goes with it. as_it_is: it stays, and nobody asks again."""
    def work(doing: Doing, found: Sequence[Found]) -> int:
        chosen = [one for one in found if one.uid == uid and one.state in (s.CHANGED, s.GONE)]
        for one in chosen:
            if one.state == s.CHANGED:
                now = one.offer.amount
                doing.change("income", uid, {"source_amount": now} | ({} if as_it_is else {"amount": now}))
            elif as_it_is:
                doing.change("income", uid, dict.fromkeys(("source_ledger", "source_row", "source_amount")))
            else:
                doing.remove("income", uid, WITHDRAWN)
        return len(chosen)

    return _decide(store, household, "来源改了，照旧 {n} 笔" if as_it_is else "照来源改 {n} 笔", work)


def _decide(
    store: Store, household: str, verb: str, work: Callable[[Doing, Sequence[Found]], int],
    keys: Collection[tuple[str, str, str]] = (),
) -> Saved:
    """Read again inside the transaction, so that nothing is taken twice."""
    name = st.names(store, "household", [household]).get(household, "")
    with st.together(store, f"收支 {name}".strip()) as doing:
        reader = Reader(doing.source, store.today(), store.scope)
        home = reader.get("household", household)
        own = [row["month"] for row in income.rows(reader, household) if row["month"]]
        first = min([*own, *(key[2] for key in keys), f"{reader.on:%Y-%m}"])
        done = work(doing, sources.found(reader, home, Period(first_day(first), reader.on)))
        doing.unit.label = f"收支 {name}：{verb.format(n=done)}"
        return st.Saved("income", "", doing.unit.operation if done else None, doing.unit.label)


def _add(doing: Doing, household: str, offer: s.Offer) -> None:
    doing.add("income", {
        "household": household, "month": offer.month, "span": str(offer.months), "part": offer.part, "item": offer.item,
        "amount": offer.amount, "person": offer.person, "payer": offer.payer or None, "source_ledger": offer.ledger,
        "source_row": offer.row, "source_amount": offer.amount,
    })  # fmt: skip


def _months(offer: s.Offer) -> str:
    first = first_day(offer.month)
    return months_period(first.year, first.month, offer.months).words()


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
