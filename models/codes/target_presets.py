"""Reads the year targets that documents name: resources/targets.toml.

A document gives a number, or says how it follows from another: 1.10 times what was lent last year. What such a rule comes
to only the figures can say; here it is text with a source, like the dated policy values beside it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "resources" / "targets.toml"
LAST_YEAR, THIS_YEAR = "last_year", "this_year"


@dataclass(frozen=True)
class TargetPreset:
    """What a figure is to reach. year 0: every year. Without a value it is `times` the figure `of`, at the end of `when`.

    region: of which place the document speaks, as the digits that its codes begin with.
    """

    figure: str
    year: int
    title: str
    whose: str
    region: str
    source: str
    value: Decimal | None
    of: str
    when: str
    times: Decimal


@cache
def target_presets() -> tuple[TargetPreset, ...]:
    """All that come with the program."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)["target"]
    return tuple(
        TargetPreset(
            one["figure"], 0 if one["year"] == "every" else one["year"], one["title"], one["whose"], one["region"], one["source"],
            Decimal(one["value"]) if "value" in one else None, one.get("of", one["figure"]), one.get("when", ""),
            Decimal(one.get("times", 1)),
        )
        for one in found
    )  # fmt: skip


def presets_for(year: int, place: str | None = None) -> tuple[TargetPreset, ...]:
    """Those of a year that are meant for a place; what a document says of this very year stands before what holds every year.

    place: the office's region; all of them without one.
    """
    meant = (one for one in target_presets() if place is None or place.startswith(one.region))
    found = sorted((one for one in meant if one.year in (0, year)), key=lambda one: one.year == 0)
    first: dict[str, TargetPreset] = {}
    for one in found:
        first.setdefault(one.figure, one)
    return tuple(first.values())
