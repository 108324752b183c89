"""编号 of a half-filled paper: its village, its household and its day in twelve letters that are read out, typed or scanned.

Nothing has to be kept for it: whoever has the household's row finds it by the letters, however often its paper was printed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

# Crockford's letters: none is mistaken for another when the code is read out over the telephone.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD = str.maketrans("OIL", "011", " -－—_·")
_EPOCH = date(2020, 1, 1)
_PLACE, _HOME, _DAY = 2, 6, 3  # letters for each part; one more proves the others
LENGTH = _PLACE + _HOME + _DAY + 1
_OVERFLOW, _REDUCED = 32, 0b100101  # the field of 32 elements, whose arithmetic finds every wrong and every swapped letter


@dataclass(frozen=True)
class SheetCode:
    """What the letters say: marks of a village and of a household, and the day on which the paper was made."""

    place: str
    home: str
    day: date


def heard(typed: str) -> str:
    """The letters as they were meant: any case and width, with or without dashes, O for 0 and I or L for 1."""
    return unicodedata.normalize("NFKC", typed).upper().translate(_HEARD)


def is_code(typed: str) -> bool:
    """Whether it has the looks of such a code, right or wrong."""
    letters = heard(typed)
    return len(letters) == LENGTH and set(letters) <= set(LETTERS)


def code_of(scope: str, household: str, day: date) -> str:
    """Twelve letters in three groups."""
    letters = place_mark(scope) + home_mark(household) + _letters((day - _EPOCH).days, _DAY)
    letters += _proof(letters)
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def read(typed: str) -> SheetCode | None:
    """What a code says, None when a letter of it is wrong."""
    letters = heard(typed)
    if not is_code(typed) or _proof(letters[:-1]) != letters[-1]:
        return None
    days = reduce(lambda number, letter: number * 32 + LETTERS.index(letter), letters[_PLACE + _HOME : -1], 0)
    return SheetCode(letters[:_PLACE], letters[_PLACE : _PLACE + _HOME], _EPOCH + timedelta(days=days))


def place_mark(scope: str) -> str:
    """The village's letters."""
    return _digest(scope, _PLACE)


def home_mark(household: str) -> str:
    """The household's letters: they follow from its row's number and say nothing about anybody."""
    return _digest(household, _HOME)


def _digest(text: str, count: int) -> str:
    return _letters(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"), count)


def _letters(number: int, count: int) -> str:
    return "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(count)))


def _proof(letters: str) -> str:
    proof = 0
    for letter in letters:
        proof ^= LETTERS.index(letter)
        proof <<= 1
        proof ^= _REDUCED if proof & _OVERFLOW else 0
    return LETTERS[proof]
