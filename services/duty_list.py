"""The duties behind a line of 今日待办, one by one, or all of them door by door: by what presses, or as one walks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.insight import duties
from models.insight.duty import Duty, when_words
from models.insight.reader import reading
from models.insight.sorts import SORTS
from models.insight.today import TOWN_WALK
from models.insight.walking import order
from models.insight.week import told
from services.walking import NO_GROUP

if TYPE_CHECKING:
    from models.store import Store

OF_VILLAGE = "村里的事"


@dataclass(frozen=True)
class Item:
    """One line: a duty, or a door with all its duties. first: the duty that presses most, where Enter leads."""

    key: str
    group: str
    who: str
    text: str
    when: str
    keeper: str
    first: Duty

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return bool(self.first.late_days)


def of_sorts(store: Store, ids: Collection[str], scope: str = "") -> list[Item]:
    """The duties of these sorts, most urgent first."""
    found = [duty for duty in duties.due(store) if duty.duty in ids and scope in ("", duty.scope)]
    names = _names(store, found)
    return [_item(f"{at}", [duty], duty.text, names) for at, duty in enumerate(found)]


def of_doors(store: Store, scope: str = "", *, walking: bool = False) -> list[Item]:
    """Every household with something open, and what is the village's: the most pressing first, or as one walks."""
    found = [duty for duty in duties.due(store) if scope in ("", duty.scope) and duty.duty != TOWN_WALK]
    names, doors = _names(store, found), dict[str, list[Duty]]()
    for duty in found:
        doors.setdefault(duty.household or f"{duty.duty} {duty.uid} {duty.scope}", []).append(duty)
    items = [_item(key, those, "；".join(dict.fromkeys(told(those))), names) for key, those in doors.items()]
    if walking:
        with reading(store, whole=False) as reader:
            place = order(reader)
        items.sort(key=lambda one: (one.first.household not in place, place.get(one.first.household or "", (0, 0, "", 0, "", ""))))
    return items


def _item(key: str, those: list[Duty], text: str, names: dict[str, tuple[str, str]]) -> Item:
    first = min(those, key=lambda duty: duty.due)
    who, helpers = names.get(first.household or "", ("", ""))
    keepers = "、".join(dict.fromkeys(duty.keeper for duty in those if duty.keeper)) or helpers
    group = (first.group or NO_GROUP) if first.household else OF_VILLAGE
    when = "请看一眼" if SORTS[first.duty].waits else f"{when_words(first.left)} · {first.day_words}"
    return Item(key, group, who, text, when, keepers, first)


def _names(store: Store, found: Iterable[Duty]) -> dict[str, tuple[str, str]]:
    """Who lives behind each door, and who looks after them."""
    uids = {duty.household for duty in found if duty.household}
    with reading(store, whole=False) as reader:
        reader.source.warm("household", uids)
        for child in ("person", "helper"):
            reader.source.warm_children(child, "household", uids)
        rows = (reader.get("household", uid) for uid in uids)
        asked = ("head_name", "helpers")
        return {row["uid"]: tuple(str(reader.derived("household", row, name) or "") for name in asked) for row in rows if row}  # type: ignore[misc]
