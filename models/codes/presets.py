"""Reads the dated policy values that come with the program: resources/parameters/*.toml.

They stand here, beside the code lists, because they are the same kind of thing: reviewed text with a source and a date.
Rows that a village or township has set itself are the store's; rules.parameters.pick chooses among either.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "parameters"

Value = int | Decimal | str | bool | tuple[int | str, ...]


@dataclass(frozen=True)
class Preset:
    """One policy value, from when till when, where, and by which document. codes: the list that its words are of."""

    id: str
    title: str
    value: Value
    unit: str
    region: str
    valid_from: date
    valid_to: date | None
    source: str
    codes: str = ""


def _preset(entry: dict[str, Any]) -> Preset:
    value = entry["value"]
    return Preset(
        id=entry["id"],
        title=entry["title"],
        value=tuple(value) if isinstance(value, list) else value,
        unit=entry.get("unit", ""),
        region=entry.get("region", "*"),
        valid_from=entry.get("from", date.min),
        valid_to=entry.get("to"),
        source=entry["source"],
        codes=entry.get("codes", ""),
    )


def read_presets(text: str) -> Iterator[Preset]:
    """The presets of one file's text. Numbers with a point become Decimal, lists become tuples."""
    yield from map(_preset, tomllib.loads(text, parse_float=Decimal).get("preset", []))


@cache
def presets() -> tuple[Preset, ...]:
    """All that come with the program, in the order of file names."""
    found = sorted(FOLDER.glob("*.toml"))
    return tuple(preset for path in found for preset in read_presets(path.read_text(encoding="utf-8")))


@cache
def presets_of(id: str) -> tuple[Preset, ...]:
    """Those of one parameter, all its times and places: for imports, which ask often, and for ratio tables."""
    return tuple(preset for preset in presets() if preset.id == id)
