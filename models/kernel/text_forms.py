"""Turning what people type and what Excel holds into one plain form, before any Kind looks at it."""

from __future__ import annotations

import re
import unicodedata

_FULL = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as their half-width twins."""
    return text.translate(_FULL)


def tidy(text: str) -> str:
    """Composed Unicode, no invisible characters, no spaces at the ends; line breaks stay."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()


def one_line(text: str) -> str:
    """`tidy` with every run of white space as one space."""
    return _SPACES.sub(" ", tidy(text))


def compact(text: str) -> str:
    """Half-width, without any white space: for numbers, dates and codes."""
    return _SPACES.sub("", half_width(tidy(text)))
