"""Which transactions hold the present value of a field: a pure core, sets in and sets out (sync.md G.3).

`fv` of a row maps a field to the rid, or rids, of its heads. `*` stands for every field not named: the addition that
named all columns. More than one head is a conflict; the shown value is that of the highest rank, never the last in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

Fv = dict[str, Any]
EVERY, GONE = "*", "_del"
Rank = tuple[int, int, str, str]  # authority, lamport, device, hash


def heads(fv: Mapping[str, Any], field: str) -> set[int]:
    """The rids that hold a field's value; empty when nobody has written it."""
    found = fv.get(field, None if field == GONE else fv.get(EVERY))
    if found is None:
        return set()
    return set(found) if isinstance(found, list) else {found}


def all_heads(fv: Mapping[str, Any]) -> set[int]:
    """Every rid that still holds a value of some field, removals apart."""
    return {rid for field in fv if field != GONE for rid in heads(fv, field)}


def put(fv: Fv, field: str, rids: Collection[int]) -> None:
    """Write heads back in their shortest form."""
    ordered = sorted(rids)
    fv[field] = ordered[0] if len(ordered) == 1 else ordered


def fold_addition(fv: Fv, rid: int, fields: Iterable[str]) -> None:
    """A line that names all columns becomes the default head; fields already written apart keep both."""
    if EVERY not in fv:
        fv[EVERY] = rid
        return
    for field in fields:
        put(fv, field, heads(fv, field) | {rid})


def fold_field(fv: Fv, field: str, rid: int, parents: Collection[int]) -> set[int]:
    """new heads = (heads now without what the author saw) plus this one."""
    new = (heads(fv, field) - set(parents)) | {rid}
    put(fv, field, new)
    return new


def winner(rids: Collection[int], rank: Callable[[int], Rank]) -> int:
    """The head whose value is shown: authority, then Lamport counter, device, hash. Clocks never decide."""
    return next(iter(rids)) if len(rids) == 1 else max(rids, key=rank)


def is_gone(removals: Collection[tuple[bool, Collection[str]]], field_heads: Collection[str]) -> bool:
    """A row is hidden when every removal head removes, and together they had seen all that stands in it.

    removals: (does it remove, hashes it had seen) of each `_del` head. field_heads: hashes of all field heads.
    """
    if not removals or not all(removes for removes, _ in removals):
        return False
    seen = {h for _, hashes in removals for h in hashes}
    return set(field_heads) <= seen
