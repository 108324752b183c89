"""One parameter of the day for those who print: reports and services hold no connection of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.ledgers import LEDGERS
from models.store import Store
from models.store.facts import Policy
from models.store.source import Source


def parameter(store: Store, id: str, on: date | None = None) -> Any:
    """The value of a policy parameter on a day (today when none is given), or None."""
    with store.reader.connect() as connection:
        return Policy(Source(connection, LEDGERS), store.scope).value(id, on or store.today())
