"""Reading raw values by their Kinds, finding links, and asking the ledger's rules: `Checker.check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from models.kernel import Field, Ledger, Mistake, Unreadable, UsageMistake, stored_fields
from models.kernel.kind import UNSAID, Parsed, as_text
from models.kernel.mistake import REFUSE
from models.kernel.text_forms import compact
from models.ledgers import LEDGERS
from models.store import defaults, photos, roster
from models.store.facts import Policy, RecordFacts
from models.store.links import Links
from models.store.source import Source, Values

if TYPE_CHECKING:
    from models.store.store import Store

CLEAR = "（清空）"
_ATTACHMENT, _TAKEN_ON = "attachment", "taken_on"
_MOST_KNOWN = 20_000


@dataclass(frozen=True)
class Checked:
    """Readable values by field, and everything that has to be said about them."""

    values: Values
    mistakes: tuple[Mistake, ...]

    @property
    def refused(self) -> tuple[Mistake, ...]:
        """What cannot be stored."""
        return tuple(m for m in self.mistakes if m.severity == REFUSE)

    @property
    def notices(self) -> tuple[Mistake, ...]:
        """What is stored all the same."""
        return tuple(m for m in self.mistakes if m.severity != REFUSE)


def field_named(ledger: type[Ledger], name: str) -> Field:
    """A field by its English name, heading or alias; raises UsageMistake."""
    if name in ledger.__fields__:
        return ledger.__fields__[name]
    word = compact(name)
    for field in ledger.__fields__.values():
        if word in (compact(field.label), *map(compact, field.aliases)):
            return field
    raise UsageMistake(f"{ledger.__ledger__.title}里没有“{name}”这一栏，请照台账的栏目名写。")


@cache
def blank(ledger: type[Ledger]) -> Values:
    """A row that says nothing."""
    names = (field.name for field in stored_fields(ledger))
    return {"uid": "", "scope": "", "removed_at": None, "removed_why": None, **dict.fromkeys(names)}


@cache
def _needed(ledger: type[Ledger]) -> tuple[Field, ...]:
    return tuple(field for field in ledger.__fields__.values() if field.required)


class Checker:
    """The check of one job: it keeps its Source, links and parameters."""

    def __init__(self, store: Store, source: Source, links: Links) -> None:
        self.store, self.source, self.links = store, source, links
        self.policy = Policy(source, store.scope)
        self._known: dict[tuple[int, str], Parsed] = {}

    def check(self, ledger_id: str, raw: Mapping[str, object], old: Values | None, *, read: bool = False) -> Checked:
        """Values of `raw` (field name or heading -> typed) as they would be stored, a new row's defaults among them.

        read: the Kinds have read them already, and what they had to say has been said.
        """
        ledger = LEDGERS[ledger_id]
        values: Values = {}
        mistakes: list[Mistake] = []
        for name, typed in raw.items():
            field = field_named(ledger, name)
            if field.derived is not None and not field.fills:
                raise UsageMistake(f"“{field.label}”是算出来的，不用填。")
            values[field.name] = typed if read and not field.to else self._read(field, typed, mistakes)
        values |= self._shot(ledger, raw, values)
        unreadable = {m.field for m in mistakes if m.severity == REFUSE}
        mistakes += self._required(ledger, values, old, unreadable)
        if not any(m.severity == REFUSE for m in mistakes):
            if old is None:  # before the rules: they judge the row as it will stand, not as it was typed
                values = defaults.fill(self.store, self.source, ledger_id, values)
            mistakes += self.rules(ledger_id, values, old)
        return Checked(values, tuple(mistakes))

    def rules(self, ledger_id: str, values: Values, old: Values | None) -> list[Mistake]:
        """What the ledger's own rules say of the row as it would stand."""
        facts = self.facts(ledger_id, values, old)
        return [mistake for rule in LEDGERS[ledger_id].__ledger__.rules for mistake in rule(facts)]

    def facts(self, ledger_id: str, values: Values, old: Values | None) -> RecordFacts:
        """Facts of a row that is not written yet."""
        ledger = LEDGERS[ledger_id]
        new = {**blank(ledger), "scope": self.store.scope, **(old or {}), **values}
        return RecordFacts(self.source, ledger, new, old, self.policy, self.today)

    @cached_property
    def today(self) -> date:
        """The day of the job: an import that runs past midnight is of the day on which it began."""
        return self.store.today()

    def _shot(self, ledger: type[Ledger], raw: Mapping[str, object], values: Values) -> Values:
        """The day that a camera noted in its photo, where the ledger keeps one and nobody typed it."""
        if _TAKEN_ON not in ledger.__fields__ or _TAKEN_ON in values:
            return {}
        days = (photos.taken_on(typed, self.today) for typed in raw.values() if isinstance(typed, bytes))
        return {_TAKEN_ON: day} if (day := next(filter(None, days), None)) else {}

    def _read(self, field: Field, typed: object, mistakes: list[Mistake]) -> Any:
        if typed is None or typed == CLEAR:
            return None
        if isinstance(typed, bytes) and field.kind.name == _ATTACHMENT:
            return self.store.blobs.put(typed, photos.limits(lambda id: self.policy.value(id, self.today)))
        try:
            parsed = self._parsed(field, typed)
        except Unreadable as fault:
            mistakes.append(Mistake(str(fault), field.name, value=as_text(typed)))
            return None
        mistakes += [replace(note, field=field.name, value=as_text(typed)) for note in parsed.notes]
        if field.to and parsed.value:
            uid, mistake = self.links.resolve(field.to, parsed.value, field.name, field.label)
            mistakes += [mistake] if mistake else []
            return uid
        return parsed.value

    def _parsed(self, field: Field, typed: object) -> Parsed:
        """What the Kind reads; the same word in the same column again is the same: rosters say 汉族 ten thousand times."""
        if not isinstance(typed, str):
            return field.kind.parse(typed)
        key = id(field), typed
        found = self._known.get(key)
        if found is None:
            found = field.kind.parse(typed)
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = found
        return found

    def _required(
        self, ledger: type[Ledger], values: Values, old: Values | None, unreadable: set[str]
    ) -> list[Mistake]:
        found = []
        given = (old or {}) | values
        for field in _needed(ledger):
            names = (field.name, *field.required) if isinstance(field.required, tuple) else (field.name,)
            # A new row fills its defaults in; a row that stands may not lose what it needs.
            if (field.default is not None and old is None) or unreadable & set(names):
                continue
            if roster.is_kept_beside(field, old):
                continue
            if all(given.get(name) in UNSAID for name in names):
                labels = "”或“".join(ledger.__fields__[name].label for name in names)
                found.append(Mistake(f"请填“{labels}”，没有它这一条就不成立。", field.name))
        return found
