"""How a line that an older program wrote reads today: values change here, never in a revision (sync.md, difference 11).

An upcast belongs to the revision that needs it: it takes one change line of schema n (fields by name under `v`, what the
author had seen under `p`) and gives it as schema n + 1 would have written it. The journal keeps the old bytes; after an
upgrade all lines are folded anew.
"""

from collections.abc import Callable, Mapping
from typing import Any

Change = Mapping[str, Any]

UPCASTS: dict[int, Callable[[Change], Change]] = {}
"""By the schema that the line was written under."""


def upcast(change: Change, schema: int) -> Change:
    """A change line of an older schema as today's program would have written it."""
    if not UPCASTS:
        return change
    for number in sorted(n for n in UPCASTS if n >= schema):
        change = UPCASTS[number](change)
    return change
