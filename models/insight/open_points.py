"""How many places of some records are still open: kept as 待核, or 要改 by a rule or by the value itself.

A printed return says it at its foot (含未核实数据 n 处), so the count is of places, each once, of the rows it shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from models.kernel import MEND, Field, Unreadable, stored_fields
from models.ledgers import LEDGERS
from models.store import Store
from models.store.checking import Checker
from models.store.links import Links
from models.store.source import Source, Values

# Kinds whose own check may have let a doubtful value in (settled 5).
CHECKED_KINDS = frozenset({"id", "phone", "card"})
# From here on reading whole ledgers once is quicker than asking for rows.
MANY = 200

Place = tuple[str, str, str]


def open_points(store: Store, shown: Mapping[str, Collection[str]]) -> int:
    """The number of open places in the records named by ledger and uid."""
    return len(open_places(store, shown))


def open_places(store: Store, shown: Mapping[str, Collection[str]]) -> set[Place]:
    """(ledger, uid, field) of every open place."""
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS, whole=sum(map(len, shown.values())) > MANY)
        checker = Checker(store, source, Links(source))
        found = {(p["ledger"], p["row"], p["field"]) for p in source.all("pending") if p["row"] in shown.get(p["ledger"], ())}
        for ledger, uids in shown.items():
            source.warm(ledger, uids)
            for uid in uids:
                if values := source.get(ledger, uid):
                    found.update((ledger, uid, field) for field in _to_mend(checker, ledger, values))
        return found


def _to_mend(checker: Checker, ledger: str, values: Values) -> Iterator[str]:
    yield from (m.field for m in checker.rules(ledger, values, values) if m.severity == MEND)
    yield from (f.name for f in stored_fields(LEDGERS[ledger]) if f.kind.name in CHECKED_KINDS and _doubtful(f, values))


def _doubtful(field: Field, values: Values) -> bool:
    try:
        return any(note.severity == MEND for note in field.kind.parse(values.get(field.name)).notes)
    except Unreadable:
        return True
