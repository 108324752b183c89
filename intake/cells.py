"""What a cell of a ledger says once the habits of typists are taken off it: padded names, dashes for nothing, 万元 in a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from intake.sheet import Cell, cell_text
from models.kernel import Field

TEN_THOUSANDS = "万元"
_NOTHING = {"-", "—", "--", "——", "－", "–", "/", "\\", "／", "N/A", "n/a"}
_PADDED = re.compile(r"[一-鿿](?:\s+[一-鿿]{1,2}){1,3}")
_LONGEST_PADDED = 4
_UNIT_LINE = re.compile(r"单位[:：]\s*(?:人民币)?万元(?![、，,/])")
_OWN_UNIT = re.compile("[万元亿]")


def bare(cell: Cell) -> Cell:
    """The cell without padding: 云 某 甲 is one name, a dash is nothing."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if text in _NOTHING:
        return None
    if _PADDED.fullmatch(text) and len(joined := "".join(text.split())) <= _LONGEST_PADDED:
        return joined
    return cell


def counted_in(heading: str, above: Iterable[Cell]) -> str:
    """A heading with the unit that a line above the head gives to all amounts, where it has none of its own."""
    if "元" not in heading and any(isinstance(cell, str) and _UNIT_LINE.search(cell) for cell in above):
        return f"{heading}（{TEN_THOUSANDS}）"
    return heading


def in_units(value: Any, raw: Cell, field: Field, heading: str) -> Any:
    """A plain number under a heading in 万元, in 元."""
    if field.kind.name == "money" and TEN_THOUSANDS in heading and isinstance(value, Decimal) and not _OWN_UNIT.search(cell_text(raw)):
        return value * 10_000
    return value
