"""What is typed with a household and kept beside it: its 户主, a person; its 期初, a monitoring case. And what a mended value
does to its 待核 row.

These are derived fields of a household that `add` and import accept: they find or make the other row in the same
operation (settled 3). A `set` on them is refused, and says where.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.codes.relation import HEAD
from models.kernel import Field, Mistake, UserMistake
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from models.store.records import Doing


@dataclass(frozen=True)
class Beside:
    """A row kept beside a household: its ledger, which field of the household stands for which of its own, what else it
    says, the field without which there is none, and where a cadre changes it.
    """

    ledger: str
    fields: Mapping[str, str]
    also: Mapping[str, Any]
    needs: str
    where: str


HEAD_ROW = Beside("person", {"head_name": "name", "head_id": "id_no"}, {"relation": HEAD}, "name", "请改户主本人那一条")
CASE = Beside(
    "monitoring",
    {"monitoring_class": "kind", "identified_month": "identified_month", "cleared": "cleared", "cleared_month": "cleared_month"},
    {"opening": True}, "kind", "请到防返贫监测里登记或改",
)  # fmt: skip
_BESIDE = (HEAD_ROW, CASE)


def take(ledger: str, values: dict[str, Any]) -> list[tuple[Beside, dict[str, Any]]]:
    """Take out of a new household's values what is kept beside it, as values of those rows."""
    found = []
    for one in _BESIDE if ledger == "household" else ():
        taken = {own: values.pop(field) for field, own in one.fields.items() if field in values}
        said = {name: value for name, value in taken.items() if value is not None}
        if said.get(one.needs):
            found.append((one, said))
    return found


def put(doing: Doing, household: str, beside: Collection[tuple[Beside, Mapping[str, Any]]]) -> None:
    """Make the rows that are kept beside a household."""
    for one, said in beside:
        doing.add(one.ledger, {**opened(doing, one), **said, **one.also, "household": household})


def opened(doing: Doing, one: Beside) -> dict[str, Any]:
    """期初 is of the day on which it is typed."""
    return {"opened_on": doing.store.today()} if one is CASE else {}


def refuse(ledger: str, values: Mapping[str, Any]) -> None:
    """What is kept beside a household is changed there."""
    for one in _BESIDE if ledger == "household" else ():
        for name in one.fields.keys() & values.keys():
            raise UserMistake([Mistake(f"“{LEDGERS[ledger].__fields__[name].label}”{one.where}。", name)])


def is_kept_beside(field: Field, old: Mapping[str, Any] | None) -> bool:
    """A household that stands already has its 户主 in person, not in itself."""
    return old is not None and field.fills


def settle_pending(doing: Doing, ledger: str, uid: str, changed: Collection[str]) -> None:
    """A field that got a value is no longer 待核."""
    if ledger == "pending" or "pending" not in LEDGERS:
        return
    for row in doing.source.children_named("pending", uid):
        if row["ledger"] == ledger and row["field"] in changed:
            doing.unit.remove("pending", row["uid"], "已填上")
            doing.source.put("pending", {**row, "removed_at": "now"})


def settle_beside(doing: Doing, ledger: str, values: Mapping[str, Any]) -> None:
    """What could not be read in a household's row is settled where it is kept."""
    for one in _BESIDE:
        if one.ledger == ledger and values.get("household") and values.get(one.needs) is not None:
            settle_pending(doing, "household", values["household"], {f for f, own in one.fields.items() if own in values})
