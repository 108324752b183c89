"""Declaration checks with stable ids, run at start and in tests: a wrong ledger file fails before anybody uses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.kernel.field import PRIVACY_CLASSES
from models.kernel.ledger import SYSTEM_COLUMNS, Ledger, stored_fields

MOST_REQUIRED = 4  # design section 4: a row means nothing without them


@dataclass(frozen=True)
class Problem:
    """One fault of a declaration."""

    id: str
    ledger: str
    text: str


def check_ledger(ledger: type[Ledger], all_ledgers: Mapping[str, type[Ledger]]) -> list[Problem]:
    """Every fault of one declaration; an empty list when it is sound."""
    return [Problem(id, ledger.__tablename__, text) for id, text in _faults(ledger, all_ledgers)]


def _faults(ledger: type[Ledger], ledgers: Mapping[str, type[Ledger]]) -> Iterator[tuple[str, str]]:
    yield from _field_faults(ledger, ledgers)
    yield from _spec_faults(ledger)


def _field_faults(ledger: type[Ledger], ledgers: Mapping[str, type[Ledger]]) -> Iterator[tuple[str, str]]:
    headings: dict[str, str] = {}
    for name, field in ledger.__fields__.items():
        if not field.label:
            yield "L001", f"{name} has no label"
        for heading in (field.label, *field.aliases):
            if headings.setdefault(heading, name) != name:
                yield "L002", f"heading {heading} belongs to {headings[heading]} and {name}"
        if field.private not in PRIVACY_CLASSES:
            yield "L003", f"{name} has an unknown privacy class {field.private}"
        codes = getattr(field.kind, "codes", None)
        if codes is not None and not codes.items:
            yield "L005", f"{name} has an empty code list"
        if codes is not None and codes.items and codes.items[-1][0] != "unknown":
            yield "L006", f"the code list of {name} does not end with 不清楚"
        if field.to and field.to not in ledgers:
            yield "L007", f"{name} leads to the unknown ledger {field.to}"
        if name in SYSTEM_COLUMNS:
            yield "L008", f"{name} is a system column"
    if sum(field.parent for field in ledger.__fields__.values()) > 1:
        yield "L009", "more than one parent"
    if sum(field.required is True for field in stored_fields(ledger)) > MOST_REQUIRED:
        yield "L010", f"more than {MOST_REQUIRED} required fields"


def _spec_faults(ledger: type[Ledger]) -> Iterator[tuple[str, str]]:
    spec, fields = ledger.__ledger__, ledger.__fields__
    named = {"key": [n for alternative in spec.key for n in alternative],
             "twice": [n for alternative in spec.twice for n in alternative], "name": spec.name, "sort": spec.sort,
             "totals": spec.totals, "filters": spec.filters, "search": spec.search, "on": (spec.on,) if spec.on else (),
             "state": spec.state, "days": spec.days}
    for part, names in named.items():
        for name in names:
            if name not in fields:
                yield "L004", f"{part} names the unknown field {name}"
    if not spec.key:
        yield "L011", "no key: import could not tell rows apart"
    if not ledger.__doc__:
        yield "L012", "no docstring"
