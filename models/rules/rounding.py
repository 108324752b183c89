"""Rounding as paper wants it: half up, money to 0.01, percentages to two places (`102.13`).

Source: 会计基础工作规范 practice (四舍五入); percentages with two decimals as townships print them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_FEN = Decimal("0.01")


def half_up(value: Decimal, step: Decimal = _FEN) -> Decimal:
    """Rounded half up (away from zero for losses), never to even."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def percent(part: Decimal | int, whole: Decimal | int, step: Decimal = _FEN) -> Decimal | None:
    """`part` of `whole` in percent; None of nothing, for 0 of 0 is no rate."""
    return half_up(Decimal(part) * 100 / Decimal(whole), step) if whole else None


def growth(now: Decimal | int, before: Decimal | int, step: Decimal = _FEN) -> Decimal | None:
    """By how many percent `now` is above `before`."""
    return percent(Decimal(now) - Decimal(before), before, step)
