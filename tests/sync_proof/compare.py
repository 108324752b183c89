"""Comparing what offices show with what they should: one sentence that names the place where it differs."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tests.sync_proof.offices import Office, Text

Rows = dict[str, dict[str, dict[str, Any]]]


class Lost(AssertionError):
    """Something that somebody exported is not where it must be, or an office shows what its journal does not say."""


def forks(office: Office) -> int:
    """Chains with more than one end."""
    ends = Counter((dev, scope) for dev, scope, _, _ in office.tips())
    return sum(1 for count in ends.values() if count > 1)


def flat(rows: Rows) -> dict[tuple[str, str], dict[str, Any]]:
    """By ledger and uid."""
    return {(tbl, uid): row for tbl, its in rows.items() for uid, row in its.items()}


def erased(text: Text) -> bool:
    """Whether a line of it gave way to a tombstone."""
    return any('"r":{' in line for line in text[1:])


def author(text: Text) -> str:
    """The device that wrote a transaction."""
    return str(json.loads(text[0])["d"])


def scope_of(text: Text) -> str:
    """The place in whose chain a transaction stands."""
    return str(json.loads(text[0])["s"])


def same(office: Office, what: str, found: object, wanted: object) -> None:
    """Raise Lost, saying where the two differ, unless they are equal."""
    if found != wanted:
        raise Lost(f"{office.name}: {what}: shown {_short(found, wanted)}, should be {_short(wanted, found)}")


def _short(one: object, other: object) -> object:
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: value for key, value in one.items() if key not in other or other[key] != value}
    if isinstance(one, set) and isinstance(other, set):
        return one - other
    return one
