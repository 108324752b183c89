"""Facts that remember what they were asked, so that an edit is followed to the records whose answers it can change.

A rule asks by the names of links and ledgers, never by uid: the questions of a ledger are few and the same for all its
rows. Read backwards they lead from an edited row to everything that has to be looked at again (`affected`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from models.kernel import Ledger, parent_field, stored_fields
from models.ledgers import LEDGERS
from models.store.facts import Policy, RecordFacts, Told
from models.store.source import Source, Values, link_between

Question = tuple[str, ...]
Key = tuple[str, str]
Found = TypeVar("Found")
TREE = ("tree",)  # asks of rows at any depth below its own


class _Policies(dict[str, Policy]):
    """The parameters of each place, made when they are first asked for."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def __missing__(self, scope: str) -> Policy:
        found = self[scope] = Policy(self._source, scope)
        return found


class Look:
    """One look at the records. questions: what the checks of each ledger asked. kept: what one row's checks worked out for all rows."""

    def __init__(self, source: Source, today: date) -> None:
        self.source, self.today = source, today
        self.questions: dict[str, set[Question]] = defaultdict(set)
        self.kept: dict[Any, Any] = {}
        self.policies = _Policies(source)


class Watched(RecordFacts):
    """RecordFacts with a notebook; checks beyond a ledger's own rules may also look down the whole tree of a row.

    asked: the notebook of the row's ledger. kept: what one check of this row worked out and others ask for again.
    """

    def __init__(self, look: Look, ledger: str, row: Values, batch: Sequence[Values]) -> None:
        super().__init__(look.source, LEDGERS[ledger], row, row, look.policies[row["scope"]], look.today, batch)
        self.look, self.asked = look, look.questions[ledger]
        self.kept: dict[Any, Any] = {}

    def _once(self, ask: Callable[..., Any], *question: str) -> Any:
        """Noted, and answered once however many checks ask it of this row."""
        if question not in self.kept:
            self.asked.add(question)
            self.kept[question] = ask(*question[1:])
        return self.kept[question]

    def once(self, name: Hashable, work: Callable[[], Found]) -> Found:
        """What one check of this row works out and others ask for again."""
        if name not in self.kept:
            self.kept[name] = work()
        return cast("Found", self.kept[name])

    def parent(self, field: str) -> Mapping[str, Any] | None:
        """See RecordFacts; rows from which something of the parent follows are noted as well."""
        found: Mapping[str, Any] | None = self._once(super().parent, "parent", field)
        return found

    def _told(self, path: str, ledger: str, values: Values | None) -> Mapping[str, Any] | None:
        declared = LEDGERS[ledger]
        return values and Told(values, lambda row: _Behind(self, path, declared, row))

    def children(self, ledger: str) -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        found: Sequence[Mapping[str, Any]] = self._once(super().children, "children", ledger)
        return found

    def siblings(self) -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        found: Sequence[Mapping[str, Any]] = self._once(super().siblings, "siblings")
        return found

    def same(self, *names: str) -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        self.asked.add(("siblings",))
        return super().same(*names)

    def beside(self, field: str, ledger: str) -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        found: Sequence[Mapping[str, Any]] = self._once(super().beside, "beside", field, ledger)
        return found

    def attachments(self, of: str = "") -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        found: Sequence[Mapping[str, Any]] = self._once(super().attachments, "attachments", of)
        return found

    def alike(self, field: str) -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        found: Sequence[Mapping[str, Any]] = self._once(super().alike, "alike", field)
        return found

    def now(self, id: str) -> Any:
        """A policy value as of today: a check looks at the row as it stands, not at the day that it is about."""
        return self.policy.value(id, self.today)

    def mine(self, field: str) -> Any:
        """A derived field of this row itself; what it asks is noted as well."""
        compute = self.ledger.__fields__[field].derived
        if compute not in self.kept:
            self.kept[compute] = compute(self) if compute else None
        return self.kept[compute]

    def said(self, field: str) -> str:
        """What stands in a field of this row, as people read it."""
        return self.ledger.__fields__[field].kind.show(self.new.get(field))

    def under(self, ledger: str) -> list[Values]:
        """Live rows of a ledger that belong to this one, however many parents lie between."""
        if (below, ledger) not in self.kept:
            self.asked.add(TREE)
            top = self.ledger.__tablename__
            if self.source.first_time(self.batch, f"below {ledger}"):
                below(self.source, top, [row["uid"] for row in self.batch], ledger)
            self.kept[below, ledger] = below(self.source, top, [self.new["uid"]], ledger)
        found: list[Values] = self.kept[below, ledger]
        return found

    def derived(self, ledger: str, row: Values, field: str) -> Any:
        """A derived field of a row below this one, as of the same day."""
        self.asked.add(TREE)
        declared = LEDGERS[ledger]
        compute = declared.__fields__[field].derived
        return compute(RecordFacts(self.source, declared, row, row, self.policy, self.today)) if compute else None


