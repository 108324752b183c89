"""Rows that seem to be one, side by side, in the shape of the conflict list: what each is called, who entered it when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from models.ledgers import LEDGERS
from models.store.duplicates import Group, id_of
from models.store.past import Past, first_of
from models.store.query import full_values, names_of, row_of, shown_values
from models.store.source import Source

if TYPE_CHECKING:
    from models.store.store import Store


def listed_groups(store: Store, connection: Connection, groups: Sequence[Group]) -> list[dict[str, Any]]:
    """One conflict a group; the row that stays when they are merged, the one entered first, stands first and is shown."""
    if not groups:
        return []
    source = Source(connection, LEDGERS)
    past = Past(connection, {(group.ledger, uid) for group in groups for uid in group.uids})
    people = names_of(source, "operator", past.people())
    return [_conflict(store, source, past, people, group) for group in groups]


def _conflict(store: Store, source: Source, past: Past, people: dict[str, str], group: Group) -> dict[str, Any]:
    ledger = LEDGERS[group.ledger]
    table: Any = ledger.__table__
    uids = first_of(source.connection, group.ledger, group.uids)
    found = source.connection.execute(select(table).where(table.c.uid.in_(uids))).mappings()
    rows = sorted((row_of(group.ledger, stored) for stored in found), key=lambda row: uids.index(row.uid))
    batch = full_values(store, source, group.ledger, rows)
    shown = shown_values(source, group.ledger, batch)
    heads = []
    for n, (row, values, texts) in enumerate(zip(rows, batch, shown, strict=True), 1):
        head = past.born((group.ledger, row.uid)).head
        heads.append({
            "n": n, "value": _called(group.ledger, texts), "by": people.get(head["by"], ""), "device": head["d"],
            "region": row.scope, "at": head["ts"], "why": head["why"], "shown": n == 1, "uid": row.uid,
            "text": _called(group.ledger, texts), "operation": head["op"], "authority": head["a"],
            "household": row.uid if group.ledger == "household" else values.get("household"),
        })
    home = heads[0]["household"]
    return {
        "id": id_of(group), "kind": "duplicate", "ledger": group.ledger, "uid": uids[0], "field": None, "base": None,
        "heads": heads, "title": ledger.__ledger__.title, "heading": "是不是同一条", "where": heads[0]["text"],
        "household": home, "household_name": names_of(source, "household", {home}).get(home, "") if home else "",
        "base_text": group.why, "certain": group.certain, "across": group.across,
    }


def _called(ledger: str, texts: dict[str, str]) -> str:
    """The row's name and the fields by which people know it."""
    spec, fields = LEDGERS[ledger].__ledger__, LEDGERS[ledger].__fields__
    known = dict.fromkeys((*spec.name, *(name for key in spec.key for name in key)))
    return " · ".join(texts[name] if name in spec.name else f"{fields[name].label}{texts[name]}" for name in known if texts[name])
