"""上报数: numbers as they were handed in, held against each other. Source: a town's half-year report whose rows did not agree."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.rules.rounding import half_up, percent

Number = Decimal | int
_PERCENT = 100


def missing(whole: Number, parts: Iterable[Number]) -> Decimal:
    """How much the parts lack to the whole; less than nothing when they are more."""
    return Decimal(whole) - sum(map(Decimal, parts), Decimal(0))


def nearest_targets(done: Number, rate: Decimal) -> tuple[tuple[int, Decimal], ...]:
    """The whole targets beside the one that a rate would need, with the rates that they give."""
    if done <= 0 or rate <= 0:
        return ()
    low = int(Decimal(done) * _PERCENT / rate)
    return tuple((target, found) for target in (low, low + 1) if (found := percent(done, target)) is not None)


def reachable(done: Number, rate: Decimal) -> bool:
    """Whether some whole target gives the rate, to the places to which it was told."""
    step = min(rate.normalize(), Decimal(1), key=lambda one: one.as_tuple().exponent)
    return any(half_up(found, step) == rate for _, found in nearest_targets(done, rate))
