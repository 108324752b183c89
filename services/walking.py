"""Households in the order in which somebody walks past them, with what must be known at the door."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models import store as st
from models.ledgers import LEDGERS
from services.visiting import SWEEP_TASK, key_of

if TYPE_CHECKING:
    from models.store import Store

NO_GROUP = "没有分组"
# Nobody lives there: neither visited nor swept, and no gap in the coverage.
NOT_LIVED_IN = frozenset({"empty", "closed"})
_DIGITS = "零一二三四五六七八九"
_LAST = 10**9


@dataclass(frozen=True)
class Stop:
    """One household on the way."""

    uid: str
    group: str
    door: str
    head: str
    kind: str
    residence: str
    phone: str
    size: int
    last: date | None
    mark: str = ""


def stops(store: Store, uids: Collection[str] | None = None) -> list[Stop]:
    """Households in walking order; all that are lived in, or just these."""
    rows = st.find(store, "household") if uids is None else st.by_uids(store, "household", list(uids))
    lived_in = [row for row in rows if uids is not None or row["residence"] not in NOT_LIVED_IN]
    last = _last_visits(store)
    found = [(_place(values), _stop(values, last)) for values in st.full(store, "household", lived_in)]
    return [stop for _, stop in sorted(found, key=lambda pair: pair[0])]


def groups(on_the_way: Iterable[Stop]) -> dict[str, list[Stop]]:
    """The same by group, groups in their order."""
    found: dict[str, list[Stop]] = {}
    for stop in on_the_way:
        found.setdefault(stop.group, []).append(stop)
    return found


def marks(store: Store, since: date) -> dict[str, str]:
    """household -> the key that 排查登记 shows for it: its last sweep since that day."""
    swept = [row for row in st.find(store, "visit", order=("date",)) if SWEEP_TASK in (row["tasks"] or ())]
    return {row["household"]: key_of(row.values) for row in swept if row["date"] and row["date"] >= since}


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """三组 before 十二组 before 张家浩特; 9 号 before 10 号."""
    parts = re.findall(r"\d+|[零一二三四五六七八九十百]+|[^\d零一二三四五六七八九十百]+", text)
    return tuple((_number(part), part) for part in parts)


def _number(part: str) -> int:
    if part.isdigit():
        return int(part)
    total, digit = 0, 0
    for letter in part:
        if letter in _DIGITS:
            digit = _DIGITS.index(letter)
        elif letter in "十百":
            total, digit = total + (digit or 1) * (10 if letter == "十" else 100), 0
        else:
            return _LAST
    return total + digit


def _place(values: Mapping[str, Any]) -> tuple[Any, ...]:
    order = values["walk_order"]
    return (
        not values["group"], natural(values["group"] or ""), _LAST if order is None else order,
        not values["door"], natural(values["door"] or ""), values["head_name"] or "", values["uid"],
    )  # fmt: skip


def _stop(values: Mapping[str, Any], last: Mapping[str, date]) -> Stop:
    fields = LEDGERS["household"].__fields__
    monitored = values["monitored"] and values["cleared"] is not True
    kinds = [word for word, holds in (("监测户", monitored), ("脱贫户", values["type"] == "lifted")) if holds]
    return Stop(
        values["uid"], values["group"] or NO_GROUP, values["door"] or "", values["head_name"] or "没写户主",
        "、".join(kinds) or "一般户", fields["residence"].kind.show(values["residence"]), values["phone"] or "",
        values["size"] or 0, last.get(values["uid"]),
    )  # fmt: skip


def _last_visits(store: Store) -> dict[str, date]:
    rows = st.find(store, "visit", order=("date",))
    return {row["household"]: row["date"] for row in rows if row["result"] != "absent" and row["date"]}
