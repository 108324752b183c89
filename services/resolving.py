"""Deciding where two places remember differently, and what stands twice: one decision is one operation.

A decision is an ordinary change that names all that was written before it, so it travels like any other and closes the
matter everywhere, whatever arrives late.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from models import store as st
from models.kernel import UsageMistake, UserMistake
from models.ledgers import LEDGERS
from models.store import disagreements, duplicates, merging, settling
from models.store.journal.heads import GONE
from services.trust import trusted

if TYPE_CHECKING:
    from models.store import Store

Conflict = dict[str, Any]
DUPLICATE, DELETE = "duplicate", "delete"
_NOT_GIVEN: Any = object()
ONE_WAY = "请只选一种定法：用哪一个、自己写一个、合并，或者不是同一条。"
SETTLED = "这一处已经定下了，或者编号不对。请再看一遍单子。"


def conflicts(store: Store) -> list[Conflict]:
    """What waits for a decision: the shape of commands.md, with the words that the desk shows."""
    found = disagreements.listed(store)
    names = {device: card.name for device, card in trusted(store).items()} | {store.device: store.name} if found else {}
    for one in found:
        for head in one["heads"]:
            head["where"] = names.get(head["device"]) or ("镇里" if head["authority"] > 1 else "村里")
    return found


def resolve(
    store: Store, id: str, *, head: int | None = None, value: Any = _NOT_GIVEN, merge: bool = False, apart: bool = False,
    reason: str = "",
) -> dict[str, Any]:
    """Decide one: take a head, another value, merge what stands twice, or say that it is not one. Reason always."""
    reason, given = settling.reason_given(reason), value is not _NOT_GIVEN
    if given + apart + (merge or head is not None) != 1:
        raise UsageMistake(ONE_WAY)
    one = disagreements.one(store, id)
    if one is None:
        raise UserMistake(SETTLED)
    if head is not None and not 1 <= head <= len(one["heads"]):
        raise UsageMistake(f"这里只有{len(one['heads'])}种记法，没有第{head}种。")
    twice = is_twice(one)
    if (merge or apart) is not twice:
        raise UsageMistake("这是像重了的几条，请选合并，或者不是同一条。" if twice else "这里没有像重了的，不能合并，请选用哪一个。")
    if twice:
        return {"operation": _merge(store, one, head, reason) if merge else _apart(store, one, reason)}
    if given:
        return {"operation": _own_value(store, one, value, reason)}
    said = _of_head(one, head or 1)
    return {"operation": settling.settle(store, one["ledger"], one["uid"], one["field"], value=said, reason=reason, stored=True)}


def bulk(store: Store, ids: Collection[str], *, reason: str) -> int:
    """Keep what is shown now wherever these are apart, as one operation; what stands twice is left for a person."""
    reason = settling.reason_given(reason)
    wanted = set(ids)
    found = [one for one in disagreements.listed(store) if one["id"] in wanted and not is_twice(one)]
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:  # a row is said once in an operation, whatever is apart in it
        shown = None if one["kind"] == DELETE else _of_head(one, len(one["heads"]))
        said.setdefault((one["ledger"], one["uid"]), {})[one["field"] or GONE] = shown
    if said:
        with st.together(store, f"{len(found)}处都按现在显示的定下：{reason}", source=settling.SOURCE) as doing:
            for key, values in said.items():
                settling.say(doing.unit, key, values)
    return len(found)


def is_twice(one: Conflict) -> bool:
    """Whether it is rows that seem to be one, not a field with two values."""
    return bool(one["kind"] == DUPLICATE and one["field"] is None)


def _of_head(one: Conflict, n: int) -> Any:
    """What a head stands for: whether the row stays, or the value that it wrote, as stored."""
    head = one["heads"][n - 1]
    return not head["removes"] if one["kind"] == DELETE else head["stored"]


def _own_value(store: Store, one: Conflict, value: Any, reason: str) -> str:
    """A value of one's own goes through the ledger's check, as if it were typed in the form."""
    if one["field"] not in LEDGERS[one["ledger"]].__fields__:
        raise UsageMistake("这里不能自己写，请选用哪一个。")
    return settling.settle(store, one["ledger"], one["uid"], one["field"], value=value, reason=reason)


def _merge(store: Store, one: Conflict, head: int | None, reason: str) -> str:
    uids = [row["uid"] for row in one["heads"]]
    return merging.merge(store, one["ledger"], uids, chosen=uids[head - 1] if head else None, title=one["title"], reason=reason)


def part(store: Store, ledger: str, uid: str, reason: str) -> dict[str, Any]:
    """Rows that were made one are several again, with all that each had."""
    return {"operation": merging.part(store, ledger, uid, reason)}


def _apart(store: Store, one: Conflict, reason: str) -> str:
    """An ordinary row of 情况属实 for every pair: it travels, and taking it back asks again."""
    with st.together(store, f"{one['title']}不是同一条：{reason}", source=settling.SOURCE) as doing:
        for pair in duplicates.pairs([head["uid"] for head in one["heads"]]):
            row, other = sorted(pair)
            doing.add("waiver", {"check": duplicates.CHECK, "ledger": one["ledger"], "row": row, "value": other, "reason": reason})
    return str(doing.unit.operation)
