"""Reading: frozen rows out of the file, what is derived from them, and how they are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, select

from models.codes.relation import HEAD
from models.kernel import Ledger, UsageMistake, stored_fields
from models.ledgers import LEDGERS
from models.store.facts import Policy, RecordFacts
from models.store.journal.reading import AWAY
from models.store.journal.rows import chunks
from models.store.links import Links
from models.store.source import Source, Values, load_values

if TYPE_CHECKING:
    from models.store.store import Store

ELSEWHERE = "不在本村"


@dataclass(frozen=True)
class Row:
    """One record as it stands; values are those of the Kinds, derived fields not among them."""

    ledger: str
    uid: str
    scope: str
    removed_at: str | None
    removed_why: str | None
    values: Mapping[str, Any]

    def __getitem__(self, field: str) -> Any:
        return self.values[field]


def row_of(ledger: str, stored: Any) -> Row:
    """A record out of a row of its table."""
    values = load_values(LEDGERS[ledger], stored)
    system = {name: values.pop(name) for name in ("uid", "scope", "removed_at", "removed_why")}
    return Row(ledger, values=values, **system)


def _condition(ledger: type[Ledger], where: Mapping[str, Any], removed: bool) -> ColumnElement[bool]:
    table: Any = ledger.__table__
    parts = [] if removed else [table.c.removed_at.is_(None)]
    for name, value in where.items():
        if name not in table.c:
            raise UsageMistake(f"不能按“{name}”找：它是算出来的，或者没有这一栏。")
        dump = ledger.__fields__[name].kind.dump if name in ledger.__fields__ else str
        if value is None:
            parts.append(table.c[name].is_(None))
        elif isinstance(value, (list, set, frozenset)) or (isinstance(value, tuple) and name in ledger.__fields__):
            parts.append(table.c[name].in_([dump(one) for one in value]))
        else:
            parts.append(table.c[name] == dump(value))
    return and_(True, *parts)


def _order(ledger: type[Ledger], order: Sequence[str]) -> list[Any]:
    table: Any = ledger.__table__
    names = order or [n for alternative in ledger.__ledger__.key[:1] for n in alternative]
    columns = []
    for name in names:
        bare = name.removeprefix("-")
        if bare in table.c:
            # Said aloud, because servers have blanks last where files have them first.
            columns.append(table.c[bare].desc().nulls_last() if name.startswith("-") else table.c[bare].nulls_first())
    return [*columns, table.c.uid]


def find(
    store: Store, ledger: str, where: Mapping[str, Any] | None = None, *, order: Sequence[str] = (),
    limit: int | None = None, offset: int = 0, removed: bool = False,
) -> list[Row]:
    """Rows that equal `where` (a tuple: any of), in key order or by `order` ("-field" descending)."""
    declared = LEDGERS[ledger]
    table: Any = declared.__table__
    statement = select(table).where(_condition(declared, where or {}, removed)).order_by(*_order(declared, order))
    with store.reader.connect() as connection:
        return [row_of(ledger, row) for row in connection.execute(statement.limit(limit).offset(offset)).mappings()]


def get(store: Store, ledger: str, uid: str) -> Row | None:
    """One record, removed or not."""
    table: Any = LEDGERS[ledger].__table__
    with store.reader.connect() as connection:
        row = connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
    return row_of(ledger, row) if row else None


def uids(store: Store, ledger: str, where: Mapping[str, Any] | None = None, order: Sequence[str] = ()) -> list[str]:
    """Ids only, in order: what a table on the screen scrolls through."""
    declared = LEDGERS[ledger]
    table: Any = declared.__table__
    statement = select(table.c.uid).where(_condition(declared, where or {}, False)).order_by(*_order(declared, order))
    with store.reader.connect() as connection:
        return list(connection.execute(statement).scalars())


def by_uids(store: Store, ledger: str, wanted: Sequence[str]) -> list[Row]:
    """Rows in the order of their ids."""
    table: Any = LEDGERS[ledger].__table__
    found: dict[str, Row] = {}
    with store.reader.connect() as connection:
        for part in chunks(wanted, 500):
            for row in connection.execute(select(table).where(table.c.uid.in_(part))).mappings():
                found[row["uid"]] = row_of(ledger, row)
    return [found[uid] for uid in wanted if uid in found]


def count(store: Store, ledger: str, where: Mapping[str, Any] | None = None, *, removed: bool = False) -> int:
    """How many rows equal `where`."""
    declared = LEDGERS[ledger]
    table: Any = declared.__table__
    with store.reader.connect() as connection:
        return int(connection.execute(
            select(func.count()).select_from(table).where(_condition(declared, where or {}, removed))).scalar_one())


def counts(store: Store, ledgers: Sequence[str]) -> dict[str, int]:
    """How many live rows each of these ledgers has, asked at once."""
    each = (select(func.count()).select_from(LEDGERS[id].__table__).where(_condition(LEDGERS[id], {}, False)) for id in ledgers)
    with store.reader.connect() as connection:
        found = connection.execute(select(*(one.scalar_subquery() for one in each))).one()
        return dict(zip(ledgers, map(int, found), strict=True))


def total(store: Store, ledger: str, field: str, where: Mapping[str, Any] | None = None) -> Any:
    """The sum of a number or money field over live rows."""
    declared = LEDGERS[ledger]
    table: Any = declared.__table__
    statement = select(func.coalesce(func.sum(table.c[field]), 0)).where(_condition(declared, where or {}, False))
    with store.reader.connect() as connection:
        return declared.__fields__[field].kind.load(int(connection.execute(statement).scalar_one()))


def unused(store: Store, ledger: str) -> set[str]:
    """Stored fields that say nothing in any live row."""
    declared = LEDGERS[ledger]
    table: Any = declared.__table__
    names = [field.name for field in stored_fields(declared)]
    statement = select(*(func.count(table.c[name]) for name in names)).where(_condition(declared, {}, False))
    with store.reader.connect() as connection:
        return {name for name, said in zip(names, connection.execute(statement).one(), strict=True) if not said}


def full(store: Store, ledger: str, rows: Sequence[Row], only: Collection[str] | None = None) -> list[Values]:
    """All values of rows, derived ones too (or `only` these of them), with uid and scope."""
    with store.reader.connect() as connection:
        return full_values(store, Source(connection, LEDGERS), ledger, rows, only)


def full_values(
    store: Store, source: Source, ledger: str, rows: Sequence[Row], only: Collection[str] | None = None
) -> list[Values]:
    """`full` over a Source that the caller keeps."""
    declared = LEDGERS[ledger]
    computed = [f for f in declared.__fields__.values() if f.derived is not None and (only is None or f.name in only)]
    policy = Policy(source, store.scope)
    batch = [{**row.values, "uid": row.uid, "scope": row.scope, "removed_at": row.removed_at, "removed_why": row.removed_why}
             for row in rows]
    for values in batch:
        facts = RecordFacts(source, declared, values, values, policy, store.today(), batch)
        values.update({f.name: f.derived(facts) for f in computed if f.derived is not None})
    return batch


def shown(store: Store, ledger: str, rows: Sequence[Row]) -> list[dict[str, str]]:
    """What people read in each field, links by name, derived fields too."""
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS)
        return shown_values(source, ledger, full_values(store, source, ledger, rows))


def shown_values(source: Source, ledger: str, batch: Sequence[Values]) -> list[dict[str, str]]:
    """`shown` for values that are there already."""
    declared = LEDGERS[ledger]
    named = {f.name: names_of(source, f.to, {str(values[f.name]) for values in batch if values.get(f.name)})
             for f in declared.__fields__.values() if f.to}
    return [
        {f.name: _linked(named[f.name], values.get(f.name)) if f.to else f.kind.show(values.get(f.name))
         for f in declared.__fields__.values()}
        for values in batch
    ]


def _linked(named: Mapping[str, str], uid: str | None) -> str:
    """A link by its name; one that stayed in the village from which its row came has none here."""
    return named.get(uid) or ELSEWHERE if uid else ""


def names_of(source: Source, ledger: str, wanted: Collection[str]) -> dict[str, str]:
    """What to call records on screen: a household by its 户主, what has been taken away by its last name."""
    source.warm(ledger, wanted)
    if ledger == "household":
        source.warm_children("person", "household", wanted)
    links = Links(source)
    found = {uid: links.call(ledger, uid) for uid in wanted}
    blank = [uid for uid, name in found.items() if not name]
    return found | (_of_the_moved(source, blank) if ledger == "household" else _last_known(source, ledger, blank))


def _last_known(source: Source, ledger: str, uids: Sequence[str]) -> dict[str, str]:
    """Names of rows that have been removed or have moved away: what names them still is about them."""
    table: Any = LEDGERS[ledger].__table__
    fields = [LEDGERS[ledger].__fields__[name] for name in LEDGERS[ledger].__ledger__.name]
    found: dict[str, str] = {}
    for part in chunks(uids, 500):
        for stored in source.connection.execute(select(table).where(table.c.uid.in_(part))).mappings():
            row = row_of(ledger, stored)
            parts = (names_of(source, f.to, [row[f.name]])[row[f.name]] if f.to else f.kind.show(row[f.name])
                     for f in fields if f.derived is None and row[f.name] is not None)  # fmt: skip
            found[row.uid] = " ".join(part for part in parts if part)
    return found


def _of_the_moved(source: Source, households: Sequence[str]) -> dict[str, str]:
    """Names of households that have moved away: what the village did for them is still its own, and names them."""
    table: Any = LEDGERS["person"].__table__
    found: dict[str, str] = {}
    for part in chunks(households, 500):
        gone = (table.c.removed_why == AWAY) & (table.c.relation == HEAD) & table.c.household.in_(part)
        found |= {uid: name or "" for uid, name in source.connection.execute(select(table.c.household, table.c.name).where(gone))}
    return found


def names(store: Store, ledger: str, wanted: Collection[str]) -> dict[str, str]:
    """What to call records on screen, by uid."""
    with store.reader.connect() as connection:
        return names_of(Source(connection, LEDGERS), ledger, wanted)


