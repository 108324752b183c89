"""The one check and the one way in for form, import and command line: raw values in, an operation out.

A batch (`together`) is one operation: what one record refuses, none of them is saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.kernel import Mistake, UsageMistake, UserMistake, parent_field
from models.kernel.mistake import HINT, REFUSE
from models.ledgers import LEDGERS
from models.store import highwater, roster
from models.store.checking import Checked, Checker, blank, field_named
from models.store.ids import EVERYWHERE
from models.store.links import Links
from models.store.source import Source, Values
from models.store.unit import Unit, unit_of_work

if TYPE_CHECKING:
    from models.store.store import Store


@dataclass(frozen=True)
class Saved:
    """What a save did. operation is None when nothing changed; changed maps a field to (old, new)."""

    ledger: str
    uid: str
    operation: str | None
    label: str
    notices: tuple[Mistake, ...] = ()
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    added: bool = False


class Doing:
    """Several records in one operation, over one Source."""

    def __init__(self, store: Store, unit: Unit, source: Source) -> None:
        self.store, self.unit, self.source = store, unit, source
        self.links = Links(source)
        self.checker = Checker(store, source, self.links)

    def add(self, ledger: str, raw: Mapping[str, object], *, uid: str | None = None, read: bool = False) -> Saved:
        """A new record; raises UserMistake with every sentence when it is refused. read: see Checker.check."""
        checked = self.checker.check(ledger, raw, None, read=read)
        _refuse(checked)
        values = dict(checked.values)
        beside = roster.take(ledger, values)
        scope = self.scope_of(ledger, values)
        uid = self.unit.insert(ledger, values, scope=scope, uid=uid)
        self._remember(ledger, uid, scope, values)
        roster.put(self, uid, beside)
        roster.settle_beside(self, ledger, values)
        return Saved(ledger, uid, self.unit.operation, self.unit.label, checked.notices, added=True)

    def change(self, ledger: str, uid: str, raw: Mapping[str, object], *, read: bool = False) -> Saved:
        """Change fields of a record; what is equal already is left out. read: see Checker.check."""
        old = self.source.get(ledger, uid)
        if old is None:
            raise UserMistake(f"{LEDGERS[ledger].__ledger__.title}里没有这一条，可能已经撤掉了，请核对是哪一条。")
        checked = self.checker.check(ledger, raw, old, read=read)
        _refuse(checked)
        roster.refuse(ledger, checked.values)
        changed = {name: (old[name], value) for name, value in checked.values.items() if old[name] != value}
        if changed:
            self.unit.update(ledger, uid, {name: new for name, (_, new) in changed.items()})
            self._remember(ledger, uid, old["scope"], {**old, **{name: new for name, (_, new) in changed.items()}})
            roster.settle_pending(self, ledger, uid, changed)
        operation = self.unit.operation if changed else None
        return Saved(ledger, uid, operation, self.unit.label, checked.notices, changed)

    def remove(self, ledger: str, uid: str, reason: str) -> Saved:
        """Take a record that was entered by mistake away, and with it what is edited inside it."""
        old = self.source.get(ledger, uid)
        if old is None:
            raise UserMistake(f"{LEDGERS[ledger].__ledger__.title}里没有这一条，可能已经撤掉了，请核对是哪一条。")
        if not reason.strip():
            raise UserMistake("请写一句为什么撤掉。")
        for child in LEDGERS.values():
            parent = parent_field(child)
            if parent is not None and parent.to == ledger:
                for row in self.source.children(child.__tablename__, parent.name, uid):
                    self.remove(child.__tablename__, row["uid"], reason)
        self.unit.remove(ledger, uid, reason.strip())
        self.source.put(ledger, {**old, "removed_at": self.store.now().isoformat(timespec="seconds")})
        return Saved(ledger, uid, self.unit.operation, self.unit.label)

    def scope_of(self, ledger: str, values: Mapping[str, Any]) -> str:
        """The village whose row it is: its parent's, else ours; settled 17 for what stands above villages."""
        parent = parent_field(LEDGERS[ledger])
        if parent is not None and parent.to and (row := self.source.get(parent.to, values.get(parent.name))):
            return str(row["scope"])
        named = self.source.get(values["ledger"], values.get("row")) if values.get("ledger") in LEDGERS else None
        if named:
            return str(named["scope"])
        if self.store.role == "village":
            return self.store.scope
        return EVERYWHERE if ledger in ("parameter", "operator", "mapping") else self.store.scope

    def _remember(self, ledger: str, uid: str, scope: str, values: Values) -> None:
        row = {**blank(LEDGERS[ledger]), **values, "uid": uid, "scope": scope}
        self.source.put(ledger, row)
        self.links.learn(ledger, row)


def _refuse(checked: Checked) -> None:
    if checked.refused:
        raise UserMistake(checked.refused)


def known(ledger: str) -> None:
    """Raise when there is no such ledger."""
    if ledger not in LEDGERS:
        raise UsageMistake(f"没有“{ledger}”这本台账。用 ledgers 看有哪些。")


@contextmanager
def together(store: Store, label: str, *, source: str = "entry", whole: bool = False) -> Iterator[Doing]:
    """Several records as one operation with one label. whole: read ledgers at once, for imports."""
    with unit_of_work(store, label, source=source) as unit:
        unit.gathers = whole  # then every question is answered from memory
        yield Doing(store, unit, Source(unit.connection, LEDGERS, whole=whole))


def check(store: Store, ledger: str, raw: Mapping[str, object], uid: str | None = None) -> Checked:
    """What would be said of these values, without writing."""
    known(ledger)
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS)
        return Checker(store, source, Links(source)).check(ledger, raw, source.get(ledger, uid))


def add(store: Store, ledger: str, raw: Mapping[str, object], *, label: str = "") -> Saved:
    """One new record, one operation."""
    known(ledger)
    with together(store, label or f"登记{LEDGERS[ledger].__ledger__.title}") as doing:
        doubt = highwater.doubt_on(doing.unit.connection, store)
        saved = doing.add(ledger, raw)
    return replace(saved, notices=(*saved.notices, Mistake(doubt, severity=HINT))) if doubt else saved


def change(store: Store, ledger: str, uid: str, raw: Mapping[str, object], *, label: str = "",
           seen: Mapping[str, Any] | None = None) -> Saved:
    """Change one record. seen: what the form showed when it was opened; Stale when that has moved."""
    known(ledger)
    with together(store, label or f"修改{LEDGERS[ledger].__ledger__.title}") as doing:
        row = doing.source.get(ledger, uid)
        named = {field_named(LEDGERS[ledger], name).name for name in raw}
        moved = {n: (was, row[n]) for n, was in (seen or {}).items() if row and n in named and row.get(n, was) != was}
        if moved:
            raise Stale(ledger, uid, moved)
        return doing.change(ledger, uid, raw)


def remove(store: Store, ledger: str, uid: str, reason: str) -> Saved:
    """Take one record away with a reason."""
    known(ledger)
    with together(store, f"撤掉{LEDGERS[ledger].__ledger__.title}") as doing:
        return doing.remove(ledger, uid, reason)


class Stale(UserMistake):
    """The record changed while the form was open; moved maps a field to (what the form showed, what stands now)."""

    def __init__(self, ledger: str, uid: str, moved: Mapping[str, tuple[Any, Any]]) -> None:
        fields = LEDGERS[ledger].__fields__
        labels = "、".join(fields[name].label for name in moved)
        super().__init__([Mistake(f"“{labels}”刚才被别人改过，请看一下用哪个。", name, REFUSE) for name in list(moved)[:1]])
        self.ledger, self.uid, self.moved = ledger, uid, moved
