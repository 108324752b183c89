"""What fills itself in: today, this year, me, the last used value, the next free number (practice.md Part 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.kernel import Field, parent_field
from models.ledgers import LEDGERS
from models.store.source import Source, Values

if TYPE_CHECKING:
    from models.store.store import Store


def fill(store: Store, source: Source, ledger: str, values: Values) -> Values:
    """`values` with the defaults of the fields that were not given at all."""
    filled = dict(values)
    for field in LEDGERS[ledger].__fields__.values():
        if field.default is not None and filled.get(field.name) is None and field.name not in values:
            filled[field.name] = default_of(store, source, ledger, field, filled)
    return filled


def default_of(store: Store, source: Source, ledger: str, field: Field, values: Values) -> Any:
    """The value of one field's default; a word the store knows, or the value itself."""
    if field.default == "today":
        return store.today()
    if field.default == "this_year":
        return store.today().year
    if field.default == "me":
        return store.operator if field.to == "operator" else store.operator_name
    if field.default == "only":
        return _only(store, source, field.to or "")
    if field.default == "next_number":
        return _next_number(source, ledger, field, values)
    if field.default == "last":
        return None  # a form offers what was typed last, where it can be seen; nothing writes it unseen
    return field.kind.parse(field.default).value


def _next_number(source: Source, ledger: str, field: Field, values: Values) -> int:
    parent = parent_field(LEDGERS[ledger])
    rows = source.children(ledger, parent.name, values[parent.name]) if parent and values.get(parent.name) else []
    return max((row[field.name] or 0 for row in rows), default=0) + 1


def _only(store: Store, source: Source, ledger: str) -> str | None:
    """The one record there is; for a village its own."""
    rows = source.all(ledger)
    own = [row["uid"] for row in rows if row["scope"] == store.scope]
    return own[0] if own else rows[0]["uid"] if len(rows) == 1 else None
