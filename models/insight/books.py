"""Since when a village keeps its books here: nobody owes this program what was to be written before that."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy import select

from models.insight.reader import Reader
from models.store.journal import tables as t


def begun_on(reader: Reader, scope: str) -> date:
    """The day of a village's first entry; the earliest of its devices."""
    return reader.once("books", lambda: _begun(reader)).get(scope, date.min)


def _begun(reader: Reader) -> dict[str, date]:
    found: dict[str, date] = {}
    first = select(t.journal.c.scope, t.journal.c.head).where(t.journal.c.seq == 1)
    for place, head in reader.source.connection.execute(first):
        day = datetime.fromisoformat(json.loads(head)["ts"]).date()
        found[place] = min(day, found.get(place, day))
    return found
