"""What stands in a new form before anything is typed, so that the person sees what would be stored (practice.md 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.kernel import Field

if TYPE_CHECKING:
    from models.store import Store

# The next number depends on a parent not chosen yet; the only village needs no choosing: the store fills both.
LEFT_TO_STORE = ("next_number", "only")


def first_values(store: Store, ledger: str, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Values of the fields that fill themselves in."""
    return {
        name: _value(store, ledger, field)
        for name, field in fields.items()
        if field.default is not None and field.default not in LEFT_TO_STORE
    }


def _value(store: Store, ledger: str, field: Field) -> Any:
    words = {
        "today": store.today,
        "this_year": lambda: store.today().year,
        "me": lambda: store.operator if field.to == "operator" else store.operator_name,
        "last": lambda: store.last_used(ledger, field.name),
    }
    if isinstance(field.default, str) and field.default in words:
        return words[field.default]()
    return field.kind.parse(field.default).value
