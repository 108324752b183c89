"""What was handed over is kept: one row a return with its code and all its cells, so that it can be compared later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models import store as st
from models.rules.dates import read_period
from reports.sheet import cell_text

if TYPE_CHECKING:
    from services.returning import Made

KEPT = "kept_return"


def keep(store: st.Store, made: Made, of: str, *, public: bool) -> None:
    """One row for what was made; the same return again adds none, nor does the list of what was made."""
    if made.id == KEPT:
        return
    key = {"return_id": made.id, "code": made.code}
    if any((row["for_uid"] or "") == of and (row["period"] or "") == made.period
           for row in st.find(store, KEPT, key)):
        return
    words = f"{made.title} {_words(made.period)}".strip()
    raw = key | {"period": made.period or None, "for_uid": of or None, "figures": _figures(made), "public": public}
    st.add(store, KEPT, raw, label=f"出报表“{words}”")


def _words(period: str) -> str:
    return read_period(period).words() if period else ""


def _figures(made: Made) -> str:
    kept: dict[str, Any] = {"rows": made.rows, "totals": made.totals, "unverified": made.unverified}
    if made.faces:
        kept["faces"] = {uid: dict(marks) for uid, marks in made.faces.items()}
    if made.sheet:
        kept |= {
            "columns": [column.heading for column in made.sheet.columns],
            "cells": [[cell_text(value, column.kind) for value, column in zip(row, made.sheet.columns, strict=True)]
                      for row in made.sheet.rows],
            "notes": list(made.sheet.notes),
        }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
