"""What nearly every ledger says of its own days: one that has not come yet, one that lies before the one it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.kernel.facts import Facts
from models.kernel.mistake import REFUSE, Mistake


def not_come(f: Facts, severity: str = REFUSE, **words: str) -> Iterator[Mistake]:
    """Days or months that lie in the future: field and what it is called, date="走访日期"."""
    for name, word in words.items():
        value = f.new.get(name)
        if value and value > (f.today if isinstance(value, date) else f"{f.today:%Y-%m}"):
            yield Mistake(f"{word}还没到，请核对。", name, severity)


def too_early(f: Facts, first: str, word: str, severity: str = REFUSE, **later: str) -> Iterator[Mistake]:
    """Days that lie before the one they follow: that one and what it is called, then those after it, to_on="结束日期"."""
    begun = f.new.get(first)
    for name, after in later.items():
        if begun and f.new.get(name) and f.new[name] < begun:
            yield Mistake(f"{after}比{word}还早，请核对。", name, severity)
