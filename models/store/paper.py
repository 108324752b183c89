"""The code on the 密码找回单: eight groups of four signs that survive handwriting and tell which was miscopied."""

from __future__ import annotations

import secrets

from models.kernel.text_forms import half_width
from models.store.ids import READABLE

GROUPS, SIZE = 8, 4
_WEIGHTS = (1, 3, 5)  # odd, so that any single wrong sign of 32 changes the check sign
_LOOKALIKES = str.maketrans({"1": "L", "I": "L"})  # no 1 and no I on the paper: only L can be meant


def new_code() -> str:
    """A fresh code, 120 random bits, as it is printed: `ABCD-EFGH-…`."""
    groups = ["".join(secrets.choice(READABLE) for _ in _WEIGHTS) for _ in range(GROUPS)]
    return "-".join(group + _check_sign(number, group) for number, group in enumerate(groups))


def plain(text: str) -> str:
    """The signs alone, however they were typed: case, spaces, dashes and full width do not matter."""
    signs = (sign for sign in half_width(text).upper() if sign.isalnum())
    return "".join(signs).translate(_LOOKALIKES)


def looks_like(text: str) -> bool:
    """Long enough and made of nothing but letters and digits: somebody is copying the paper."""
    signs = plain(text)
    return len(signs) == GROUPS * SIZE and signs.isascii()


def wrong_group(text: str) -> int | None:
    """The first group, counted from 1, that does not agree with its check sign."""
    signs = plain(text)
    for number in range(GROUPS):
        group = signs[number * SIZE : (number + 1) * SIZE]
        if not set(group) <= set(READABLE) or group[-1:] != _check_sign(number, group[:-1]):
            return number + 1
    return None


def _check_sign(number: int, group: str) -> str:
    """Takes the place of the group into account, so that two groups in the wrong order are noticed too."""
    weighed = zip(_WEIGHTS, group, strict=True)
    return READABLE[(number + sum(weight * READABLE.index(sign) for weight, sign in weighed)) % len(READABLE)]
