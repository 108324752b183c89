"""Which places of some records are still open: kept as 待核, or 要改 by a rule, a check or the value itself.

A printed return says their number at its foot (含未核实数据 n 处), each place once, of the rows it shows and of whom they name:
what 数据核对 calls 要改 of these rows, without asking all that may be doubtful of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from models.codes.relation import HEAD
from models.insight.checks import MENDING
from models.insight.checks.about import member
from models.insight.watched import Look, Watched
from models.kernel import MEND, REFUSE, Field, Unreadable, stored_fields
from models.ledgers import LEDGERS
from models.rules.household import present
from models.store import Store
from models.store.source import Source, Values

# Kinds whose own check may have let a doubtful value in (settled 5).
CHECKED_KINDS = frozenset({"id", "phone", "card"})
# From here on reading whole ledgers once is quicker than asking for rows.
MANY = 200

Place = tuple[str, str, str]


def open_places(store: Store, shown: Mapping[str, Collection[str]]) -> set[Place]:
    """(ledger, uid, field) of every open place in the records named by ledger and uid."""
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS, whole=sum(map(len, shown.values())) > MANY)
        look = Look(source, store.today())
        wanted = {**shown, "person": {*shown.get("person", ()), *_heads(source, shown.get("household", ()), look.today)}}
        found = {(p["ledger"], p["row"], p["field"]) for p in source.all("pending") if p["row"] in wanted.get(p["ledger"], ())}
        for ledger, uids in wanted.items():
            source.warm(ledger, uids)
            rows = [values for uid in uids if (values := source.get(ledger, uid))]
            for values in rows:
                found.update((ledger, values["uid"], field) for field in _to_mend(look, ledger, values, rows))
        return found


def _heads(source: Source, households: Collection[str], on: date) -> Iterator[str]:
    """Whose name and number stand for a household on every paper."""
    source.warm_children("person", "household", list(households))
    for home in households:
        for person in source.children("person", "household", home):
            if person["relation"] == HEAD and present(member(person), on):
                yield person["uid"]


def _to_mend(look: Look, ledger: str, values: Values, batch: Sequence[Values]) -> Iterator[str]:
    facts = Watched(look, ledger, values, batch)
    for rule in (*LEDGERS[ledger].__ledger__.rules, *MENDING.get(ledger, ())):
        yield from (told.field for told in rule(facts) if told.severity in (MEND, REFUSE))
    facts.kept.clear()  # as the examiner does: what was kept leads back to these facts
    yield from (f.name for f in stored_fields(LEDGERS[ledger]) if f.kind.name in CHECKED_KINDS and _doubtful(f, values))


def _doubtful(field: Field, values: Values) -> bool:
    try:
        return any(note.severity == MEND for note in field.kind.parse(values.get(field.name)).notes)
    except Unreadable:
        return True
