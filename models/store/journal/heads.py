"""Which transactions hold the present value of a field: a pure core, sets in and sets out (sync.md G.3).

`fv` of a row maps a field to the rid, or rids, of its heads. `*` stands for every field not named: the additions, which
name all columns. More than one head is a conflict; the shown value is that of the highest rank, never the last in.
`_del`, `_into` and `_scope` are fields that no table has: taken away, the same as another row, moved to another village.
`_born` says of a row that no line adds whole that it is there (models/migrations/upcasts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from models.migrations.upcasts import BORN

Fv = dict[str, Any]
EVERY, GONE, INTO, SCOPE = "*", "_del", "_into", "_scope"
# Hashes of other places' lines that were named as seen before they came: {hash: [fields]}. See `fold_change`.
AHEAD = "_ahead"
PSEUDO = frozenset((GONE, INTO, SCOPE, BORN))
_NO_FIELD = PSEUDO | {AHEAD}
Rank = tuple[bool, int, int, str, str]  # of the place where the row is, authority, lamport, device, hash


def heads(fv: Mapping[str, Any], field: str) -> set[int]:
    """The rids that hold a field's value; empty when nobody has written it."""
    found = fv.get(field, None if field in _NO_FIELD else fv.get(EVERY))
    if found is None:
        return set()
    return set(found) if isinstance(found, list) else {found}


def written(fv: Mapping[str, Any]) -> Iterable[str]:
    """The names under which field heads stand, `*` among them; the fields that no table has apart."""
    return [name for name in fv if name not in _NO_FIELD]


def all_heads(fv: Mapping[str, Any]) -> set[int]:
    """Every rid that still holds a value of some field of the table."""
    return {rid for name in written(fv) for rid in heads(fv, name)}


def added(fv: Mapping[str, Any]) -> set[int]:
    """The rids by which the row is there at all; without one its place is not known yet."""
    return heads(fv, EVERY) | heads(fv, BORN)


def every_rid(fv: Mapping[str, Any]) -> set[int]:
    """Every rid that the row's heads name, removals, merges and moves too."""
    return {rid for name in fv if name != AHEAD for rid in heads(fv, name)}


def agreed(fv: Mapping[str, Any]) -> bool:
    """Whether every field has one head and nothing is said that no table can say: then the last line tells the row."""
    return fv.keys().isdisjoint(_NO_FIELD) and not any(isinstance(rids, list) for rids in fv.values())


def put(fv: Fv, field: str, rids: Collection[int]) -> None:
    """Write heads back in their shortest form."""
    ordered = sorted(rids)
    fv[field] = ordered[0] if len(ordered) == 1 else ordered


def is_addition(change: Mapping[str, Any]) -> bool:
    """Whether a line names all columns: a new row, or one that came from another village with all it had."""
    values, parents = change.get("v") or (), change.get("p") or {}
    return parents.keys() <= {EVERY, SCOPE} and (not parents or EVERY in parents) and not {GONE, INTO} & set(values)


def fold_change(fv: Fv, rid: int, h: str, change: Mapping[str, Any], known: Mapping[str, int]) -> None:
    """Take one line into the heads of its row.

    `known` gives rids of journalled hashes. A parent of another place that has not come yet (`o`) is noted under AHEAD,
    so that it is no head when it comes: the order of arrival tells nothing.
    """
    if AHEAD not in fv and "o" not in change and EVERY not in (change.get("p") or ()):
        _fold_at_home(fv, rid, change.get("v") or {}, change.get("p") or {}, known)
        return
    ahead: dict[str, list[str]] = fv.get(AHEAD, {})
    passed = set(ahead.pop(h, ()))
    parents: dict[str, set[int]] = {}
    for name, hashes in (change.get("p") or {}).items():
        parents[name] = {known[one] for one in hashes if one in known}
        for one in hashes:
            if one not in known:
                ahead[one] = sorted({*ahead.get(one, ()), name})
    if is_addition(change):
        _fold_addition(fv, rid, parents, passed)
    for name in change.get("v") or ():
        if name in PSEUDO or not is_addition(change):
            me = set() if passed & ({name} if name in PSEUDO else {name, EVERY}) else {rid}
            put(fv, name, (heads(fv, name) - parents.get(name, set())) | me)
    if ahead:
        fv[AHEAD] = ahead
    else:
        fv.pop(AHEAD, None)


def _fold_at_home(
    fv: Fv, rid: int, values: Mapping[str, Any], parents: Mapping[str, list[str]], known: Mapping[str, int]
) -> None:
    """The same for a line that knows of one village only, which nearly all do."""
    if not parents:
        _fold_addition(fv, rid, {}, set())
        return
    for name in values:
        now = fv.get(name) if name in PSEUDO else fv.get(name, fv.get(EVERY))
        seen = parents[name]
        if isinstance(now, int) and len(seen) == 1 and known.get(seen[0]) == now:
            fv[name] = rid
        else:
            put(fv, name, (heads(fv, name) - {known[one] for one in seen if one in known}) | {rid})


def _fold_addition(fv: Fv, rid: int, parents: Mapping[str, set[int]], passed: set[str]) -> None:
    """It is a writer of every field, also of those that its program did not have."""
    if not fv:
        fv[EVERY] = rid
        return
    gone = parents.get(EVERY, set())
    for name in {*written(fv), EVERY, *(passed - _NO_FIELD)}:
        me = set() if passed & {name, EVERY} else {rid}
        put(fv, name, (heads(fv, name) - gone) | me)
    for name in [name for name in written(fv) if name != EVERY and fv[name] == fv[EVERY]]:
        del fv[name]


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
