"""What belongs to a household in any ledger, however many links lie between, and the photos of a record; grouped once for a whole return."""

from __future__ import annotations

from collections import Counter, defaultdict

from models.insight.evidence import ATTACHMENT, columns
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


def pictures(row: Entry, field: str = "") -> int:
    """How many photos and scans there are of a record, or of one of its columns: in the column itself and put in beside it."""
    if ATTACHMENT not in row.book.kept:
        grouped: dict[str, Counter[str]] = defaultdict(Counter)
        for one in row.book.all(ATTACHMENT):
            grouped[one.values["row"]][one.values["field"] or ""] += 1
        row.book.kept[ATTACHMENT] = grouped
    beside: Counter[str] = row.book.kept[ATTACHMENT].get(row.uid, Counter())
    own = sum(bool(row.values[name]) for name in ([field] if field else columns(row.ledger)))
    return own + (beside[field] if field else beside.total())
