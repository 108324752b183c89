"""The made-up township's numbers, read from one file: nothing of them stands in code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "township.toml"
CLASSES = ("unstable", "marginal", "sudden")
STATES = ("open", "cleared")


@dataclass(frozen=True)
class Block:
    """Households of one sort in one village: so many households with so many people in all."""

    name: str
    type: str
    monitoring: str | None
    cleared: bool | None
    households: int
    people: int


@dataclass(frozen=True)
class ClaimsPlan:
    """What a village's households get this year: so many with so much in all; of each animal, how many a household."""

    crop: tuple[int, Decimal]
    yard: tuple[int, Decimal]
    fares: tuple[int, Decimal]
    animals: Mapping[str, tuple[int, ...]]
    posts: Mapping[str, int]


@dataclass(frozen=True)
class PostsPlan:
    """What a post pays a month by who pays for it, and the first and the last month that is paid."""

    bridging: int
    employment: int
    months: tuple[str, str]


@dataclass(frozen=True)
class VillagePlan:
    """What one village holds."""

    region: str
    name: str
    kind: str
    operator: str
    stationed: str
    long_name: str
    registered: tuple[int, int]
    groups: int
    blocks: tuple[Block, ...]
    away: int
    left_home: int
    left_phone: int
    deaths: tuple[str, ...]
    jobs: Mapping[str, int]
    jobs_unstable: Mapping[str, int]
    jobs_other: Mapping[str, int]
    last_year: int
    job_target: int
    unasked: int
    loans: tuple[int, ...]
    old_loans: tuple[int, ...]
    toilets_new: int
    toilets_unused: int
    toilets_old: int
    claims: ClaimsPlan


@dataclass(frozen=True)
class Plan:
    """The township, its villages, and what must come out of them."""

    demo_date: date
    seed: int
    password: str
    township: Mapping[str, Any]
    posts: PostsPlan
    rates: Mapping[str, int]
    insurance: Mapping[str, Any]
    villages: tuple[VillagePlan, ...]
    expected: Mapping[str, Decimal]
    reported: Mapping[str, Any] = field(default_factory=dict)

    def only(self, *regions: str) -> Plan:
        """A smaller township of these villages alone; nothing is expected of it."""
        return replace(self, villages=tuple(v for v in self.villages if v.region in regions), expected={})


@cache
def plan() -> Plan:
    """The township of practice, as its file has it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    return Plan(
        read["demo_date"], read["seed"], read["password"], read["township"], PostsPlan(**read["posts"]), read["rates"], read["insurance"],
        tuple(_village(one) for one in read["village"]),
        {id: Decimal(value) for id, value in read["expected"].items()}, read["reported"],
    )  # fmt: skip


def _village(read: dict[str, Any]) -> VillagePlan:
    taken = {name: read.pop(name) for name in list(read) if isinstance(read[name], list) and _is_block(name)}
    blocks = tuple(_block(name, *counts) for name, counts in taken.items() if counts[0])
    claims = ClaimsPlan(**_tuples(read.pop("claims")))
    return VillagePlan(**{"long_name": "", **_tuples(read)}, blocks=blocks, claims=claims)


def _tuples(read: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in read.items()}


def _is_block(name: str) -> bool:
    return name in ("lifted", "ordinary") or name.partition("_")[0] in CLASSES


def _block(name: str, households: int, people: int) -> Block:
    monitoring, _, state = name.partition("_")
    if monitoring not in CLASSES:
        return Block(name, name, None, None, households, people)
    return Block(name, "lifted" if monitoring == "unstable" else "ordinary", monitoring, state == "cleared", households,
                 people)
