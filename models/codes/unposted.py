"""Reads what a notice board must not tell of anybody even in a remark: resources/unposted.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "resources" / "unposted.toml"


@cache
def unposted() -> tuple[str, ...]:
    """Words about health, disability and the grounds of welfare; the sentence that holds one stays inside."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    return tuple(word for group in groups for word in group["words"])
