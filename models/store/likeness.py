"""What makes two stored rows look like one: what they share, and what tells them apart. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.kernel.identifiers import id_fault
from models.rules.id_number import read_certificate
from models.store.pinyin import sounds_alike

NUMBER = 18  # a disability card begins with its bearer's own number
Stored = Mapping[str, Any]


def keyed(rows: Iterable[Stored], *names: str) -> dict[tuple[Any, ...], list[Stored]]:
    """Rows by what they say in these fields."""
    found_: dict[tuple[Any, ...], list[Stored]] = {}
    for row in rows:
        found_.setdefault(tuple(row[name] for name in names), []).append(row)
    return found_


def buckets(rows: Iterable[Stored], *names: str) -> Iterable[list[Stored]]:
    """Those that say it with others."""
    return (bucket for _, bucket in sorted(keyed(rows, *names).items()) if len(bucket) > 1)


def whole(one: Stored, other: Stored) -> bool:
    """What they share says it all."""
    return True


def other_row(one: Stored, other: Stored) -> bool:
    """Two rows, not one met twice."""
    return bool(one["uid"] != other["uid"])


def same_name(one: Stored, other: Stored) -> bool:
    """Both have a name, and it is one."""
    return bool(one["name"]) and one["name"] == other["name"]


def unsure(one: Stored, other: Stored) -> bool:
    """However alike, somebody has to look at them."""
    return False


def heard_alike(one: Stored, other: Stored) -> bool:
    """Names of one sound, in one home or one of them without a certificate; the same name in one home is asked elsewhere."""
    at_home = one["household"] == other["household"]
    near = one["name"] != other["name"] if at_home else not (one["id_no"] and other["id_no"])
    return near and agree(one, other) and sounds_alike(one["name"], other["name"])


def agree(one: Stored, other: Stored) -> bool:
    """Nothing that both say of number, birth or code tells them apart."""
    numbers = [row["id_no"][:NUMBER] for row in (one, other) if row["id_no"] and id_fault(row["id_no"]) is None]
    codes = [row["code"] for row in (one, other) if row.get("code")]
    born = [day for row in (one, other) if (day := _born(row))]
    return all(len(said) < 2 or said[0] == said[1] for said in (numbers, codes, born))


def _born(row: Stored) -> str | None:
    card = read_certificate(row["id_no"])
    return card.born.isoformat() if card else row["stated_born"]
