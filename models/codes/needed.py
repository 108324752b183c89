"""Reads which columns must not be blank, and for what: resources/needed.toml.

Blank is never a mistake while something is written down (practice.md 3). It is told in two places only: beside an export
of the national system, which refuses such a row, and with a return that prints the column.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from models.kernel.kind import UNSAID

FILE = Path(__file__).resolve().parents[2] / "resources" / "needed.toml"
Value = Callable[[str], Any]


@dataclass(frozen=True)
class Need:
    """Columns of one ledger. Each is a path, or several of which one is enough; where: paths and what they may say."""

    ledger: str
    columns: tuple[tuple[str, ...], ...]
    source: str
    national: bool = False
    returns: tuple[str, ...] = ()
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def lacking(self, value: Value) -> list[tuple[str, ...]]:
        """The columns that are blank in a row of which they are asked."""
        if not all(_says(value(path), wanted) for path, wanted in self.where.items()):
            return []
        return [paths for paths in self.columns if all(value(path) in UNSAID for path in paths)]


def _says(said: Any, wanted: tuple[Any, ...]) -> bool:
    return not set(said).isdisjoint(wanted) if isinstance(said, tuple) else said in wanted


@cache
def needs() -> tuple[Need, ...]:
    """All that come with the program."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["need"]
    return tuple(
        Need(
            one["ledger"], tuple(tuple(column.split("|")) for column in one["columns"]), one["source"], one.get("national", False),
            tuple(one.get("returns", ())), {path: tuple(wanted) for path, wanted in one.get("where", {}).items()},
        )
        for one in found
    )  # fmt: skip
