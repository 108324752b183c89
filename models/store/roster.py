"""What a household and its 户主 are to each other, and what a mended value does to its 待核 row.

head_name and head_id are derived fields of a household that `add` and import accept: they find or make the member 户主
in the same operation (settled 3). A `set` on them is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.codes.relation import HEAD
from models.kernel import Field, Mistake, UserMistake
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from models.store.records import Doing

_HEAD_FIELDS = {"head_name": "name", "head_id": "id_no"}


def take_head(ledger: str, values: dict[str, Any]) -> dict[str, Any]:
    """Take the 户主 fields out of a household's values, as values of a person."""
    if ledger != "household":
        return {}
    taken = {person: values.pop(field) for field, person in _HEAD_FIELDS.items() if field in values}
    return {name: value for name, value in taken.items() if value}


def put_head(doing: Doing, household: str, head: Mapping[str, Any]) -> None:
    """Make the member 户主 of a new household."""
    doing.add("person", {**head, "household": household, "relation": HEAD})


def refuse_head(ledger: str, values: Mapping[str, Any]) -> None:
    """A household's 户主 is changed on the person."""
    if ledger == "household":
        for name in _HEAD_FIELDS.keys() & values.keys():
            label = LEDGERS["household"].__fields__[name].label
            raise UserMistake([Mistake(f"“{label}”请改户主本人那一条。", name)])


def head_is_known(field: Field, old: Mapping[str, Any] | None) -> bool:
    """A household that stands already has its 户主 in person, not in itself."""
    return old is not None and field.fills


def settle_pending(doing: Doing, ledger: str, uid: str, changed: Mapping[str, Any]) -> None:
    """A field that got a value is no longer 待核."""
    if ledger == "pending" or "pending" not in LEDGERS:
        return
    for row in doing.source.children_named("pending", uid):
        if row["ledger"] == ledger and row["field"] in changed:
            doing.unit.remove("pending", row["uid"], "已填上")
            doing.source.put("pending", {**row, "removed_at": "now"})
