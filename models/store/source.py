"""Live rows of ledgers as plain mappings, fetched in batches: what Facts and derived fields read from.

`whole` loads a ledger at the first question: an import of ten thousand rows asks no query a row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Select, func, select

from models.kernel import Kind, Ledger, stored_fields
from models.kernel.ledger import SYSTEM_COLUMNS
from models.store.journal.rows import chunks

Values = dict[str, Any]
_MANY = 4000


class Within(NamedTuple):
    """A stretch of days or months, both ends included: what a field may hold, where only some rows are asked for."""

    first: Any
    last: Any


def load_values(ledger: type[Ledger], row: Any) -> Values:
    """A table row with its storage turned into values of the Kinds; system columns stay as they are."""
    [values] = _making(ledger)([[row[name] for name in _columns(ledger)]])
    return values


@cache
def _making(ledger: type[Ledger]) -> Callable[[Iterable[Sequence[Any]]], list[Values]]:
    """What makes mappings of whole rows: one expression written for the columns of this ledger.

    A village has half a million rows of thirty columns, and going round all of them for each row takes twice as long.
    """
    names, loads = _columns(ledger), dict(_loaders(ledger))
    held = {name: f"v{at}" for at, name in enumerate(names)}
    turned = {name: f"{one} if {one} is None else of_{one}({one})" if name in loads else one for name, one in held.items()}
    shown = ", ".join(f"{name!r}: {value}" for name, value in turned.items())
    return cast("Callable[[Iterable[Sequence[Any]]], list[Values]]", eval(
        f"lambda rows: [{{{shown}}} for {', '.join(held.values())} in rows]", {f"of_{held[name]}": load for name, load in loads.items()}
    ))  # fmt: skip


@cache
def _live(ledger: type[Ledger]) -> Select[Any]:
    """All live rows: made once, for a single edit is followed by dozens of small questions."""
    columns: Any = ledger.__table__.c
    return select(*(columns[name] for name in _columns(ledger))).where(columns.removed_at.is_(None))


def _asked_for(ledger: type[Ledger], where: Mapping[str, Any]) -> Iterable[ColumnElement[bool]]:
    """What `_fitting` looks for, as the database is told it."""
    for name, wanted in where.items():
        column, dump = ledger.__table__.c[name], ledger.__fields__[name].kind.dump
        yield column.between(dump(wanted.first), dump(wanted.last)) if isinstance(wanted, Within) else column == dump(wanted)


def _fitting(rows: list[Values], where: Mapping[str, Any]) -> list[Values]:
    for name, wanted in where.items():
        if isinstance(wanted, Within):
            first, last = wanted
            rows = [row for row in rows if row[name] is not None and first <= row[name] <= last]
        else:
            rows = [row for row in rows if row[name] == wanted]
    return rows


def _added(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found: dict[tuple[Any, ...], tuple[Any, list[str]]] = {}
    for *by, amount, told in rows:
        if amount is not None:
            before, words = found.get(key := tuple(by), (0, []))
            found[key] = before + amount, [*words, told]
    return [(*key, *added) for key, added in found.items()]


@cache
def _columns(ledger: type[Ledger]) -> tuple[str, ...]:
    return (*(field.name for field in stored_fields(ledger)), *SYSTEM_COLUMNS)


@cache
def _loaders(ledger: type[Ledger]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Only of those Kinds whose storage is not the value itself: most columns of most rows are left alone or blank."""
    # Days, amounts and choices of half a million rows are a few thousand different ones.
    return tuple((f.name, lru_cache(maxsize=4096)(f.kind.load)) for f in stored_fields(ledger) if type(f.kind).load is not Kind.load)


@cache
def link_between(child: type[Ledger], parent: str) -> str:
    """The child's link that leads to a parent ledger; its parent link where there are several."""
    links = [f for f in stored_fields(child) if f.to == parent]
    if not links:
        raise LookupError(f"{child.__tablename__} has no link to {parent}")
    return next((f.name for f in links if f.parent), links[0].name)


