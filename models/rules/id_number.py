"""What a certificate number says. Sources: GB 11643-1999 (18 digits, MOD 11-2); 残疾人证 is that number followed by
kind and level, and by B1… once it has been replaced (20 or 22 characters).

Area 999999 belongs to nobody and is used for made-up people, so it is never called wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.rules.dates import age_on

MALE, FEMALE = "1", "2"
MADE_UP_AREA = "999999"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"^\d{17}[\dX](?:[1-7][1-4](?:B\d)?)?$", re.ASCII)
_EARLIEST = 1900


@dataclass(frozen=True)
class Certificate:
    """A number that reads: the person's part, and kind and level when it is a disability card."""

    number: str
    area: str
    born: date
    sex: str
    disability: str = ""
    level: str = ""

    def age(self, on: date) -> int:
        """Full years on a day."""
        return age_on(self.born, on)


def check_digit(first17: str) -> str:
    """The 18th character for the first seventeen."""
    return _CHECKS[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def birth_fault(text: str | None, today: date) -> str | None:
    """A birth date that cannot be true of somebody alive or just born; None when the number does not read at all."""
    card = read_certificate(text)
    if card is None or (card.born.year >= _EARLIEST and card.born <= today):
        return None
    return f"身份证号里的出生日期是{card.born:%Y-%m-%d}，不对，请对着证件再看一遍。"


@lru_cache(maxsize=4096)  # a dozen rules read the number of the person at hand
def read_certificate(text: str | None) -> Certificate | None:
    """The facts a number holds, whatever its check digit; None when there is no date in it."""
    if not text or not _SHAPE.match(text) or (born := _born(text)) is None:
        return None
    sex = MALE if int(text[16]) % 2 else FEMALE
    return Certificate(text[:18], text[:6], born, sex, text[18:19], text[19:20])


def area_doubt(text: str, provinces: frozenset[str]) -> str | None:
    """A first part that is no province; `provinces` are two-digit codes (codes.region)."""
    if len(text) < 6 or text[:6] == MADE_UP_AREA or text[:2] in provinces:
        return None
    return f"身份证号开头的{text[:2]}不是任何省份的代码，请对着证件再看一遍。"


def _born(text: str) -> date | None:
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
