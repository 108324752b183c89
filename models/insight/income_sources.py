"""从别的台账带过来: what jobs, posts, subsidies, welfare and leases say a household earned, held against its own rows.

Nothing is written here. An offer that has been taken is known by its source row and month, so it is never offered again;
when the source says something else since, or is gone, that is told and somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.insight.household_income import people_of, rows
from models.insight.reader import Reader
from models.rules import income as r
from models.rules import income_source as s
from models.rules.dates import MONTHS_A_QUARTER, Period, month_of
from models.rules.day_marks import first_day
from models.store.source import Values


@dataclass(frozen=True)
class Found:
    """One offer and how it stands: new, like one typed by hand, changed since it was taken, gone, or taken as it is.

    uid: the row that it became or is like; was: the amount that stands there.
    """

    offer: s.Offer
    state: str
    uid: str = ""
    was: Decimal | None = None


def found(reader: Reader, household: Values, within: Period, books: Collection[str] = ()) -> list[Found]:
    """Everything to decide or decided about a window, in the order of its months; of some books alone, when they are named."""
    own = rows(reader, household["uid"])
    linked = {(row["source_ledger"], row["source_row"], row["month"]): row for row in own
              if row["source_row"] and (not books or row["source_ledger"] in books)}  # fmt: skip
    months = [key[2] for key in linked] + [month_of(within.first)]
    offers = {one.key: one for one in all_offers(reader, household, Period(first_day(min(months)), within.last), books)}
    free = [row for row in own if not row["source_row"]]
    told = [_standing(offer, linked.get(key), free) for key, offer in offers.items()
            if key in linked or first_day(offer.month) in within]
    told += [_gone(row) for key, row in linked.items() if key not in offers]
    return sorted((one for one in told if _touches(one.offer, within)), key=lambda one: (one.offer.month, one.offer.ledger, one.offer.row))


def _standing(offer: s.Offer, row: Values | None, free: list[Values]) -> Found:
    if row is not None:
        state = s.TAKEN if offer.amount == row["source_amount"] else s.CHANGED
        return Found(offer, state, row["uid"], row["amount"])
    twin = next((one for one in free if _alike(offer, one)), None)
    return Found(offer, s.ALIKE, twin["uid"], twin["amount"]) if twin else Found(offer, s.NEW)


def _alike(offer: s.Offer, row: Values) -> bool:
    """Whether a row typed by hand may be the same money."""
    if row["item"] != offer.item or (row["person"] and offer.person and row["person"] != offer.person):
        return False
    entry = r.entry_of(row)
    return entry is not None and r.overlap(entry, r.Entry(offer.part, offer.amount, offer.month, offer.months))


def _gone(row: Values) -> Found:
    entry = r.entry_of(row)
    amount = row["source_amount"] or row["amount"] or r.ZERO
    offer = s.Offer(row["source_ledger"], row["source_row"], row["month"], entry.months if entry else 1, row["item"] or "",
                    amount, row["person"], row["payer"] or "")  # fmt: skip
    return Found(offer, s.GONE, row["uid"], row["amount"])


def _touches(offer: s.Offer, within: Period) -> bool:
    return bool(r.Entry("", offer.amount, offer.month, offer.months).inside(within))


def all_offers(reader: Reader, household: Values, within: Period, books: Collection[str] = ()) -> Iterator[s.Offer]:
    """What the other ledgers say, whether taken or not."""
    for ledger, of in _BOOKS.items():
        if not books or ledger in books:
            yield from (offer for offer in of(reader, household, within) if offer.amount > 0)


def _jobs(reader: Reader, household: Values, within: Period) -> Iterable[s.Offer]:
    """Wage times the months of each quarter; the wage that was told in the quarter stands before the usual one."""
    for job in reader.under("job", household["uid"]):
        begun, ended = job["from_month"], job["to_month"]
        if not begun or (job["still"] is False and not ended):
            continue  # when it ended nobody wrote: how many months they were cannot be said
        ended = s.end_of_spell(begun, ended, job["year"], job["still"])
        for quarter in s.quarters(within, reader.on):
            months, wage = s.months_in(begun, ended, quarter), _wage(reader, job, quarter)
            if months and wage and _earns_here(reader, household, job["person"], quarter) and not _held(reader, job, quarter):
                item = s.VILLAGE_POST if job["channel"] == "post" else "wage_job"
                yield s.Offer("job", job["uid"], month_of(quarter.first), MONTHS_A_QUARTER, item, wage * months, job["person"],
                              job["employer"] or "")  # fmt: skip


def _wage(reader: Reader, job: Values, quarter: Period) -> Decimal | None:
    told = [one for one in reader.children("job_check", "job", job["uid"]) if one["wage"] and one["date"] and one["date"] in quarter]
    last = max(told, key=lambda one: (one["date"], one["uid"]), default=job)
    wage: Decimal | None = last["wage"]
    return wage


def _earns_here(reader: Reader, household: Values, person: str, quarter: Period) -> bool:
    return person in people_of(reader, household["uid"], quarter.last)


def _held(reader: Reader, job: Values, quarter: Period) -> bool:
    """Whether a job by way of a post has its money in the post's own attendance."""
    holders = reader.children("post_holder", "person", job["person"]) if job["channel"] == "post" else []
    sheets = (sheet for holder in holders for sheet in reader.children("post_attendance", "post_holder", holder["uid"]))
    return any(sheet["month"] and first_day(sheet["month"]) in quarter for sheet in sheets)


