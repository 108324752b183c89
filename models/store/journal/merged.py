"""Rows that were found to be one and the same (`_into`): which of them stays, and where links to the others lead.

The one that stays is the first that was written, whichever way the arrows point, so A into B and B into A end alike on
every replica. The tables show it at once: the others are hidden, every link to them leads to the one that stays. Taking
the arrow back brings all of it back, for the journal keeps what each line said. An arrow counts while both its rows are in
one village: each village and the township must come to the same, and a village does not see what has left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from models.kernel import Ledger, stored_fields
from models.store.journal import tables as t
from models.store.journal.heads import INTO, Fv, added
from models.store.journal.reading import Lines, RowReader
from models.store.journal.rows import Key, load_fv

MERGED = "已并到另一条"


_ANY = select(t.alias.c.uid).limit(1)


def some_merged(connection: Connection) -> bool:
    """Whether any rows of this file were made one."""
    return connection.execute(_ANY).first() is not None


@dataclass(frozen=True)
class _Arrow:
    """That one row is the same as another, and since when."""

    into: str
    since: str


class Merged:
    """The merged rows of the file, kept in sync_alias; mostly there are none."""

    def __init__(self, connection: Connection, ledgers: Mapping[str, type[Ledger]]) -> None:
        self._connection, self._ledgers = connection, ledgers
        self._into: dict[Key, str] = {}
        self._canon: dict[Key, str] = {}
        self._since: dict[Key, str] = {}
        self._place: dict[Key, str | None] = {}
        for tbl, uid, into, canon in connection.execute(select(t.alias.c.tbl, t.alias.c.uid, t.alias.c.into, t.alias.c.canon)):
            self._canon[tbl, uid] = canon
            if into:
                self._into[tbl, uid] = into
        if self._canon:
            self._read_since()

    def _read_since(self) -> None:
        fvs = load_fv(self._connection, self._canon)
        lines = Lines(self._connection, fvs)
        self._place = {key: RowReader(lines, key).place() for key in fvs if added(fvs[key])}
        arrows = {key: _Arrow(into, RowReader(lines, key).since(INTO)) for key, into in self._into.items() if key in fvs}
        self._note_since(arrows)

    def _note_since(self, arrows: Mapping[Key, _Arrow]) -> None:
        latest: dict[Key, str] = {}
        for (tbl, uid), arrow in arrows.items():
            root = (tbl, self._canon.get((tbl, arrow.into), arrow.into))
            if self._canon.get((tbl, uid), uid) != root[1]:
                continue  # it does not count now
            latest[root] = max(latest.get(root, ""), arrow.since)
        self._since = {(tbl, uid): latest.get((tbl, canon), "") for (tbl, uid), canon in self._canon.items()}

    def removal(self, key: Key) -> tuple[str, str] | None:
        """When and why a row is hidden, when another of its group stays."""
        return (self._since.get(key, ""), MERGED) if self._canon.get(key, key[1]) != key[1] else None

    def concerns(self, tbl: str, values: Mapping[str, Any]) -> bool:
        """Whether a value leads to a merged row."""
        return bool(self._canon) and any((to, values.get(name)) in self._canon for name, to in self._links(tbl, values))

    def led(self, tbl: str, values: Mapping[str, Any], scope: str | None) -> dict[str, Any]:
        """The values of a row with its links leading to the rows that stay, of those of its own village: of a household
        that has left, the village does not know with which it became one.
        """
        found = dict(values)
        if not self._canon:
            return found
        for name, to in self._links(tbl, values):
            target = (to, found.get(name))
            if scope is not None and self._place.get(target) == scope:  # type: ignore[arg-type]
                found[name] = self._canon.get(target, found[name])  # type: ignore[arg-type]
        return found

    def _links(self, tbl: str, values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        fields = self._ledgers[tbl].__fields__
        yield from ((f.name, f.to) for f in stored_fields(self._ledgers[tbl]) if f.to)
        if {"ledger", "row"} <= fields.keys() and values.get("ledger"):
            yield "row", str(values["ledger"])

    def learn(self, touched: set[Key], plain: Mapping[Key, Any], fvs: Mapping[Key, Fv]) -> set[Key]:
        """Take in arrows that came or went; returns the rows that now read otherwise."""
        asked = {key for key in touched if key not in fvs and key[0] in self._ledgers}
        held = dict(fvs) | load_fv(self._connection, asked)
        changed = {key for key in touched if INTO in held.get(key, {})}
        # An arrow may have come before the row it leads to.
        if not changed and self._canon.keys().isdisjoint(touched | plain.keys()):
            return set()
        known = {*self._canon, *changed}
        groups = load_fv(self._connection, known) | {key: held[key] for key in changed}
        before = dict(self._canon)
        self._settle(groups)
        both = before.keys() | self._canon.keys()
        moved = {key for key in both if before.get(key, key[1]) != self._canon.get(key, key[1])}
        # The day on which a group's rows gave way is that of its newest arrow, which may be among these.
        asked, times = both & (touched | changed), (before, self._canon)
        roots = {(tbl, canon[tbl, uid]) for canon in times for tbl, uid in asked if (tbl, uid) in canon}
        redated = {(tbl, uid) for canon in times for (tbl, uid), stays in canon.items() if (tbl, stays) in roots}
        return moved | redated | (self._leading_to({*moved, *self._group_of(moved, before)}) if moved else set())

    def _group_of(self, moved: set[Key], before: Mapping[Key, str]) -> set[Key]:
        return {(tbl, canon[tbl, uid]) for canon in (before, self._canon) for tbl, uid in moved if (tbl, uid) in canon}

    def _settle(self, groups: Mapping[Key, Fv]) -> None:
        """Recompute who stays, and keep it."""
        ends = {key for key in groups if added(groups[key])}
        lines = Lines(self._connection, {key: groups[key] for key in groups})
        readers = {key: RowReader(lines, key) for key in groups}
        arrows = {key: _Arrow(into, readers[key].since(INTO))
                  for key in sorted(groups) if INTO in groups[key] and (into := readers[key].into())}
        targets = {(tbl, arrow.into) for (tbl, _), arrow in arrows.items()} - groups.keys()
        far = load_fv(self._connection, targets)
        far_lines = Lines(self._connection, far)
        readers |= {key: RowReader(far_lines, key) for key in far}
        ends |= {key for key in far if added(far[key])}
        born = {key: reader.born() for key, reader in readers.items() if key in ends}
        places = self._place = {key: readers[key].place() for key in ends}
        self._into = {key: arrow.into for key, arrow in arrows.items()}
        counted = {(tbl, uid): to for (tbl, uid), to in self._into.items()
                   if (place := places.get((tbl, uid))) is not None and places.get((tbl, to), place) == place}
        # The others are kept as well: a move may make them count.
        both = self._into.keys() | {(tbl, to) for (tbl, _), to in self._into.items()}
        self._canon = {key: key[1] for key in both} | _first_of_each(counted, born)
        self._note_since(arrows)
        self._keep()

    def _keep(self) -> None:
        self._connection.execute(delete(t.alias))
        rows = [{"tbl": tbl, "uid": uid, "into": self._into.get((tbl, uid)), "canon": canon}
                for (tbl, uid), canon in sorted(self._canon.items())]
        if rows:
            self._connection.execute(insert(t.alias), rows)

    def _leading_to(self, members: set[Key]) -> set[Key]:
        """Rows with a link to one of these rows, as the tables show it now."""
        found: set[Key] = set()
        for tbl, ledger in self._ledgers.items():
            table: Any = ledger.__table__
            for f in stored_fields(ledger):
                uids = [uid for to, uid in members if to == f.to or (f.name == "row" and "ledger" in ledger.__fields__)]
                if uids and (f.to or f.name == "row"):
                    found |= {(tbl, uid) for (uid,) in self._connection.execute(select(table.c.uid).where(table.c[f.name].in_(uids)))}
        return found


def _first_of_each(into: Mapping[Key, str], born: Mapping[Key, tuple[int, str]]) -> dict[Key, str]:
    """For each row of a connected set the one that stays; a row that nobody has sent yet cannot."""
    group: dict[Key, set[Key]] = {}
    for (tbl, uid), target in into.items():
        together = group.get((tbl, uid), {(tbl, uid)}) | group.get((tbl, target), {(tbl, target)})
        for key in together:
            group[key] = together
    never = (2**53, "~")
    return {key: min(together, key=lambda one: (born.get(one, never), one))[1] for key, together in group.items()}
