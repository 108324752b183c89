"""One parameter of the day for those who print: reports and services hold no connection of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from models.codes.presets import Preset
from models.ledgers import LEDGERS
from models.rules.parameters import nearness
from models.store import Store
from models.store.facts import FILE_ROW, OWN_ROW, TOWN_ROW, Policy
from models.store.source import Source


def parameter(store: Store, id: str, on: date | None = None) -> Any:
    """The value of a policy parameter on a day (today when none is given), or None."""
    with store.reader.connect() as connection:
        return Policy(Source(connection, LEDGERS), store.scope).value(id, on or store.today())


def standings(store: Store, ids: Iterable[str]) -> dict[str, list[tuple[str, Preset]]]:
    """All rows of parameters that can hold here, each with who set it (OWN_ROW, TOWN_ROW, FILE_ROW), the oldest first."""
    with store.reader.connect() as connection:
        policy = Policy(Source(connection, LEDGERS), store.scope)
        return {id: _here(policy, id) for id in ids}


def in_force(store: Store, ids: Iterable[str], on: date | None = None) -> dict[str, tuple[str, Preset] | None]:
    """The row of each parameter that holds on a day, with who set it; None where none does."""
    with store.reader.connect() as connection:
        policy = Policy(Source(connection, LEDGERS), store.scope)
        return {id: policy.row(id, on or store.today()) for id in ids}


def _here(policy: Policy, id: str) -> list[tuple[str, Preset]]:
    found = [(whose, row) for whose, rows in policy.rows(id) for row in rows if nearness(row.region, policy.scope) is not None]
    return sorted(found, key=lambda one: one[1].valid_from)


__all__ = ["FILE_ROW", "OWN_ROW", "TOWN_ROW", "in_force", "parameter", "standings"]
