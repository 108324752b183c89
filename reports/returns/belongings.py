"""What belongs to a household in any ledger, however many links lie between; grouped once for a whole return."""

from __future__ import annotations

from collections import defaultdict

from models.ledgers import LEDGERS
from reports.returns.book import Entry


def under(home: Entry, ledger: str) -> list[Entry]:
    """The rows of a ledger that belong to a household, in the order of the ledger's own day."""
    key = f"by home: {ledger}"
    if key not in home.book.kept:
        grouped: dict[str, list[Entry]] = defaultdict(list)
        for entry in home.book.all(ledger):
            if of := entry.home:
                grouped[of.uid].append(entry)
        home.book.kept[key] = grouped
    found: dict[str, list[Entry]] = home.book.kept[key]
    on = LEDGERS[ledger].__ledger__.on
    return sorted(found.get(home.uid, ()), key=lambda entry: (str(entry.values.get(on) or "") if on else "", entry.uid))
