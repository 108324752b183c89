"""The same person, household or toilet entered on two laptops: found by what identifies them, never merged by itself.

A pure function of the tables: no clock and no order of arrival is asked, so every office that holds the same rows finds
the same groups. A pair that somebody declared different (`apart`, a row of 情况属实) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, tuple_

from models.codes.relation import HEAD
from models.kernel.identifiers import id_fault
from models.ledgers import LEDGERS
from models.rules.id_number import read_certificate
from models.store.journal.rows import chunks

if TYPE_CHECKING:
    from models.store.store import Store

CHECK = "duplicate"  # the check that an `apart` row explains
LOOKED_AT = ("household", "person", "toilet", "waiver")  # a change elsewhere makes no twins and parts none
_NUMBER = 18  # a disability card begins with its bearer's own number
_MOST = 40  # rows of one bucket that are compared with one another; more is a copied column, and is shown in part
Stored = Mapping[str, Any]
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
    groups = [*homes, *finder.people(inside), *finder.toilets()]
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


def by_certificate(people: Iterable[Stored]) -> list[list[Stored]]:
    """Those who are in their households now and have one sound number."""
    sound = [{**row, "number": row["id_no"][:_NUMBER]} for row in people
             if row["id_no"] and not row["left_on"] and id_fault(row["id_no"][:_NUMBER]) is None]
    return list(_buckets(sound, "number"))


class _Finder:
    """One search over one connection. A bucket is what agrees in a key; `fits` throws out what contradicts."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.apart = apart_pairs(connection)
        self.p: Any = LEDGERS["person"].__table__.c
        self.h: Any = LEDGERS["household"].__table__.c

    def people(self, inside: set[Pair]) -> Iterator[Group]:
        """By certificate; and by name within a household. inside: pairs of households that are merged as a whole."""
        def elsewhere(one: Stored, other: Stored) -> bool:
            return frozenset((one["household"], other["household"])) not in inside

        for bucket in self._by_number():
            # Somebody who moved out of one household and into another stands in both, once as 已减少: that is history.
            yield from self._groups("person", "证件号一样", bucket, elsewhere, _same_name)
        for bucket in self._by_name():
            yield from self._groups("person", "同一户里同名", bucket, _agree, lambda one, other: False)

    def households(self) -> Iterator[Group]:
        """By code within a village, by the head's certificate, by the head's name within a group."""
        for bucket in self._by_code():
            yield from self._groups("household", "户编号一样", bucket, _whole, _same_name)
        for people in self._by_number():
            heads = [self._as_home(one) for one in people if one["relation"] == HEAD and one["household"]]
            if len({one["uid"] for one in heads}) > 1:
                yield from self._groups("household", "户主证件号一样", heads, _other_row, _same_name)
        for bucket in self._by_head_name():
            yield from self._groups("household", "同一个组里户主同名", bucket, _agree, lambda one, other: False)

    def toilets(self) -> Iterator[Group]:
        """By household and number: two laptops each called theirs the first."""
        t: Any = LEDGERS["toilet"].__table__.c
        key = (t.household, t.number)
        here = t.removed_at.is_(None) & t.household.is_not(None) & t.number.is_not(None)
        same = self.connection.execute(select(*key).where(here).group_by(*key).having(func.count() > 1)).all()
        for part in chunks(same, 300):
            rows = self._rows(select(t.uid, t.scope, *key).where(here, tuple_(*key).in_([tuple(one) for one in part])))
            for bucket in _buckets(rows, "household", "number"):
                yield from self._groups("toilet", "同一户的同一个序号", bucket, _whole, lambda one, other: False)

    def _groups(self, ledger: str, why: str, bucket: Sequence[Stored], fits: Callable[[Stored, Stored], bool],
                sure: Callable[[Stored, Stored], bool]) -> Iterator[Group]:
        """Within each village, then across villages one row of each."""
        by_scope = {scope: rows for (scope,), rows in _keyed(bucket[:_MOST], "scope").items()}
        for rows in by_scope.values():
            yield from self._within(ledger, why, rows, fits, sure)
        if len(by_scope) > 1:
            first = [min(rows, key=lambda row: str(row["uid"])) for rows in by_scope.values()]
            yield from self._within(ledger, f"在不同的村，{why}", first, fits, lambda one, other: False)

    def _within(self, ledger: str, why: str, rows: Sequence[Stored], fits: Callable[[Stored, Stored], bool],
                sure: Callable[[Stored, Stored], bool]) -> Iterator[Group]:
        """All of them as one group when every two fit, else the pairs that do."""
        rows = sorted(rows, key=lambda row: str(row["uid"]))
        every = [(one, other) for one, other in combinations(rows, 2) if one["uid"] != other["uid"]]
        fitting = [(one, other) for one, other in every
                   if fits(one, other) and frozenset((one["uid"], other["uid"])) not in self.apart]
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
            number = func.substr(self.p.id_no, 1, _NUMBER)
            twice = select(number).where(self._here, self.p.id_no.is_not(None)).group_by(number).having(func.count() > 1)
            wanted = [one for (one,) in self.connection.execute(twice) if id_fault(one) is None]
            rows = [row for part in chunks(wanted, 500)
                    for row in self._rows(self._person(number.label("number")).where(self._here, number.in_(part)))]
            self._numbers = list(_buckets(rows, "number"))
        return self._numbers

    def _by_name(self) -> Iterator[list[Stored]]:
        key = (self.p.household, self.p.name)
        here = self._here & self.p.household.is_not(None) & self.p.name.is_not(None)
        same = self.connection.execute(select(*key).where(here).group_by(*key).having(func.count() > 1)).all()
        for part in chunks(same, 300):
            rows = self._rows(self._person().where(here, tuple_(*key).in_([tuple(one) for one in part])))
            yield from _buckets(rows, "household", "name")

    def _by_code(self) -> Iterator[list[Stored]]:
        key = (self.h.scope, self.h.code)
        here = self.h.removed_at.is_(None) & self.h.code.is_not(None)
        same = self.connection.execute(select(*key).where(here).group_by(*key).having(func.count() > 1)).all()
        for part in chunks(same, 300):
            homes = self._rows(select(self.h.uid, *key).where(here, tuple_(*key).in_([tuple(one) for one in part])))
            heads = self._heads([home["uid"] for home in homes])
            yield from _buckets([{"name": None, **heads.get(home["uid"], {}), **home} for home in homes], "scope", "code")

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
            yield from _buckets(rows, "scope", "group", "name")

    def _as_home(self, head: Stored) -> Stored:
        return {**head, "uid": head["household"]}


