"""What stands on a household's 明白卡, part by part, and which printing of it the household has.

No identity number, no illness and no income: a card hangs on a wall, so numbers that were typed into a text are taken out.
A card is stale once a part of what was printed for this household reads otherwise today; that is told by short marks of each
part which are kept with every printing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from reports.public import hide_numbers
from reports.returns.belongings import under
from reports.returns.book import Book, Entry
from reports.returns.words import at_work, helps, household_class, members, office_phones, size_words, studies

ID = "2.14"
Benefit = tuple[str, str, str]
"""Day, what, and how much."""


@dataclass(frozen=True)
class Facts:
    """The card. Each field is a part that is compared by itself."""

    household: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, ...], ...]
    helpers: tuple[tuple[str, str], ...]
    policies: frozenset[str]
    benefits: tuple[Benefit, ...]
    phones: tuple[str, ...]


PARTS = {"household": "户的情况", "people": "家庭成员", "helpers": "帮扶责任人", "policies": "享受的政策", "benefits": "措施和受益", "phones": "电话"}


@dataclass(frozen=True)
class Printing:
    """One printing of a card: the day, and the mark of each part as it stood."""

    on: date
    marks: dict[str, str]


def facts(home: Entry) -> Facts:
    """The card of a household today."""
    book = home.book
    place = "".join((book.store.name if book.store.role == "village" else "", home.text("group"), home.text("door")))
    head = (("户主", home.text("head_name")), ("住址", hide_numbers(place)), ("人口", size_words(home)), ("户类型", household_class(home)))
    people = tuple((one.text("name"), one.text("relation"), str(one.values["age"] if one.values["age"] is not None else ""), _busy(one))
                   for one in members(home))
    helpers = tuple((" ".join(filter(None, (one.text("name"), one.text("unit")))), one.text("phone")) for one in home.children("helper")
                    if helps(one))
    return Facts(head, people, helpers, frozenset(word for word, has in POLICIES.items() if has(home)), tuple(_benefits(home)),
                 office_phones(book.store))  # fmt: skip


def _busy(person: Entry) -> str:
    """School, else where somebody works now; never why somebody does neither."""
    return person.text("stage") if studies(person) else hide_numbers(at_work(person) or "")


def _given(home: Entry, *kinds: str) -> bool:
    """Whether a measure of one of these kinds is running or was done this year."""
    return any(one.values["kind"] in kinds and (one.values["state"] == "doing" or _this_year(one, "date")) for one in under(home, "support"))


def _this_year(entry: Entry, field: str) -> bool:
    day = entry.values[field]
    return bool(day and day.year == entry.book.on.year and day <= entry.book.on)


def _rows(home: Entry, ledger: str, field: str) -> list[Entry]:
    return [one for one in under(home, ledger) if _this_year(one, field)]


def _taught(home: Entry) -> bool:
    return any(one.values["year"] == home.book.on.year and (one.values["aid"] or one.values["money"]) for one in under(home, "schooling"))


def _insured(home: Entry) -> bool:
    return any(one.values["year"] == home.book.on.year and one.values["subsidy"] for one in under(home, "insurance"))


_PAID = ("paid", "tapering", "to_recheck")
POLICIES: dict[str, Callable[[Entry], bool]] = {
    "健康": lambda home: _given(home, "health") or _insured(home) or any(one.values["issued_on"] and not one.values["stopped_on"]
                                                                       for one in under(home, "chronic_card")),
    "教育": lambda home: _given(home, "education", "compulsory") or _taught(home),
    "住房": lambda home: _given(home, "housing", "resettlement") or bool(_rows(home, "housing_check", "accepted_on")),
    "饮水": lambda home: _given(home, "water"),
    "低保养老": lambda home: _given(home, "welfare") or any(one.values["state"] in _PAID for one in under(home, "welfare")),
    "产业": lambda home: _given(home, "industry") or bool(_rows(home, "industry_subsidy", "paid_on")),
    "就业": lambda home: _given(home, "job") or bool(_rows(home, "travel_subsidy", "paid_on") or _rows(home, "training", "from_on")),
    "金融": lambda home: _given(home, "finance") or any(one.values["balance"] for one in under(home, "loan")),
    "公岗": lambda home: _given(home, "post") or any(one.values["active"] is True for one in under(home, "post_holder")),
}  # fmt: skip


def _benefits(home: Entry) -> Iterator[Benefit]:
    """What was done and paid this year, the newest first."""
    found: list[tuple[date, str, str]] = []
    for ledger, day, words, amount in _SOURCES:
        found += [(one.values[day], hide_numbers(words(one)), one.text(amount)) for one in _rows(home, ledger, day)]
    for on, what, amount in sorted(found, reverse=True):
        yield on.isoformat(), what, f"{amount} 元" if amount else ""


def _support(one: Entry) -> str:
    return "：".join(filter(None, (one.text("kind"), one.text("content"))))


_SOURCES: tuple[tuple[str, str, Callable[[Entry], str], str], ...] = (
    ("support", "date", _support, "amount"),
    ("industry_subsidy", "paid_on", lambda one: f"产业到户补助：{one.text('category')}", "paid"),
    ("travel_subsidy", "paid_on", lambda one: f"一次性交通补助：{one.text('person')}", "paid"),
    ("schooling", "paid_on", lambda one: f"教育资助：{one.text('person')}", "money"),
    ("project_beneficiary", "on_day", lambda one: f"项目受益：{one.text('project')}", "amount"),
)


def marks(card: Facts) -> dict[str, str]:
    """A short mark of each part."""
    return {part: hashlib.sha256(repr(_ordered(getattr(card, part))).encode()).hexdigest()[:8] for part in PARTS}


def _ordered(part: object) -> object:
    return sorted(part) if isinstance(part, frozenset) else part


def printings(book: Book) -> dict[str, list[Printing]]:
    """Every printing of every household's card, the oldest first."""
    if ID not in book.kept:
        found: dict[str, list[Printing]] = {}
        for kept in sorted(book.all("kept_return"), key=lambda one: (one.values["made_on"] or date.min, one.uid)):
            if kept.values["return_id"] == ID and kept.values["made_on"]:
                for home, known in json.loads(kept.values["figures"] or "{}").get("faces", {}).items():
                    found.setdefault(home, []).append(Printing(kept.values["made_on"], known))
        book.kept[ID] = found
    all_of_them: dict[str, list[Printing]] = book.kept[ID]
    return all_of_them


def version(home: Entry, now: dict[str, str]) -> tuple[int, date]:
    """The number of this card among those that read differently, and since when it reads so."""
    number, last, since = 0, None, home.book.on
    for printing in printings(home.book).get(home.uid, ()):
        if printing.marks != last:
            number, last, since = number + 1, printing.marks, printing.on
    return (number, since) if last == now else (number + 1, home.book.on)
