"""Households in the order in which somebody walks past them, with what must be known at the door."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from models import store as st
from models.insight.duty import head_of, is_monitored
from models.insight.reader import Reader, reading
from models.insight.walking import NOT_LIVED_IN, in_order
from models.ledgers import LEDGERS
from models.store.source import Values
from services.visiting import SWEEP_TASK, key_of

if TYPE_CHECKING:
    from models.store import Store

NO_GROUP = "没有分组"


class Grouped(Protocol):
    """Whatever lives in a group of the village."""

    @property
    def group(self) -> str: ...


Member = TypeVar("Member", bound=Grouped)


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
    with reading(store) as reader:
        if uids is None:
            rows = [row for row in reader.households if row["residence"] not in NOT_LIVED_IN]
        else:
            rows = [row for row in (reader.get("household", uid) for uid in uids) if row]
        last = _last_visits(reader)
        return [_stop(reader, row, last) for row in in_order(reader, rows)]


def last_words(stop: Stop, today: date) -> str:
    """没走过, 7月3日, and for older ones 2024年6月."""
    if stop.last is None:
        return "没走过"
    this_year = stop.last.year == today.year
    return f"{stop.last.month}月{stop.last.day}日" if this_year else f"{stop.last.year}年{stop.last.month}月"


def groups(on_the_way: Iterable[Member]) -> dict[str, list[Member]]:
    """The same by group, groups in their order."""
    found: dict[str, list[Member]] = {}
    for stop in on_the_way:
        found.setdefault(stop.group, []).append(stop)
    return found


def marks(store: Store, since: date) -> dict[str, str]:
    """household -> the key that 排查登记 shows for it: its last sweep since that day."""
    swept = [row for row in st.find(store, "visit", order=("date",)) if SWEEP_TASK in (row["tasks"] or ())]
    return {row["household"]: key_of(row.values) for row in swept if row["date"] and row["date"] >= since}


def _stop(reader: Reader, row: Values, last: Mapping[str, date]) -> Stop:
    fields = LEDGERS["household"].__fields__
    kinds = [word for word, holds in (("监测户", is_monitored(reader, row)), ("脱贫户", row["type"] == "lifted")) if holds]
    return Stop(
        row["uid"], row["group"] or NO_GROUP, row["door"] or "", head_of(reader, row), "、".join(kinds) or "一般户",
        fields["residence"].kind.show(row["residence"]), row["phone"] or "", reader.derived("household", row, "size") or 0,
        last.get(row["uid"]),
    )  # fmt: skip


def _last_visits(reader: Reader) -> dict[str, date]:
    met = [row for row in reader.all("visit") if row["result"] != "absent" and row["date"]]
    return {row["household"]: row["date"] for row in sorted(met, key=lambda row: row["date"])}