class Source:
    """Rows by uid and by parent, cached for as long as one job lasts."""

    def __init__(self, connection: Connection, ledgers: Mapping[str, type[Ledger]], *, whole: bool = False) -> None:
        self.connection, self.ledgers, self.whole = connection, ledgers, whole
        self._rows: dict[str, dict[str, Values | None]] = {}
        self._kids: dict[tuple[str, str], dict[str, dict[str, Values]]] = {}
        self._same: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], list[Values]]] = {}
        self._loaded: set[str] = set()
        self._asked: tuple[Sequence[Values], set[str]] = ((), set())

    def first_time(self, batch: Sequence[Values], question: str) -> bool:
        """Whether this is new to ask of this batch: each row asks, the answer is fetched once.

        A row looked up on the way has no batch; it must not make the others' be forgotten.
        """
        if self.whole or not batch:
            return False
        if self._asked[0] is not batch:
            self._asked = (batch, set())
        new = question not in self._asked[1]
        self._asked[1].add(question)
        return new

    def get(self, ledger: str, uid: str | None) -> Values | None:
        """One live row, or None."""
        if not uid:
            return None
        if uid not in self._rows.get(ledger, ()):
            self.warm(ledger, [uid])
        return self._rows[ledger].get(uid)

    def warm(self, ledger: str, uids: Iterable[str | None]) -> None:
        """Fetch rows that will be asked for, in one go."""
        cache = self._rows.setdefault(ledger, {})
        if self.whole:
            self._load_whole(ledger)
            return
        missing = sorted({uid for uid in uids if uid and uid not in cache})
        cache.update(dict.fromkeys(missing))
        self._take_where(ledger, "uid", missing)

    def children(self, ledger: str, link: str, uid: str) -> list[Values]:
        """Live rows whose link leads to `uid`."""
        families = self._kids.get((ledger, link))
        family = families.get(uid) if families is not None else None
        if family is None and (families is None or not self.whole):  # of a whole ledger all parents are known
            self.warm_children(ledger, link, [uid])
            family = self._kids[ledger, link].get(uid)
        return list(family.values()) if family else []

    def warm_children(self, ledger: str, link: str, uids: Collection[str]) -> None:
        """Fetch the children of many parents in one go."""
        cache = self._kids.setdefault((ledger, link), {})
        if self.whole:
            if not cache:
                self._load_whole(ledger)
                for values in self._rows[ledger].values():
                    if values:
                        cache.setdefault(values[link], {})[values["uid"]] = values
            return
        missing = sorted({uid for uid in uids if uid not in cache})
        cache.update({uid: {} for uid in missing})
        for values in self._take_where(ledger, link, missing):
            cache[values[link]][values["uid"]] = values

    def same(self, ledger: str, link: str, like: Mapping[str, Any], names: tuple[str, ...]) -> list[Values]:
        """Live rows under the same parent that say the same in these fields; of whole ledgers nobody goes through all for each."""
        names = (link, *names)
        said = tuple(map(like.get, names))
        if not self.whole:
            return [values for values in self.children(ledger, link, like[link]) if tuple(map(values.get, names)) == said]
        index = self._same.get((ledger, names))
        if index is None:
            index = self._same[ledger, names] = {}
            for values in self.all(ledger):
                index.setdefault(tuple(map(values.get, names)), []).append(values)
        return index.get(said, [])

    def children_named(self, ledger: str, uid: str) -> list[Values]:
        """Live rows of a generic ledger (待核, 说明, 附件) whose `row` names `uid`."""
        return self.children(ledger, "row", uid)

    def all(self, ledger: str) -> list[Values]:
        """Every live row of a ledger."""
        self._rows.setdefault(ledger, {})
        self._load_whole(ledger)
        return [values for values in self._rows[ledger].values() if values]

    def scopes(self, ledger: str) -> set[str]:
        """Whose rows a ledger holds, without reading them."""
        return {scope for scope, in self.distinct(ledger, ("scope",))}

    def distinct(self, ledger: str, names: Sequence[str]) -> set[tuple[Any, ...]]:
        """Which values stand together in a ledger's live rows, without reading them."""
        return set(self._told(ledger, names, {}, distinct=True))

    def sums(self, ledger: str, amount: str, by: Sequence[str], told: str, **where: Any) -> list[tuple[Any, ...]]:
        """Live rows with an amount, added up by some fields: these, the sum, and what stands in the text field `told`."""
        declared = self.ledgers[ledger]
        if ledger in self._loaded:
            return _added(self._told(ledger, (*by, amount, told), where))
        columns, load = declared.__table__.c, declared.__fields__[amount].kind.load
        keys = [columns[name] for name in by]
        statement = select(*keys, func.sum(columns[amount]), func.aggregate_strings(columns[told], ",")).group_by(*keys)
        held = (columns.removed_at.is_(None), columns[amount].is_not(None), *_asked_for(declared, where))
        return [(*row[:-2], load(int(row[-2])), row[-1].split(",")) for row in self._fetched(statement.where(*held))]

    def some(self, ledger: str, **where: Any) -> list[Values]:
        """Live rows whose fields hold these values or lie `Within` a stretch; the rest of the ledger is not read."""
        if ledger in self._loaded:
            return _fitting(self.all(ledger), where)
        declared = self.ledgers[ledger]
        statement = _live(declared).where(*_asked_for(declared, where))
        return self._take(ledger, statement.order_by(declared.__table__.c.uid))

    def columns(self, ledger: str, names: Sequence[str], **where: Any) -> list[tuple[Any, ...]]:
        """A few fields of live rows, in no order: of a tall ledger that is a fraction of what its rows hold."""
        return self._told(ledger, names, where)

    def _told(self, ledger: str, names: Sequence[str], where: Mapping[str, Any], *, distinct: bool = False) -> list[tuple[Any, ...]]:
        if ledger in self._loaded:
            return [tuple(row[name] for name in names) for row in self.some(ledger, **where)]
        declared = self.ledgers[ledger]
        columns: Any = declared.__table__.c
        statement = select(*(columns[name] for name in names)).where(columns.removed_at.is_(None), *_asked_for(declared, where))
        loads = dict(_loaders(declared))
        rows = self._fetched(statement.distinct() if distinct else statement)
        if loads.keys().isdisjoint(names):
            return list(map(tuple, rows))
        held = zip(names, zip(*rows, strict=True), strict=False)
        turned = (map(loads[name], values) if name in loads and values.count(None) < len(values) else values for name, values in held)
        return list(zip(*turned, strict=True))

    def lay(self, ledger: str, rows: Iterable[Values]) -> None:
        """These are all rows of a ledger: those of another day, which no table holds any more."""
        self._rows[ledger] = {row["uid"]: row for row in rows}
        self._loaded.add(ledger)

    def put(self, ledger: str, values: Values) -> None:
        """Keep the caches right after a write."""
        uid, gone = values["uid"], values.get("removed_at") is not None
        before = self._rows.setdefault(ledger, {}).get(uid)
        self._rows[ledger][uid] = None if gone else values
        for (name, names), index in self._same.items():
            if name != ledger:
                continue
            if before:
                said = tuple(map(before.get, names))
                index[said] = [one for one in index.get(said, ()) if one["uid"] != uid]
            if not gone:
                index.setdefault(tuple(map(values.get, names)), []).append(values)
        for (name, link), families in self._kids.items():
            if name != ledger:
                continue
            if before:
                families.get(before.get(link) or "", {}).pop(uid, None)
            here = values.get(link) or ""
            if not gone and (self.whole or here in families):
                families.setdefault(here, {})[uid] = values

    def _take(self, ledger: str, statement: Any) -> list[Values]:
        return self._keep(ledger, self._read(ledger, statement))

    def _take_where(self, ledger: str, name: str, uids: Sequence[str]) -> list[Values]:
        """Rows in which a field holds one of these; where they are thousands the ledger is gone through once instead."""
        declared = self.ledgers[ledger]
        if len(uids) < _MANY:
            column: Any = declared.__table__.c[name]
            return [row for part in chunks(uids, 500) for row in self._take(ledger, _live(declared).where(column.in_(part)))]
        at, wanted = _columns(declared).index(name), frozenset(uids)
        rows = [row for row in self._fetched(_live(declared)) if row[at] in wanted]
        return self._keep(ledger, _making(declared)(rows))

    def _keep(self, ledger: str, found: list[Values]) -> list[Values]:
        self._rows.setdefault(ledger, {}).update({values["uid"]: values for values in found})
        return found

    def _read(self, ledger: str, statement: Any) -> list[Values]:
        return _making(self.ledgers[ledger])(self._fetched(statement))

    def _fetched(self, statement: Any) -> Sequence[Sequence[Any]]:
        """As the driver has them: texts and whole numbers need nothing that the toolkit would do to each row."""
        with closing(self.connection.execute(statement)) as found:
            return found.cursor.fetchall() if found.cursor else ()

    def _everything(self, ledger: str) -> Any:
        declared = self.ledgers[ledger]
        return _live(declared).order_by(declared.__table__.c.uid)

    def _load_whole(self, ledger: str) -> None:
        if ledger not in self._loaded:
            self._take(ledger, self._everything(ledger))
            self._loaded.add(ledger)
