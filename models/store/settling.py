"""Deciding what two places remember differently: one value for a field, a row kept or taken away.

Each is a line like others: its author has seen all heads, so it stands above them on every replica, whatever comes late.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.kernel import UserMistake
from models.ledgers import LEDGERS
from models.store import checking
from models.store.journal.heads import GONE, PSEUDO, all_heads, every_rid
from models.store.journal.lines import salt
from models.store.journal.rows import Key, load_fv, named
from models.store.journal.seal import elsewhere, parents_of
from models.store.links import Links
from models.store.source import Source
from models.store.unit import Unit, unit_of_work

if TYPE_CHECKING:
    from models.store.store import Store

SOURCE = "resolve"
NO_REASON = "请写一句理由：为什么这样定。"


def settle(store: Store, ledger: str, uid: str, field: str | None, *, value: Any, reason: str, stored: bool = False) -> str:
    """Give a field that stands apart one value; returns the operation.

    field None: value True keeps the row, False takes it away. value is raw like a form's and goes through the ledger's
    check; with stored=True it is in storage form and taken as it is, for it is one of the values that were kept.
    """
    reason = reason_given(reason)
    told = LEDGERS[ledger].__fields__.get(field or "")
    label = told.label if told else LEDGERS[ledger].__ledger__.title
    with unit_of_work(store, f"定下“{label}”：{reason}", source=SOURCE) as unit:
        if field is None:
            name, given = GONE, None if value else [store.now().isoformat(timespec="seconds"), reason]
        else:
            name, given = field, value if stored or field in PSEUDO else _checked(unit, ledger, uid, field, value)
        say(unit, (ledger, uid), {name: given})
        return unit.operation


def _checked(unit: Unit, ledger: str, uid: str, field: str, value: Any) -> Any:
    source = Source(unit.connection, LEDGERS)
    checked = checking.Checker(unit.store, source, Links(source)).check(ledger, {field: value}, source.get(ledger, uid))
    if checked.refused:
        raise UserMistake(checked.refused)
    return LEDGERS[ledger].__fields__[field].kind.dump(checked.values.get(field))


def say(unit: Unit, key: Key, values: Mapping[str, Any]) -> None:
    """Record values of a row, having seen everything that stands in these fields."""
    connection, (tbl, uid) = unit.connection, key
    fv = load_fv(connection, [key]).get(key, {})
    names = named(connection, every_rid(fv))
    scope = scope_of(connection, key)
    change: dict[str, Any] = {"t": tbl, "i": uid, "z": salt(), "v": dict(values), "p": parents_of(fv, values, names)}
    if values.get(GONE):
        change["seen"] = sorted({names[rid][0] for rid in all_heads(fv)})
    hashes = {h for found in change["p"].values() for h in found} | set(change.get("seen", ()))
    unit.record(scope, change | elsewhere(hashes, scope, names))


def scope_of(connection: Connection, key: Key) -> str:
    """The village of a row, removed or not."""
    table: Any = LEDGERS[key[0]].__table__
    scope = connection.execute(select(table.c.scope).where(table.c.uid == key[1])).scalar()
    if scope is None:
        raise UserMistake(f"{LEDGERS[key[0]].__ledger__.title}里没有这一条，请核对是哪一条。")
    return str(scope)


def reason_given(reason: str) -> str:
    """The reason without blanks around it; UserMistake when there is none."""
    if not reason.strip():
        raise UserMistake(NO_REASON)
    return reason.strip()