class _Behind(RecordFacts):
    """Facts of a parent, which note for the row that asked which of its children it was asked about."""

    def __init__(self, asker: Watched, path: str, ledger: type[Ledger], row: Values) -> None:
        super().__init__(asker.source, ledger, row, row, asker.policy, asker.today)
        self._asked, self._path = asker.asked, path

    def children(self, ledger: str) -> Sequence[Mapping[str, Any]]:
        """See RecordFacts."""
        self._asked.add(("behind", self._path, ledger))
        return super().children(ledger)


def _end(ledger: str, path: str) -> str:
    """The ledger to which a path of links leads."""
    for name in path.split("."):
        ledger = LEDGERS[ledger].__fields__[name].to or ""
    return ledger


def below(source: Source, top: str, uids: Sequence[str], ledger: str) -> list[Values]:
    """Live rows of `ledger` whose parents lead up to one of these rows of `top`."""
    parent = parent_field(LEDGERS[ledger])
    if parent is None or parent.to is None:
        return []
    above = uids if parent.to == top else [row["uid"] for row in below(source, top, uids, parent.to)]
    source.warm_children(ledger, parent.name, above)
    return [row for one in above for row in source.children(ledger, parent.name, one)]


def affected(source: Source, questions: Mapping[str, Collection[Question]], edited: Key, ever: Values) -> set[Key]:
    """Rows whose answers an edit can change, the row itself among them.

    questions: by ledger, what its checks asked of any row. ever: every value that the row has or had, by field, as a
    collection, so that a row that was moved is also looked at where it came from.
    """
    ledger, uid = edited
    found = {edited}
    for asker, asked in questions.items():
        for question in asked:
            found |= {(asker, one) for one in _askers(source, asker, question, ledger, uid, ever)}
    return found


def _askers(source: Source, asker: str, question: Question, ledger: str, uid: str, ever: Values) -> Iterator[str]:
    kind, *rest = question
    if kind == "parent":
        yield from _of_parent(source, asker, rest[0], ledger, uid)
    elif kind == "children":
        yield from _above_children(source, asker, rest[0], ledger, ever)
    elif kind == "behind":
        to = _end(asker, rest[0])
        for parent_uid in _above_children(source, to, rest[1], ledger, ever):
            yield from _of_parent(source, asker, rest[0], to, parent_uid)
    elif kind == "siblings" and asker == ledger:
        parent = parent_field(LEDGERS[ledger])
        yield from _linked(source, asker, parent.name, ever.get(parent.name, ())) if parent else ()
    elif kind == "beside" and rest[1] == ledger:
        shared = LEDGERS[asker].__fields__[rest[0]].to or ""
        yield from _linked(source, asker, rest[0], ever.get(link_between(LEDGERS[ledger], shared), ()))
    elif kind == "alike" and asker == ledger:
        yield from _linked(source, asker, rest[0], ever.get(rest[0], ()))
    elif kind == "attachments" and ledger == "attachment" and (rest[0] or asker) in ever.get("ledger", ()):
        rows = ever.get("row", ())
        yield from (_parents(source, rest[0], asker, rows) if rest[0] else rows)
    elif kind == "every" and rest[0] == ledger:
        yield from (row["uid"] for row in source.all(asker))
    elif question == TREE:
        yield from above(source, ledger, ever, asker)


def _above_children(source: Source, to: str, path: str, ledger: str, ever: Values) -> Iterable[str]:
    """Rows of `to` whose children by a path (`monitoring`, `monitoring.monitoring_step`) an edited row is one of."""
    first, _, further = path.partition(".")
    if (further or first) != ledger:
        return ()
    if not further:
        found: Iterable[str] = ever.get(link_between(LEDGERS[first], to), ())
        return found
    return _parents(source, first, to, ever.get(link_between(LEDGERS[further], first), ()))


def _of_parent(source: Source, asker: str, path: str, ledger: str, uid: str) -> Iterable[str]:
    first, _, further = path.partition(".")
    to = LEDGERS[asker].__fields__[first].to or ""
    if not further:
        return _linked(source, asker, first, [uid]) if to == ledger else ()
    if (LEDGERS[to].__fields__[further].to or "") != ledger:
        return ()
    return _linked(source, asker, first, list(_linked(source, to, further, [uid])))


def _parents(source: Source, child: str, to: str, uids: Iterable[Any]) -> Iterator[str]:
    """The rows of `to` above these rows of `child`."""
    link = link_between(LEDGERS[child], to)
    yield from (row[link] for uid in uids if (row := source.get(child, uid)) and row[link])


def _linked(source: Source, ledger: str, field: str, values: Iterable[Any]) -> Iterator[str]:
    known = [value for value in values if value]
    source.warm_children(ledger, field, known)
    for value in known:
        yield from (row["uid"] for row in source.children(ledger, field, value))


def above(source: Source, ledger: str, ever: Values, top: str) -> Iterator[str]:
    """Rows of `top` to which a row leads by its parents, now or before."""
    parent = parent_field(LEDGERS[ledger])
    for uid in ever.get(parent.name, ()) if parent else ():
        if parent is not None and parent.to == top:
            yield uid
        elif parent is not None and parent.to and (row := source.get(parent.to, uid)):
            yield from above(source, parent.to, {f.name: (row[f.name],) for f in stored_fields(LEDGERS[parent.to])}, top)
