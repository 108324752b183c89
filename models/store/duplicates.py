"""The same person, household, loan or toilet entered on two laptops: found by what identifies them, never merged by itself.

A pure function of the tables: no clock and no order of arrival is asked, so every office that holds the same rows finds
the same groups. A pair that somebody declared different (`apart`, a row of 情况属实) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, case, func, select, tuple_

from models.codes.relation import HEAD
from models.kernel import Ledger, parent_field, seem_one
from models.kernel.identifiers import id_fault
from models.ledgers import LEDGERS
from models.store.journal.rows import chunks
from models.store.likeness import (
    NUMBER,
    Stored,
    agree,
    buckets,
    heard_alike,
    keyed,
    other_row,
    same_name,
    unsure,
    whole,
)

if TYPE_CHECKING:
    from models.store.store import Store

CHECK = "duplicate"  # the check that an `apart` row explains
TWICE = tuple(id for id, ledger in LEDGERS.items() if ledger.__ledger__.twice)
LOOKED_AT = ("household", "person", "waiver", *TWICE)  # a change elsewhere makes no twins and parts none
_MOST = 40  # rows of one bucket that are compared with one another; more is a copied column, and is shown in part
Pair = frozenset[str]


@dataclass(frozen=True)
class Group:
    """Rows that seem to be one. certain: both the number and the name agree, in one village."""

    ledger: str
    uids: tuple[str, ...]
    why: str
    certain: bool
    scopes: tuple[str, ...]

    @property
    def across(self) -> bool:
        """Whether the rows belong to different villages: those cannot become one, somebody has moved."""
        return len(self.scopes) > 1


def id_of(group: Group) -> str:
    """The name of a group, the same wherever the same rows are."""
    return sha256(f"duplicate {group.ledger} {' '.join(group.uids)}".encode()).hexdigest()[:16]


def found(store: Store) -> list[Group]:
    """Every group, in the order of ledgers and ids."""
    with store.reader.connect() as connection:
        return search(connection)


def search(connection: Connection) -> list[Group]:
    """`found` on a connection that the caller keeps."""
    finder = _Finder(connection)
    homes = list(finder.households())
    inside = {pair for group in homes for pair in pairs(group.uids)}
    groups = [*homes, *finder.people(inside), *(group for ledger in TWICE for group in finder.rows(ledger))]
    order = list(LEDGERS)
    return sorted(_joined(groups), key=lambda group: (order.index(group.ledger), group.uids))


def _joined(groups: Iterable[Group]) -> Iterable[Group]:
    """The same rows found for two reasons are one group."""
    by_rows: dict[tuple[str, tuple[str, ...]], Group] = {}
    for group in groups:
        before = by_rows.setdefault((group.ledger, group.uids), group)
        if before is not group:
            why = before.why if group.why in before.why else f"{before.why}，{group.why}"
            by_rows[group.ledger, group.uids] = replace(before, why=why, certain=before.certain or group.certain)
    return by_rows.values()


def pairs(uids: Iterable[str]) -> Iterator[Pair]:
    """Every two of them."""
    return (frozenset(pair) for pair in combinations(uids, 2))


def apart_pairs(connection: Connection) -> set[Pair]:
    """The pairs that somebody has declared different."""
    w: Any = LEDGERS["waiver"].__table__.c
    rows = connection.execute(select(w.row, w.value).where(w.check == CHECK, w.removed_at.is_(None)))
    return {frozenset((row, other)) for row, other in rows}


def explained(connection: Connection) -> set[str]:
    """Rows of which somebody said under 数据核对 that they are none twice (checks.twice)."""
    w: Any = LEDGERS["waiver"].__table__.c
    said = w.check.like("%.entered_twice") & w.removed_at.is_(None) & w.until.is_(None)
    return set(connection.execute(select(w.row).where(said)).scalars())


def is_somebodys(ledger: type[Ledger]) -> bool:
    """Only what belongs to somebody can have moved to another village; each village may have a canal of one name."""
    parent = parent_field(ledger)
    return parent is not None and parent.to in ("person", "household")


def by_certificate(people: Iterable[Stored]) -> list[list[Stored]]:
    """Those who are in their households now and have one sound number."""
    sound = [{**row, "number": row["id_no"][:NUMBER]} for row in people
             if row["id_no"] and not row["left_on"] and id_fault(row["id_no"][:NUMBER]) is None]
    return list(buckets(sound, "number"))


def by_name(people: Iterable[Stored]) -> list[list[Stored]]:
    """Those of several households, one of each, who have one name and whom nothing tells apart."""
    named = buckets([row for row in people if row["name"] and not row["left_on"]], "name")
    return [rows for rows in named if len({row["household"] for row in rows}) == len(rows)
            and all(agree(one, other) for one, other in combinations(rows, 2))]


class _Finder:
    """One search over one connection. A bucket is what agrees in a key; `fits` throws out what contradicts."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.apart, self.explained = apart_pairs(connection), explained(connection)
        self.p: Any = LEDGERS["person"].__table__.c
        self.h: Any = LEDGERS["household"].__table__.c

    def people(self, inside: set[Pair]) -> Iterator[Group]:
        """By certificate; by name within a household; by the sound of the name and the birthday.

        inside: pairs of households that are merged as a whole.
        """
        def elsewhere(one: Stored, other: Stored) -> bool:
            return frozenset((one["household"], other["household"])) not in inside

        for bucket in self._by_number():
            # Somebody who moved out of one household and into another stands in both, once as 已减少: that is history.
            yield from self._groups("person", "证件号一样", bucket, elsewhere, same_name)
        for bucket in self._by_name():
            yield from self._groups("person", "同一户里同名", bucket, agree)
        for bucket in self._by_birthday():
            yield from self._groups("person", "名字读音一样，生日一样", bucket, heard_alike)

    def households(self) -> Iterator[Group]:
        """By code within a village, by the head's certificate, by the head's name within a group."""
        for bucket in self._by_code():
            yield from self._groups("household", "户编号一样", bucket, whole, same_name)
        for people in self._by_number():
            heads = [self._as_home(one) for one in people if one["relation"] == HEAD and one["household"]]
            if len({one["uid"] for one in heads}) > 1:
                yield from self._groups("household", "户主证件号一样", heads, other_row, same_name)
        for bucket in self._by_head_name():
            yield from self._groups("household", "同一个组里户主同名", bucket, agree)

    def rows(self, ledger: str) -> Iterator[Group]:
        """Of any other ledger that says by what its rows are known (LedgerSpec.twice)."""
        beside = () if is_somebodys(LEDGERS[ledger]) else ("scope",)
        spec, fields, table = LEDGERS[ledger].__ledger__, LEDGERS[ledger].__fields__, LEDGERS[ledger].__table__
        used = {name: table.c[name] for way in spec.twice for name in way}
        for way in spec.twice:
            key = [used[name] for name in way]
            here = and_(table.c.removed_at.is_(None), *(column.is_not(None) for column in key))
            same = self.connection.execute(select(*key).where(here).group_by(*key).having(func.count() > 1)).all()
            why = f"{'、'.join(fields[name].label for name in way)}一样"

            def fits(one: Stored, other: Stored, way: tuple[str, ...] = way) -> bool:
                return seem_one(one, other, spec.twice) == way  # a surer way has told it already

            for part in chunks(same, 300 // len(way)):
                wanted = here & tuple_(*key).in_([tuple(one) for one in part])
                rows = self._rows(select(table.c.uid, table.c.scope, *used.values()).where(wanted))
                for bucket in buckets(rows, *beside, *way):
                    yield from self._groups(ledger, why, bucket, fits)

    def _groups(self, ledger: str, why: str, bucket: Sequence[Stored], fits: Callable[[Stored, Stored], bool],
                sure: Callable[[Stored, Stored], bool] = unsure) -> Iterator[Group]:
        """Within each village, then across villages one row of each."""
        by_scope = {scope: rows for (scope,), rows in keyed(bucket[:_MOST], "scope").items()}
        for rows in by_scope.values():
            yield from self._within(ledger, why, rows, fits, sure)
        if len(by_scope) > 1:
            first = [min(rows, key=lambda row: str(row["uid"])) for rows in by_scope.values()]
            yield from self._within(ledger, f"在不同的村，{why}", first, fits, unsure)

    def _within(self, ledger: str, why: str, rows: Sequence[Stored], fits: Callable[[Stored, Stored], bool],
                sure: Callable[[Stored, Stored], bool]) -> Iterator[Group]:
        """All of them as one group when every two fit, else the pairs that do."""
        rows = sorted(rows, key=lambda row: str(row["uid"]))
        every = [(one, other) for one, other in combinations(rows, 2) if one["uid"] != other["uid"]]
        fitting = [(one, other) for one, other in every
                   if fits(one, other) and frozenset((one["uid"], other["uid"])) not in self.apart
                   and self.explained.isdisjoint((one["uid"], other["uid"]))]
        groups = [rows] if fitting and len(fitting) == len(every) else [list(pair) for pair in fitting]
        for group in groups:
            uids = tuple(dict.fromkeys(row["uid"] for row in group))
            certain = all(sure(one, other) for one, other in combinations(group, 2))
            yield Group(ledger, uids, why, certain, tuple(sorted({row["scope"] for row in group})))

    def _rows(self, statement: Any) -> list[Stored]:
        return [dict(row) for row in self.connection.execute(statement).mappings()]

    @property
    def _here(self) -> Any:
        return self.p.removed_at.is_(None) & self.p.left_on.is_(None)

    def _person(self, *more: Any) -> Any:
        p = self.p
        return select(p.uid, p.scope, p.household, p.name, p.relation, p.id_no, p.stated_born, *more)

    def _by_number(self) -> list[list[Stored]]:
        """People whose certificate, when it is sound, stands more than once."""
        if not hasattr(self, "_numbers"):
            number = func.substr(self.p.id_no, 1, NUMBER)
            twice = select(number).where(self._here, self.p.id_no.is_not(None)).group_by(number).having(func.count() > 1)
            wanted = [one for (one,) in self.connection.execute(twice) if id_fault(one) is None]
            rows = [row for part in chunks(wanted, 500)
                    for row in self._rows(self._person(number.label("number")).where(self._here, number.in_(part)))]
            self._numbers = list(buckets(rows, "number"))
        return self._numbers

    def _by_name(self) -> Iterator[list[Stored]]:
        key = (self.p.household, self.p.name)
        here = self._here & self.p.household.is_not(None) & self.p.name.is_not(None)
        same = self.connection.execute(select(*key).where(here).group_by(*key).having(func.count() > 1)).all()
        for part in chunks(same, 300):
            rows = self._rows(self._person().where(here, tuple_(*key).in_([tuple(one) for one in part])))
            yield from buckets(rows, "household", "name")

    def _by_birthday(self) -> Iterable[list[Stored]]:
        """People of a village born on one day, where two of them share a home or one has no certificate."""
        p = self.p
        born = case((func.length(p.id_no) >= NUMBER, func.substr(p.id_no, 7, 8)), else_=func.replace(p.stated_born, "-", ""))
        here = self._here & p.household.is_not(None) & p.name.is_not(None) & born.is_not(None)
        at_home = select(p.scope, born).where(here).group_by(p.scope, p.household, born).having(func.count() > 1)
        unproved = select(p.scope, born).where(here, p.id_no.is_(None))
        wanted = {tuple(one) for statement in (at_home, unproved) for one in self.connection.execute(statement)}
        rows = [row for part in chunks(sorted(wanted), 300)
                for row in self._rows(self._person(born.label("day")).where(here, tuple_(p.scope, born).in_(part)))]
        return buckets(rows, "scope", "day")

    def _by_code(self) -> Iterator[list[Stored]]:
        key = (self.h.scope, self.h.code)
        here = self.h.removed_at.is_(None) & self.h.code.is_not(None)
        same = self.connection.execute(select(*key).where(here).group_by(*key).having(func.count() > 1)).all()
        for part in chunks(same, 300):
            homes = self._rows(select(self.h.uid, *key).where(here, tuple_(*key).in_([tuple(one) for one in part])))
            heads = self._heads([home["uid"] for home in homes])
            yield from buckets([{"name": None, **heads.get(home["uid"], {}), **home} for home in homes], "scope", "code")

    def _heads(self, homes: Sequence[str]) -> dict[str, Stored]:
        found_ = {}
        for part in chunks(homes, 500):
            rows = self._rows(self._person().where(self._here, self.p.relation == HEAD, self.p.household.in_(part)))
            found_.update({row["household"]: row for row in sorted(rows, key=lambda row: str(row["uid"]), reverse=True)})
        return found_

    def _by_head_name(self) -> Iterator[list[Stored]]:
        p, h = self.p, self.h
        key = (h.scope, h.group, p.name)
        joined = LEDGERS["person"].__table__.join(LEDGERS["household"].__table__, h.uid == p.household)
        here = self._here & (p.relation == HEAD) & h.removed_at.is_(None) & h.group.is_not(None) & p.name.is_not(None)
        twice = select(*key).select_from(joined).where(here).group_by(*key).having(func.count() > 1)
        same = self.connection.execute(twice).all()
        for part in chunks(same, 300):
            wanted = self._person(h.group, h.code).select_from(joined).where(here, tuple_(*key).in_([tuple(one) for one in part]))
            rows = [{**row, "uid": row["household"]} for row in self._rows(wanted)]
            yield from buckets(rows, "scope", "group", "name")

    def _as_home(self, head: Stored) -> Stored:
        return {**head, "uid": head["household"]}
