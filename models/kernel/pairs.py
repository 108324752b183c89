"""Two rows that say the same are told once: when all are looked at by the one that came later, at entry by the one written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.kernel.facts import Facts, Values


def earlier(f: Facts, rows: Iterable[Values]) -> Iterator[Values]:
    """Of other rows those against which this one is told: all of them while it is being written."""
    writing = f.old is not f.new and f.old != f.new
    return (row for row in rows if writing or row["uid"] < f.new["uid"])


def again(f: Facts, *names: str) -> bool:
    """Whether a record under the same parent says the same in all these fields."""
    return any(all(other.get(name) == f.new.get(name) for name in names) for other in earlier(f, f.siblings()))
