"""One made-up row for every ledger, built from its declaration: what the conformance suite stands on.

A ledger that needs nothing special is tested without a line here; links are followed and their rows made first.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import models.store as st
from models.kernel import Field
from models.kernel.numbers import IntegerKind
from models.ledgers import LEDGERS

DAY = date(2025, 7, 1)
BY_KIND: dict[str, Any] = {
    "text": "样例", "titled": "样例", "long": "第一行\n第二行", "integer": 3, "decimal": Decimal("1.50"), "money": Decimal("1200.50"),
    "date": DAY, "month": "2025-07", "flag": True, "id": "999999198001010011", "phone": "13900000000",
    "card": "6200000000000005", "marks": "√√△", "region": "999999104201",
}  # fmt: skip
# A year between 1949 and 2100, a day after another: what the rows' own order asks for.
SPECIAL: dict[tuple[str, str], Any] = {
    ("loan", "due_on"): date(2026, 7, 1), ("loan", "term"): 12, ("loan_extension", "due_on"): date(2027, 7, 1),
    ("job", "to_month"): "2025-07", ("waiver", "ledger"): "village", ("pending", "ledger"): "village",
    ("attachment", "ledger"): "village", ("visit", "next_on"): date(2025, 8, 1),
    ("travel_subsidy", "place"): "province",
    ("chronic_card", "review_due"): date(2026, 7, 1),
}  # fmt: skip


def value_of(ledger: str, field: Field) -> Any:
    """A good value for one field; None for what only the store can make."""
    if (ledger, field.name) in SPECIAL:
        return SPECIAL[ledger, field.name]
    if field.kind.name in ("code", "codes"):
        first = field.kind.codes.items[0][0]
        return first if field.kind.name == "code" else (first,)
    if isinstance(field.kind, IntegerKind) and (field.kind.low or 0) > BY_KIND["integer"]:
        return 2025  # a year
    if field.kind.name == "attachment":
        return b"a scan" if field.required else None
    return BY_KIND.get(field.kind.name)


def raw_row(store: st.Store, ledger: str, made: dict[str, str], *, all_fields: bool = True) -> dict[str, Any]:
    """Raw values for one row of `ledger`; the rows it leads to are made first and noted in `made`."""
    raw: dict[str, Any] = {}
    for field in LEDGERS[ledger].__fields__.values():
        if field.derived is not None and not field.fills:
            continue
        if field.to:
            if field.required and field.to != "village":
                raw[field.name] = made.get(field.to) or make(store, field.to, made)
        elif all_fields or field.required:
            raw[field.name] = value_of(ledger, field)
    if ledger == "household":
        raw["head_name"], raw["head_id"] = "样例户主", "999999196002290028"
    return {name: value for name, value in raw.items() if value is not None}


def make(store: st.Store, ledger: str, made: dict[str, str], *, all_fields: bool = True) -> str:
    """Add one row of `ledger`; returns its uid."""
    if ledger == "village":
        made[ledger] = st.find(store, "village")[0].uid
    elif ledger not in made:
        made[ledger] = st.add(store, ledger, raw_row(store, ledger, made, all_fields=all_fields)).uid
    return made[ledger]


__all__ = ["BY_KIND", "DAY", "SPECIAL", "make", "raw_row", "value_of"]
