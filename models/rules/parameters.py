"""Which of several dated policy values holds on a day in a place: one rule for presets and for rows somebody set.

Source: settled practice of the program (a village's own row, else the township's, else the preset); within one of
these the nearest region stands first, then the latest beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Protocol, TypeVar

Value = int | Decimal | str | bool | tuple[int | str, ...]
EVERYWHERE = "*"
NOTHING = "空着"  # how a list without anything in it is written
# 150000000000 is the whole of 15: the empty ends of village, township, county and prefecture are no part of a place.
_LEVELS = ((12, "000"), (9, "000"), (6, "00"), (4, "00"))
_SEPARATORS = str.maketrans({"、": ",", "，": ",", ";": ",", "；": ",", " ": ","})
_YES = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}


class Dated(Protocol):
    """A policy value with its place and time; presets and stored rows both look like this."""

    @property
    def id(self) -> str:
        """Which parameter it is."""

    @property
    def region(self) -> str:
        """`*`, or a region code: it holds for every place whose code begins with its digits."""

    @property
    def valid_from(self) -> date:
        """Its first day."""

    @property
    def valid_to(self) -> date | None:
        """Its last day; None while it goes on."""


Row = TypeVar("Row", bound=Dated)


def nearness(region: str, place: str) -> int | None:
    """How many digits of `place` a row's region fixes; 0 for everywhere, None when it is another place."""
    if region in (EVERYWHERE, ""):
        return 0
    stem = region
    for length, tail in _LEVELS:
        stem = stem[: length - len(tail)] if len(stem) == length and stem.endswith(tail) else stem
    return len(stem) if place.startswith(stem) else None


def pick(rows: Iterable[Row], id: str, on: date, region: str = EVERYWHERE) -> Row | None:
    """The row of parameter `id` that holds on `on` in `region`; None when none does."""
    best: tuple[int, date] | None = None
    chosen: Row | None = None
    for row in rows:
        if row.id != id or not row.valid_from <= on <= (row.valid_to or date.max):
            continue
        near = nearness(row.region, region)
        if near is not None and (best is None or (near, row.valid_from) >= best):
            best, chosen = (near, row.valid_from), row
    return chosen


def read_value(text: str, like: Value) -> Value:
    """What somebody typed as a value, of the same kind as the preset's. Raises ValueError with a sentence."""
    text = text.strip()
    if isinstance(like, bool):
        if text.lower() not in _YES:
            raise ValueError(f"“{text}”要写“是”或“否”。")
        return _YES[text.lower()]
    if isinstance(like, tuple):
        parts = [part for part in text.translate(_SEPARATORS).split(",") if part not in ("", NOTHING)]
        return tuple(_whole(part) for part in parts) if _of_wholes(like) else tuple(parts)
    if isinstance(like, str):
        return text
    return _whole(text) if isinstance(like, int) else _decimal(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"“{text}”不是数字。")
    return number


def _whole(text: str) -> int:
    number = _decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"“{text}”要写整数。")
    return int(number)


def _of_wholes(like: tuple[int | str, ...]) -> bool:
    return bool(like) and all(isinstance(part, int) for part in like)
