"""Which ledgers hang on a household, and by which links: derived from the declarations, so that no ledger is forgotten."""

from __future__ import annotations

from functools import cache

from models.kernel import Field, parent_field, stored_fields
from models.ledgers import LEDGERS


@cache
def ways(ledger: str) -> tuple[Field, ...]:
    """The links of a ledger that lead towards a household.

    Its parent where that leads there; else whatever names a household or a person, for a water check of the village
    may stand at somebody's tap, and the person who is paid by a project lives in a family.
    """
    parent = parent_field(LEDGERS[ledger])
    if parent is not None and (parent.to == "household" or (parent.to not in (None, "village") and ways(str(parent.to)))):
        return (parent,)
    return tuple(field for field in stored_fields(LEDGERS[ledger]) if field.to in ("household", "person") and ledger != "household")


@cache
def of_a_household() -> tuple[str, ...]:
    """Ledgers whose rows may belong to a household, in menu order."""
    return tuple(id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system and ways(id))
