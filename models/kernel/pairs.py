"""Two rows that say the same are told once: when all are looked at by the one that came later, at entry by the one written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.kernel.facts import Facts, Values
from models.kernel.kind import UNSAID


def being_written(f: Facts) -> bool:
    """Whether this row is being saved; else it is looked at as it stands, beside all others."""
    return f.old is not f.new and f.old != f.new


def earlier(f: Facts, rows: Iterable[Values]) -> Iterator[Values]:
    """Of other rows those against which this one is told: all of them while it is being written."""
    writing = being_written(f)
    return (row for row in rows if writing or row["uid"] < f.new["uid"])


def last_of(f: Facts, rows: Iterable[Values]) -> bool:
    """Whether this row speaks for all of these: what several make together is told once."""
    return being_written(f) or all(row["uid"] < f.new["uid"] for row in rows)


def again(f: Facts, *names: str) -> bool:
    """Whether a record under the same parent says the same in all these fields."""
    return any(earlier(f, f.same(*names)))


def seem_one(one: Values, other: Values, ways: Sequence[Sequence[str]]) -> Sequence[str]:
    """The alternative in which two rows agree, nothing in it blank; none where a surer one tells them apart.

    One field that alone identifies (a contract's number) decides; a likeness of several is undone by any that differs.
    """
    for at, way in enumerate(ways):
        against = ways if len(way) > 1 else ways[:at]
        if _told(one, way) and _said(one, way) == _said(other, way):
            return () if any(_apart(one, other, names) for names in against) else way
    return ()


def _said(row: Values, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(row.get(name) for name in names)


def _told(row: Values, names: Sequence[str]) -> bool:
    return all(said not in UNSAID for said in _said(row, names))


def _apart(one: Values, other: Values, names: Sequence[str]) -> bool:
    return _told(one, names) and _told(other, names) and _said(one, names) != _said(other, names)