def _posts(reader: Reader, household: Values, within: Period) -> Iterable[s.Offer]:
    """What each month on a post pays."""
    for sheet in reader.under("post_attendance", household["uid"]):
        if not sheet["month"] or first_day(sheet["month"]) not in within or not s.is_over(sheet["month"], reader.on):
            continue
        holder = reader.get("post_holder", sheet["holder"])
        post = reader.get("post", holder.get("post"))
        pay = reader.derived("post_attendance", sheet, "pay") or r.ZERO
        yield s.Offer("post_attendance", sheet["uid"], sheet["month"], 1, s.post_item(post.get("fund")), pay, holder.get("person"),
                      post.get("keeper") or "")  # fmt: skip


def _welfare(reader: Reader, household: Values, within: Period) -> Iterable[s.Offer]:
    """So much a month over the months of a quarter, and what was paid once."""
    for row in reader.under("welfare", household["uid"]):
        item, begun = s.welfare_item(row["kind"]), row["from_month"]
        for quarter in s.quarters(within, reader.on) if begun and row["monthly"] else ():
            amount = row["monthly"] * s.months_in(begun, row["to_month"], quarter)
            yield s.Offer("welfare", row["uid"], month_of(quarter.first), MONTHS_A_QUARTER, item, amount, row["person"])
        if begun and row["once"] and not row["monthly"] and first_day(begun) in within:
            yield s.Offer("welfare", row["uid"], begun, 1, item, row["once"], row["person"])


def _paid_once(ledger: str, amount: str, item: Callable[[Values], str], payer: Callable[[Reader, Values], str]) -> Book:
    """A book whose rows are paid on one day."""

    def offers(reader: Reader, household: Values, within: Period) -> Iterable[s.Offer]:
        for row in reader.under(ledger, household["uid"]):
            if row[amount] and row["paid_on"] and row["paid_on"] in within:
                yield s.Offer(ledger, row["uid"], month_of(row["paid_on"]), 1, item(row), row[amount], row.get("person"),
                              payer(reader, row))  # fmt: skip

    return offers


Book = Callable[[Reader, Values, Period], Iterable[s.Offer]]
_PAID_ONCE: dict[str, tuple[str, Callable[[Values], str], Callable[[Reader, Values], str]]] = {
    "travel_subsidy": ("paid", lambda row: "transfer_other", lambda reader, row: "一次性交通补助"),
    "industry_subsidy": ("paid", lambda row: "transfer_other", lambda reader, row: "产业到户补助"),
    "land_lease": ("paid", lambda row: "cost_other" if row["way"] == "in" else "property_land", lambda reader, row: row["lessee"] or ""),
    "benefit_link": ("got", lambda row: s.link_item(row["mode"]),
                     lambda reader, row: reader.get("enterprise", row["enterprise"]).get("name") or ""),
}  # fmt: skip
_BOOKS: dict[str, Book] = {
    "job": _jobs, "post_attendance": _posts, "welfare": _welfare,
    **{ledger: _paid_once(ledger, *how) for ledger, how in _PAID_ONCE.items()},
}  # fmt: skip
