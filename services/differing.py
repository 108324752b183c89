"""What the desk of 村里和镇里记得不一样 shows: each place with its base, who wrote what, and twins side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import store as st
from models.ledgers import LEDGERS
from models.store import disagreements
from services import resolving

if TYPE_CHECKING:
    from models.store import Store

DUPLICATE, DELETE = "duplicate", "delete"
BLANK = "（空着）"
_SAME = {"person": "同一人", "household": "同一户"}


@dataclass(frozen=True)
class Head:
    """One way in which it is remembered. where: the office that wrote it; uid: for twins, which of them it is."""

    n: int
    text: str
    who: str
    at: str
    where: str
    why: str
    shown: bool
    uid: str


@dataclass(frozen=True)
class Item:
    """One place where village and township remember differently, or rows that seem to be one.

    title: whose row it is; household: the name of the household around it; base: what stood there before, or why the
    rows seem to be one.
    """

    id: str
    kind: str
    ledger: str
    uid: str
    field: str | None
    title: str
    household: str
    heading: str
    base: str
    heads: tuple[Head, ...]

    @property
    def plain(self) -> bool:
        """Whether it may be settled with others in one go, by what is shown now."""
        return self.kind != DELETE and not self.twice

    @property
    def twice(self) -> bool:
        """Whether it is rows that seem to be one."""
        return self.kind == DUPLICATE and self.field is None

    @property
    def typed(self) -> bool:
        """Whether a value of one's own can be typed."""
        return self.kind != DELETE and self.field in LEDGERS[self.ledger].__fields__

    @property
    def same(self) -> str:
        """同一人, 同一户, 同一座: what twins may be."""
        return _SAME.get(self.ledger, f"同一{LEDGERS[self.ledger].__ledger__.unit}")


@dataclass(frozen=True)
class Line:
    """One field of twins side by side."""

    heading: str
    texts: tuple[str, ...]
    differs: bool


def items(store: Store) -> list[Item]:
    """Everything that waits for a decision, a household's own together."""
    found = [_item(one) for one in resolving.conflicts(store)]
    return sorted(found, key=lambda one: (one.household, one.title, one.ledger, one.heading, one.id))


def count(store: Store) -> int:
    """How many."""
    return sum(counts(store))


def counts(store: Store, twins: int | None = None) -> tuple[int, int]:
    """How many stand apart, and how many seem to be one; `twins` when they were counted and nothing has changed there."""
    return disagreements.apart(store), disagreements.twins(store) if twins is None else twins


def side_by_side(store: Store, item: Item) -> list[Line]:
    """All fields of twins: what names them, then what differs, then the rest; what is blank in all is left out."""
    uids = [head.uid for head in item.heads]
    rows = {row.uid: row for row in st.by_uids(store, item.ledger, uids)}
    here = [rows[uid] for uid in uids if uid in rows]
    shown = dict(zip((row.uid for row in here), st.shown(store, item.ledger, here), strict=True))
    lines = []
    for name, field in LEDGERS[item.ledger].__fields__.items():
        texts = tuple(shown.get(uid, {}).get(name, "") for uid in uids)
        if any(texts):
            lines.append((name not in LEDGERS[item.ledger].__ledger__.name, len(set(texts)) == 1, Line(
                field.label, texts, len(set(texts)) > 1)))
    lines.sort(key=lambda one: one[:2])
    return [line for _, _, line in lines]


def _item(one: Mapping[str, Any]) -> Item:
    return Item(
        one["id"], one["kind"], one["ledger"], one["uid"], one["field"], one["where"], one["household_name"], one["heading"],
        one["base_text"], tuple(_head(head) for head in one["heads"]),
    )


def _head(head: Mapping[str, Any]) -> Head:
    return Head(head["n"], head["text"] or BLANK, head["by"], head["at"], head["where"], head["why"] or "",
                bool(head["shown"]), head.get("uid", ""))


def ids_of(found: Sequence[Item]) -> list[str]:
    """What 都按现在显示的 settles: differing values only, never twins or removals."""
    return [one.id for one in found if one.plain]