def _keyed(rows: Iterable[Stored], *names: str) -> dict[tuple[Any, ...], list[Stored]]:
    found_: dict[tuple[Any, ...], list[Stored]] = {}
    for row in rows:
        found_.setdefault(tuple(row[name] for name in names), []).append(row)
    return found_


def _buckets(rows: Iterable[Stored], *names: str) -> Iterable[list[Stored]]:
    return (bucket for _, bucket in sorted(_keyed(rows, *names).items()) if len(bucket) > 1)


def _whole(one: Stored, other: Stored) -> bool:
    return True


def _other_row(one: Stored, other: Stored) -> bool:
    return bool(one["uid"] != other["uid"])


def _same_name(one: Stored, other: Stored) -> bool:
    return bool(one["name"]) and one["name"] == other["name"]


def _agree(one: Stored, other: Stored) -> bool:
    """Nothing that both say of number, birth or code tells them apart."""
    numbers = [row["id_no"][:_NUMBER] for row in (one, other) if row["id_no"] and id_fault(row["id_no"]) is None]
    codes = [row["code"] for row in (one, other) if row.get("code")]
    born = [day for row in (one, other) if (day := _born(row))]
    return all(len(said) < 2 or said[0] == said[1] for said in (numbers, codes, born))


def _born(row: Stored) -> str | None:
    card = read_certificate(row["id_no"])
    return card.born.isoformat() if card else row["stated_born"]
