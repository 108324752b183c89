"""How a line that an older program wrote reads today: values change here, never in a revision (sync.md, difference 11).

An upcast belongs to the revision that needs it: it takes one change line of schema n (fields by name under `v`, what the
author had seen under `p`) and gives the changes that a program of schema n + 1 would have written for it, that of the
line's own row first, unless nothing is left to say there. The journal keeps the old bytes; after an upgrade all lines
are folded anew, and what an older village still sends is read the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

Change = Mapping[str, Any]

BORN = "_born"
"""Says of a row that it is there, where no line names all its columns; only an upcast says so, and the tombstone of its line."""
_EVERY, _SCOPE, _GONE = "*", "_scope", "_del"
_CASE = {"monitoring_class": "kind", "identified_month": "identified_month", "cleared": "cleared", "cleared_month": "cleared_month"}


def opening_case(household: str) -> str:
    """The uid of the case that the first program kept on the household: the same in every office."""
    return sha256(f"opening case of {household}".encode()).hexdigest()[:32]


def _class_becomes_a_case(change: Change) -> Iterator[Change]:
    """Schema 2 to 3: what was typed of monitoring on the household is its 期初 case, with the same history."""
    if change["t"] != "household":
        yield change
        return
    values, parents = change.get("v") or {}, change.get("p") or {}
    left = {name: value for name, value in values.items() if name not in _CASE and name != BORN}
    if left or not values:
        yield {**change, "v": left, "p": {name: seen for name, seen in parents.items() if name not in _CASE}}
    said, seen = _of_the_case(change["i"], values, parents, told=_tells_of_a_case(change))
    if said:
        rest = {name: told for name, told in change.items() if name not in ("t", "i", "v", "p", "was")}
        yield {"t": "monitoring", "i": opening_case(change["i"]), "v": said, "p": seen} | rest


def _tells_of_a_case(change: Change) -> bool:
    """Whether there is a case since this line; of a tombstone that does not say so, nobody can know that there was none."""
    values = change.get("v") or {}
    return bool(values[BORN] if BORN in values else values.get("monitoring_class") or (change.get("erased") and "monitoring_class" in values))


def kept_when_erased(change: Change, schema: int) -> dict[str, int]:
    """What the tombstone of a line says of other rows: without it they would be gone, or come to be, with the erased line."""
    return {BORN: int(_tells_of_a_case(change))} if schema <= newest() and change["t"] == "household" else {}


def _of_the_case(
    household: str, values: Mapping[str, Any], parents: Mapping[str, list[str]], *, told: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a line of a household says of its case, and what its author saw there. Without a class there was none: then
    what else was typed waits for one.

    The household goes along with every field, so that whoever has seen all fields of a case has seen all of it.
    """
    wide = {name: value for name, value in values.items() if name in (_GONE, _SCOPE)}
    typed = {new: values[old] for old, new in _CASE.items() if old in values}
    own = {"household": household, "opening": 1}
    if not parents or _EVERY in parents:
        if told:
            return own | typed | wide, dict(parents)
        typed = {name: value for name, value in typed.items() if value is not None}
    if not typed:
        return wide, {name: parents.get(name, []) for name in wide}
    seen = {name: parents.get(name, []) for name in wide}
    seen |= {new: parents.get(old, parents.get(_EVERY, [])) for old, new in _CASE.items() if new in typed}
    of_all = sorted({h for name in typed for h in seen[name]})
    said = own | typed | wide | ({BORN: 1} if told else {})
    return said, {name: seen.get(name, of_all) for name in said}


UPCASTS: dict[int, Callable[[Change], Iterator[Change]]] = {2: _class_becomes_a_case}
"""By the newest schema whose lines they read."""


def newest() -> int:
    """No line of a newer schema reads otherwise than it was written."""
    return max(UPCASTS, default=0)


def upcast(change: Change, schema: int) -> tuple[Change, ...]:
    """A change line of an older schema as today's program would have written it."""
    found: tuple[Change, ...] = (change,)
    if schema <= newest():
        for number in sorted(n for n in UPCASTS if n >= schema):
            found = tuple(new for one in found for new in UPCASTS[number](one))
    return found
